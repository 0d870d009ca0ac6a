"""The walk over every part of an event's journeys: all answers to every question, equal parts merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from forms.catalogue.model import Pack
from forms.facts.lists import items_of, list_of
from forms.facts.values import Facts
from forms.journey.moment import Moment, QuestionNeed
from forms.walk.answers import MOST_ITEMS, Answer
from forms.walk.ends import ways_to_the_end
from forms.walk.faults import WalkFault, edge_faults
from forms.walk.graph import Branch, Decisions, Graph, Node, Nothing, Reached, children_first
from forms.walk.parts import Late, Part, Parts, Split, days_in, together


def walk(
    pack: Pack,
    event: str,
    start: Facts,
    today: date,
    *,
    unsure: bool = True,
    sets: bool = False,
    most: int | None = None,
) -> Graph:
    """Walks every branch of ``event`` from what ``start`` gives.

    ``unsure`` false: every answer is known, nobody says わからない.  ``sets``: of several choices every set is tried,
    not only none, each and all.  Gives up beyond ``most`` nodes:
    the graph is then not ``finished``, and only what was come to has been looked at.
    """
    graph = Graph(pack, event, start, today, unsure, sets)
    walker = _Walker(graph)
    first = Moment.of(pack, pack.events[event], start, today)
    split = graph.early.split(first)
    graph.first = walker.reached(first, split, {}, split.since(Split({}, {})), None)
    if not walker.exhaust(most):
        return graph
    early = children_first(graph, range(len(graph.nodes)))
    for late, answers in ways_to_the_end(graph, early).items():
        walker.end(late, {**start, **answers})
    if not walker.exhaust(most):
        return graph
    graph.finished = True
    graph.order = (*children_first(graph, range(len(early), len(graph.nodes))), *early)
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
        for answer in self.graph.answers.to(need, moment.resolver.given):
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
