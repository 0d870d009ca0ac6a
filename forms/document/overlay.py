"""Pages of a city's own PDF, with the places of their boxes.

Lengths in mm from the top left of the page **as it is seen**: CropBox and Rotate applied.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from forms.document.ink import Rect
from forms.document.places import CellsPlace, ChoicePlace, DatePlace, PartsPlace, Place, TextPlace
from forms.document.template import Item, Repeated

TOUCH = 0.3
"""Boxes may overlap by this much, mm: a rule's width, twice."""


@dataclass(frozen=True, slots=True)
class CityPage:
    """Page ``page`` (from 1) of ``pdf``, ``width`` by ``height`` mm as seen.

    ``digest`` is the file's SHA-256: the page that was checked is the page that is printed.
    """

    pdf: Path
    page: int
    digest: str
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class OverlayPage:
    """Boxes over ``under``.  ``code``: where the QR code and the 受付番号 may stand, if anywhere."""

    under: CityPage
    places: tuple[Place, ...]
    pen: tuple[Rect, ...] = ()
    office: tuple[Rect, ...] = ()
    code: Rect | None = None
    repeated: tuple[Repeated, ...] = ()
    signing: tuple[tuple[str, Rect], ...] = ()
    """Pen areas where a city may allow a drawn signature, by name."""

    def items(self) -> Iterator[Item]:
        """What fills each place, in the file's order."""
        for place in self.places:
            yield place.item


def overlay_faults(overlay: OverlayPage) -> Iterator[str]:
    """Boxes that reach over the page's edge, over each other, or to where a hand writes."""
    paper = Rect(0.0, 0.0, overlay.under.width, overlay.under.height)
    named = [(place.item.box, rect) for place in overlay.places for rect in rects_of(place)]
    if overlay.code:
        named.append(("the code", overlay.code))
    for box, rect in named:
        if _overlap(rect, paper) < rect.width * rect.height - 1e-6:
            yield (
                f"{box} reaches over the edge of the page ({paper.width:.1f} x {paper.height:.1f})"
            )
    for (box, rect), (other, second) in combinations(named, 2):
        if _overlap(rect.inset(TOUCH / 2), second.inset(TOUCH / 2)) > 0:
            yield f"{box} and {other} overlap"
    for box, rect in named:
        for kept in (*overlay.pen, *overlay.office):
            if _overlap(rect.inset(TOUCH / 2), kept.inset(TOUCH / 2)) > 0:
                yield f"{box} reaches into an area that stays empty for the hand"


def _overlap(one: Rect, other: Rect) -> float:
    """The common area, mm²."""
    wide = min(one.right, other.right) - max(one.x, other.x)
    high = min(one.bottom, other.bottom) - max(one.y, other.y)
    return max(wide, 0.0) * max(high, 0.0)


def rects_of(place: Place) -> tuple[Rect, ...]:
    """Every rectangle of ``place`` that ink may go to."""
    match place:
        case TextPlace():
            return (place.rect,)
        case PartsPlace():
            return place.parts
        case CellsPlace():
            return place.cells
        case DatePlace():
            era = (place.era,) if place.era else ()
            return (*place.eras.values(), *era, *place.year, *place.month, *place.day)
        case ChoicePlace():
            return tuple(place.marks.values())
