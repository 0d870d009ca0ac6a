"""What a clerk sees of the card's checks: a small mark beside each value, a line for the whole card."""

from __future__ import annotations

from forms.facts.values import FactId, FactState, Source
from sync.envelope.submission import CardProvenance, Submission
from sync.office.console.words import japanese_date

_CREDENTIALS = {"pin": "暗証番号で読み取り", "collation_b": "照合番号Bで読み取り"}
_VERDICTS = {"verified": "署名を確認", "not_checked": "署名は未確認"}
_REASONS = {
    "unknown_authority": "認証局の鍵が登録されていない",
    "not_read": "検査に要るファイルを読めなかった",
    "malformed": "知らない形式",
    "not_signed": "署名の対象ではない",
}


def mark_of(card: CardProvenance | None, fact: FactId, state: FactState | None) -> str:
    """「署名を確認」 or 「署名は未確認」; "" for what is not (or no longer) from a card."""
    if card is None or state is None or state.source is not Source.CARD or fact not in card.values:
        return ""
    return _VERDICTS[card.values[fact].verdict]


def detail_of(card: CardProvenance | None, fact: FactId) -> str:
    """File, credential and reason, for who asks."""
    if card is None or fact not in card.values:
        return ""
    value = card.values[fact]
    said = (
        _CREDENTIALS.get(value.credential, value.credential),
        f"カードのファイル {value.file}",
        _REASONS.get(value.reason, value.reason),
    )
    return "、".join(part for part in said if part)


def lines_about(submission: Submission) -> tuple[str, ...]:
    """About each card as a whole; whether it was still good is told for the session's day."""
    cards = () if submission.card is None else (submission.card, *submission.more_cards)
    return tuple(line for card in cards for line in _lines(card, submission))


def _lines(card: CardProvenance, submission: Submission) -> tuple[str, ...]:
    signed = all(value.verdict == "verified" for value in card.values.values())
    copied = card.copy_check == "verified"
    lines = [
        f"カード：{_VERDICTS['verified' if signed else 'not_checked']}、"
        f"複製の検査は{'合格' if copied else '未実施'}"
    ]
    if card.expiry is not None:
        past = "（この日を過ぎています）" if card.expiry < submission.today else ""
        lines.append(f"有効期限 {japanese_date(card.expiry)}{past}")
    if card.municipality:
        lines.append(f"発行した市区町村のコード {card.municipality}")
    return tuple(lines)
