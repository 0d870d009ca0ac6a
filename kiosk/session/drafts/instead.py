"""What may be said instead of an answer: わからない, or 言いたくない."""

from __future__ import annotations

from enum import StrEnum

from forms.facts.values import Declined, DontKnow, FactState


class Instead(StrEnum):
    """The values are the arguments of their keys."""

    DONT_KNOW = "dont_know"
    DECLINE = "decline"

    @property
    def state(self) -> FactState:
        """What it makes of a fact."""
        return DontKnow() if self is Instead.DONT_KNOW else Declined()


def instead_of(state: FactState | None) -> Instead | None:
    """What was said instead, if anything was."""
    if isinstance(state, DontKnow):
        return Instead.DONT_KNOW
    return Instead.DECLINE if isinstance(state, Declined) else None
