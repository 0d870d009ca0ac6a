"""引継票: what one 課 needs to know of a case: what is to be done, on which answers, what is open, what was said.

Paper for a colleague at another counter.  Its code is the submission's: the next counter finds the case by it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forms.document.filled import FillContext, FilledForm
from forms.papers.flow import LEFT, RIGHT, ROOM, Flow, Style, drawable, paper, set_line
from forms.text.wareki import wareki

FORM_ID: Final = "handover"
_TITLE: Final = Style(18, "gothic-bold", 1.4)
_NUMBER: Final = Style(22, "gothic-bold", 1.3)
_PERSON: Final = Style(14, "mincho", 1.45)
_BAND: Final = Style(12, "gothic-bold")
_ROW: Final = Style(10, line=1.35)
_HEAD: Final = Style(9.5, "gothic-bold", 1.35)
_NOTE: Final = Style(10.5, line=1.4)
_CODE: Final = 24.0
_TO_DO: Final = (18.0, 64.0, 30.0, 46.0, 16.0)
_FACTS: Final = (62.0, 72.0, 40.0)


@dataclass(frozen=True, slots=True)
class HandedProcedure:
    """One procedure as the console shows it; ``told``: what the citizen was told of it."""

    title: str
    need: str
    because: Sequence[str]
    deadline: str
    who: str
    bring: Sequence[str]
    forms: Sequence[str]
    told: Sequence[str]
    state: str


@dataclass(frozen=True, slots=True)
class HandedFact:
    """An answer, and where it comes from."""

    label: str
    value: str
    source: str


@dataclass(frozen=True, slots=True)
class HandOver:
    """Everything on the sheet of one 課.  ``people``: role, name, reading.  ``open``: what is to be found out."""

    section: str
    event: str
    language: str
    people: Sequence[tuple[str, str, str]]
    procedures: Sequence[HandedProcedure]
    facts: Sequence[HandedFact]
    open: Sequence[str]
    others: Sequence[tuple[str, str]]
    """The other 課 of the case, and how far they are."""
    card: Sequence[str]


def handover_sheet(case: HandOver, context: FillContext) -> FilledForm:
    """The sheets for one 課."""
    flow = Flow()
    _head(flow, case, context)
    flow.band("することと、お伝えした内容", _BAND)
    rows = [("要否・状態", "手続き・決め手", "期限", "届け出る方・持ち物", "済・確認者")]
    flow.table(_TO_DO, [*rows, *map(_procedure, case.procedures)], _ROW, _HEAD)
    if case.open:
        flow.need(20)
        flow.band("窓口で確かめること", _BAND)
        flow.gap(1.5)
        for text in case.open:
            flow.square(_NOTE, 1)
            flow.lines(drawable(text), _NOTE, 7)
    flow.need(30)
    flow.band("この課で使う内容", _BAND)
    facts = [(each.label, drawable(each.value), each.source) for each in case.facts]
    flow.table(_FACTS, [("項目", "内容", "出所"), *facts], _ROW, _HEAD)
    for line in case.card:
        flow.lines(line, _NOTE)
    if case.others:
        flow.need(20)
        flow.band("ほかの課", _BAND)
        flow.table((87.0, 87.0), [("課", "進み具合"), *case.others], _ROW, _HEAD)
    flow.need(34)
    flow.band("引き継ぐこと（残っている作業、連絡先など）", _BAND)
    flow.gap(9)
    for _ in range(2):
        flow.rule()
        flow.gap(9)
    foot = ("練習用" if context.practice else "", f"受付番号 {context.number}", case.section)
    return paper(FORM_ID, "引継票", flow, foot, context)


def _head(flow: Flow, case: HandOver, context: FillContext) -> None:
    flow.code(context.submission.urn, RIGHT - _CODE, _CODE)
    room = ROOM - _CODE - 4
    flow.lines(f"引継票\u3000{case.section}", _TITLE, 0, room)
    flow.lines(context.number, _NUMBER, 0, room)
    spoken = "" if case.language == "日本語" else f"\u3000入力した言語 {case.language}"
    flow.lines(f"{case.event}\u3000受付日 {wareki(context.today)}{spoken}", _NOTE, 0, room)
    flow.gap(1)
    for role, name, reading in case.people:
        flow.put(*set_line(role, _NOTE, LEFT, flow.y + 1))
        flow.lines(drawable(name), _PERSON, 28, room)
        if reading:
            flow.lines(drawable(reading), _NOTE, 28, room)
    flow.y = max(flow.y, 16 + _CODE + 2)


def _procedure(each: HandedProcedure) -> tuple[str, str, str, str, str]:
    named = [each.title, *(f"様式：{form}" for form in each.forms)]
    named += [f"・{text}" for text in each.because]
    named += [f"伝えた：{text}" for text in each.told]
    filing = [each.who, *(f"・{thing}" for thing in each.bring)]
    return (
        f"{each.need}\n{each.state}",
        "\n".join(map(drawable, named)),
        each.deadline,
        "\n".join(text for text in filing if text),
        "",
    )
