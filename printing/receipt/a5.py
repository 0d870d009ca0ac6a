"""The receipt on A5 from an office printer: the number in an accent block, the list as a table."""

from __future__ import annotations

from typing import Final

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
_BRING: Final = 34.0
"""Left edge of 持ち物 within the padded table; 窓口 stands left of it, 期限 at the right edge."""

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
_SMALL: Final = Style(Face.REGULAR, 9)
_TINY: Final = Style(Face.REGULAR, 8)


def lay_out(receipt: Receipt) -> list[Sheet]:
    """The pages."""
    sheet = Sheet()
    y = _top(sheet, receipt)
    title = Column(sheet, _LEFT, _ROOM)
    y = title.paragraph(y + 4.5, receipt.list_title, _TITLE, _INKS.accent)
    sheets = [sheet]
    rows = list(receipt.rows)
    while rows:
        rows = _table(sheet, y, receipt, rows)
        if rows:
            sheet = Sheet()
            sheets.append(sheet)
            y = _further_top(sheet, receipt)
    for number, page in enumerate(sheets, start=1):
        _foot(page, receipt, f"{number}/{len(sheets)}" if len(sheets) > 1 else "")
    return sheets


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
    sheet.text(_LEFT, 12, joined(receipt.city, receipt.heading), _CITY, _INKS.accent)
    number = joined(receipt.labels.number, receipt.number)
    sheet.text_right(_RIGHT, 12, number, _CITY, _INKS.accent)
    return 19.0


def _table(sheet: Sheet, y: float, receipt: Receipt, rows: list[ReceiptRow]) -> list[ReceiptRow]:
    """Rows as far as the page goes, at least one; gives back the rest."""
    labels = receipt.labels
    sheet.box(Area(_LEFT, y + 0.5, _ROOM, 7.5), _INKS.tint, 1.5)
    for left, label in ((0.0, labels.office), (_BRING, labels.bring)):
        sheet.text(_LEFT + _PAD + left, y + 2.5, label, _HEAD, _INKS.accent)
    sheet.text_right(_RIGHT - _PAD, y + 2.5, labels.deadline, _HEAD, _INKS.accent)
    y += 8
    inner = Column(sheet, _LEFT + _PAD, _ROOM - 2 * _PAD)
    for count, row in enumerate(rows):
        below = y + _row_high(inner, row)
        if count and below > _BOTTOM:
            return rows[count:]
        if count:
            inner.rule(y, _INKS)
        _row(inner, y + 1.9, row)
        y = below
    Column(sheet, _LEFT, _ROOM).rule(y, _INKS, 0.3)
    return []


def _title_room(row: ReceiptRow) -> float:
    room = _ROOM - 2 * _PAD
    return room - width(row.deadline, _DEADLINE) - _GAP if row.deadline else room


def _cells(inner: Column, row: ReceiptRow) -> tuple[tuple[Column, str], ...]:
    office = Column(inner.sheet, inner.x, _BRING - _GAP)
    bring = Column(inner.sheet, inner.x + _BRING, inner.room - _BRING)
    return (office, row.office), (bring, row.bring)


def _row_high(inner: Column, row: ReceiptRow) -> float:
    title = high(row.procedure, _PROCEDURE, _title_room(row))
    cells = max(high(text, _CELL, column.room) for column, text in _cells(inner, row))
    return 1.9 + title + 0.3 + cells + 1.1


def _row(inner: Column, y: float, row: ReceiptRow) -> None:
    # A date in two lines is read as two dates: it stands whole beside the title.
    sheet = inner.sheet
    sheet.text_right(inner.x + inner.room, y + 0.2, row.deadline, _DEADLINE, _INKS.ink)
    title = Column(sheet, inner.x, _title_room(row))
    y = title.paragraph(y, row.procedure, _PROCEDURE, _INKS.ink) + 0.3
    for column, text in _cells(inner, row):
        column.paragraph(y, text, _CELL, _INKS.ink)


def _foot(sheet: Sheet, receipt: Receipt, page: str) -> None:
    issued = joined(receipt.issued, page)
    sheet.text_right(_RIGHT, _FOOT, issued, _SMALL, _INKS.second)
    notes = Column(sheet, _LEFT, _ROOM - width(issued, _SMALL) - 5)
    y = _FOOT
    for note in receipt.notes:
        y = notes.paragraph(y, note, _SMALL, _INKS.second)
