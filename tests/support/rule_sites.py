"""Where the rules of a pack stand, and a pack with another rule in one of the places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from forms.catalogue import Pack
from forms.catalogue.fact_table import FactTable
from forms.catalogue.procedures import ProcedureSpec
from forms.rules.rule import Rule
from forms.rules.syntax import Call, Field, ListOf, Literal, Name, Node, Quantified

Path: TypeAlias = tuple[str | int, ...]
"""Attributes and indices that lead from an entry to its rule."""


@dataclass(frozen=True, slots=True)
class RuleSite:
    """One rule.  ``table``: attribute of :class:`Pack`; ``entry``: whose rule it is."""

    table: str
    entry: str
    path: Path
    rule: Rule

    @property
    def name(self) -> str:
        """As a person would say it."""
        return ".".join([self.entry, *map(str, self.path)])

    def with_rule(self, pack: Pack, rule: Rule) -> Pack:
        """``pack`` with another rule in that place."""
        table: Mapping[str, Any] = getattr(pack, self.table)
        changed: Mapping[str, Any] = {**table, self.entry: _put(table[self.entry], self.path, rule)}
        if isinstance(table, FactTable):
            changed = FactTable(changed)
        parts: dict[str, Any] = {self.table: changed}
        return replace(pack, **parts)


def rule_sites(pack: Pack) -> Iterator[RuleSite]:
    """Every rule of the pack."""
    for name, spec in pack.procedures.items():
        for path, rule in _of_procedure(spec):
            yield RuleSite("procedures", name, path, rule)
    for name, told in pack.guidance.items():
        yield RuleSite("guidance", name, ("when",), told.when)
        if told.deadline:
            yield RuleSite("guidance", name, ("deadline", "date"), told.deadline.date)
    for name, fact in pack.facts.items():
        if fact.applies:
            yield RuleSite("facts", name, ("applies",), fact.applies)
        for index, way in enumerate(fact.derive):
            if way.when:
                yield RuleSite("facts", name, ("derive", index, "when"), way.when)
            yield RuleSite("facts", name, ("derive", index, "value"), way.value)
    for name, question in pack.questions.items():
        for index, hint in enumerate(question.hints):
            yield RuleSite("questions", name, ("hints", index, "when"), hint.when)


def _of_procedure(spec: ProcedureSpec) -> Iterator[tuple[Path, Rule]]:
    yield ("when",), spec.when
    if spec.counter:
        yield ("counter",), spec.counter
    if spec.filing:
        yield ("filing", "may"), spec.filing.may
    if spec.deadline:
        yield ("deadline", "date"), spec.deadline.date
    for attribute in ("holds", "bring", "fees"):
        for index, each in enumerate(getattr(spec, attribute)):
            if each.when:
                yield (attribute, index, "when"), each.when


def said(node: Node) -> str:
    """A part of a rule as one reads it."""
    match node:
        case Literal(value=value):
            return repr(value)
        case Name(id=fact):
            return fact
        case Field():
            return node.id
        case ListOf(items=parts):
            return f"[{', '.join(map(said, parts))}]"
        case Call(function=function, arguments=(part,)) if function == "!_":
            return f"!{said(part)}"
        case Call(function=function, arguments=(left, right)) if function.startswith(("_", "@")):
            return f"({said(left)} {function.strip('_@')} {said(right)})"
        case Call(function=function, arguments=parts):
            return f"{function}({', '.join(map(said, parts))})"
        case Quantified():
            return f"{'exists' if node.decisive else 'all'}({said(node.body)})"


def _put(whole: Any, path: Path, rule: Rule) -> Any:
    """``whole`` with ``rule`` at the end of ``path``."""
    if not path:
        return rule
    first, *rest = path
    if isinstance(first, int):
        inner = _put(whole[first], tuple(rest), rule)
        return (*whole[:first], inner, *whole[first + 1 :])
    return replace(whole, **{first: _put(getattr(whole, first), tuple(rest), rule)})
