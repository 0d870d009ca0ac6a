"""Rules: CEL text, checked at load by Google's compiler against the declared types of the facts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, Final

from cel_expr_python import cel

from forms.facts.values import FactId, Value
from forms.rules import calendar
from forms.rules.evaluate import FUNCTIONS, Lookup, evaluate
from forms.rules.outcome import Outcome
from forms.rules.syntax import (
    MEMBER,
    Call,
    ListOf,
    Literal,
    Name,
    Node,
    NotAllowedError,
    read_checked,
)
from forms.rules.syntax import names as names_in

TODAY: Final = "today"
"""The day that the session started on: the one name that is no fact."""


class RuleType(StrEnum):
    """Type of a fact or of a rule's value."""

    TEXT = "text"
    BOOL = "bool"
    INT = "int"
    DATE = "date"


_CEL: Final[Mapping[RuleType, cel.Type]] = {
    RuleType.TEXT: cel.Type.STRING,
    RuleType.BOOL: cel.Type.BOOL,
    RuleType.INT: cel.Type.INT,
    RuleType.DATE: cel.Type.TIMESTAMP,
}
_TERM: Final = ((RuleType.DATE, RuleType.INT), RuleType.DATE)
_AGE: Final = ((RuleType.DATE, RuleType.DATE), RuleType.INT)
_SIGNATURES: Final[Mapping[str, tuple[tuple[RuleType, ...], RuleType]]] = {
    "age_on": _AGE,
    "age_attained": _AGE,
    "days_after": _TERM,
    "days_from": _TERM,
    "months_after": _TERM,
    "months_from": _TERM,
    "years_after": _TERM,
    "years_from": _TERM,
    "fiscal_year_end": ((RuleType.DATE,), RuleType.DATE),
}
assert set(_SIGNATURES) == set(FUNCTIONS)


@dataclass(frozen=True, slots=True)
class RuleFault:
    """What is wrong in a rule, at ``line`` and ``column`` of its text (both from 1)."""

    line: int
    column: int
    message: str

    def offset(self, text: str) -> int:
        """Characters before the fault in ``text``."""
        before = text.split("\n")[: self.line - 1]
        return sum(len(line) + 1 for line in before) + self.column - 1


