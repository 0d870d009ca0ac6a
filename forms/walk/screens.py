"""How many screens people see: exact, from the walk's graph and a population."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.walk.graph import Graph, Node, alone, walk
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
    for kind in population.kinds:
        chances = _Chances(graph, population, kind)
        for number, share in enumerate(chances.ahead()):
            shares[number] += kind.share * share
        for node, share in chances.reached().items():
            need = graph.nodes[node].need
            if need is not None:
                asked[need.question.id] += kind.share * share
    return Screens(tuple(shares[n] for n in range(max(shares) + 1)), dict(asked))


def groupings(graph: Graph, population: Population) -> list[Grouping]:
    """What asking neighbours of one group on one screen would save, most first."""
    pack, event = graph.pack, graph.pack.events[graph.event]
    found = []
    for first, second in pairwise(event.questions):
        if pack.questions[first].group != pack.questions[second].group:
            continue
        both = either = 0.0
        for kind in population.kinds:
            chances = _Chances(graph, population, kind)
            one, other, together = chances.both(first, second)
            both += kind.share * together
            either += kind.share * (one + other - together)
        found.append(Grouping(first, second, both, either - both))
    return sorted(found, key=lambda grouping: -grouping.saves)


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
            given = _dates_of(self.graph, number, node)
            found = self._known[number] = self.population.chances(self.kind, answers, given)
        return found

    def ahead(self) -> Sequence[float]:
        """Shares by the number of questions from the first moment."""
        ahead: dict[int, list[float]] = {}
        for number in self.graph.order:
            node = self.graph.nodes[number]
            if node.need is None:
                ahead[number] = [1.0]
                continue
            total = [0.0]
            for branch, chance in zip(node.branches, self.of(number), strict=True):
                if chance:
                    _add(total, ahead[branch.target], chance)
            ahead[number] = total
        return ahead[0]

    def reached(self) -> Mapping[int, float]:
        """The chance of coming to each node."""
        reached: dict[int, float] = defaultdict(float, {0: 1.0})
        for number in reversed(self.graph.order):
            if reached[number]:
                node = self.graph.nodes[number]
                if node.need is not None:
                    for branch, chance in zip(node.branches, self.of(number), strict=True):
                        reached[branch.target] += reached[number] * chance
        return reached

    def both(self, first: str, second: str) -> tuple[float, float, float]:
        """The chances that ``first`` is asked, that ``second`` is, and that both are."""
        later: dict[int, float] = {}
        for number in self.graph.order:
            need = self.graph.nodes[number].need
            later[number] = 0.0
            if need is not None:
                later[number] = self._after(number, later)
                if need.question.id == second:
                    later[number] = 1.0
        one = together = 0.0
        for number, share in self.reached().items():
            need = self.graph.nodes[number].need
            if need is not None and need.question.id == first:
                one += share
                together += share * self._after(number, later)
        return one, later[0], together

    def _after(self, number: int, values: Mapping[int, float]) -> float:
        node = self.graph.nodes[number]
        return sum(
            values[branch.target] * chance
            for branch, chance in zip(node.branches, self.of(number), strict=True)
        )


def _add(total: list[float], ahead: Sequence[float], chance: float) -> None:
    total.extend([0.0] * (len(ahead) + 1 - len(total)))
    for index, share in enumerate(ahead):
        total[index + 1] += share * chance


def _dates_of(graph: Graph, number: int, node: Node) -> Facts:
    """What had been answered on the way by which the walk found the node."""
    if node.need is None or graph.pack.facts[node.need.facts[0]].type != "date":
        return {}
    return {fact: state for answer in graph.path(number) for fact, state in answer}
