"""Several choices: each is taken and given back on its own; どれもない and わからない stand apart."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from forms.facts.values import FactId
from kiosk.session.drafts.instead import Instead

NONE = "none_of_these"


@dataclass(frozen=True, slots=True)
class ChoicesDraft:
    """``selected`` of ``values``; ``none``: どれもない was touched, for nothing touched is no answer."""

    fact: FactId
    values: tuple[str, ...]
    selected: frozenset[str] = field(default=frozenset(), repr=False)
    none: bool = False
    instead: Instead | None = None

    @property
    def chosen(self) -> tuple[str, ...]:
        """In the declared order."""
        return tuple(value for value in self.values if value in self.selected)


def toggle(draft: ChoicesDraft, value: str) -> ChoicesDraft:
    """Take ``value`` or give it back; どれもない empties the rest."""
    if value == NONE:
        return replace(draft, selected=frozenset(), none=not draft.none, instead=None)
    if value not in draft.values:
        return draft
    return replace(draft, selected=draft.selected ^ {value}, none=False, instead=None)
