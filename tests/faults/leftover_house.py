"""The house in which the search for leftovers is made, and its processes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.session.world import SessionSettings
from kiosk.story.driver import RobotDriver
from kiosk.story.house import House
from kiosk.supervisor.supervisor import Limits
from tests.faults.rigged import LEAK, MODULE
from tests.support.processes import PROC
from tests.support.sessions import TODAY

IDLE_SECONDS = 900
"""Longer than the search takes on any machine: silence comes at a word (``rigged``)."""
PATIENCE_SECONDS = 600.0
"""Of the supervisor and of the hand: whoever stops a campaign for some minutes does not end its house."""


def processor_time(pids: list[int]) -> list[str]:
    """Of each, in clock ticks (proc(5), fields utime and stime)."""
    return [
        field
        for pid in pids
        for field in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
    ]


def pcscd(folder: Path) -> int:
    """The house's own service: its command line names the house's folder."""
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"pcscd" in command and str(folder).encode() in command:
                return int(entry.name)
    raise LookupError("the house's pcscd is gone")


def patient_hand(robot: Path) -> RobotDriver:
    """For ``House.finger``."""
    return RobotDriver(robot, PATIENCE_SECONDS)


@contextmanager
def house() -> Iterator[House]:
    """Without a kiosk yet."""
    settings = SessionSettings(practice=True, idle_seconds=IDLE_SECONDS)
    limits = Limits(ready=PATIENCE_SECONDS, answer=PATIENCE_SECONDS)
    with House(today=TODAY, session=settings, limits=limits) as built:
        yield built


def open_kiosk(built: House, *, leak: bool = False) -> None:
    """The rigged kiosk with a home folder of its own, which is searched with the house's."""
    home = built.folder / "home"
    home.mkdir(exist_ok=True)
    leaky = {LEAK: "1"} if leak else {}
    built.open_kiosk(MODULE, {"HOME": str(home), "TMPDIR": str(home), **leaky})
