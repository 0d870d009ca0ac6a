"""What happens at the staff's layer.  No event carries a digit of a code or the number of a badge."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from kiosk.session.staff.places import HealthLine


@dataclass(frozen=True, slots=True)
class BadgeShown:
    """A badge of the city's file lay on the reader or was scanned; ``badge`` is its mark there."""

    badge: str


@dataclass(frozen=True, slots=True)
class CodeEdited:
    """The staff's pad now holds ``length`` digits."""

    length: int


@dataclass(frozen=True, slots=True)
class CodeRefused:
    """It was not the code of the badge; ``left`` tries in this session."""

    left: int


@dataclass(frozen=True, slots=True)
class DeskKeyPressed:
    """A key of the desk: a value of ``steps.DeskKey``."""

    key: str


@dataclass(frozen=True, slots=True)
class HealthTold:
    """How the parts of the kiosk are."""

    lines: tuple[HealthLine, ...]


@dataclass(frozen=True, slots=True)
class TestPageTold:
    """The test page is out, or it is not."""

    __test__ = False  # not a class of tests

    printed: bool


StaffEvent: TypeAlias = (
    BadgeShown | CodeEdited | CodeRefused | DeskKeyPressed | HealthTold | TestPageTold
)
