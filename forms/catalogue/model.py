"""A loaded pack: facts, questions, procedures, forms and events, with compiled rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Final

from forms.catalogue.ids import dashed
from forms.catalogue.office_days import DEFAULT, closing_days
from forms.catalogue.procedures import GuidanceSpec, ParameterSpec, ProcedureSpec
from forms.catalogue.transcription import CoreScreen
from forms.catalogue.wording import Wording
from forms.facts.lists import item_fact, list_of, of_every_item, parts
from forms.facts.types import FactType
from forms.facts.values import FactId, Value
from forms.rules.closing import ClosingDays
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, waiting_for
from forms.rules.rule import Rule
from forms.rules.syntax import Name
from forms.status import FormStatus


class AskedBy(StrEnum):
    """Who gives a fact."""

    CITIZEN = "citizen"
    CLERK = "clerk"
    NOBODY = "nobody"
    """Only a card, a register or a rule."""


class QuestionKind(StrEnum):
    """Kind of the question's screen."""

    CHOICE = "choice"
    YES_NO = "yes_no"
    CHOICES = "choices"
    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    LIST = "list"
    """The items so far; one more, one less, これで全部です."""


class Output(StrEnum):
    """Where an event ends."""

    OFFICE = "office"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Derivation:
    """The fact's value follows from ``value`` while ``when`` holds (``None``: always).

    ``given``: only from a fact that a card or register gave, never from an answer.  ``chosen``: the
    fact that says which item of a list ``value`` is about (``item.…``).
    """

    value: Rule
    when: Rule | None = None
    given: bool = False
    chosen: FactId | None = None

    @property
    def facts(self) -> frozenset[FactId]:
        """Facts that it reads."""
        found = self.value.facts | (self.when.facts if self.when else frozenset())
        return found if self.chosen is None else found | {self.chosen}

    def about(self, item: str) -> Derivation:
        """Within a list, about this one item."""
        when = self.when.about(item) if self.when else None
        return replace(self, value=self.value.about(item), when=when)


@dataclass(frozen=True, slots=True)
class FactSpec:
    """One fact.

    ``limits`` bound a count, money or the number of items (included); ``digits`` is the exact length
    of digits.  ``of``: of a list, the group of its items' facts; of an item, the list that it is one of.
    """

    id: FactId
    type: FactType
    values: tuple[str, ...] = ()
    limits: tuple[int, int] | None = None
    digits: int | None = None
    asked_by: AskedBy = AskedBy.CITIZEN
    derive: tuple[Derivation, ...] = ()
    applies: Rule | None = None
    typical: Value | None = None
    """The usual answer; of a list, how many items.

    For the estimate of questions still to come, and for their order (:mod:`forms.journey.order`).
    """
    of: str | None = None
    named_by: str | None = None
    """Of a list: the fact of an item that it is called by."""
    ahead: bool = False
    """Of a date: whether it may be still to come."""

    @property
    def within(self) -> FactId | None:
        """The list of whose items this is a fact."""
        over = list_of(self.id)
        return over if over != self.id else None

    def about(self, item: str) -> FactSpec:
        """A fact within a list, of this one item."""
        over, _, name = parts(self.id) or ("", "", "")
        return replace(
            self,
            id=item_fact(over, item, name),
            derive=tuple(derivation.about(item) for derivation in self.derive),
            applies=self.applies.about(item) if self.applies else None,
        )

    @property
    def sources(self) -> frozenset[FactId]:
        """Facts that must be settled before this one; not those of a shortcut over a card's fact."""
        found = self.applies.facts if self.applies else frozenset()
        if self.within is not None:
            found |= {self.within}
        if self.type is FactType.ITEM and self.of is not None:
            found |= {self.of}
        return found.union(*(d.facts for d in self.derive if not d.given))

    def sources_under(self, lookup: Lookup) -> frozenset[FactId]:
        """As :attr:`sources`, without those of derivations that ``lookup`` rules out."""
        if self.within is not None:  # its rules are about one item
            return self.sources
        used = []
        for derivation in self.derive:
            applies = derivation.when.evaluate(lookup) if derivation.when else _YES
            if not _is_no(applies):
                used.append(derivation)
            if _is_yes(applies) and not derivation.given:
                break
        return replace(self, derive=tuple(used)).sources

    def follows_under(self, lookup: Lookup) -> bool:
        """Whether ``lookup`` is enough to know that a rule gives it: then nobody is asked."""
        if self.within is not None:  # its rules are about one item
            return False
        ways = [d.when for d in self.derive if d.when and not d.given]
        return any(_is_yes(when.evaluate(lookup)) for when in ways)

    @property
    def consulted(self) -> frozenset[FactId]:
        """Every fact that may have a say in this one."""
        return self.sources.union(*(d.facts for d in self.derive))

    @property
    def deciding(self) -> frozenset[FactId]:
        """Facts whose value decides how this one is found; not those that it only repeats."""
        found = self.applies.facts if self.applies else frozenset()
        for derivation in self.derive:
            found |= derivation.when.facts if derivation.when else frozenset()
            found |= {derivation.chosen} if derivation.chosen is not None else frozenset()
            if not isinstance(derivation.value.node, Name):
                found |= derivation.value.facts
        return found

    @property
    def wording(self) -> str:
        """Key of the fact's label."""
        return f"fact-{dashed(self.id)}"

    def choice_wording(self, value: str) -> str:
        """Key of one of the choices."""
        return f"choice-{dashed(self.id)}-{dashed(value)}"