class RuleFaultsError(Exception):
    """A rule that does not hold against the declared facts."""

    def __init__(self, faults: tuple[RuleFault, ...]) -> None:
        super().__init__("; ".join(f"{f.line}:{f.column}: {f.message}" for f in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Declared:
    """Type of a name, and its values when it is a choice."""

    type: RuleType
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A checked rule."""

    text: str
    type: RuleType
    node: Node
    order: tuple[FactId, ...] = field(init=False, repr=False, compare=False)
    """Every fact that the rule names, each once, from left to right."""
    facts: frozenset[FactId] = field(init=False, repr=False, compare=False)
    """Every fact that the rule names."""

    def __post_init__(self) -> None:
        order = tuple(dict.fromkeys(n.id for n in names_in(self.node) if n.id != TODAY))
        object.__setattr__(self, "order", order)
        object.__setattr__(self, "facts", frozenset(order))

    def evaluate(self, lookup: Lookup) -> Outcome:
        """The rule over what ``lookup`` knows; see :mod:`forms.rules.evaluate`."""
        return evaluate(self.node, lookup)


class Compiler:
    """Compiles rules over one set of declared names; ``today`` (a date) is always there."""

    def __init__(self, declared: Mapping[FactId, Declared]) -> None:
        self._declared = {**declared, TODAY: Declared(RuleType.DATE)}
        self._env = cel.NewEnv(
            variables={name: _CEL[spec.type] for name, spec in self._declared.items()},
            functions=[_declaration(name) for name in _SIGNATURES],
        )

    def compile(self, text: str, expected: RuleType) -> Rule:
        """The rule in ``text``, of type ``expected``.  Raises :class:`RuleFaultsError`."""
        try:
            checked = self._env.compile(text)
        except RuntimeError as fault:  # the only exception that the library raises here
            raise RuleFaultsError(tuple(self._compiler_faults(text, str(fault)))) from None
        if checked.return_type().name() != _CEL[expected].name():
            found = checked.return_type().name().lower()
            raise RuleFaultsError((RuleFault(1, 1, f"is {found}, must be {expected.value}"),))
        try:
            node = read_checked(checked.serialize(), frozenset(FUNCTIONS))
        except NotAllowedError as fault:
            raise RuleFaultsError((_at(text, fault.offset, str(fault)),)) from None
        faults = tuple(
            _at(text, literal.offset, message) for literal, message in self._choices(node)
        )
        if faults:
            raise RuleFaultsError(faults)
        return Rule(text, expected, node)

    def oracle(self, text: str, values: Mapping[FactId, Value]) -> Value:
        """Google's own evaluation over total facts; for tests, never for the kiosk."""
        data = {name: _to_cel(value) for name, value in values.items()}
        result: Any = self._env.compile(text).eval(data=data).value()
        return result.date() if isinstance(result, datetime) else result

    def _compiler_faults(self, text: str, message: str) -> Iterator[RuleFault]:
        found = re.findall(r"ERROR: <input>:(\d+):(\d+): (.*?)(?=\n \||\Z)", message, re.DOTALL)
        for line, column, said in found:
            fault = RuleFault(int(line), int(column), said.strip())
            missing = re.match(r"undeclared reference to '([^']+)'", said)
            yield (
                self._missing(text, fault, missing.group(1))
                if missing
                else replace(fault, message=_plain(fault.message))
            )
        if not found:
            yield RuleFault(1, 1, message)

    def _missing(self, text: str, fault: RuleFault, name: str) -> RuleFault:
        """The compiler points at the last dot of a fact or behind a function: go back to its start."""
        close = difflib.get_close_matches(name, [*self._declared, *FUNCTIONS], 1, 0.6)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        offset = fault.offset(text)
        starts = (offset, offset - name.rfind("."), offset - len(name))
        begins = next((s for s in starts if s >= 0 and text.startswith(name, s)), offset)
        return replace(
            fault, column=fault.column + begins - offset, message=f"no fact {name!r}{hint}"
        )

    def _choices(self, node: Node) -> Iterator[tuple[Literal, str]]:
        """Literals compared with a choice that has no such value: no type checker sees these."""
        if not isinstance(node, Call):
            return
        if node.function in ("_==_", "_!=_", MEMBER):
            parts = [p for a in node.arguments for p in (a.items if isinstance(a, ListOf) else [a])]
            values = [
                value
                for part in parts
                if isinstance(part, Name)
                for value in self._declared[part.id].values
            ]
            for part in parts:
                if values and isinstance(part, Literal) and part.value not in values:
                    close = difflib.get_close_matches(str(part.value), values, 1, 0.5)
                    hint = f"; did you mean {close[0]!r}?" if close else ""
                    yield part, f"no choice {part.value!r}{hint}"
        for argument in node.arguments:
            yield from self._choices(argument)


def _plain(said: str) -> str:
    """The compiler's words with the names that packs use."""
    return said.replace("google.protobuf.Timestamp", "date").replace("string", "text")


def _at(text: str, offset: int, message: str) -> RuleFault:
    before = text[:offset]
    return RuleFault(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, message)


def _declaration(name: str) -> cel.FunctionDecl:
    parameters, returns = _SIGNATURES[name]
    function: Callable[..., Any] = getattr(calendar, name)

    def call(*arguments: Any) -> Any:
        plain = [a.date() if isinstance(a, datetime) else a for a in arguments]
        return _to_cel(function(*plain))

    overload = cel.Overload(
        name, return_type=_CEL[returns], parameters=[_CEL[p] for p in parameters], impl=call
    )
    return cel.FunctionDecl(name, [overload])


def _to_cel(value: Value) -> Value | datetime:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value
