"""Short campaigns on the line: the long ones are ``python -m tests.faults.line.campaign``."""

from __future__ import annotations

from contextlib import closing

import pytest

from sync.office.process import OfficeProcess
from sync.store.client import KeeperClient
from sync.store.results import DeliveryState
from tests.faults.line import victims
from tests.faults.line.campaign import Plan, play, short_folder
from tests.faults.line.kiosks import Citizen, Kiosk
from tests.faults.line.proxy import FaultyLine

pytestmark = pytest.mark.timeout(400)


def test_deaths_behind_a_broken_line_lose_nothing_and_double_nothing() -> None:
    with short_folder() as folder:
        result = play(Plan(11, 16, 1, 0, sqlite=True), folder, None)
    assert result.good, result
    assert result.acknowledged > 0
    assert result.kiosk_kills == 16
    assert result.faulty > 0


def test_delivered_before_the_answer_and_a_new_id_for_a_retry_are_noticed() -> None:
    mistakes = frozenset({"delivered_before_answer", victims.NEW_ID})
    with short_folder() as folder:
        result = play(Plan(12, 16, 1, 0, mistakes, sqlite=True), folder, None)
    assert result.lost > 0, result
    assert result.doubled > 0, result


@pytest.mark.parametrize("early", [False, True])
def test_a_death_right_after_the_word_stored(early: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is stored is there; a keeper that says so before it is would lose it."""
    monkeypatch.setenv(victims.DELAY, "60")
    with short_folder() as folder:
        office = OfficeProcess(folder / "office")
        line = FaultyLine(office.settings.address[1], 1.0, 1)
        kiosk = Kiosk(folder, "kiosk-a", office, line)
        kiosk.start(frozenset({"acknowledge_before_commit"} if early else ()))
        with closing(KeeperClient(kiosk.settings.socket, 60.0)) as client:
            assert kiosk.submit(client, Citizen("one"))
            kiosk.kill()
            kiosk.start()
            there = client.delivery(kiosk.acknowledged["one"])
        kiosk.kill()
        line.close()
        office.database.dispose()
    assert there == (DeliveryState.ABSENT if early else DeliveryState.WAITING)
