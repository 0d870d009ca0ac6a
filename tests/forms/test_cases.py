"""Every case of tests/stories, derived: states, deadlines, guidance, things to bring, advice, nothing left open.

The cases were written from domain.md before the rules, by somebody who had not read the pack (README of okuyami/).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest

import assets
from forms.catalogue.ids import item_wording
from forms.catalogue.load import load
from forms.catalogue.model import Pack
from forms.journey.journey import Journey, derive
from tests.support.cases import FOLDERS, STORIES, Case, load_case
from tests.support.okuyami_cases import FOLDER as OKUYAMI

FILES: Final = [file for folder in FOLDERS for file in sorted(folder.glob("*.yaml"))]
NOT_NEEDED: Final = "not_needed"


@cache
def _pack(name: str) -> Pack:
    return load(name, assets.ROOT / "packs")


def _journey(case: Case) -> Journey:
    return derive(_pack(case.pack), case.event, case.facts, case.today)


def _states(case: Case, pack: Pack) -> dict[str, str]:
    """What the case expects of each procedure of the event, and of others that it names."""
    expect = case.expect
    every = (
        {}
        if "others" not in expect
        else dict.fromkeys(_procedures(pack, case.event), expect["others"])
    )
    found = every | expect["procedures"]
    return {procedure: state for procedure, state in found.items() if procedure not in case.open}


def _procedures(pack: Pack, event: str = "okuyami") -> tuple[str, ...]:
    return pack.events[event].procedures


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_a_case(file: Path) -> None:
    case = load_case(file)
    pack, found, expect = _pack(case.pack), _journey(case), case.expect
    outcomes = {each.id: each for each in found.procedures}
    assert found.waiting == {}, "the case leaves open what the journey would ask"
    states = {p: outcomes[p].state if p in outcomes else NOT_NEEDED for p in _states(case, pack)}
    assert states == _states(case, pack)
    deadlines = expect.get("deadlines", {})
    assert {p: outcomes[p].deadline for p in deadlines} == deadlines
    for procedure, fees in expect.get("fees", {}).items():
        assert [yen for _, yen in outcomes[procedure].amounts] == fees
    filing = expect.get("may", {})
    assert {p: outcomes[p].may_file for p in filing} == filing
    told = {each.id for each in found.guidance}
    assert told >= set(expect.get("guidance", ()))
    for procedure, things in expect.get("belongings", {}).items():
        brought = [item_wording(each.item) for each in outcomes[procedure].bring]
        words = _closed_up(" ".join(pack.wording.text(key, "ja") for key in brought))
        assert [thing for thing in things if _closed_up(thing) not in words] == []


def _closed_up(text: str) -> str:
    return text.replace(" ", "")


ADVICE: Final[Mapping[str, Mapping[str, str]]] = {
    "hint-license": {"honseki": "usual", "relation": "usually_not", "number": "usually_not"},
    "hint-pension-household": {"household": "usual"},
    "hint-pension": {"relation": "usual", "honseki": "ask", "number": "usually_not"},
    "hint-bank": {"honseki": "usually_not", "number": "usually_not", "code": "usually_not"},
    "hint-employer-number": {"number": "usual", "honseki": "usually_not"},
    "hint-number-by-mail": {},
    "hint-unsure": {},
    "hint-ask": {"honseki": "ask", "relation": "ask", "number": "usually_not"},
}
"""What each line of advice says, read from its words by hand."""
ADVISED: Final = [
    file for file in FILES if "print" in load_case(file).expect and file.stem != "fuhyo_self"
]


@pytest.mark.parametrize("file", ADVISED, ids=[file.stem for file in ADVISED])
def test_the_adviser_says_of_each_item_what_the_domain_says(file: Path) -> None:
    case = load_case(file)
    said: dict[str, str] = {}
    for without in ({"juminhyo.whose"}, set[str]()):
        known = {fact: state for fact, state in case.facts.items() if fact not in without}
        need = derive(_pack(case.pack), case.event, known, case.today).next_question
        assert need is not None
        said |= {item: verdict for hint in need.hints for item, verdict in ADVICE[hint].items()}
    expected = case.expect["print"]
    assert {item: said.get(item, "ask") for item in expected} == expected


def test_some_case_wants_each_procedure() -> None:
    cases = [load_case(file) for file in FILES]
    wanted = {p for case in cases for p, s in case.expect["procedures"].items() if s == "needed"}
    only_looked_at = {
        "okuyami.izoku_kiso",
        "okuyami.kafu",
        "okuyami.ichijikin",
        "okuyami.nenkin_death",
    }
    left_open = {"kaigo_nintei", "inkan_touroku"}
    pack = _pack("toyonaka")
    every = {procedure for event in pack.events for procedure in _procedures(pack, event)}
    assert every - wanted == only_looked_at | left_open


def test_every_case_is_found() -> None:
    assert {folder: len(list(folder.glob("*.yaml"))) for folder in FOLDERS} == {
        OKUYAMI: 150,
        STORIES / "moves": 33,
        STORIES / "certificates": 27,
    }
