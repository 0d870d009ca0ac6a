"""Several choices on one screen: what each leads to, apart from the others.

Nine choices make 512 sets, and what most of them lead to is what each choice leads to by itself, taken together.
Where that is so for every set, sums are made choice by choice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from forms.facts.values import Known
from forms.walk.graph import Node, Reached
from forms.walk.parts import Part

Bits: TypeAlias = int
"""A set of choices, a bit for each."""
_Thing: TypeAlias = int | Part
"""A node, or what waits for the end."""


@dataclass(frozen=True, slots=True)
class Group:
    """Choices that have to do with each other: ``leads``: what each set of them leads to."""

    choices: Bits
    leads: Mapping[Bits, Reached]

    def shares(self, chances: Mapping[Bits, Any]) -> Iterator[tuple[Bits, Any]]:
        """The chance of each set of these choices; ``chances``: of sets of all choices."""
        found: dict[Bits, Any] = {}
        for chosen, chance in chances.items():
            mine = chosen & self.choices
            found[mine] = found[mine] + chance if mine in found else chance
        yield from found.items()


@dataclass(frozen=True, slots=True)
class Several:
    """``sets``: the place of each set's branch.  ``always``: where every set leads."""

    sets: Mapping[Bits, int]
    always: Reached
    groups: tuple[Group, ...]


def several(node: Node) -> Several | None:
    """The choices of ``node`` taken apart; ``None`` where not every set of several was tried.

    Each thing that is reached hangs on the choices that can bring or take it away, so these belong together.
    What waits is there when anything wants it: if one choice is enough for it, each brings it by itself.
    """
    sets = _sets(node)
    if sets is None:
        return None
    things = _things(node.branches[at].reached for at in sets.values())
    count = len(sets)
    there = np.zeros((count, len(things)), bool)
    for chosen, at in sets.items():
        for thing in _all(node.branches[at].reached):
            there[chosen, things[thing]] = True
    choices = [1 << n for n in range(count.bit_length() - 1)]
    every = np.arange(count)
    moves = np.array([(there != there[every ^ choice]).any(axis=0) for choice in choices])
    hangs_on = {thing: _bits(choices, moves[:, at]) for thing, at in things.items()}
    brought: dict[_Thing, Bits] = {
        thing: hangs_on[thing]
        for thing, at in things.items()
        if isinstance(thing, Part) and _any_brings(there[:, at], hangs_on[thing])
    }
    tied = [bits for thing, bits in hangs_on.items() if thing not in brought and bits]
    groups = _joined([*tied, *choices])
    return Several(
        sets,
        _reached(thing for thing, bits in hangs_on.items() if not bits),
        tuple(_group(group, things, hangs_on, brought, there) for group in groups),
    )


def _sets(node: Node) -> Mapping[Bits, int] | None:
    """The place of the branch of every set; ``None`` where some were not tried, or there is but one choice."""
    chosen: dict[tuple[str, ...], int] = {}
    for at, branch in enumerate(node.branches):
        state = branch.answer[0][1]
        if isinstance(state, Known) and isinstance(state.value, tuple):
            chosen[state.value] = at
    names = sorted({name for values in chosen for name in values})
    if len(names) < 2 or len(chosen) != 2 ** len(names):
        return None
    place = {name: 1 << n for n, name in enumerate(names)}
    return {sum(place[name] for name in values): at for values, at in chosen.items()}


def _all(reached: Reached) -> tuple[_Thing, ...]:
    return (*reached.nodes, *reached.late)


def _things(every: Iterable[Reached]) -> dict[_Thing, int]:
    found: dict[_Thing, int] = {}
    for reached in every:
        for thing in _all(reached):
            found.setdefault(thing, len(found))
    return found


def _bits(choices: Sequence[Bits], chosen: npt.NDArray[np.bool_]) -> Bits:
    return sum(choice for choice, is_one in zip(choices, chosen, strict=True) if is_one)


def _any_brings(there: npt.NDArray[np.bool_], choices: Bits) -> bool:
    """Whether it is there exactly where one of ``choices`` is."""
    return bool((there == ((np.arange(len(there)) & choices) > 0)).all())


def _joined(groups: Iterable[Bits]) -> list[Bits]:
    found: list[Bits] = []
    for group in groups:
        apart = [other for other in found if not other & group]
        whole = reduce(or_, (other for other in found if other & group), group)
        found = [*apart, whole]
    return found


def _group(
    group: Bits,
    things: Mapping[_Thing, int],
    hangs_on: Mapping[_Thing, Bits],
    brought: Mapping[_Thing, Bits],
    there: npt.NDArray[np.bool_],
) -> Group:
    mine = [t for t, bits in hangs_on.items() if bits & group and t not in brought]
    leads = {}
    for chosen in (bits for bits in range(len(there)) if bits & group == bits):
        own = [thing for thing in mine if there[chosen, things[thing]]]
        leads[chosen] = _reached([*own, *(t for t, bits in brought.items() if bits & chosen)])
    return Group(group, leads)


def _reached(things: Iterable[_Thing]) -> Reached:
    found = list(things)
    nodes = sorted(thing for thing in found if isinstance(thing, int))
    return Reached(tuple(nodes), frozenset(thing for thing in found if isinstance(thing, Part)))
