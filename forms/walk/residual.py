"""What the rest of a journey depends on: the residual rules of everything that is still open.

A rule over facts of which some are known is a smaller rule over the others.  Two moments whose open
procedures and missing needs have equal residual rules ask the same questions from there on,
whatever else was answered.  Which procedure a rule belongs to, and what is decided already, is no
part of it.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.catalogue.model import EventSpec, FactSpec, Pack
from forms.facts.lists import of_every_item, of_items
from forms.facts.types import FactType
from forms.facts.values import FactId, ItemList
from forms.journey.moment import Moment
from forms.journey.resolve import Missing, Resolver
from forms.journey.verdict import ProcedureState
from forms.rules.evaluate import Lookup, evaluate
from forms.rules.outcome import Decided, Outcome, Unknown, unsure_of, waiting_for
from forms.rules.rule import Rule
from forms.rules.syntax import Call, ListOf, Name, Node, Quantified, bound

Residual: TypeAlias = Hashable
"""``("is", type, value)``, :data:`UNSURE`, or a smaller rule."""

UNSURE: Final = "unsure"
"""Unknown for good: no further question helps."""
_WAITING: Final = "waiting"
_SETTLED: Final = "settled"
_TRUE: Final = ("is", "bool", True)
_FALSE: Final = ("is", "bool", False)
_TOGETHER: Final = {"_&&_": _TRUE, "_||_": _FALSE}
"""Operators whose order does not matter, each with the operand that says nothing."""


@dataclass(frozen=True, slots=True)
class StateKey:
    """Equal keys, equal futures.

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
        todo = [*self.missing, *(fact for rest, _ in self.open for fact in _asks(rest))]
        found: set[FactId] = set()
        while todo:
            fact = todo.pop()
            if fact not in found:
                found.add(fact)
                todo += _asks(ways[fact])
        return frozenset(found)


