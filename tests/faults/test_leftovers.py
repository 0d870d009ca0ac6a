"""The short form of the campaign: one session of each ending."""

from __future__ import annotations

import os

import pytest

from tests.faults.leftovers import Ending, campaign


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may look into private processes")
@pytest.mark.xdist_group("house")
@pytest.mark.timeout(300)
def test_nothing_of_a_session_stays() -> None:
    outcome = campaign(len(Ending), seed=20261121)
    assert sum(outcome.sessions.values()) == outcome.controls == len(Ending), outcome.sessions
    assert outcome.pin_controls
    assert outcome.file_control
    assert outcome.hits == []
    assert outcome.pins_left == 0
    assert outcome.clean
