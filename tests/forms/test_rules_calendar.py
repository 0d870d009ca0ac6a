"""Ages and terms against the cases that the law's explanations give."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.rules.calendar import age_attained, age_on, days_after, years_after


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
