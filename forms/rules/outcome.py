"""What a rule comes to: decided, or unknown with the facts that it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import Final, TypeAlias

from forms.facts.values import FactId, Value

_NONE: frozenset[FactId] = frozenset()
OPEN: Final[frozenset[bool | None]] = frozenset({True, False})
NEVER: Final[frozenset[bool | None]] = frozenset({None})


@dataclass(frozen=True, slots=True)
class Decided:
    """A value, and the facts without which it would not be decided (in the order of the rule)."""

    value: Value
    because: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not decided.

    ``waiting``: facts not yet asked that may decide it; when empty no further question helps.
    ``unsure``: facts answered with わからない, declined or not applicable.  ``because``: known facts
    that have narrowed it.  ``possible``: what answers to ``waiting`` may still make of it (``None``:
    unknown for good); of a value that is no bool, both bools stand for "some value".
    """

    waiting: frozenset[FactId] = _NONE
    unsure: frozenset[FactId] = _NONE
    because: tuple[FactId, ...] = ()
    possible: frozenset[bool | None] = OPEN

    def joined(self, other: Unknown, possible: Iterable[bool | None]) -> Unknown:
        """Unknown for both reasons; what cannot be decided any more waits for nothing."""
        can_be = frozenset(possible)
        return Unknown(
            self.waiting | other.waiting if can_be != NEVER else _NONE,
            self.unsure | other.unsure,
            merged(self.because, other.because),
            can_be,
        )

    def given(self, because: tuple[FactId, ...]) -> Unknown:
        """Unknown still, after ``because`` were taken into account."""
        if not because or because == self.because:
            return self
        because = merged(self.because, because)
        return Unknown(self.waiting, self.unsure, because, self.possible)

    def possibly(self, possible: frozenset[bool | None]) -> Unknown:
        """Unknown still, with another idea of what it may become."""
        if possible == self.possible:
            return self
        return Unknown(self.waiting, self.unsure, self.because, possible)


def waiting_for(fact: FactId) -> Unknown:
    """``fact`` has not been asked."""
    return Unknown(waiting=frozenset({fact}))


def unsure_of(fact: FactId) -> Unknown:
    """``fact`` was asked and is not known, or cannot be asked."""
    return Unknown(unsure=frozenset({fact}), possible=NEVER)


Outcome: TypeAlias = Decided | Unknown


def merged(*because: tuple[FactId, ...]) -> tuple[FactId, ...]:
    """Facts of several reasons, each once, in order."""
    return tuple(dict.fromkeys(chain.from_iterable(because)))
