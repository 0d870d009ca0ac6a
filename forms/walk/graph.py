"""The walk over every state of an event: all answers to every question, equal states merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from random import Random
from typing import Final, TypeAlias

from forms.catalogue.model import Pack, QuestionKind
from forms.facts.values import Facts
from forms.journey.moment import Moment, QuestionNeed
from forms.walk.answers import Answer, Answers
from forms.walk.faults import WalkFault, edge_faults
from forms.walk.residual import Residuals, StateKey

Decisions: TypeAlias = tuple[tuple[str, str], ...]
"""What one answer decided: procedures with their state, and who may file them, in the event's order."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One answer: the state that it leads to, and what it decided."""

    answer: Answer
    target: int
    decided: Decisions


@dataclass(slots=True)
class Node:
    """One state.  ``need`` is ``None`` at the end.  ``came``: the state and answer it was found by."""

    need: QuestionNeed | None
    came: tuple[int, Answer] | None
    branches: tuple[Branch, ...] = ()


@dataclass
class Graph:
    """Every state of ``event`` that can be reached from ``start``; node 0 is the first moment.

    ``order``: the nodes so that each comes after all that it leads to.
    """

    pack: Pack
    event: str
    start: Facts
    today: date
    unsure: bool
    nodes: list[Node] = field(default_factory=list)
    numbers: dict[StateKey, int] = field(default_factory=dict)
    faults: list[WalkFault] = field(default_factory=list)
    order: tuple[int, ...] = ()
    finished: bool = False
    futures: int = 0
    """Kinds of nodes that differ in what can still come."""

    @property
    def edges(self) -> int:
        """Answers tried."""
        return sum(len(node.branches) for node in self.nodes)

    def path(self, number: int) -> Iterator[Answer]:
        """Answers that lead to a node, the first one first."""
        came = self.nodes[number].came
        if came is not None:
            yield from self.path(came[0])
            yield came[1]


_SESSIONS: Final = 1_000
"""So many sessions find every question of a wide event many times over; one that none asks is asked by nobody."""


def asked_questions(pack: Pack, event: str, today: date) -> frozenset[str]:
    """Questions of ``event`` that some answers lead to; ends as soon as each was come to.

    Whole sessions by chance (always the same): a wide event has too many states to visit them all, and
    what comes late is far from the first.
    """
    spec = pack.events[event]
    answers, found = Answers(pack, spec, today), set[str]()
    chance = Random(event)  # noqa: S311 - to be repeated
    first = Moment.of(pack, spec, {}, today)
    for _ in range(_SESSIONS):
        moment = first
        while (need := moment.next_question()) is not None:
            found.add(need.question.id)
            moment = moment.after(
                dict(chance.choice(list(answers.to(need, moment.resolver.given))))
            )
        if found >= set(spec.questions):
            break
    return frozenset(found)


def walk(
    pack: Pack,
    event: str,
    start: Facts,
    today: date,
    *,
    unsure: bool = True,
    most: int | None = None,
) -> Graph:
    """Walks every branch of ``event`` from what ``start`` gives.

    ``unsure`` false: every answer is known, nobody says わからない.  Gives up beyond ``most`` states:
    the graph is then not ``finished``, and only what was come to has been looked at.
    """
    graph = Graph(pack, event, start, today, unsure)
    walker = _Walker(graph, Answers(pack, pack.events[event], today, unsure))
    walker.number(Moment.of(pack, pack.events[event], start, today), None)
    while walker.todo and (most is None or len(graph.nodes) <= most):
        walker.step()
    if walker.todo:
        return graph
    graph.finished = True
    graph.order = _children_first(graph)
    graph.futures, needless = _futures(graph)
    graph.faults += [WalkFault("no answer matters", number) for number in needless]
    return graph


def decided(before: Moment, after: Moment) -> Decisions:
    """What ``after`` says that ``before`` did not."""
    found: list[tuple[str, str]] = []
    for was, now in zip(before.procedures, after.procedures, strict=True):
        if now.state is not was.state:
            found.append((now.id, f"{now.state.value} {now.held or ''}"))
        if now.may_file is not was.may_file and now.may_file is not None:
            found.append((now.id, now.may_file.value))
    return tuple(found)


