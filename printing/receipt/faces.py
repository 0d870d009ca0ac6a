"""BIZ UDPGothic for receipts: found, measured, and never asked for a glyph that it lacks.

It has no Hangul, no simplified Chinese and no Vietnamese: a receipt in such a language brings its letters along
(:class:`Lent`), and is set in them but for what is Japanese.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from printing.receipt.receipt import Lent


class Face(StrEnum):
    """Names under which reportlab knows the two weights."""

    REGULAR = "KakanaiReceipt"
    BOLD = "KakanaiReceipt-Bold"


_FILES: Final = {
    Face.REGULAR: "BIZUDPGothic-Regular.ttf",
    Face.BOLD: "BIZUDPGothic-Bold.ttf",
}
_FOLDERS: Final = (Path("/usr/share/fonts/truetype/bizud-gothic"),)

PT: Final = 25.4 / 72
"""Millimetres in a point."""

_names: ContextVar[Mapping[Face, str] | None] = ContextVar("names of the lent fonts", default=None)
_KANA: Final = re.compile("[\u3041-\u30ff]")
_APOSTROPHE: Final = re.compile("(?<=[A-Za-z])\u2019(?=[A-Za-z])")
"""The face draws U+2019 as wide as a kanji, for Japanese."""
_INVISIBLE: Final = {0x200B: None, 0x2060: None}


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set: ``size`` in points, ``leading`` in sizes from line to line."""

    face: Face
    size: float
    leading: float = 1.38

    @property
    def em(self) -> float:
        """The size in millimetres."""
        return self.size * PT

    @property
    def line(self) -> float:
        """From one line to the next, in millimetres."""
        return self.size * PT * self.leading


class FontMissingError(RuntimeError):
    """BIZ UDPGothic is not installed; the text says which Debian package has it."""


class GlyphMissingError(ValueError):
    """A text for the receipt has letters that the face lacks; lists the code points."""


@cache
def load_faces() -> Mapping[Face, TTFont]:
    """Register both weights with reportlab, once per process (about 0.1 s)."""
    fonts = {face: TTFont(face.value, _find(name)) for face, name in _FILES.items()}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    return fonts


@contextmanager
def lending(lent: Lent | None) -> Iterator[None]:
    """Within it texts are set in ``lent`` where that has their letters."""
    if lent is None:
        yield
        return
    names = {Face.REGULAR: _registered(lent.regular), Face.BOLD: _registered(lent.bold)}
    before = _names.set(names)
    try:
        yield
    finally:
        _names.reset(before)


def _registered(file: bytes) -> str:
    name = f"KakanaiLent-{hashlib.sha256(file).hexdigest()[:16]}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, BytesIO(file)))
    return name


def font_name(shown: str, face: Face) -> str:
    """The font that sets a line, as reportlab knows it.  Raises :class:`GlyphMissingError`."""
    load_faces()
    lent = _names.get()
    own = face.value
    order = [own]
    if lent is not None:
        order = [own, lent[face]] if _KANA.search(shown) else [lent[face], own]
    lacking: list[str] = []
    for name in order:
        lacking = [letter for letter in shown if ord(letter) not in _letters(name)]
        if not lacking:
            return name
    raise GlyphMissingError(" ".join(f"U+{ord(letter):04X}" for letter in sorted(set(lacking))))


def _letters(name: str) -> Mapping[int, int]:
    known: Mapping[int, int] = pdfmetrics.getFont(name).face.charToGlyph
    return known


def _find(name: str) -> Path:
    for folder in _FOLDERS:
        if (folder / name).is_file():
            return folder / name
    raise FontMissingError(
        f"{name} is not in {', '.join(map(str, _FOLDERS))}; "
        "install the Debian package fonts-morisawa-bizud-gothic"
    )


def visible(text: str) -> str:
    """The text as drawn: without the marks that only steer line breaks, and with narrow
    apostrophes."""
    return _APOSTROPHE.sub("'", text.translate(_INVISIBLE))


def width(text: str, style: Style) -> float:
    """Width of one line in millimetres.  Raises :class:`GlyphMissingError`."""
    shown = visible(text)
    return float(pdfmetrics.stringWidth(shown, font_name(shown, style.face), style.size)) * PT
