"""Partial evaluation: a decided result holds for every completion of the missing facts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final

from forms.facts.lists import item_fact
from forms.facts.values import FactId, ItemList, Value, YearMonth
from forms.rules import calendar, texts
from forms.rules.outcome import (
    NEVER,
    OPEN,
    Decided,
    Outcome,
    Unknown,
    merged,
    unsure_of,
    waiting_for,
)
from forms.rules.syntax import (
    COMPARISON,
    MEMBER,
    SIZE,
    Call,
    Field,
    ListOf,
    Literal,
    Name,
    Node,
    Quantified,
)

Lookup = Callable[[FactId], Outcome]
"""What is known of one fact."""

FUNCTIONS: Final[Mapping[str, Callable[..., Value | None]]] = {
    name: getattr(room, name) for room in (calendar, texts) for name in room.__all__
}

_TRUTHS: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "_==_": operator.eq,
    "_!=_": operator.ne,
    "_<_": operator.lt,
    "_<=_": operator.le,
    "_>_": operator.gt,
    "_>=_": operator.ge,
    MEMBER: lambda value, values: value in values,
}
assert set(_TRUTHS) == COMPARISON | {MEMBER}
_STRICT: Final[Mapping[str, Callable[..., Value | None]]] = {**FUNCTIONS, **_TRUTHS}


Items = Mapping[str, str]
"""The item that each bound name stands for."""
_NO_ITEMS: Final[Items] = {}


def evaluate(node: Node, lookup: Lookup, items: Items = _NO_ITEMS) -> Outcome:
    """``node`` over what ``lookup`` knows.  It is type-checked: no operand has a wrong type."""
    if isinstance(node, Call):
        return _CALLS.get(node.function, _strict)(node, lookup, items)
    if isinstance(node, Name):
        return lookup(node.id)
    if isinstance(node, Literal):
        return Decided(node.value)
    if isinstance(node, Field):
        return lookup(item_fact(node.list, items[node.variable], node.name))
    if isinstance(node, Quantified):
        return _quantified(node, lookup, items)
    raise AssertionError("a list stands only right of `in`")


def _and(call: Call, lookup: Lookup, items: Items) -> Outcome:
    left, right = call.arguments
    return _side_by_side(left, right, lookup, items, decisive=False)


def _or(call: Call, lookup: Lookup, items: Items) -> Outcome:
    left, right = call.arguments
    return _side_by_side(left, right, lookup, items, decisive=True)


def _not(call: Call, lookup: Lookup, items: Items) -> Outcome:
    inner = evaluate(call.arguments[0], lookup, items)
    if isinstance(inner, Decided):
        return Decided(not inner.value, inner.because)
    return inner.possibly(frozenset(None if p is None else not p for p in inner.possible))


def _quantified(node: Quantified, lookup: Lookup, items: Items) -> Outcome:
    """Each item's outcome joined with the others', and with that of items that may still come."""
    over = node.list.id
    known = lookup(over)
    if isinstance(known, Unknown):
        return known.possibly(OPEN) if known.waiting else known
    listed = known.value
    assert isinstance(listed, ItemList)
    result: Outcome = Decided(not node.decisive, known.because)
    for item in listed.items:
        said = evaluate(node.body, lookup, {**items, node.variable: item})
        if isinstance(said, Decided):
            said = Decided(said.value, merged(known.because, said.because))
        result = either(result, said, decisive=node.decisive)
    if listed.closed:
        return result
    return either(result, others_of(over, listed), decisive=node.decisive)


def others_of(over: FactId, listed: ItemList) -> Outcome:
    """What a rule knows of those who may be on a list besides its items."""
    return waiting_for(over) if listed.asks_more else unsure_of(over)


def _size(call: Call, lookup: Lookup, _items: Items) -> Outcome:
    (over,) = (part.id for part in call.arguments if isinstance(part, Name))
    known = lookup(over)
    if isinstance(known, Unknown):
        return known
    if isinstance(known.value, tuple):
        return Decided(len(known.value), known.because)
    assert isinstance(known.value, ItemList)
    if not known.value.closed:
        return others_of(over, known.value)
    return Decided(len(known.value.items), known.because)


def _side_by_side(
    left: Node, right: Node, lookup: Lookup, items: Items, *, decisive: bool
) -> Outcome:
    """``&&`` or ``||``; the right side is not looked at where the left one decides."""
    first = evaluate(left, lookup, items)
    if isinstance(first, Decided) and first.value is decisive:
        return first
    return either(first, evaluate(right, lookup, items), decisive=decisive)


def either(left: Outcome, right: Outcome, *, decisive: bool) -> Outcome:
    """``&&`` (decided by one false) and ``||`` (by one true); the left reason is preferred."""
    for side in (left, right):
        if isinstance(side, Decided) and side.value is decisive:
            return side
    if isinstance(left, Unknown):
        if isinstance(right, Unknown):
            if left.possible == right.possible == OPEN:
                return left.joined(right, OPEN)
            return left.joined(right, _pairs(left.possible, right.possible, decisive=decisive))
        return left.given(right.because)
    if isinstance(right, Unknown):
        return right.given(left.because)
    return Decided(not decisive, merged(left.because, right.because))


def _pairs(
    left: frozenset[bool | None], right: frozenset[bool | None], *, decisive: bool
) -> Iterator[bool | None]:
    for pair in product(left, right):
        if decisive in pair:
            yield decisive
        else:
            yield None if None in pair else not decisive


def _choice(call: Call, lookup: Lookup, items: Items) -> Outcome:
    condition, yes, no = call.arguments
    test = evaluate(condition, lookup, items)
    if isinstance(test, Decided):
        taken = evaluate(yes if test.value else no, lookup, items)
        if isinstance(taken, Decided):
            return Decided(taken.value, merged(test.because, taken.because))
        return taken.given(test.because)
    first, second = evaluate(yes, lookup, items), evaluate(no, lookup, items)
    if isinstance(first, Decided) and isinstance(second, Decided) and first.value == second.value:
        return Decided(first.value, merged(first.because, second.because))
    can_be = {
        True: _possible(first),
        False: _possible(second),
        None: (_possible(first) & _possible(second)) | NEVER,  # decided where both agree
    }
    possible = frozenset[bool | None]().union(*(can_be[way] for way in test.possible))
    for branch in (first, second):
        more = branch if isinstance(branch, Unknown) else Unknown(because=branch.because)
        test = test.joined(more, possible)
    return test


def _possible(outcome: Outcome) -> frozenset[bool | None]:
    if isinstance(outcome, Unknown):
        return outcome.possible
    return frozenset({outcome.value}) if isinstance(outcome.value, bool) else OPEN


def _member(call: Call, lookup: Lookup, items: Items) -> Outcome:
    """``x in [a, b]`` is ``x == a || x == b``; of a fact of several choices, a comparison."""
    element, listed = call.arguments
    if not isinstance(listed, ListOf):
        return _strict(call, lookup, items)
    if isinstance(element, Name) and all(isinstance(part, Literal) for part in listed.items):
        return _one_of(lookup(element.id), listed.items)
    result: Outcome = Decided(False)
    for part in listed.items:
        same = _strict(Call("_==_", (element, part), element.offset), lookup, items)
        result = either(result, same, decisive=True)
    return result


def _one_of(known: Outcome, constants: tuple[Node, ...]) -> Outcome:
    """A fact among constants, by far the most frequent: it is looked up once."""
    if isinstance(known, Decided):
        among = any(isinstance(c, Literal) and c.value == known.value for c in constants)
        return Decided(among, known.because)
    if known.possible == NEVER:
        return known
    return known.possibly(OPEN | (known.possible & NEVER))


@dataclass(frozen=True, slots=True)
class _OneOf:
    """One of several values, nobody can tell which: what follows from a day known by its month."""

    values: tuple[Value, ...]
    because: tuple[FactId, ...]


def _strict(call: Call, lookup: Lookup, items: Items) -> Outcome:
    """Comparisons and functions need every operand."""
    found = _worked_out(call, lookup, items)
    return _unsure(found.because) if isinstance(found, _OneOf) else found


def _worked_out(call: Call, lookup: Lookup, items: Items) -> Outcome | _OneOf:
    values: list[Value | _OneOf] = []
    missing: Unknown | None = None
    several = False
    because: tuple[FactId, ...] = ()
    for argument in call.arguments:
        part = _operand(argument, lookup, items)
        if isinstance(part, Unknown):
            if part.possible == NEVER:
                return part  # the first that nobody can tell is reason enough
            missing = (
                part if missing is None else missing.joined(part, missing.possible | part.possible)
            )
            continue
        if isinstance(part, Decided):
            values.append(part.value)
            several = several or isinstance(part.value, YearMonth)
        else:
            values.append(part)
            several = True
        because = merged(because, part.because) if because else part.because
    if missing is not None:
        return missing.possibly(OPEN | (missing.possible & NEVER)).given(because)
    if several:
        return _over_all(call.function, values, because)
    found = _STRICT[call.function](*values)
    return _unsure(because) if found is None else Decided(found, because)


def _operand(argument: Node, lookup: Lookup, items: Items) -> Outcome | _OneOf:
    if isinstance(argument, Call) and argument.function in FUNCTIONS:
        return _worked_out(argument, lookup, items)
    return evaluate(argument, lookup, items)


def _over_all(
    function: str, values: Sequence[Value | _OneOf], because: tuple[FactId, ...]
) -> Outcome | _OneOf:
    """Decided when every value that an operand may have gives the same, as it would for the law.

    ``None``: what was given does not say it, and no other question would.
    """
    found = tuple(dict.fromkeys(_STRICT[function](*v) for v in product(*map(_may_be, values))))
    known = tuple(value for value in found if value is not None)
    if len(known) < len(found) or (len(found) > 1 and function in _TRUTHS):
        return _unsure(because)
    return Decided(known[0], because) if len(known) == 1 else _OneOf(known, because)


def _may_be(value: Value | _OneOf) -> tuple[Value, ...]:
    match value:
        case YearMonth(days=days):
            return days
        case _OneOf(values=several):
            return several
        case _:
            return (value,)


def _unsure(because: tuple[FactId, ...]) -> Unknown:
    return Unknown(unsure=frozenset(because), because=because, possible=NEVER)


_CALLS: Final[Mapping[str, Callable[[Call, Lookup, Items], Outcome]]] = {
    "_&&_": _and,
    "_||_": _or,
    "!_": _not,
    "_?_:_": _choice,
    MEMBER: _member,
    SIZE: _size,
}
"""Calls that can be decided though an operand is not; all others are strict."""
