"""Sums over every journey of a graph, without going through each: parts are taken together at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from forms.walk.graph import Graph, Reached
from forms.walk.parts import Late

Sum = TypeVar("Sum")
Chances = Callable[[int], Sequence[float]]
"""The chance of each answer at a node."""
Tally = Mapping[int, float]
"""Shares by a number."""


@dataclass(frozen=True)
class Rules(Generic[Sum]):
    """How sums over journeys are made.

    ``nothing``: where nothing is asked.  ``asked``: a question before.  ``together``: two parts that
    know nothing of each other.  ``mixed``: what answers lead to, each with its chance.
    """

    nothing: Sum
    asked: Callable[[str, Sum], Sum]
    together: Callable[[Sum, Sum], Sum]
    mixed: Callable[[Sequence[tuple[float, Sum]]], Sum]


@dataclass(frozen=True)
class Folded(Generic[Sum]):
    """``total``: over all journeys.  ``late``: the chance of what waits when the parts have ended."""

    total: Sum
    late: Mapping[Late, float]


def fold(graph: Graph, chances: Chances, rules: Rules[Sum]) -> Folded[Sum]:
    """The sum over every journey of a finished graph."""
    folder = _Folder(rules, {})
    for number in graph.order:
        node = graph.nodes[number]
        rows: dict[Late, list[tuple[float, float, Sum]]] = defaultdict(list)
        for branch, chance in zip(node.branches, chances(number), strict=True):
            if chance:
                for late, (share, found) in folder.after(branch.reached).items():
                    rows[late].append((chance, share, found))
        folder.ahead[number] = {
            late: (share, rules.asked(node.need.question.id, found))
            for late, (share, found) in _each(rules, rows).items()
        }
    ends: list[tuple[float, Sum]] = []
    for late, (share, found) in folder.after(graph.first).items():
        for _, (_, more) in folder.after(graph.ends[late]).items():
            ends.append((share, rules.together(found, more)))
    late_shares = {late: share for late, (share, _) in folder.after(graph.first).items()}
    return Folded(rules.mixed(ends), late_shares)


def _each(
    rules: Rules[Sum], rows: Mapping[Late, Sequence[tuple[float, float, Sum]]]
) -> dict[Late, tuple[float, Sum]]:
    """Of each thing that may wait: its chance, and the sum over what leads there."""
    found = {}
    for late, parts in rows.items():
        whole = sum(chance * share for chance, share, _ in parts)
        mixed = [(chance * share / whole, each) for chance, share, each in parts]
        found[late] = whole, rules.mixed(mixed)
    return found


@dataclass(frozen=True)
class _Folder(Generic[Sum]):
    """``ahead``: of each node, the chance and the sum for each thing that may wait at its end."""

    rules: Rules[Sum]
    ahead: dict[int, dict[Late, tuple[float, Sum]]]

    def after(self, reached: Reached) -> dict[Late, tuple[float, Sum]]:
        """Over all parts that an answer leads to."""
        found = {reached.late: (1.0, self.rules.nothing)}
        for number in reached.nodes:
            rows: dict[Late, list[tuple[float, float, Sum]]] = defaultdict(list)
            for late, (share, before) in found.items():
                for more, (chance, after) in self.ahead[number].items():
                    together = self.rules.together(before, after)
                    rows[late | more].append((share, chance, together))
            found = _each(self.rules, rows)
        return found


def tallies(mark: Callable[[str], int], join: Callable[[int, int], int]) -> Rules[Tally]:
    """Shares of journeys by what is made of a number for each question."""

    def asked(question: str, tally: Tally) -> Tally:
        number = mark(question)
        return _joined(tally, {number: 1.0}, join)

    def mixed(parts: Sequence[tuple[float, Tally]]) -> Tally:
        if len(parts) == 1:
            return parts[0][1]
        found: dict[int, float] = defaultdict(float)
        for chance, tally in parts:
            for number, share in tally.items():
                found[number] += chance * share
        return found

    return Rules({0: 1.0}, asked, lambda one, other: _joined(one, other, join), mixed)


def _joined(one: Tally, other: Tally, join: Callable[[int, int], int]) -> Tally:
    found: dict[int, float] = defaultdict(float)
    for number, share in one.items():
        for more, chance in other.items():
            found[join(number, more)] += share * chance
    return found


def lengths(graph: Graph) -> tuple[int, int]:
    """Screens of the shortest and of the longest journey."""
    rules = Rules[tuple[int, int]](
        (0, 0),
        lambda _, ahead: (1 + ahead[0], 1 + ahead[1]),
        lambda one, other: (one[0] + other[0], one[1] + other[1]),
        lambda parts: (min(a for _, (a, _) in parts), max(b for _, (_, b) in parts)),
    )

    def evenly(number: int) -> Sequence[float]:
        branches = graph.nodes[number].branches
        return [1 / len(branches)] * len(branches)

    return fold(graph, evenly, rules).total
