"""A page of a city's PDF as one reads it: its cells, its letters and where they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians, sin
from uuid import UUID

import pypdfium2
from PIL.Image import Image

from forms.document.filled import FilledForm, FilledPage
from forms.document.ink import PT, Rect
from forms.document.overlay import CityPage
from forms.importing.rules import DARK, DOTS, askew, cells, ruling
from forms.render.pdf import render_pdf

INKED = 0.008
"""Share of dark dots of a cell that has print in it: dirt of a scan is less."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A printed letter and its ink's rectangle, mm from the top left of the page as seen."""

    char: str
    rect: Rect

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return self.rect.x + self.rect.width / 2, self.rect.y + self.rect.height / 2


@dataclass(frozen=True, slots=True)
class Paper:
    """One page.  ``turned``: degrees by which a scan lies askew, counterclockwise."""

    page: CityPage
    cells: tuple[Rect, ...]
    letters: tuple[Letter, ...]
    turned: float
    inked: frozenset[Rect] = frozenset()
    """Cells with print in them, as a scan shows it."""

    def inside(self, rect: Rect) -> tuple[Letter, ...]:
        """The letters whose middle is in ``rect``, in reading order."""
        found = [letter for letter in self.letters if _holds(rect, letter.middle)]
        return tuple(in_lines(found))

    def text(self, rect: Rect) -> str:
        """What is printed in ``rect``, without spaces."""
        return "".join(letter.char for letter in self.inside(rect))


def _holds(rect: Rect, point: tuple[float, float]) -> bool:
    return rect.x <= point[0] <= rect.right and rect.y <= point[1] <= rect.bottom


def in_lines(letters: Iterable[Letter]) -> list[Letter]:
    """``letters`` line by line."""
    rest = sorted(letters, key=lambda letter: letter.middle[1])
    ordered: list[Letter] = []
    while rest:
        level = rest[0].middle[1] + max(rest[0].rect.height, 1.5) / 2
        line = [letter for letter in rest if letter.middle[1] <= level]
        ordered += sorted(line, key=lambda letter: letter.rect.x)
        rest = [letter for letter in rest if letter.middle[1] > level]
    return ordered


def read_paper(page: CityPage) -> Paper:
    """Looks at ``page`` once it lies upright with its corner at the origin."""
    upright = _upright(page)
    document = pypdfium2.PdfDocument(upright)
    try:
        picture = document[0].render(scale=DOTS * PT).to_pil().convert("L")
        letters = tuple(_letters(document[0].get_textpage(), page.height))
    finally:
        document.close()
    turned = askew(picture)
    if turned:
        picture = picture.rotate(-turned, fillcolor=255)
    found = cells(ruling(picture))
    places = {rect: _back(rect, turned, page) if turned else rect for rect in found}
    inked = frozenset(places[rect] for rect in found if _is_inked(picture, rect))
    return Paper(page, tuple(places.values()), letters, turned, inked)


def _is_inked(picture: Image, cell: Rect) -> bool:
    inner = cell.inset(1.2)
    left, top = round(inner.x * DOTS), round(inner.y * DOTS)
    right, bottom = round(inner.right * DOTS), round(inner.bottom * DOTS)
    counts = picture.crop((left, top, max(right, left + 1), max(bottom, top + 1))).histogram()
    return sum(counts[:DARK]) > INKED * sum(counts)


def _upright(page: CityPage) -> bytes:
    sheet = FilledPage(page.width, page.height, (), (), (), (), page)
    return render_pdf([FilledForm("x", "x", "x", (sheet,), (), (), "", UUID(int=0))])


def _letters(text: pypdfium2.PdfTextPage, height: float) -> Iterable[Letter]:
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        left, bottom, right, top = (side * PT for side in text.get_charbox(index))
        if char.strip():
            yield Letter(char, Rect(left, height - top, right - left, top - bottom))


def _back(rect: Rect, turned: float, page: CityPage) -> Rect:
    """Where a cell of the straightened picture lies on the page: its middle turned back, as large."""
    x, y = rect.x + rect.width / 2 - page.width / 2, rect.y + rect.height / 2 - page.height / 2
    angle = radians(turned)
    across, down = x * cos(angle) + y * sin(angle), y * cos(angle) - x * sin(angle)
    left, top = across + (page.width - rect.width) / 2, down + (page.height - rect.height) / 2
    return Rect(round(left, 1), round(top, 1), rect.width, rect.height)
