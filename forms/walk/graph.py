"""The walk over every part of an event's journeys: all answers to every question, equal parts merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from itertools import product
from typing import Final, TypeAlias

from forms.catalogue.model import Pack
from forms.facts.lists import items_of, list_of
from forms.facts.values import FactId, Facts, FactState
from forms.journey.moment import Moment, QuestionNeed
from forms.walk.answers import MOST_ITEMS, Answer, Answers
from forms.walk.faults import WalkFault, edge_faults
from forms.walk.parts import Late, Part, Parts, Split, days_in, together

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

    ``unsure`` false: every answer is known, nobody says わからない.  Gives up beyond ``most`` nodes:
    the graph is then not ``finished``, and only what was come to has been looked at.
    """
    graph = Graph(pack, event, start, today, unsure)
    walker = _Walker(graph, Answers(pack, pack.events[event], today, unsure))
    first = Moment.of(pack, pack.events[event], start, today)
    split = graph.early.split(first)
    graph.first = walker.reached(first, split, {}, split.since(Split({}, {})), None)
    if not walker.exhaust(most):
        return graph
    early = _children_first(graph, range(len(graph.nodes)))
    for late, answers in _ways_to_the_end(graph, early).items():
        walker.end(late, {**start, **answers})
    if not walker.exhaust(most):
        return graph
    graph.finished = True
    graph.order = (*_children_first(graph, range(len(early), len(graph.nodes))), *early)
    graph.futures, needless = _futures(graph)
    graph.faults += [WalkFault(_needless(graph, number), number) for number in needless]
    return graph


def decided(before: Moment, after: Moment) -> Decisions:
    """What ``after`` says that ``before`` did not."""
    found: list[tuple[str, str]] = []
    for was, now in zip(before.procedures, after.procedures, strict=True):
        if now.state is not was.state:
            found.append((now.id, f"{now.state.value} {now.held or ''}"))
        if now.may_file is not was.may_file and now.may_file is not None:
            found.append((now.id, now.may_file.value))
        if now.deadline != was.deadline:
            found.append((now.id, f"by {now.deadline}"))
    return tuple(found)


@dataclass
class _Walker:
    graph: Graph
    answers: Answers

    def __post_init__(self) -> None:
        self.todo: list[tuple[int, Moment, Split]] = []
        self.is_late = False

    def exhaust(self, most: int | None) -> bool:
        """Whether everything was looked at, and not more than ``most`` nodes."""
        while self.todo and (most is None or len(self.graph.nodes) <= most):
            number, moment, split = self.todo.pop()
            node = self.graph.nodes[number]
            node.branches = tuple(self.branches(number, moment, split, node.need))
        return not self.todo

    def branches(
        self, number: int, moment: Moment, split: Split, need: QuestionNeed
    ) -> Iterator[Branch]:
        mine = next(
            part for part in split.parts if self.graph.numbers[self.is_late, part] == number
        )
        others = {part: asked for part, asked in split.parts.items() if part != mine}
        for answer in self.answers.to(need, moment.resolver.given):
            then = moment.after(dict(answer))
            after = self.parts.split(then, split)
            came = (number, answer)
            if others.items() - after.parts.items():
                message = f"{need.question.id} changes what has nothing to do with it"
                self.graph.faults.append(WalkFault(message, number, answer))
            reached = self.reached(then, after, others, after.since(split), came)
            for fault in edge_faults(moment, need, then, unsure=self.graph.unsure):
                self.graph.faults.append(WalkFault(fault, number, answer))
            yield Branch(answer, reached, decided(moment, then))

    @property
    def parts(self) -> Parts:
        """Late questions apart, as long as others are left."""
        return self.graph.tail if self.is_late else self.graph.early

    def reached(
        self,
        moment: Moment,
        split: Split,
        others: Mapping[Part, object],
        late: Late,
        came: tuple[int, Answer] | None,
    ) -> Reached:
        """The nodes of the parts of ``moment`` that are not ``others``, found or new."""
        graph, numbers = self.graph, []
        for part, asked in split.parts.items():
            if part in others:
                continue
            found = graph.numbers.get((self.is_late, part))
            if found is None:
                found = graph.numbers[self.is_late, part] = len(graph.nodes)
                need = moment.next_question(asked)
                assert need is not None, "what is wanted is asked"
                graph.nodes.append(Node(need, came, moment.resolver.given))
                self.todo.append((found, moment, split))
            numbers.append(found)
        if self.is_late and split.late:
            stuck = ", ".join(sorted({*moment.waiting, *moment.filing_open()}))
            number = came[0] if came is not None else 0
            graph.faults.append(WalkFault(f"ends undecided: {stuck}", number))
        return Reached(tuple(sorted(numbers)), late)

    def end(self, late: Late, facts: Facts) -> None:
        """What is asked when all parts have ended and ``late`` waits; ``facts``: a way to get there."""
        graph = self.graph
        self.is_late = True
        moment = Moment.of(graph.pack, graph.pack.events[graph.event], facts, graph.today)
        before = graph.early.split(moment)
        waiting = before.since(Split({}, {}))
        if before.parts or together(waiting) != together(late):
            graph.faults.append(WalkFault("parts that end apart do not end together", 0))
        split = graph.tail.split(moment)
        graph.ends[late] = self.reached(moment, split, {}, Nothing, None)


