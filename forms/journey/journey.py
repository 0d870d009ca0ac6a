"""The journey: procedures, the next question, forms; derived, never stored."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial

from forms.catalogue.model import (
    EventSpec,
    FactSpec,
    Pack,
    ProcedureSpec,
    QuestionSpec,
)
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Known, NotApplicable, Source, Value
from forms.journey.due import DeadlineNote, Due, last_day
from forms.journey.resolve import Missing, Resolver, Settled
from forms.journey.verdict import ProcedureState, judge
from forms.rules.outcome import Decided, Unknown, merged

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


@dataclass(frozen=True, slots=True)
class ProcedureOutcome:
    """One procedure.  ``because``: the facts that decided it, in the order of its rule.

    ``deadline`` is ``None`` when there is none, when it cannot be counted yet, or when the
    procedure is not needed.  ``nominal`` is that day as counted, before a closing day moved it.
    """

    id: str
    state: ProcedureState
    because: tuple[FactId, ...]
    deadline: date | None
    section: str
    nominal: date | None = None
    deadline_note: DeadlineNote | None = None

    def days_left(self, today: date) -> int | None:
        """Days after ``today`` until the last day: 0 on it, negative when it is past."""
        return None if self.deadline is None else (self.deadline - today).days


@dataclass(frozen=True, slots=True)
class QuestionNeed:
    """The next question: its facts that are missing, and the procedures and forms that need it."""

    question: QuestionSpec
    facts: tuple[FactId, ...]
    why: tuple[str, ...]
    hints: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormNeed:
    """A form to fill."""

    form_id: str
    procedure_id: str


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line of the review: what the question's screen gave."""

    question_id: str
    facts: tuple[FactId, ...]


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
    _live: Callable[[], frozenset[FactId]] = field(repr=False, compare=False)

    @cached_property
    def live(self) -> frozenset[FactId]:
        """Facts whose value may still change what comes; the walk over every branch merges by them."""
        return self._live()

    @cached_property
    def remaining(self) -> int:
        """Questions still to come if the answers are the usual ones; counted when asked for."""
        return self._estimate()


