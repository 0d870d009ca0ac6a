"""How much one sender may ask for: a bucket of tokens per name, filled at a steady rate.

In memory of one serving process: with several, each has its own.  A flood from outside is the
proxy's to stop; this keeps one kiosk that runs wild from taking the others' turn.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_MOST_NAMES = 10_000


class Buckets:
    """``rate`` tokens a second up to ``burst`` per name."""

    def __init__(
        self, rate: float, burst: int, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._rate, self._burst, self._monotonic = rate, burst, monotonic
        self._levels: dict[str, tuple[float, float]] = {}
        self._turn = threading.Lock()

    def take(self, name: str) -> int:
        """0: taken.  Otherwise the whole seconds until there is a token again."""
        now = self._monotonic()
        with self._turn:
            level, since = self._levels.get(name, (float(self._burst), now))
            level = min(float(self._burst), level + (now - since) * self._rate)
            if level < 1.0:
                self._levels[name] = level, now
                return math.ceil((1.0 - level) / self._rate)
            if len(self._levels) >= _MOST_NAMES:
                self._levels.clear()  # a new start for all is kinder than a memory without end
            self._levels[name] = level - 1.0, now
            return 0


class Places:
    """So many at once."""

    def __init__(self, places: int) -> None:
        self._free = threading.Semaphore(places)

    @contextmanager
    def one(self) -> Iterator[bool]:
        """``False``: none is free."""
        got = self._free.acquire(blocking=False)
        try:
            yield got
        finally:
            if got:
                self._free.release()
