"""A font file with cubic outlines (CFF: Noto CJK), glyph by glyph as TrueType.

Everything here that draws, measures and embeds speaks TrueType.  A cubic becomes quadratics within half a
thousandth of the em, 0.004 mm in letters of 24 pt: less than a dot of any printer here.
"""

from __future__ import annotations

from struct import pack
from typing import Any, Final

from fontTools.pens.basePen import AbstractPen
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen

from forms.render.outlines import FontFile

_NEAR: Final = 0.0005
"""The farthest that a quadratic may lie from its cubic, in em."""
_MOST_POINTS, _MOST_CONTOURS = 8192, 512
"""For ``maxp``: more than any glyph has; interpreters take them as the room that they need."""


class CubicFile(FontFile):
    """As :class:`FontFile`, of a file with a ``CFF`` table."""

    def _open(self) -> None:
        self._strings: Any = self._font["CFF "].cff.topDictIndex[0].CharStrings.charStringsIndex
        self._made: dict[int, bytes] = {}

    def data(self, index: int, most: int | None = None) -> bytes:
        """The outline as TrueType's ``glyf`` would have it, or its first ``most`` bytes."""
        if index not in self._made:
            self._made[index] = self._quadratic(index)
        return self._made[index][:most]

    def draw(self, index: int, pen: AbstractPen) -> None:
        """The cubics themselves."""
        self._strings[index].draw(pen)

    def table(self, tag: str) -> bytes:
        """A table as it stands in the file; ``maxp`` as TrueType has it."""
        if tag == "maxp":
            limits = (_MOST_POINTS, _MOST_CONTOURS, 0, 0, 1, *(8 * (0,)))
            return pack(">I14H", 0x10000, self.glyphs, *limits)
        return super().table(tag)

    def _quadratic(self, index: int) -> bytes:
        pen = TTGlyphPen(None)
        self.draw(index, Cu2QuPen(pen, _NEAR * self.em, reverse_direction=True))
        glyph = pen.glyph()
        return bytes(glyph.compile(None)) if glyph.numberOfContours else b""
