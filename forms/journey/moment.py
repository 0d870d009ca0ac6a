"""One moment of a case: every procedure judged, every fact resolved; moments follow each other."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import TypeAlias

from forms.catalogue.model import EventSpec, Pack, QuestionSpec
from forms.catalogue.office_days import DEFAULT
from forms.facts.lists import items_of, list_of, of_every_item, of_items, without_the_lost
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, Source
from forms.journey.decision import Decision, decide
from forms.journey.due import last_day
from forms.journey.filing import to_bring
from forms.journey.order import first_to_ask
from forms.journey.outcomes import GuidanceOutcome, ProcedureOutcome
from forms.journey.resolve import Missing, Resolver, Settled
from forms.journey.screens import Screen, called_by, first_of, screens
from forms.journey.verdict import ProcedureState, judge_guidance
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


Waits: TypeAlias = tuple[tuple[FactId, frozenset[FactId]], ...]
"""Facts that something needs and that are missing, each with what to ask for it."""


@dataclass(frozen=True)
class Moment:
    """One derivation, with its parts."""

    pack: Pack
    event: EventSpec
    resolver: Resolver
    decisions: Mapping[str, Decision]
    """By procedure, in the event's order."""
    checked_only: bool = False
    _waits: dict[str, Waits] = field(default_factory=dict, repr=False, compare=False)
    """Of each form that was looked at; handed on while no answer touches it."""

    @classmethod
    def of(
        cls, pack: Pack, event: EventSpec, facts: Facts, today: date, *, checked_only: bool = False
    ) -> Moment:
        """Raises ``ValueError`` for a value of a wrong type."""
        scope = pack.kept(event.id)  # facts of another event must not reach into this one
        given = without_the_lost(_in_scope(facts, scope))
        resolver = Resolver(pack, given, today, event.says)
        decisions = {
            procedure: decide(pack, procedure, resolver, checked_only=checked_only)
            for procedure in event.procedures
        }
        return cls(pack, event, resolver, decisions, checked_only)

    def after(self, more: Facts) -> Moment:
        """The moment when ``more`` is known too.

        What no rule connects with it is kept as it is, and so is what looks at no fact that has become
        another one.
        """
        pack = self.pack
        given = _in_scope(more, pack.kept(self.event.id))
        touched = pack.touched_by(given)
        resolver = self.resolver.after(given, touched)
        changed = partial(resolver.says_otherwise, self.resolver, {})
        decisions = {
            procedure: decide(pack, procedure, resolver, checked_only=self.checked_only)
            if any(map(changed, touched & pack.procedures[procedure].facts))
            else decision
            for procedure, decision in self.decisions.items()
        }
        waits = {
            form: found
            for form, found in self._waits.items()
            if touched.isdisjoint(pack.forms[form].needs)
        }
        return replace(self, resolver=resolver, decisions=decisions, _waits=waits)

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
    def open_facts(self) -> frozenset[FactId]:
        """Facts to ask."""
        found = frozenset[FactId]().union(*(facts for _, facts in self._wanting))
        return found.union(self.unnamed(found))

    def wanted_by(self, fact: FactId) -> tuple[str, ...]:
        """Who needs an open fact: procedures, forms, the submission itself."""
        found = tuple(dict.fromkeys(who for who, facts in self._wanting if fact in facts))
        return found or ((self.event.id,) if fact in self.open_facts else ())

    @cached_property
    def _wanting(self) -> tuple[tuple[str, frozenset[FactId]], ...]:
        """Who waits for which facts: first procedures, by what they ask, then forms and the submission."""
        decisions = self.decisions.values()
        found = [(d.outcome.id, d.open.waiting) for d in decisions if d.open is not None]
        found += [(procedure, open_.waiting) for procedure, open_ in self.filing_open().items()]
        found += [(d.outcome.id, d.counting.waiting) for d in decisions if d.counting is not None]
        for form in dict.fromkeys(form.form_id for form in self.forms):
            found += [(form, facts) for _, facts in self._waits_of(form)]
        own = self._missing(self._own_needs())
        return (*found, *((self.event.id, facts) for _, facts in own))

    def _waits_of(self, form: str) -> Waits:
        if form not in self._waits:
            self._waits[form] = tuple(self._missing(self.pack.forms[form].needs))
        return self._waits[form]

    def _missing(self, needs: Iterable[FactId]) -> Iterator[tuple[FactId, frozenset[FactId]]]:
        for fact in self.of_items(needs):
            found = self.resolver.resolve(fact)
            if isinstance(found, Missing) and found.unknown.waiting:
                yield fact, found.unknown.waiting

    def unnamed(self, wanted: Collection[FactId]) -> Iterator[FactId]:
        """What the items of a list in use are called: so that everyone can tell who is on it."""
        for over in self.pack.named_lists(self.event.id):
            names = [*filter(self._is_open, called_by(self.pack, over, self.items))]
            if names and (any(list_of(f) == over for f in wanted) or over in self.relevant):
                yield from names

    def filing_open(self) -> Mapping[str, Unknown]:
        """As :attr:`filing`, of what is surely applied for and can still be asked."""
        found = {procedure: d.filing_open for procedure, d in self.decisions.items()}
        return {procedure: unknown for procedure, unknown in found.items() if unknown is not None}

    def next_question(self, among: Set[FactId] | None = None) -> QuestionNeed | None:
        """What gives an open fact (:func:`first_to_ask`), with all that its screen can ask.

        ``among``: of these facts only.
        """
        wanted = self.open_facts if among is None else self.open_facts & among
        screen = first_to_ask(self, wanted)
        if screen is None:
            return None
        missing = self.missing(screen)
        why = merged(*(self.wanted_by(fact) for fact in missing if fact in wanted))
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
                todo += self.decisions[outcome.id].used
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
