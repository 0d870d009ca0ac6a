"""``m.birth`` of an item, spelt for Google's compiler as the method call ``m.birth()``.

CEL can declare typed fields by protobuf messages only, and a map's fields would have no types: a
misspelt one would pass.  A method of a declared type is checked, name and type, with its place.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from forms.rules.syntax import ONLY_THESE, NotAllowedError

_MACRO: Final = re.compile(r"\.\s*(?:exists|all)\s*\(\s*([A-Za-z_]\w*)\s*,")
_OTHER_MACRO: Final = re.compile(r"\.\s*(?:exists_one|filter|map)\s*\(")
_QUOTED: Final = r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*\""""


@dataclass(frozen=True, slots=True)
class Spelled:
    """``text`` for the compiler, and how its places lie in the rule as it was ``written``."""

    text: str
    written: str
    calls: tuple[int, ...]
    """Where a ``()`` was put into ``text``."""

    def written_at(self, offset: int) -> int:
        """The place in ``written`` of a place in ``text``."""
        return offset - 2 * bisect_left(self.calls, offset)


def spelled(written: str, taken: Collection[str]) -> Spelled:
    """``written`` for the compiler.

    Raises :class:`NotAllowedError` for an item under a name that is ``taken`` by facts, and for
    CEL's other macros, which the compiler would only say of that an item has no methods.
    """
    if other := _OTHER_MACRO.search(written):
        raise NotAllowedError(ONLY_THESE, other.start() + 1)
    variables = set()
    for macro in _MACRO.finditer(written):
        if macro.group(1) in taken:
            said = f"{macro.group(1)!r} begins the name of a fact: call the item something else"
            raise NotAllowedError(said, macro.start(1))
        variables.add(macro.group(1))
    if not variables:
        return Spelled(written, written, ())
    names = "|".join(sorted(variables))
    field = re.compile(rf"{_QUOTED}|(?<![\w.])(?:{names})\s*\.\s*[A-Za-z_]\w*(?!\w|\s*\()")
    text, calls, done = "", [], 0
    for found in field.finditer(written):
        text += written[done : found.end()]
        done = found.end()
        if found.group()[0] not in "'\"":
            calls.append(len(text))
            text += "()"
    return Spelled(text + written[done:], written, tuple(calls))
