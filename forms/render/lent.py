"""A few letters of a face as a font file of its own, for a program that draws by itself: receipts."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont

from forms.render.faces import face
from forms.render.subset import subset


def font_of(name: str, letters: Iterable[str]) -> bytes:
    """A TrueType file with ``letters`` of the face ``name``; those that it has not are left out."""
    return _made(name, "".join(sorted(set(letters))))


@lru_cache(maxsize=4)
def _made(name: str, letters: str) -> bytes:
    source = face(name)
    found = {ord(each): glyph.id for each in letters if (glyph := source.glyph(each)) is not None}
    outlines, places = subset(source.file, tuple(sorted(set(found.values()))))
    font = TTFont(BytesIO(outlines))
    font.setGlyphOrder([f"glyph{at}" for at in range(font["maxp"].numGlyphs)])
    builder = FontBuilder(font=font)
    builder.setupCharacterMap({code: f"glyph{places[glyph]}" for code, glyph in found.items()})
    # Programs keep fonts by this name: other letters, another name.
    called = f"Kakanai-{name}-{zlib.crc32(letters.encode()):08x}"
    builder.setupNameTable({"familyName": called, "styleName": "Regular", "psName": called})
    builder.setupPost(keepGlyphNames=False)
    made = BytesIO()
    font.save(made)
    return made.getvalue()
