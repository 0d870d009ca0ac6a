"""What waits when the parts of a journey have ended: sets of parts, and a way to each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import TypeAlias

from forms.facts.values import FactId, Facts, FactState
from forms.walk.answers import Answer
from forms.walk.graph import Graph, Reached
from forms.walk.parts import Late, Part


@dataclass(frozen=True, slots=True)
class LateSets:
    """Sets of what waits, as numbers with a bit for each part: there are thousands of them."""

    bits: dict[Part, int] = field(default_factory=dict)

    def number(self, late: Late) -> int:
        """Of a set."""
        return sum(self.bits.setdefault(part, 1 << len(self.bits)) for part in late)

    def late(self, number: int) -> Late:
        """The set that a number stands for."""
        return frozenset(part for part, bit in self.bits.items() if number & bit)


def last_parents(graph: Graph, order: Sequence[int]) -> Mapping[int, list[int]]:
    """Of each node the targets that no node after it in ``order`` leads to: what was held for them may go.

    Where the journey and what waits begin is held to the end.
    """
    begins = {*graph.first.nodes}.union(*(reached.nodes for reached in graph.ends.values()))
    last = {
        target: number
        for number in order
        for branch in graph.nodes[number].branches
        for target in branch.reached.nodes
    }
    found: dict[int, list[int]] = {number: [] for number in order}
    for target, number in last.items():
        if target not in begins:
            found[number].append(target)
    return found


_Way: TypeAlias = tuple[Answer, tuple["_Way", ...]]
"""An answer, and a way to the end of each part that it leads to."""


def ways_to_the_end(graph: Graph, order: Sequence[int]) -> Mapping[Late, Facts]:
    """All that can wait when every part has ended, each with answers that lead there."""
    sets = LateSets()
    ways: dict[int, dict[int, _Way]] = {}

    def through(reached: Reached, answer: Answer) -> dict[int, _Way]:
        found: dict[int, _Way] = {sets.number(reached.late): (answer, ())}
        for number in reached.nodes:  # one after the other: most of their unions are the same
            more: dict[int, _Way] = {}
            for (mine, (_, so_far)), (theirs, way) in product(found.items(), ways[number].items()):
                if mine | theirs not in more:
                    more[mine | theirs] = (answer, (*so_far, way))
            found = more
        return found

    for number, let_go in last_parents(graph, order).items():
        mine: dict[int, _Way] = {}
        for branch in graph.nodes[number].branches:
            for late, way in through(branch.reached, branch.answer).items():
                mine.setdefault(late, way)
        ways[number] = mine
        for target in let_go:
            del ways[target]
    whole = through(graph.first, ())
    return {sets.late(late): dict(_said_on(way)) for late, way in whole.items()}


def _said_on(way: _Way) -> Iterator[tuple[FactId, FactState]]:
    answer, further = way
    yield from answer
    for each in further:
        yield from _said_on(each)
