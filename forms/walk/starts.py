"""Where journeys start: with no card, or with what a card gives."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from forms.catalogue.model import Pack
from forms.facts.values import FactId, Facts, FactState, Known, Source, Value
from forms.rules.calendar import years_after
from forms.walk.answers import ANY_TEXT

AGE: Final = 85
"""Years of a card's owner.  Other days are tried against the birth, so that one age stands for all."""


def starts(pack: Pack, event: str, today: date) -> Mapping[str, Facts]:
    """Facts given before the first question, by name: ``no card``, and a card of each subject."""
    birth = years_after(today, -AGE)
    cards = {f"card of {s}": _card(pack, s, birth) for s in pack.events[event].subjects}
    return {"no card": {}, **cards}


def _card(pack: Pack, subject: str, birth: date) -> dict[FactId, FactState]:
    """The four facts of 券面事項入力補助."""
    values: dict[str, Value] = {
        "name": ANY_TEXT,
        "address": ANY_TEXT,
        "birth": birth,
        "sex": "female",
    }
    return {
        f"{subject}.{part}": Known(value, Source.CARD)
        for part, value in values.items()
        if f"{subject}.{part}" in pack.facts
    }
