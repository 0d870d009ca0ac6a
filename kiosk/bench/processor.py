"""Processor time of other processes, from ``/proc``: what a request costs whatever else the machine does."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")
_PARENT, _USER, _SYSTEM, _ENDED_USER, _ENDED_SYSTEM = 1, 11, 12, 13, 14
"""Columns of ``/proc/<pid>/stat`` behind the name (proc(5))."""


def seconds(pid: int) -> float:
    """Of the process and of its children that have ended."""
    found = _columns(pid)
    if found is None:
        return 0.0
    counted = sum(int(found[n]) for n in (_USER, _SYSTEM)) / _TICKS
    ended = sum(int(found[n]) for n in (_ENDED_USER, _ENDED_SYSTEM)) / _TICKS
    # Ticks are of 10 ms, and cut off: of thirty processes with 5 ms each they tell nothing.
    return max(counted, _of_threads(pid)) + ended


def _of_threads(pid: int) -> float:
    """Seconds of the threads that still run, to the nanosecond (schedstat in proc(5)); 0.0 where it is not kept."""
    total = 0
    for each in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with contextlib.suppress(OSError, IndexError):  # ended meanwhile
            total += int(each.read_text("ascii").split()[0])
    return total / 1e9


def family_seconds(pid: int) -> float:
    """Of the process and all its children, ended or not."""
    return seconds(pid) + sum(map(family_seconds, children(pid)))


def children(pid: int) -> list[int]:
    """The processes that it started and that run."""
    running = (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())
    return [each for each in running if (_columns(each) or ["", "0"])[_PARENT] == str(pid)]


def _columns(pid: int) -> list[str] | None:
    """``None``: it has ended."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text("ascii", errors="replace")
    except OSError:
        return None
    return text.rpartition(")")[2].split()
