"""The date functions that rules may use: ages and terms as the law counts them.  Days only."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = ["age_attained", "age_on", "days_after", "years_after"]


def age_on(birth: date, day: date) -> int:
    """Completed years on ``day``, one more from the birthday itself.

    So 高齢者の医療の確保に関する法律 counts: 75 begins on the birthday.  Born on 29 February, the
    birthday of a common year is 1 March.
    """
    before = (day.month, day.day) < (birth.month, birth.day)
    return day.year - birth.year - before


def age_attained(birth: date, day: date) -> int:
    """Age as 年齢計算ニ関スル法律 and 民法143条 count it: attained at the end of the day before the
    birthday.

    So 介護保険 begins (65): who was born on 2 April 1961 is 65 on 1 April 2026.
    """
    return age_on(birth, day + timedelta(days=1))


def days_after(day: date, days: int) -> date:
    """Last day of a term of ``days`` that does not count ``day`` itself (民法140条, 初日不算入)."""
    return day + timedelta(days=days)


def years_after(day: date, years: int) -> date:
    """Last day of a term of ``years`` that begins on the day after ``day`` (民法140条, 143条2項).

    葬祭費: 2 years from the day after the funeral.  The term ends on the day before the
    corresponding day; where a month has no corresponding day, on the last day of that month.
    """
    first = day + timedelta(days=1)
    try:
        corresponding = first.replace(year=first.year + years)
    except ValueError:  # 29 February in a common year: the term ends on 28 February
        corresponding = date(first.year + years, 3, 1)
    return corresponding - timedelta(days=1)