class Residuals:
    """Keys of the moments of one event.  Keeps what it has worked out of each rule."""

    def __init__(self, pack: Pack, event: EventSpec) -> None:
        self._pack = pack
        self._event = event
        self._judged = _judged(pack, event)
        self._mates: dict[FactId, frozenset[FactId]] = {}
        for question in event.questions:
            facts = frozenset(pack.questions[question].facts)
            for fact in facts:  # of an item, those of every item
                self._mates[fact] = self._mates.get(fact, frozenset()) | facts
        self._known: dict[int, tuple[Rule, dict[tuple[Residual, ...], Residual]]] = {}
        """By the rule's identity, which stands as long as the rule is kept."""
        self._next: dict[FactId, tuple[FactId, ...]] = {}

    def key(self, moment: Moment) -> StateKey:
        """The state of ``moment``."""
        resolver = moment.resolver

        def missing(facts: Iterable[FactId]) -> frozenset[FactId]:
            return frozenset(f for f in moment.of_items(facts) if _is_missing(resolver, f))

        sure = missing(
            fact for form in moment.forms for fact in self._pack.forms[form.form_id].needs
        )
        own = missing(self._event.needs)
        decided = {o.state for o in moment.procedures} - {ProcedureState.UNDECIDED}
        if decided - {ProcedureState.NOT_NEEDED}:
            sure, own = sure | own, frozenset()
        elif not moment.waiting:
            own = frozenset()
        opened: dict[Residual, frozenset[FactId]] = {}
        for procedure in moment.waiting:
            rest = self._procedure(procedure, resolver)
            later = missing(fact for form in self._pack.forms_of[procedure] for fact in form.needs)
            opened[rest] = opened.get(rest, frozenset()) | (later - sure)
        for asking in self._still_asking(moment):
            opened.setdefault(("beside", self._due(asking, resolver)), frozenset())
        needs = sure.union(own, *opened.values())
        facts = self._reached(moment, needs)
        return StateKey(frozenset(opened.items()), sure, facts)

    def _procedure(self, procedure: str, resolver: Resolver) -> Residual:
        """Its rules in the order in which they are judged; who files it is asked at the end."""
        spec = self._pack.procedures[procedure]
        holds = tuple(self.rest(hold.when, resolver) for hold in spec.holds)
        counter = self.rest(spec.counter, resolver) if spec.counter else None
        who = self.rest(spec.filing.may, resolver) if spec.filing else None
        due = self._due(spec.deadline.date, resolver) if spec.deadline else None
        return (self.rest(spec.when, resolver), holds, counter, who, due)

    def _due(self, rule: Rule, resolver: Resolver) -> Residual:
        """What is left of a deadline: nobody asks by which day it comes to, unless it compares days."""
        rest = self.rest(rule, resolver)
        return rest if any(sign in rule.text for sign in "<>=") else _undated(rest)

    def _still_asking(self, moment: Moment) -> Iterator[Rule]:
        """Of what is applied for: who files it and until when, as far as that is open."""
        for outcome in moment.procedures:
            if outcome.applied_for:
                spec = self._pack.procedures[outcome.id]
                rules = [spec.filing.may] if spec.filing and outcome.may_file is None else []
                rules += [spec.deadline.date] if spec.deadline and outcome.deadline is None else []
                for rule in rules:
                    found = rule.evaluate(moment.resolver.lookup)
                    if isinstance(found, Unknown) and found.waiting:
                        yield rule

    def _reached(
        self, moment: Moment, needs: frozenset[FactId]
    ) -> frozenset[tuple[FactId, Residual]]:
        """Missing facts that what is open can come upon, and how each is found."""
        todo = [*needs]
        rules = [r for p in moment.waiting for r in self._pack.procedures[p].asking]
        todo += [fact for rule in (*rules, *self._still_asking(moment)) for fact in rule.facts]
        found: dict[FactId, Residual] = {}
        seen: set[FactId] = set()
        while todo:
            name = todo.pop()
            if name in seen:
                continue
            seen.add(name)
            for fact in moment.of_items([name]) if "[" in name else (name,):
                if _is_missing(moment.resolver, fact):
                    found[fact] = self._way_to(self._pack.facts[fact], moment.resolver)
                    todo += self._beside(fact)
        return frozenset(found.items())

    def _beside(self, fact: FactId) -> tuple[FactId, ...]:
        """What may settle ``fact``, and what stands on the same screen."""
        if fact not in self._next:
            mates = self._mates.get(of_every_item(fact), frozenset())
            self._next[fact] = (*self._pack.facts[fact].consulted, *mates)
        return self._next[fact]

    def _way_to(self, spec: FactSpec, resolver: Resolver) -> Residual:
        """How a missing fact will be settled."""
        own = resolver.given.get(spec.id)
        if spec.applies is None and not spec.derive and spec.type is not FactType.LIST:
            return None
        applies = self.rest(spec.applies, resolver) if spec.applies else _TRUE
        ways: list[Residual] = []
        for derivation in spec.derive:
            if derivation.given and not resolver.has_given(derivation):
                continue
            when = self.rest(derivation.when, resolver) if derivation.when else _TRUE
            if when in (_FALSE, UNSURE):
                continue
            if derivation.chosen is not None:  # whoever it is, and whatever of them is missing
                ways.append((when, derivation.chosen, derivation.value.text))
                continue
            value = self.rest(derivation.value, resolver)
            if of_every_item(spec.id) not in self._judged and _is_constant(value):
                value = _SETTLED
            ways.append((when, derivation.given, value))
            if when == _TRUE:
                break
        return (own, _TRUE if applies == UNSURE else applies, tuple(ways))

    def rest(self, rule: Rule, resolver: Resolver) -> Residual:
        """What is left of ``rule``."""
        order = rule.order
        if any("[" in fact for fact in order):
            order = tuple(of_items(order, resolver.given))
        leaves = tuple([_leaf(resolver.lookup(fact)) for fact in order])
        _, known = self._known.setdefault(id(rule), (rule, {}))
        found = known.get(leaves)
        if found is None:
            seen = dict(zip(order, leaves, strict=True))
            found = known[leaves] = residual(rule.node, _looked_up(seen, resolver))
        return found


