"""Which questions an event can ask: a walk over its branches with the states merged."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from forms.catalogue.model import Pack
from forms.facts.values import DontKnow, FactId, Facts, FactState, Known, Source, Value
from forms.journey.journey import Journey, QuestionNeed, derive
from forms.journey.verdict import ProcedureState


def asked_questions(
    pack: Pack, event: str, values: Mapping[FactId, Sequence[Value]], today: date
) -> frozenset[str]:
    """Questions that some answers lead to, of every answer in ``values``.

    Ends as soon as each was asked; only a question that is never asked makes it walk all branches.
    """
    every = frozenset(pack.events[event].questions)
    asked: set[str] = set()
    seen: set[Hashable] = set()
    todo: list[Facts] = [{}]
    while todo and asked != every:
        facts = todo.pop()
        journey = derive(pack, event, facts, today)
        state = future_state(pack, journey)
        need = journey.next_question
        if need is None or state in seen:
            continue
        seen.add(state)
        asked.add(need.question.id)
        todo += [{**facts, **answer} for answer in answers(need, values)]
    return frozenset(asked)


def answers(
    need: QuestionNeed, values: Mapping[FactId, Sequence[Value]]
) -> Iterator[dict[FactId, FactState]]:
    """Every answer to the question; a screen of several texts is filled or not known as a whole."""
    if need.question.dont_know:
        yield {fact: DontKnow() for fact in need.facts}
    first, *rest = need.facts
    for value in values[first]:
        yield {
            first: Known(value, Source.CITIZEN),
            **{fact: Known(values[fact][0], Source.CITIZEN) for fact in rest},
        }


def future_state(pack: Pack, journey: Journey) -> Hashable:
    """What the rest of the journey depends on; what is decided and printed already is left out.

    Two moments with equal keys have the same future (shown against walks that do not merge).
    """
    enabled = {form.form_id for form in journey.forms}
    possible = {form.id for p in journey.waiting for form in pack.forms_of[p]} - enabled
    own = pack.events[journey.event].needs
    needs = set(own).union(*(pack.forms[form].needs for form in enabled))
    later = frozenset[FactId]().union(*(pack.forms[form].needs for form in possible)) - needs
    decided = {o.state for o in journey.procedures} - {ProcedureState.UNDECIDED}
    return (
        tuple((fact, journey.facts.get(fact)) for fact in sorted(journey.live)),
        tuple(sorted((p, tuple(sorted(w))) for p, w in journey.waiting.items())),
        tuple(sorted((p, tuple(sorted(w))) for p, w in journey.filing.items())),
        tuple(form for form in sorted(enabled) if _missing(journey, pack.forms[form].needs)),
        _missing(journey, needs),
        _missing(journey, later),
        bool(_missing(journey, own)) and bool(decided - {ProcedureState.NOT_NEEDED}),
    )


def _missing(journey: Journey, needs: Iterable[FactId]) -> tuple[FactId, ...]:
    return tuple(sorted(fact for fact in needs if fact not in journey.facts))
