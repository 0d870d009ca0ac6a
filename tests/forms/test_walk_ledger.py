"""Random walks add up over runs, and no seed is walked twice."""

from pathlib import Path

import pytest

from forms.walk.ledger import Ledger, Run, next_seed
from kiosk.cli import main


def run(first: int, walks: int, version: str = "1") -> Run:
    return Run("city", version, "okuyami", "no card", first, walks, 0, looked_up=True)


def test_a_ledger_goes_on_where_it_ended(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "walks.jsonl")
    assert ledger.runs() == ()
    ledger.add(run(7, 100))
    ledger.add(run(107, 50))
    ledger.add(run(500, 10, version="2"))
    mine = ledger.of("city", "1", "okuyami", "no card")
    assert [each.first for each in mine] == [7, 107]
    assert next_seed(mine, 7) == 157
    assert next_seed(mine, 1) == 1
    assert next_seed(ledger.of("city", "2", "okuyami", "no card"), 7) == 7


def test_the_command_adds_its_walks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "walks.jsonl"
    words = [
        "catalogue",
        "walk",
        "certificates",
        "--start",
        "no card",
        "--random",
        "3",
        "--seed",
        "5",
    ]
    for _ in range(2):
        assert main([*words, "--ledger", str(path)]) == 0
    assert "in the ledger: 6 walks, 0 faults" in capsys.readouterr().out
    assert [(each.first, each.walks) for each in Ledger(path).runs()] == [(5, 3), (8, 3)]
