"""Where a rule changes from one day, one birthday or one person to the next, read off the rules of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from forms.catalogue import Pack
from forms.facts.types import FactType
from forms.rules.rule import TODAY, Rule
from forms.rules.syntax import Call, Field, Literal, Name, Node, Quantified, children
from tests.support.rule_sites import rule_sites, said

_ORDER: Final = frozenset({"_<_", "_<=_", "_>_", "_>=_"})
_AGE: Final = frozenset({"age_on", "age_attained"})
_DAY: Final = frozenset(
    {"days_after", "days_from", "months_after", "months_from", "years_after", "fiscal_year_end"}
)
_SIDES: Final = {-1: "a step sooner", 1: "a step later"}


@dataclass(frozen=True, slots=True)
class Moved:
    """A pack in which one threshold lies a day (or one person) to the side.

    ``entry``: whose rule it is; ``comparison``: as it stands, ``shifted``: as it stands in ``pack``.
    """

    name: str
    entry: str
    pack: Pack
    comparison: Rule
    shifted: Rule


def moved(pack: Pack) -> Iterator[Moved]:
    """Every threshold of every rule, moved to either side.  ``ValueError`` for a kind that is not known here."""
    for site in rule_sites(pack):
        rule = site.rule
        for node in _comparisons(rule.node):
            for step, side in _SIDES.items():
                shifted = _shifted(node, step, pack)
                text = _bare(node)
                yield Moved(
                    f"{site.name}: {text}, {side}",
                    site.entry,
                    site.with_rule(pack, replaced(rule, node, shifted)),
                    replace(rule, text=text, node=node),
                    replace(rule, text=_bare(shifted), node=shifted),
                )


def replaced(rule: Rule, old: Node, new: Node) -> Rule:
    """``rule`` with ``new`` where ``old`` (that very node) stands."""
    return replace(rule, text=f"{rule.text} [{_bare(new)}]", node=_put_node(rule.node, old, new))


def _put_node(node: Node, old: Node, new: Node) -> Node:
    if node is old:
        return new
    match node:
        case Call(arguments=parts):
            return replace(node, arguments=tuple(_put_node(part, old, new) for part in parts))
        case Quantified(body=body):
            return replace(node, body=_put_node(body, old, new))
        case _:
            return node


def _comparisons(node: Node) -> Iterator[Call]:
    """What compares by order; and a number with ``==`` is a threshold too."""
    if isinstance(node, Call) and (node.function in _ORDER or _equals_number(node)):
        yield node
        return
    for part in children(node):
        yield from _comparisons(part)


def _equals_number(node: Call) -> bool:
    numbers = [
        part for part in node.arguments if isinstance(part, Literal) and type(part.value) is int
    ]
    return node.function in ("_==_", "_!=_") and bool(numbers)


def _shifted(node: Call, step: int, pack: Pack) -> Call:
    left, right = node.arguments
    match left, right:
        case Call(function=age, arguments=(birth, day)), Literal() if age in _AGE:
            return replace(node, arguments=(_age(left, birth, day, step), right))
        case Name(id=fact), Literal() if (found := _derived_age(pack, fact)) is not None:
            birth, day = found.arguments
            return replace(node, arguments=(_age(found, birth, day, step), right))
        case Name(id=fact), Literal(value=int() as number) if _counts(pack, fact):
            return replace(node, arguments=(left, replace(right, value=number + step)))
        case _ if _is_day(left, pack) and _is_day(right, pack):
            return replace(node, arguments=(left, _days(right, step)))
        case _:
            raise ValueError(f"no kind of threshold that is known here: {_bare(node)}")


def _age(age: Call, birth: Node, day: Node, step: int) -> Call:
    """Reached ``step`` days later: as if it were counted on a day that much earlier."""
    return replace(age, arguments=(birth, _days(day, -step)))


def _days(day: Node, step: int) -> Call:
    return Call("days_after", (day, Literal(step, day.offset)), day.offset)


def _derived_age(pack: Pack, fact: str) -> Call | None:
    spec = pack.facts.get(fact)
    ways = [way.value.node for way in spec.derive] if spec else []
    match ways:
        case [Call(function=age) as found] if age in _AGE:
            return found
        case _:
            return None


def _counts(pack: Pack, fact: str) -> bool:
    return fact in pack.facts and pack.facts[fact].type is FactType.COUNT


def _is_day(node: Node, pack: Pack) -> bool:
    match node:
        case Name(id=fact):
            return fact == TODAY or pack.facts[fact].type is FactType.DATE
        case Field():
            return pack.facts[node.id].type is FactType.DATE
        case Call(function=function):
            return function in _DAY
        case _:
            return False


def _bare(node: Node) -> str:
    """As it is said, without the brackets around the whole."""
    text = said(node)
    return text[1:-1] if text.startswith("(") else text
