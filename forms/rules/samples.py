"""Values of facts that rules can tell apart, to try every outcome of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product
from random import Random
from typing import Final

from forms.facts.values import FactId, Value
from forms.rules.calendar import years_after
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome
from forms.rules.rule import TODAY, Rule
from forms.rules.syntax import Literal, Node, children

_MOST: Final = 20_000
"""Combinations tried one by one; of more, so many are drawn."""
_HIGHEST: Final = 999_999_999
"""Of a count or of money without limits."""
_DAY: Final = timedelta(days=1)


def literals(node: Node) -> Iterator[Value]:
    """Every constant in ``node``."""
    if isinstance(node, Literal):
        yield node.value
    for part in children(node):
        yield from literals(part)


def counts(rules: Iterable[Rule], limits: tuple[int, int] | None) -> tuple[int, ...]:
    """Counts at, just under and just over each number of the rules, within ``limits``."""
    low, high = limits if limits is not None else (0, _HIGHEST)
    near = {n + step for n in _numbers(rules) for step in (-1, 0, 1)} | {low}
    return tuple(sorted(n for n in near if low <= n <= high))


def days(rules: Iterable[Rule], around: Iterable[date], *, ahead: bool = False) -> tuple[date, ...]:
    """Each day of ``around``, and the days a rule's number of years before it, give or take one.

    ``ahead``: after it too, for the day that an age is reached on.
    """
    found = set(around)
    for day in tuple(found):
        for years in _numbers(rules):
            for way in (-years, years) if ahead else (-years,):
                if 0 < years < 130 and date.min.year + 1 < day.year + way < date.max.year:
                    there = years_after(day, way)
                    found |= {there + step * _DAY for step in (-2, -1, 0, 1, 2)}
    return tuple(sorted(found))


def combinations(
    choices: Mapping[FactId, Sequence[Value]], most: int = _MOST
) -> Iterator[dict[FactId, Value]]:
    """Every way to choose a value for each fact, or ``most`` drawn ones where there are more."""
    many = 1
    for values in choices.values():
        many *= len(values)
    if many <= most:
        for chosen in product(*choices.values()):
            yield dict(zip(choices, chosen, strict=True))
        return
    draw = Random(140)  # noqa: S311 - which ones are tried must be the same each time
    for _ in range(most):
        yield {fact: draw.choice(values) for fact, values in choices.items()}


def outcomes(rule: Rule, choices: Mapping[FactId, Sequence[Value]], today: date) -> set[Value]:
    """What a rule without unknowns comes to; ends early when a rule of yes and no gave both."""
    found: set[Value] = set()
    for chosen in combinations(choices):
        outcome = rule.evaluate(_lookup({**chosen, TODAY: today}))
        assert isinstance(outcome, Decided)
        found.add(outcome.value)
        if found == {True, False}:
            break
    return found


def _lookup(values: Mapping[FactId, Value]) -> Lookup:
    def look(name: FactId) -> Outcome:
        return Decided(values[name], (name,))

    return look


def _numbers(rules: Iterable[Rule]) -> set[int]:
    return {n for rule in rules for n in literals(rule.node) if type(n) is int}
