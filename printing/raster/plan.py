"""How a printer wants its dots; from its IPP attributes (PWG 5102.4 section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from printing.ipp.encoding import Group, Resolution
from printing.raster.pwg import DotKind

_PER_INCH = 3
_GOOD_ENOUGH = 300
"""Dots per inch at which the smallest print of a form is read without effort."""


class SheetBack(StrEnum):
    """``pwg-raster-document-sheet-back``: how the back of a sheet has to lie."""

    NORMAL = "normal"
    FLIPPED = "flipped"
    ROTATED = "rotated"
    MANUAL_TUMBLE = "manual-tumble"


@dataclass(frozen=True, slots=True)
class DotPlan:
    """Kind of dots, how many of them to the inch, and how the back of a sheet lies."""

    kind: DotKind = DotKind.GREY
    dots_per_inch: int = _GOOD_ENOUGH
    back: SheetBack = SheetBack.NORMAL


def dot_plan(printer: Group) -> DotPlan | None:
    """The plan for a printer, grey before black before colour; ``None`` when it names no dots of ours."""
    types = printer.strings("pwg-raster-document-type-supported")
    kind = next((kind for kind in DotKind if kind.value in types), None)
    resolutions = sorted(
        value.cross_feed
        for value in printer.values("pwg-raster-document-resolution-supported")
        if isinstance(value, Resolution)
        and value.units == _PER_INCH
        and value.cross_feed == value.feed
    )
    if kind is None or not resolutions:
        return None
    enough = (dots for dots in resolutions if dots >= _GOOD_ENOUGH)
    backs = printer.strings("pwg-raster-document-sheet-back")
    back = SheetBack(backs[0]) if backs and backs[0] in list(SheetBack) else SheetBack.NORMAL
    return DotPlan(kind, next(enough, resolutions[-1]), back)
