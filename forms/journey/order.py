"""Which question comes next: the first in the event's order, unless the usual answer to another would spare it.

A question *waits* while all that want it are procedures not decided yet, and the usual answer to another
open question (``typical`` in the pack) would show each of them as not needed.  Then that one is asked
first: who had no handbook is not asked for the relation only because one had to be given back.

Of two that spare each other, the event's order decides.  So no questions wait for each other, however far
around: whom one spares, the next spares too, and one more.
"""

from __future__ import annotations

from collections.abc import Set
from typing import TYPE_CHECKING, Final

from forms.facts.types import FactType
from forms.facts.values import FactId, FactState, Known, Source
from forms.journey.verdict import ProcedureState, judge

if TYPE_CHECKING:
    from forms.journey.moment import Moment
    from forms.journey.screens import Screen

_RULING_OUT: Final = frozenset({FactType.YES_NO, FactType.CHOICE, FactType.CHOICES})


def first_to_ask(moment: Moment, wanted: Set[FactId]) -> Screen | None:
    """The screen to ask some of ``wanted``; ``None`` when there is none of them."""
    screen = moment.next_of(wanted)
    while screen is not None and (other := _asked_before(moment, screen, wanted)) is not None:
        screen = other
    return screen


def _asked_before(moment: Moment, screen: Screen, wanted: Set[FactId]) -> Screen | None:
    """The first other screen that ``screen`` waits for."""
    mine = wanted & {*screen.facts}
    undecided = _undecided(moment, mine)
    if not undecided:
        return None
    first = moment.waiting[undecided[0]]
    others = {fact for fact in (first.waiting & wanted) - mine if "[" not in fact}
    while (other := moment.next_of(others)) is not None:
        others.difference_update(other.facts)
        if _spares(moment, other, undecided):
            theirs = _undecided(moment, wanted & {*other.facts})
            if not (theirs and _spares(moment, screen, theirs)):
                return other
    return None


def _undecided(moment: Moment, facts: Set[FactId]) -> tuple[str, ...]:
    """The procedures that want ``facts``, if nothing else does and none of them is decided."""
    if any("[" in fact for fact in facts):  # a person on a list is told of as a whole
        return ()
    wanting = {who for fact in facts for who in moment.wanted_by(fact)}
    return tuple(sorted(wanting)) if wanting <= moment.waiting.keys() else ()


def _spares(moment: Moment, screen: Screen, procedures: tuple[str, ...]) -> bool:
    """Whether the usual answers to all of ``screen`` show that none of ``procedures`` is needed."""
    pack, usual = moment.pack, dict[FactId, FactState]()
    for fact in moment.missing(screen):
        spec = pack.facts[fact]
        if spec.type not in _RULING_OUT or spec.typical is None:
            return False
        usual[fact] = Known(spec.typical, Source.CITIZEN)
    resolver = moment.resolver.after(usual, pack.touched_by(usual))
    verdicts = (judge(pack.procedures[each], resolver.lookup) for each in procedures)
    return all(verdict.state is ProcedureState.NOT_NEEDED for verdict in verdicts)
