"""One moment of a case: every procedure judged, every fact resolved; moments follow each other."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from forms.catalogue.model import EventSpec, Pack, QuestionSpec
from forms.catalogue.office_days import DEFAULT
from forms.catalogue.procedures import Amount, ProcedureSpec
from forms.facts.lists import items_of, list_of, of_every_item, of_items, without_the_lost
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Source
from forms.journey.due import last_day
from forms.journey.filing import MayFile, may_file, to_bring
from forms.journey.outcomes import GuidanceOutcome, ProcedureOutcome
from forms.journey.resolve import Missing, Resolver, Settled
from forms.journey.screens import Screen, called_by, first_of, screens
from forms.journey.verdict import ProcedureState, judge, judge_guidance
from forms.rules.outcome import Decided, Outcome, Unknown, merged, unsure_of
from forms.rules.rule import TODAY, Rule


@dataclass(frozen=True, slots=True)
class QuestionNeed:
    """The next question: its facts that are missing, and the procedures and forms that need it."""

    question: QuestionSpec
    facts: tuple[FactId, ...]
    why: tuple[str, ...]
    hints: tuple[str, ...] = ()
    item: str | None = None
    """Of a question that is asked for each item of a list: the one that it is about."""


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
    item: str | None = None


@dataclass(frozen=True, slots=True)
class _Decision:
    """``open``: what an undecided procedure waits for.  ``filing``: what its ``who`` comes to."""

    outcome: ProcedureOutcome
    open: Unknown | None
    filing: Outcome | None


@dataclass(frozen=True)
class Moment:
    """One derivation, with its parts."""

    pack: Pack
    event: EventSpec
    resolver: Resolver
    decisions: Mapping[str, _Decision]
    """By procedure, in the event's order."""
    checked_only: bool = False

    @classmethod
    def of(
        cls, pack: Pack, event: EventSpec, facts: Facts, today: date, *, checked_only: bool = False
    ) -> Moment:
        """Raises ``ValueError`` for a value of a wrong type."""
        scope = pack.kept(event.id)  # facts of another event must not reach into this one
        given = without_the_lost(_in_scope(facts, scope))
        moment = cls(pack, event, Resolver(pack, given, today, event.says), {}, checked_only)
        return replace(moment, decisions={p: moment._decide(p) for p in event.procedures})

    def after(self, more: Facts) -> Moment:
        """The moment when ``more`` is known too: what no rule connects with it is kept as it is."""
        given = _in_scope(more, self.pack.kept(self.event.id))
        declared = {of_every_item(fact) for fact in given}
        touched = frozenset[FactId]().union(*(self.pack.affected[fact] for fact in declared))
        resolver = self.resolver.after(given, touched)
        moment = replace(self, resolver=resolver, decisions={})
        decisions = {
            procedure: decision
            if touched.isdisjoint(self.pack.procedures[procedure].facts)
            else moment._decide(procedure)
            for procedure, decision in self.decisions.items()
        }
        return replace(moment, decisions=decisions)

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
            if decision.outcome.applied_for
            for form in self.pack.forms_of[procedure]
            if not (form.only_when_sure and decision.outcome.unsure)
        )

    @cached_property
    def filing(self) -> Mapping[str, Unknown]:
        """What has to be known of who files each procedure that is needed, or may be."""
        return {
            procedure: decision.filing
            for procedure, decision in self.decisions.items()
            if isinstance(decision.filing, Unknown)
        }

    def _decide(self, procedure: str) -> _Decision:
        spec, lookup = self.pack.procedures[procedure], self.resolver.lookup
        verdict = judge(spec, lookup)
        state = verdict.state
        if state is ProcedureState.NOT_NEEDED:
            unchecked = self.checked_only and bool(spec.source.missing) and not spec.on_request
            if unchecked:
                state = ProcedureState.CHECK_AT_COUNTER
            outcome = ProcedureOutcome(
                spec.id, state, verdict.because, None, spec.section, unchecked=unchecked
            )
            return _Decision(outcome, None, None)
        filing = None
        if spec.filing is not None and verdict.held is None:
            filing = spec.filing.may.evaluate(lookup)
        may = self._may_file(spec, filing) if verdict.open is None else None
        office = self.pack.closing_days(spec.section)
        due = last_day(spec.deadline, office, lookup, checked_only=self.checked_only)
        amount = self._amount(spec)
        yen_unchecked = amount is not None and self.checked_only and bool(amount.source.missing)
        outcome = ProcedureOutcome(
            spec.id,
            state,
            verdict.because,
            due.day,
            spec.section,
            due.nominal,
            due.note,
            held=verdict.held,
            unsure=verdict.unsure,
            may_file=may,
            yen=None if amount is None or yen_unchecked else amount.value,
            yen_unchecked=yen_unchecked,
        )
        return _Decision(outcome, verdict.open, filing)

    def _may_file(self, spec: ProcedureSpec, filing: Outcome | None) -> MayFile | None:
        may = may_file(spec.filing, filing)
        if may is not None and self.checked_only and spec.source.missing:
            return MayFile.CHECK_AT_COUNTER
        return may

    def _amount(self, spec: ProcedureSpec) -> Amount | None:
        if spec.amount is None:
            return None
        return self.pack.parameters[spec.amount].on(self.resolver.today)

    def with_belongings(self) -> tuple[ProcedureOutcome, ...]:
        """As :attr:`procedures`, with what is to be brought."""
        return tuple(
            replace(
                outcome,
                bring=to_bring(
                    self.pack.procedures[outcome.id], outcome.state, outcome.may_file, self._told
                ),
            )
            if outcome.applied_for
            else outcome
            for outcome in self.procedures
        )

    def guidance(self) -> tuple[GuidanceOutcome, ...]:
        """What other offices do for the family."""
        office, checked_only = self.pack.closing_days(DEFAULT), self.checked_only
        found = []
        for spec in self.pack.guidance_of[self.event.id]:
            state = judge_guidance(spec, self._told)
            if state is ProcedureState.NOT_NEEDED and checked_only and spec.source.missing:
                state = ProcedureState.CHECK_AT_COUNTER
            due = last_day(spec.deadline, office, self._told, checked_only=checked_only)
            found.append(GuidanceOutcome(spec.id, state, due.day, due.note))
        return tuple(found)

    def _told(self, fact: FactId) -> Outcome:
        """What is said with the procedures knows what they know: a stale answer says nothing."""
        known = fact == TODAY or fact in self.relevant
        return self.resolver.lookup(fact) if known else unsure_of(fact)

    def needs(self) -> list[tuple[FactId, str]]:
        """Facts that an enabled form or the submission itself needs, and which."""
        found = [
            (fact, form.form_id)
            for form in self.forms
            for fact in self.of_items(self.pack.forms[form.form_id].needs)
        ]
        return found + [(fact, self.event.id) for fact in self.of_items(self._own_needs())]

    def of_items(self, names: Iterable[FactId]) -> Iterator[FactId]:
        """``names``, those of every item for each item so far."""
        return of_items(names, self.resolver.given) if self.pack.has_lists else iter(names)

    def items(self, over: FactId) -> tuple[str, ...]:
        """The items of a list so far."""
        return items_of(self.resolver.given, over)

    def _own_needs(self) -> tuple[FactId, ...]:
        """What the submission carries, if there will be one."""
        possible = any(o.state is not ProcedureState.NOT_NEEDED for o in self.procedures)
        return self.event.needs if possible else ()

    @cached_property
    def wanted(self) -> Mapping[FactId, tuple[str, ...]]:
        """Facts to ask, each with who needs it."""
        wanted: dict[FactId, tuple[str, ...]] = {}
        for procedure, unknown in self._asking():
            for fact in unknown.waiting:
                wanted[fact] = merged(wanted.get(fact, ()), (procedure,))
        for need, form in self.needs():
            resolved = self.resolver.resolve(need)
            if isinstance(resolved, Missing):
                for fact in resolved.unknown.waiting:
                    wanted[fact] = merged(wanted.get(fact, ()), (form,))
        return dict.fromkeys(self.unnamed(wanted), (self.event.id,)) | wanted

    def unnamed(self, wanted: Iterable[FactId]) -> Iterator[FactId]:
        """What the items of a list in use are called: so that everyone can tell who is on it."""
        lists = self.pack.named_lists(self.event.id)
        used = {list_of(fact) for fact in wanted} | self.relevant if lists else set()
        for over in lists:
            if over in used:
                yield from filter(self._is_open, called_by(self.pack, over, self.items))

    def open_facts(self) -> frozenset[FactId]:
        """As :meth:`wanted`, without who needs them."""
        needs = {fact for form in self.forms for fact in self.pack.forms[form.form_id].needs}
        every = set(self.of_items(needs.union(self._own_needs())))
        resolved = [self.resolver.resolve(fact) for fact in every]
        missing = [found.unknown for found in resolved if isinstance(found, Missing)]
        unknowns = (*(unknown for _, unknown in self._asking()), *missing)
        found = frozenset[FactId]().union(*(u.waiting for u in unknowns))
        return found.union(self.unnamed(found))

    def _asking(self) -> Iterator[tuple[str, Unknown]]:
        """What procedures want to know: whether, by whom and until when they are filed."""
        yield from self.waiting.items()
        yield from self.filing_open().items()
        yield from self._counting_now()

    def _counting_now(self) -> Iterator[tuple[str, Unknown]]:
        """Last days that cannot be counted yet, of what is surely applied for."""
        for procedure, decision in self.decisions.items():
            deadline = self.pack.procedures[procedure].deadline
            if deadline is not None and decision.outcome.applied_for:
                found = deadline.date.evaluate(self.resolver.lookup)
                if isinstance(found, Unknown) and found.waiting:
                    yield procedure, found

    def filing_open(self) -> Mapping[str, Unknown]:
        """As :attr:`filing`, of what is surely applied for and can still be asked."""
        applied = {o.id for o in self.procedures if o.applied_for}
        return {p: u for p, u in self.filing.items() if p in applied and u.waiting}

    def next_question(self, among: Set[FactId] | None = None) -> QuestionNeed | None:
        """The first in the event's order that gives a wanted fact, with all its screen can ask.

        ``among``: of these facts only.
        """
        wanted = self.wanted
        if among is not None:
            wanted = {fact: why for fact, why in wanted.items() if fact in among}
        screen = self.next_of(wanted.keys())
        if screen is None:
            return None
        missing = self.missing(screen)
        why = merged(*(wanted.get(fact, ()) for fact in missing))
        hints = tuple(
            hint.wording
            for hint in screen.question.hints
            if isinstance(known := self._hinted(hint.when, screen.item), Decided)
            and known.value is True
        )
        return QuestionNeed(screen.question, missing, why, hints, screen.item)

    def _hinted(self, when: Rule, item: str | None) -> Outcome:
        return (when if item is None else when.about(item)).evaluate(self.resolver.lookup)

    def next_of(self, wanted: Set[FactId]) -> Screen | None:
        """The first screen in the event's order that gives one of the facts."""
        return first_of(self.pack, self.event, self.items, wanted)

    def missing(self, screen: Screen) -> tuple[FactId, ...]:
        """What the screen has to ask."""
        return tuple(fact for fact in screen.facts if self._is_open(fact))

    def _is_open(self, fact: FactId) -> bool:
        resolved = self.resolver.resolve(fact)
        return isinstance(resolved, Missing) and fact in resolved.unknown.waiting

    def effective_facts(self) -> dict[FactId, FactState]:
        """The event's facts as given, with what rules say laid over them."""
        facts = dict(self.resolver.given)
        for fact in self._scope():
            match self.resolver.resolve(fact):
                case Settled(state=state):
                    facts[fact] = state
                case Missing():
                    if fact in facts and facts[fact].source is Source.DERIVED:
                        del facts[fact]
        return facts

    def _scope(self) -> Iterator[FactId]:
        """The event's facts, those of items for each item so far."""
        return self.of_items(self.pack.scope(self.event.id))

    @cached_property
    def relevant(self) -> frozenset[FactId]:
        """Facts that may leave the kiosk: those that decided something, and those that are needed."""
        found: set[FactId] = set()
        todo = [fact for outcome in self.procedures for fact in outcome.because]
        for outcome in self.procedures:
            spec = self.pack.procedures[outcome.id]
            if outcome.deadline is not None and spec.deadline is not None:
                todo += self.of_items(spec.deadline.date.facts)
            if outcome.applied_for:
                todo += _used(self.decisions[outcome.id].filing)
        todo += [fact for fact, _ in self.needs()]
        while todo:
            fact = todo.pop()
            if fact in found:
                continue
            found.add(fact)
            declared = self.pack.facts[fact]
            if declared.type is FactType.LIST:
                todo += called_by(self.pack, fact, self.items)
            elif declared.within is not None:
                todo.append(declared.within)
            resolved = self.resolver.resolve(fact)
            if isinstance(resolved, Settled):
                todo += resolved.sources
        return frozenset(found)

    def review(self) -> tuple[ReviewLine, ...]:
        """Every question of the event with what it (or a card) gave and is still of use."""
        lines = []
        for screen in screens(self.pack, self.event, self.items):
            facts = tuple(fact for fact in screen.facts if self._in_review(fact))
            if facts:
                lines.append(ReviewLine(screen.question.id, facts, screen.item))
        return tuple(lines)

    def _in_review(self, fact: FactId) -> bool:
        resolved = self.resolver.resolve(fact)
        return (
            fact in self.relevant
            and isinstance(resolved, Settled)
            and resolved.state.source is not Source.DERIVED
        )


def _in_scope(facts: Facts, scope: Container[FactId]) -> Facts:
    return {fact: state for fact, state in facts.items() if of_every_item(fact) in scope}


def _used(filing: Outcome | None) -> tuple[FactId, ...]:
    """Facts that say who files."""
    match filing:
        case None:
            return ()
        case Decided(because=because):
            return because
        case Unknown(because=because, unsure=unsure):
            return (*because, *sorted(unsure))
