"""Faces as fonts of a PDF: the right glyph for every cluster, and text that extracts as it was.

A face becomes one composite font (PDF 32000-1, 9.7) with codes of two bytes.  The code of a letter is
its glyph's index, so a page's bytes do not depend on the document that they stand in and may be kept.
Where two clusters share a glyph (é and e with a mark; a sequence that is the base's own shape) all but
the one that stands first in the font get a code that no letter has, so that each extracts as itself.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, islice

import pikepdf
from pikepdf import Dictionary, Name

from forms.render.faces import Face, face
from forms.render.subset import subset
from forms.text.clusters import clusters

_BLOCK = 100
"""Most entries in one ``beginbfchar`` (Adobe Technical Note 5014)."""

_LAST_CODE = 0xFFFF
_MOST_SPARE = 4096
_SYMBOLIC = 4
LEVEL = 4
"""Of compression: 6 makes a font 3 % smaller and takes twice the time."""


class Codes:
    """The codes of one document's letters."""

    def __init__(self) -> None:
        self._used: dict[str, dict[int, str]] = {}
        """Face name -> code -> its cluster."""
        self._extra: dict[str, dict[str, int]] = {}

    def encoded(self, name: str, text: str) -> str:
        """``text`` as hexadecimal codes of the face ``name``.  Raises ``LookupError`` without a glyph."""
        used = self._used.setdefault(name, {})
        source = face(name)
        out: list[str] = []
        for cluster in clusters(text):
            code = _own_code(name, cluster)
            if code is None:
                code = self._extra_code(source, cluster)
            used[code] = cluster
            out.append(f"{code:04X}")
        return "".join(out)

    def _extra_code(self, source: Face, cluster: str) -> int:
        extra = self._extra.setdefault(source.name, {})
        if cluster not in extra:
            spare = _spare(source.name)
            assert len(extra) < len(spare), "thousands of shared glyphs in one document"
            extra[cluster] = spare[len(extra)]
        return extra[cluster]

    @property
    def own(self) -> bool:
        """Whether every code so far is that of its glyph, so good in any document."""
        return not any(self._extra.values())

    def add(self, other: Codes) -> None:
        """Takes over the letters of a part of a page, all of which have own codes."""
        assert other.own
        for name, used in other._used.items():
            self._used.setdefault(name, {}).update(used)

    def fonts(self, pdf: pikepdf.Pdf) -> Dictionary:
        """One font object for each face, under the face's name: a page's ``/Font`` resources."""
        made = {
            f"/{name}": _font(pdf, face(name), dict(sorted(used.items())))
            for name, used in sorted(self._used.items())
        }
        return Dictionary(made)


@cache
def _owners(name: str) -> dict[int, int]:
    """Glyph index -> the lowest code point that it draws."""
    owners: dict[int, int] = {}
    for code, glyph in sorted(face(name).codes.items()):
        owners.setdefault(int(glyph), code)
    return owners


@cache
def _spare(name: str) -> tuple[int, ...]:
    """Codes of no letter: beyond the last glyph; in a font as full as Noto CJK those of glyphs without a letter."""
    source, owners = face(name), _owners(name)
    beyond = range(source.glyphs, _LAST_CODE + 1)
    unowned = (code for code in range(source.glyphs - 1, 0, -1) if code not in owners)
    return tuple(islice(chain(beyond, unowned), _MOST_SPARE))


@lru_cache(maxsize=65536)
def _own_code(name: str, cluster: str) -> int | None:
    """The index of the glyph, when ``cluster`` is the letter that it stands for."""
    glyph = face(name).glyph(cluster)
    if glyph is None:
        raise LookupError(f"{name} has no glyph for a cluster")
    plain = len(cluster) == 1 and _owners(name).get(glyph.id) == ord(cluster)
    return glyph.id if plain else None


def open_face(name: str) -> None:
    """Reads what drawing needs of a face, so that the first form is as fast as others."""
    _own_code(name, "一")


def _font(pdf: pikepdf.Pdf, source: Face, used: dict[int, str]) -> pikepdf.Object:
    glyphs = {code: _index(source, cluster) for code, cluster in used.items()}
    program, length, places = _program(source.name, tuple(sorted(set(glyphs.values()))))
    mapping = bytearray(2 * (max(used) + 1))
    for code, glyph in glyphs.items():
        mapping[2 * code : 2 * code + 2] = places[glyph].to_bytes(2, "big")
    base = Name(f"/{_tag(used)}+{source.path.stem}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=base,
        Flags=_SYMBOLIC,
        FontBBox=[-1000, -500, 2000, 1500],
        ItalicAngle=0,
        Ascent=880,
        Descent=-120,
        CapHeight=770,
        StemV=80,
        FontFile2=packed(pdf, program, Length1=length),
    )
    descendant = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=base,
        CIDSystemInfo=Dictionary(Registry=b"Adobe", Ordering=b"Identity", Supplement=0),
        FontDescriptor=pdf.make_indirect(descriptor),
        DW=1000,
        W=pikepdf.Array(list(_widths(source, used))),
        CIDToGIDMap=packed(pdf, zlib.compress(mapping, 1)),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=base,
            Encoding=Name("/Identity-H"),
            DescendantFonts=[pdf.make_indirect(descendant)],
            ToUnicode=packed(pdf, zlib.compress(_to_unicode(used).encode(), LEVEL)),
        )
    )


def packed(pdf: pikepdf.Pdf, data: bytes, **entries: object) -> pikepdf.Stream:
    """A stream of ``data``, which is zlib-compressed already."""
    return pikepdf.Stream(pdf, data, Filter=Name.FlateDecode, **entries)


def _index(source: Face, cluster: str) -> int:
    glyph = source.glyph(cluster)
    assert glyph is not None, "encoded before"
    return glyph.id


def _widths(source: Face, used: dict[int, str]) -> Iterator[object]:
    """Where an advance is not the usual 1000 (9.7.4.3)."""
    for code, cluster in used.items():
        advance = source.width(cluster) * 1000
        if round(advance) != 1000:
            yield code
            yield pikepdf.Array([round(advance, 2)])


@lru_cache(maxsize=24)
def _program(name: str, glyphs: tuple[int, ...]) -> tuple[bytes, int, dict[int, int]]:
    """The embedded file, compressed, its length before, and where each glyph went.  The printed parts of
    the same forms need the same glyphs again and again."""
    file, places = subset(face(name).file, glyphs)
    return zlib.compress(file, LEVEL), len(file), places


def _tag(used: dict[int, str]) -> str:
    """The six letters of a subset (9.6.4), from its codes: the same letters give the same bytes."""
    number = zlib.crc32(" ".join(map(str, used)).encode())
    return "".join(chr(ord("A") + number // 26**place % 26) for place in range(6))


def _to_unicode(used: dict[int, str]) -> str:
    entries = [
        f"<{code:04X}> <{cluster.encode('utf-16-be').hex().upper()}>"
        for code, cluster in used.items()
    ]
    blocks = [entries[at : at + _BLOCK] for at in range(0, len(entries), _BLOCK)]
    return "\n".join(
        [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <FFFF>",
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
