"""Pieces that both papers are made of.  Each returns the ``y`` below itself."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportlab.lib.colors import Color

from printing.receipt.faces import Style, width
from printing.receipt.lines import broken, fitting, headline
from printing.receipt.qr import modules
from printing.receipt.sheet import PAPER, Area, Inks, Sheet


@dataclass(frozen=True, slots=True)
class Column:
    """Where texts go one below the other: left edge and room, in millimetres."""

    sheet: Sheet
    x: float
    room: float

    def paragraph(self, y: float, text: str, style: Style, colour: Color) -> float:
        """A text in as many lines as it takes; nothing for an empty one."""
        return self._lines(y, broken(text, style, self.room), style, colour)

    def headline(self, y: float, text: str, style: Style, colour: Color) -> float:
        """In two lines at most, made smaller if need be."""
        fits = fitting(text, style, self.room, lines=2)
        return self._lines(y, headline(text, fits, self.room), fits, colour)

    def _lines(self, y: float, lines: list[str], style: Style, colour: Color) -> float:
        for line in lines:
            self.sheet.text(self.x, y, line, style, colour)
            y += style.line
        return y

    def rule(self, y: float, inks: Inks, weight: float = 0.2) -> None:
        """A thin line between things."""
        self.sheet.box(Area(self.x, y - weight / 2, self.room, weight), inks.hair)

    def number(self, y: float, number: str, style: Style, colour: Color) -> None:
        """One line as large as the room allows; ``y`` is the top of the full size."""
        wide = width(number, style)
        fits = replace(style, size=style.size * min(1.0, self.room / wide))
        self.sheet.text(self.x, y + (style.em - fits.em) / 2, number, fits, colour)


@dataclass(frozen=True, slots=True)
class Steps:
    """Numbered steps: a disc with the figure, the text beside it."""

    texts: tuple[str, ...]
    style: Style
    gap: float
    disc: Color
    figure: Color
    text: Color

    def high(self, room: float) -> float:
        """Height within ``room``, from the top of the first line to the foot of the last."""
        lines = sum(len(broken(text, self.style, room - self._beside)) for text in self.texts)
        gaps = self.gap * max(0, len(self.texts) - 1)
        return lines * self.style.line + gaps - (self.style.line - self.style.em)

    def draw(self, column: Column, y: float) -> float:
        """Put them into the column."""
        em = self.style.em
        beside = Column(column.sheet, column.x + self._beside, column.room - self._beside)
        middle = column.x + self._radius
        small = replace(self.style, size=self.style.size * 0.86)
        top = y
        for count, text in enumerate(self.texts, start=1):
            column.sheet.disc(middle, y + em * 0.5, self._radius, self.disc)
            figure_y = y + (em - small.em) / 2
            column.sheet.text_centred(middle, figure_y, str(count), small, self.figure)
            y = beside.paragraph(y, text, self.style, self.text) + self.gap
        return top + self.high(column.room)

    @property
    def _radius(self) -> float:
        return self.style.em * 0.68

    @property
    def _beside(self) -> float:
        return 2 * self._radius + self.style.em * 0.55


def high(text: str, style: Style, room: float) -> float:
    """How high :meth:`Column.paragraph` would be, in millimetres."""
    return len(broken(text, style, room)) * style.line


def qr_code(sheet: Sheet, x: float, y: float, side: float, payload: str) -> float:
    """The code on its own white ground, quiet zone included."""
    rows = modules(payload)
    sheet.box(Area(x, y, side, side), PAPER)
    sheet.squares(x, y, side / len(rows), rows)
    return y + side


def joined(*texts: str) -> str:
    """Texts side by side in one line, the empty ones left out."""
    return "　".join(text for text in texts if text)
