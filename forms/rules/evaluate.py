"""Partial evaluation: a decided result holds for every completion of the missing facts."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import product
from typing import Final, assert_never

from forms.facts.values import FactId, Value
from forms.rules import calendar
from forms.rules.outcome import NEVER, OPEN, Decided, Outcome, Unknown, merged
from forms.rules.syntax import COMPARISON, MEMBER, Call, ListOf, Literal, Name, Node

Lookup = Callable[[FactId], Outcome]
"""What is known of one fact."""

FUNCTIONS: Final[Mapping[str, Callable[..., int | date]]] = {
    name: getattr(calendar, name) for name in calendar.__all__
}

_COMPARE: Final[Mapping[str, Callable[[Value, Value], bool]]] = {
    "_==_": operator.eq,
    "_!=_": operator.ne,
    "_<_": operator.lt,
    "_<=_": operator.le,
    "_>_": operator.gt,
    "_>=_": operator.ge,
}
assert set(_COMPARE) == COMPARISON


def evaluate(node: Node, lookup: Lookup) -> Outcome:
    """``node`` over what ``lookup`` knows.  It is type-checked: no operand has a wrong type."""
    match node:
        case Literal(value=value):
            return Decided(value)
        case Name(id=fact):
            return lookup(fact)
        case ListOf():
            raise AssertionError("a list stands only right of `in`")
        case Call(function="_&&_", arguments=(left, right)):
            return _either(evaluate(left, lookup), evaluate(right, lookup), decisive=False)
        case Call(function="_||_", arguments=(left, right)):
            return _either(evaluate(left, lookup), evaluate(right, lookup), decisive=True)
        case Call(function="!_", arguments=(part,)):
            inner = evaluate(part, lookup)
            if isinstance(inner, Decided):
                return Decided(not inner.value, inner.because)
            return inner.possibly(frozenset(None if p is None else not p for p in inner.possible))
        case Call(function="_?_:_", arguments=(condition, yes, no)):
            return _choice(condition, yes, no, lookup)
        case Call(function=function, arguments=(element, ListOf(items=items))) if (
            function == MEMBER
        ):
            return _member(element, items, lookup)
        case Call():
            return _strict(node, lookup)
        case _:
            assert_never(node)


def _either(left: Outcome, right: Outcome, *, decisive: bool) -> Outcome:
    """``&&`` (decided by one false) and ``||`` (by one true); the left reason is preferred."""
    for side in (left, right):
        if isinstance(side, Decided) and side.value is decisive:
            return side
    if isinstance(left, Unknown):
        if isinstance(right, Unknown):
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


def _choice(condition: Node, yes: Node, no: Node, lookup: Lookup) -> Outcome:
    test = evaluate(condition, lookup)
    if isinstance(test, Decided):
        taken = evaluate(yes if test.value else no, lookup)
        if isinstance(taken, Decided):
            return Decided(taken.value, merged(test.because, taken.because))
        return taken.given(test.because)
    first, second = evaluate(yes, lookup), evaluate(no, lookup)
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


def _member(element: Node, items: tuple[Node, ...], lookup: Lookup) -> Outcome:
    """``x in [a, b]`` is ``x == a || x == b``."""
    result: Outcome = Decided(False)
    for item in items:
        same = _strict(Call("_==_", (element, item), element.offset), lookup)
        result = _either(result, same, decisive=True)
    return result


def _strict(call: Call, lookup: Lookup) -> Outcome:
    """Comparisons and date functions need every operand."""
    parts = [evaluate(argument, lookup) for argument in call.arguments]
    values: list[Value] = []
    missing: Unknown | None = None
    because = merged(*(part.because for part in parts if isinstance(part, Decided)))
    for part in parts:
        match part:
            case Unknown():
                missing = part if missing is None else missing.joined(part, _both(missing, part))
            case Decided(value=value):
                values.append(value)
    if missing is not None:
        possible = OPEN | (missing.possible & NEVER) if missing.possible != NEVER else NEVER
        return missing.possibly(possible).given(because)
    if call.function in _COMPARE:
        return Decided(_COMPARE[call.function](*values), because)
    return Decided(FUNCTIONS[call.function](*values), because)


def _both(left: Unknown, right: Unknown) -> frozenset[bool | None]:
    """What a value may be that needs both."""
    if NEVER in (left.possible, right.possible):
        return NEVER
    return left.possible | right.possible
