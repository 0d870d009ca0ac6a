"""The checked syntax tree of a rule: only what rules may say.

Field numbers are those of ``cel/expr/checked.proto`` and ``syntax.proto`` (google/cel-spec).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from forms.facts.values import FactId, Value
from forms.rules.wire import Message, parse

LOGIC: Final = frozenset({"_&&_", "_||_", "!_", "_?_:_"})
COMPARISON: Final = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"})
MEMBER: Final = "@in"


class NotAllowedError(Exception):
    """CEL that rules may not use, at a character offset."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.offset = offset


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant."""

    value: Value
    offset: int


@dataclass(frozen=True, slots=True)
class Name:
    """A fact, or ``today``."""

    id: FactId
    offset: int


@dataclass(frozen=True, slots=True)
class ListOf:
    """A closed list of expressions."""

    items: tuple[Node, ...]
    offset: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operator under CEL's internal name (``_&&_``) or one of the date functions."""

    function: str
    arguments: tuple[Node, ...]
    offset: int


Node: TypeAlias = Literal | Name | ListOf | Call


def names(node: Node) -> Iterator[Name]:
    """Every name in ``node``, left to right."""
    match node:
        case Name():
            yield node
        case ListOf(items=parts) | Call(arguments=parts):
            for part in parts:
                yield from names(part)
        case Literal():
            return


def read_checked(serialised: bytes, functions: frozenset[str]) -> Node:
    """The tree in a serialised ``Any`` of ``CheckedExpr``.  Raises :class:`NotAllowedError`."""
    checked = parse(parse(serialised).raw(2))
    references = {
        entry.integer(1): reference.text(1)
        for entry in checked.messages(2)
        if (reference := entry.message(2)) is not None
    }
    source = checked.message(5)
    offsets = {e.integer(1): e.integer(2) for e in source.messages(4)} if source else {}
    root = checked.message(4)
    if root is None:
        raise NotAllowedError("an empty rule", 0)
    return _Reader(references, offsets, LOGIC | COMPARISON | {MEMBER} | functions).node(root)


@dataclass(frozen=True, slots=True)
class _Reader:
    references: dict[int, str]
    offsets: dict[int, int]
    allowed: frozenset[str]

    def node(self, expression: Message) -> Node:
        number = expression.integer(2)
        offset = self.offsets.get(number, 0)
        if (constant := expression.message(3)) is not None:
            return Literal(self._constant(constant, offset), offset)
        if (identifier := expression.message(4)) is not None:
            return Name(self.references.get(number) or identifier.text(1), offset)
        if (call := expression.message(6)) is not None:
            return self._call(call, offset)
        if (items := expression.message(7)) is not None:
            return ListOf(tuple(self.node(item) for item in items.messages(1)), offset)
        raise NotAllowedError("rules have no maps, macros or field selection", offset)

    def _call(self, call: Message, offset: int) -> Call:
        function = call.text(2)
        if call.has(1) or function not in self.allowed:
            raise NotAllowedError(f"rules may not use {function.strip('_@')!r}", offset)
        return Call(function, tuple(self.node(part) for part in call.messages(3)), offset)

    def _constant(self, constant: Message, offset: int) -> Value:
        if constant.has(2):
            return bool(constant.integer(2))
        if constant.has(3):
            return constant.integer(3)
        if constant.has(6):
            return constant.text(6)
        raise NotAllowedError("rules know text, whole numbers, true and false only", offset)