def residual(node: Node, lookup: Lookup) -> Residual:
    """What is left of ``node`` over what ``lookup`` knows.

    It is constant exactly when the evaluator decides it, and :data:`UNSURE` exactly when the
    evaluator says that no further question helps.
    """
    if isinstance(node, ListOf):
        return tuple(residual(item, lookup) for item in node.items)
    outcome = evaluate(node, lookup)
    if isinstance(outcome, Decided):
        return _constant(outcome)
    if not outcome.waiting:
        return UNSURE
    match node:
        case Name(id=fact):
            return ("ask", fact)
        case Call(function=function) if function in _TOGETHER:
            return _together(function, node, lookup)
        case Quantified():
            return _of_items(node, lookup)
        case Call(function="_?_:_", arguments=(condition, yes, no)):
            test = evaluate(condition, lookup)
            if isinstance(test, Decided):
                return residual(yes if test.value else no, lookup)
    assert isinstance(node, Call)
    return (node.function, *(residual(part, lookup) for part in node.arguments))


def _of_items(node: Quantified, lookup: Lookup) -> Residual:
    """What is left of a rule over a list: of the items that are there, and of those to come."""
    known = lookup(node.list.id)
    function = "_||_" if node.decisive else "_&&_"
    listed = known.value if isinstance(known, Decided) else ItemList()
    assert isinstance(listed, ItemList)
    parts = {residual(bound(node.body, node.variable, item), lookup) for item in listed.items}
    parts.discard(_TOGETHER[function])
    if not listed.closed:
        parts.add(("to come", node.list.id, node.body))
    return next(iter(parts)) if len(parts) == 1 else (function, frozenset(parts))


def _together(function: str, node: Call, lookup: Lookup) -> Residual:
    parts = {residual(part, lookup) for part in _flat(function, node)} - {_TOGETHER[function]}
    return next(iter(parts)) if len(parts) == 1 else (function, frozenset(parts))


def _flat(function: str, node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.function == function:
        for part in node.arguments:
            yield from _flat(function, part)
    else:
        yield node


def _undated(rest: Residual) -> Residual:
    match rest:
        case ("is", "date" | "YearMonth", _):
            return ("is", "day")
        case tuple():
            return tuple(_undated(part) for part in rest)
        case _:
            return rest


def _asks(rest: Residual) -> Iterator[FactId]:
    """Facts that a residual rule still names."""
    match rest:
        case ("ask", str() as fact):
            yield fact
        case tuple() | frozenset():
            for part in rest:
                yield from _asks(part)


def _is_constant(rest: Residual) -> bool:
    return rest == UNSURE or (isinstance(rest, tuple) and rest[0] == "is")


def _leaf(outcome: Outcome) -> Residual:
    if isinstance(outcome, Decided):
        return _constant(outcome)
    return _WAITING if outcome.waiting else UNSURE


def _constant(outcome: Decided) -> Residual:
    return ("is", type(outcome.value).__name__, outcome.value)


def _looked_up(leaves: dict[FactId, Residual], resolver: Resolver) -> Lookup:
    def look(fact: FactId) -> Outcome:
        leaf = leaves.get(fact)
        if leaf == _WAITING:
            return waiting_for(fact)
        return unsure_of(fact) if leaf == UNSURE else resolver.lookup(fact)

    return look


def _is_missing(resolver: Resolver, fact: FactId) -> bool:
    """Whether a question can still settle ``fact``."""
    found = resolver.resolve(fact)
    return isinstance(found, Missing) and bool(found.unknown.waiting)


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
