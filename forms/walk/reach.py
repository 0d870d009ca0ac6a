"""Which facts that are still missing hang together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        self._next: dict[FactId, tuple[FactId, ...]] = {}

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
        self._missing: dict[FactId, bool] = {}
        self._reached: dict[FactId, frozenset[FactId]] = {}
        self._early: dict[FactId, frozenset[FactId]] = {}
        self._is_early: dict[FactId, bool] = {}

    def missing(self, facts: Iterable[FactId]) -> frozenset[FactId]:
        """Those of ``facts`` (of every item: for each item so far) that a question can still settle."""
        return frozenset(f for f in self._moment.of_items(facts) if self.is_missing(f))

    def is_missing(self, fact: FactId) -> bool:
        """Whether a question can still settle ``fact``."""
        if fact not in self._missing:
            found = self._moment.resolver.resolve(fact)
            self._missing[fact] = isinstance(found, Missing) and bool(found.unknown.waiting)
        return self._missing[fact]

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
            self._early[seed] = frozenset(filter(self.is_early, self._from(seed)))
        return self._early[seed]

    def _from(self, seed: FactId) -> frozenset[FactId]:
        """Breadth first; what was gone through from another fact is not gone through again."""
        found = self._reached.get(seed)
        if found is None:
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
            found = self._reached[seed] = frozenset(filter(self.is_missing, seen))
        return found

    def _steps(self, name: FactId) -> Iterator[FactId]:
        for fact in self._moment.of_items(self._called(name)):
            if self.is_missing(fact):
                yield fact
                yield from self.missing(self._ties.next_to(fact))

    def _called(self, name: FactId) -> Iterator[FactId]:
        """Itself, and what the items of its list are called by."""
        yield name
        pack, over = self._moment.pack, list_of(name)
        if over != name or pack.facts[over].type is FactType.LIST:
            yield from called_by(pack, over, self._moment.items)
