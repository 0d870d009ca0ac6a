"""Line breaks at phrases: U+200B between them, U+2060 inside (Qt would break Japanese anywhere)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

import budoux

BREAK = "\u200b"
JOIN = "\u2060"
_PHRASED = frozenset({"ja"})
_SPACE_BETWEEN_JAPANESE = re.compile(
    r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])|(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])"
)


@lru_cache(maxsize=2048)
def phrased(text: str, language: str) -> str:
    """``text`` with its breaks fixed.  Spaces in Japanese wording are phrase marks and are not shown."""
    if language not in _PHRASED:
        return text
    return BREAK.join(_phrases(text))


def plain(text: str) -> str:
    """The text as it is read aloud or compared: without the invisible marks."""
    return text.replace(BREAK, "").replace(JOIN, "")


def _phrases(text: str) -> list[str]:
    parser = _parser()
    marked = _SPACE_BETWEEN_JAPANESE.split(text)
    pieces = [piece for segment in marked if segment for piece in parser.parse(segment)]
    return [_glued(piece) for piece in pieces]


def _glued(phrase: str) -> str:
    """No break inside: a joiner before every character that starts a visible unit of its own."""
    glued = phrase[:1]
    for before, char in pairwise(phrase):
        both_ascii = before.isascii() and char.isascii()
        glued += (
            char if both_ascii or unicodedata.combining(char) or _is_selector(char) else JOIN + char
        )
    return glued


def _is_selector(char: str) -> bool:
    return "\ufe00" <= char <= "\ufe0f" or "\U000e0100" <= char <= "\U000e01ef"


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()
