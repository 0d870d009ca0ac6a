"""Sums over every journey of a graph, without going through each: parts are taken together at the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from forms.walk.graph import Graph, Reached, targets
from forms.walk.parts import Late, Part

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
    """The sum over every journey of a finished graph.  What is ahead of a node is let go with its last parent."""
    folder = _Folder(rules, {}, {})
    parents = Counter(target for number in graph.order for target in targets(graph, number))
    begins = {*graph.first.nodes}.union(*(reached.nodes for reached in graph.ends.values()))
    for number in graph.order:
        node = graph.nodes[number]
        rows: dict[int, list[tuple[float, float, Sum]]] = defaultdict(list)
        for branch, chance in zip(node.branches, chances(number), strict=True):
            if chance:
                for late, (share, found) in folder.after(branch.reached).items():
                    rows[late].append((chance, share, found))
        folder.ahead[number] = {
            late: (share, rules.asked(node.need.question.id, found))
            for late, (share, found) in _each(rules, rows).items()
        }
        for target in targets(graph, number):
            parents[target] -= 1
            if not parents[target] and target not in begins:
                del folder.ahead[target]
    whole = folder.after(graph.first)
    sets = {folder.set_of(late): late for late in graph.ends}
    ends: list[tuple[float, Sum]] = []
    for late, (share, found) in whole.items():
        for _, more in folder.after(graph.ends[sets[late]]).values():
            ends.append((share, rules.together(found, more)))
    return Folded(rules.mixed(ends), {sets[late]: share for late, (share, _) in whole.items()})


def _each(
    rules: Rules[Sum], rows: Mapping[int, Sequence[tuple[float, float, Sum]]]
) -> dict[int, tuple[float, Sum]]:
    """Of each thing that may wait: its chance, and the sum over what leads there."""
    found = {}
    for late, parts in rows.items():
        whole = sum(chance * share for chance, share, _ in parts)
        mixed = [(chance * share / whole, each) for chance, share, each in parts]
        found[late] = whole, rules.mixed(mixed)
    return found


@dataclass(frozen=True)
class _Folder(Generic[Sum]):
    """``ahead``: of each node, the chance and the sum for each set of what may wait at its end.

    Such a set is a number, a bit for each part (``bits``): there are thousands of sets.
    """

    rules: Rules[Sum]
    ahead: dict[int, dict[int, tuple[float, Sum]]]
    bits: dict[Part, int]

    def set_of(self, late: Late) -> int:
        """As a number."""
        return sum(self.bits.setdefault(part, 1 << len(self.bits)) for part in late)

    def after(self, reached: Reached) -> dict[int, tuple[float, Sum]]:
        """Over all parts that an answer leads to."""
        found = {self.set_of(reached.late): (1.0, self.rules.nothing)}
        for number in reached.nodes:
            rows: dict[int, list[tuple[float, float, Sum]]] = defaultdict(list)
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

    def evenly(number: int) -> Sequence[float]:
        branches = graph.nodes[number].branches
        return [1 / len(branches)] * len(branches)

    return fold(graph, evenly, rules).total
