"""和暦: the Japanese eras, for dates from the Gregorian calendar's start in Japan (1873-01-01) on.

Borders: 大正 1912-07-30, 昭和 1926-12-25, 平成 1989-01-08, 令和 2019-05-01, each the era's first day
(元号法 and the edicts before it; the first day belongs to the new era).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FIRST_DAY = date(1873, 1, 1)
"""明治6年1月1日.  Earlier dates were written in the lunisolar calendar, so they are refused."""


@dataclass(frozen=True, slots=True)
class Era:
    """One 元号: its name, the letter used in lists of choices, and its first day."""

    name: str
    letter: str
    first: date


ERAS = (
    Era("明治", "M", date(1868, 1, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)


@dataclass(frozen=True, slots=True)
class Wareki:
    """A date in the Japanese calendar; ``year`` counts from 1 (written 元 in running text)."""

    era: Era
    year: int
    month: int
    day: int

    @property
    def year_text(self) -> str:
        """The year as written in running text: 元 for the first."""
        return "元" if self.year == 1 else str(self.year)

    def __str__(self) -> str:
        return f"{self.era.name}{self.year_text}年{self.month}月{self.day}日"


def wareki(day: date) -> Wareki:
    """``day`` in the Japanese calendar.  Raises ``ValueError`` before :data:`FIRST_DAY`."""
    if day < FIRST_DAY:
        raise ValueError("no Gregorian date in Japan before 1873-01-01")
    era = next(era for era in reversed(ERAS) if day >= era.first)
    return Wareki(era, day.year - era.first.year + 1, day.month, day.day)


def wareki_month(year: int, month: int) -> str:
    """A month as 「昭和20年3月」; where an era ended within it, as the month began.

    Raises ``ValueError`` before :data:`FIRST_DAY`.
    """
    first = wareki(date(year, month, 1))
    return f"{first.era.name}{first.year_text}年{month}月"


def gregorian(era_name: str, year: int, month: int, day: int) -> date:
    """The inverse of :func:`wareki`.

    Raises ``ValueError`` when there is no such era, no such day, or the day is not in that era.
    """
    era = next((era for era in ERAS if era.name == era_name), None)
    if era is None or year < 1:
        raise ValueError("no such era or year")
    found = date(era.first.year + year - 1, month, day)
    if wareki(found).era is not era:
        raise ValueError("the day is not in that era")
    return found
