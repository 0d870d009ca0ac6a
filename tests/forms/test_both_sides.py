"""Every threshold of a rule has a case on its last day and one on the day after: moved by a day, somebody notices.

The list is derived from the rules (:mod:`tests.support.thresholds`), so that a new one without cases fails here.  What
a case expects comes from ``domain.md``; ``both_sides.yaml`` says of each from which line, and why a side has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from ruamel.yaml import YAML

from forms.catalogue import Pack, load
from forms.facts.lists import items_of, list_of
from forms.journey.resolve import Resolver
from forms.rules.outcome import Decided, Outcome
from forms.rules.rule import TODAY, Rule, RuleType
from forms.rules.syntax import Call, Literal, Name, Node
from tests.forms.mutants import Expectation, by_hand, held, story
from tests.support.thresholds import Moved, moved

FILE: Final = Path(__file__).parent / "both_sides.yaml"


@cache
def pack() -> Pack:
    return load("toyonaka")


@cache
def plain() -> Mapping[str, Any]:
    found: Mapping[str, Any] = YAML(typ="safe").load(FILE.read_text("utf-8"))
    return found


@dataclass(frozen=True)
class Told:
    """A case, and what it is about."""

    event: str
    case: Expectation

    @property
    def resolver(self) -> Resolver:
        says = pack().events[self.event].says
        return Resolver(pack(), self.case.facts, self.case.today, says)


@cache
def cases() -> tuple[tuple[Told, Resolver], ...]:
    found = [Told(event, each) for event in pack().events for each in by_hand(pack(), event)]
    for name in plain()["stories"]:
        read = ((event, story(pack(), event, name)) for event in pack().events)
        found += [Told(event, each) for event, each in read if each is not None]
    return tuple((each, each.resolver) for each in found)


def excused() -> frozenset[str]:
    return frozenset(name for each in plain()["exceptions"] for name in each["thresholds"])


def _values(rule: Rule, resolver: Resolver) -> list[Outcome]:
    """Of a rule about somebody of a list, for each of them."""
    over = next((list_of(fact) for fact in rule.order if list_of(fact) != fact), None)
    if over is None:
        return [rule.evaluate(resolver.lookup)]
    return [rule.about(item).evaluate(resolver.lookup) for item in items_of(resolver.given, over)]


def _at_the_edge(threshold: Moved) -> Iterator[Told]:
    for told, resolver in cases():
        here, there = (
            [each.value if isinstance(each, Decided) else None for each in _values(rule, resolver)]
            for rule in (threshold.comparison, threshold.shifted)
        )
        if here != there:
            yield told


def _notices(threshold: Moved, told: Told) -> bool:
    said = held(threshold.pack, told.event, told.case)
    return any(said[what] != value for what, value in told.case.expected.items())


def _bare(thresholds: Iterable[Moved]) -> set[str]:
    """Thresholds that nobody would miss on one side."""
    return {
        each.name
        for each in thresholds
        if not any(_notices(each, told) for told in _at_the_edge(each))
    }


def test_a_case_stands_on_each_side_of_every_threshold() -> None:
    assert _bare(moved(pack())) == excused(), (
        "a case to be written in both_sides.yaml, or a reason less"
    )


def _with(node: Node) -> Pack:
    changed = replace(pack().procedures["tenkyo"], when=Rule("said", RuleType.BOOL, node))
    return replace(pack(), procedures={**pack().procedures, "tenkyo": changed})


def test_a_new_threshold_without_cases_is_told() -> None:
    age = Call("age_on", (Name("mover.birth", 0), Name(TODAY, 0)), 0)
    new = moved(_with(Call("_>=_", (age, Literal(33, 0)), 0)))
    asked = "tenkyo.when: age_on(mover.birth, today) >= 33"
    assert _bare(each for each in new if each.entry == "tenkyo") == {
        f"{asked}, a step sooner",
        f"{asked}, a step later",
    }


def test_a_comparison_of_another_kind_is_told() -> None:
    with pytest.raises(ValueError, match=r"visitor\.name < 'x'"):
        list(moved(_with(Call("_<_", (Name("visitor.name", 0), Literal("x", 0)), 0))))


def test_the_unmoved_rules_meet_every_case() -> None:
    for told, _ in cases():
        assert held(pack(), told.event, told.case) == dict(told.case.expected), told.case.case


def test_an_amount_with_a_later_value_is_told_on_both_sides() -> None:
    """None has changed yet: the first that does needs a case before its day and one on it."""
    changes = {
        name: [amount.first for amount in parameter.amounts[1:]]
        for name, parameter in pack().parameters.items()
        if len(parameter.amounts) > 1
    }
    assert changes == {}


def test_each_case_names_its_line_and_each_exception_a_reason() -> None:
    assert [case["why"] for case in plain()["cases"] if not 1 < case["domain"] < 1000] == []
    assert all(each["reason"] for each in plain()["exceptions"])
