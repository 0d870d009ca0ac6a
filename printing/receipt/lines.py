"""Breaking texts into lines: at phrases, evenly, never inside a word, never before a closing
mark."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

import budoux

from printing.receipt.faces import Style, visible, width

_EVENNESS: Final = 0.5
_SMALLEST: Final = 9.0
_JAPANESE: Final = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_WORDS: Final = re.compile(r"\S+\s*|\s+")
_PARTED: Final = "\u3000"
_AFTER_DOT: Final = re.compile(r"(?<=[・、])")
_DAY: Final = re.compile(r"（[月火水木金土日]）")
_NOT_FIRST: Final = frozenset(
    "、。，．・：；？！）」』】〕”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々〜"
)
_NOT_LAST: Final = frozenset("（「『【〔“‘")


@cache
def _parser() -> budoux.Parser:
    return budoux.load_default_japanese_parser()


def phrases(text: str) -> list[str]:
    """The pieces between which a line may break."""
    pieces: list[str] = []
    if "\u200b" in text:
        pieces.extend(visible(piece) for piece in text.split("\u200b"))
    else:
        for word in _WORDS.findall(visible(text)):
            pieces.extend(_parser().parse(word) if _JAPANESE.search(word) else [word])
    return _day_with_date([part for piece in pieces for part in _AFTER_DOT.split(piece) if part])


def _day_with_date(pieces: list[str]) -> list[str]:
    """（土） stays with the date before it."""
    kept: list[str] = []
    for piece in pieces:
        day = _DAY.match(piece) if kept else None
        if day:
            kept[-1] += day[0]
        rest = piece[day.end() :] if day else piece
        if rest:
            kept.append(rest)
    return kept


def broken(text: str, style: Style, room: float) -> list[str]:
    """Lines no wider than ``room`` millimetres, and as even as that number of lines allows.

    What does not fit on one line breaks first where a full-width space parts it.
    """
    if _PARTED in text and len(_greedy(text, style, room)) > 1:
        return [line for part in text.split(_PARTED) for line in broken(part, style, room)]
    lines = _greedy(text, style, room)
    narrow, wide = room / max(1, len(lines)), room
    while len(lines) > 1 and wide - narrow > _EVENNESS:
        middle = (narrow + wide) / 2
        tried = _greedy(text, style, middle)
        if len(tried) > len(lines) or _splits_more(tried, lines, text):
            narrow = middle
        else:
            lines, wide = tried, middle
    return lines


def headline(text: str, style: Style, room: float) -> list[str]:
    """As :func:`broken`, but of two lines the first is the topic: お手続きは / まだ終わっていません."""
    lines = broken(text, style, room)
    pieces = phrases(text)
    topics = [at for at, piece in enumerate(pieces, start=1) if piece.endswith("は")]
    if len(lines) == 2 and topics:
        split = ["".join(pieces[: topics[0]]), "".join(pieces[topics[0] :])]
        if all(part and width(part, style) <= room for part in split):
            return split
    return lines


def _greedy(text: str, style: Style, room: float) -> list[str]:
    lines: list[str] = []
    line = ""
    for phrase in phrases(text):
        if width((line + phrase).rstrip(), style) <= room:
            line += phrase
            continue
        if line.strip():
            lines.append(line.strip())
        *full, line = _by_letters(phrase, style, room)
        lines.extend(piece.rstrip() for piece in full)
    return [*lines, line.strip()] if line.strip() else lines


def _splits_more(tried: list[str], lines: list[str], text: str) -> bool:
    """Whether narrowing broke a phrase that was whole before."""
    return _phrase_breaks(tried, text) > _phrase_breaks(lines, text)


def _phrase_breaks(lines: list[str], text: str) -> int:
    ends = {0}
    for phrase in phrases(text):
        ends.add(max(ends) + len("".join(phrase.split())))
    at = 0
    broken_phrases = 0
    for line in lines:
        at += len("".join(line.split()))
        broken_phrases += at not in ends
    return broken_phrases


def _by_letters(phrase: str, style: Style, room: float) -> list[str]:
    """An over-long phrase, broken where kinsoku allows."""
    pieces = [""]
    for letter in phrase:
        if not pieces[-1] or width((pieces[-1] + letter).rstrip(), style) <= room:
            pieces[-1] += letter
            continue
        carried = ""
        while len(pieces[-1]) > 1 and _may_not_part(pieces[-1], (carried or letter)[0]):
            carried = pieces[-1][-1] + carried
            pieces[-1] = pieces[-1][:-1]
        pieces.append(carried + letter)
    return pieces


def _may_not_part(before: str, after: str) -> bool:
    return after in _NOT_FIRST or before[-1] in _NOT_LAST


def fitting(text: str, style: Style, room: float, lines: int = 1) -> Style:
    """The style, made smaller until the text takes so many lines at most."""
    while len(_greedy(text, style, room)) > lines or (
        lines == 1 and width(text, style) > room and style.size > _SMALLEST
    ):
        if style.size <= _SMALLEST:
            break
        style = replace(style, size=style.size - 0.5)
    return style