@dataclass(frozen=True, slots=True)
class Hint:
    """A line of advice on a question while ``when`` holds; advice, never a preselection."""

    when: Rule
    wording: str


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """One screen that supplies ``facts``.

    ``over``: the list for each of whose items it is asked; its facts are then those of every item
    (``household.members[].name``), and :meth:`facts_of` names those of one.
    """

    id: str
    kind: QuestionKind
    facts: tuple[FactId, ...]
    dont_know: bool
    group: str
    hints: tuple[Hint, ...] = ()
    over: FactId | None = None
    decline: bool = False
    """言いたくない is an answer."""
    day_unknown: bool = False
    """Of a date: year and month are an answer."""

    def facts_of(self, item: str | None) -> tuple[FactId, ...]:
        """The facts that it asks of ``item``."""
        if item is None:
            return self.facts
        return tuple(fact.replace("[]", f"[{item}]") for fact in self.facts)

    @property
    def wording(self) -> str:
        """Key of the title; attributes ``lead``, ``reason``, ``short``."""
        return f"question-{dashed(self.id)}"


@dataclass(frozen=True, slots=True)
class FormSpec:
    """One 様式: for which procedures, and which facts its boxes need."""

    id: str
    template: Path
    procedures: tuple[str, ...]
    needs: tuple[FactId, ...]
    status: FormStatus = FormStatus.SAMPLE
    approved: str = ""
    """Who approved it and when: 市民課 2026-04-01; set exactly when the status is 市承認."""
    signature_image: bool = False
    """Whether the city takes a signature drawn on the screen; else it is the pen's."""
    sides: str = "one-sided"
    """Of the sheet that are printed: a keyword of IPP's ``sides`` (RFC 8011 5.2.8)."""
    tray: str | None = None
    """Where its paper lies: a keyword of IPP's ``media-source`` (PWG 5100.3), for example ``tray-2``."""
    only_when_sure: bool = False
    """Not filled while nobody knows whether its procedure is needed: わからない is no reason for twenty sheets."""

    @property
    def wording(self) -> str:
        """Key of the title."""
        return f"form-{dashed(self.id)}"


