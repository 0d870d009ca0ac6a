"""The function keys of the 50音 keyboard: ゛ ゜ 小さい字, and hiragana to katakana."""

from __future__ import annotations

_DAKUTEN = str.maketrans(
    "かきくけこさしすせそたちつてとはひふへほうがぎぐげござじずぜぞだぢづでどばびぶべぼゔぱぴぷぺぽ",
    "がぎぐげござじずぜぞだぢづでどばびぶべぼゔかきくけこさしすせそたちつてとはひふへほうばびぶべぼ",
)
_HANDAKUTEN = str.maketrans(
    "はひふへほばびぶべぼぱぴぷぺぽ",
    "ぱぴぷぺぽぱぴぷぺぽはひふへほ",
)
_SMALL = str.maketrans(
    "あいうえおつやゆよわぁぃぅぇぉっゃゅょゎ",
    "ぁぃぅぇぉっゃゅょゎあいうえおつやゆよわ",
)
_MARKS = {"dakuten": _DAKUTEN, "handakuten": _HANDAKUTEN, "small": _SMALL}

MARK_KEYS = frozenset(_MARKS)
"""Keys that change the last kana; pressed twice they take the change back."""


def marked(text: str, key: str) -> str:
    """``text`` with its last kana changed by a mark key; unchanged where the mark does not exist."""
    return text[:-1] + text[-1:].translate(_MARKS[key])


def is_hiragana(char: str) -> bool:
    """U+3041 to U+3096, the long vowel mark and the iteration marks count."""
    return "\u3041" <= char <= "\u3096" or char in "ーゝゞ"


def to_katakana(text: str) -> str:
    """Hiragana as katakana, everything else as it is."""
    return "".join(
        chr(ord(char) + 0x60) if "\u3041" <= char <= "\u3096" or char in "ゝゞ" else char
        for char in text
    )
