"""From the end of one citizen to the first screen of the next, and what stays in the long-lived processes.

In a whole house (supervisor, keeper, office, printers, reader): a session is begun with a touch, its process is
killed, as the supervisor does at every end, and the finger waits for the attract screen of the next process.
"""

from __future__ import annotations

import os
import signal
import statistics
import time
from pathlib import Path

from kiosk.bench.figures import Figure, figure, share
from kiosk.bench.processor import children, family_seconds
from kiosk.story.driver import wait_for
from kiosk.story.house import House

_PATIENCE_SECONDS = 120.0
_REST_SECONDS = 0.5
_HOW = (
    "{rounds} sessions in a whole house; clock from the end of a process to the next one's attract"
    " screen, which a finger can touch"
)


def next_citizen_figures(rounds: int) -> list[Figure]:
    """Milliseconds until the next, and KiB a session by which supervisor and keeper grow."""
    waits: list[float] = []
    resident: list[float] = []
    with House() as house:
        house.open_kiosk()
        for _ in range(rounds):
            with house.finger() as finger:
                _until_spare_rests(house)
                resident.append(_long_lived(house, finger.process_id()))
                finger.press("key.start")
                used = finger.process_id()
            waits.append(_until_next(house, used))
    how = _HOW.format(rounds=rounds)
    return [
        figure("next_citizen.p50", share(waits, 0.5), "ms", None, how),
        figure("next_citizen.p95", share(waits, 0.95), "ms", 300.0, how),
        figure(
            "long_lived.slope",
            statistics.linear_regression(range(rounds), resident).slope,
            "KiB/session",
            None,
            "VmRSS of supervisor and keeper over these sessions; over hundreds: tests.faults.leftovers",
        ),
    ]


def _until_next(house: House, used: int) -> float:
    os.kill(used, signal.SIGKILL)
    started = time.perf_counter()
    with house.finger() as finger:
        waited = time.perf_counter() - started
        assert finger.process_id() != used
    return waited * 1000


def _until_spare_rests(house: House) -> None:
    """Two citizen processes (with their workers, a tracker and the keeper), and none of them at work."""

    def rests() -> bool:
        if len(children(house.supervisor)) < len(("keeper", "shown", "spare")):
            return False
        before = family_seconds(house.supervisor)
        time.sleep(_REST_SECONDS)
        return family_seconds(house.supervisor) - before < _REST_SECONDS / 5

    wait_for(rests, _PATIENCE_SECONDS, "the spare")


def _long_lived(house: House, shown: int) -> float:
    """KiB of the supervisor and of the child that is no citizen process and older than the shown one."""
    keeper = min(pid for pid in children(house.supervisor) if pid != shown)
    return _resident(house.supervisor) + _resident(keeper)


def _resident(pid: int) -> float:
    """VmRSS in KiB (proc_pid_status(5))."""
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(float(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