@dataclass(frozen=True, slots=True)
class EventSpec:
    """One life event.  ``needs``: facts that its submission carries whatever the forms.

    ``says``: what the event itself says, so that alike events share their rules and a form.
    """

    id: str
    questions: tuple[str, ...]
    procedures: tuple[str, ...]
    output: Output
    applicant: str
    subjects: tuple[str, ...]
    needs: tuple[FactId, ...]
    icon: str
    palette: str
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By language: what people type who look for the event."""
    says: Mapping[FactId, Value] = field(default_factory=dict)

    @property
    def wording(self) -> str:
        """Key of the title; attribute ``lead``."""
        return f"event-{dashed(self.id)}"

    def look(self, fact: FactId) -> Outcome:
        """What a rule knows before anybody was asked."""
        if fact in self.says:
            return Decided(self.says[fact], (fact,))
        return waiting_for(fact)


@dataclass(frozen=True, slots=True)
class City:
    """Names that forms and wording use."""

    name: str
    prefecture: str
    mayor: str
    kouiki: str
    kouiki_head: str


@dataclass(frozen=True, slots=True)
class HandOff:
    """Where people are sent for what the kiosk does not do; ``None``: the city has not said it."""

    phone: str | None
    url: str | None


@dataclass(frozen=True)
class Pack:
    """A city's catalogue.  Mappings keep the order of the files."""

    id: str
    version: str
    city: City
    valid_from: date
    valid_until: date | None
    languages: tuple[str, ...]
    facts: Mapping[FactId, FactSpec]
    questions: Mapping[str, QuestionSpec]
    procedures: Mapping[str, ProcedureSpec]
    forms: Mapping[str, FormSpec]
    events: Mapping[str, EventSpec]
    wording: Wording = field(repr=False)
    closing: Mapping[str, ClosingDays] = field(default_factory=dict)
    """Closing days by section; ``default`` for every other."""
    guidance: Mapping[str, GuidanceSpec] = field(default_factory=dict)
    parameters: Mapping[str, ParameterSpec] = field(default_factory=dict)
    hand_off: Mapping[str, HandOff] = field(default_factory=dict)
    """``booking`` and ``consultation``."""
    transcription: Mapping[str, CoreScreen] = field(default_factory=dict)
    """Screens of the city's core systems."""

    def valid_on(self, day: date) -> bool:
        """Whether the pack may be used on ``day``."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)

    def in_force_on(self, day: date) -> bool:
        """Whether all of it may be used on ``day``: the pack, each rule, each deadline, each amount."""
        specs: list[ProcedureSpec | GuidanceSpec]
        specs = [*self.procedures.values(), *self.guidance.values()]
        parts = [spec.valid for spec in specs]
        parts += [spec.deadline.valid for spec in specs if spec.deadline is not None]
        return (
            self.valid_on(day)
            and all(valid.holds_on(day) for valid in parts)
            and all(parameter.on(day) is not None for parameter in self.parameters.values())
        )

    def closing_days(self, section: str) -> ClosingDays:
        """Closing days of the office that the key ``section`` names."""
        found = self.closing.get(section) or self.closing.get(DEFAULT)
        return found if found is not None else closing_days({})

    @cached_property
    def forms_of(self) -> Mapping[str, tuple[FormSpec, ...]]:
        """Forms of each procedure, in the order of the file."""
        return {
            procedure: tuple(form for form in self.forms.values() if procedure in form.procedures)
            for procedure in self.procedures
        }

    @cached_property
    def guidance_of(self) -> Mapping[str, tuple[GuidanceSpec, ...]]:
        """What other offices do in each event, in the order of the file."""
        return {
            event: tuple(each for each in self.guidance.values() if event in each.events)
            for event in self.events
        }

    def questions_over(self, event: str, over: FactId) -> tuple[QuestionSpec, ...]:
        """What ``event`` asks about each item of the list ``over``, in its order."""
        questions = map(self.questions.__getitem__, self.events[event].questions)
        return tuple(question for question in questions if question.over == over)

    @cached_property
    def has_lists(self) -> bool:
        """Whether any fact is one of an item: what has none is spared the looking for them."""
        return any(spec.type is FactType.LIST for spec in self.facts.values())

    def named_lists(self, event: str) -> tuple[FactId, ...]:
        """Lists of ``event`` whose items are called by a fact of theirs."""
        return self._named_lists[event]

    @cached_property
    def _named_lists(self) -> Mapping[str, tuple[FactId, ...]]:
        named = [spec.id for spec in self.facts.values() if spec.named_by is not None]
        return {e: tuple(over for over in named if over in self.scope(e)) for e in self.events}

    @cached_property
    def affected(self) -> Mapping[FactId, frozenset[FactId]]:
        """Of each fact: itself and every fact that it may have a say in, however far away."""
        readers: dict[FactId, set[FactId]] = {fact: set() for fact in self.facts}
        for spec in self.facts.values():
            for source in spec.consulted:
                readers[source].add(spec.id)
        return {fact: _reached(fact, readers) for fact in self.facts}

    def touched_by(self, facts: Iterable[FactId]) -> frozenset[FactId]:
        """All that ``facts`` (those of items too) may have a say in, and they themselves."""
        declared = {of_every_item(fact) for fact in facts}
        return frozenset[FactId]().union(*(self.affected[fact] for fact in declared))

    def scope(self, event: str) -> frozenset[FactId]:
        """Every fact that a procedure, form or derivation of ``event`` may want."""
        if event not in self._scopes:
            self._scopes[event] = self._scope(self.events[event])
        return self._scopes[event]

    def kept(self, event: str) -> frozenset[FactId]:
        """The scope, and what a card may say of it under another name: kept when given, asked for never."""
        if event not in self._kept:
            scope = self.scope(event)
            shortcuts = (d.value.facts for f in scope for d in self.facts[f].derive if d.given)
            subjects = self.events[event].subjects  # nobody else's card lies on the reader
            self._kept[event] = scope | {
                fact
                for facts in shortcuts
                for fact in facts
                if fact.split(".", maxsplit=1)[0] in subjects
            }
        return self._kept[event]

    @cached_property
    def _kept(self) -> dict[str, frozenset[FactId]]:
        return {}

    @cached_property
    def _scopes(self) -> dict[str, frozenset[FactId]]:
        return {}

    def _scope(self, event: EventSpec) -> frozenset[FactId]:
        todo = [*event.needs]
        for procedure in event.procedures:
            todo += self.procedures[procedure].facts
            todo += [fact for form in self.forms_of[procedure] for fact in form.needs]
        todo += [fact for told in self.guidance_of[event.id] for fact in told.facts]
        todo += [
            fact
            for question in event.questions
            for hint in self.questions[question].hints
            for fact in hint.when.facts
        ]
        found: set[FactId] = set()
        while todo:
            fact = todo.pop()
            if fact not in found and fact in self.facts and self._may_arise(fact, event):
                found.add(fact)
                spec = self.facts[fact]
                todo += spec.sources_under(event.look)
                if spec.named_by is not None:
                    todo.append(item_fact(fact, "", spec.named_by))
        return frozenset(found)

    def _may_arise(self, fact: FactId, event: EventSpec) -> bool:
        """Whether what the event says leaves a fact to be asked."""
        spec = self.facts[fact]
        if spec.within is not None:
            return self._may_arise(spec.within, event)
        return spec.applies is None or not _is_no(spec.applies.evaluate(event.look))


_YES: Final = Decided(value=True)


def _is_no(outcome: Outcome) -> bool:
    return isinstance(outcome, Decided) and outcome.value is False


def _is_yes(outcome: Outcome) -> bool:
    return isinstance(outcome, Decided) and outcome.value is True


def _reached(start: FactId, steps: Mapping[FactId, set[FactId]]) -> frozenset[FactId]:
    found: set[FactId] = set()
    todo = [start]
    while todo:
        fact = todo.pop()
        if fact not in found:
            found.add(fact)
            todo += steps[fact]
    return frozenset(found)
