"""Where the rules draw their lines among days and counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from typing import Final, TypeAlias

from forms.catalogue.model import EventSpec, Pack
from forms.facts.lists import list_of, of_every_item, parts
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, Source
from forms.journey.resolve import Resolver
from forms.rules.evaluate import evaluate
from forms.rules.outcome import Decided
from forms.rules.rule import TODAY, Rule
from forms.rules.samples import counts, days
from forms.rules.syntax import COMPARISON, Call, Field, Node, children, names

MEASURED: Final = (FactType.DATE, FactType.COUNT, FactType.MONEY)
"""Types whose values lie in a row."""
Measure: TypeAlias = date | int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days or counts from ``first`` to ``last`` (included) that every comparison takes alike."""

    first: Measure
    last: Measure


@dataclass(frozen=True, slots=True)
class _Lines:
    """What draws lines among the values of one fact.

    ``comparisons``: of measures alone.  ``rules``: where the numbers stand.  ``beside``: facts that
    have a say in where the lines are.
    """

    comparisons: tuple[Node, ...]
    rules: tuple[Rule, ...]
    beside: frozenset[FactId]


@dataclass(frozen=True)
class Stretches:
    """The lines of one event, after what was answered so far.

    A line lies where a comparison changes: of an age, of one day with another, of a count.  While
    the other day is not known nothing is decided, so nothing is told apart; once it is, the lines of
    that other one are drawn against this one.
    """

    pack: Pack
    event: EventSpec
    today: date

    def of(self, fact: FactId, given: Facts) -> tuple[Stretch, ...]:
        """The stretches of a date, a count or money, from the earliest or least on."""
        declared = of_every_item(fact)
        if declared not in self._lines:
            self._lines[declared] = self._lines_of(declared)
        told = dict(_told(fact, given, self._lines[declared].beside))
        known = (fact, frozenset(told.items()))
        if known not in self._found:
            self._found[known] = tuple(self._drawn(fact, self._lines[declared], told))
        return self._found[known]

    @cached_property
    def _lines(self) -> dict[FactId, _Lines]:
        return {}

    @cached_property
    def _found(self) -> dict[Hashable, tuple[Stretch, ...]]:
        return {}

    def _lines_of(self, fact: FactId) -> _Lines:
        affected = self.pack.affected[fact]
        comparisons: dict[Node, None] = {}
        rules = []
        for rule in self._rules():
            found = [node for node in _comparisons(rule.node) if self._is_measured(node, affected)]
            comparisons |= dict.fromkeys(found)
            rules += [rule] if found else []
        return _Lines((*comparisons,), (*rules,), self._behind(comparisons))

    def _rules(self) -> Iterator[Rule]:
        """Rules that say what is needed, what arises and what follows."""
        for procedure in self.event.procedures:
            yield from self.pack.procedures[procedure].asking
        for fact in self.pack.scope(self.event.id):
            spec = self.pack.facts[fact]
            rules = [spec.applies, *(rule for d in spec.derive for rule in (d.when, d.value))]
            yield from (rule for rule in rules if rule is not None)

    def _is_measured(self, node: Node, affected: frozenset[FactId]) -> bool:
        named = {name.id for name in names(node)} - {TODAY}
        types = {self.pack.facts[name].type for name in named}
        return types <= {*MEASURED} and not affected.isdisjoint(named)

    def _behind(self, comparisons: Iterable[Node]) -> frozenset[FactId]:
        todo = [name.id for node in comparisons for name in names(node)]
        found: set[FactId] = set()
        while todo:
            fact = todo.pop()
            if fact not in found and fact != TODAY:
                found.add(fact)
                todo += self.pack.facts[fact].consulted
        return frozenset(found)

    def _drawn(self, fact: FactId, lines: _Lines, told: Facts) -> Iterator[Stretch]:
        spec = self.pack.facts[fact]
        measure: Callable[[int], Measure] = int
        tried: Sequence[int]
        if spec.type is FactType.DATE:
            measure = date.fromordinal
            others = [s.value for s in told.values() if isinstance(s, Known)]
            around = {day for day in others if isinstance(day, date)} | {self.today}
            tried = [day.toordinal() for day in days(lines.rules, around, ahead=True)]
        else:
            tried = counts(lines.rules, spec.limits)

        def said(value: int) -> Hashable:
            known = Known(measure(value), Source.CITIZEN)
            resolver = Resolver(self.pack, {**told, fact: known}, self.today)
            return _said(lines.comparisons, resolver, (parts(fact) or ("", "", ""))[1])

        found = [tried[0], *(f for a, b in pairwise(tried) for f in _changes(a, b, said))]
        for first, after in pairwise([*found, tried[-1] + 1]):
            yield Stretch(measure(first), measure(after - 1))


def _changes(before: int, after: int, said: Callable[[int], Hashable]) -> Iterator[int]:
    """Values up to ``after`` that are taken otherwise than the one just before them."""
    if said(before) == said(after):
        return
    if after == before + 1:
        yield after
        return
    middle = (before + after) // 2
    yield from _changes(before, middle, said)
    yield from _changes(middle, after, said)


def _said(comparisons: Iterable[Node], resolver: Resolver, item: str) -> Hashable:
    """What is decided; of an item's facts, about that one."""
    found = []
    for node in comparisons:
        about = {name.variable: item for name in names(node) if isinstance(name, Field)}
        outcome = evaluate(node, resolver.lookup, about)
        found.append(outcome.value if isinstance(outcome, Decided) else None)
    return tuple(found)


def _told(
    fact: FactId, given: Facts, beside: frozenset[FactId]
) -> Iterator[tuple[FactId, FactState]]:
    """What of ``given`` has a say in the lines of ``fact``: of items, its own only."""
    item = (parts(fact) or ("", "", ""))[1]
    for other, state in given.items():
        of = (parts(other) or ("", "", ""))[1]
        if other == list_of(fact) != fact or (
            other != fact and of in ("", item) and of_every_item(other) in beside
        ):
            yield other, state


def _comparisons(node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.function in COMPARISON:
        yield node
        return
    for part in children(node):
        yield from _comparisons(part)
