"""The processes of a running kiosk, as /proc tells them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

PROC = Path("/proc")


class Role(StrEnum):
    """What a process of the kiosk is for."""

    SUPERVISOR = "supervisor"
    KEEPER = "keeper"
    CITIZEN = "citizen"
    WORKER = "worker"
    CLEARING = "clearing"
    CHECK = "check"
    """Of the pack, once where the kiosk starts."""
    TRACKER = "tracker"
    """Of multiprocessing: watches a citizen's worker."""


_WORDS = {
    "kiosk.app\0": Role.CITIZEN,
    "tests.faults.rigged": Role.CITIZEN,
    "sync.store.keeper": Role.KEEPER,
    "kiosk.app.clearing": Role.CLEARING,
    "kiosk.app.pack_check": Role.CHECK,
    "multiprocessing.spawn": Role.WORKER,
    "multiprocessing.resource_tracker": Role.TRACKER,
}


@dataclass(frozen=True, slots=True)
class Process:
    """One living process; ``leader``: of its process group."""

    pid: int
    role: Role
    leader: int


def kiosk_processes(supervisor: int) -> list[Process]:
    """The supervisor and everything below it."""
    parents = {pid: _stat(pid) for pid in _pids()}
    found = [Process(supervisor, Role.SUPERVISOR, os.getpgid(supervisor))]
    for process in found:
        found += [
            Process(pid, _role(pid), stat[1])
            for pid, stat in parents.items()
            if stat is not None and stat[0] == process.pid
        ]
    return found


def with_role(processes: list[Process], role: Role) -> list[int]:
    """The ids of those."""
    return [process.pid for process in processes if process.role is role]


def alive(pid: int) -> bool:
    """Whether the process is there and no zombie."""
    return _stat(pid) is not None


def _pids() -> Iterator[int]:
    return (int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit())


def _stat(pid: int) -> tuple[int, int] | None:
    """Parent and group; ``None`` for a process that has ended."""
    try:
        words = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return None if words[0] in "ZX" else (int(words[1]), int(words[2]))


def _role(pid: int) -> Role:
    try:
        command = (PROC / str(pid) / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        command = ""
    return next((role for word, role in _WORDS.items() if word in command), Role.WORKER)
