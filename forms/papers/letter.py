"""委任状 with its content filled: who is asked, for which procedures.  Who asks writes and signs by hand.

Content after 富士市 and 富士宮市 (domain 4.2): 表題・宛先・作成日・委任者・代理人・委任事項.  It is no letter
before the principal has written on it, and the machine never writes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from forms.document.filled import FillContext, FilledForm
from forms.document.fitting import fit
from forms.document.ink import Frame, Line, Rect, Shade
from forms.facts.values import FactId, Facts, Known
from forms.journey.filing import MayFile
from forms.journey.journey import Journey
from forms.journey.outcomes import ProcedureOutcome
from forms.papers.flow import (
    GAP,
    LEFT,
    RIGHT,
    ROOM,
    Flow,
    Style,
    paper,
    phrased,
    set_line,
    wide,
    written,
)
from forms.papers.words import JAPANESE, PaperWords
from forms.text.numbers import phone_parts
from forms.text.wareki import wareki

FORM_ID: Final = "letter"
_TITLE: Final = Style(26, "gothic-bold", 1.5)
_BODY: Final = Style(14, line=1.5)
_BOLD: Final = Style(14, "gothic-bold", 1.5)
_SMALL: Final = Style(11, line=1.45)
_SIZES: Final = (15.0, 9.0)
"""Of a value: from, down to, pt."""
_LABEL: Final = 34.0
"""Width of the labels' column, mm."""
_PRINCIPAL: Final = (("住所", 15.0), ("氏名（自署）", 15.0), ("生年月日", 11.0), ("電話番号", 11.0))
_NOTES: Final = (
    "頼む方が、上の欄を すべて ご自分で 書いてください。消せるペンは 使えません。",
    "印刷した内容に まちがいがないことを 確かめてから、署名してください。",
    "窓口に来る方は、この紙の原本と、ご自分の 本人確認書類を お持ちください。",
    "判断する力が 十分でない方の 委任状は 使えません。窓口に ご相談ください。",
)


def letters(
    words: PaperWords, journey: Journey, facts: Facts, context: FillContext
) -> tuple[FilledForm, ...]:
    """One for each person whose letter is wanted; none when the visitor may file everything.

    ``words`` in Japanese: a letter is for the clerk, in whatever language the visitor reads.
    """
    wanted = [each for each in journey.to_do if each.applied_for and _wants(each)]
    by_principal = sorted(wanted, key=lambda each: _principal(words, each))  # stable
    return tuple(
        _letter(words, who, list(group), facts, context)
        for who, group in groupby(by_principal, key=lambda each: _principal(words, each))
    )


def _wants(outcome: ProcedureOutcome) -> bool:
    return outcome.may_file is MayFile.WITH_LETTER


def _principal(words: PaperWords, outcome: ProcedureOutcome) -> str:
    """Who has to write it."""
    wording = words.pack.procedures[outcome.id].wording
    return words.pack.wording.optional(f"{wording}.letter", JAPANESE) or "お手続きの ご本人"


def _letter(
    words: PaperWords,
    who: str,
    outcomes: Sequence[ProcedureOutcome],
    facts: Facts,
    context: FillContext,
) -> FilledForm:
    flow = Flow()
    flow.gap(2)
    _centred(flow, f"委{GAP}任{GAP}状", _TITLE)
    flow.gap(4)
    flow.lines(f"（宛先）{words.pack.city.mayor}", _BODY)
    day = f"令和{GAP * 3}年{GAP * 3}月{GAP * 3}日"
    flow.lines(f"{GAP * 16}作成日{GAP}{day}", _BODY)
    flow.gap(3)
    flow.lines(f"頼む方（委任者）：{phrased(who, JAPANESE)}", _BOLD)
    flow.lines(phrased("ここは、頼む方が ご自分で 書いてください。", JAPANESE), _SMALL)
    _box(flow, [(label, "", high) for label, high in _PRINCIPAL], bold=True)
    flow.gap(5)
    flow.lines("私は、下の者を代理人と定め、次の手続きに関する権限を委任します。", _BODY)
    flow.gap(4)
    flow.lines("頼まれた方（代理人）", _BOLD)
    _box(flow, list(_agent(facts)), bold=False)
    flow.gap(5)
    flow.lines("委任する手続き", _BOLD)
    flow.gap(1)
    dead = _value(facts, "deceased.name")
    if dead:
        flow.lines(f"亡くなられた方：{dead}", _BODY, 4)
    for index, outcome in enumerate(outcomes, start=1):
        title = words.of_pack(words.pack.procedures[outcome.id].wording)
        flow.lines(f"{index}{GAP}{title}", _BODY, 4)
    flow.gap(4)
    for note in _NOTES:
        flow.labelled("・", phrased(note, JAPANESE), (_SMALL, _SMALL), (0, 4))
    foot = (f"受付番号 {context.number}",)
    return paper(FORM_ID, "委任状", flow, foot, context)


def _agent(facts: Facts) -> Iterator[tuple[str, str, float]]:
    yield "住所", _value(facts, "visitor.address"), 13.0
    yield "氏名", _value(facts, "visitor.name"), 13.0
    match facts.get("visitor.birth"):
        case Known(value=date() as day):
            yield "生年月日", str(wareki(day)), 11.0
        case _:
            yield "生年月日", "", 11.0
    phone = _value(facts, "visitor.phone")
    yield "電話番号", "-".join(phone_parts(phone)) if phone else "", 11.0


def _value(facts: Facts, fact: FactId) -> str:
    """As the record has it; "" for the pen where it is not known or no face has all its letters."""
    state = facts.get(fact)
    text = str(state.value) if isinstance(state, Known) else ""
    return text if written(text) else ""


def _centred(flow: Flow, text: str, style: Style) -> None:
    left = LEFT + (ROOM - wide(text, style)) / 2
    flow.put(*set_line(text, style, left, flow.y))
    flow.y += style.high


def _box(flow: Flow, rows: Sequence[tuple[str, str, float]], *, bold: bool) -> None:
    """Labels and values with rules; a value that is empty, or has no room, is left to the pen."""
    top, middle = flow.y, LEFT + _LABEL
    for label, value, high in rows:
        flow.put(Shade(Rect(LEFT, flow.y, _LABEL, high), 0.93))
        style = _BOLD if bold else _BODY
        flow.put(*set_line(label, style, LEFT + 2, flow.y + (high - style.high) / 2))
        room = Rect(middle, flow.y, RIGHT - middle, high)
        fitted = fit(value, room, *_SIZES, lines=2, padding=3.0) if value else None
        flow.put(*(fitted.letters if fitted is not None else ()))
        flow.put(Line(LEFT, flow.y + high, RIGHT, flow.y + high, 0.5))
        flow.y += high
    frame = Frame(Rect(LEFT, top, ROOM, flow.y - top), 1.2 if bold else 0.6)
    flow.put(Line(middle, top, middle, flow.y, 0.5), frame)
