"""The receipt on an 80 mm roll: black only, one column, as long as it takes."""

from __future__ import annotations

from typing import Final

from printing.receipt.blocks import Column, Steps, joined, qr_code
from printing.receipt.faces import Face, Style, width
from printing.receipt.receipt import Receipt, ReceiptRow
from printing.receipt.sheet import BLACK_ONLY, PAPER, Area, Sheet

WIDTH: Final = 80.0
_LEFT: Final = 5.0
"""The head prints 72 of the 80 mm."""
_ROOM: Final = WIDTH - 2 * _LEFT
_INKS: Final = BLACK_ONLY
_QR: Final = 27.0
_TICK: Final = 6.0

_CITY: Final = Style(Face.BOLD, 11)
_HEADLINE: Final = Style(Face.BOLD, 20, 1.28)
_LEAD: Final = Style(Face.REGULAR, 12)
_NUMBER_LABEL: Final = Style(Face.BOLD, 12)
_NUMBER: Final = Style(Face.BOLD, 68)
_STEP: Final = Style(Face.BOLD, 13, 1.25)
_TITLE: Final = Style(Face.BOLD, 14)
_PROCEDURE: Final = Style(Face.BOLD, 13, 1.25)
_LABEL: Final = Style(Face.REGULAR, 9.5)
_CELL: Final = Style(Face.REGULAR, 11.5)
_DEADLINE: Final = Style(Face.BOLD, 11.5)


def lay_out(receipt: Receipt) -> tuple[Sheet, float]:
    """The sheet and its height in millimetres."""
    sheet = Sheet()
    column = Column(sheet, _LEFT, _ROOM)
    y = column.paragraph(6, joined(receipt.city, receipt.heading), _CITY, _INKS.ink)
    column.rule(y + 1, _INKS, 0.5)
    y = column.headline(y + 4, receipt.headline, _HEADLINE, _INKS.ink)
    y = column.paragraph(y + 1.5, receipt.lead, _LEAD, _INKS.ink)
    y = _number(sheet, y + 3, receipt)
    if receipt.steps:
        steps = Steps(receipt.steps, _STEP, 2.6, _INKS.ink, PAPER, _INKS.ink)
        y = steps.draw(column, y + 5.5)
    y = _list(column, y + 8, receipt)
    y = _foot(column, y + 4, receipt)
    return sheet, y + 8


def _number(sheet: Sheet, y: float, receipt: Receipt) -> float:
    high = 34.0
    sheet.box(Area(_LEFT, y, _ROOM, high), _INKS.ink, 2.5)
    sheet.text(_LEFT + 5, y + 3.6, receipt.labels.number, _NUMBER_LABEL, PAPER)
    Column(sheet, _LEFT + 4.4, _ROOM - 9).number(y + 8.2, receipt.number, _NUMBER, PAPER)
    return y + high


def _list(column: Column, y: float, receipt: Receipt) -> float:
    y = _rows(column, y, receipt, receipt.list_title, receipt.rows)
    if receipt.bring:
        y = column.paragraph(y + 5, receipt.labels.bring, _TITLE, _INKS.ink) + 1
        beside = Column(column.sheet, column.x + _TICK, column.room - _TICK)
        for thing in receipt.bring:
            column.rule(y, _INKS)
            side = _CELL.em * 0.9
            column.sheet.frame(Area(column.x, y + 1.7, side, side), _INKS.ink)
            y = beside.paragraph(y + 1.6, thing, _CELL, _INKS.ink) + 1.2
        column.rule(y, _INKS, 0.5)
    if receipt.elsewhere:
        y = _rows(column, y + 5, receipt, receipt.labels.elsewhere, receipt.elsewhere)
    return y


def _rows(
    column: Column, y: float, receipt: Receipt, title: str, rows: tuple[ReceiptRow, ...]
) -> float:
    y = column.paragraph(y, title, _TITLE, _INKS.ink) + 1
    for row in rows:
        column.rule(y, _INKS)
        y = _row(column, y + 2.4, receipt, row) + 2.2
    column.rule(y, _INKS, 0.5)
    return y


def _row(column: Column, y: float, receipt: Receipt, row: ReceiptRow) -> float:
    labels = receipt.labels
    y = column.paragraph(y, row.procedure, _PROCEDURE, _INKS.ink) + 0.9
    lines = (
        (labels.office, row.office, _CELL),
        (labels.deadline, joined(row.deadline, row.left), _DEADLINE),
        (labels.who, row.who, _CELL),
    )
    wide = max(width(label, _LABEL) for label, _, _ in lines) + 3.5
    texts = Column(column.sheet, column.x + wide, column.room - wide)
    for label, text, style in lines:
        if text:
            column.sheet.text(column.x, y + 0.35, label, _LABEL, _INKS.second)
            y = texts.paragraph(y, text, style, _INKS.ink)
    for note in row.notes:
        y = column.paragraph(y + 0.6, note, _LABEL, _INKS.ink)
    return y


def _foot(column: Column, y: float, receipt: Receipt) -> float:
    below = qr_code(column.sheet, _LEFT - 2, y, _QR, receipt.qr)
    beside = Column(column.sheet, _LEFT + _QR, _ROOM - _QR)
    text_y = beside.paragraph(y + 3, receipt.labels.qr, _LABEL, _INKS.second)
    text_y = beside.paragraph(text_y + 1, receipt.issued, _LABEL, _INKS.ink)
    y = max(below, text_y) + 1
    for note in receipt.notes:
        y = column.paragraph(y, note, _LABEL, _INKS.second) + 0.6
    return y
