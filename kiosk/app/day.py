"""A spare that stands over midnight keeps yesterday: today is fixed when a process starts, for its whole session.

So a process that nobody has begun to use gives way as soon as the day has changed, and a fresh one takes its place.
A session that runs over midnight keeps the day on which it began, as its deadlines and forms say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")
LOOK_MILLISECONDS = 5000
Clock: TypeAlias = Callable[[], datetime]


def now() -> datetime:
    """The machine's clock, in Japan."""
    return datetime.now(TOKYO)


@dataclass(frozen=True, slots=True)
class Day:
    """The day of a process.  ``fixed``: for stories, whose day never ends."""

    today: date
    clock: Clock = now
    fixed: bool = False

    @property
    def over(self) -> bool:
        """Also when the clock was set back: a kiosk may start before it knows the time."""
        return not self.fixed and self.clock().date() != self.today


def day_of(fixed: date | None, clock: Clock = now) -> Day:
    """``fixed`` or what the clock says."""
    return Day(clock().date() if fixed is None else fixed, clock, fixed is not None)