_Way: TypeAlias = tuple[Answer, tuple["_Way", ...]]
"""An answer, and a way to the end of each part that it leads to."""


def _ways_to_the_end(graph: Graph, order: Sequence[int]) -> Mapping[Late, Facts]:
    """All that can wait when every part has ended, each with answers that lead there.

    Sets of parts are numbers, a bit for each; what leads on from a node is let go with its last parent.
    """
    bits: dict[Part, int] = {}
    ways: dict[int, dict[int, _Way]] = {}
    parents = Counter(n for number in order for n in targets(graph, number))

    def through(reached: Reached, answer: Answer) -> dict[int, _Way]:
        late = sum(bits.setdefault(part, 1 << len(bits)) for part in reached.late)
        found: dict[int, _Way] = {late: (answer, ())}
        for number in reached.nodes:  # one after the other: most of their unions are the same
            more: dict[int, _Way] = {}
            for (mine, (_, so_far)), (theirs, way) in product(found.items(), ways[number].items()):
                if mine | theirs not in more:
                    more[mine | theirs] = (answer, (*so_far, way))
            found = more
        return found

    for number in order:
        mine: dict[int, _Way] = {}
        for branch in graph.nodes[number].branches:
            for late, way in through(branch.reached, branch.answer).items():
                mine.setdefault(late, way)
        ways[number] = mine
        for target in targets(graph, number):
            parents[target] -= 1
            if not parents[target] and target not in graph.first.nodes:
                del ways[target]
    whole = through(graph.first, ())
    return {
        frozenset(part for part, bit in bits.items() if late & bit): dict(_said_on(way))
        for late, way in whole.items()
    }


def targets(graph: Graph, number: int) -> Iterator[int]:
    """The nodes that its answers lead to, as often as they do."""
    return (target for branch in graph.nodes[number].branches for target in branch.reached.nodes)


def _said_on(way: _Way) -> Iterator[tuple[FactId, FactState]]:
    answer, further = way
    yield from answer
    for each in further:
        yield from _said_on(each)


def _children_first(graph: Graph, numbers: Sequence[int]) -> tuple[int, ...]:
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


def _futures(graph: Graph) -> tuple[int, list[int]]:
    """How many different futures there are, and the nodes whose question changes nothing.

    What a form or the submission carries matters by itself; what is asked for a procedure has to
    make a difference to what comes.  About the last item that is tried (``full``) nothing is said: more
    would come and may make it matter, as those before it show.  A day may make its difference together
    with another, which is yet to come.
    """
    parts = {number: part for (_, part), number in graph.numbers.items()}
    kinds: dict[Hashable, int] = {}
    kind: dict[int, int] = {}
    needless = []
    for number in graph.order:
        node = graph.nodes[number]
        need = node.need
        ways = tuple(
            (b.decided, b.reached.late, tuple(sorted(kind[t] for t in b.reached.nodes)))
            for b in node.branches
        )
        full = len(items_of(node.context, list_of(need.facts[0]))) >= MOST_ITEMS
        asked_for_forms = bool({*need.why} - {*graph.pack.procedures})
        targets = {target for branch in node.branches for target in branch.reached.nodes}
        days = frozenset[date]().union(*(days_in(parts[target]) for target in targets))
        held_against = bool(days - days_in(parts[number]))
        decides = len(ways) == 1 and bool(
            ways[0][0]
        )  # by its only answer: a last day follows from it
        if not (asked_for_forms or full or held_against or decides) and len({*ways}) == 1:
            needless.append(number)
        kind[number] = kinds.setdefault((need.question.id, need.facts, ways), len(kinds))
    return len(kinds), needless


def _needless(graph: Graph, number: int) -> str:
    need = graph.nodes[number].need
    return f"no answer to {need.question.id} matters, asked for {', '.join(need.why)}"


def alone(pack: Pack, event: str, *procedures: str) -> Pack:
    """The pack with an ``event`` of these procedures only."""
    spec = replace(pack.events[event], procedures=procedures)
    return replace(pack, events={**pack.events, event: spec})
