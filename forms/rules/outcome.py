"""What a rule comes to: decided, or unknown with the facts that it waits for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from forms.facts.values import FactId, Value

_NONE: frozenset[FactId] = frozenset()


@dataclass(frozen=True, slots=True)
class Decided:
    """A value, and the facts without which it would not be decided (in the order of the rule)."""

    value: Value
    because: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not decided.

    ``waiting``: facts not yet asked that may decide it.  ``unsure``: facts answered with
    わからない, declined or not applicable.  ``live``: known facts that the rest of the rule still
    depends on.  ``because``: known facts without which the rule might be decided otherwise.  When
    ``waiting`` is empty no further question helps.
    """

    waiting: frozenset[FactId] = _NONE
    unsure: frozenset[FactId] = _NONE
    live: frozenset[FactId] = _NONE
    because: tuple[FactId, ...] = ()

    def joined(self, other: Unknown) -> Unknown:
        """Unknown for both reasons."""
        return Unknown(
            self.waiting | other.waiting,
            self.unsure | other.unsure,
            self.live | other.live,
            merged(self.because, other.because),
        )

    def given(self, because: tuple[FactId, ...]) -> Unknown:
        """Unknown still, after ``because`` were taken into account."""
        return self.joined(Unknown(because=because))


Outcome: TypeAlias = Decided | Unknown


def merged(*because: tuple[FactId, ...]) -> tuple[FactId, ...]:
    """Facts of several reasons, each once, in order."""
    return tuple(dict.fromkeys(fact for part in because for fact in part))
