"""What a page is made of, once everything has its place.  Lengths in mm from the page's top left
corner, type sizes and line widths in pt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

PT = 25.4 / 72
"""Millimetres in a point."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle: left, top, width, height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Lower edge."""
        return self.y + self.height

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Smaller by ``dx`` left and right, ``dy`` (or ``dx``) above and below."""
        dy = dx if dy is None else dy
        return Rect(self.x + dx, self.y + dy, self.width - 2 * dx, self.height - 2 * dy)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight rule."""

    x1: float
    y1: float
    x2: float
    y2: float
    weight: float
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Shade:
    """A grey area; ``grey`` 0 is black, 1 white."""

    rect: Rect
    grey: float


@dataclass(frozen=True, slots=True)
class Tint:
    """A coloured area that one sees through; red, green, blue from 0 to 1.  For checking only."""

    rect: Rect
    colour: tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Frame:
    """The outline of a rectangle."""

    rect: Rect
    weight: float


@dataclass(frozen=True, slots=True)
class Letters:
    """A run of text in one face.

    ``x`` is its left end and ``y`` its baseline; ``spacing`` (pt) is added after each cluster;
    ``turn`` turns the run clockwise around that point, in degrees; ``grey`` 0 is black.
    """

    text: str
    face: str
    size: float
    x: float
    y: float
    spacing: float = 0.0
    turn: float = 0.0
    grey: float = 0.0


@dataclass(frozen=True, slots=True)
class Ring:
    """〇 around a printed choice."""

    rect: Rect


@dataclass(frozen=True, slots=True)
class Tick:
    """✓ in a printed square."""

    rect: Rect


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code of ``payload``."""

    rect: Rect
    payload: str


@dataclass(frozen=True, slots=True)
class Strokes:
    """A drawn signature: ``lines`` of points (across, down) from 0 to 1 of ``rect``."""

    rect: Rect
    lines: tuple[tuple[tuple[float, float], ...], ...]


Ink: TypeAlias = Line | Shade | Tint | Frame | Letters | Ring | Tick | Code | Strokes
