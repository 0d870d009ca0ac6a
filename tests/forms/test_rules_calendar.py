"""Ages and terms against the cases that the law's explanations give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rules.calendar import (
    age_attained,
    age_on,
    days_after,
    days_from,
    fiscal_year_end,
    months_after,
    months_from,
    years_after,
    years_from,
)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1961, 4, 2), date(2026, 3, 31), 64),
        (date(1961, 4, 2), date(2026, 4, 1), 65),  # 介護保険: the day before the birthday
        (
            date(1961, 4, 1),
            date(2026, 3, 31),
            65,
        ),  # why a child born on 1 April is in the year before
        (date(1960, 2, 29), date(2025, 2, 27), 64),
        (date(1960, 2, 29), date(2025, 2, 28), 65),
        (date(1959, 3, 1), date(2024, 2, 28), 64),
        (date(1959, 3, 1), date(2024, 2, 29), 65),
    ],
)
def test_an_age_is_attained_on_the_day_before_the_birthday(
    birth: date, day: date, age: int
) -> None:
    assert age_attained(birth, day) == age


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1951, 4, 2), date(2026, 4, 1), 74),
        (date(1951, 4, 2), date(2026, 4, 2), 75),  # 後期高齢者医療: from the birthday itself
        (date(1948, 2, 29), date(2023, 2, 28), 74),
        (date(1948, 2, 29), date(2023, 3, 1), 75),
        (date(1948, 2, 29), date(2024, 2, 29), 76),
    ],
)
def test_late_stage_insurance_counts_from_the_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


def test_fourteen_days_do_not_count_the_day_itself() -> None:
    assert days_after(date(2026, 11, 1), 14) == date(2026, 11, 15)
    assert days_after(date(2027, 12, 20), 14) == date(2028, 1, 3)


@pytest.mark.parametrize(
    ("funeral", "last"),
    [
        (date(2026, 4, 10), date(2028, 4, 10)),  # begins on the 11th, ends before the next 11th
        (date(2026, 2, 28), date(2028, 2, 29)),  # begins on 1 March, ends on the day before
        (date(2024, 2, 28), date(2026, 2, 28)),  # begins on 29 February: no such day in 2026
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 12, 31), date(2028, 12, 31)),
    ],
)
def test_two_years_begin_on_the_day_after_the_funeral(funeral: date, last: date) -> None:
    assert years_after(funeral, 2) == last


@given(st.dates(date(1900, 1, 1), date(2030, 12, 31)), st.integers(0, 40_000))
def test_the_two_ages_differ_only_on_the_eve_of_a_birthday(birth: date, lived: int) -> None:
    day = birth + timedelta(days=lived)
    eve = age_attained(birth, day) - age_on(birth, day)
    birthday_tomorrow = age_on(birth, day + timedelta(days=1)) == age_on(birth, day) + 1
    assert eve == int(birthday_tomorrow)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        # 起算日 and last day as the courts' and ministries' explanations of 民法143条 count them
        (date(2026, 1, 31), 1, date(2026, 2, 28)),  # no 31 February: the last day of the month
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 1, 15), 3, date(2026, 4, 14)),
        (date(2026, 4, 1), 1, date(2026, 4, 30)),  # from the first of a month: whole months
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 12, date(2027, 11, 30)),
    ],
)
def test_months_end_on_the_eve_of_the_corresponding_day(
    first: date, months: int, last: date
) -> None:
    assert months_from(first, months) == last
    assert months_after(first - timedelta(days=1), months) == last


def test_a_first_day_that_counts_makes_the_term_end_a_day_earlier() -> None:
    assert days_from(date(2026, 11, 1), 14) == date(2026, 11, 14)
    assert years_from(date(2026, 4, 11), 2) == date(2028, 4, 10)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 100))
def test_counting_the_first_day_is_starting_on_the_eve(day: date, many: int) -> None:
    eve = day - timedelta(days=1)
    assert days_from(day, many) == days_after(eve, many)
    assert months_from(day, many) == months_after(eve, many)
    assert years_from(day, many) == years_after(eve, many)
    assert years_after(day, many) == months_after(day, 12 * many)


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.integers(1, 100))
def test_a_term_of_months_leaves_none_out_and_overlaps_none(first: date, months: int) -> None:
    """The day after the term is the corresponding day or, where there is none, the 1st after it."""
    after = months_from(first, months) + timedelta(days=1)
    assert after.day in (first.day, 1)
    passed = 12 * (after.year - first.year) + after.month - first.month
    assert passed == months + (after.day != first.day)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        (date(2026, 4, 1), date(2027, 3, 31)),
        (date(2026, 11, 21), date(2027, 3, 31)),
        (date(2027, 3, 31), date(2027, 3, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
    ],
)
def test_a_fiscal_year_ends_in_march(day: date, end: date) -> None:
    assert fiscal_year_end(day) == end
