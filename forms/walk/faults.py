"""What must hold on every edge of a walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from forms.catalogue.model import AskedBy, Pack
from forms.facts.values import DontKnow, FactId, FactState, ItemList, Known, NotApplicable, Source
from forms.journey.moment import Moment, QuestionNeed
from forms.journey.resolve import Missing, Resolver, Settled
from forms.journey.verdict import ProcedureState
from forms.rules.outcome import Decided
from forms.walk.answers import Answer


@dataclass(frozen=True, slots=True)
class WalkFault:
    """What does not hold, at which node of the graph; after ``answer`` when it is an edge."""

    message: str
    node: int
    answer: Answer = ()


def edge_faults(
    before: Moment, need: QuestionNeed, after: Moment, *, unsure: bool
) -> Iterator[str]:
    """What one answer shows: nothing asked twice, nothing undone, forms that can be filled.

    ``unsure`` false: no answer so far was わからない, so that nothing may be left to the counter but
    what only the office holds.
    """
    given = before.resolver.given
    again = [fact for fact in need.facts if fact in given and not _is_open_list(given[fact])]
    if again:
        yield f"{need.question.id} asks again: {', '.join(again)}"
    if not need.facts or not need.why:
        yield f"{need.question.id} is asked for nothing"
    for procedure, decision in before.decisions.items():
        was, now = decision.outcome.state, after.decisions[procedure].outcome.state
        if was is not now and was is not ProcedureState.UNDECIDED:
            yield f"{need.question.id} undoes {procedure}"
    yield from box_faults(after, unsure=unsure)
    if not unsure:
        for procedure in left_to_counter(after):
            if not has_counter_reason(after, procedure):
                yield f"{procedure} is left to the counter though every answer is known"


def _is_open_list(state: FactState) -> bool:
    """Whether there may be more items: asked until somebody says that these are all."""
    listed = state.value if isinstance(state, Known) else None
    return isinstance(listed, ItemList) and listed.asks_more


def box_faults(moment: Moment, *, unsure: bool) -> Iterator[str]:
    """Boxes of enabled forms that stay empty though citizens supply them."""
    if unsure:
        return  # somebody may have said わからない to any of them
    resolver = moment.resolver
    for fact, form in moment.needs():
        found = resolver.resolve(fact)
        if isinstance(found, Missing):
            lost = not found.unknown.waiting
            if lost and not _beyond_citizens(moment.pack, resolver, fact):
                yield f"{form} needs {fact}, which nobody can give"
        elif isinstance(found.state, DontKnow) and not any(
            _is_excused(moment.pack, resolver, source) for source in found.sources
        ):
            yield f"{form} lacks {fact} though every answer is known"


def left_to_counter(moment: Moment) -> Iterator[str]:
    """Procedures that are 窓口で確認."""
    for outcome in moment.procedures:
        if outcome.state is ProcedureState.CHECK_AT_COUNTER:
            yield outcome.id


def has_counter_reason(moment: Moment, procedure: str) -> bool:
    """Whether a procedure may be left to the counter with every answer known.

    Advice comes before it, its ``counter`` rule says so, or it cites a fact that only the office holds.
    """
    if moment.decisions[procedure].outcome.held is not None:
        return True
    counter = moment.pack.procedures[procedure].counter
    if counter is not None:
        found = counter.evaluate(moment.resolver.lookup)
        if isinstance(found, Decided) and found.value is True:
            return True
    because = moment.decisions[procedure].outcome.because
    return any(_beyond_citizens(moment.pack, moment.resolver, fact) for fact in because)


def counter_reasons(pack: Pack, event: str) -> dict[str, str]:
    """Procedures that may be 窓口で確認 with every answer known, and why; from the data alone."""
    found = {}
    for procedure in pack.events[event].procedures:
        spec = pack.procedures[procedure]
        held = [
            fact
            for fact in sorted(_behind(pack, frozenset().union(*(r.facts for r in spec.asking))))
            if pack.facts[fact].asked_by is not AskedBy.CITIZEN and not pack.facts[fact].derive
        ]
        reasons = [f"first {hold.guidance} if `{hold.when.text}`" for hold in spec.holds]
        reasons += [f"counter rule `{spec.counter.text}`"] if spec.counter else []
        reasons += [f"nobody but the office says {', '.join(held)}"] if held else []
        if reasons:
            found[procedure] = "; ".join(reasons)
    return found


def _behind(pack: Pack, facts: frozenset[FactId]) -> frozenset[FactId]:
    return frozenset(fact for fact in pack.facts if not pack.affected[fact].isdisjoint(facts))


def _is_excused(pack: Pack, resolver: Resolver, fact: FactId) -> bool:
    """Whether what follows from ``fact`` may stay empty: it does not arise, or no citizen can give it."""
    found = resolver.resolve(fact)
    if isinstance(found, Settled) and isinstance(found.state, NotApplicable):
        return True
    return _beyond_citizens(pack, resolver, fact)


def _beyond_citizens(pack: Pack, resolver: Resolver, fact: FactId) -> bool:
    """Whether the citizen cannot give ``fact``, nor what it is derived from."""
    spec = pack.facts[fact]
    found = resolver.resolve(fact)
    if isinstance(found, Settled) and found.state.source is not Source.DERIVED:
        return False
    if spec.asked_by is not AskedBy.CITIZEN and not spec.derive:
        return True
    if spec.asked_by is AskedBy.CLERK and isinstance(found, Missing):
        return True  # no answer led to it: the clerk looks it up
    return any(_beyond_citizens(pack, resolver, source) for source in spec.sources)


def told(answer: Answer) -> str:
    """An answer in one line."""
    return ", ".join(f"{fact}={_shown(state)}" for fact, state in answer)


def _shown(state: object) -> str:
    return str(getattr(state, "value", "わからない"))
