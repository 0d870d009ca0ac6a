"""``kakanai bench``: the shape of what it says; what it measures depends on the machine."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kiosk.bench.figures import at_least, figure, share
from kiosk.cli import main


@pytest.mark.parametrize("bench", ["journey", "forms"])
def test_it_says_one_object_of_figures(bench: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["bench", bench, "--quick", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert (said["bench"], said["quick"]) == (bench, True)
    names = [one["name"] for one in said["figures"]]
    assert len(names) == len(set(names)) > 5
    for one in said["figures"]:
        assert set(one) == {"name", "value", "unit", "limit", "holds", "how"}
        assert one["value"] > 0
        assert one["unit"]
        assert one["how"]
        assert (one["limit"] is None) == (one["holds"] is None)


def test_a_limit_may_be_reached_but_not_exceeded() -> None:
    assert [figure("f", value, "ms", 8.0, "").holds for value in (7.9, 8.0, 8.1)] == [
        True,
        True,
        False,
    ]
    assert [at_least("f", value, "times", 2.0, "").holds for value in (1.9, 2.0, 2.1)] == [
        False,
        True,
        True,
    ]


def test_a_share_is_one_of_the_samples() -> None:
    samples = [float(value) for value in range(100, 0, -1)]
    assert (share(samples, 0.5), share(samples, 0.95), share(samples, 1.0)) == (51.0, 96.0, 100.0)
    assert share([3.0], 0.95) == 3.0
    with pytest.raises(ValueError, match="nothing"):
        share([], 0.5)


def test_an_unknown_bench_is_a_wrong_call(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["bench", "coffee"])
    assert "coffee" in capsys.readouterr().err


def test_the_card_bench_counts_what_is_sent() -> None:
    """In a process of its own: libpcsclite takes its socket once per process."""
    command = [sys.executable, "-m", "kiosk", "bench", "card", "--quick", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    figures = {one["name"]: one for one in json.loads(done.stdout)["figures"]}
    commands = {name: figures[f"{name}.commands"]["value"] for name in ("tries", "pin", "numbers")}
    least = {name: figures[f"{name}.least.commands"]["value"] for name in commands}
    assert (commands, least) == (
        {"tries": 5, "pin": 25, "numbers": 43},
        {"tries": 3, "pin": 15, "numbers": 27},
    )
    limits = {name: one["limit"] for name, one in figures.items() if one["limit"] is not None}
    assert limits == {"pin.own_time.p50": 10.0, "pin.over_bare": 1.1, "hung.told_after": 3.0}
