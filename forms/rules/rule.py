"""A checked rule, and what a rule is checked against."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from forms.facts.values import FactId
from forms.rules.evaluate import Lookup, evaluate
from forms.rules.outcome import Outcome
from forms.rules.syntax import ITEM, Node, bound
from forms.rules.syntax import names as names_in

TODAY: Final = "today"
"""The day that the session started on: the one name that is no fact."""


class RuleType(StrEnum):
    """Type of a fact or of a rule's value."""

    TEXT = "text"
    BOOL = "bool"
    INT = "int"
    DATE = "date"
    TEXTS = "texts"
    """Several choices: `'x' in fact`."""
    LIST = "list"
    """Items with facts of their own: `list.exists(m, m.fact == …)`."""


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
    """Type of a name, and its values when it is a choice or several.

    An item's fact is declared as ``list[].fact``.
    """

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

    def about(self, item: str) -> Rule:
        """A rule within a list, about this one item."""
        return Rule(self.text, self.type, bound(self.node, ITEM, item))
