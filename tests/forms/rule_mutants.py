"""Rules of a pack, each broken in every small way: what somebody who writes a rule gets wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from forms.catalogue import Pack
from forms.catalogue.fact_table import FactTable
from forms.facts.values import FactId
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, Unknown
from forms.rules.rule import Rule
from forms.rules.syntax import COMPARISON, MEMBER, Call, ListOf, Literal, Name, Node, Quantified

_NEXT = {"_<_": "_<=_", "_<=_": "_<_", "_>_": "_>=_", "_>=_": "_>_"}
_OTHER = {"_==_": "_!=_", "_!=_": "_==_", "_&&_": "_||_", "_||_": "_&&_"}
_FUNCTIONS = {
    "age_on": "age_attained",
    "age_attained": "age_on",
    "days_after": "days_from",
    "months_after": "months_from",
    "years_after": "years_from",
}


@dataclass(frozen=True)
class Mutant:
    """``pack`` with one rule broken.  ``name``: the place of the rule, and what was done to it.

    ``entry``: the procedure or fact whose rule it is.
    """

    name: str
    pack: Pack
    entry: str


@dataclass(frozen=True, slots=True)
class _Site:
    """Where a rule stands: in an entry of ``procedures`` or ``facts``, by attributes and indices."""

    table: str
    entry: str
    path: tuple[str | int, ...]
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


class Credulous(Rule):
    """Takes わからない for いいえ: hides what it should leave to the counter."""

    def evaluate(self, lookup: Lookup) -> Outcome:
        found = Rule.evaluate(self, lookup)
        if isinstance(found, Unknown) and not found.waiting:
            return Decided(False, tuple(sorted(found.unsure)))
        return found


def mutants(pack: Pack, event: str) -> Iterator[Mutant]:
    """Every mutant of every rule that ``event`` goes by; of hints and things to bring none."""
    times: Counter[str] = Counter()
    for mutant in _mutants(pack, event):
        times[mutant.name] += 1
        again = times[mutant.name]
        yield mutant if again == 1 else replace(mutant, name=f"{mutant.name} ({again})")


def _mutants(pack: Pack, event: str) -> Iterator[Mutant]:
    for site in _sites(pack, event):
        for said, node in _broken(site.rule.node, pack):
            rule = Rule(f"{site.rule.text} [{said}]", site.rule.type, node)
            yield Mutant(f"{site.name}: {said}", site.with_rule(pack, rule), site.entry)
        if site.rule.type == "bool" and site.rule.facts:
            rule = Credulous(site.rule.text, site.rule.type, site.rule.node)
            name = f"{site.name}: わからない is no"
            yield Mutant(name, site.with_rule(pack, rule), site.entry)


def _sites(pack: Pack, event: str) -> Iterator[_Site]:
    for procedure in pack.events[event].procedures:
        spec = pack.procedures[procedure]
        rules: dict[tuple[str | int, ...], Rule] = {("when",): spec.when}
        if spec.counter:
            rules["counter",] = spec.counter
        if spec.filing:
            rules["filing", "may"] = spec.filing.may
        if spec.deadline:
            rules["deadline", "date"] = spec.deadline.date
        rules |= {("holds", index, "when"): hold.when for index, hold in enumerate(spec.holds)}
        yield from (_Site("procedures", procedure, path, rule) for path, rule in rules.items())
    for fact in sorted(pack.scope(event)):
        found = pack.facts[fact]
        if found.applies:
            yield _Site("facts", fact, ("applies",), found.applies)
        for index, way in enumerate(found.derive):
            if way.when:
                yield _Site("facts", fact, ("derive", index, "when"), way.when)
            if not isinstance(way.value.node, Name | Literal):
                yield _Site("facts", fact, ("derive", index, "value"), way.value)


def _put(whole: Any, path: tuple[str | int, ...], rule: Rule) -> Any:
    """``whole`` with ``rule`` at the end of ``path``."""
    if not path:
        return rule
    first, *rest = path
    if isinstance(first, int):
        inner = _put(whole[first], tuple(rest), rule)
        return (*whole[:first], inner, *whole[first + 1 :])
    return replace(whole, **{first: _put(getattr(whole, first), tuple(rest), rule)})


def _broken(node: Node, pack: Pack) -> Iterator[tuple[str, Node]]:
    """Each way to break ``node`` in one place."""
    match node:
        case Call(function="_&&_" | "_||_" as function, arguments=(left, right)):
            sign = function.strip("_")
            yield f"{sign} lost its right side {_text(right)}", left
            yield f"{sign} lost its left side {_text(left)}", right
            other = _OTHER[function]
            yield f"{sign} is {other.strip('_')}", replace(node, function=other)
        case Call(function="!_", arguments=(part,)):
            yield f"{_text(node)} lost its !", part
        case Call(function=function) if function in COMPARISON:
            changed = _NEXT.get(function) or _OTHER[function]
            yield f"{_text(node)} is {changed.strip('_')}", replace(node, function=changed)
            yield from _other_choice(node, pack)
        case Call(function=function, arguments=(element, ListOf(items=items) as listed)) if (
            function == MEMBER
        ):
            for index, item in enumerate(items):
                fewer = replace(listed, items=items[:index] + items[index + 1 :])
                if fewer.items:
                    yield f"in lost {_text(item)}", replace(node, arguments=(element, fewer))
        case Call(function=function) if function in _FUNCTIONS:
            changed = _FUNCTIONS[function]
            yield f"{function} is {changed}", replace(node, function=changed)
        case Quantified(decisive=decisive):
            yield "exists is all, or all exists", replace(node, decisive=not decisive)
        case Literal(value=value) if isinstance(value, int) and not isinstance(value, bool):
            yield f"{value} is {value + 1}", replace(node, value=value + 1)
            yield f"{value} is {value - 1}", replace(node, value=value - 1)
    yield from _broken_inside(node, pack)


def _broken_inside(node: Node, pack: Pack) -> Iterator[tuple[str, Node]]:
    match node:
        case Call(arguments=parts):
            for index, part in enumerate(parts):
                for said, broken in _broken(part, pack):
                    changed = (*parts[:index], broken, *parts[index + 1 :])
                    yield said, replace(node, arguments=changed)
        case Quantified(body=body):
            for said, broken in _broken(body, pack):
                yield said, replace(node, body=broken)


def _other_choice(node: Call, pack: Pack) -> Iterator[tuple[str, Node]]:
    """`insurance == 'kokuho'` with the next value of that choice."""
    match node.arguments:
        case (Name(id=fact) as name, Literal(value=str() as value) as literal):
            values = _values(pack, fact)
            if value in values:
                other = values[(values.index(value) + 1) % len(values)]
                changed = (name, replace(literal, value=other))
                yield f"{_text(node)} asks for {other}", replace(node, arguments=changed)


def _values(pack: Pack, fact: FactId) -> tuple[str, ...]:
    return pack.facts[fact].values if fact in pack.facts else ()


def _text(node: Node) -> str:
    """A rule in a few words, for names of mutants."""
    match node:
        case Literal(value=value):
            return repr(value)
        case Name(id=fact):
            return fact
        case ListOf(items=parts):
            return f"[{', '.join(map(_text, parts))}]"
        case Call(function=function, arguments=(part,)) if function == "!_":
            return f"!{_text(part)}"
        case Call(function=function, arguments=(left, right)) if function.startswith(("_", "@")):
            return f"({_text(left)} {function.strip('_@')} {_text(right)})"
        case Call(function=function, arguments=parts):
            return f"{function}({', '.join(map(_text, parts))})"
        case Quantified():
            return f"{'exists' if node.decisive else 'all'}({_text(node.body)})"
        case _:
            return type(node).__name__
