"""The receipt from an office printer, on A5 or A4: the number in an accent block, the list as a table.

A4 is the same page with letters larger by :attr:`Format.scale`, and more of it: old eyes are glad of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Protocol

from printing.receipt.blocks import Column, Steps, high, joined, qr_code
from printing.receipt.faces import Face, Style, width
from printing.receipt.receipt import Receipt, ReceiptRow
from printing.receipt.sheet import PAPER, QUIET, Area, Sheet

_LEFT: Final = 12.0
_QR: Final = 30.0
_INKS: Final = QUIET
_PAD: Final = 4.0
_GAP: Final = 2.5
_WHO: Final = 44 / 116
"""Left edge of 届け出る方, as a share of the padded table; 窓口 stands left of it, 期限 at the right edge."""
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


@dataclass(frozen=True, slots=True)
class Format:
    """A paper: ``width`` and ``height`` in the layout's own millimetres, of which each is ``scale`` real ones."""

    width: float
    height: float
    scale: float = 1.0

    @property
    def right(self) -> float:
        """Right edge of what is printed."""
        return self.width - _LEFT

    @property
    def room(self) -> float:
        """From the left edge to the right one."""
        return self.width - 2 * _LEFT

    @property
    def foot(self) -> float:
        """Where the last line stands."""
        return self.height - 13.0


A5: Final = Format(148.0, 210.0)
A4: Final = Format(210.0 / 1.18, 297.0 / 1.18, 1.18)


def lay_out(receipt: Receipt, paper: Format) -> list[Sheet]:
    """The pages."""
    sheet = Sheet()
    y = _top(sheet, receipt, paper)
    title = Column(sheet, _LEFT, paper.room)
    y = title.paragraph(y + 4.5, receipt.list_title, _TITLE, _INKS.accent)
    flow = _Flow(receipt, paper, [sheet], y)
    labels = receipt.labels
    flow.section((labels.office, labels.who, labels.deadline), map(_Row, receipt.rows))
    if receipt.bring:
        flow.section((labels.bring,), map(_Thing, receipt.bring))
    if receipt.elsewhere:
        flow.section((labels.elsewhere,), map(_Row, receipt.elsewhere))
    for number, page in enumerate(flow.sheets, start=1):
        _foot(page, receipt, paper, f"{number}/{len(flow.sheets)}" if len(flow.sheets) > 1 else "")
    return flow.sheets


@dataclass(slots=True)
class _Flow:
    """Blocks one below the other, over as many sheets as they take."""

    receipt: Receipt
    paper: Format
    sheets: list[Sheet]
    y: float

    def section(self, heads: tuple[str, ...], blocks: Iterable[_Block]) -> None:
        """Blocks under a band of heads, which comes back on each sheet."""
        first = True
        for block in blocks:
            high = block.high(self._inner)
            if self.y + high + (_BAND if first else 0) > self.paper.foot - 2.5 and (
                not first or self.y > _FRESH
            ):
                self._turn()
                first = True
            if first:
                self._band(heads)
            else:
                self._inner.rule(self.y, _INKS)
            block.draw(self._inner, self.y)
            self.y += high
            first = False
        Column(self.sheets[-1], _LEFT, self.paper.room).rule(self.y, _INKS, 0.3)
        self.y += 4

    @property
    def _inner(self) -> Column:
        return Column(self.sheets[-1], _LEFT + _PAD, self.paper.room - 2 * _PAD)

    def _turn(self) -> None:
        self.sheets.append(Sheet())
        self.y = _further_top(self.sheets[-1], self.receipt, self.paper)

    def _band(self, heads: tuple[str, ...]) -> None:
        sheet, y = self.sheets[-1], self.y
        sheet.box(Area(_LEFT, y + 0.5, self.paper.room, 7.5), _INKS.tint, 1.5)
        sheet.text(_LEFT + _PAD, y + 2.5, heads[0], _HEAD, _INKS.accent)
        if len(heads) > 1:
            sheet.text(
                _LEFT + _PAD + _WHO * self._inner.room, y + 2.5, heads[1], _HEAD, _INKS.accent
            )
            sheet.text_right(self.paper.right - _PAD, y + 2.5, heads[2], _HEAD, _INKS.accent)
        self.y += _BAND


def _top(sheet: Sheet, receipt: Receipt, paper: Format) -> float:
    column = Column(sheet, _LEFT, paper.room - _QR - 4)
    y = column.paragraph(10.5, joined(receipt.city, receipt.heading), _CITY, _INKS.accent)
    y = column.headline(y + 2, receipt.headline, _HEADLINE, _INKS.ink)
    y = column.paragraph(y + 1, receipt.lead, _LEAD, _INKS.second)
    # The quiet zone of four modules may reach into the margin: it is white anyway.
    right = paper.right + 3
    below = qr_code(sheet, right - _QR, 7, _QR, receipt.qr)
    sheet.text_centred(right - _QR / 2, below - 1.2, receipt.labels.qr, _TINY, _INKS.second)
    return _number(sheet, max(y, below + 3) + 2.5, receipt, paper)


def _number(sheet: Sheet, y: float, receipt: Receipt, paper: Format) -> float:
    left_room = 50.0
    steps = Steps(receipt.steps, _STEP, 2.6, PAPER, _INKS.accent, PAPER)
    beside = Column(sheet, _LEFT + left_room + 5, paper.room - left_room - 9)
    steps_high = steps.high(beside.room) if receipt.steps else 0.0
    tall = max(33.0, steps_high + 9)
    sheet.box(Area(_LEFT, y, paper.room, tall), _INKS.accent, 3)
    top = y + (tall - 27) / 2
    sheet.text(_LEFT + 6, top, receipt.labels.number, _NUMBER_LABEL, PAPER)
    number = Column(sheet, _LEFT + 5.6, left_room - 9)
    number.number(top + 5.2, receipt.number, _NUMBER, PAPER)
    if receipt.steps:
        sheet.box(Area(_LEFT + left_room, y + 5, 0.25, tall - 10), PAPER)
        steps.draw(beside, y + (tall - steps_high) / 2)
    return y + tall


def _further_top(sheet: Sheet, receipt: Receipt, paper: Format) -> float:
    number = joined(receipt.labels.number, receipt.number)
    sheet.text_right(paper.right, 12, number, _CITY, _INKS.accent)
    left = Column(sheet, _LEFT, paper.room - width(number, _CITY) - _GAP)
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
        office = Column(inner.sheet, inner.x, _WHO * inner.room - _GAP)
        who = Column(inner.sheet, inner.x + _WHO * inner.room, (1 - _WHO) * inner.room - taken)
        return (office, self.row.office), (who, self.row.who)


def _foot(sheet: Sheet, receipt: Receipt, paper: Format, page: str) -> None:
    issued = joined(receipt.issued, page)
    sheet.text_right(paper.right, paper.foot, issued, _SMALL, _INKS.second)
    notes = Column(sheet, _LEFT, paper.room - width(issued, _SMALL) - 5)
    y = paper.foot
    for note in receipt.notes:
        y = notes.paragraph(y, note, _SMALL, _INKS.second)
