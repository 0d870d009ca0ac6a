"""Which facts that are still missing hang together."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property

from forms.catalogue.model import EventSpec, Pack
from forms.facts.lists import list_of, of_every_item
from forms.facts.types import FactType
from forms.facts.values import FactId
from forms.journey.moment import Moment
from forms.journey.resolve import Missing
from forms.journey.screens import called_by

_NONE: frozenset[FactId] = frozenset()


class Ties:
    """What may settle each fact of an event, and what stands on the same screen."""

    def __init__(self, pack: Pack, event: EventSpec, late: Iterable[str]) -> None:
        self._pack = pack
        self._mates: dict[FactId, frozenset[FactId]] = {}
        for question in event.questions:
            facts = frozenset(pack.questions[question].facts)
            for fact in facts:  # of an item, those of every item
                self._mates[fact] = self._mates.get(fact, _NONE) | facts
        self.early = frozenset(self._mates).difference(
            *(pack.questions[question].facts for question in late)
        )
        """Facts asked by questions that are not late."""
        self._scope = pack.scope(event.id)
        self._next: dict[FactId, tuple[FactId, ...]] = {}
        self._bits: dict[FactId, int] = {}
        self._ever: dict[FactId, int] = {}
        self.reached: dict[Hashable, frozenset[FactId]] = {}
        self.reached_early: dict[Hashable, frozenset[FactId]] = {}
        """By what :meth:`Reach.known_by` says: moments that differ elsewhere reach the same."""
        self._kept: dict[frozenset[FactId], frozenset[FactId]] = {}

    def one(self, facts: frozenset[FactId]) -> frozenset[FactId]:
        """``facts``, kept once: many moments reach the same."""
        return self._kept.setdefault(facts, facts)

    def facts_of(self, moment: Moment) -> Iterator[FactId]:
        """The event's facts, those of items for each item so far."""
        return moment.of_items(self._scope)

    def bits(self, facts: Iterable[FactId]) -> int:
        """A set of facts as one number."""
        found = 0
        for fact in facts:
            found |= self._bits.setdefault(fact, 1 << len(self._bits))
        return found

    def ever_from(self, seed: FactId) -> int:
        """All that may ever be come upon from ``seed`` while no list has an item."""
        found = self._ever.get(seed)
        if found is None:
            todo, seen = [seed], set[FactId]()
            while todo:
                fact = list_of(todo.pop())
                if fact not in seen:
                    seen.add(fact)
                    todo += self.next_to(fact)
            found = self._ever[seed] = self.bits(seen)
        return found

    def next_to(self, fact: FactId) -> tuple[FactId, ...]:
        """Facts that ``fact`` is tied to; those of items as those of every item."""
        if fact not in self._next:
            mates = self._mates.get(of_every_item(fact), _NONE)
            self._next[fact] = tuple(dict.fromkeys((*self._pack.facts[fact].consulted, *mates)))
        return self._next[fact]


class Reach:
    """Missing facts of one moment, each with all those that it can come upon."""

    def __init__(self, ties: Ties, moment: Moment) -> None:
        self._ties = ties
        self._moment = moment
        resolve = moment.resolver.resolve
        names = [*ties.facts_of(moment)]
        self._begun = any("[" in name for name in names)
        self._missing = frozenset(
            name
            for name in names
            if isinstance(found := resolve(name), Missing) and found.unknown.waiting
        )
        self._bits = ties.bits(self._missing)
        self._reached: dict[FactId, frozenset[FactId]] = {}
        self._early: dict[FactId, frozenset[FactId]] = {}
        self._is_early: dict[FactId, bool] = {}

    def missing(self, facts: Iterable[FactId]) -> frozenset[FactId]:
        """Those of ``facts`` (of every item: for each item so far) that a question can still settle."""
        return self._missing.intersection(self._moment.of_items(facts))

    def to_come(self, facts: Iterable[FactId]) -> frozenset[FactId]:
        """Those of ``facts`` that every item of a list has (of every item, as they are) while the list is open."""
        return frozenset(f for f in facts if list_of(f) != f and list_of(f) in self._missing)

    def known_by(self, seed: FactId) -> Hashable:
        """What of the moment has a say in how far ``seed`` reaches."""
        if self._begun:
            return (seed, self._bits, self._items)
        return (seed, self._bits & self._ties.ever_from(seed))

    @cached_property
    def _items(self) -> frozenset[FactId]:
        names = self._ties.facts_of(self._moment)
        return self._ties.one(frozenset(name for name in names if "[" in name))

    def of(self, seeds: Iterable[FactId]) -> frozenset[FactId]:
        """Missing facts that may come to be asked, or looked at, for ``seeds``."""
        return _NONE.union(*map(self._from, seeds))

    def early(self, seeds: Iterable[FactId]) -> frozenset[FactId]:
        """As :meth:`of`, those that are early."""
        return _NONE.union(*map(self._early_from, seeds))

    def is_early(self, fact: FactId) -> bool:
        """Whether a question that is not late may have a say in ``fact``."""
        if fact not in self._is_early:
            behind = map(of_every_item, self._from(fact))
            self._is_early[fact] = not self._ties.early.isdisjoint(behind)
        return self._is_early[fact]

    def _early_from(self, seed: FactId) -> frozenset[FactId]:
        if seed not in self._early:
            key, known = self.known_by(seed), self._ties.reached_early
            if key not in known:
                known[key] = self._ties.one(frozenset(filter(self.is_early, self._from(seed))))
            self._early[seed] = known[key]
        return self._early[seed]

    def _from(self, seed: FactId) -> frozenset[FactId]:
        found = self._reached.get(seed)
        if found is None:
            key, known = self.known_by(seed), self._ties.reached
            if key not in known:
                known[key] = self._ties.one(self._gone_through(seed))
            found = self._reached[seed] = known[key]
        return found

    def _gone_through(self, seed: FactId) -> frozenset[FactId]:
        """Breadth first; what was gone through from another fact is not gone through again."""
        todo, seen = [seed], set[FactId]()
        while todo:
            fact = todo.pop()
            if fact in seen:
                continue
            known = self._reached.get(fact)
            if known is not None:
                seen |= known
            else:
                seen.add(fact)
                todo += self._steps(fact)
        return self._missing.intersection(seen)

    def _steps(self, name: FactId) -> Iterator[FactId]:
        for fact in self._moment.of_items(self._called(name)):
            if fact in self._missing:
                yield fact
                yield from self.missing(self._ties.next_to(fact))

    def _called(self, name: FactId) -> Iterator[FactId]:
        """Itself, and what the items of its list are called by."""
        yield name
        pack, over = self._moment.pack, list_of(name)
        if over != name or pack.facts[over].type is FactType.LIST:
            yield from called_by(pack, over, self._moment.items)
