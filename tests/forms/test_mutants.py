"""The broken rules of `python -m tests.forms.mutants`; whether they are seen is that campaign's affair."""

from forms.catalogue import load
from tests.forms.rule_mutants import mutants


def test_every_rule_is_broken_and_every_mutant_has_a_name_of_its_own() -> None:
    pack = load("toyonaka")
    names = [mutant.name for mutant in mutants(pack, "okuyami")]
    assert len(names) == len(set(names))
    for procedure in pack.events["okuyami"].procedures:
        if pack.procedures[procedure].when.facts:
            assert any(name.startswith(f"{procedure}.when: ") for name in names), procedure
