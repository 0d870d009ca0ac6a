"""転記票: what a 課 types into its core system, in the order of that system's screen; on paper, as codes, as CSV.

A reader of codes is a keyboard: a code holds the values of one screen with the tab key between them, so that a clerk
puts the cursor into the first box and reads.  A code holds at most :data:`MOST` octets; a longer screen has several.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, assert_never

from forms.catalogue.transcription import CoreScreen, ScreenBox, TypedAs
from forms.document.filled import FillContext, FilledForm
from forms.document.formats import choice_keys
from forms.facts.values import FactId, Facts, Known, Value
from forms.papers.flow import LEFT, ROOM, Flow, Style, drawable, paper
from forms.text.kana import half_width, katakana
from forms.text.numbers import ascii_digits
from forms.text.wareki import ERAS, wareki

FORM_ID: Final = "transcription"
MOST: Final = 300
"""Octets of a code: 61 modules, which a hand reader takes from 30 mm."""
_CODE: Final = 30.0
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet calculate: a citizen's text must not."""
_TITLE: Final = Style(18, "gothic-bold", 1.4)
_SCREEN: Final = Style(14, "gothic-bold")
_ROW: Final = Style(11, line=1.35)
_HEAD: Final = Style(10, "gothic-bold", 1.35)
_NOTE: Final = Style(10, line=1.4)
_COLUMNS: Final = (10.0, 44.0, 84.0, 24.0, 12.0)


@dataclass(frozen=True, slots=True)
class TypedBox:
    """One box: what is typed, "" where it is not known, and where that comes from."""

    label: str
    value: str
    source: str
    fact: FactId | None


@dataclass(frozen=True, slots=True)
class TypedScreen:
    """One screen with its values."""

    title: str
    boxes: tuple[TypedBox, ...]


def typed_screens(
    screens: Iterable[CoreScreen], facts: Facts, sources: Mapping[FactId, str]
) -> tuple[TypedScreen, ...]:
    """``screens`` with the values of ``facts``; ``sources`` says in words where each comes from."""
    return tuple(
        TypedScreen(screen.title, tuple(_typed(box, facts, sources) for box in screen.boxes))
        for screen in screens
    )


def _typed(box: ScreenBox, facts: Facts, sources: Mapping[FactId, str]) -> TypedBox:
    if box.fact is None:
        return TypedBox(box.label, box.text, "固定", None)
    state = facts.get(box.fact)
    if not isinstance(state, Known):
        return TypedBox(box.label, "", "未確認", box.fact)
    return TypedBox(box.label, _text(box, state.value), sources.get(box.fact, ""), box.fact)


def _text(box: ScreenBox, value: Value) -> str:
    if box.codes:
        return "、".join(box.codes.get(key, "") for key in choice_keys(value))
    if isinstance(value, date):
        return _day(box.typed_as, value + timedelta(days=box.plus_days))
    text = str(value)
    match box.typed_as:
        case TypedAs.TEXT | TypedAs.YMD | TypedAs.ERA7:
            return text
        case TypedAs.HALF_KANA:
            return half_width(text)
        case TypedAs.KATAKANA:
            return katakana(text)
        case TypedAs.DIGITS:
            return ascii_digits(text)
        case _:
            assert_never(box.typed_as)


def _day(typed_as: TypedAs, day: date) -> str:
    if typed_as is TypedAs.YMD:
        return f"{day:%Y%m%d}"
    era = wareki(day)
    if typed_as is TypedAs.ERA7:
        return f"{ERAS.index(era.era) + 1}{era.year:02}{era.month:02}{era.day:02}"
    return str(era)


def codes(screen: TypedScreen) -> tuple[str, ...]:
    """The values with the tab key between them; behind the last of a code too, unless it ends the screen."""
    found, part = [], ""
    for index, box in enumerate(screen.boxes):
        typed = box.value + ("\t" if index + 1 < len(screen.boxes) else "")
        if part and len((part + typed).encode()) > MOST:
            found.append(part)
            part = ""
        part += typed
    return (*found, part)


def transcription_csv(screens: Sequence[TypedScreen]) -> bytes:
    """CSV as spreadsheets of a city hall read it: UTF-8 with its mark, CRLF, every cell quoted."""
    made = io.StringIO()
    writer = csv.writer(made, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(("画面", "順", "項目", "値", "出所", "データ項目"))
    for screen in screens:
        for index, box in enumerate(screen.boxes, start=1):
            row = (screen.title, str(index), box.label, box.value, box.source, box.fact or "")
            writer.writerow([_harmless(cell) for cell in row])
    return made.getvalue().encode("utf-8-sig")


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def transcription_sheet(
    section: str, screens: Sequence[TypedScreen], context: FillContext
) -> FilledForm:
    """The sheets for ``section`` (its name)."""
    flow = Flow()
    flow.lines(f"転記票\u3000{section}", _TITLE)
    flow.lines(
        f"受付番号 {context.number}\u3000受付日 {wareki(context.today)}\u3000"
        "入力画面の順に並んでいます。コードは、最初の欄にカーソルを置いて読み取ります。",
        _NOTE,
    )
    for screen in screens:
        _screen(flow, screen)
    foot = ("練習用" if context.practice else "", f"受付番号 {context.number}", section)
    return paper(FORM_ID, "転記票", flow, foot, context)


def _screen(flow: Flow, screen: TypedScreen) -> None:
    payloads = [payload for payload in codes(screen) if payload.strip()]
    flow.need(20 + _CODE + 12)
    flow.band(screen.title, _SCREEN)
    flow.gap(3)
    for index, payload in enumerate(payloads):
        flow.code(payload, LEFT + index * (_CODE + 8), _CODE)
    flow.gap(_CODE + 3 if payloads else 0)
    rows = [("順", "項目", "入力する値", "出所", "済")]
    rows += _rows(screen)
    flow.table(_COLUMNS, rows, _ROW, _HEAD)
    flow.gap(4)
    assert sum(_COLUMNS) <= ROOM


def _rows(screen: TypedScreen) -> Iterator[tuple[str, str, str, str, str]]:
    for index, box in enumerate(screen.boxes, start=1):
        value = drawable(box.value)
        yield str(index), box.label, value, box.source, ""
