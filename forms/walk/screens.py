"""How many screens people see: exact, from the walk's graph and a population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import add, or_

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.walk.fold import fold, tallies
from forms.walk.graph import Graph, alone, walk
from forms.walk.parts import Late
from forms.walk.population import Kind, Population


@dataclass(frozen=True, slots=True)
class Screens:
    """``shares[n]``: the share of people who see n questions.  ``asked``: of each question."""

    shares: tuple[float, ...]
    asked: Mapping[str, float]

    @property
    def mean(self) -> float:
        """Questions, on average."""
        return sum(number * share for number, share in enumerate(self.shares))

    def percentile(self, part: float) -> int:
        """So many questions that ``part`` of the people see no more."""
        reached = 0.0
        for number, share in enumerate(self.shares):
            reached += share
            if reached >= part - 1e-12:
                return number
        return len(self.shares) - 1


@dataclass(frozen=True, slots=True)
class Grouping:
    """Two questions asked on one screen whenever one is needed: ``saves`` screens on average;
    a share of ``needless`` people would see a field that they need not fill."""

    first: str
    second: str
    saves: float
    needless: float


def screens(graph: Graph, population: Population) -> Screens:
    """The distribution over everybody."""
    shares: dict[int, float] = defaultdict(float)
    asked: dict[str, float] = defaultdict(float)
    counted = tallies(lambda _: 1, add)
    for kind in population.kinds:
        chances = _Chances(graph, population, kind)
        found = fold(graph, chances.of, counted)
        for number, share in found.total.items():
            shares[number] += kind.share * share
        for node, share in chances.reached(found.late).items():
            asked[graph.nodes[node].need.question.id] += kind.share * share
    return Screens(tuple(shares[n] for n in range(max(shares) + 1)), dict(asked))


def groupings(graph: Graph, population: Population) -> list[Grouping]:
    """What asking neighbours of one group on one screen would save, most first."""
    pack, event = graph.pack, graph.pack.events[graph.event]
    found = []
    for first, second in pairwise(event.questions):
        if pack.questions[first].group != pack.questions[second].group:
            continue
        rules = tallies(partial(_marked, {first: 1, second: 2}), or_)
        both = either = 0.0
        for kind in population.kinds:
            total = fold(graph, _Chances(graph, population, kind).of, rules).total
            both += kind.share * total.get(3, 0.0)
            either += kind.share * (1 - total.get(0, 0.0))
        found.append(Grouping(first, second, both, either - both))
    return sorted(found, key=lambda grouping: -grouping.saves)


def _marked(marks: Mapping[str, int], question: str) -> int:
    return marks.get(question, 0)


def one_by_one(pack: Pack, event: str, start: Facts, population: Population) -> float:
    """Screens on average if each procedure asked all that it needs by itself, with what the
    submission carries, and nothing were shared."""
    spec = pack.events[event]
    total = 0.0
    for procedure in spec.procedures:
        graph = walk(alone(pack, event, procedure), event, start, population.today)
        total += screens(graph, population).mean
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
