"""Every case of tests/stories/okuyami, derived: states, deadlines, guidance, things to bring, nothing left open.

The cases were written from domain.md before the rules, by somebody who had not read the pack (README there).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import pytest

import assets
from forms.catalogue.ids import item_wording
from forms.catalogue.load import load
from forms.catalogue.model import Pack
from forms.journey.journey import Journey, derive
from tests.support.okuyami_cases import FOLDER, Case, load_case

FILES: Final = sorted(FOLDER.glob("*.yaml"))
NOT_YET_IN_THE_PACK: Final[frozenset[str]] = frozenset()
"""Procedures that cases speak of and the pack has not; shrinks to nothing and stays there."""


@cache
def _pack(name: str) -> Pack:
    return load(name, assets.ROOT / "packs")


def _journey(case: Case) -> Journey:
    return derive(_pack(case.pack), "okuyami", case.facts, case.today)


def _states(case: Case, pack: Pack) -> dict[str, str]:
    """What the case expects of each procedure of the event."""
    expect = case.expect
    every = {} if "others" not in expect else dict.fromkeys(_procedures(pack), expect["others"])
    return {p: s for p, s in (every | expect["procedures"]).items() if p not in NOT_YET_IN_THE_PACK}


def _procedures(pack: Pack) -> tuple[str, ...]:
    return pack.events["okuyami"].procedures


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_a_case(file: Path) -> None:
    case = load_case(file)
    pack, found, expect = _pack(case.pack), _journey(case), case.expect
    outcomes = {each.id: each for each in found.procedures}
    assert found.waiting == {}, "the case leaves open what the journey would ask"
    assert {p: outcomes[p].state for p in _states(case, pack)} == _states(case, pack)
    deadlines = expect.get("deadlines", {})
    assert {p: outcomes[p].deadline for p in deadlines} == deadlines
    told = {each.id for each in found.guidance}
    assert told >= set(expect.get("guidance", ()))
    for procedure, things in expect.get("belongings", {}).items():
        brought = [item_wording(each.item) for each in outcomes[procedure].bring]
        words = " ".join(pack.wording.text(key, "ja") for key in brought)
        assert [thing for thing in things if thing not in words] == []


def test_what_is_not_yet_in_the_pack_is_not_there() -> None:
    assert NOT_YET_IN_THE_PACK.isdisjoint(_procedures(_pack("toyonaka")))


def test_some_case_wants_each_procedure_and_each_guidance() -> None:
    cases = [load_case(file) for file in FILES]
    wanted = {p for case in cases for p, s in case.expect["procedures"].items() if s == "needed"}
    only_looked_at = {
        "okuyami.izoku_kiso",
        "okuyami.kafu",
        "okuyami.ichijikin",
        "okuyami.nenkin_death",
    }
    assert set(_procedures(_pack("toyonaka"))) - wanted == only_looked_at
