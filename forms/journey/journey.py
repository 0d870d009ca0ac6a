"""The journey: procedures, the next question, forms; derived, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from forms.catalogue.model import Pack
from forms.facts.values import FactId, Facts, NotApplicable
from forms.journey.estimate import remaining
from forms.journey.filing import Bring
from forms.journey.moment import FormNeed, Moment, QuestionNeed, ReviewLine
from forms.journey.outcomes import GuidanceOutcome, ProcedureOutcome, one_list, to_do
from forms.journey.verdict import ProcedureState

__all__ = [
    "Bring",
    "FormNeed",
    "GuidanceOutcome",
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
    filing: Mapping[str, frozenset[FactId]]
    """Facts that have to be known of who files each procedure."""
    relevant: frozenset[FactId]
    _moment: Moment = field(repr=False, compare=False)

    def after(self, more: Facts) -> Journey:
        """The journey when ``more`` is known too, or instead: as :func:`derive` says, but sooner."""
        return _journey(self._moment.after(more))

    @cached_property
    def to_do(self) -> tuple[ProcedureOutcome, ...]:
        """Procedures that lead to a counter: the earliest deadline first, then the pack's order."""
        return to_do(self.procedures)

    @cached_property
    def guidance(self) -> tuple[GuidanceOutcome, ...]:
        """What other offices do for the family, in the same order."""
        return to_do(self._moment.guidance())

    @cached_property
    def bring(self) -> tuple[Bring, ...]:
        """One list of the things to bring, each once."""
        return one_list(self.to_do)

    @cached_property
    def remaining(self) -> int:
        """Questions still to come if the answers are the usual ones; counted when asked for."""
        return remaining(self._moment)

    @property
    def counted(self) -> bool:
        """Whether :attr:`remaining` is known without working it out."""
        return "remaining" in vars(self)


def derive(
    pack: Pack, event: str, facts: Facts, today: date, *, checked_only: bool = False
) -> Journey:
    """The journey of ``event``.

    ``checked_only``: a deadline, an amount and 「不要」 only by rules that somebody has compared
    with the law; of all others the counter decides.  For everything but practice.

    Raises ``KeyError`` for no such event, ``ValueError`` for a value of a wrong type.
    """
    return _journey(Moment.of(pack, pack.events[event], facts, today, checked_only=checked_only))


def _journey(moment: Moment) -> Journey:
    return Journey(
        event=moment.event.id,
        facts=moment.effective_facts(),
        procedures=moment.with_belongings(),
        next_question=moment.next_question(),
        forms=moment.forms,
        review=moment.review(),
        waiting={procedure: u.waiting for procedure, u in moment.waiting.items()},
        filing={procedure: u.waiting for procedure, u in moment.filing.items()},
        relevant=moment.relevant,
        _moment=moment,
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
