"""Compiles rules: CEL text, checked by Google's compiler against the declared types of the facts."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import chain
from typing import Any, Final

from cel_expr_python import cel

from forms.facts.lists import item_fact, parts
from forms.facts.values import FactId, ItemList, Value
from forms.rules.evaluate import FUNCTIONS
from forms.rules.members import Spelled, spelled
from forms.rules.rule import TODAY, Declared, Rule, RuleFault, RuleFaultsError, RuleType
from forms.rules.syntax import (
    ITEM,
    MEMBER,
    SIZE,
    Call,
    Field,
    ListOf,
    Literal,
    Name,
    Node,
    NotAllowedError,
    Quantified,
    children,
    read_checked,
)

_CEL: Final[Mapping[RuleType, cel.Type]] = {
    RuleType.TEXT: cel.Type.STRING,
    RuleType.BOOL: cel.Type.BOOL,
    RuleType.INT: cel.Type.INT,
    RuleType.DATE: cel.Type.TIMESTAMP,
    RuleType.TEXTS: cel.Type.List(cel.Type.STRING),
}
_ITEM_OF: Final = "item.of."
_TERM: Final = ((RuleType.DATE, RuleType.INT), RuleType.DATE)
_AGE: Final = ((RuleType.DATE, RuleType.DATE), RuleType.INT)
_OF_TEXT: Final = ((RuleType.TEXT,), RuleType.TEXT)
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
    "family_name": _OF_TEXT,
    "given_name": _OF_TEXT,
    "yucho_branch": _OF_TEXT,
    "yucho_kind": _OF_TEXT,
    "yucho_number": ((RuleType.TEXT, RuleType.TEXT), RuleType.TEXT),
}
assert set(_SIGNATURES) == set(FUNCTIONS)


class Compiler:
    """Compiles rules over one set of declared names; ``today`` (a date) is always there.

    ``within``: the list about one of whose items the rules speak, as ``item.…``.
    """

    def __init__(self, declared: Mapping[FactId, Declared], within: FactId | None = None) -> None:
        self._within = within
        self._declared = {**declared, TODAY: Declared(RuleType.DATE)}
        self._fields = {fact: p for fact in declared if (p := parts(fact)) is not None}
        own = {
            f"{ITEM}.{name}": declared[fact]
            for fact, (over, _, name) in self._fields.items()
            if over == within
        }
        self._names = {
            name: spec
            for name, spec in {**self._declared, **own}.items()
            if name not in self._fields
        }
        self._heads = {name.partition(".")[0] for name in self._names}
        self._env = cel.NewEnv(
            variables={name: _type(name, spec) for name, spec in self._names.items()},
            functions=[*map(_declaration, _SIGNATURES), *self._accessors()],
        )

    def compile(self, text: str, expected: RuleType) -> Rule:
        """The rule in ``text``, of type ``expected``.  Raises :class:`RuleFaultsError`."""
        try:
            said = spelled(text, self._heads)
            checked = self._env.compile(said.text)
        except NotAllowedError as fault:
            raise RuleFaultsError((_at(text, fault.offset, str(fault)),)) from None
        except RuntimeError as fault:  # the only exception that the library raises here
            raise RuleFaultsError(tuple(self._compiler_faults(said, str(fault)))) from None
        if checked.return_type().name() != _CEL[expected].name():
            found = checked.return_type().name().lower()
            raise RuleFaultsError((RuleFault(1, 1, f"is {found}, must be {expected.value}"),))
        try:
            node = read_checked(checked.serialize(), frozenset(FUNCTIONS), self._within)
        except NotAllowedError as fault:
            place = _at(text, said.written_at(fault.offset), str(fault))
            raise RuleFaultsError((place,)) from None
        wrong: Iterator[tuple[Literal | Name, str]] = chain(
            self._choices(node), self._whole_lists(node)
        )
        faults = tuple(_at(text, said.written_at(part.offset), why) for part, why in wrong)
        if faults:
            raise RuleFaultsError(faults)
        return Rule(text, expected, node)

    def oracle(self, text: str, values: Mapping[FactId, Value]) -> Value:
        """Google's own evaluation over total facts; for tests, never for the kiosk.

        To it an item is a number, and a fact of an item a function of that number.
        """
        items = [
            (name, item)
            for name, value in values.items()
            if isinstance(value, ItemList)
            for item in value.items
        ]
        number = cel.Type.INT
        env = cel.NewEnv(
            variables={
                name: cel.Type.List(number) if spec.type is RuleType.LIST else _CEL[spec.type]
                for name, spec in self._names.items()
            },
            functions=[
                *map(_declaration, _SIGNATURES),
                *(self._told(name, items, values) for name in self._of_items),
            ],
        )
        data = {
            name: [items.index((name, item)) for item in value.items]
            if isinstance(value, ItemList)
            else _to_cel(value)
            for name, value in values.items()
            if parts(name) is None
        }
        said = spelled(text, frozenset())
        result: Any = env.compile(said.text).eval(data=data).value()
        return result.date() if isinstance(result, datetime) else result

    @property
    def _of_items(self) -> tuple[str, ...]:
        """Names of items' facts, of whatever list."""
        return tuple(dict.fromkeys(name for _, _, name in self._fields.values()))

    def _accessors(self) -> Iterator[cel.FunctionDecl]:
        """To the compiler a fact of an item is a method of the item: so it is checked and typed."""
        for name in self._of_items:
            lists = [over for over, _, other in self._fields.values() if other == name]
            yield cel.FunctionDecl(name, [self._accessor(over, name) for over in lists])

    def _accessor(self, over: FactId, name: str) -> cel.Overload:
        return cel.Overload(
            f"{over}.{name}".replace(".", "_"),
            return_type=_CEL[self._declared[item_fact(over, "", name)].type],
            parameters=[_item(over)],
            is_member=True,
        )

    def _told(
        self, name: str, items: Sequence[tuple[FactId, str]], values: Mapping[FactId, Value]
    ) -> cel.FunctionDecl:
        """The fact ``name`` of each of the ``items``, by number; of one type in every list."""

        def tell(number: int) -> Any:
            over, item = items[number]
            return _to_cel(values[item_fact(over, item, name)])

        (kind,) = {self._declared[fact].type for fact, p in self._fields.items() if p[2] == name}
        return cel.FunctionDecl(
            name,
            [cel.Overload(f"of_{name}", _CEL[kind], [cel.Type.INT], is_member=True, impl=tell)],
        )

    def _compiler_faults(self, said: Spelled, told: str) -> Iterator[RuleFault]:
        found = re.findall(r"ERROR: <input>:(\d+):(\d+): (.*?)(?=\n \||\Z)", told, re.DOTALL)
        for line, column, words in found:
            fault = RuleFault(int(line), int(column), words.strip())
            missing = re.match(r"undeclared reference to '([^']+)'", words)
            offset, message = fault.offset(said.text), _plain(words.strip())
            if missing:
                offset, message = self._missing(said.text, offset, missing.group(1))
            yield _at(said.written, said.written_at(offset), message)
        if not found:
            yield RuleFault(1, 1, told)

    def _missing(self, text: str, offset: int, name: str) -> tuple[int, str]:
        """The compiler points at the last dot of a fact or behind a function: go back to its start."""
        fields = [field for _, _, field in self._fields.values()]
        close = difflib.get_close_matches(name, [*self._names, *fields, *FUNCTIONS], 1, 0.6)
        hint = f"; did you mean {close[0]!r}?" if close else ""
        starts = (offset, offset - name.rfind("."), offset - len(name))
        begins = next((s for s in starts if s >= 0 and text.startswith(name, s)), offset)
        return begins, f"no fact {name!r}{hint}"

    def _choices(self, node: Node) -> Iterator[tuple[Literal, str]]:
        """Literals compared with a choice that has no such value: no type checker sees these."""
        if isinstance(node, Call) and node.function in ("_==_", "_!=_", MEMBER):
            parts = [p for a in node.arguments for p in (a.items if isinstance(a, ListOf) else [a])]
            values = [
                value
                for part in parts
                if isinstance(part, Name | Field)
                for value in self._declared[part.id].values
            ]
            for part in parts:
                if values and isinstance(part, Literal) and part.value not in values:
                    close = difflib.get_close_matches(str(part.value), values, 1, 0.5)
                    hint = f"; did you mean {close[0]!r}?" if close else ""
                    yield part, f"no choice {part.value!r}{hint}"
        for part in children(node):
            yield from self._choices(part)

    def _whole_lists(self, node: Node) -> Iterator[tuple[Name, str]]:
        """Lists that are not asked for one of their items: they compare by nothing that is of use."""
        match node:
            case Name(id=name) if self._names[name].type in (RuleType.LIST, RuleType.TEXTS):
                start = replace(node, offset=node.offset - max(name.rfind("."), 0))
                yield start, f"{name!r} is a list: ask for one of it, for all of it, or its size"
            case Quantified(body=body):
                yield from self._whole_lists(body)
            case Call(function=function, arguments=(part, Name(id=name))) if (
                function == MEMBER and self._names[name].type is RuleType.TEXTS
            ):
                yield from self._whole_lists(part)
            case Call(function=function) if function == SIZE:
                return
            case _:
                for part in children(node):
                    yield from self._whole_lists(part)


