"""What may be answered to a question: a value of each kind that some rule can tell from the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import chain, combinations
from random import Random
from typing import TypeAlias

from forms.catalogue.model import EventSpec, FactSpec, Pack
from forms.facts.lists import items_of, unsure_answer
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    Source,
    Value,
)
from forms.journey.moment import QuestionNeed
from forms.walk.stretches import Stretch, Stretches

Answer: TypeAlias = tuple[tuple[FactId, FactState], ...]
"""What one screen gives."""

MOST_ITEMS = 2
"""More items than that behave as the second: rules ask for one, for all, or for how many."""
ANY_TEXT = "あ"
"""Stands for every name and address: no rule looks into those."""
ANY_DIGIT = "1"
"""Makes a number of any length, a ゆうちょ 記号 (which begins with it) and 番号 (which ends with it) too."""


def lists(items: tuple[str, ...]) -> tuple[ItemList, ...]:
    """What may become of a list: closed as it is, or one more item, of :data:`MOST_ITEMS`."""
    closed = ItemList(items, closed=True)
    if len(items) >= MOST_ITEMS:
        return (closed,)
    return (closed, ItemList((*items, "abcdefgh"[len(items)])))


@dataclass(frozen=True)
class Answers:
    """Answers of one event.  ``unsure``: わからない is one of them where the screen has that key.

    ``sets``: of several choices every set is one, not only none, each and all.
    """

    pack: Pack
    event: EventSpec
    today: date
    unsure: bool = True
    sets: bool = False

    def to(self, need: QuestionNeed, given: Facts) -> Iterator[Answer]:
        """Every answer, after ``given``; a screen of several texts is filled or not as a whole."""
        first, *rest = need.facts
        for value in self.values(first, given):
            yield (
                (first, Known(value, Source.CITIZEN)),
                *((f, Known(self.values(f, given)[0], Source.CITIZEN)) for f in rest),
            )
        if self.unsure and need.question.dont_know:
            yield tuple((fact, unsure_answer(fact, given)) for fact in need.facts)
        if self.unsure and need.question.decline:
            yield tuple((fact, Declined()) for fact in need.facts)

    def drawn(self, need: QuestionNeed, given: Facts, choose: Random) -> Answer:
        """One of the answers by chance; a day is any that no rule tells from the one tried."""
        answer = choose.choice(list(self.to(need, given)))
        return tuple((fact, self._moved(fact, state, given, choose)) for fact, state in answer)

    def _moved(self, fact: FactId, state: FactState, given: Facts, choose: Random) -> FactState:
        if not isinstance(state, Known) or not isinstance(state.value, date):
            return state
        for stretch in self.stretches.of(fact, given):
            first, last = stretch.first, stretch.last
            if isinstance(first, date) and isinstance(last, date) and first <= state.value <= last:
                days = choose.randint(0, (last - first).days)
                return Known(first + timedelta(days=days), state.source)
        return state

    def values(self, fact: FactId, given: Facts) -> tuple[Value, ...]:
        """Values of ``fact`` on both sides of each limit that its rules set, after ``given``."""
        match self.pack.facts[fact]:
            case FactSpec(type=FactType.YES_NO):
                return (True, False)
            case FactSpec(type=FactType.CHOICE, values=values):
                return values
            case FactSpec(type=FactType.CHOICES, values=values) if self.sets:
                sizes = range(len(values), -1, -1)
                return tuple(chain.from_iterable(combinations(values, size) for size in sizes))
            case FactSpec(type=FactType.CHOICES, values=values):
                return (values, *((value,) for value in values), ())
            case FactSpec(type=FactType.DATE | FactType.COUNT | FactType.MONEY):
                return tuple(self._standing_for(self.stretches.of(fact, given)))
            case FactSpec(type=FactType.LIST):
                return lists(items_of(given, fact))
            case FactSpec(type=FactType.ITEM, of=over):
                return items_of(given, over or "")
            case FactSpec(type=FactType.DIGITS, digits=digits):
                return (ANY_DIGIT * (digits or 8),)
            case _:
                return (ANY_TEXT,)

    @cached_property
    def stretches(self) -> Stretches:
        """Days and counts that no rule tells from each other."""
        return Stretches(self.pack, self.event, self.today)

    def _standing_for(self, stretches: tuple[Stretch, ...]) -> Iterator[Value]:
        """One of each, the one nearest to the next: of the first its last, of others their first."""
        first, *others = stretches
        if not others and isinstance(first.first, date):
            yield self.today  # no line, no matter
            return
        yield first.last
        yield from (stretch.first for stretch in others)
