"""Reads rules and days out of a pack's entries; what does not hold is a fault, no end."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from forms.catalogue.faults import PackFault
from forms.catalogue.source import Entry
from forms.rules.rule import Compiler, Rule, RuleFaultsError, RuleType


class Reading:
    """Rules and days of one pack, and every fault found in them."""

    def __init__(self, compiler: Compiler) -> None:
        self.faults: list[PackFault] = []
        self._compiler = compiler

    def day(self, entry: Entry, *path: str | int) -> date | None:
        """The day at ``path``; ``None`` when there is none."""
        value: Any = entry.data
        for step in path:
            value = value.get(step) if isinstance(value, dict) else value[step]
        if value is None or type(value) is date:
            return value
        self.faults.append(entry.place(*path).fault("must be a date as 2026-04-01"))
        return None

    def optional(self, entry: Entry, kind: RuleType, *path: str | int) -> Rule | None:
        """The rule at ``path``, if there is one."""
        data: Any = entry.data
        for step in path:
            if isinstance(data, dict) and step not in data:
                return None
            data = data[step]
        return self.rule(entry, kind, *path)

    def rule(self, entry: Entry, kind: RuleType, *path: str | int) -> Rule:
        """The rule at ``path``; another one in its stead when it does not compile."""
        text = inside(entry, *path)
        try:
            return self._compiler.compile(text, kind)
        except RuleFaultsError as found:
            place = entry.place(*path)
            self.faults.extend(
                place.inside(fault.offset(text)).fault(fault.message) for fault in found.faults
            )
            return self._stand_in(kind)

    def _stand_in(self, kind: RuleType) -> Rule:
        """A rule that lets the checks go on after a fault."""
        text = {RuleType.BOOL: "true", RuleType.INT: "0", RuleType.TEXT: "''"}.get(kind, "today")
        return self._compiler.compile(text, kind)


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
