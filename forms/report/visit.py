"""A visit played without a screen: every question answered, by what somebody said or by what is usual."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import of_every_item
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, ItemList, Known, Source, Value
from forms.journey.journey import Journey, derive
from forms.journey.moment import QuestionNeed

USUAL: Final[dict[FactType, Value]] = {
    FactType.NAME: "見本　花子",
    FactType.KANA: "ミホン　ハナコ",
    FactType.ADDRESS: "見本県見本市本町一丁目2番3号",
    FactType.POSTCODE: "1000001",
    FactType.PHONE: "0312345678",
    FactType.TEXT: "見本",
    FactType.COUNT: 1,
    FactType.MONEY: 1000,
    FactType.YES_NO: True,
    FactType.CHOICES: (),
    FactType.LIST: ItemList(("a",), closed=True),
}
"""Answers to what nobody has told: of people who know what they are asked."""
YEARS: Final = 60
"""Of whoever's day of birth nobody has told."""
CARD: Final = ("name", "address", "birth", "sex")
"""What 券面事項入力補助 gives."""


@dataclass(frozen=True, slots=True)
class Visit:
    """``questions``: the screens that were asked, in order."""

    journey: Journey
    questions: tuple[str, ...]


def visit(pack: Pack, event: str, said: Facts, today: date, *, card_of: str | None = None) -> Visit:
    """Everything asked and answered.  ``said`` answers when it is asked, わからない too.

    What the clerk or a register gave is there from the start, and so is a card of ``card_of``.
    """
    start = {fact: s for fact, s in said.items() if s.source is not Source.CITIZEN}
    if card_of is not None:
        start |= dict(_card(pack, card_of, said, today))
    journey = derive(pack, event, start, today)
    asked: list[str] = []
    while (need := journey.next_question) is not None:
        asked.append(need.question.id)
        journey = journey.after(dict(_answers(pack, need, said, today)))
    return Visit(journey, tuple(asked))


def _card(pack: Pack, role: str, said: Facts, today: date) -> Iterator[tuple[FactId, FactState]]:
    for part in CARD:
        fact = f"{role}.{part}"
        state = said.get(fact)
        value = state.value if isinstance(state, Known) else usual(pack.facts[fact], today)
        yield fact, Known(value, Source.CARD)


def _answers(
    pack: Pack, need: QuestionNeed, said: Facts, today: date
) -> Iterator[tuple[FactId, FactState]]:
    for fact in need.facts:
        state = said.get(fact)
        yield fact, state or Known(usual(pack.facts[of_every_item(fact)], today), Source.CITIZEN)


def usual(spec: FactSpec, today: date) -> Value:
    """An answer to ``spec`` that most could give."""
    match spec:
        case FactSpec(typical=typical) if typical is not None and spec.type is not FactType.LIST:
            return typical
        case FactSpec(type=FactType.CHOICE, values=values):
            return values[0]
        case FactSpec(type=FactType.DIGITS, digits=digits):
            return "1" * (digits or 8)
        case FactSpec(type=FactType.DATE) if spec.id.endswith("birth"):
            return today - timedelta(days=round(365.25 * YEARS))
        case FactSpec(type=FactType.DATE):
            return today
        case FactSpec(type=FactType.ITEM):
            return "a"
    return USUAL[spec.type]
