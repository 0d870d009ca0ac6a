"""Names as outlines for the screen: Qt's text ignores variation sequences (measured, 6.11 and 6.12).

A text with a variation selector or a character beyond the screen face is drawn from the outlines of the
face that has it, as an SVG that QML shows as an image; its accessible name stays the text.
"""

from __future__ import annotations

from functools import cache
from urllib.parse import quote

from forms.text.clusters import clusters, is_selector

SCREEN_FACES = ("gothic", "ipamj")
"""The screen's own face first, so that most names look like the text around them."""

ASCENT = 0.88
"""Baseline below the top of the picture, in em; the picture is 1.1 em high."""
HEIGHT = 1.1


def needs_outlines(text: str) -> bool:
    """Whether Qt would draw another letter: a variation selector, or an ideograph beyond the BMP."""
    return any(is_selector(char) or ord(char) >= 0x20000 for char in text)


@cache
def name_svg(text: str, colour: str) -> str:
    """``text`` as a ``data:`` URI of an SVG, 1.1 em high, in ``colour`` (``#rrggbb``); "" when no face has it.

    The picture's width follows the text, so the image keeps its aspect ratio at any size.
    """
    from forms.render.faces import face_for, owner_of  # noqa: PLC0415 - loaded by a thread after the start

    setter = face_for(text, SCREEN_FACES)
    if setter is None:
        return ""
    units = 1000
    at = 0.0
    paths: list[str] = []
    for cluster in clusters(text):
        glyph = setter.glyph(cluster)
        assert glyph is not None  # face_for has found a setter that has the whole text
        paths.append(owner_of(setter, cluster).svg_path(glyph, units, at * units, ASCENT * units))
        at += glyph.advance
    width, height = max(at, 0.1) * units, HEIGHT * units
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{width:.0f}' height='{height:.0f}' "
        f"viewBox='0 0 {width:.0f} {height:.0f}'><path fill='{colour}' d='{' '.join(paths)}'/></svg>"
    )
    return "data:image/svg+xml;utf8," + quote(svg)
