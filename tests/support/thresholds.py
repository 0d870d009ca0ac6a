"""Where a rule changes from one day, one birthday or one person to the next, read off the rules of a pack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from forms.catalogue import Pack
from forms.catalogue.fact_table import FactTable
from forms.facts.types import FactType
from forms.rules.rule import TODAY, Rule
from forms.rules.syntax import Call, Field, Literal, Name, Node, Quantified, children

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
    for table, entry, path, rule in _rules(pack):
        for node in _comparisons(rule.node):
            for step, side in _SIDES.items():
                shifted = _shifted(node, step, pack)
                text = said(node)
                yield Moved(
                    f"{entry}.{'.'.join(map(str, path))}: {text}, {side}",
                    entry,
                    _with(pack, table, entry, path, replaced(rule, node, shifted)),
                    replace(rule, text=text, node=node),
                    replace(rule, text=said(shifted), node=shifted),
                )


def replaced(rule: Rule, old: Node, new: Node) -> Rule:
    """``rule`` with ``new`` where ``old`` (that very node) stands."""
    return replace(rule, text=f"{rule.text} [{said(new)}]", node=_put_node(rule.node, old, new))


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
            raise ValueError(f"no kind of threshold that is known here: {said(node)}")


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


def _rules(pack: Pack) -> Iterator[tuple[str, str, tuple[str | int, ...], Rule]]:
    """Every rule of the pack: its table, its entry, the attributes that lead to it."""
    for name, spec in pack.procedures.items():
        paths: dict[tuple[str | int, ...], Rule | None] = {
            ("when",): spec.when,
            ("counter",): spec.counter,
            ("filing", "may"): spec.filing.may if spec.filing else None,
            ("deadline", "date"): spec.deadline.date if spec.deadline else None,
        }
        paths |= {("bring", index, "when"): each.when for index, each in enumerate(spec.bring)}
        paths |= {("fees", index, "when"): each.when for index, each in enumerate(spec.fees)}
        yield from (("procedures", name, path, rule) for path, rule in paths.items() if rule)
    for name, told in pack.guidance.items():
        yield "guidance", name, ("when",), told.when
        if told.deadline:
            yield "guidance", name, ("deadline", "date"), told.deadline.date
    for name, fact in pack.facts.items():
        if fact.applies:
            yield "facts", name, ("applies",), fact.applies
        for index, way in enumerate(fact.derive):
            if way.when:
                yield "facts", name, ("derive", index, "when"), way.when
            yield "facts", name, ("derive", index, "value"), way.value
    for name, question in pack.questions.items():
        for index, hint in enumerate(question.hints):
            yield "questions", name, ("hints", index, "when"), hint.when


def _with(pack: Pack, table: str, entry: str, path: tuple[str | int, ...], rule: Rule) -> Pack:
    whole: Mapping[str, Any] = getattr(pack, table)
    changed: Mapping[str, Any] = {**whole, entry: _put(whole[entry], path, rule)}
    if isinstance(whole, FactTable):
        changed = FactTable(changed)
    parts: dict[str, Any] = {table: changed}
    return replace(pack, **parts)


def _put(whole: Any, path: tuple[str | int, ...], rule: Rule) -> Any:
    if not path:
        return rule
    first, *rest = path
    if isinstance(first, int):
        inner = _put(whole[first], tuple(rest), rule)
        return (*whole[:first], inner, *whole[first + 1 :])
    return replace(whole, **{first: _put(getattr(whole, first), tuple(rest), rule)})


def said(node: Node) -> str:
    """A part of a rule as one reads it."""
    match node:
        case Literal(value=value):
            return str(value)
        case Name(id=fact):
            return fact
        case Field():
            return node.id
        case Call(function=function, arguments=(left, right)) if function.startswith("_"):
            return f"{said(left)} {function.strip('_')} {said(right)}"
        case Call(function=function, arguments=parts):
            return f"{function}({', '.join(map(said, parts))})"
        case _:
            return type(node).__name__
