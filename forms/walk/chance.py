"""Walks that do not merge, by chance: they may find nothing that the merged walk does not know."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from forms.catalogue.model import QuestionKind
from forms.facts.values import FactId
from forms.journey.moment import Moment, QuestionNeed
from forms.journey.verdict import ProcedureState
from forms.walk.faults import box_faults, edge_faults, told
from forms.walk.fold import lengths
from forms.walk.graph import Graph
from forms.walk.parts import Part, Split, days_in


@dataclass
class RandomWalks:
    """``screens``: how many walks had so many.  ``faults``: what a walk found, with its answers."""

    walks: int = 0
    screens: dict[int, int] = field(default_factory=dict)
    met: set[int] = field(default_factory=set)
    """Nodes of the graph that some walk came to."""
    open_days: int = 0
    """Moments that could not be looked up: a day was drawn that another will be held against."""

    def add(self, other: RandomWalks) -> None:
        """``other``'s too."""
        self.walks += other.walks
        for number, many in other.screens.items():
            self.screens[number] = self.screens.get(number, 0) + many
        self.met |= other.met
        self.faults += other.faults
        self.open_days += other.open_days

    faults: list[str] = field(default_factory=list)


def random_walks(graph: Graph, seeds: Sequence[int]) -> Iterator[RandomWalks]:
    """One walk for each seed; yields the same sum, one walk further each time.

    Every part of every state it meets has to be in the graph (if that is finished), one of them with
    the question that is asked; an answer changes no other part; no question comes twice; on every edge
    holds what the merged walk looks at; the end is the one that deriving anew finds.  Days are any of
    those that no rule tells from the ones tried; until the day that they are held against is known
    too, their state is none of the graph.
    """
    sums, walker = RandomWalks(), _Walker(graph)
    shortest, longest = lengths(graph) if graph.finished else (0, 10**6)
    for seed in seeds:
        screens, faults = walker.walk(Random(seed), sums)  # noqa: S311 - to be repeated
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
        self.first = Moment.of(graph.pack, event, graph.start, graph.today)
        self.days = frozenset[date]().union(*(days_in(part) for _, part in graph.numbers))

    def walk(self, choose: Random, sums: RandomWalks) -> tuple[int, list[str]]:
        """Screens of one walk, and what does not hold."""
        moment, asked, faults = self.first, list[str](), list[str]()
        others: frozenset[Part] = frozenset()
        split: Split | None = None
        while True:
            need = moment.next_question()
            if self.graph.finished:
                split, is_late = self.split(moment, split)
                if not is_late and others - split.parts.keys():
                    faults.append(f"an answer changes another part, after {asked}")
                found = self._known(split, is_late, need, sums)
                faults += [f"{fault}, after {asked}" for fault in found]
                here = frozenset(need.facts) if need is not None else frozenset()
                others = frozenset(p for p, facts in split.parts.items() if not facts & here)
            if need is None:
                return len(asked), faults + self._end(moment)
            if need.question.id in asked and not _for_items(need):
                faults.append(f"{need.question.id} comes twice")
                return len(asked), faults
            answer = self.graph.answers.drawn(need, moment.resolver.given, choose)
            then = moment.after(dict(answer))
            found = edge_faults(moment, need, then, unsure=self.graph.unsure)
            faults += [f"{fault} ({told(answer)})" for fault in found]
            asked.append(need.question.id)
            moment = then

    def split(self, moment: Moment, before: Split | None) -> tuple[Split, bool]:
        """The parts of a moment, and whether only late questions are left."""
        split = self.graph.early.split(moment, before)
        return (split, False) if split.parts else (self.graph.tail.split(moment), True)

    def _known(
        self, split: Split, is_late: bool, need: QuestionNeed | None, sums: RandomWalks
    ) -> Iterator[str]:
        """Whether the graph has all parts, and asks one of them."""
        found = set()
        for part in split.parts:
            number = self.graph.numbers.get((is_late, part))
            if number is None and days_in(part) - self.days:
                sums.open_days += 1
                return
            if number is None:
                yield "a part that the graph has not"
                return
            sums.met.add(number)
            found.add(asks(self.graph.nodes[number].need))
        if need is not None and asks(need) not in found:
            yield "another question than in the graph"
        elif need is None and (found or split.late):
            yield "an end that is none in the graph"

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

    Random walks are made until parts were met by two ways; both are then given the same answers until
    the part has ended.  They must ask the same, and each answer must decide alike.
    """
    choose = Random(seed)  # noqa: S311 - to be repeated
    walker = _Walker(graph)
    seen: dict[tuple[bool, Part], tuple[Moment, Split]] = {}
    done, tries, faults = 0, 0, list[str]()
    while done < pairs and tries < 20 * pairs:
        tries += 1
        moment, split = walker.first, None
        while (need := moment.next_question()) is not None:
            split, is_late = walker.split(moment, split)
            for part in split.parts:
                mine = moment, split
                other = seen.setdefault((is_late, part), mine)
                if moment.resolver.given != other[0].resolver.given and done < pairs:
                    done += 1
                    faults += _side_by_side(walker, part, is_late, (mine, other), choose)
                    seen[is_late, part] = mine
            answer = choose.choice(list(walker.graph.answers.to(need, moment.resolver.given)))
            moment = moment.after(dict(answer))
    return Twins(done, tuple(faults))


def _side_by_side(
    walker: _Walker,
    part: Part,
    is_late: bool,
    pair: tuple[tuple[Moment, Split], tuple[Moment, Split]],
    choose: Random,
) -> Iterator[str]:
    """What differs while one part of both moments is gone through to its end."""
    parts = walker.graph.tail if is_late else walker.graph.early
    (one, split), (other, beside) = pair
    todo = [part]
    while todo:
        part = todo.pop()
        if part not in split.parts or part not in beside.parts:
            yield "merged, but a part of one is none of the other"
            return
        need, also = (m.next_question(s.parts[part]) for m, s in ((one, split), (other, beside)))
        if asks(need) != asks(also) or need is None:
            yield f"merged, but one asks {asks(need)}, the other {asks(also)}"
            return
        answer = dict(choose.choice(list(walker.graph.answers.to(need, one.resolver.given))))
        then, after = one.after(answer), other.after(answer)
        if _newly(one, then) != _newly(other, after):
            yield f"merged, but {need.question.id} decides differently"
        ahead, also_ahead = parts.split(then, split), parts.split(after, beside)
        new = [part for part in ahead.parts if part not in split.parts]
        if set(new) != also_ahead.parts.keys() - beside.parts.keys():
            yield f"merged, but {need.question.id} leads to different parts"
        if ahead.since(split) != also_ahead.since(beside):
            yield f"merged, but after {need.question.id} other things wait"
        todo += new
        one, other, split, beside = then, after, ahead, also_ahead


def _newly(before: Moment, after: Moment) -> set[str]:
    """What one answer decided: applied for, held back or not needed; not for which and how many."""
    found = set()
    for was, now in zip(before.procedures, after.procedures, strict=True):
        if now.state is not was.state and ProcedureState.UNDECIDED in (now.state, was.state):
            found.add("applied for" if now.applied_for else "held" if now.held else now.state.value)
    return found
