"""Sums over every journey of a graph, without going through each: parts are taken together at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar

from forms.walk.ends import LateSets, last_parents
from forms.walk.graph import Graph, Node, Reached
from forms.walk.parts import Late

if TYPE_CHECKING:
    from forms.walk.several import Several

Sum = TypeVar("Sum")
Chance: TypeAlias = Any
"""What a sum can be multiplied with: a number, or one for each kind of people.  ``None``: never."""
ONE: Final = 1.0
"""Certainly."""
Chances = Callable[[int], Sequence[Chance]]
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
    mixed: Callable[[Sequence[tuple[Chance, Sum]]], Sum]


@dataclass(frozen=True)
class Folded(Generic[Sum]):
    """``total``: over all journeys.  ``waiting``: over those to where all parts have ended, by what waits there."""

    total: Sum
    waiting: Mapping[Late, Sum]


def fold(
    graph: Graph,
    chances: Chances,
    rules: Rules[Sum],
    several: Callable[[int], Several | None] = lambda _: None,
) -> Folded[Sum]:
    """The sum over every journey of a finished graph.

    ``several``: of each node its choices, to be summed apart; each is then made whatever else is chosen.
    """
    folder = _Folder(rules, LateSets(), {})
    for number, let_go in last_parents(graph, graph.order).items():
        node = graph.nodes[number]
        folder.ahead[number] = {
            late: rules.asked(node.need.question.id, found)
            for late, found in folder.through(node, chances(number), several(number)).items()
        }
        for target in let_go:
            del folder.ahead[target]
    whole = folder.after(graph.first)
    waiting = {folder.sets.number(late): late for late in graph.ends}
    ends = [
        (ONE, rules.together(found, more))
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

    def through(
        self, node: Node, chances: Sequence[Chance], several: Several | None
    ) -> dict[int, Sum]:
        """Over all answers to a node."""
        if several is None:
            branches = zip(node.branches, chances, strict=True)
            return self._mixed((c, self.after(b.reached)) for b, c in branches if c is not None)
        found = self.after(several.always)
        chosen = {bits: chances[at] for bits, at in several.sets.items() if chances[at] is not None}
        known = sum(chosen.values())
        for group in several.groups:
            shares = group.shares(chosen)
            leads = [(share / known, self.after(group.leads[bits])) for bits, share in shares]
            found = self._joined(found, self._mixed(leads))
        others = {*range(len(chances))} - {*several.sets.values()}
        rest = [(chances[at], self.after(node.branches[at].reached)) for at in others]
        return self._mixed([(known, found), *(each for each in rest if each[0] is not None)])

    def after(self, reached: Reached) -> dict[int, Sum]:
        """Over all parts that an answer leads to."""
        found = {self.sets.number(reached.late): self.rules.nothing}
        for number in reached.nodes:
            found = self._joined(found, self.ahead[number])
        return found

    def _joined(self, one: Mapping[int, Sum], other: Mapping[int, Sum]) -> dict[int, Sum]:
        rows: dict[int, list[tuple[Chance, Sum]]] = defaultdict(list)
        for (mine, before), (theirs, after) in product(one.items(), other.items()):
            rows[mine | theirs].append((ONE, self.rules.together(before, after)))
        return {late: self.rules.mixed(sums) for late, sums in rows.items()}

    def _mixed(self, ways: Iterable[tuple[Chance, Mapping[int, Sum]]]) -> dict[int, Sum]:
        rows: dict[int, list[tuple[Chance, Sum]]] = defaultdict(list)
        for chance, found in ways:
            for late, each in found.items():
                rows[late].append((chance, each))
        return {late: self.rules.mixed(sums) for late, sums in rows.items()}


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
