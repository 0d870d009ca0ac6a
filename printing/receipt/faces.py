"""BIZ UDPGothic for receipts: found, measured, and never asked for a glyph that it lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont


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
    known = load_faces()[style.face].face.charToGlyph
    missing = sorted({letter for letter in shown if ord(letter) not in known})
    if missing:
        raise GlyphMissingError(" ".join(f"U+{ord(letter):04X}" for letter in missing))
    return float(pdfmetrics.stringWidth(shown, style.face.value, style.size)) * PT