def derive(pack: Pack, event: str, facts: Facts, today: date) -> Journey:
    """The journey of ``event``.

    Raises ``KeyError`` for no such event, ``ValueError`` for a value of a wrong type.
    """
    spec = pack.events[event]
    moment = _Moment.of(pack, spec, facts, today)
    return Journey(
        event=event,
        facts=moment.effective_facts(),
        procedures=tuple(moment.outcomes),
        next_question=moment.next_question(),
        forms=moment.forms,
        review=moment.review(),
        waiting={procedure: u.waiting for procedure, u in moment.waiting.items()},
        relevant=moment.relevant,
        _estimate=partial(_remaining, pack, spec, facts, today),
        _live=moment.live,
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


@dataclass
class _Moment:
    """One derivation, with its parts."""

    pack: Pack
    event: EventSpec
    resolver: Resolver
    outcomes: list[ProcedureOutcome]
    waiting: dict[str, Unknown]
    """What each undecided procedure waits for."""
    forms: tuple[FormNeed, ...]
    relevant: frozenset[FactId]

    @classmethod
    def of(cls, pack: Pack, event: EventSpec, facts: Facts, today: date) -> _Moment:
        scope = pack.scope(event.id)  # facts of another event must not reach into this one
        given = {fact: state for fact, state in facts.items() if fact in scope}
        moment = cls(pack, event, Resolver(pack, given, today), [], {}, (), frozenset())
        for procedure in event.procedures:
            moment._decide(pack.procedures[procedure])
        moment.forms = tuple(
            FormNeed(form.id, outcome.id)
            for outcome in moment.outcomes
            if outcome.state in (ProcedureState.NEEDED, ProcedureState.CHECK_AT_COUNTER)
            for form in pack.forms_of[outcome.id]
        )
        moment.relevant = moment._relevant()
        return moment

    def _decide(self, spec: ProcedureSpec) -> None:
        verdict = judge(spec.when, spec.counter, self.resolver.lookup)
        if verdict.open is not None:
            self.waiting[spec.id] = verdict.open
        needed = verdict.state is not ProcedureState.NOT_NEEDED
        due = last_day(self.pack, spec, self.resolver.lookup) if needed else Due()
        self.outcomes.append(
            ProcedureOutcome(
                spec.id,
                verdict.state,
                verdict.because,
                due.day,
                spec.section,
                due.nominal,
                due.note,
            )
        )

    def needs(self) -> list[tuple[FactId, str]]:
        """Facts that an enabled form or the submission itself needs, and which."""
        found = [
            (fact, form.form_id)
            for form in self.forms
            for fact in self.pack.forms[form.form_id].needs
        ]
        possible = any(o.state is not ProcedureState.NOT_NEEDED for o in self.outcomes)
        return found + [(fact, self.event.id) for fact in self.event.needs if possible]

    def wanted(self) -> dict[FactId, tuple[str, ...]]:
        """Facts to ask, each with who needs it."""
        wanted: dict[FactId, tuple[str, ...]] = {}
        for procedure, unknown in self.waiting.items():
            for fact in unknown.waiting:
                wanted[fact] = merged(wanted.get(fact, ()), (procedure,))
        for need, form in self.needs():
            resolved = self.resolver.resolve(need)
            if isinstance(resolved, Missing):
                for fact in resolved.unknown.waiting:
                    wanted[fact] = merged(wanted.get(fact, ()), (form,))
        return wanted

    def next_question(self) -> QuestionNeed | None:
        """The first in the event's order that gives a wanted fact, with all its screen can ask."""
        wanted = self.wanted()
        for question_id in self.event.questions:
            question = self.pack.questions[question_id]
            if not any(fact in wanted for fact in question.facts):
                continue
            missing = tuple(fact for fact in question.facts if self._is_open(fact))
            why = merged(*(wanted.get(fact, ()) for fact in missing))
            hints = tuple(
                hint.wording
                for hint in question.hints
                if isinstance(known := hint.when.evaluate(self.resolver.lookup), Decided)
                and known.value is True
            )
            return QuestionNeed(question, missing, why, hints)
        return None

    def _is_open(self, fact: FactId) -> bool:
        resolved = self.resolver.resolve(fact)
        return isinstance(resolved, Missing) and fact in resolved.unknown.waiting

    def effective_facts(self) -> dict[FactId, FactState]:
        """The event's facts as given, with what rules say laid over them."""
        facts = dict(self.resolver.given)
        for fact in self.pack.scope(self.event.id):
            match self.resolver.resolve(fact):
                case Settled(state=state):
                    facts[fact] = state
                case Missing():
                    if fact in facts and facts[fact].source is Source.DERIVED:
                        del facts[fact]
        return facts

    def _relevant(self) -> frozenset[FactId]:
        found: set[FactId] = set()
        todo = [fact for outcome in self.outcomes for fact in outcome.because]
        for outcome in self.outcomes:
            deadline = self.pack.procedures[outcome.id].deadline
            if outcome.deadline is not None and deadline is not None:
                todo += deadline.date.facts
        todo += [fact for fact, _ in self.needs()]
        while todo:
            fact = todo.pop()
            if fact in found:
                continue
            found.add(fact)
            resolved = self.resolver.resolve(fact)
            if isinstance(resolved, Settled):
                todo += resolved.sources
        return frozenset(found)

    def review(self) -> tuple[ReviewLine, ...]:
        """Every question of the event with what it (or a card) gave and is still of use."""
        lines = []
        for question_id in self.event.questions:
            facts = tuple(f for f in self.pack.questions[question_id].facts if self._in_review(f))
            if facts:
                lines.append(ReviewLine(question_id, facts))
        return tuple(lines)

    def _in_review(self, fact: FactId) -> bool:
        resolved = self.resolver.resolve(fact)
        return (
            fact in self.relevant
            and isinstance(resolved, Settled)
            and resolved.state.source is not Source.DERIVED
        )

    def live(self) -> frozenset[FactId]:
        """Settled facts on which an undecided procedure or a missing need still depends."""
        unknowns = list(self.waiting.values())
        forms = {form.form_id for form in self.forms}
        possible = [f for p in self.waiting for f in self.pack.forms_of[p] if f.id not in forms]
        todo = [fact for fact, _ in self.needs()] + [n for f in possible for n in f.needs]
        seen: set[FactId] = set()
        deciding: set[FactId] = set()
        while todo:  # whatever a missing need may still be derived from
            fact = todo.pop()
            resolved = self.resolver.resolve(fact)
            if fact in seen or isinstance(resolved, Settled):
                continue
            seen.add(fact)
            unknowns.append(resolved.unknown)
            todo += self.pack.facts[fact].consulted
            deciding |= self.pack.facts[fact].deciding
        settled = {f for f in deciding if isinstance(self.resolver.resolve(f), Settled)}
        return frozenset(settled).union(*(u.unsure | {*u.because} for u in unknowns))


def _remaining(pack: Pack, event: EventSpec, facts: Facts, today: date) -> int:
    """Questions to come when each is answered as usual (``typical`` of the pack or yes)."""
    supposed = dict(facts)
    for count in range(len(event.questions) + 1):
        need = _Moment.of(pack, event, supposed, today).next_question()
        if need is None:
            return count
        for fact in need.facts:
            supposed[fact] = Known(_typical(pack.facts[fact], today), Source.CITIZEN)
    raise AssertionError("a question is asked twice")


def _typical(spec: FactSpec, today: date) -> Value:
    if spec.typical is not None:
        return spec.typical
    match spec.type:
        case FactType.YES_NO:
            return True
        case FactType.COUNT:
            return spec.limits[0] if spec.limits else 1
        case FactType.DATE:
            return today
        case FactType.CHOICE:
            return spec.values[0]
        case _:
            return ""
