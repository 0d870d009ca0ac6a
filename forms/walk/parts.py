"""What a journey still depends on, in parts that have nothing to do with each other.

Two moments whose open procedures and missing needs have equal residual rules ask the same questions
from there on, whatever else was answered.  Which procedure a rule belongs to, what is decided already,
and whether it is 「必要」 or 「窓口で確認」, is no part of it.

Parts share no fact that is still open and no screen, and no rule leads from one into another; so an
answer to a question of one changes nothing in any other, and the journey is theirs, interleaved in the
order of the event.  A graph of parts is therefore the sum of what the graph of whole states is the
product of.

What many procedures may come to want at the very end (a bank account, 相続放棄) would tie nearly all of
them together.  Such questions are *late*: they are asked when nothing earlier is wanted any more.  So
parts share no fact that is not late; what is late is handed on, and taken together when all have ended.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from forms.catalogue.model import EventSpec, Pack
from forms.facts.lists import item_fact, list_of, of_every_item, of_items, with_item
from forms.facts.lists import parts as item_parts
from forms.facts.types import FactType
from forms.facts.values import FactId
from forms.journey.moment import Moment
from forms.journey.resolve import Resolver
from forms.journey.verdict import ProcedureState, leads_to_counter
from forms.rules.doubt import doubted
from forms.rules.outcome import Decided, Unknown
from forms.rules.rule import Rule
from forms.walk.reach import Reach, Ties
from forms.walk.residual import (
    FALSE,
    TRUE,
    UNSURE,
    Residual,
    Rests,
    asks,
    is_constant,
    leaf,
    undated,
)

T = TypeVar("T")
_SETTLED: Final = "settled"
"""Decided, no matter how."""
_NONE: frozenset[FactId] = frozenset()
_HELD: Final = "held"
"""Advice comes first: no form, no one to file it."""
_CAREFUL: Final = "careful"
"""It is 窓口で確認 if it is anything: doubt counts as a yes."""
_DOUBTFUL: Final = "doubtful"
"""If it is anything, nobody is sure of it: forms that are only filled when sure are not."""


@dataclass(frozen=True, slots=True)
class Part:
    """Equal parts, equal futures.

    ``open``: residual rules of undecided procedures, each with what only its forms would need.
    ``missing``: needed for sure.  ``facts``: how each missing fact in reach is found (``None``: by
    asking, nothing else); those of the submission itself that are not ``missing`` are needed unless
    every open procedure falls away.
    """

    open: frozenset[tuple[Residual, frozenset[FactId]]]
    missing: frozenset[FactId]
    facts: frozenset[tuple[FactId, Residual]]

    @property
    def is_end(self) -> bool:
        """Nothing is left to ask."""
        return not (self.open or self.missing)

    def telling(self) -> frozenset[FactId]:
        """Missing facts that can decide an open procedure or settle what is needed for sure."""
        ways = dict(self.facts)
        todo = [*self.missing, *(fact for rest, _ in self.open for fact in asks(rest))]
        found: set[FactId] = set()
        while todo:
            fact = todo.pop()
            if fact in ways and fact not in found:
                found.add(fact)
                todo += asks(ways[fact])
        return frozenset(found)


@dataclass(frozen=True, slots=True)
class _Want:
    """One thing that is open.  ``seeds``: the facts that it begins from.  ``owner``: whose it is."""

    owner: str
    rest: Residual
    later: frozenset[FactId]
    seeds: frozenset[FactId]


Late: TypeAlias = frozenset[Part]
"""What waits until all parts have ended, each want by itself."""


@dataclass(frozen=True, slots=True)
class Split:
    """A moment taken apart.  ``parts``: each with its facts to ask.  ``late``: what waits, by whose it is.

    ``taken``: facts that were needed for sure while a question that is not late could still have a say in
    them.  Their own part hands them on when it has ended; to no other part do they matter from there on.
    """

    parts: Mapping[Part, frozenset[FactId]]
    late: Mapping[str, Late]
    taken: frozenset[FactId] = _NONE

    def since(self, before: Split) -> Late:
        """What waits since then."""
        new = (late - before.late.get(owner, frozenset()) for owner, late in self.late.items())
        return frozenset[Part]().union(*new)


class Parts:
    """The parts of the moments of one event.  ``late``: questions that may wait for the end."""

    def __init__(self, pack: Pack, event: EventSpec, late: Collection[str] = ()) -> None:
        self._pack = pack
        self._event = event
        self._judged = _judged(pack, event)
        self._ties = Ties(pack, event, late)
        self._rests = Rests()
        self._orders: dict[str, tuple[FactId, ...]] = {}
        self._known: dict[Hashable, tuple[tuple[Residual, ...], frozenset[FactId]]] = {}
        self._kept: dict[Any, Any] = {}
        """Each thing by itself: a walk of the whole event makes the same ones a million times."""

    def split(self, moment: Moment, before: Split | None = None) -> Split:
        """The parts of ``moment``, ``before`` which was another; of an end there is none, and nothing waits.

        In an order of their own, not in that of the hashes of one process: a seed draws the same everywhere.
        """
        reach = Reach(self._ties, moment)
        taken = before.taken if before is not None else _NONE
        sure = self._sure(moment, reach, taken)
        parts: dict[Part, frozenset[FactId]] = {}
        late: dict[str, set[Part]] = {}
        for wants, early in _apart(self._wants(moment, reach, sure, taken), reach):
            asked = early.intersection(moment.open_facts)
            if asked:
                parts[self._part(moment, reach, wants)] = asked
                continue
            for want in wants:
                late.setdefault(want.owner, set()).add(self._part(moment, reach, [want]))
        return Split(
            parts,
            {owner: frozenset(found) for owner, found in late.items()},
            taken.union(filter(reach.is_early, sure)),
        )

    def whole(self, moment: Moment) -> Part:
        """All that is open at ``moment`` as one part, whether it hangs together or not."""
        reach = Reach(self._ties, moment)
        sure = self._sure(moment, reach, _NONE)
        return self._part(moment, reach, self._wants(moment, reach, sure, _NONE))

    def _part(self, moment: Moment, reach: Reach, wants: Iterable[_Want]) -> Part:
        opened: dict[Residual, frozenset[FactId]] = {}
        sure: set[FactId] = set()
        for want in wants:
            if want.rest is not None:
                opened[want.rest] = opened.get(want.rest, _NONE) | want.later
            else:
                sure |= want.seeds
        facts = reach.of(fact for want in wants for fact in want.seeds)
        ways = {self._one((fact, self._way_to(fact, moment.resolver))) for fact in facts}
        wanted = frozenset(map(self._one, opened.items()))
        return self._one(Part(wanted, frozenset(sure), frozenset(ways)))

    def _one(self, thing: T) -> T:
        kept: T = self._kept.setdefault(thing, thing)
        return kept

    def _sure(
        self, moment: Moment, reach: Reach, taken: frozenset[FactId]
    ) -> Mapping[FactId, frozenset[str]]:
        """Missing facts that are needed for sure, and whose they are; taken ones that are late nobody's."""
        sure: dict[FactId, set[str]] = {}
        for form in moment.forms:
            for fact in sorted(reach.missing(self._pack.forms[form.form_id].needs)):
                sure.setdefault(fact, set()).add(form.procedure_id)
        own = reach.missing(self._event.needs) if _is_certain(moment) else _NONE
        for fact in (*moment.unnamed(()), *sorted(own)):
            sure.setdefault(fact, set()).add(self._event.id)
        nobody = frozenset({self._event.id})
        return {
            fact: nobody if fact in taken and not reach.is_early(fact) else frozenset(owners)
            for fact, owners in sure.items()
        }

    def _wants(
        self,
        moment: Moment,
        reach: Reach,
        sure: Mapping[FactId, frozenset[str]],
        taken: frozenset[FactId],
    ) -> list[_Want]:
        own = _NONE if _is_certain(moment) else reach.missing(self._event.needs)
        wants = []
        for procedure in moment.waiting:
            rest, asked = self._left_of(procedure, moment.resolver)
            later, coming, behind = _NONE, frozenset[Residual](), _NONE
            if rest[1] != _HELD:
                forms = self._pack.forms_of[procedure]
                sure_only = rest[-1] == _DOUBTFUL
                needs = [f.needs for f in forms if not (f.only_when_sure and sure_only)]
                missing = reach.missing(fact for need in needs for fact in need)
                later = frozenset(
                    f for f in missing if f not in sure or not (f in taken or reach.is_early(f))
                )
                every = reach.to_come(fact for need in needs for fact in need)
                coming, behind = self._to_come(every, moment, reach)
            whole = (*rest, coming) if coming else rest
            wants.append(_Want(procedure, whole, later, later.union(asked, own, behind)))
        wants += self._of_items_to_come(moment, reach)
        wants += self._beside(moment)
        for fact, owners in sure.items():
            wants += [_Want(owner, None, _NONE, frozenset({fact})) for owner in sorted(owners)]
        return wants

    def _of_items_to_come(self, moment: Moment, reach: Reach) -> Iterator[_Want]:
        """What forms that are needed for sure want of every further item of a list that is open."""
        needs = {fact for form in moment.forms for fact in self._pack.forms[form.form_id].needs}
        for fact in sorted(reach.to_come(needs)):
            coming, behind = self._to_come((fact,), moment, reach)
            yield _Want(self._event.id, ("of items to come", coming), _NONE, behind)

    def _to_come(
        self, facts: Iterable[FactId], moment: Moment, reach: Reach
    ) -> tuple[frozenset[Residual], frozenset[FactId]]:
        """How each of ``facts`` of the next item of its list will be found, and what has a say in that."""
        coming, behind = set[Residual](), set[FactId]()
        for fact in facts:
            over, _, name = item_parts(fact) or (fact, "", "")
            _, item = with_item(moment.resolver.given, over)
            way = self._way_to(item_fact(over, item, name), moment.resolver)
            coming.add((fact, way))
            behind |= {over, *reach.missing(f for f in asks(way) if list_of(f) != over)}
        return frozenset(coming), frozenset(behind)

    def _left_of(
        self, procedure: str, resolver: Resolver
    ) -> tuple[tuple[Residual, ...], frozenset[FactId]]:
        """What is left of its rules, and the facts that this names."""
        order = self._orders.get(procedure)
        if order is None:
            facts = sorted(
                frozenset().union(*(r.facts for r in self._pack.procedures[procedure].asking))
            )
            order = self._orders[procedure] = tuple(facts)
        names = of_items(order, resolver.given) if any("[" in fact for fact in order) else order
        known = (procedure, *[leaf(resolver.lookup(name)) for name in names])
        if known not in self._known:
            rest = self._procedure(procedure, resolver)
            self._known[known] = rest, frozenset(asks(rest))
        return self._known[known]

    def _procedure(self, procedure: str, resolver: Resolver) -> tuple[Residual, ...]:
        """Its rules in the order in which they are judged; who files it is asked at the end."""
        spec = self._pack.procedures[procedure]
        when = self._rests.of(spec.when, resolver)
        counter = self._careful(spec.counter, resolver) if spec.counter else _SETTLED
        if leads_to_counter(spec, resolver.lookup):
            when, counter = self._careful(spec.when, resolver), _CAREFUL
        doubtful = False
        match when:
            case ("_&&_", frozenset() as parts) if UNSURE in parts:
                when, counter = _all_of(parts - {UNSURE}), _SETTLED  # at the counter already
                doubtful = True
            case "unsure" | "settled":
                doubtful = self._rests.of(spec.when, resolver) != TRUE
                when, counter = TRUE, _SETTLED
        holds: list[Residual] = []
        for hold in spec.holds:
            if self._rests.of(hold.when, resolver) == FALSE:
                continue
            rest = self._careful(hold.when, resolver)
            if rest == _SETTLED:
                return (when, _HELD) if not holds else (when, tuple(holds), _HELD)
            holds.append(rest)
        who = self._settled(spec.filing.may if spec.filing else None, resolver)
        due = self._due(spec.deadline.date, resolver) if spec.deadline else _SETTLED
        rest = (when, tuple(holds), counter, who, due)
        picky = any(form.only_when_sure for form in self._pack.forms_of[procedure])
        return (*rest, _DOUBTFUL) if doubtful and picky else rest

    def _settled(self, rule: Rule | None, resolver: Resolver) -> Residual:
        rest = self._rests.of(rule, resolver) if rule is not None else _SETTLED
        return _SETTLED if is_constant(rest) else rest

    def _careful(self, rule: Rule, resolver: Resolver) -> Residual:
        """What is left of a rule whose doubt counts as a yes."""
        if isinstance(doubted(rule.node, resolver.lookup), Decided):
            return _SETTLED
        return self._rests.of(rule, resolver)

    def _due(self, rule: Rule, resolver: Resolver) -> Residual:
        """What is left of a deadline: nobody asks by which day it comes to, unless it compares days."""
        rest = self._settled(rule, resolver)
        return rest if any(sign in rule.text for sign in "<>=") else undated(rest)

    def _beside(self, moment: Moment) -> Iterator[_Want]:
        """Of what is applied for: who files it and until when, as far as that is open."""
        for outcome in moment.procedures:
            if outcome.applied_for:
                spec = self._pack.procedures[outcome.id]
                rules = [spec.filing.may] if spec.filing and outcome.may_file is None else []
                rules += [spec.deadline.date] if spec.deadline and outcome.deadline is None else []
                for rule in rules:
                    found = rule.evaluate(moment.resolver.lookup)
                    if isinstance(found, Unknown) and found.waiting:
                        rest = self._due(rule, moment.resolver)
                        seeds = frozenset(asks(rest))
                        yield _Want(outcome.id, ("beside", rest), _NONE, seeds)

    def _way_to(self, fact: FactId, resolver: Resolver) -> Residual:
        """How a missing fact will be settled."""
        spec = self._pack.facts[fact]
        own = resolver.given.get(spec.id)
        if spec.applies is None and not spec.derive and spec.type is not FactType.LIST:
            return None
        applies = self._rests.of(spec.applies, resolver) if spec.applies else TRUE
        ways: list[Residual] = []
        for derivation in spec.derive:
            if derivation.given and not resolver.has_given(derivation):
                continue
            when = self._rests.of(derivation.when, resolver) if derivation.when else TRUE
            if when in (FALSE, UNSURE):
                continue
            if derivation.chosen is not None:  # whoever it is, and whatever of them is missing
                ways.append((when, derivation.chosen, derivation.value.text))
                continue
            value = self._rests.of(derivation.value, resolver)
            if of_every_item(spec.id) not in self._judged and is_constant(value):
                value = _SETTLED
            ways.append((when, derivation.given, value))
            if when == TRUE:
                break
        return (own, TRUE if applies == UNSURE else applies, tuple(ways))


