"""Days on which an office is closed, and where a deadline goes that falls on one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

_SATURDAY, _SUNDAY = 5, 6
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holidays:
    """国民の祝日 and 休日 with their names; nothing is known before ``first`` or after ``last``."""

    names: Mapping[date, str] = field(default_factory=dict)
    first: date = date.min
    last: date = date.min

    def known_on(self, day: date) -> bool:
        """Whether it is known if ``day`` is a holiday."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class YearEnd:
    """Closed from (month, day) to (month, day) of the next year, both included."""

    first: tuple[int, int] = (12, 29)
    last: tuple[int, int] = (1, 3)

    def covers(self, day: date) -> bool:
        """Whether ``day`` lies in it."""
        return (day.month, day.day) >= self.first or (day.month, day.day) <= self.last


@dataclass(frozen=True, slots=True)
class ClosingDays:
    """閉庁日 of one office; without changes those of 地方自治法4条の2: 土日, 祝日, 12/29 to 1/3.

    ``weekdays`` as ``date.weekday()``; ``opened`` wins over every other reason.
    """

    holidays: Holidays = field(default_factory=Holidays)
    weekdays: frozenset[int] = frozenset({_SATURDAY, _SUNDAY})
    on_holidays: bool = True
    year_end: YearEnd | None = YearEnd()
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def is_closed(self, day: date) -> bool:
        """Whether the office is known to be closed on ``day``."""
        if day in self.opened:
            return False
        return (
            day in self.closed
            or day.weekday() in self.weekdays
            or (self.on_holidays and day in self.holidays.names)
            or (self.year_end is not None and self.year_end.covers(day))
        )

    def next_open(self, day: date) -> date | None:
        """``day`` when the office is open then, else the next open day.

        ``None`` where the holidays are not known: a guess could be a day too late.
        """
        while not self.on_holidays or self.holidays.known_on(day):
            if not self.is_closed(day):
                return day
            day += _DAY
        return None
