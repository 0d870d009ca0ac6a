"""The paper campaign in short: some runs of each kind are good, and the built-in mistakes are noticed."""

from __future__ import annotations

import pytest

from tests.faults.paper.__main__ import CAMPAIGN
from tests.faults.paper.plan import Fault, plan


def test_runs_of_every_kind() -> None:
    assert CAMPAIGN.main(["--count", str(len(Fault)), "--seed", "1", "--json"]) == 0


@pytest.mark.parametrize(
    ("variant", "fault"),
    [
        ("resend_on_error", Fault.DROP_AFTER),
        ("trust_the_spooler", Fault.POWER_DURING),
        ("forget_the_number", Fault.KILL_WORKER),
    ],
)
def test_a_mistake_is_noticed(variant: str, fault: Fault) -> None:
    chosen = ["--variant", variant, "--only", fault.value, "--seed", "1", "--json"]
    assert CAMPAIGN.main(["--count", "10", "--per-share", "10", *chosen]) == 0


def test_a_run_follows_from_its_number() -> None:
    assert plan(7, 11) == plan(7, 11)
    assert plan(7, 11) != plan(7, 11 + len(Fault))
