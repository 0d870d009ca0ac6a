"""What is known of each fact once rules have derived, excluded or overruled it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeAlias

from forms.catalogue.model import AskedBy, Derivation, FactSpec, Pack
from forms.facts.lists import items_of, of_every_item, without_the_lost
from forms.facts.types import FactType, has_type
from forms.facts.values import (
    DontKnow,
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    NotApplicable,
    Source,
    Value,
    known,
)
from forms.rules.outcome import OPEN, Decided, Outcome, Unknown, unsure_of, waiting_for
from forms.rules.rule import TODAY

GIVEN: Final = frozenset({Source.CARD, Source.REGISTRY, Source.QR, Source.CLERK})
"""Sources that no rule overrules."""


@dataclass(frozen=True, slots=True)
class Settled:
    """The fact has a state.  ``sources``: facts that rules consulted for it."""

    state: FactState
    sources: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """The fact has no state yet; ``unknown.waiting`` are the facts to ask first (often itself)."""

    unknown: Unknown


Resolved: TypeAlias = Settled | Missing


@dataclass(frozen=True, slots=True)
class _Skipped:
    """A derivation that does not apply, and why."""

    because: tuple[FactId, ...] = ()


@dataclass
class Resolver:
    """Resolves facts of one moment; remembers what it has resolved.

    ``says``: what the event says; no answer overrules it.
    """

    pack: Pack
    given: Facts
    today: date
    says: Mapping[FactId, Value] = field(default_factory=dict)
    _done: dict[FactId, Resolved] = field(default_factory=dict)
    _seen: dict[FactId, Outcome] = field(default_factory=dict)

    def resolve(self, fact: FactId) -> Resolved:
        """State of ``fact``, or what to ask for it.  Rules have no circles (checked at load)."""
        found = self._done.get(fact)
        if found is None:
            found = self._done[fact] = self._resolve(self.pack.facts[fact])
        return found

    def after(self, more: Facts, touched: frozenset[FactId]) -> Resolver:
        """A resolver that knows ``more`` too; what it resolved outside ``touched`` stands."""
        given: Facts = {**self.given, **more}
        if not self.pack.has_lists:
            done = {fact: found for fact, found in self._done.items() if fact not in touched}
            seen = {fact: found for fact, found in self._seen.items() if fact not in touched}
        else:
            done = {f: found for f, found in self._done.items() if of_every_item(f) not in touched}
            seen = {f: found for f, found in self._seen.items() if of_every_item(f) not in touched}
            given = without_the_lost(given)
        return Resolver(self.pack, given, self.today, self.says, done, seen)

    def lookup(self, name: FactId) -> Outcome:
        """What a rule sees under ``name``."""
        found = self._seen.get(name)
        if found is None:
            found = self._seen[name] = self._look(name)
        return found

    def says_otherwise(self, before: Resolver, known: dict[FactId, bool], fact: FactId) -> bool:
        """Whether a rule sees another ``fact`` than ``before``; ``known``: what was found of others.

        Of facts of items it is not looked into.
        """
        found = known.get(fact)
        if found is None:
            found = known[fact] = "[" in fact or self.lookup(fact) != before.lookup(fact)
        return found

    def _look(self, name: FactId) -> Outcome:
        if name == TODAY:
            return Decided(self.today)
        match self.resolve(name):
            case Missing(unknown=unknown):
                begun = known(self.given, name)
                if isinstance(begun, ItemList) and unknown.waiting == {name}:
                    return Decided(begun, (name,))  # what it holds already may decide
                return unknown.possibly(OPEN) if unknown.waiting else unknown
            case Settled(state=Known(value=value)):
                return Decided(value, (name,))
            case Settled(state=NotApplicable()) if self.pack.facts[name].type is FactType.LIST:
                return Decided(ItemList(closed=True), (name,))  # nobody is on it
            case Settled():
                return unsure_of(name)

    def _resolve(self, spec: FactSpec) -> Resolved:
        if spec.id in self.says:
            return Settled(Known(self.says[spec.id], Source.DERIVED))
        own = self._own_state(spec)
        sources: tuple[FactId, ...] = ()
        if spec.within is not None and self._arises_not(spec.within):
            return Settled(NotApplicable(), (spec.within,))
        if spec.applies is not None:
            applies = spec.applies.evaluate(self.lookup)
            sources = _consulted(applies)
            if isinstance(applies, Unknown) and applies.waiting:
                return Missing(applies)
            if isinstance(applies, Decided) and applies.value is False:
                return Settled(NotApplicable(), sources)
            given = isinstance(own, Known) and own.source in GIVEN
            if isinstance(applies, Unknown) and not given:  # わからない at the gate, and behind it
                return Settled(DontKnow(Source.DERIVED), sources)
        if isinstance(own, Known) and isinstance(own.value, ItemList) and own.value.asks_more:
            return Missing(waiting_for(spec.id).given(sources))
        if isinstance(own, Known) and own.source in GIVEN:
            return Settled(own)
        if spec.type is FactType.ITEM and own is None and spec.of is not None:
            over = self.lookup(spec.of)
            if isinstance(over, Unknown) and over.waiting:
                return Missing(over)
            if not items_of(self.given, spec.of):
                return Settled(DontKnow(Source.DERIVED), (*sources, spec.of))
        for derivation in spec.derive:
            derived = self._derive(derivation)
            if not isinstance(derived, _Skipped):
                return derived
            sources += derived.because
        if own is not None:
            return Settled(own, sources)
        if spec.asked_by is AskedBy.CITIZEN:
            return Missing(waiting_for(spec.id).given(sources))
        return Missing(unsure_of(spec.id))

    def _arises_not(self, over: FactId) -> bool:
        found = self.resolve(over)
        return isinstance(found, Settled) and isinstance(found.state, NotApplicable)

    def _own_state(self, spec: FactSpec) -> FactState | None:
        state = self.given.get(spec.id)
        if state is None or state.source is Source.DERIVED:
            return None
        if isinstance(state, Known) and not has_type(state.value, spec.type):
            raise ValueError(f"{spec.id} is no {spec.type.value}")
        if spec.type is FactType.ITEM and spec.of is not None:
            items = items_of(self.given, spec.of)
            gone = isinstance(state, Known) and state.value not in items
            return None if gone or not items else state  # of nobody, nobody is unsure
        return state

    def _derive(self, derivation: Derivation) -> Resolved | _Skipped:
        because: tuple[FactId, ...] = ()
        if derivation.given:
            if not self.has_given(derivation):
                return _Skipped()
            because = tuple(derivation.value.facts)  # without it the office would not ask `when`
        if derivation.when is not None:
            when = derivation.when.evaluate(self.lookup)
            because = (*because, *_consulted(when))
            if isinstance(when, Unknown):
                return Missing(when) if when.waiting else _Skipped(because)
            if when.value is False:
                return _Skipped(because)
        value: Outcome
        if derivation.chosen is not None:
            chosen = self.lookup(derivation.chosen)
            because = (*because, *_consulted(chosen))
            if isinstance(chosen, Unknown):
                return Missing(chosen) if chosen.waiting else _Skipped(because)
            value = derivation.value.about(str(chosen.value)).evaluate(self.lookup)
        elif derivation.given:
            (name,) = derivation.value.facts
            state = self.given[name]
            assert isinstance(state, Known)
            value = Decided(state.value)
        else:
            value = derivation.value.evaluate(self.lookup)
        match value:
            case Decided(value=known, because=more):
                return Settled(Known(known, Source.DERIVED), (*because, *more))
            case Unknown(waiting=waiting):
                if waiting:
                    return Missing(value)
                return Settled(DontKnow(Source.DERIVED), (*because, *_consulted(value)))

    def has_given(self, derivation: Derivation) -> bool:
        """Whether a card or a register gave the fact that ``derivation`` repeats."""
        (name,) = derivation.value.facts
        state = self.given.get(name)
        return isinstance(state, Known) and state.source in GIVEN


def _consulted(outcome: Outcome) -> tuple[FactId, ...]:
    if isinstance(outcome, Decided):
        return outcome.because
    return (*outcome.because, *sorted(outcome.unsure))
