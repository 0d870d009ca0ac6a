"""Sums over every journey of a graph, without going through each: parts are taken together at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from forms.walk.ends import LateSets, last_parents
from forms.walk.graph import Graph, Reached
from forms.walk.parts import Late

Sum = TypeVar("Sum")
Chances = Callable[[int], Sequence[float]]
"""The chance of each answer at a node."""


@dataclass(frozen=True)
class Rules(Generic[Sum]):
    """How sums over journeys are made.

    ``nothing``: of the journey without a question.  ``asked``: with a question before.  ``together``: of
    two parts that know nothing of each other.  ``mixed``: of what answers lead to, each with its chance.
    """

    nothing: Sum
    asked: Callable[[str, Sum], Sum]
    together: Callable[[Sum, Sum], Sum]
    mixed: Callable[[Sequence[tuple[float, Sum]]], Sum]


@dataclass(frozen=True)
class Folded(Generic[Sum]):
    """``total``: over all journeys.  ``waiting``: over those to where all parts have ended, by what waits there."""

    total: Sum
    waiting: Mapping[Late, Sum]


def fold(graph: Graph, chances: Chances, rules: Rules[Sum]) -> Folded[Sum]:
    """The sum over every journey of a finished graph.  Answers without a chance count for nothing."""
    folder = _Folder(rules, LateSets(), {})
    for number, let_go in last_parents(graph, graph.order).items():
        node = graph.nodes[number]
        rows: dict[int, list[tuple[float, Sum]]] = defaultdict(list)
        for branch, chance in zip(node.branches, chances(number), strict=True):
            if chance:
                for late, found in folder.after(branch.reached).items():
                    rows[late].append((chance, found))
        folder.ahead[number] = {
            late: rules.asked(node.need.question.id, rules.mixed(found))
            for late, found in rows.items()
        }
        for target in let_go:
            del folder.ahead[target]
    whole = folder.after(graph.first)
    waiting = {folder.sets.number(late): late for late in graph.ends}
    ends = [
        (1.0, rules.together(found, more))
        for late, found in whole.items()
        for more in folder.after(graph.ends[waiting[late]]).values()
    ]
    return Folded(rules.mixed(ends), {waiting[late]: found for late, found in whole.items()})


@dataclass(frozen=True)
class _Folder(Generic[Sum]):
    """``ahead``: of each node, the sum for each set of what may wait at its end."""

    rules: Rules[Sum]
    sets: LateSets
    ahead: dict[int, dict[int, Sum]]

    def after(self, reached: Reached) -> dict[int, Sum]:
        """Over all parts that an answer leads to."""
        found = {self.sets.number(reached.late): self.rules.nothing}
        for number in reached.nodes:
            rows: dict[int, list[tuple[float, Sum]]] = defaultdict(list)
            for late, before in found.items():
                for more, after in self.ahead[number].items():
                    rows[late | more].append((1.0, self.rules.together(before, after)))
            found = {late: self.rules.mixed(sums) for late, sums in rows.items()}
        return found


def lengths(graph: Graph) -> tuple[int, int]:
    """Screens of the shortest and of the longest journey; found once for each graph."""
    if graph.lengths is None:
        graph.lengths = _lengths(graph)
    return graph.lengths


def _lengths(graph: Graph) -> tuple[int, int]:
    rules = Rules[tuple[int, int]](
        (0, 0),
        lambda _, ahead: (1 + ahead[0], 1 + ahead[1]),
        lambda one, other: (one[0] + other[0], one[1] + other[1]),
        lambda parts: (min(a for _, (a, _) in parts), max(b for _, (_, b) in parts)),
    )
    return fold(graph, lambda number: [1.0] * len(graph.nodes[number].branches), rules).total
