"""Which question comes next: the first in the event's order, unless usual answers to others would spare it.

A question *waits* while all that want it are procedures not decided yet, and each of them would be shown as
not needed by the usual answer (``typical`` in the pack) to some other open question.  Then that one is asked
first: who had no handbook is not asked for the relation only because one would have to be given back.

Of two that spare each other, the event's order decides; and where questions wait for each other in a circle, the
one that closes it is asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Set
from typing import TYPE_CHECKING

from forms.facts.types import FactType
from forms.facts.values import FactId, FactState, Known, Source
from forms.journey.verdict import ProcedureState, judge

if TYPE_CHECKING:
    from forms.journey.moment import Moment
    from forms.journey.screens import Screen


def first_to_ask(moment: Moment, wanted: Set[FactId]) -> Screen | None:
    """The screen to ask some of ``wanted``; ``None`` when there is none of them."""
    screen = moment.next_of(wanted)
    passed = {screen}
    while screen is not None:
        other = _asked_before(moment, screen, wanted)
        if other is None or other in passed:
            break
        passed.add(other)
        screen = other
    return screen


def _asked_before(moment: Moment, screen: Screen, wanted: Set[FactId]) -> Screen | None:
    """The first of those that ``screen`` waits for."""
    undecided = _undecided(moment, wanted & {*screen.facts})
    sparing = []
    for procedure in undecided:
        found = _that_spares(moment, procedure, screen, wanted)
        if found is None:
            return None
        sparing.append(found)
    if not sparing:
        return None
    first = moment.next_of({fact for other in sparing for fact in other.facts} & wanted)
    if first is None:
        return None
    theirs = _undecided(moment, wanted & {*first.facts})
    if theirs and set(theirs) <= set(undecided) and _spares(moment, screen, theirs):
        return None
    return first


def _undecided(moment: Moment, facts: Set[FactId]) -> tuple[str, ...]:
    """The procedures that want ``facts``, if nothing else does and none of them is decided."""
    if any("[" in fact for fact in facts):  # a person on a list is told of as a whole
        return ()
    wanting = {who for fact in facts for who in moment.wanted_by(fact)}
    return tuple(sorted(wanting)) if wanting <= moment.waiting.keys() else ()


def _that_spares(moment: Moment, procedure: str, but: Screen, wanted: Set[FactId]) -> Screen | None:
    """The first screen, ``but`` one, whose usual answers show that ``procedure`` is not needed."""
    asked = moment.waiting[procedure].waiting
    others = {fact for fact in (asked & wanted) - {*but.facts} if "[" not in fact}
    while (other := moment.next_of(others)) is not None:
        if _spares(moment, other, (procedure,)):
            return other
        others.difference_update(other.facts)
    return None


def _spares(moment: Moment, screen: Screen, procedures: Iterable[str]) -> bool:
    """Whether the usual answers to all of ``screen`` show that none of ``procedures`` is needed."""
    pack, usual = moment.pack, dict[FactId, FactState]()
    for fact in moment.missing(screen):
        spec = pack.facts[fact]
        if spec.type is FactType.LIST or spec.typical is None:
            return False
        usual[fact] = Known(spec.typical, Source.CITIZEN)
    resolver = moment.resolver.after(usual, pack.touched_by(usual))
    verdicts = (judge(pack.procedures[each], resolver.lookup) for each in procedures)
    return all(verdict.state is ProcedureState.NOT_NEEDED for verdict in verdicts)
