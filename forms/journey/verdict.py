"""What a rule says of a procedure: its state, and the facts that decided it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from forms.catalogue.procedures import GuidanceSpec, ProcedureSpec
from forms.facts.lists import of_every_item
from forms.facts.values import FactId
from forms.rules.doubt import doubted
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, Unknown, merged, waiting_for
from forms.rules.rule import Rule


class ProcedureState(StrEnum):
    """What is known of a procedure."""

    NEEDED = "needed"
    NOT_NEEDED = "not_needed"
    CHECK_AT_COUNTER = "check_at_counter"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """``because``: deciding facts in the order of the rule.  ``open``: what an undecided one is.

    ``held``: the guidance that has to come before, when it holds the procedure back.
    ``unsure``: not even the first rule is known to hold.
    """

    state: ProcedureState
    because: tuple[FactId, ...] = ()
    open: Unknown | None = None
    held: str | None = None
    unsure: bool = False


def judge(spec: ProcedureSpec, lookup: Lookup) -> Verdict:
    """Needed when ``when`` holds; then held back by advice that comes before, or to be looked at.

    What nobody is sure of is held back too: taking an inheritance cannot be undone.
    """
    verdict = _verdict(spec.when, lookup)
    if verdict.open is not None and leads_to_counter(spec, lookup):
        verdict = _careful(spec.when, lookup)
    if verdict.state in (ProcedureState.NOT_NEEDED, ProcedureState.UNDECIDED):
        return verdict
    unsure = verdict.state is ProcedureState.CHECK_AT_COUNTER
    for hold in spec.holds:
        before = _careful(hold.when, lookup)
        if before.open is not None:
            return before
        because = merged(verdict.because, before.because)
        if before.state is not ProcedureState.NOT_NEEDED:
            return Verdict(
                ProcedureState.CHECK_AT_COUNTER, because, held=hold.guidance, unsure=unsure
            )
        verdict = Verdict(verdict.state, because)
    if unsure or spec.counter is None:
        return replace(verdict, unsure=unsure)
    second = _careful(spec.counter, lookup)
    if second.open is not None:
        return second
    state = second.state
    if state is ProcedureState.NEEDED:
        state = ProcedureState.CHECK_AT_COUNTER
    elif state is ProcedureState.NOT_NEEDED:
        state = ProcedureState.NEEDED
    return Verdict(state, merged(verdict.because, second.because))


def leads_to_counter(spec: ProcedureSpec, lookup: Lookup) -> bool:
    """Whether it is 窓口で確認 if it is anything: then it is no matter how sure ``when`` is."""
    for hold in spec.holds:
        before = doubted(hold.when.node, lookup)
        if not isinstance(before, Decided) or before.value is True:
            return isinstance(before, Decided)
    if spec.counter is None:
        return False
    found = doubted(spec.counter.node, lookup)
    return isinstance(found, Decided) and found.value is True


def judge_guidance(spec: GuidanceSpec, lookup: Lookup) -> ProcedureState:
    """Whether it concerns the family.  What was not asked may concern them: nobody asks for this alone."""
    state = _verdict(spec.when, lookup).state
    return ProcedureState.CHECK_AT_COUNTER if state is ProcedureState.UNDECIDED else state


def _verdict(rule: Rule, lookup: Lookup) -> Verdict:
    outcome = rule.evaluate(lookup)
    if isinstance(outcome, Decided):
        needed = outcome.value is True
        state = ProcedureState.NEEDED if needed else ProcedureState.NOT_NEEDED
        return Verdict(state, outcome.because)
    if outcome.waiting:
        return Verdict(ProcedureState.UNDECIDED, open=outcome)
    return Verdict(ProcedureState.CHECK_AT_COUNTER, _unsettling(rule, outcome, lookup))


def _careful(rule: Rule, lookup: Lookup) -> Verdict:
    """As :func:`_verdict`, where 「needed」 and 「at the counter」 come to the same.

    So nobody is asked what could only make a certain yes of a doubtful one.
    """
    verdict = _verdict(rule, lookup)
    if verdict.open is None:
        return verdict
    match doubted(rule.node, lookup):
        case Decided(because=because):
            return Verdict(ProcedureState.CHECK_AT_COUNTER, because)
        case Unknown() as found:
            return Verdict(ProcedureState.UNDECIDED, open=found)


def _unsettling(rule: Rule, outcome: Unknown, lookup: Lookup) -> tuple[FactId, ...]:
    """The facts that leave the rule unknown for good: without any one of them it would be open.

    An answer that was given before another made it moot is no reason, and leaves nowhere.
    """
    deciding = outcome.unsure | frozenset(outcome.because)
    place = {fact: index for index, fact in enumerate(rule.order)}
    named = [fact for fact in deciding if of_every_item(fact) in place]
    kept = sorted(named, key=lambda fact: (place[of_every_item(fact)], fact))
    # Of two that nobody knows the rule names the first: the second, still there, must not make it look idle.
    alone = _limited(lookup, lambda fact: fact in deciding)
    if _is_settled(rule.evaluate(alone)):
        lookup = alone
    for fact in reversed(kept.copy()):
        fewer = [other for other in kept if other != fact]
        if _is_settled(rule.evaluate(_limited(lookup, _all_but(deciding - {*fewer})))):
            kept = fewer
    return tuple(kept)


def _limited(lookup: Lookup, shown: Callable[[FactId], bool]) -> Lookup:
    return lambda fact: lookup(fact) if shown(fact) else waiting_for(fact)


def _all_but(hidden: frozenset[FactId]) -> Callable[[FactId], bool]:
    return lambda fact: fact not in hidden


def _is_settled(outcome: Outcome) -> bool:
    return isinstance(outcome, Unknown) and not outcome.waiting
