"""Text as the units that a font draws: a character with its variation selector or marks.

Names are never normalised: a cluster keeps its code points, so that what is printed can be read
back byte for byte.
"""

from __future__ import annotations

import re
import unicodedata


def is_selector(char: str) -> bool:
    """Whether ``char`` is a variation selector (U+FE00..FE0F, U+E0100..E01EF)."""
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


_ALONE = re.compile(
    "[\\u0000-\\u02ff\\u3000-\\u3029\\u3030-\\u3098\\u309b-\\ua66e\\uac00-\\ud7a3\\uf900-\\ufaff"
    "\\uff00-\\uffef\\U00020000-\\U0003ffff]*"
)
"""Blocks in which no character joins the one before it: nearly every text is made of these alone."""


def clusters(text: str) -> tuple[str, ...]:
    """``text`` cut into clusters; joined they are ``text`` again."""
    if _ALONE.fullmatch(text):  # asked for again and again
        return tuple(text)
    out: list[str] = []
    for char in text:
        if out and (is_selector(char) or unicodedata.category(char) in ("Mn", "Me")):
            out[-1] += char
        else:
            out.append(char)
    return tuple(out)


def is_private(cluster: str) -> bool:
    """Whether a code point is for private use: its meaning differs per city (外字), so it is not
    a letter that may be printed from a font of ours (domain.md 4.10)."""
    return any(unicodedata.category(char) == "Co" for char in cluster)


def composed(cluster: str) -> str | None:
    """The one code point that looks like ``cluster`` (a letter with combining marks), if any.

    Used to find a glyph only; the text that is printed and extracted stays ``cluster``.
    """
    if len(cluster) < 2 or is_selector(cluster[-1]):
        return None
    whole = unicodedata.normalize("NFC", cluster)
    return whole if len(whole) == 1 else None


def code_points(cluster: str) -> str:
    """``U+845B U+E0100``: how a person without the glyph can be told what it is."""
    return " ".join(f"U+{ord(char):04X}" for char in cluster)
