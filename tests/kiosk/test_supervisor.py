"""The kiosk's processes when they are killed, hang or lose their supervisor: real ones, in a real house."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from kiosk.story.driver import CitizenGone, RobotDriver
from kiosk.story.house import House
from kiosk.story.story import Told
from kiosk.supervisor.supervisor import Limits
from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from tests.support.keeper import until
from tests.support.processes import Role, alive, kiosk_processes, with_role
from tests.support.sessions import TODAY, TYPED, play_until, words_on

MARKER = "ふぬむみれ"
STORY = replace(TYPED, facts={**TYPED.facts, "visitor.name": Told(MARKER)})
QUICK = Limits(ping_every=0.5, answer=6.0)
"""A loaded machine lets a living process wait for seconds as well."""
REPLACED_WITHIN_SECONDS = 20.0
"""From the end of a process until a warm spare can be touched: 0.5 where nothing else runs."""

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(180)]


@pytest.fixture(scope="module")
def quick_house() -> Iterator[House]:
    with House(today=TODAY, limits=QUICK) as opened:
        yield opened


@pytest.fixture
def house(quick_house: House) -> House:
    """With a kiosk on the attract screen and a warm spare behind it."""
    if not quick_house.is_open:
        quick_house.open_kiosk()
    with quick_house.finger():
        until(lambda: _is_warm(quick_house), 60)
    return quick_house


def _citizens(house: House) -> list[int]:
    return with_role(kiosk_processes(house.supervisor), Role.CITIZEN)


def _is_warm(house: House) -> bool:
    """One citizen process is shown, and the other has its worker already."""
    processes = kiosk_processes(house.supervisor)
    return (
        len(with_role(processes, Role.CITIZEN)) == 2 and len(with_role(processes, Role.WORKER)) == 2
    )


def _shows(finger: RobotDriver, kind: str) -> bool:
    return bool(finger.view()["kind"] == kind)


def test_a_pack_with_faults_ends_the_kiosk_with_words(quick_house: House, tmp_path: Path) -> None:
    """Checked whole where the kiosk starts, for citizens' processes take it as checked."""
    told = quick_house.kiosk_config.read_text("utf-8")
    config = tmp_path / "kiosk.toml"
    config.write_text(told.replace('pack = "toyonaka"', 'pack = "toyonakka"'), "utf-8")
    assert config.read_text("utf-8") != told
    keeper = tmp_path / "keeper.toml"
    moved = quick_house.keeper_config.read_text("utf-8").replace(
        str(quick_house.keeper_socket), str(tmp_path / "k.sock")
    )
    keeper.write_text(moved, "utf-8")
    ended = subprocess.run(
        [
            *(sys.executable, "-m", "kiosk", "kiosk"),
            *("--config", str(config), "--keeper-config", str(keeper)),
        ],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 1
    assert "no pack 'toyonakka'; did you mean 'toyonaka'?" in ended.stderr
    assert "kakanai catalogue check" in ended.stdout


def _empty_attract_screen(house: House) -> tuple[int, float]:
    """Process id of the fresh screen and the seconds until it was there."""
    started = time.monotonic()
    with house.finger() as finger:
        view: Any = finger.view()
        assert view["kind"] == "attract"
        assert MARKER not in words_on(view)
        return finger.process_id(), time.monotonic() - started


def test_a_killed_citizen_process_is_replaced_by_the_empty_spare(house: House) -> None:
    with house.finger() as finger:
        play_until("review", STORY, house, finger)
        assert MARKER in words_on(finger.view()), "otherwise the test shows nothing"
        used = finger.process_id()
        members = [p.pid for p in kiosk_processes(house.supervisor) if p.leader == used]
        os.kill(used, signal.SIGKILL)
    fresh, seconds = _empty_attract_screen(house)
    assert fresh != used
    assert seconds < REPLACED_WITHIN_SECONDS
    until(lambda: not any(alive(pid) for pid in members))


def test_a_citizen_process_that_hangs_is_replaced(house: House) -> None:
    with house.finger() as finger:
        play_until("review", STORY, house, finger)
        used = finger.process_id()
        os.kill(used, signal.SIGSTOP)
    fresh, seconds = _empty_attract_screen(house)
    assert fresh != used
    assert seconds < QUICK.answer + 2 * QUICK.ping_every + REPLACED_WITHIN_SECONDS
    until(lambda: not alive(used))
    assert "no longer answers" in house.log()


def test_a_spare_that_dies_is_replaced_before_it_is_needed(house: House) -> None:
    with house.finger() as finger:
        shown = finger.process_id()
    (spare,) = set(_citizens(house)) - {shown}
    os.kill(spare, signal.SIGKILL)
    until(lambda: len(set(_citizens(house)) - {shown, spare}) == 1)
    assert alive(shown)


def test_a_killed_keeper_comes_back_and_the_session_is_finished(house: House) -> None:
    with house.finger() as finger:
        player = play_until("review", STORY, house, finger)
        (keeper,) = with_role(kiosk_processes(house.supervisor), Role.KEEPER)
        os.kill(keeper, signal.SIGKILL)
        finger.press("key.next")
        player.play()
        number = finger.transcript()["submission"]["number"]
        player.finish()
        finger.wait_until_gone()
    until(lambda: house.case(number) is not None)
    (after,) = with_role(kiosk_processes(house.supervisor), Role.KEEPER)
    assert after != keeper


def test_what_a_killed_session_left_at_the_printer_is_taken_back(house: House) -> None:
    with closing(KeeperClient(house.keeper_socket)) as keeper, house.finger() as finger:
        before = _open_jobs(keeper)
        house.receipts.paper_out()
        try:
            play_until("review", STORY, house, finger)
            finger.press("key.next")
            until(lambda: bool(_open_jobs(keeper) - before), 60)
            os.kill(finger.process_id(), signal.SIGKILL)
            until(lambda: _open_jobs(keeper) == before, 60)
        finally:
            house.receipts.refill()
    _empty_attract_screen(house)


def _open_jobs(keeper: KeeperClient) -> set[UUID]:
    """Sent, and without an end."""
    held = keeper.print_open()
    assert not isinstance(held, SyncFailure)
    return {job.job_id for job in held if job.outcome is None and job.printer_job is not None}


def test_each_session_is_a_process_of_its_own(house: House) -> None:
    used = []
    for _ in range(3):
        with house.finger() as finger:
            used.append(finger.process_id())
            finger.press("key.start")
            until(partial(_shows, finger, "purpose"))
            with suppress(CitizenGone):
                finger.press("key.back")
                finger.wait_until_gone()
    _empty_attract_screen(house)
    assert len(set(used)) == 3
    until(lambda: not any(alive(pid) for pid in used))


def test_nothing_outlives_a_killed_supervisor_even_if_it_hangs(house: House) -> None:
    with house.finger() as finger:
        play_until("review", STORY, house, finger)
        processes = [process.pid for process in kiosk_processes(house.supervisor)]
        assert len(processes) >= 6
        os.kill(finger.process_id(), signal.SIGSTOP)
        os.kill(house.supervisor, signal.SIGKILL)
        house.wait()
    until(lambda: not any(alive(pid) for pid in processes))


def test_sigterm_ends_everything(house: House) -> None:
    processes = [process.pid for process in kiosk_processes(house.supervisor)]
    os.kill(house.supervisor, signal.SIGTERM)
    house.wait()
    until(lambda: not any(alive(pid) for pid in processes))
