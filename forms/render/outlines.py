"""Metrics and outlines of one font file, each read from the file when it is asked for.

fontTools opens tables as a whole: all outlines of IPAmj take 0.7 s and 100 MB, the names of its
glyphs 0.2 s.  The positions are those of the OpenType spec (hmtx, loca, glyf).
"""

from __future__ import annotations

import mmap
from pathlib import Path
from struct import unpack, unpack_from
from typing import Final

from fontTools.pens.basePen import AbstractPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph as Outline

EMPTY: Final = (0, 0, 0, 0)


class FontFile:
    """A TrueType file.  Glyphs go by their index; not thread-safe."""

    extended = False  # read by fontTools' outlines: glyph indices have 16 bits

    def __init__(self, path: Path, number: int = -1) -> None:
        """``number``: which font of a collection."""
        self._font = TTFont(path, fontNumber=number, lazy=True)
        # Without this the glyphs' names are read first, and we have no use for them.
        self._font.setGlyphOrder([str(index) for index in range(self._font["maxp"].numGlyphs)])
        self.em = float(self._font["head"].unitsPerEm)
        self._metrics: bytes = self._font.reader["hmtx"]
        self._full_metrics: int = self._font["hhea"].numberOfHMetrics
        self.glyphs: int = self._font["maxp"].numGlyphs
        self._path = path
        self._open()

    def _open(self) -> None:
        """What :meth:`data` reads from."""
        self._start: int = self._font.reader.tables["glyf"].offset
        with self._path.open("rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def codes(self) -> dict[int, str]:
        """Code point -> glyph index, as text."""
        codes: dict[int, str] = self._font.getBestCmap()
        return codes

    def sequences(self) -> dict[tuple[int, int], str | None]:
        """(base, selector) -> glyph index; ``None`` = the base's own glyph (default sequence)."""
        for table in self._font["cmap"].tables:
            if table.format == 14:
                return {
                    (base, selector): glyph
                    for selector, entries in table.uvsDict.items()
                    for base, glyph in entries
                }
        return {}

    def metrics(self, index: int) -> tuple[int, int]:
        """Advance and left bearing, in units of the em square."""
        full = self._full_metrics
        if index < full:
            advance, left = unpack_from(">Hh", self._metrics, 4 * index)
        else:
            (advance,) = unpack_from(">H", self._metrics, 4 * (full - 1))
            (left,) = unpack_from(">h", self._metrics, 4 * full + 2 * (index - full))
        return advance, left

    def box(self, index: int) -> tuple[int, int, int, int]:
        """Left, bottom, right, top of the ink; zeros where there is none."""
        head = self.data(index, 10)
        return unpack(">2x4h", head) if head else EMPTY

    def draw(self, index: int, pen: AbstractPen) -> None:
        """The outline into ``pen``, whose glyph set has to be this file."""
        shift = self.metrics(index)[1] - self.box(index)[0]
        self._outline(index).draw(pen, self, shift)

    def __getitem__(self, name: str) -> FontFile._Part:
        """A component of another glyph, as fontTools' pens ask for it."""
        return FontFile._Part(self, int(name))

    def getGlyphName(self, index: int) -> str:  # noqa: N802 - asked by fontTools' outlines
        """The name that this file gives a glyph: its index."""
        return str(index)

    def _outline(self, index: int) -> Outline:
        outline = Outline(self.data(index))
        outline.expand(self)
        return outline

    def data(self, index: int, most: int | None = None) -> bytes:
        """The outline as it stands in the file, or its first ``most`` bytes."""
        places = self._font["loca"]
        start, end = places[index], places[index + 1]
        if most is not None:
            end = min(end, start + most)
        return self._file[self._start + start : self._start + end]

    def table(self, tag: str) -> bytes:
        """A table as it stands in the file."""
        data: bytes = self._font.reader[tag]
        return data

    def has_table(self, tag: str) -> bool:
        """Whether the file has such a table."""
        return tag in self._font.reader.tables

    class _Part:
        def __init__(self, file: FontFile, index: int) -> None:
            self._file, self._index = file, index

        def draw(self, pen: AbstractPen) -> None:
            self._file._outline(self._index).draw(pen, self._file)
