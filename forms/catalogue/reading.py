"""Reads rules and days out of a pack's entries; what does not hold is a fault, no end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms.catalogue.faults import PackFault
from forms.catalogue.places import Entry
from forms.facts.values import FactId, Value
from forms.rules.compiler import Compiler
from forms.rules.rule import Declared, Rule, RuleFaultsError, RuleType
from forms.rules.syntax import Literal


class Reading:
    """Rules and days of one pack, and every fault found in them.

    ``over``, where it may be given, is the list about one of whose items a rule speaks.
    """

    def __init__(self, declared: Mapping[FactId, Declared]) -> None:
        self.faults: list[PackFault] = []
        self._declared = declared
        self._compilers: dict[FactId | None, Compiler] = {}

    def day(self, entry: Entry, *path: str | int) -> date | None:
        """The day at ``path``; ``None`` when there is none."""
        value: Any = entry.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None or type(value) is date:
            return value
        self.faults.append(entry.place(*path).fault("must be a date as 2026-04-01"))
        return None

    def optional(
        self, entry: Entry, kind: RuleType, *path: str | int, over: FactId | None = None
    ) -> Rule | None:
        """The rule at ``path``, if there is one."""
        data: Any = entry.data
        for step in path:
            if isinstance(data, dict) and step not in data:
                return None
            data = data[step]
        return self.rule(entry, kind, *path, over=over)

    def rule(
        self, entry: Entry, kind: RuleType, *path: str | int, over: FactId | None = None
    ) -> Rule:
        """The rule at ``path``; another one in its stead when it does not compile."""
        text = inside(entry, *path)
        try:
            return self._compiler(over).compile(text, kind)
        except RuleFaultsError as found:
            place = entry.place(*path)
            self.faults.extend(
                place.inside(fault.offset(text)).fault(fault.message) for fault in found.faults
            )
            return _stand_in(kind)

    def _compiler(self, over: FactId | None) -> Compiler:
        if over not in self._compilers:
            self._compilers[over] = Compiler(self._declared, over)
        return self._compilers[over]


def _stand_in(kind: RuleType) -> Rule:
    """A rule that lets the checks go on after a fault."""
    values: Mapping[RuleType, Value] = {RuleType.BOOL: True, RuleType.INT: 0, RuleType.TEXT: ""}
    return Rule("", kind, Literal(values.get(kind, date.min), 0))


def inside(entry: Entry, *path: str | int) -> Any:
    """What stands at ``path``."""
    data: Any = entry.data
    for step in path:
        data = data[step]
    return data


def mapping(entry: Entry, *path: str | int) -> Mapping[str, Any]:
    """The mapping at ``path``."""
    found: Mapping[str, Any] = inside(entry, *path)
    return found
