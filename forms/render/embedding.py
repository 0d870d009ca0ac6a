"""A face as a font in a PDF: the right glyph for every cluster, and text that extracts as it was.

reportlab alone writes a wrong ToUnicode for code points over U+FFFF (𠮷 comes out as U+20BB) and
draws an empty box for a variation selector.  So a cluster that is more than one plain character is
registered as a private code point of its own, and the ToUnicode map is ours (PDF 32000-1, 9.10.3).
"""

from __future__ import annotations

import mmap
from functools import cache
from itertools import count
from pathlib import Path

from reportlab.pdfbase import pdfmetrics, ttfonts
from reportlab.pdfbase.pdfdoc import PDFDocument, PDFStream

from forms.render.faces import Face, face
from forms.text.clusters import clusters

_PRIVATE = 0xF0000
"""First of the private code points (planes 15 and 16) that stand for clusters inside a font."""

_BLOCK = 100
"""Most entries in one ``beginbfchar`` (Adobe Technical Note 5014)."""


class _Window:
    """Part of a file; only what is asked for is copied out of it."""

    def __init__(self, data: mmap.mmap, start: int) -> None:
        self._data, self._start = data, start

    def __getitem__(self, part: slice) -> bytes:
        return self._data[self._start + part.start : self._start + part.stop]


class _MappedFace(ttfonts.TTFontFace):
    """reportlab's face over a mapped file: reportlab reads the whole file and copies ``glyf`` (46 MB
    in IPAmj, 0.1 s) for each subset."""

    def map_file(self, source: Path) -> None:
        """Puts the mapped file in the place of its copy in memory."""
        with source.open("rb") as file:
            self._ttf_data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def get_table(self, tag: str) -> bytes | _Window:
        start, length = self.get_table_pos(tag)
        if tag == "glyf":
            return _Window(self._ttf_data, start)
        return bytes(self._ttf_data[start : start + length])


class EmbeddedFont(ttfonts.TTFont):
    """One face for reportlab; the same for all documents of the process (not thread-safe)."""

    def __init__(self, source: Face) -> None:
        super().__init__(
            f"kakanai-{source.name}", str(source.path), asciiReadable=False, shapable=False
        )
        self.face.__class__ = _MappedFace
        assert isinstance(self.face, _MappedFace)
        self.face.map_file(source.path)
        self._source = source
        self._codes: dict[str, str] = {}
        self._clusters: dict[int, str] = {}
        self._free = count(_PRIVATE)

    def encoded(self, text: str) -> str:
        """``text`` as the characters that draw it.  Raises ``LookupError`` without a glyph."""
        return "".join(self._code(cluster) for cluster in clusters(text))

    def _code(self, cluster: str) -> str:
        code = self._codes.get(cluster)
        if code is None:
            code = self._codes[cluster] = self._registered(cluster)
        return code

    def _registered(self, cluster: str) -> str:
        glyph = self._source.glyph(cluster)
        if glyph is None:
            raise LookupError(f"{self.fontName} has no glyph for a cluster")
        # reportlab turns U+00A0 into a space; all other single characters keep their own code.
        plain = len(cluster) == 1 and cluster != "\xa0"
        if plain and self.face.charToGlyph.get(ord(cluster)) == glyph.id:
            return cluster
        code = next(self._free)
        self.face.charToGlyph[code] = glyph.id
        self.face.charWidths[code] = glyph.advance * 1000
        self._clusters[code] = cluster
        return chr(code)

    def addObjects(self, doc: PDFDocument) -> None:  # noqa: N802 - reportlab's hook
        """Embeds the subsets, then replaces each one's ToUnicode map."""
        subsets: list[list[int]] = self.state[doc].subsets
        super().addObjects(doc)
        for index, subset in enumerate(subsets):
            prefix = ttfonts.SUBSETN(index) + b"+"
            name = (prefix + self.face.name + self.face.subfontNameX).decode("pdfdoc")
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            assert isinstance(stream, PDFStream)
            stream.content = self._to_unicode(name, subset)

    def _utf16(self, code: int) -> str:
        """What a code of a subset stands for, as hexadecimal UTF-16BE."""
        return self._clusters.get(code, chr(code)).encode("utf-16-be").hex().upper()

    def _to_unicode(self, name: str, subset: list[int]) -> str:
        entries = [
            f"<{index:02X}> <{self._utf16(code)}>" for index, code in enumerate(subset) if code != 0
        ]
        blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
        return "\n".join(
            [
                "/CIDInit /ProcSet findresource begin",
                "12 dict begin",
                "begincmap",
                "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
                f"/CMapName /{name} def",
                "/CMapType 2 def",
                "1 begincodespacerange",
                "<00> <FF>",
                "endcodespacerange",
                *(
                    line
                    for block in blocks
                    for line in (f"{len(block)} beginbfchar", *block, "endbfchar")
                ),
                "endcmap",
                "CMapName currentdict /CMap defineresource pop",
                "end",
                "end",
            ]
        )


@cache
def embedded(name: str) -> EmbeddedFont:
    """The font of face ``name``, registered with reportlab once per process."""

    font = EmbeddedFont(face(name))
    pdfmetrics.registerFont(font)
    return font
