"""Where the rules draw their lines among days and counts."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property, partial
from itertools import pairwise
from typing import Final, TypeAlias

from forms.catalogue.model import AskedBy, EventSpec, Pack
from forms.facts.lists import list_of, of_every_item, parts
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, Source, Value
from forms.journey.resolve import Resolver
from forms.rules.evaluate import evaluate
from forms.rules.outcome import Decided
from forms.rules.rule import TODAY, Rule
from forms.rules.samples import counts, days
from forms.rules.syntax import COMPARISON, Call, Field, Node, children, names, wherever

MEASURED: Final = (FactType.DATE, FactType.COUNT, FactType.MONEY)
"""Types whose values lie in a row."""
_ORDERS: Final = COMPARISON - {"_==_", "_!=_"}
Measure: TypeAlias = date | int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days or counts from ``first`` to ``last`` (included) that every comparison takes alike."""

    first: Measure
    last: Measure


@dataclass(frozen=True, slots=True)
class _Lines:
    """What draws lines among the values of one fact.

    ``steady``: comparisons of measures alone that change at most once from the least value to the
    greatest.  ``others``: those that may change oftener.  ``rules``: where the numbers stand.
    ``beside``: facts that have a say in where the lines are.
    """

    steady: tuple[Node, ...]
    others: tuple[Node, ...]
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
            found = [
                node
                for node in _comparisons(rule.node)
                if self._is_measured(node, affected) and _is_about(node, fact)
            ]
            found = [wherever(node) for node in found]  # several rules say the same
            comparisons |= dict.fromkeys(found)
            rules += [rule] if found else []
        steady = tuple(node for node in comparisons if self._is_steady(node, fact))
        others = tuple(node for node in comparisons if node not in steady)
        return _Lines(steady, others, (*rules,), self._behind(comparisons))

    def _is_steady(self, node: Node, fact: FactId) -> bool:
        """Whether ``node`` is an order that ``fact`` has one say in: terms and ages go one way only."""
        return (
            isinstance(node, Call) and node.function in _ORDERS and self._goes_one_way(node, fact)
        )

    def _goes_one_way(self, node: Node, fact: FactId) -> bool:
        has_say = [n.id for n in names(node) if n.id != TODAY and n.id in self.pack.affected[fact]]
        if len(has_say) != 1 or has_say == [fact]:
            return len(has_say) <= 1
        spec = self.pack.facts[has_say[0]]
        ways = [way for way in spec.derive if way.when is None and way.chosen is None]
        return (
            spec.applies is None
            and spec.asked_by is AskedBy.NOBODY
            and len(ways) == len(spec.derive) == 1
            and self._goes_one_way(ways[0].value.node, fact)
        )

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

        @cache
        def resolver(value: int) -> Resolver:
            known = Known(measure(value), Source.CITIZEN)
            return Resolver(self.pack, {**told, fact: known}, self.today, self.event.says)

        def said(node: Node, value: int) -> Value | None:
            return _said(node, resolver(value), (parts(fact) or ("", "", ""))[1])

        found = {tried[0]}
        for node in lines.steady:
            found.update(_changes(tried[0], tried[-1], partial(said, node)))
        for node in lines.others:
            for a, b in pairwise(tried):
                found.update(_changes(a, b, partial(said, node)))
        for first, after in pairwise([*sorted(found), tried[-1] + 1]):
            yield Stretch(measure(first), measure(after - 1))


def _changes(before: int, after: int, said: Callable[[int], Value | None]) -> Iterator[int]:
    """Values up to ``after`` that are taken otherwise than the one just before them."""
    if said(before) == said(after):
        return
    if after == before + 1:
        yield after
        return
    middle = (before + after) // 2
    yield from _changes(before, middle, said)
    yield from _changes(middle, after, said)


def _said(node: Node, resolver: Resolver, item: str) -> Value | None:
    """What is decided; of an item's facts, about that one."""
    outcome = evaluate(node, resolver.lookup, dict.fromkeys(_variables(node), item))
    return outcome.value if isinstance(outcome, Decided) else None


def _is_about(node: Node, fact: FactId) -> bool:
    """Whether ``fact`` is the only one meant: of a comparison about each of a list, those of an item."""
    return all(name.list == list_of(fact) for name in names(node) if isinstance(name, Field))


@cache
def _variables(node: Node) -> tuple[str, ...]:
    return tuple({name.variable for name in names(node) if isinstance(name, Field)})


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
