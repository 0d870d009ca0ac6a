"""Places on a page that facts fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from forms.document.ink import Rect
from forms.document.template import Cells, Choice, DateParts, Written


def around(*rects: Rect) -> Rect:
    """The smallest rectangle with all of ``rects`` in it."""
    left, top = min(r.x for r in rects), min(r.y for r in rects)
    right, bottom = max(r.right for r in rects), max(r.bottom for r in rects)
    return Rect(left, top, right - left, bottom - top)


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A box for one text."""

    item: Written
    rect: Rect


@dataclass(frozen=True, slots=True)
class PartsPlace:
    """One number in several blanks: telephone (市外局番, 市内局番, 番号) or postcode."""

    item: Written
    rect: Rect
    parts: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class CellsPlace:
    """マス目, one rectangle per character."""

    item: Cells
    rect: Rect
    cells: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class DatePlace:
    """The parts of a date.  ``eras``: printed era -> its label's rectangle, or ``era`` to write in.

    ``year``, ``month``, ``day``: one rectangle (a blank) or one per digit.
    """

    item: DateParts
    rect: Rect
    eras: Mapping[str, Rect]
    era: Rect | None
    year: tuple[Rect, ...]
    month: tuple[Rect, ...]
    day: tuple[Rect, ...]


@dataclass(frozen=True, slots=True)
class ChoicePlace:
    """Printed options: value -> the rectangle to ring (the label) or to tick (the square)."""

    item: Choice
    rect: Rect
    marks: Mapping[str, Rect]


Place: TypeAlias = TextPlace | PartsPlace | CellsPlace | DatePlace | ChoicePlace
