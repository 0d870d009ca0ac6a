"""The receipt on A5 from an office printer: the number in an accent block, the list as a table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from printing.receipt.blocks import Column, Steps, high, joined, qr_code
from printing.receipt.faces import Face, Style, width
from printing.receipt.receipt import Receipt, ReceiptRow
from printing.receipt.sheet import PAPER, QUIET, Area, Sheet

WIDTH: Final = 148.0
HEIGHT: Final = 210.0
_LEFT: Final = 12.0
_RIGHT: Final = WIDTH - _LEFT
_ROOM: Final = WIDTH - 2 * _LEFT
_FOOT: Final = HEIGHT - 13.0
_BOTTOM: Final = _FOOT - 2.5
_QR: Final = 30.0
_INKS: Final = QUIET
_PAD: Final = 4.0
_GAP: Final = 2.5
_WHO: Final = 44.0
"""Left edge of 届け出る方 within the padded table; 窓口 stands left of it, 期限 at the right edge."""
_BAND: Final = 8.0
_FRESH: Final = 30.0
"""Where a further sheet begins."""
_TICK: Final = 6.5

_CITY: Final = Style(Face.BOLD, 11.5)
_HEADLINE: Final = Style(Face.BOLD, 23, 1.26)
_LEAD: Final = Style(Face.REGULAR, 11.5)
_NUMBER_LABEL: Final = Style(Face.BOLD, 11.5)
_NUMBER: Final = Style(Face.BOLD, 60)
_STEP: Final = Style(Face.BOLD, 13, 1.25)
_TITLE: Final = Style(Face.BOLD, 13)
_HEAD: Final = Style(Face.BOLD, 10)
_PROCEDURE: Final = Style(Face.BOLD, 12, 1.25)
_DEADLINE: Final = Style(Face.BOLD, 11, 1.25)
_CELL: Final = Style(Face.REGULAR, 10, 1.24)
_NOTE: Final = Style(Face.REGULAR, 9.5, 1.24)
_THING: Final = Style(Face.REGULAR, 11, 1.24)
_SMALL: Final = Style(Face.REGULAR, 9)
_TINY: Final = Style(Face.REGULAR, 8)


def lay_out(receipt: Receipt) -> list[Sheet]:
    """The pages."""
    sheet = Sheet()
    y = _top(sheet, receipt)
    title = Column(sheet, _LEFT, _ROOM)
    y = title.paragraph(y + 4.5, receipt.list_title, _TITLE, _INKS.accent)
    flow = _Flow(receipt, [sheet], y)
    labels = receipt.labels
    flow.section((labels.office, labels.who, labels.deadline), map(_Row, receipt.rows))
    if receipt.bring:
        flow.section((labels.bring,), map(_Thing, receipt.bring))
    if receipt.elsewhere:
        flow.section((labels.elsewhere,), map(_Row, receipt.elsewhere))
    for number, page in enumerate(flow.sheets, start=1):
        _foot(page, receipt, f"{number}/{len(flow.sheets)}" if len(flow.sheets) > 1 else "")
    return flow.sheets


@dataclass(slots=True)
class _Flow:
    """Blocks one below the other, over as many sheets as they take."""

    receipt: Receipt
    sheets: list[Sheet]
    y: float

    def section(self, heads: tuple[str, ...], blocks: Iterable[_Block]) -> None:
        """Blocks under a band of heads, which comes back on each sheet."""
        first = True
        for block in blocks:
            high = block.high(self._inner)
            if self.y + high + (_BAND if first else 0) > _BOTTOM and (not first or self.y > _FRESH):
                self._turn()
                first = True
            if first:
                self._band(heads)
            else:
                self._inner.rule(self.y, _INKS)
            block.draw(self._inner, self.y)
            self.y += high
            first = False
        Column(self.sheets[-1], _LEFT, _ROOM).rule(self.y, _INKS, 0.3)
        self.y += 4

    @property
    def _inner(self) -> Column:
        return Column(self.sheets[-1], _LEFT + _PAD, _ROOM - 2 * _PAD)

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = _further_top(self.sheets[-1], self.receipt)

    def _band(self, heads: tuple[str, ...]) -> None:
        sheet, y = self.sheets[-1], self.y
        sheet.box(Area(_LEFT, y + 0.5, _ROOM, 7.5), _INKS.tint, 1.5)
        sheet.text(_LEFT + _PAD, y + 2.5, heads[0], _HEAD, _INKS.accent)
        if len(heads) > 1:
            sheet.text(_LEFT + _PAD + _WHO, y + 2.5, heads[1], _HEAD, _INKS.accent)
            sheet.text_right(_RIGHT - _PAD, y + 2.5, heads[2], _HEAD, _INKS.accent)
        self.y += _BAND


def _top(sheet: Sheet, receipt: Receipt) -> float:
    column = Column(sheet, _LEFT, _ROOM - _QR - 4)
    y = column.paragraph(10.5, joined(receipt.city, receipt.heading), _CITY, _INKS.accent)
    y = column.headline(y + 2, receipt.headline, _HEADLINE, _INKS.ink)
    y = column.paragraph(y + 1, receipt.lead, _LEAD, _INKS.second)
    # The quiet zone of four modules may reach into the margin: it is white anyway.
    right = _RIGHT + 3
    below = qr_code(sheet, right - _QR, 7, _QR, receipt.qr)
    sheet.text_centred(right - _QR / 2, below - 1.2, receipt.labels.qr, _TINY, _INKS.second)
    return _number(sheet, max(y, below + 3) + 2.5, receipt)


def _number(sheet: Sheet, y: float, receipt: Receipt) -> float:
    left_room = 50.0
    steps = Steps(receipt.steps, _STEP, 2.6, PAPER, _INKS.accent, PAPER)
    beside = Column(sheet, _LEFT + left_room + 5, _ROOM - left_room - 9)
    steps_high = steps.high(beside.room) if receipt.steps else 0.0
    tall = max(33.0, steps_high + 9)
    sheet.box(Area(_LEFT, y, _ROOM, tall), _INKS.accent, 3)
    top = y + (tall - 27) / 2
    sheet.text(_LEFT + 6, top, receipt.labels.number, _NUMBER_LABEL, PAPER)
    number = Column(sheet, _LEFT + 5.6, left_room - 9)
    number.number(top + 5.2, receipt.number, _NUMBER, PAPER)
    if receipt.steps:
        sheet.box(Area(_LEFT + left_room, y + 5, 0.25, tall - 10), PAPER)
        steps.draw(beside, y + (tall - steps_high) / 2)
    return y + tall


def _further_top(sheet: Sheet, receipt: Receipt) -> float:
    number = joined(receipt.labels.number, receipt.number)
    sheet.text_right(_RIGHT, 12, number, _CITY, _INKS.accent)
    left = Column(sheet, _LEFT, _ROOM - width(number, _CITY) - _GAP)
    below = left.paragraph(12, joined(receipt.city, receipt.heading), _CITY, _INKS.accent)
    return max(19.0, below + 1.5)


class _Block(Protocol):
    """Something that stays on one sheet."""

    def high(self, inner: Column) -> float:
        """Height in millimetres."""

    def draw(self, inner: Column, y: float) -> None:
        """Put it there."""


@dataclass(frozen=True, slots=True)
class _Thing:
    """A thing to bring, with a box to tick."""

    text: str

    def high(self, inner: Column) -> float:
        return 1.6 + high(self.text, _THING, inner.room - _TICK) + 0.6

    def draw(self, inner: Column, y: float) -> None:
        side = _THING.em * 0.9
        inner.sheet.frame(Area(inner.x, y + 1.75, side, side), _INKS.second)
        beside = Column(inner.sheet, inner.x + _TICK, inner.room - _TICK)
        beside.paragraph(y + 1.6, self.text, _THING, _INKS.ink)


@dataclass(frozen=True, slots=True)
class _Row:
    """One thing to do.  A date in two lines is read as two dates: it stands whole beside the title."""

    row: ReceiptRow

    def high(self, inner: Column) -> float:
        cells = [high(text, _CELL, column.room) for column, text in self._cells(inner)]
        left = high(self.row.left, _CELL, inner.room) if self.row.left else 0.0
        title = high(self.row.procedure, _PROCEDURE, self._title_room(inner))
        notes = sum(high(note, _NOTE, inner.room) + 0.4 for note in self.row.notes)
        return 1.9 + title + 0.3 + max(*cells, left) + notes + 1.1

    def draw(self, inner: Column, y: float) -> None:
        sheet, right = inner.sheet, inner.x + inner.room
        y += 1.9
        sheet.text_right(right, y + 0.2, self.row.deadline, _DEADLINE, _INKS.ink)
        title = Column(sheet, inner.x, self._title_room(inner))
        y = title.paragraph(y, self.row.procedure, _PROCEDURE, _INKS.ink) + 0.3
        below = y
        if self.row.left:
            sheet.text_right(right, y, self.row.left, _CELL, _INKS.ink)
            below = y + _CELL.line
        for column, text in self._cells(inner):
            below = max(below, column.paragraph(y, text, _CELL, _INKS.ink))
        for note in self.row.notes:
            below = inner.paragraph(below + 0.4, note, _NOTE, _INKS.second)

    def _title_room(self, inner: Column) -> float:
        taken = width(self.row.deadline, _DEADLINE) + _GAP if self.row.deadline else 0.0
        return inner.room - taken

    def _cells(self, inner: Column) -> tuple[tuple[Column, str], ...]:
        taken = width(self.row.left, _CELL) + _GAP if self.row.left else 0.0
        if not self.row.who:
            return ((Column(inner.sheet, inner.x, inner.room - taken), self.row.office),)
        office = Column(inner.sheet, inner.x, _WHO - _GAP)
        who = Column(inner.sheet, inner.x + _WHO, inner.room - _WHO - taken)
        return (office, self.row.office), (who, self.row.who)


def _foot(sheet: Sheet, receipt: Receipt, page: str) -> None:
    issued = joined(receipt.issued, page)
    sheet.text_right(_RIGHT, _FOOT, issued, _SMALL, _INKS.second)
    notes = Column(sheet, _LEFT, _ROOM - width(issued, _SMALL) - 5)
    y = _FOOT
    for note in receipt.notes:
        y = notes.paragraph(y, note, _SMALL, _INKS.second)
