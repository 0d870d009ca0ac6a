"""Furigana as wording writes them: 保険《ほけん》, or ｜お父さん《おとうさん》 where kana belong to the base.

The marks are those of 青空文庫.  Without ｜ the base is the run of kanji before 《.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

KANJI = r"\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_MARKED = re.compile(rf"(?:｜([^｜《》]+)|([{KANJI}]+))《([^《》]+)》")
_KANJI_RUN = re.compile(rf"[{KANJI}]+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a text; ``reading`` is "" where the letters are read as they stand."""

    base: str
    reading: str = ""


def parts(text: str) -> Iterator[Part]:
    """``text`` taken apart at its readings."""
    end = 0
    for found in _MARKED.finditer(text):
        if found.start() > end:
            yield Part(text[end : found.start()])
        yield Part(found[1] or found[2], found[3])
        end = found.end()
    if end < len(text):
        yield Part(text[end:])


def without_readings(text: str) -> str:
    """The letters alone: for paper, for comparing, for looking up."""
    return "".join(part.base for part in parts(text)) if "《" in text else text


def as_read(text: str) -> str:
    """What a voice says: the readings in the place of their kanji."""
    return "".join(part.reading or part.base for part in parts(text)) if "《" in text else text


def unread(text: str) -> list[str]:
    """Runs of kanji that carry no reading, in their order."""
    return [
        run for part in parts(text) if not part.reading for run in _KANJI_RUN.findall(part.base)
    ]
