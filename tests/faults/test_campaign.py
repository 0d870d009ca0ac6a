"""The campaigns' command line: shares add up, a ledger is gone on with, another one's is refused."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.faults import campaign
from tests.faults.campaign import Campaign, Share, Stops, added

_played: list[Share] = []


def _play(_chosen: Namespace, share: Share) -> dict[str, Any]:
    _played.append(share)
    wrong = [n for n in range(share.first, share.first + share.count) if n == 3]
    return {"wrong": wrong, "kinds": {"a": share.count}, "slowest_seconds": share.first}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--variant", choices=("mistake",))


CAMPAIGN = Campaign(
    "tests.faults.example",
    "An example.",
    "tries",
    play=_play,
    good=lambda account: not account["wrong"],
    per_share=2,
    arguments=_arguments,
)


@pytest.fixture(autouse=True)
def _nothing_played() -> None:
    _played.clear()


def test_shares_add_up_and_the_same_command_goes_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger = str(tmp_path / "out" / "ledger.jsonl")
    assert CAMPAIGN.main(["--count", "3", "--seed", "7", "--ledger", ledger]) == 0
    assert _played == [Share(7, 0, 2), Share(7, 2, 1)]
    _played.clear()
    capsys.readouterr()
    assert CAMPAIGN.main(["--count", "5", "--ledger", ledger, "--json"]) == 1
    assert _played == [Share(7, 3, 2)]
    (told,) = capsys.readouterr().out.splitlines()
    assert json.loads(told) == {
        "seed": 7,
        "tries": 5,
        "wrong": [3],
        "kinds": {"a": 5},
        "slowest_seconds": 3,
        "good": False,
    }


def test_a_built_in_mistake_must_be_noticed() -> None:
    assert CAMPAIGN.main(["--count", "2", "--variant", "mistake"]) == 1
    assert CAMPAIGN.main(["--count", "4", "--variant", "mistake"]) == 0


@pytest.mark.parametrize("other", [["--seed", "8"], ["--variant", "mistake"]])
def test_another_campaigns_ledger_is_not_added_to(tmp_path: Path, other: list[str]) -> None:
    ledger = tmp_path / "ledger.jsonl"
    begin = ["--count", "2", "--ledger", str(ledger)]
    assert CAMPAIGN.main([*begin, "--seed", "7"]) == 0
    before = ledger.read_text("utf-8")
    assert CAMPAIGN.main([*begin, *other]) == 2
    assert ledger.read_text("utf-8") == before


def test_accounts_add_up_by_kind() -> None:
    one = {"n": 1, "slowest_ms": 2.5, "list": ["a"], "by": {"x": 1}, "whole": True, "seen": "a"}
    other = {"n": 2, "slowest_ms": 1.0, "list": ["b"], "by": {"x": 1, "y": 4}, "whole": False}
    assert added([one, other]) == {
        "n": 3,
        "slowest_ms": 2.5,
        "list": ["a", "b"],
        "by": {"x": 2, "y": 4},
        "whole": False,
        "seen": "a",
    }


def test_a_share_that_broke_while_it_stood_still_is_played_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stops = Stops()
    monkeypatch.setattr(campaign, "Stops", lambda: stops)
    broken: list[Share] = []

    def breaks(_chosen: Namespace, share: Share) -> dict[str, Any]:
        if not broken:
            broken.append(share)
            stops.seconds += 61.0
            raise TimeoutError("waited in vain")
        return _play(_chosen, share)

    assert replace(CAMPAIGN, play=breaks).main(["--count", "2", "--json"]) == 0
    assert broken == _played == [Share(_played[0].seed, 0, 2)]
    assert "again: stood still for 61 s" in capsys.readouterr().err


def test_a_share_that_broke_by_itself_is_told() -> None:
    def breaks(_chosen: Namespace, _share: Share) -> dict[str, Any]:
        raise TimeoutError("waited in vain")

    with pytest.raises(TimeoutError):
        replace(CAMPAIGN, play=breaks).main(["--count", "2"])
