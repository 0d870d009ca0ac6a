"""A rule broken in a small way is seen: by what people wrote down, or there is a reason why not."""

import random
from functools import cache

from forms.catalogue import load
from tests.forms.mutants import Expectation, campaign, expectations, met, reason
from tests.forms.rule_mutants import mutants

SAMPLE = 25


@cache
def told() -> list[Expectation]:
    return expectations(load("toyonaka"), "okuyami")


def test_a_sample_of_broken_rules_is_seen() -> None:
    """All of them: ``python -m tests.forms.mutants``.  Nine of ten, so that a rule may come before its cases."""
    pack = load("toyonaka")
    every = list(mutants(pack, "okuyami"))
    chosen = random.Random(20261121).sample(every, SAMPLE)
    known = [met(pack, "okuyami", each) for each in told()]
    left = [m.name for m, by in campaign("okuyami", chosen, known, walking=False) if by is None]
    assert len([name for name in left if reason(name) is None]) <= SAMPLE // 10, left


def test_cases_by_hand_are_met() -> None:
    pack = load("toyonaka")
    for each in told():
        if each.case.startswith("by hand"):
            assert met(pack, "okuyami", each).expected == each.expected, each.case


def test_every_mutant_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in mutants(load("toyonaka"), "okuyami")]
    assert len(names) == len(set(names)) > 100
