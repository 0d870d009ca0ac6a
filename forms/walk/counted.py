"""How many screens people see: exact, from the walk's graph and a population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.walk.fold import Rules, fold, lengths
from forms.walk.graph import Graph
from forms.walk.parts import Late
from forms.walk.population import Kind, Population
from forms.walk.screens import Grouping, Screens
from forms.walk.walker import alone, walk


def counted(graph: Graph, population: Population) -> tuple[Screens, list[Grouping]]:
    """The distribution over everybody, and what asking neighbours on one screen would save, most first."""
    points = _Points.of(graph)
    total = np.zeros(points.many, complex)
    asked: dict[str, float] = defaultdict(float)
    for kind in population.kinds:
        chances = _Chances(graph, population, kind)
        found = fold(graph, chances.of, points.rules)
        total += kind.share * found.total
        waiting = {late: float(at[0].real) for late, at in found.waiting.items()}
        for node, share in chances.reached(waiting).items():
            asked[graph.nodes[node].need.question.id] += kind.share * share
    return Screens(points.shares(total), dict(asked)), points.groupings(total)


Values: TypeAlias = npt.NDArray[np.complex128]


@dataclass(frozen=True)
class _Points:
    """What screens are counted by: a journey is a product of a weight for each question that is asked,
    and the sum over all journeys is taken for several such weights at once.

    The first ``most // 2 + 1`` weigh every question alike, with the roots of unity of order ``most``: the sums are
    the Fourier transform of how many see how many.  Of the others each weighs the questions of one of ``without``
    nothing and any other 1: its sum is the share of people who see none of them.
    """

    most: int
    pairs: tuple[tuple[str, str], ...]
    without: tuple[frozenset[str], ...]
    weights: Mapping[str, Values]
    """Of each question, at every point."""

    @classmethod
    def of(cls, graph: Graph) -> _Points:
        pack, questions = graph.pack, graph.pack.events[graph.event].questions
        pairs = tuple(
            (one, other)
            for one, other in pairwise(questions)
            if pack.questions[one].group == pack.questions[other].group
        )
        singles = dict.fromkeys(question for pair in pairs for question in pair)
        without = (*(frozenset({each}) for each in singles), *map(frozenset, pairs))
        most = lengths(graph)[1] + 1
        roots = np.exp(-2j * np.pi * np.arange(most // 2 + 1) / most)
        weights = {
            question: np.concatenate([roots, [float(question not in silent) for silent in without]])
            for question in questions
        }
        return cls(most, pairs, without, weights)

    @property
    def many(self) -> int:
        """So many points."""
        return self.most // 2 + 1 + len(self.without)

    @property
    def rules(self) -> Rules[Values]:
        """Sums at all points."""
        return Rules(
            np.ones(self.many, complex),
            lambda question, ahead: self.weights[question] * ahead,
            lambda one, other: one * other,
            _mixed,
        )

    def shares(self, total: Values) -> tuple[float, ...]:
        """Of people, by how many questions they see."""
        found = np.fft.irfft(total[: self.most // 2 + 1], self.most)
        return tuple(float(share) for share in found)

    def groupings(self, total: Values) -> list[Grouping]:
        """Of each pair of neighbours."""
        seen = dict(zip(self.without, 1 - total[self.most // 2 + 1 :].real, strict=True))
        found = []
        for first, second in self.pairs:
            either = float(seen[frozenset({first, second})])
            both = float(seen[frozenset({first})] + seen[frozenset({second})]) - either
            found.append(Grouping(first, second, both, either - both))
        return sorted(found, key=lambda grouping: -grouping.saves)


def _mixed(parts: Sequence[tuple[float, Values]]) -> Values:
    """The sum of all, each by its chance."""
    (chance, first), *others = parts
    found = first if not others and chance == 1.0 else chance * first
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
        total += counted(graph, population)[0].mean
    return total


@dataclass
class _Chances:
    """Chances of people of one kind along the graph."""

    graph: Graph
    population: Population
    kind: Kind

    def __post_init__(self) -> None:
        self._known: dict[int, tuple[float, ...]] = {}

    def of(self, number: int) -> tuple[float, ...]:
        """The chance of each branch of a node."""
        found = self._known.get(number)
        if found is None:
            node = self.graph.nodes[number]
            answers = [branch.answer for branch in node.branches]
            found = self.population.chances(self.kind, answers, node.context)
            self._known[number] = found
        return found

    def reached(self, late: Mapping[Late, float]) -> Mapping[int, float]:
        """The chance of coming to each node; ``late``: of what waits when the parts have ended."""
        reached: dict[int, float] = defaultdict(float)
        for waiting, share in late.items():
            for number in self.graph.ends[waiting].nodes:
                reached[number] += share
        for number in self.graph.first.nodes:
            reached[number] += 1.0
        for number in reversed(self.graph.order):
            for branch, chance in zip(
                self.graph.nodes[number].branches, self.of(number), strict=True
            ):
                for target in branch.reached.nodes:
                    reached[target] += reached[number] * chance
        return reached
