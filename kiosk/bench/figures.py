"""What a measurement says."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Figure:
    """One number.  ``limit`` and ``holds`` are ``None`` where nothing is promised."""

    name: str
    value: float
    unit: str
    limit: float | None
    holds: bool | None
    how: str


def figure(name: str, value: float, unit: str, limit: float | None, how: str) -> Figure:
    """A figure that holds while it is at most ``limit``."""
    shown = round(value, 3)
    return Figure(name, shown, unit, limit, None if limit is None else shown <= limit, how)


def at_least(name: str, value: float, unit: str, limit: float, how: str) -> Figure:
    """A figure that holds while it is at least ``limit``."""
    shown = round(value, 3)
    return Figure(name, shown, unit, limit, shown >= limit, how)


def report(bench: str, figures: Sequence[Figure], *, quick: bool) -> dict[str, Any]:
    """The one JSON object of a bench.  ``load``: of the last minute; over the number of processors,
    figures by the clock say more of the neighbours than of the kiosk."""
    return {
        "bench": bench,
        "quick": quick,
        "machine": {"processors": os.cpu_count(), "load": round(os.getloadavg()[0], 2)},
        "figures": [asdict(one) for one in figures],
    }


def share(samples: Sequence[float], part: float) -> float:
    """The value that ``part`` of the samples do not exceed.  Raises ``ValueError`` for none."""
    if not samples:
        raise ValueError("nothing was measured")
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def timed(errand: Callable[..., T], *given: object) -> tuple[T, float]:
    """What ``errand`` gives, and its processor time in this thread in ms: its cost whatever else
    the machine does."""
    started = time.thread_time()
    result = errand(*given)
    return result, (time.thread_time() - started) * 1000
