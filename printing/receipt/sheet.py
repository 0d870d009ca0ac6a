"""A sheet under construction: shapes in millimetres from the top left, drawn once its height is
known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from reportlab.lib.colors import Color, HexColor
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from printing.receipt.faces import Style, font_name, visible, width

_BASELINE: Final = 0.86
"""Where the baseline of BIZ UDPGothic lies in its em box, from the top."""


@dataclass(frozen=True, slots=True)
class Inks:
    """Colours.  A thermal head has black only, so everything there is black or paper."""

    ink: Color
    second: Color
    accent: Color
    tint: Color
    hair: Color


BLACK_ONLY: Final = Inks(*(HexColor(0x000000),) * 3, HexColor(0xFFFFFF), HexColor(0x000000))
QUIET: Final = Inks(
    HexColor(0x1A1A1A),
    HexColor(0x454B57),
    HexColor(0x233A66),
    HexColor(0xE8EDF6),
    HexColor(0x8A93A3),
)
PAPER: Final = HexColor(0xFFFFFF)

_Stroke: TypeAlias = Callable[[Canvas, float], None]


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle by its top left corner."""

    x: float
    y: float
    wide: float
    high: float


@dataclass(slots=True)
class Sheet:
    """Shapes in the order of drawing.  ``y`` grows downwards."""

    strokes: list[_Stroke] = field(default_factory=list)

    def text(self, x: float, y: float, line: str, style: Style, colour: Color) -> None:
        """One line whose em box has its top left at ``x``, ``y``."""
        shown = visible(line)
        baseline = y + _BASELINE * style.em
        font = font_name(shown, style.face)

        def stroke(canvas: Canvas, height: float) -> None:
            canvas.setFillColor(colour)
            canvas.setFont(font, style.size)
            canvas.drawString(x * mm, (height - baseline) * mm, shown)

        self.strokes.append(stroke)

    def text_right(self, right: float, y: float, line: str, style: Style, colour: Color) -> None:
        """As :meth:`text`, ending at ``right``."""
        self.text(right - width(line, style), y, line, style, colour)

    def text_centred(self, middle: float, y: float, line: str, style: Style, colour: Color) -> None:
        """As :meth:`text`, centred on ``middle``."""
        self.text(middle - width(line, style) / 2, y, line, style, colour)

    def frame(self, area: Area, colour: Color) -> None:
        """The outline of a rectangle, a hair wide."""

        def stroke(canvas: Canvas, height: float) -> None:
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(0.3 * mm)
            bottom = (height - area.y - area.high) * mm
            canvas.rect(area.x * mm, bottom, area.wide * mm, area.high * mm, stroke=1, fill=0)

        self.strokes.append(stroke)

    def box(self, area: Area, colour: Color, radius: float = 0) -> None:
        """A filled rectangle, with round corners if wanted."""

        def stroke(canvas: Canvas, height: float) -> None:
            canvas.setFillColor(colour)
            bottom = (height - area.y - area.high) * mm
            wide, high = area.wide * mm, area.high * mm
            canvas.roundRect(area.x * mm, bottom, wide, high, radius * mm, stroke=0, fill=1)

        self.strokes.append(stroke)

    def disc(self, x: float, y: float, radius: float, colour: Color) -> None:
        """A filled circle around ``x``, ``y``."""

        def stroke(canvas: Canvas, height: float) -> None:
            canvas.setFillColor(colour)
            canvas.circle(x * mm, (height - y) * mm, radius * mm, stroke=0, fill=1)

        self.strokes.append(stroke)

    def squares(self, x: float, y: float, side: float, rows: tuple[str, ...]) -> None:
        """Modules of a QR code ("1" is dark), each ``side`` wide; runs are one path without
        seams."""

        def stroke(canvas: Canvas, height: float) -> None:
            canvas.setFillColor(HexColor(0x000000))
            path = canvas.beginPath()
            for down, row in enumerate(rows):
                for start, length in _runs(row):
                    bottom = height - y - (down + 1) * side
                    path.rect((x + start * side) * mm, bottom * mm, length * side * mm, side * mm)
            canvas.drawPath(path, stroke=0, fill=1)

        self.strokes.append(stroke)

    def draw(self, canvas: Canvas, height: float) -> None:
        """Put everything on the page, which is ``height`` millimetres high."""
        for stroke in self.strokes:
            stroke(canvas, height)


def _runs(row: str) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for at, module in enumerate(row):
        if module != "1":
            continue
        if runs and sum(runs[-1]) == at:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((at, 1))
    return runs
