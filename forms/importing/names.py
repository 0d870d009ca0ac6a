"""Which fact a box is likely fed by, from the words beside it.  A proposal: a clerk looks at each."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from forms.facts.values import FactId

BY_HAND = re.compile(r"個人番号|マイナンバー|署名|自署|委任|受任|代理|押印|㊞|暗証")
"""What no machine fills: the 個人番号, and what a person signs."""

OFFICE = re.compile(
    r"職員|受付|照合|入力|決裁|決定|給付記録|支払予定|確認|交付番号|手数料|公用|作成|備考|枚数|※"
)

_ROLES = (
    (re.compile(r"喪主|葬祭|施主"), "mourner"),
    (re.compile(r"死亡|亡くな|故人|名義の方|被保険者"), "deceased"),
    (re.compile(r""), "visitor"),
)

_PERSON = (
    (re.compile(r"フリガナ|ふりがな|氏名.{0,2}カナ"), "name_kana", "as: katakana, size: 8.5"),
    (re.compile(r"生年月日"), "birth", ""),
    (re.compile(r"氏名|名前|申請者名"), "name", "size: 15, lines: 2"),
    (re.compile(r"郵便番号|〒"), "postcode", "as: postcode"),
    (re.compile(r"住所|所在地"), "address", "size: 11, lines: 2"),
    (re.compile(r"電話|連絡先|ＴＥＬ|TEL"), "phone", "as: phone"),
    (re.compile(r"続柄|関係"), "relation", ""),
    (re.compile(r"性別"), "sex", ""),
    (re.compile(r"年齢"), "age", ""),
)

_OTHER = (
    (re.compile(r"死亡(年月日|した日|の日)|亡くなった日"), "deceased.death_date", ""),
    (re.compile(r"葬祭を行った日|葬儀の日"), "funeral.date", ""),
    (re.compile(r"行った葬祭"), "funeral.kind", ""),
    (re.compile(r"(申請|届出|請求|記入)(年月)?日"), "today", ""),
    (re.compile(r"金融機関名|銀行名"), "account.bank", ""),
    (re.compile(r"支店名|店舗名"), "account.branch", ""),
    (re.compile(r"口座番号"), "account.number", "as: digits, align: right"),
    (re.compile(r"預金種[目別]|口座種別"), "account.kind", ""),
    (re.compile(r"名義"), "account.holder_kana", "as: half_kana"),
    (re.compile(r"公金受取口座"), "account.use_public", ""),
    (re.compile(r"世帯主"), "household.head_name", "size: 13, lines: 2"),
    (re.compile(r"通数|枚数"), "juminhyo.copies", "align: center"),
)

OPTIONS = {
    "男": "male",
    "女": "female",
    "普通": "ordinary",
    "当座": "checking",
    "貯蓄": "savings",
}
"""Printed choices that mean the same on every form."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A fact, and how a box writes it, as the template says it (``as: katakana``)."""

    fact: FactId
    how: str


def guessed(label: str, group: str, facts: Collection[FactId], procedure: str = "") -> Guess | None:
    """What the box beside ``label``, in the rows of ``group``, is fed by; ``None`` when nobody can tell
    or the pack has no such fact.  Which insurance a number is of, the procedure says."""
    if BY_HAND.search(label):
        return None
    found = next((Guess(fact, how) for words, fact, how in _OTHER if words.search(label)), None)
    if found is None and re.search(r"被保険者番号|記号.{0,2}番号|被保険者証", label):
        own = (f for f in facts if f.endswith("_number") and _insurance(f) in procedure)
        found = next((Guess(fact, "as: digits") for fact in own), None)
    if found is None:
        role = next(role for words, role in _ROLES if words.search(group or label))
        person = next(((name, how) for words, name, how in _PERSON if words.search(label)), None)
        found = Guess(f"{role}.{person[0]}", person[1]) if person else None
    return found if found and (found.fact == "today" or found.fact in facts) else None


def _insurance(fact: FactId) -> str:
    """``kouki`` of ``deceased.kouki_number``."""
    return fact.rpartition(".")[2].removesuffix("_number")
