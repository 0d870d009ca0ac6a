"""Every case of tests/stories/okuyami, derived: states, deadlines, guidance, belongings, and nothing left open."""

from functools import cache
from pathlib import Path

import assets
from forms.catalogue.load import load
import pytest

from forms.catalogue.model import Pack
from forms.journey.journey import Journey, derive
from tests.support.okuyami_cases import FOLDER, Case, load_case

FILES = sorted(FOLDER.glob("*.yaml"))


@cache
def pack(name: str) -> Pack:
    return load(name, assets.ROOT / "packs")


def journey(case: Case) -> Journey:
    return derive(pack(case.pack), "okuyami", case.facts, case.today)


@pytest.mark.parametrize("file", FILES, ids=[file.stem for file in FILES])
def test_case(file: Path) -> None:
    case = load_case(file)
    found = journey(case)
    expect = case.expect
    states = {each.id: each.state.value for each in found.procedures}
    wanted = dict(expect["procedures"])
    if expect.get("others"):
        wanted = {p: expect["others"] for p in states if p not in expect.get("open", {})} | wanted
    wrong = {p: (s, states.get(p)) for p, s in wanted.items() if states.get(p) != s}
    assert wrong == {}
