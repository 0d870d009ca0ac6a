"""Rules of a pack, each broken in every small way: what somebody who writes a rule gets wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from forms.catalogue import Pack
from forms.facts.values import FactId
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided, Outcome, Unknown
from forms.rules.rule import Rule
from forms.rules.syntax import COMPARISON, MEMBER, Call, ListOf, Literal, Name, Node, Quantified
from tests.support.rule_sites import RuleSite, rule_sites, said

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
        for done, node in _broken(site.rule.node, pack):
            rule = Rule(f"{site.rule.text} [{done}]", site.rule.type, node)
            yield Mutant(f"{site.name}: {done}", site.with_rule(pack, rule), site.entry)
        if site.rule.type == "bool" and site.rule.facts:
            rule = Credulous(site.rule.text, site.rule.type, site.rule.node)
            name = f"{site.name}: わからない is no"
            yield Mutant(name, site.with_rule(pack, rule), site.entry)


def _sites(pack: Pack, event: str) -> Iterator[RuleSite]:
    """What the event goes by; a derivation that only names something cannot be broken."""
    procedures, facts = pack.events[event].procedures, pack.scope(event)
    for site in rule_sites(pack):
        named = site.path[-1] == "value" and isinstance(site.rule.node, Name | Literal)
        of_procedure = site.table == "procedures" and site.path[0] not in ("bring", "fees")
        if (of_procedure and site.entry in procedures) or (
            site.table == "facts" and site.entry in facts and not named
        ):
            yield site


def _broken(node: Node, pack: Pack) -> Iterator[tuple[str, Node]]:
    """Each way to break ``node`` in one place."""
    match node:
        case Call(function="_&&_" | "_||_" as function, arguments=(left, right)):
            sign = function.strip("_")
            yield f"{sign} lost its right side {said(right)}", left
            yield f"{sign} lost its left side {said(left)}", right
            other = _OTHER[function]
            yield f"{sign} is {other.strip('_')}", replace(node, function=other)
        case Call(function="!_", arguments=(part,)):
            yield f"{said(node)} lost its !", part
        case Call(function=function) if function in COMPARISON:
            changed = _NEXT.get(function) or _OTHER[function]
            yield f"{said(node)} is {changed.strip('_')}", replace(node, function=changed)
            yield from _other_choice(node, pack)
        case Call(function=function, arguments=(element, ListOf(items=items) as listed)) if (
            function == MEMBER
        ):
            for index, item in enumerate(items):
                fewer = replace(listed, items=items[:index] + items[index + 1 :])
                if fewer.items:
                    yield f"in lost {said(item)}", replace(node, arguments=(element, fewer))
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
                for done, broken in _broken(part, pack):
                    changed = (*parts[:index], broken, *parts[index + 1 :])
                    yield done, replace(node, arguments=changed)
        case Quantified(body=body):
            for done, broken in _broken(body, pack):
                yield done, replace(node, body=broken)


def _other_choice(node: Call, pack: Pack) -> Iterator[tuple[str, Node]]:
    """`insurance == 'kokuho'` with the next value of that choice."""
    match node.arguments:
        case (Name(id=fact) as name, Literal(value=str() as value) as literal):
            values = _values(pack, fact)
            if value in values:
                other = values[(values.index(value) + 1) % len(values)]
                changed = (name, replace(literal, value=other))
                yield f"{said(node)} asks for {other}", replace(node, arguments=changed)


def _values(pack: Pack, fact: FactId) -> tuple[str, ...]:
    return pack.facts[fact].values if fact in pack.facts else ()
