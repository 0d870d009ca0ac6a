"""What the clerk is told of the card: per fact its file, what opened it, whether it was checked."""

from __future__ import annotations

from typing import Any

from cardreader.cards.verified_read import Value, VerifiedRecord
from forms.facts.values import FactId, Facts, Known, Source
from kiosk.session.visit import Visit, Whose
from sync.envelope.submission import CardProvenance, CardValue


def card_provenance(visit: Visit, submitted: Facts) -> tuple[CardProvenance, ...]:
    """One for each confirmed card that gave a fact of ``submitted``, the visitor's first."""
    each = (_provenance(visit, whose, submitted) for whose in Whose)
    return tuple(one for one in each if one is not None)


def _provenance(visit: Visit, whose: Whose, submitted: Facts) -> CardProvenance | None:
    card = visit.cards.get(whose)
    if card is None:
        return None
    values = {
        fact: CardValue(
            value.file, value.credential.value, value.check.verdict.value, value.check.reason.value
        )
        for fact, value in _values(card, whose).items()
        if isinstance(state := submitted.get(fact), Known) and state.source is Source.CARD
    }
    if not values:
        return None
    return CardProvenance(
        values,
        card.clone.value,
        None if card.expiry is None else card.expiry.value,
        "" if card.municipality is None else card.municipality.value,
    )


def _values(card: VerifiedRecord, whose: Whose) -> dict[FactId, Value[Any]]:
    named: dict[str, Value[Any]] = {
        "name": card.name,
        "address": card.address,
        "birth": card.birth,
        "sex": card.sex,
    }
    return {f"{whose.value}.{name}": value for name, value in named.items()}
