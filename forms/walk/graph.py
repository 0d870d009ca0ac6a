"""The parts of an event's journeys, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final, TypeAlias

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.journey.moment import QuestionNeed
from forms.walk.answers import Answer, Answers
from forms.walk.faults import WalkFault
from forms.walk.parts import Late, Part, Parts

Decisions: TypeAlias = tuple[tuple[str, str], ...]
"""What one answer decided: procedures with their state, who may file them and until when, in the event's order."""
Nothing: Final[Late] = frozenset()


@dataclass(frozen=True, slots=True)
class Reached:
    """Where an answer leads: to several parts at once, and to what waits for the end."""

    nodes: tuple[int, ...]
    late: Late = Nothing


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer, where it leads to, and what it decided."""

    answer: Answer
    reached: Reached
    decided: Decisions


@dataclass(slots=True)
class Node:
    """One part.  ``came``: the node and answer it was found by; of what is late, ``None``."""

    need: QuestionNeed
    came: tuple[int, Answer] | None
    context: Facts
    """What had been answered at the moment by which it was found."""
    branches: tuple[Branch, ...] = ()


@dataclass
class Graph:
    """Every part of a journey through ``event`` that can be reached from ``start``.

    ``first``: where it begins.  ``ends``: what waits when all parts have ended -> where that leads.
    ``order``: the nodes so that each comes after all that it leads to; of what waits first.
    """

    pack: Pack
    event: str
    start: Facts
    today: date
    unsure: bool
    sets: bool = False
    """Whether every set of several choices was tried."""
    nodes: list[Node] = field(default_factory=list)
    numbers: dict[tuple[bool, Part], int] = field(default_factory=dict)
    """By whether it is late, and by itself."""
    faults: list[WalkFault] = field(default_factory=list)
    first: Reached = Reached(())
    ends: dict[Late, Reached] = field(default_factory=dict)
    order: tuple[int, ...] = ()
    finished: bool = False
    futures: int = 0
    """Kinds of nodes that differ in what can still come."""
    lengths: tuple[int, int] | None = None
    """Of ``fold.lengths``, which a graph is asked for again and again."""

    @property
    def edges(self) -> int:
        """Answers tried."""
        return sum(len(node.branches) for node in self.nodes)

    @cached_property
    def answers(self) -> Answers:
        """What is tried at each node."""
        event = self.pack.events[self.event]
        return Answers(self.pack, event, self.today, self.unsure, self.sets)

    @cached_property
    def early(self) -> Parts:
        """Parts of moments at which something is asked that is not late."""
        return Parts(self.pack, self.pack.events[self.event], late_questions(self.pack, self.event))

    @cached_property
    def tail(self) -> Parts:
        """Parts of moments at which only late questions are left."""
        return Parts(self.pack, self.pack.events[self.event])

    def path(self, number: int) -> Iterator[Answer]:
        """Answers that lead to a node, the first one first; of what is late, from where that began."""
        came = self.nodes[number].came
        if came is not None:
            yield from self.path(came[0])
            yield came[1]


def late_questions(pack: Pack, event: str) -> frozenset[str]:
    """The last questions of ``event``: from the first on behind which none decides what is needed.

    They give what forms want, who files and what comes before.  Any other cut would be as right: it
    is only that most procedures want some of these.
    """
    spec = pack.events[event]
    rules = [pack.procedures[procedure].when for procedure in spec.procedures]
    decisive = frozenset[str]().union(*(rule.facts for rule in rules))
    found: list[str] = []
    for question in reversed(spec.questions):
        facts = pack.questions[question].facts
        if any(not decisive.isdisjoint(pack.affected[fact]) for fact in facts):
            break
        found.append(question)
    return frozenset(found)


def children_first(graph: Graph, numbers: Sequence[int]) -> tuple[int, ...]:
    """Raises ``ValueError`` for a circle: a question would be asked again."""
    targets = {n: {t for b in graph.nodes[n].branches for t in b.reached.nodes} for n in numbers}
    parents: dict[int, set[int]] = {number: set() for number in numbers}
    for number, found in targets.items():
        for target in found:
            parents[target].add(number)
    waiting = {number: len(found) for number, found in targets.items()}
    ready = [number for number, count in waiting.items() if count == 0]
    order: list[int] = []
    while ready:
        number = ready.pop()
        order.append(number)
        for parent in parents[number]:
            waiting[parent] -= 1
            if waiting[parent] == 0:
                ready.append(parent)
    if len(order) != len(waiting):
        raise ValueError("the walk runs in a circle")
    return tuple(order)
