"""How many screens people see: exact, from the walk's graph and a population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.walk.fold import ONE, Folded, Rules, fold
from forms.walk.graph import Graph, Reached
from forms.walk.parts import Late
from forms.walk.population import Kind, Population
from forms.walk.screens import Grouping, Screens
from forms.walk.several import several
from forms.walk.walker import alone, walk

_AT_ONCE: Final = 4
"""So many kinds of people are summed over at once.  Of the whole okuyami over a million sums are held at a time."""


Values: TypeAlias = npt.NDArray[np.complex128]
"""A row for each kind of people, a column for each point."""
Shares: TypeAlias = npt.NDArray[np.float64]
"""A row for each kind of people."""
Weights: TypeAlias = Mapping[str, Values]
"""Of each question, at several points.

A journey is the product of the weights of its questions; the sum over all journeys is taken at all points at once.
"""


def counted(graph: Graph, population: Population) -> Screens:
    """The distribution over everybody.

    Each question weighs the same, at each of the roots of unity: the sums are the Fourier transform of how many
    people see how many questions.
    """
    most = _no_more_than(graph) + 1
    roots = np.exp(-2j * np.pi * np.arange(most // 2 + 1) / most)
    total = np.zeros(len(roots), complex)
    asked: dict[str, float] = defaultdict(float)
    weights = dict.fromkeys(graph.pack.events[graph.event].questions, roots)
    for chances, found in _folded(graph, population, weights):
        total += chances.shares @ found.total
        waiting = {late: at[:, :1].real for late, at in found.waiting.items()}
        for node, share in chances.reached(waiting).items():
            asked[graph.nodes[node].need.question.id] += float((chances.shares @ share)[0])
    return Screens(tuple(map(float, np.fft.irfft(total, most))), dict(asked))


def groupings(graph: Graph, population: Population) -> list[Grouping]:
    """What asking neighbours of one group on one screen would save, most first.

    At each point some questions weigh nothing and the others 1: the sum is the share of people who see none of them.
    """
    pack, questions = graph.pack, graph.pack.events[graph.event].questions
    pairs = [
        (one, other)
        for one, other in pairwise(questions)
        if pack.questions[one].group == pack.questions[other].group
    ]
    singles = dict.fromkeys(question for pair in pairs for question in pair)
    without = [*(frozenset({each}) for each in singles), *map(frozenset, pairs)]
    weights = {q: np.array([complex(q not in silent) for silent in without]) for q in questions}
    total = np.zeros(len(without))
    for chances, summed in _folded(graph, population, weights):
        total += chances.shares @ summed.total.real
    seen = dict(zip(without, 1 - total, strict=True))
    found = []
    for first, second in pairs:
        either = float(seen[frozenset({first, second})])
        both = float(seen[frozenset({first})] + seen[frozenset({second})]) - either
        found.append(Grouping(first, second, both, either - both))
    return sorted(found, key=lambda grouping: -grouping.saves)


def _folded(
    graph: Graph, population: Population, weights: Weights
) -> Iterator[tuple[_Chances, Folded[Values]]]:
    """The sums over all journeys, for some kinds of people after the others."""
    rules = Rules[Values](
        np.ones((1, len(next(iter(weights.values())))), complex),
        lambda question, ahead: weights[question] * ahead,
        lambda one, other: one * other,
        _mixed,
    )
    apart = cache(lambda number: several(graph.nodes[number]))
    for first in range(0, len(population.kinds), _AT_ONCE):
        chances = _Chances(graph, population, population.kinds[first : first + _AT_ONCE])
        yield chances, fold(graph, chances.of, rules, apart)


def _no_more_than(graph: Graph) -> int:
    """Questions of a journey, at most: parts are taken together though some may never meet."""
    longest: dict[int, int] = {}

    def of(reached: Reached) -> int:
        return sum(longest[number] for number in reached.nodes)

    for number in graph.order:
        longest[number] = 1 + max(of(branch.reached) for branch in graph.nodes[number].branches)
    return of(graph.first) + max(map(of, graph.ends.values()))


def _mixed(parts: Sequence[tuple[Any, Values]]) -> Values:
    """The sum of all, each by its chance."""
    (chance, first), *others = parts
    found = first if not others and chance is ONE else chance * first
    for chance, each in others:
        found = found + chance * each
    return found


def one_by_one(pack: Pack, event: str, start: Facts, population: Population) -> float:
    """Screens on average if each procedure asked all that it needs by itself, with what the
    submission carries, and nothing were shared."""
    spec = pack.events[event]
    total = 0.0
    for procedure in spec.procedures:
        graph = walk(alone(pack, event, procedure), event, start, population.today, sets=True)
        total += counted(graph, population).mean
    return total


@dataclass
class _Chances:
    """Chances of people of several kinds along the graph."""

    graph: Graph
    population: Population
    kinds: tuple[Kind, ...]

    def __post_init__(self) -> None:
        self._known: dict[int, list[Shares | None]] = {}
        self.shares = np.array([kind.share for kind in self.kinds])

    def of(self, number: int) -> Sequence[Shares | None]:
        """The chances of each branch of a node; ``None``: nobody's."""
        if number not in self._known:
            node = self.graph.nodes[number]
            answers = [branch.answer for branch in node.branches]
            rows = [self.population.chances(kind, answers, node.context) for kind in self.kinds]
            found = np.array(rows).T[:, :, None]
            self._known[number] = [each if each.any() else None for each in found]
        return self._known[number]

    def reached(self, late: Mapping[Late, Shares]) -> Mapping[int, Shares]:
        """The chance of coming to each node; ``late``: of what waits when the parts have ended."""
        reached: dict[int, Shares] = defaultdict(lambda: np.zeros((len(self.kinds), 1)))
        for waiting, share in late.items():
            for number in self.graph.ends[waiting].nodes:
                reached[number] = reached[number] + share
        for number in self.graph.first.nodes:
            reached[number] = reached[number] + 1.0
        for number in reversed(self.graph.order):
            here = reached[number]
            for branch, chance in zip(
                self.graph.nodes[number].branches, self.of(number), strict=True
            ):
                if chance is not None:
                    for target in branch.reached.nodes:
                        reached[target] = reached[target] + here * chance
        return reached
