"""What is left of a rule over facts of which some are known: a smaller rule over the others."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Final, TypeAlias

from forms.facts.lists import of_items
from forms.facts.values import FactId, ItemList
from forms.journey.resolve import Resolver
from forms.rules.evaluate import Lookup, evaluate
from forms.rules.outcome import Decided, Outcome, unsure_of, waiting_for
from forms.rules.rule import Rule
from forms.rules.syntax import SIZE, Call, ListOf, Name, Node, Quantified, bound

Residual: TypeAlias = Hashable
"""``("is", type, value)``, :data:`UNSURE`, or a smaller rule."""

UNSURE: Final = "unsure"
"""Unknown for good: no further question helps."""
TRUE: Final = ("is", "bool", True)
FALSE: Final = ("is", "bool", False)
_WAITING: Final = "waiting"
_TO_COME: Final = "to come"
_TOGETHER: Final = {"_&&_": TRUE, "_||_": FALSE}
"""Operators whose order does not matter, each with the operand that says nothing."""


class Rests:
    """What is left of the rules of one pack; keeps what it has worked out."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Rule, dict[tuple[Residual, ...], Residual]]] = {}
        """By the rule's identity, which stands as long as the rule is kept."""

    def of(self, rule: Rule, resolver: Resolver) -> Residual:
        """What is left of ``rule``."""
        order = rule.order
        if any("[" in fact for fact in order):
            order = tuple(of_items(order, resolver.given))
        leaves = tuple([leaf(resolver.lookup(fact)) for fact in order])
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
        case Call(function=function, arguments=(Name(id=over),)) if function == SIZE:
            return (_TO_COME, over, lookup(over))  # the items so far
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
    if listed.unsure:
        parts.add(UNSURE)
    elif not listed.closed:
        parts.add((_TO_COME, node.list.id, node.body))
    return _joined(function, parts)


def _together(function: str, node: Call, lookup: Lookup) -> Residual:
    return _joined(function, {residual(part, lookup) for part in _flat(function, node)})


def _joined(function: str, parts: set[Residual]) -> Residual:
    """Without what says nothing, and without the same operator within itself."""
    flat: set[Residual] = set()
    for part in parts - {_TOGETHER[function]}:
        match part:
            case (str() as inner, frozenset() as others) if inner == function:
                flat |= others
            case _:
                flat.add(part)
    return next(iter(flat)) if len(flat) == 1 else (function, frozenset(flat))


def _flat(function: str, node: Node) -> Iterator[Node]:
    if isinstance(node, Call) and node.function == function:
        for part in node.arguments:
            yield from _flat(function, part)
    else:
        yield node


def undated(rest: Residual) -> Residual:
    """``rest`` whatever the days in it are."""
    match rest:
        case ("is", "date" | "YearMonth", _):
            return ("is", "day")
        case tuple():
            return tuple(undated(part) for part in rest)
        case _:
            return rest


def asks(rest: Residual) -> Iterator[FactId]:
    """Facts that a residual rule still names."""
    match rest:
        case ("ask", str() as fact) | ("to come", str() as fact, _):
            yield fact
        case tuple() | frozenset():
            for part in rest:
                yield from asks(part)


def is_constant(rest: Residual) -> bool:
    """Whether nothing is left to ask."""
    return rest == UNSURE or (isinstance(rest, tuple) and rest[0] == "is")


def leaf(outcome: Outcome) -> Residual:
    """What of a fact can matter to what is left: its value, that it will never be known, or neither."""
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
