"""What a thief's search for names finds in stolen bytes, however they may be spelled there."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator

from forms.facts.values import Facts, Known

_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc-jp")
_LEAST_BASE64 = 8
"""Shorter pieces are in any 200 kB of sealed bytes by chance."""


def names_in(facts: Facts) -> frozenset[str]:
    """Every text of a person that a case holds, and the parts of it that tell as much."""
    texts = {
        state.value
        for state in facts.values()
        if isinstance(state, Known) and isinstance(state.value, str)
    }
    parts = {part for text in texts for part in text.split()}
    # Choices and other words of the program are ASCII letters; digits of a phone tell who it is.
    return frozenset(
        each for each in texts | parts if not each.isascii() or (each.isdigit() and len(each) > 6)
    )


def found(content: bytes, names: Iterable[str]) -> set[str]:
    """Those of ``names`` that are in ``content``."""
    return {
        name for name in names if any(spelling in content for spelling in set(_spellings(name)))
    }


def _spellings(name: str) -> Iterator[bytes]:
    plain = [name.encode(encoding, "ignore") for encoding in _ENCODINGS]
    plain += [json.dumps(name)[1:-1].encode(), name.replace("　", " ").encode()]
    for raw in plain:
        if len(raw) < 4:  # what an encoding does not know leaves too little
            continue
        yield raw
        yield from _hexadecimal(raw)
        for piece in _base64(raw):
            yield piece
            yield from _hexadecimal(piece)  # as a dump of binary columns spells base64


def _hexadecimal(raw: bytes) -> tuple[bytes, bytes]:
    return raw.hex().encode(), raw.hex().upper().encode()


def _base64(raw: bytes) -> Iterator[bytes]:
    """Wherever it may begin among the groups of three; without what its neighbours take part in."""
    for before in range(3):
        whole = base64.b64encode(b"\0" * before + raw)
        piece = whole[4 if before else 0 : -4 if (before + len(raw)) % 3 else None]
        if len(piece) >= _LEAST_BASE64:
            yield piece
