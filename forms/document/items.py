"""Items side by side on a line of a cell: their widths, their printed parts, their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import assert_never

from forms.document import template as t
from forms.document.city import CityNames
from forms.document.fitting import MIDDLE
from forms.document.ink import PT, Frame, Ink, Letters, Line, Rect
from forms.document.places import (
    CellsPlace,
    ChoicePlace,
    DatePlace,
    PartsPlace,
    Place,
    TextPlace,
    around,
)
from forms.render.faces import face

WORD_SIZE = 9.0
EDGE = 1.2
"""Free space at both ends of a line of items, mm."""

NUMBER_WIDTH = 7.0
"""Width of a blank for a year, month or day, mm."""

ERA_WIDTH = 10.0
ERA_PADDING = 1.2
"""Extra width of a printed era that may be ringed, mm."""

RING_PADDING = 1.1
"""How far a ring reaches beyond its label at either side, mm; 1.7 em is its height."""

DATE_CELL = 4.6
DASH_WIDTH = 3.4
PRINTED_DIGIT, PRINTED_DIGIT_SIZE = "gothic", 11.0
"""Digits that the form itself has in its cells, as typed ones differ from written ones."""

SQUARE = 2.7
"""Side of a square to tick, mm."""

LINE_PITCH = 4.3
"""Distance of the lines of options that wrap, mm."""


@dataclass
class Placed:
    """What one line of items came to; ``overrun``: how much wider than its room it is, mm."""

    printed: list[Ink] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    pen: list[Rect] = field(default_factory=list)
    codes: list[Rect] = field(default_factory=list)
    signing: dict[str, Rect] = field(default_factory=dict)
    overrun: float = 0.0


def place_line(line: t.ItemLine, rect: Rect, size: float | None, city: CityNames) -> Placed:
    """Lays the items of ``line`` into ``rect``; an item without a width takes what is left."""
    placed = Placed()
    size = size or WORD_SIZE
    items = [
        t.Words(city.expand(item.text), item.size) if isinstance(item, t.Words) else item
        for item in line.items
    ]
    widths = [_width(item, size) for item in items]
    flexible = sum(width is None for width in widths)
    edge_left = 0.0 if items and isinstance(items[0], t.Cells | t.Written) else EDGE
    edge_right = 0.0 if items and isinstance(items[-1], t.Cells | t.Written) else EDGE
    spare = rect.width - edge_left - edge_right - sum(width or 0.0 for width in widths)
    share = max(spare, 0.0) / flexible if flexible else 0.0
    placed.overrun = max(-spare, 0.0)
    x = rect.x + edge_left
    if not flexible:
        x += {"left": 0.0, "center": spare / 2, "right": spare}[line.align]
    for item, width in zip(items, widths, strict=True):
        taken = share if width is None else width
        _place(placed, item, Rect(x, rect.y, taken, rect.height), size)
        x += taken
    return placed


def _width(item: t.Item, size: float) -> float | None:
    match item:
        case t.Words():
            return face("mincho-p").width(item.text) * (item.size or size) * PT
        case t.Written() if item.parts:
            return sum(width for _, width in _number_parts(item, size))
        case t.Space() | t.Written():
            return item.width
        case t.Square():
            return item.side
        case t.Cells():
            return item.count * item.cell + (len(item.groups) - 1) * DASH_WIDTH
        case t.DateParts():
            return sum(width for _, width in _date_parts(item, size))
        case t.Choice():
            rows = _option_rows(item)
            return max(_options_width(item, row, size) for row in rows)
        case _ as never:
            assert_never(never)


def _place(placed: Placed, item: t.Item, rect: Rect, size: float) -> None:
    match item:
        case t.Words():
            _print(placed, item.text, rect, item.size or size)
        case t.Space():
            if item.pen:
                placed.pen.append(rect)
            if item.sign:
                placed.signing[item.sign] = rect
        case t.Written() if item.parts:
            _place_parts(placed, item, rect, size)
        case t.Written():
            placed.places.append(TextPlace(item, rect))
        case t.Square():
            top = rect.y + (rect.height - item.side) / 2
            placed.codes.append(Rect(rect.x, top, item.side, item.side))
        case t.Cells():
            _place_cells(placed, item, rect)
        case t.DateParts():
            _place_date(placed, item, rect, size)
        case t.Choice():
            _place_choice(placed, item, rect, size)
        case _ as never:
            assert_never(never)


def _print(placed: Placed, text: str, rect: Rect, size: float) -> None:
    baseline = rect.y + rect.height / 2 + MIDDLE * size * PT
    placed.printed.append(Letters(text, "mincho-p", size, rect.x, baseline))


def _dividers(placed: Placed, cells: tuple[Rect, ...]) -> None:
    """Rules of マス目: solid at both ends and below, dotted between."""
    first, last = cells[0], cells[-1]
    placed.printed.append(Line(first.x, first.bottom, last.right, first.bottom, 0.5))
    placed.printed.append(Line(first.x, first.y, first.x, first.bottom, 0.5))
    placed.printed.append(Line(last.right, last.y, last.right, last.bottom, 0.5))
    for cell in cells[1:]:
        placed.printed.append(Line(cell.x, cell.y, cell.x, cell.bottom, 0.5, dotted=True))


def _place_cells(placed: Placed, item: t.Cells, rect: Rect) -> None:
    x, cells = rect.x, list[Rect]()
    for index, count in enumerate(item.groups):
        if index:
            _print(placed, "－", Rect(x + 0.3, rect.y, DASH_WIDTH, rect.height), 8.0)
            x += DASH_WIDTH
        group = tuple(
            Rect(x + item.cell * at, rect.y, item.cell, rect.height) for at in range(count)
        )
        _dividers(placed, group)
        cells += group
        x += item.cell * count
    free = tuple(cell for cell, digit in zip_longest(cells, item.printed) if digit in (None, " "))
    for digit, cell in zip(item.printed, cells, strict=False):
        _print_digit(placed, digit, cell)
    if item.fact is not None:
        placed.places.append(CellsPlace(item, rect, free))
    elif not item.printed:
        placed.pen.append(rect)


def _print_digit(placed: Placed, digit: str, cell: Rect) -> None:
    used = face(PRINTED_DIGIT)
    left = cell.x + (cell.width - used.width(digit) * PRINTED_DIGIT_SIZE * PT) / 2
    baseline = cell.y + cell.height / 2 + MIDDLE * PRINTED_DIGIT_SIZE * PT
    if digit != " ":
        placed.printed.append(Letters(digit, used.name, PRINTED_DIGIT_SIZE, left, baseline))


def _number_parts(item: t.Written, size: float) -> list[tuple[str, float]]:
    """Blanks (no word) and words of a number in parts, with widths, from left to right.

    A number in brackets (市外局番) has one before its first blank only where the template says so.
    """
    words = list(item.between)
    parts: list[tuple[str, float]] = []
    for index, width in enumerate(item.parts):
        if index:
            word = words[index - 1]
            parts.append((word, face("mincho-p").width(word) * size * PT + 0.6))
        parts.append(("", width))
    return parts


def _place_parts(placed: Placed, item: t.Written, rect: Rect, size: float) -> None:
    x, blanks = rect.x, list[Rect]()
    for word, width in _number_parts(item, size):
        place = Rect(x, rect.y, width, rect.height)
        if word:
            _print(placed, word, Rect(x + 0.3, rect.y, width, rect.height), size)
        else:
            blanks.append(place)
        x += width
    placed.places.append(PartsPlace(item, around(*blanks), tuple(blanks)))


def _date_parts(item: t.DateParts, size: float) -> list[tuple[str, float]]:
    """The parts of a date from left to right, with widths; one that starts with @ is filled."""
    em = size * PT
    number = 2 * DATE_CELL if item.cells else NUMBER_WIDTH
    parts: list[tuple[str, float]] = []
    if item.eras:
        for index, era in enumerate(item.eras):
            parts += [("・", 0.5 * em)] if index else []
            parts.append((era, 2 * em + ERA_PADDING))
        parts.append(("", 1.5))
    elif item.era:
        parts += [(item.era, 2 * em), ("", 1.0 if item.cells else 0.0)]
    else:
        parts.append(("@era", ERA_WIDTH))
    unit = em + (1.6 if item.cells else 0.0)
    for name, word in (("@year", "年"), ("@month", "月"), ("@day", "日")):
        parts += [(name, number), (word, unit)]
    return parts


def _place_date(placed: Placed, item: t.DateParts, rect: Rect, size: float) -> None:
    x = rect.x
    era: Rect | None = None
    eras: dict[str, Rect] = {}
    numbers: dict[str, tuple[Rect, ...]] = {}
    for part, width in _date_parts(item, size):
        place = Rect(x, rect.y, width, rect.height)
        if part == "@era":
            era = place
        elif part.startswith("@"):
            numbers[part[1:]] = _number_cells(placed, item, place)
        elif part:
            natural = face("mincho-p").width(part) * size * PT
            label = Rect(x + (width - natural) / 2, rect.y, natural, rect.height)
            _print(placed, part, label, size)
            if part in item.eras:
                eras[part] = _around(label, size)
        x += width
    placed.places.append(
        DatePlace(item, rect, eras, era, numbers["year"], numbers["month"], numbers["day"])
    )


def _number_cells(placed: Placed, item: t.DateParts, place: Rect) -> tuple[Rect, ...]:
    if not item.cells:
        return (place,)
    cells = tuple(
        Rect(place.x + DATE_CELL * at, place.y, DATE_CELL, place.height) for at in range(2)
    )
    _dividers(placed, cells)
    return cells


def _around(label: Rect, size: float) -> Rect:
    """The rectangle of a ring around a label that is set in the middle of ``label``."""
    height = min(size * PT * 1.7, label.height - 0.6)
    top = label.y + (label.height - height) / 2
    return Rect(label.x - RING_PADDING, top, label.width + 2 * RING_PADDING, height)


def _option_rows(item: t.Choice) -> list[dict[str, str]]:
    entries = list(item.options.items())
    step = item.per_line or len(entries)
    return [dict(entries[at : at + step]) for at in range(0, len(entries), step)]


def _option_width(item: t.Choice, text: str, size: float) -> float:
    square = SQUARE + 0.9 if item.mark == "tick" else 0.0
    return square + face("mincho-p").width(text) * (item.size or size) * PT


def _options_width(item: t.Choice, row: Mapping[str, str], size: float) -> float:
    texts = [_option_width(item, text, size) for text in row.values()]
    return sum(texts) + item.gap * (len(texts) - 1) + 2 * _options_edge(item)


def _options_edge(item: t.Choice) -> float:
    """Free space at both ends of options: room for a ring, mm."""
    return 0.6 if item.mark == "tick" else 1.2


def _place_choice(placed: Placed, item: t.Choice, rect: Rect, size: float) -> None:
    size = item.size or size
    rows = _option_rows(item)
    usual = rect.height * 0.8 / len(rows) if item.per_line == 1 else LINE_PITCH
    pitch = rect.height if len(rows) == 1 else min(usual, rect.height / len(rows))
    top = rect.y + (rect.height - pitch * len(rows)) / 2
    marks: dict[str, Rect] = {}
    for row in rows:
        x = rect.x + _options_edge(item)
        for value, text in row.items():
            width = _option_width(item, text, size)
            area = Rect(x, top, width, pitch)
            marks[value] = _print_option(placed, item, text, area, size)
            x += width + item.gap
        top += pitch
    if item.fact is None and item.always is None:
        placed.pen.append(rect)
    else:
        placed.places.append(ChoicePlace(item, rect, marks))


def _print_option(placed: Placed, item: t.Choice, text: str, area: Rect, size: float) -> Rect:
    if item.mark != "tick":
        _print(placed, text, area, size)
        return _around(area, size) if item.mark == "ring" else area
    square = Rect(area.x, area.y + (area.height - SQUARE) / 2, SQUARE, SQUARE)
    placed.printed.append(Frame(square, 0.6))
    shift = SQUARE + 0.9
    _print(placed, text, Rect(area.x + shift, area.y, area.width - shift, area.height), size)
    return square