@dataclass
class _Walker:
    graph: Graph
    answers: Answers

    def __post_init__(self) -> None:
        self.residuals = Residuals(self.graph.pack, self.answers.event)
        self.todo: list[tuple[int, Moment]] = []

    def step(self) -> QuestionNeed:
        """Give every answer at one node that was found."""
        number, moment = self.todo.pop()
        node = self.graph.nodes[number]
        assert node.need is not None
        node.branches = tuple(self.branches(number, moment, node.need))
        return node.need

    def branches(self, number: int, moment: Moment, need: QuestionNeed) -> Iterator[Branch]:
        for answer in self.answers.to(need, moment.resolver.given):
            then = moment.after(dict(answer))
            branch = Branch(answer, self.number(then, (number, answer)), decided(moment, then))
            for fault in edge_faults(moment, need, then, unsure=self.graph.unsure):
                self.graph.faults.append(WalkFault(fault, number, answer))
            yield branch

    def number(self, moment: Moment, came: tuple[int, Answer] | None) -> int:
        """The node of ``moment``, found or new."""
        key = self.residuals.key(moment)
        found = self.graph.numbers.get(key)
        if found is not None:
            return found
        number = self.graph.numbers[key] = len(self.graph.nodes)
        need = moment.next_question()
        assert need is None or not key.is_end, "a key says the end, the journey asks on"
        if need is None and not key.is_end:
            stuck = ", ".join(sorted({*moment.waiting, *moment.filing_open(), *key.missing}))
            self.graph.faults.append(WalkFault(f"ends undecided: {stuck}", number))
        self.graph.nodes.append(Node(need, came))
        if need is not None:
            self.todo.append((number, moment))
        return number


def _children_first(graph: Graph) -> tuple[int, ...]:
    """Raises ``ValueError`` for a circle: a question would be asked again."""
    waiting = [len({b.target for b in node.branches}) for node in graph.nodes]
    parents: list[set[int]] = [set() for _ in graph.nodes]
    for number, node in enumerate(graph.nodes):
        for branch in node.branches:
            parents[branch.target].add(number)
    ready = [number for number, count in enumerate(waiting) if count == 0]
    order: list[int] = []
    while ready:
        number = ready.pop()
        order.append(number)
        for parent in parents[number]:
            waiting[parent] -= 1
            if waiting[parent] == 0:
                ready.append(parent)
    if len(order) != len(graph.nodes):
        raise ValueError("the walk runs in a circle")
    return tuple(order)


def _futures(graph: Graph) -> tuple[int, list[int]]:
    """How many different futures there are, and the nodes whose question changes nothing.

    What a form or the submission carries matters by itself; what is asked for a procedure has to
    make a difference to what comes.  A list with as many items as are tried (``full``) can only close.
    """
    kinds: dict[Hashable, int] = {}
    kind: dict[int, int] = {}
    needless = []
    for number in graph.order:
        node = graph.nodes[number]
        ways = tuple((branch.decided, kind[branch.target]) for branch in node.branches)
        need = node.need
        full = need is not None and need.question.kind is QuestionKind.LIST and len(ways) == 1
        asked_for_forms = need is not None and bool({*need.why} - {*graph.pack.procedures})
        if need is not None and not (asked_for_forms or full) and len({*ways}) == 1:
            needless.append(number)
        future = need and (need.question.id, need.facts, ways)
        kind[number] = kinds.setdefault(future, len(kinds))
    return len(kinds), needless


def lengths(graph: Graph) -> tuple[int, int]:
    """Screens of the shortest and of the longest journey."""
    shortest: dict[int, int] = {}
    longest: dict[int, int] = {}
    for number in graph.order:
        targets = [branch.target for branch in graph.nodes[number].branches]
        shortest[number] = 1 + min(shortest[t] for t in targets) if targets else 0
        longest[number] = 1 + max(longest[t] for t in targets) if targets else 0
    return shortest[0], longest[0]


def alone(pack: Pack, event: str, *procedures: str) -> Pack:
    """The pack with an ``event`` of these procedures only."""
    spec = replace(pack.events[event], procedures=procedures)
    return replace(pack, events={**pack.events, event: spec})
