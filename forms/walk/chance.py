"""Walks that do not merge, by chance: they may find nothing that the merged walk does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random

from forms.catalogue.model import QuestionKind
from forms.facts.values import FactId
from forms.journey.moment import Moment, QuestionNeed
from forms.journey.verdict import ProcedureState
from forms.walk.answers import Answers
from forms.walk.faults import box_faults, edge_faults, told
from forms.walk.graph import Graph, decided, lengths
from forms.walk.residual import Residuals, StateKey


@dataclass
class RandomWalks:
    """``screens``: how many walks had so many.  ``faults``: what a walk found, with its answers."""

    walks: int = 0
    screens: dict[int, int] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    """Nodes of the graph that some walk came to."""
    faults: list[str] = field(default_factory=list)


def random_walks(graph: Graph, seeds: Sequence[int]) -> Iterator[RandomWalks]:
    """One walk for each seed; yields the same sum, one walk further each time.

    Every state it meets has to be in the graph (if that is finished) with the same question; no
    question comes twice; on every edge holds what the merged walk looks at; the end is the one that
    deriving anew finds.
    """
    sums, walker = RandomWalks(), _Walker(graph)
    shortest, longest = lengths(graph) if graph.finished else (0, 10**6)
    for seed in seeds:
        screens, faults = walker.walk(Random(seed), sums.met)  # noqa: S311 - to be repeated
        if not shortest <= screens <= longest:
            faults.append(f"{screens} screens; the graph has {shortest} to {longest}")
        sums.walks += 1
        sums.screens[screens] = sums.screens.get(screens, 0) + 1
        sums.faults += [f"seed {seed}: {fault}" for fault in faults]
        yield sums


class _Walker:
    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        event = graph.pack.events[graph.event]
        self.residuals = Residuals(graph.pack, event)
        self.answers = Answers(graph.pack, event, graph.today, graph.unsure)
        self.first = Moment.of(graph.pack, event, graph.start, graph.today)

    def walk(self, choose: Random, met: set[int]) -> tuple[int, list[str]]:
        """Screens of one walk, and what does not hold."""
        moment, asked, faults = self.first, list[str](), list[str]()
        while True:
            need = moment.next_question()
            number = None
            if self.graph.finished:
                number = self.graph.numbers.get(self.residuals.key(moment))
            if number is None and self.graph.finished:
                faults.append(f"a state that the graph has not, after {asked}")
            elif number is not None:
                met.add(number)
                if asks(need) != asks(self.graph.nodes[number].need):
                    faults.append(f"another question than in the graph, after {asked}")
            if need is None:
                return len(asked), faults + self._end(moment)
            if need.question.id in asked and not _for_items(need):
                faults.append(f"{need.question.id} comes twice")
                return len(asked), faults
            answer = choose.choice(list(self.answers.to(need, moment.resolver.given)))
            then = moment.after(dict(answer))
            found = edge_faults(moment, need, then, unsure=self.graph.unsure)
            faults += [f"{fault} ({told(answer)})" for fault in found]
            asked.append(need.question.id)
            moment = then

    def _end(self, moment: Moment) -> list[str]:
        facts = moment.resolver.given
        event = self.graph.pack.events[self.graph.event]
        anew = Moment.of(self.graph.pack, event, facts, self.graph.today)
        faults = list(box_faults(moment, unsure=self.graph.unsure))
        if anew.procedures != moment.procedures or anew.next_question() is not None:
            faults.append("deriving anew ends elsewhere")
        if any(o.state is ProcedureState.UNDECIDED for o in anew.procedures):
            faults.append("a procedure stays undecided")
        return faults


def _for_items(need: QuestionNeed) -> bool:
    """Whether it is right to come again: about another item, or for one more."""
    return need.item is not None or need.question.kind is QuestionKind.LIST


def asks(need: QuestionNeed | None) -> tuple[str, tuple[FactId, ...]] | None:
    """A question without what it is asked for: merged states may differ in that."""
    return (need.question.id, need.facts) if need is not None else None


@dataclass(frozen=True, slots=True)
class Twins:
    """``pairs`` of moments with different answers and equal keys, walked on side by side."""

    pairs: int
    faults: tuple[str, ...]


def twins(graph: Graph, seed: int, pairs: int) -> Twins:
    """Whether moments that the walk merges have the same future, tried on drawn pairs.

    Random walks are made until states were met by two ways; both are then given the same answers
    to the end.  They must ask the same, and each answer must decide alike.
    """
    choose = Random(seed)  # noqa: S311 - to be repeated
    walker = _Walker(graph)
    seen: dict[StateKey, Moment] = {}
    done, tries, faults = 0, 0, list[str]()
    while done < pairs and tries < 20 * pairs:
        tries += 1
        moment = walker.first
        while (need := moment.next_question()) is not None:
            key = walker.residuals.key(moment)
            other = seen.setdefault(key, moment)
            if moment.resolver.given != other.resolver.given:
                done += 1
                faults += _side_by_side(walker, moment, other, choose)
                seen[key] = moment
                break
            answer = choose.choice(list(walker.answers.to(need, moment.resolver.given)))
            moment = moment.after(dict(answer))
    return Twins(done, tuple(faults))


def _side_by_side(walker: _Walker, one: Moment, other: Moment, choose: Random) -> Iterator[str]:
    while True:
        need = one.next_question()
        if asks(need) != asks(other.next_question()):
            yield f"merged, but one asks {asks(need)}, the other {asks(other.next_question())}"
            return
        if need is None:
            return
        answer = dict(choose.choice(list(walker.answers.to(need, one.resolver.given))))
        then, after = one.after(answer), other.after(answer)
        if _newly(one, then) != _newly(other, after):
            yield f"merged, but {need.question.id} decides differently"
        one, other = then, after


def _newly(before: Moment, after: Moment) -> set[str]:
    """What one answer decided, without for which procedures and for how many."""
    return {what for _, what in decided(before, after)}
