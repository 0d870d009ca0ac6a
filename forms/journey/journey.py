"""The journey: procedures, the next question, forms; derived, never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from forms.catalogue.model import Pack
from forms.facts.values import FactId, Facts, NotApplicable
from forms.journey.estimate import remaining
from forms.journey.moment import FormNeed, Moment, ProcedureOutcome, QuestionNeed, ReviewLine
from forms.journey.verdict import ProcedureState

__all__ = [
    "FormNeed",
    "Journey",
    "ProcedureOutcome",
    "ProcedureState",
    "QuestionNeed",
    "ReviewLine",
    "answered",
    "derive",
    "relevant_facts",
]


@dataclass(frozen=True)
class Journey:
    """Everything that follows from (pack, event, facts, today).

    ``facts``: those given that the event may want, with the derived and the excluded ones laid
    over them.  ``relevant``: facts that may leave the kiosk.
    """

    event: str
    facts: Facts
    procedures: tuple[ProcedureOutcome, ...]
    next_question: QuestionNeed | None
    forms: tuple[FormNeed, ...]
    review: tuple[ReviewLine, ...]
    waiting: Mapping[str, frozenset[FactId]]
    """Facts that each undecided procedure waits for."""
    relevant: frozenset[FactId]
    _estimate: Callable[[], int] = field(repr=False, compare=False)

    @cached_property
    def remaining(self) -> int:
        """Questions still to come if the answers are the usual ones; counted when asked for."""
        return self._estimate()


def derive(pack: Pack, event: str, facts: Facts, today: date) -> Journey:
    """The journey of ``event``.

    Raises ``KeyError`` for no such event, ``ValueError`` for a value of a wrong type.
    """
    moment = Moment.of(pack, pack.events[event], facts, today)
    return Journey(
        event=event,
        facts=moment.effective_facts(),
        procedures=moment.procedures,
        next_question=moment.next_question(),
        forms=moment.forms,
        review=moment.review(),
        waiting={procedure: u.waiting for procedure, u in moment.waiting.items()},
        relevant=moment.relevant,
        _estimate=partial(remaining, moment),
    )


def relevant_facts(journey: Journey) -> Facts:
    """Facts that forms and the submission may carry: nothing stale, nothing that nobody needs."""
    return {
        fact: state
        for fact, state in journey.facts.items()
        if fact in journey.relevant and not isinstance(state, NotApplicable)
    }


def answered(journey: Journey, question_id: str) -> bool:
    """Whether the review has a line of this question."""
    return any(line.question_id == question_id for line in journey.review)
