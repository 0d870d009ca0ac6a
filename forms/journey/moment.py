"""One moment of a case: every procedure judged, every fact resolved; moments follow each other."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forms.catalogue.model import EventSpec, Pack, QuestionSpec
from forms.facts.values import FactId, Facts, FactState, Source
from forms.journey.due import DeadlineNote, Due, last_day
from forms.journey.resolve import Missing, Resolver, Settled
from forms.journey.verdict import ProcedureState, judge
from forms.rules.outcome import Decided, Unknown, merged


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


@dataclass(frozen=True, slots=True)
class _Decision:
    """``open``: what an undecided procedure waits for."""

    outcome: ProcedureOutcome
    open: Unknown | None


@dataclass(frozen=True)
class Moment:
    """One derivation, with its parts."""

    pack: Pack
    event: EventSpec
    resolver: Resolver
    decisions: Mapping[str, _Decision]
    """By procedure, in the event's order."""

    @classmethod
    def of(cls, pack: Pack, event: EventSpec, facts: Facts, today: date) -> Moment:
        """Raises ``ValueError`` for a value of a wrong type."""
        scope = pack.scope(event.id)  # facts of another event must not reach into this one
        given = {fact: state for fact, state in facts.items() if fact in scope}
        moment = cls(pack, event, Resolver(pack, given, today), {})
        return replace(moment, decisions={p: moment._decide(p) for p in event.procedures})

    def after(self, more: Facts) -> Moment:
        """The moment when ``more`` is known too: what no rule connects with it is kept as it is."""
        scope = self.pack.scope(self.event.id)
        given = {fact: state for fact, state in more.items() if fact in scope}
        touched = frozenset[FactId]().union(*(self.pack.affected[fact] for fact in given))
        resolver = self.resolver.after(given, touched)
        moment = Moment(self.pack, self.event, resolver, {})
        decisions = {
            procedure: decision
            if touched.isdisjoint(self.pack.procedures[procedure].facts)
            else moment._decide(procedure)
            for procedure, decision in self.decisions.items()
        }
        return Moment(self.pack, self.event, resolver, decisions)

    @property
    def procedures(self) -> tuple[ProcedureOutcome, ...]:
        """What is known of each procedure."""
        return tuple(decision.outcome for decision in self.decisions.values())

    @cached_property
    def waiting(self) -> Mapping[str, Unknown]:
        """What each undecided procedure waits for."""
        return {p: d.open for p, d in self.decisions.items() if d.open is not None}

    @cached_property
    def forms(self) -> tuple[FormNeed, ...]:
        """Forms to fill."""
        return tuple(
            FormNeed(form.id, procedure)
            for procedure, decision in self.decisions.items()
            if decision.outcome.state in (ProcedureState.NEEDED, ProcedureState.CHECK_AT_COUNTER)
            for form in self.pack.forms_of[procedure]
        )

    def _decide(self, procedure: str) -> _Decision:
        spec = self.pack.procedures[procedure]
        verdict = judge(spec.when, spec.counter, self.resolver.lookup)
        needed = verdict.state is not ProcedureState.NOT_NEEDED
        due = last_day(self.pack, spec, self.resolver.lookup) if needed else Due()
        outcome = ProcedureOutcome(
            spec.id,
            verdict.state,
            verdict.because,
            due.day,
            spec.section,
            due.nominal,
            due.note,
        )
        return _Decision(outcome, verdict.open)

    def needs(self) -> list[tuple[FactId, str]]:
        """Facts that an enabled form or the submission itself needs, and which."""
        found = [
            (fact, form.form_id)
            for form in self.forms
            for fact in self.pack.forms[form.form_id].needs
        ]
        return found + [(fact, self.event.id) for fact in self._own_needs()]

    def _own_needs(self) -> tuple[FactId, ...]:
        """What the submission carries, if there will be one."""
        possible = any(o.state is not ProcedureState.NOT_NEEDED for o in self.procedures)
        return self.event.needs if possible else ()

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

    def open_facts(self) -> frozenset[FactId]:
        """As :meth:`wanted`, without who needs them."""
        needs = {fact for form in self.forms for fact in self.pack.forms[form.form_id].needs}
        resolved = [self.resolver.resolve(fact) for fact in needs.union(self._own_needs())]
        missing = [found.unknown for found in resolved if isinstance(found, Missing)]
        return frozenset().union(*(u.waiting for u in (*self.waiting.values(), *missing)))

    def next_question(self) -> QuestionNeed | None:
        """The first in the event's order that gives a wanted fact, with all its screen can ask."""
        wanted = self.wanted()
        question = self.next_of(wanted.keys())
        if question is None:
            return None
        missing = self.missing(question)
        why = merged(*(wanted.get(fact, ()) for fact in missing))
        hints = tuple(
            hint.wording
            for hint in question.hints
            if isinstance(known := hint.when.evaluate(self.resolver.lookup), Decided)
            and known.value is True
        )
        return QuestionNeed(question, missing, why, hints)

    def next_of(self, wanted: Set[FactId]) -> QuestionSpec | None:
        """The first question in the event's order that gives one of the facts."""
        questions = (self.pack.questions[question] for question in self.event.questions)
        return next((q for q in questions if not wanted.isdisjoint(q.facts)), None)

    def missing(self, question: QuestionSpec) -> tuple[FactId, ...]:
        """What the screen of ``question`` has to ask."""
        return tuple(fact for fact in question.facts if self._is_open(fact))

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

    @cached_property
    def relevant(self) -> frozenset[FactId]:
        """Facts that may leave the kiosk: those that decided something, and those that are needed."""
        found: set[FactId] = set()
        todo = [fact for outcome in self.procedures for fact in outcome.because]
        for outcome in self.procedures:
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
