"""The checked syntax tree of a rule: only what rules may say.

Field numbers are those of ``cel/expr/checked.proto`` and ``syntax.proto`` (google/cel-spec).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from forms.facts.lists import item_fact
from forms.facts.values import FactId, Value
from forms.rules.wire import Message, parse

LOGIC: Final = frozenset({"_&&_", "_||_", "!_", "_?_:_"})
COMPARISON: Final = frozenset({"_==_", "_!=_", "_<_", "_<=_", "_>_", "_>=_"})
MEMBER: Final = "@in"
SIZE: Final = "size"
QUANTIFIERS: Final = {"_||_": True, "_&&_": False}
"""What a macro's loop joins its steps with: `exists` is decided by one true, `all` by one false."""
ITEM: Final = "item"
"""In a rule about one item of a list: that item."""
ONLY_THESE: Final = "of lists, rules know exists, all and size only"
_RESULT: Final = "@result"


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
class Field:
    """A fact of the item that ``variable`` stands for."""

    list: FactId
    variable: str
    name: str
    offset: int

    @property
    def id(self) -> FactId:
        """The fact of every item."""
        return item_fact(self.list, "", self.name)


@dataclass(frozen=True, slots=True)
class Quantified:
    """``exists`` (``decisive`` is true) or ``all`` (false) over the items of ``list``."""

    decisive: bool
    list: Name
    variable: str
    body: Node
    offset: int


@dataclass(frozen=True, slots=True)
class Call:
    """An operator under CEL's internal name (``_&&_``) or one of the date functions."""

    function: str
    arguments: tuple[Node, ...]
    offset: int


Node: TypeAlias = Literal | Name | Field | ListOf | Quantified | Call


def names(node: Node) -> Iterator[Name | Field]:
    """Every name in ``node``, left to right."""
    if isinstance(node, Name | Field):
        yield node
    for part in children(node):
        yield from names(part)


def children(node: Node) -> tuple[Node, ...]:
    """The parts of ``node``, left to right."""
    match node:
        case Name() | Field() | Literal():
            return ()
        case Quantified(list=over, body=body):
            return (over, body)
        case ListOf(items=parts) | Call(arguments=parts):
            return parts
        case _:
            assert_never(node)


def bound(node: Node, variable: str, item: str) -> Node:
    """``node`` about one item: the facts of ``variable`` are those of ``item``."""
    match node:
        case Field() if node.variable == variable:
            return Name(item_fact(node.list, item, node.name), node.offset)
        case Name() | Field() | Literal():
            return node
        case ListOf(items=parts):
            return replace(node, items=tuple(bound(part, variable, item) for part in parts))
        case Call(arguments=parts):
            return replace(node, arguments=tuple(bound(part, variable, item) for part in parts))
        case Quantified(body=body):
            return replace(node, body=bound(body, variable, item))
        case _:
            assert_never(node)


def wherever(node: Node) -> Node:
    """``node`` as it is wherever it stands: equal to every other that says the same."""
    match node:
        case Name() | Field() | Literal():
            return replace(node, offset=0)
        case ListOf(items=parts):
            return replace(node, items=tuple(map(wherever, parts)), offset=0)
        case Call(arguments=parts):
            return replace(node, arguments=tuple(map(wherever, parts)), offset=0)
        case Quantified(body=body, list=over):
            return replace(node, body=wherever(body), list=replace(over, offset=0), offset=0)
        case _:
            assert_never(node)


def read_checked(
    serialised: bytes, functions: frozenset[str], item_of: FactId | None = None
) -> Node:
    """The tree in a serialised ``Any`` of ``CheckedExpr``.  Raises :class:`NotAllowedError`.

    ``item_of``: the list of whose items the rule speaks as ``item.…``.
    """
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
    allowed = LOGIC | COMPARISON | functions
    variables = {ITEM: item_of} if item_of is not None else {}
    return _Reader(references, offsets, allowed, variables).node(root)


@dataclass(frozen=True, slots=True)
class _Reader:
    """``variables``: the list over which each bound name runs."""

    references: Mapping[int, str]
    offsets: Mapping[int, int]
    allowed: frozenset[str]
    variables: Mapping[str, FactId]

    def node(self, expression: Message) -> Node:
        offset = self._offset(expression)
        if (constant := expression.message(3)) is not None:
            return Literal(self._constant(constant, offset), offset)
        if expression.message(4) is not None:
            return self._name(self._reference(expression), offset)
        if (call := expression.message(6)) is not None:
            return self._call(call, offset)
        if (loop := expression.message(9)) is not None:
            return self._quantified(loop, offset)
        raise NotAllowedError("rules have no maps, lists or field selection here", offset)

    def _offset(self, expression: Message) -> int:
        return self.offsets.get(expression.integer(2), 0)

    def _reference(self, expression: Message) -> FactId:
        identifier = expression.message(4)
        if identifier is None:
            return ""
        return self.references.get(expression.integer(2)) or identifier.text(1)

    def _name(self, name: FactId, offset: int) -> Name | Field:
        role, _, field = name.partition(".")
        if field and role == ITEM and role in self.variables:
            return Field(self.variables[role], role, field, offset)
        if name in self.variables:
            raise NotAllowedError(f"say which fact of {name!r}", offset)
        return Name(name, offset)

    def _call(self, call: Message, offset: int) -> Node:
        function, arguments = call.text(2), list(call.messages(3))
        target = call.message(1)
        if target is not None and (variable := self._reference(target)) in self.variables:
            return Field(self.variables[variable], variable, function, self._offset(target))
        if function == SIZE:
            (of,) = [*([target] if target is not None else []), *arguments]
            return Call(SIZE, (self._list(of, offset),), offset)
        if function == MEMBER:
            return Call(MEMBER, (self.node(arguments[0]), self._members(arguments[1])), offset)
        if target is not None or function not in self.allowed:
            raise NotAllowedError(f"rules may not use {function.strip('_@')!r}", offset)
        return Call(function, tuple(self.node(part) for part in arguments), offset)

    def _members(self, expression: Message) -> Node:
        """Right of `in`: constants and names in brackets, or a fact of several choices."""
        if (items := expression.message(7)) is not None:
            parts = tuple(self.node(item) for item in items.messages(1))
            return ListOf(parts, self._offset(expression))
        return self.node(expression)

    def _list(self, expression: Message, offset: int) -> Name:
        found = self.node(expression) if expression.message(4) is not None else None
        if not isinstance(found, Name):
            raise NotAllowedError("only a list of the pack has items", offset)
        return found

    def _quantified(self, loop: Message, offset: int) -> Quantified:
        """CEL expands its macros; ``exists`` and ``all`` are loops of known shape."""
        over, step, result = (loop.message(number) for number in (2, 6, 7))
        call = step.message(6) if step is not None else None
        joins = call.text(2) if call is not None else ""
        plain = result is not None and self._reference(result) == _RESULT
        if over is None or call is None or joins not in QUANTIFIERS or not plain:
            raise NotAllowedError(ONLY_THESE, offset)
        before, body = call.messages(3)
        if self._reference(before) != _RESULT:
            raise NotAllowedError(ONLY_THESE, offset)
        items, variable = self._list(over, offset), loop.text(1)
        within = replace(self, variables={**self.variables, variable: items.id})
        return Quantified(QUANTIFIERS[joins], items, variable, within.node(body), offset)

    def _constant(self, constant: Message, offset: int) -> Value:
        if constant.has(2):
            return bool(constant.integer(2))
        if constant.has(3):
            return constant.integer(3)
        if constant.has(6):
            return constant.text(6)
        raise NotAllowedError("rules know text, whole numbers, true and false only", offset)
