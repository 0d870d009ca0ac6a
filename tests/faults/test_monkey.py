"""The short form of the monkey: some seconds on the real app."""

from __future__ import annotations

import pytest

from tests.faults.monkey import campaign

SECONDS = 12.0


@pytest.mark.xdist_group("house")
@pytest.mark.timeout(300)
def test_some_seconds_of_anything() -> None:
    outcome = campaign(SECONDS, seed=20261122)
    assert outcome.sessions
    assert sum(outcome.acts.values()) > SECONDS
    assert outcome.clean, outcome
