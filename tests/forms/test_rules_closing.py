"""Closing days: our list of holidays against 祝日法, and where a deadline goes."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue.office_days import closing_days, holidays
from forms.rules.closing import ClosingDays, Holidays

OFFICE = closing_days({})
DAY = timedelta(days=1)
YEARS = range(2024, 2028)
days = st.dates(date(2024, 1, 1), date(2027, 12, 31))


def monday(year: int, month: int, which: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7 + 7 * (which - 1))


def equinox(year: int, month: int, base: float) -> date:
    """国立天文台's days by the approximation that holds from 1980 to 2099."""
    passed = year - 1980
    return date(year, month, int(base + 0.242194 * passed) - passed // 4)


def celebrated(year: int) -> Iterator[tuple[date, str]]:
    """国民の祝日に関する法律 2条, as in force from 2022."""
    yield date(year, 1, 1), "元日"
    yield monday(year, 1, 2), "成人の日"
    yield date(year, 2, 11), "建国記念の日"
    yield date(year, 2, 23), "天皇誕生日"
    yield equinox(year, 3, 20.8431), "春分の日"
    yield date(year, 4, 29), "昭和の日"
    yield date(year, 5, 3), "憲法記念日"
    yield date(year, 5, 4), "みどりの日"
    yield date(year, 5, 5), "こどもの日"
    yield monday(year, 7, 3), "海の日"
    yield date(year, 8, 11), "山の日"
    yield monday(year, 9, 3), "敬老の日"
    yield equinox(year, 9, 23.2488), "秋分の日"
    yield monday(year, 10, 2), "スポーツの日"
    yield date(year, 11, 3), "文化の日"
    yield date(year, 11, 23), "勤労感謝の日"


@pytest.mark.parametrize("year", YEARS)
def test_the_list_is_what_the_law_gives(year: int) -> None:
    law = dict(celebrated(year))
    found = dict(law)
    for day in law:
        if day.weekday() == 6:  # 3条2項: the nearest day after it that is no 祝日
            substitute = next(d for n in range(1, 8) if (d := day + n * DAY) not in law)
            found[substitute] = "休日"
        between = day + DAY
        if between not in law and between + DAY in law:  # 3条3項
            found.setdefault(between, "休日")
    assert {d: n for d, n in holidays().names.items() if d.year == year} == found


def test_the_list_says_how_far_it_reaches() -> None:
    names = holidays().names
    assert (holidays().first.year, holidays().last.year) == (YEARS[0], YEARS[-1])
    assert {day.year for day in names} == set(YEARS)
    assert not holidays().known_on(date(2028, 1, 1))


@pytest.mark.parametrize(
    ("day", "opens"),
    [
        (date(2026, 11, 20), date(2026, 11, 20)),  # a Friday
        (date(2026, 11, 21), date(2026, 11, 24)),  # Saturday, Sunday, 勤労感謝の日
        (date(2026, 9, 19), date(2026, 9, 24)),  # 国民の休日 between two 祝日
        (date(2026, 5, 2), date(2026, 5, 7)),
        (date(2026, 12, 29), date(2027, 1, 4)),  # 年末年始
        (date(2024, 12, 28), date(2025, 1, 6)),
        (date(2027, 3, 20), date(2027, 3, 23)),  # 春分の日 on a Sunday
    ],
)
def test_a_closed_office_opens_again(day: date, opens: date) -> None:
    assert OFFICE.next_open(day) == opens


@given(days)
def test_the_next_open_day_is_open_and_no_open_day_lies_before_it(day: date) -> None:
    opens = OFFICE.next_open(day)
    if opens is None:
        assert day >= date(2027, 12, 29)
        return
    assert not OFFICE.is_closed(opens)
    assert OFFICE.next_open(opens) == opens
    before = [day + DAY * n for n in range((opens - day).days)]
    assert all(OFFICE.is_closed(d) for d in before)
    assert len(before) <= 9  # 2024-12-28 to 2025-01-05


@given(days, days)
def test_a_later_day_never_opens_earlier(one: date, other: date) -> None:
    first, second = (OFFICE.next_open(day) for day in sorted((one, other)))
    assert second is None or (first is not None and first <= second)


def test_where_holidays_are_not_known_nothing_is_guessed() -> None:
    assert OFFICE.next_open(date(2028, 1, 5)) is None
    assert OFFICE.next_open(date(2027, 12, 31)) is None  # would go into the unknown year
    assert ClosingDays(Holidays(), on_holidays=False).next_open(date(2028, 1, 8)) == date(
        2028, 1, 10
    )


def test_an_office_may_keep_its_own_days() -> None:
    office = closing_days(
        {
            "weekdays": ["sunday", "wednesday"],
            "national_holidays": False,
            "year_end": None,
            "closed": [date(2026, 11, 21)],
            "open": [date(2026, 11, 22)],
        }
    )
    assert office.next_open(date(2026, 11, 21)) == date(2026, 11, 22)  # an opened Sunday
    assert office.next_open(date(2026, 11, 25)) == date(2026, 11, 26)  # a Wednesday
    assert office.next_open(date(2026, 12, 31)) == date(2026, 12, 31)
