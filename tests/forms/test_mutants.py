"""The broken rules of `python -m tests.forms.mutants`, and a few of them seen; all is that campaign's affair."""

import re
from functools import cache
from pathlib import Path

from forms.catalogue import Pack, load
from tests.forms.mutants import Expectation, by_hand, campaign, expectations, held, met, reason
from tests.forms.rule_mutants import Mutant, mutants

MUTANTS = Path(__file__).parents[2] / "docs" / "mutants.md"


@cache
def pack() -> Pack:
    return load("toyonaka")


@cache
def broken() -> tuple[Mutant, ...]:
    return tuple(mutants(pack(), "okuyami"))


@cache
def known() -> tuple[Expectation, ...]:
    return tuple(met(pack(), "okuyami", each) for each in expectations(pack(), "okuyami"))


def test_every_rule_is_broken_and_every_mutant_has_a_name_of_its_own() -> None:
    names = [mutant.name for mutant in broken()]
    assert len(names) == len(set(names))
    for procedure in pack().events["okuyami"].procedures:
        if pack().procedures[procedure].when.facts:
            assert any(name.startswith(f"{procedure}.when: ") for name in names), procedure


def test_what_people_wrote_down_by_hand_is_met() -> None:
    for case in by_hand(pack(), "okuyami"):
        assert held(pack(), "okuyami", case) == dict(case.expected), case.case


def unseen() -> frozenset[str]:
    """The mutants that ``docs/mutants.md`` says nobody sees: what is not among them was seen."""
    rows = re.findall(r"^- `(.+)`: (.+)$", MUTANTS.read_text("utf-8"), re.MULTILINE)
    return frozenset(f"{rule}: {what}" for rule, every in rows for what in every.split("; "))


def test_a_few_broken_rules_are_seen() -> None:
    """Of the procedures that those cases speak of; by them alone, which takes no time."""
    told = {what for case in by_hand(pack(), "okuyami") for what, _ in case.expected}
    chosen = [m for m in broken() if m.entry in told and m.name.startswith(f"{m.entry}.when")][::7]
    assert len(chosen) >= 5
    assert len({mutant.name for mutant in chosen} - unseen()) >= len(chosen) * 3 / 4
    for mutant, by in campaign("okuyami", chosen, known(), walking=False):
        known_unseen = mutant.name in unseen() or reason(mutant.name) is not None
        assert by is not None or known_unseen, mutant.name
