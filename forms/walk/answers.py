"""What may be answered to a question: a value of each kind that some rule can tell from the others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TypeAlias

from forms.catalogue.model import EventSpec, FactSpec, Pack
from forms.facts.lists import items_of, of_every_item
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    Source,
    Value,
)
from forms.journey.moment import QuestionNeed
from forms.rules.rule import Rule
from forms.rules.samples import counts, days

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
    """Answers of one event.  ``unsure``: わからない is one of them where the screen has that key."""

    pack: Pack
    event: EventSpec
    today: date
    unsure: bool = True

    def to(self, need: QuestionNeed, given: Facts) -> Iterator[Answer]:
        """Every answer, after ``given``; a screen of several texts is filled or not as a whole.

        わからない to a list that has items is left out: it would lose them (docs/journey.md).
        """
        first, *rest = need.facts
        for value in self.values(first, given):
            yield (
                (first, Known(value, Source.CITIZEN)),
                *((f, Known(self.values(f, given)[0], Source.CITIZEN)) for f in rest),
            )
        begun = any(items_of(given, fact) for fact in need.facts)
        if self.unsure and need.question.dont_know and not begun:
            yield tuple((fact, DontKnow()) for fact in need.facts)
        if self.unsure and need.question.decline:
            yield tuple((fact, Declined()) for fact in need.facts)

    def values(self, fact: FactId, given: Facts) -> tuple[Value, ...]:
        """Values of ``fact`` on both sides of each limit that its rules set, after ``given``."""
        match self.pack.facts[fact]:
            case FactSpec(type=FactType.YES_NO):
                return (True, False)
            case FactSpec(type=FactType.CHOICE, values=values):
                return values
            case FactSpec(type=FactType.CHOICES, values=values):
                return (values, *((value,) for value in values), ())
            case FactSpec(type=FactType.COUNT | FactType.MONEY, limits=limits):
                return counts(self._rules(fact), limits)
            case FactSpec(type=FactType.LIST):
                return lists(items_of(given, fact))
            case FactSpec(type=FactType.ITEM, of=over):
                return items_of(given, over or "")
            case FactSpec(type=FactType.DATE):
                return self._days(fact, given)
            case FactSpec(type=FactType.DIGITS, digits=digits):
                return (ANY_DIGIT * (digits or 8),)
            case _:
                return (ANY_TEXT,)

    def _days(self, fact: FactId, given: Facts) -> tuple[date, ...]:
        """Days counted from today and from each day that a rule holds against this one."""
        rules = self._rules(fact)
        if not rules:
            return (self.today,)
        beside = frozenset[FactId]().union(*(rule.facts for rule in rules))
        around = {
            state.value
            for other, state in given.items()
            if isinstance(state, Known)
            and isinstance(state.value, date)
            and not beside.isdisjoint(self.pack.affected[of_every_item(other)])
        }
        return days(rules, around | {self.today}, ahead=True)

    def _rules(self, fact: FactId) -> tuple[Rule, ...]:
        """Rules that decide something by ``fact``, under whatever name."""
        if fact not in self._found:
            names = self.pack.affected[of_every_item(fact)]
            self._found[fact] = tuple(r for r in self._deciding if not names.isdisjoint(r.facts))
        return self._found[fact]

    @cached_property
    def _found(self) -> dict[FactId, tuple[Rule, ...]]:
        return {}

    @cached_property
    def _deciding(self) -> tuple[Rule, ...]:
        """Rules that say what is needed, what arises and what follows; not those of deadlines."""
        specs = [self.pack.procedures[procedure] for procedure in self.event.procedures]
        rules: list[Rule | None] = [rule for spec in specs for rule in spec.asking]
        for fact in self.pack.scope(self.event.id):
            found = self.pack.facts[fact]
            rules.append(found.applies)
            for derivation in found.derive:
                rules += [derivation.when, derivation.value]
        return tuple(rule for rule in rules if rule is not None)