def together(late: Late) -> Part:
    """All of ``late`` as one part.  What is needed for sure is nobody's to want later."""
    sure = _NONE.union(*(part.missing for part in late))
    opened: dict[Residual, frozenset[FactId]] = {}
    for rest, later in (each for part in late for each in part.open):
        opened[rest] = opened.get(rest, _NONE) | (later - sure)
    facts = frozenset[tuple[FactId, Residual]]().union(*(part.facts for part in late))
    return Part(frozenset(opened.items()), sure, facts)


def _is_certain(moment: Moment) -> bool:
    """That something is handed over."""
    decided = {o.state for o in moment.procedures} - {ProcedureState.UNDECIDED}
    return bool(decided - {ProcedureState.NOT_NEEDED})


def days_in(part: Part) -> frozenset[date]:
    """Days that others will be held against."""
    return frozenset(_days((part.open, part.facts)))


def _days(rest: Residual) -> Iterator[date]:
    match rest:
        case ("is", _, date() as day):
            yield day
        case tuple() | frozenset():
            for part in rest:
                yield from _days(part)


def _apart(wants: Iterable[_Want], reach: Reach) -> Iterable[tuple[list[_Want], frozenset[FactId]]]:
    """The wants, those together that come upon an early fact in common; and these facts."""
    groups: list[tuple[list[_Want], frozenset[FactId]]] = []
    for want in wants:
        mine, early, apart = [want], reach.early(want.seeds), []
        for others, facts in groups:
            if facts.isdisjoint(early):
                apart.append((others, facts))
            else:
                mine, early = [*others, *mine], early | facts
        groups = [*apart, (mine, early)]
    return groups


def _all_of(parts: frozenset[Residual]) -> Residual:
    return next(iter(parts)) if len(parts) == 1 else ("_&&_", parts)


def _judged(pack: Pack, event: EventSpec) -> frozenset[FactId]:
    """Facts whose value a rule looks at; all others are only repeated on forms."""
    found: set[FactId] = set()
    for procedure in event.procedures:
        spec = pack.procedures[procedure]
        found = found.union(*(rule.facts for rule in spec.asking))
    for fact in pack.facts.values():
        found |= fact.deciding
    todo = [*found]
    while todo:  # what a judged fact repeats is judged under another name
        for derivation in pack.facts[todo.pop()].derive:
            todo += derivation.value.facts - found
            found |= derivation.value.facts
    return frozenset(found)
