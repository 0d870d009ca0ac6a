"""Kana forms for boxes: katakana from hiragana, full width from half width, and back for banks.

Only kana are touched; every other character is passed on as it is.  Never use these on a name in
kanji: nothing here normalises (NFKC would turn U+FA19 into U+795E).
"""

from __future__ import annotations

import unicodedata

_HALF = [chr(code) for code in range(0xFF66, 0xFF9E)]
_MARKS = ("ﾞ", "ﾟ")


def _pairs() -> dict[str, str]:
    """Half-width kana (with its mark) -> full-width kana, from Unicode's own compatibility data."""
    pairs: dict[str, str] = {}
    for plain in _HALF:
        pairs[plain] = unicodedata.normalize("NFKC", plain)
        for mark in _MARKS:
            whole = unicodedata.normalize("NFKC", plain + mark)
            if len(whole) == 1:
                pairs[plain + mark] = whole
    return pairs


_FULL_OF = _pairs()
_HALF_OF = {full: half for half, full in _FULL_OF.items()} | {
    "ヮ": "ﾜ",
    "ヵ": "ｶ",
    "ヶ": "ｹ",
    "ヰ": "ｲ",
    "ヱ": "ｴ",
    "\u3000": " ",
    "・": "･",
    "（": "(",
    "）": ")",
    "．": ".",
    "－": "-",
}


def katakana(text: str) -> str:
    """``text`` with hiragana and half-width kana as full-width katakana, for フリガナ boxes."""
    wide = _widened(text)
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in wide)


def half_width(text: str) -> str:
    """``text`` as half-width katakana, dakuten as a letter of its own: one letter per bank box.

    Full-width letters and digits A-Z, 0-9 become ASCII.
    """
    narrow = [_HALF_OF.get(c, c) for c in katakana(text)]
    return "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "ｚ" else c for c in "".join(narrow))


def _widened(text: str) -> str:
    out: list[str] = []
    at = 0
    while at < len(text):
        step = 2 if text[at : at + 2] in _FULL_OF else 1
        part = text[at : at + step]
        out.append(_FULL_OF.get(part, part))
        at += step
    return "".join(out)
