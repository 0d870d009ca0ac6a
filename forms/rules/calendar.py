"""The date functions that rules may use: ages and terms as the law counts them.  Days only."""

from __future__ import annotations

from datetime import date, timedelta

__all__ = [
    "age_attained",
    "age_on",
    "days_after",
    "days_from",
    "fiscal_year_end",
    "months_after",
    "months_from",
    "years_after",
    "years_from",
]


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


def days_from(day: date, days: int) -> date:
    """Last day of a term of ``days`` whose first day is ``day`` itself (初日算入, where a law says so)."""
    return day + timedelta(days=days - 1)


def months_after(day: date, months: int) -> date:
    """Last day of a term of ``months`` that begins on the day after ``day`` (民法140条, 143条)."""
    return _last_day(day + timedelta(days=1), months)


def months_from(day: date, months: int) -> date:
    """Last day of a term of ``months`` whose first day is ``day`` itself (初日算入, 民法143条2項)."""
    return _last_day(day, months)


def years_after(day: date, years: int) -> date:
    """Last day of a term of ``years`` that begins on the day after ``day`` (民法140条, 143条2項).

    葬祭費: 2 years from the day after the funeral.
    """
    return _last_day(day + timedelta(days=1), 12 * years)


def years_from(day: date, years: int) -> date:
    """Last day of a term of ``years`` whose first day is ``day`` itself (初日算入, 民法143条2項)."""
    return _last_day(day, 12 * years)


def fiscal_year_end(day: date) -> date:
    """31 March that ends the fiscal year (年度) of ``day``."""
    return date(day.year + (day.month > 3), 3, 31)


def _last_day(first: date, months: int) -> date:
    """The day before the corresponding day; in a month that has none, the last day of that month."""
    years, month = divmod(first.month - 1 + months, 12)
    try:
        corresponding = first.replace(year=first.year + years, month=month + 1)
    except ValueError:
        years, month = divmod(first.month + months, 12)
        corresponding = date(first.year + years, month + 1, 1)
    return corresponding - timedelta(days=1)
