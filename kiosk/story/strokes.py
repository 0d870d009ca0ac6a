"""How the person of a story presses keys: kana with their marks, candidates, digits, letters.

``keys`` of a story is a list of segments divided by ``|``.  ``よしだ>吉田`` types the kana and takes
the candidate; a segment without ``>`` is typed as it stands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

_SMALL = dict(zip("ぁぃぅぇぉっゃゅょゎ", "あいうえおつやゆよわ", strict=True))
_DAKUTEN = "\u3099"
_HANDAKUTEN = "\u309a"


@dataclass(frozen=True, slots=True)
class Press:
    """One key of the present keyboard: a character or a word such as ``dakuten``."""

    key: str


@dataclass(frozen=True, slots=True)
class Take:
    """The candidate with this text."""

    text: str


Stroke: TypeAlias = Press | Take


def strokes(keys: str) -> Iterator[Stroke]:
    """The strokes of a story's ``keys``."""
    for segment in keys.split("|"):
        reading, arrow, candidate = segment.partition(">")
        yield from typed(reading)
        if arrow:
            yield Take(candidate)


def typed(text: str) -> Iterator[Press]:
    """Each character as the keys that make it; katakana is typed by the hiragana keys."""
    for char in text:
        yield from _keys(_hiragana(char))


def _keys(char: str) -> Iterator[Press]:
    if char in " \u3000":
        yield Press("space")
    elif char in _SMALL:
        yield Press(_SMALL[char])
        yield Press("small")
    elif "\u3041" <= char <= "\u3096":
        parts = unicodedata.normalize("NFD", char)
        yield Press(parts[0])
        if parts[1:] == _DAKUTEN:
            yield Press("dakuten")
        elif parts[1:] == _HANDAKUTEN:
            yield Press("handakuten")
    else:
        yield Press(char)


def _hiragana(char: str) -> str:
    return chr(ord(char) - 0x60) if "\u30a1" <= char <= "\u30f6" else char