def _type(name: FactId, spec: Declared) -> cel.Type:
    return cel.Type.List(_item(name)) if spec.type is RuleType.LIST else _CEL[spec.type]


def _item(over: FactId) -> cel.Type:
    """An item of the list ``over``: a type of its own, that only its own facts fit."""
    return cel.Type.AbstractType(f"{_ITEM_OF}{over}")


def _plain(said: str) -> str:
    """The compiler's words with the names that packs use."""
    field = re.search(rf"no matching overload for '(\w+)' applied to '\({_ITEM_OF}(\S+)\)'", said)
    if field:
        return f"no fact {field.group(1)!r} of {field.group(2)!r}"
    return said.replace("google.protobuf.Timestamp", "date").replace("string", "text")


def _at(text: str, offset: int, message: str) -> RuleFault:
    before = text[:offset]
    return RuleFault(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1, message)


def _declaration(name: str) -> cel.FunctionDecl:
    parameters, returns = _SIGNATURES[name]
    function: Callable[..., Any] = FUNCTIONS[name]

    def call(*arguments: Any) -> Any:
        plain = [a.date() if isinstance(a, datetime) else a for a in arguments]
        return _to_cel(function(*plain))

    overload = cel.Overload(
        name, return_type=_CEL[returns], parameters=[_CEL[p] for p in parameters], impl=call
    )
    return cel.FunctionDecl(name, [overload])


def _to_cel(value: Value) -> Value | datetime | Sequence[str]:
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return list(value) if isinstance(value, tuple) else value
