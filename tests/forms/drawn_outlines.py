"""The outlines that a PDF of ours carries, glyph by glyph, against those of the font file.

Read out of the finished document: the codes of the page's text, the CIDToGIDMap, the embedded program.
harfbuzz, which knows nothing of ours, says which glyph of the font file a cluster should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import uharfbuzz
from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.ttLib import TTFont

from forms.render.faces import face
from forms.text.clusters import code_points, composed


@cache
def _harfbuzz(name: str) -> uharfbuzz.Font:
    return uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(face(name).path))))


def expected_glyph(name: str, cluster: str) -> int:
    """The glyph that harfbuzz gives for ``cluster``."""
    font = _harfbuzz(name)
    plain = composed(cluster) or cluster
    found = (
        font.get_nominal_glyph(ord(plain))
        if len(plain) == 1
        else font.get_variation_glyph(ord(plain[0]), ord(plain[1]))
    )
    assert found is not None
    return found


def differing(pdf: bytes, name: str, clusters: Sequence[str]) -> Iterator[str]:
    """Those of ``clusters``, drawn alone on the page in this order, whose outline is not the font's."""
    with pikepdf.open(BytesIO(pdf)) as document:
        page = document.pages[0]
        [font] = dict(page.Resources.Font).values()
        descendant = font.DescendantFonts[0]
        mapping = descendant.CIDToGIDMap.read_bytes()
        program = descendant.FontDescriptor.FontFile2.read_bytes()
        codes = list(_codes(page))
    assert len(codes) == len(clusters)
    embedded: Any = TTFont(BytesIO(program))
    with closing(TTFont(face(name).path, lazy=True)) as file:
        source: Any = file
        theirs, ours = source.getGlyphSet(), embedded.getGlyphSet()
        for cluster, code in zip(clusters, codes, strict=True):
            at = int.from_bytes(mapping[2 * code : 2 * code + 2], "big")
            wanted = expected_glyph(name, cluster)
            drawn = _outline(ours, embedded.getGlyphName(at))
            if at == 0 or drawn != _outline(theirs, source.getGlyphName(wanted)):
                yield code_points(cluster)


def _codes(page: pikepdf.Page) -> Iterator[int]:
    """The two-byte codes of every text on the page, in order."""
    for one in pikepdf.parse_content_stream(page):
        if isinstance(one, pikepdf.ContentStreamInstruction) and str(one.operator) == "Tj":
            data = bytes(one.operands[0])
            yield from (int.from_bytes(data[i : i + 2], "big") for i in range(0, len(data), 2))


def _outline(glyphs: Any, name: str) -> str:
    """All curves, components included."""
    pen = SVGPathPen(glyphs)
    glyphs[name].draw(pen)
    return pen.getCommands()
