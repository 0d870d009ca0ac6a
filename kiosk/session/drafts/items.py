"""A list of persons or things: those so far, one more, one less."""

from __future__ import annotations

from dataclasses import dataclass

from forms.facts.values import FactId
from kiosk.session.drafts.instead import Instead


@dataclass(frozen=True, slots=True)
class ListDraft:
    """``removing``: the item whose けす was touched; it goes when that is confirmed."""

    fact: FactId
    items: tuple[str, ...]
    removing: str | None = None
    instead: Instead | None = None
