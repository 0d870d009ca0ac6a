"""Drafts of dates: an era or 西暦, then year, month, day in digits.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from forms.facts.values import FactId, YearMonth
from kiosk.session.drafts.instead import Instead

WESTERN = "western"
WITHOUT_DAY = "without_day"

ERAS: dict[str, tuple[date, date | None]] = {
    "reiwa": (date(2019, 5, 1), None),
    "heisei": (date(1989, 1, 8), date(2019, 4, 30)),
    "showa": (date(1926, 12, 25), date(1989, 1, 7)),
    "taisho": (date(1912, 7, 30), date(1926, 12, 24)),
    "meiji": (date(1868, 10, 23), date(1912, 7, 29)),
}
"""First and last day.  Source: 元号法 and the rescripts; 明治 by its proclamation in the Gregorian calendar."""

PARTS = ("year", "month", "day")


@dataclass(frozen=True, slots=True)
class DateDraft:
    """Digits as typed.  ``eras``: the tabs offered.  ``instead``: わからない or 言いたくない."""

    fact: FactId
    eras: tuple[str, ...]
    era: str
    year: str = field(default="", repr=False)
    month: str = field(default="", repr=False)
    day: str = field(default="", repr=False)
    active: str = "year"
    instead: Instead | None = None
    without_day: bool = False
    """日はわからない: year and month are the answer."""
    ahead: bool = False
    """Whether the day may be still to come."""

    @property
    def parts(self) -> tuple[str, ...]:
        """What has to be entered."""
        return PARTS[:2] if self.without_day else PARTS


def eras_for(fact: FactId) -> tuple[str, ...]:
    """Four tabs: births reach back to 大正; those of a list (children, a family) and all else are of our time."""
    if fact.endswith(".birth") and "[" not in fact:
        return ("heisei", "showa", "taisho", WESTERN)
    return ("reiwa", "heisei", "showa", WESTERN)


def new_date_draft(
    fact: FactId, value: date | YearMonth | None, instead: Instead | None = None
) -> DateDraft:
    """An empty draft, or one that shows ``value`` in its own era."""
    eras = eras_for(fact)
    start = "showa" if fact.endswith(".birth") and "showa" in eras[:2] else eras[0]
    if value is None:
        return DateDraft(fact, eras, start, instead=instead)
    # Eras change within a month: its first day tells which one it is shown in.
    name, year = era_of(value if isinstance(value, date) else value.days[0])
    if name not in eras:
        name, year = WESTERN, value.year
    month = str(value.month)
    if isinstance(value, YearMonth):
        return DateDraft(fact, eras, name, str(year), month, active="month", without_day=True)
    return DateDraft(fact, eras, name, str(year), month, str(value.day), "day")


def era_of(day: date) -> tuple[str, int]:
    """Era id and year in it; before 明治 the western year."""
    for name, (first, last) in ERAS.items():
        if day >= first and (last is None or day <= last):
            return name, day.year - first.year + 1
    return WESTERN, day.year


def choose_era(draft: DateDraft, era: str) -> DateDraft:
    """Another tab; the digits stay."""
    if era not in draft.eras:
        return draft
    return replace(draft, era=era, active="year", instead=None)


def choose_part(draft: DateDraft, part: str) -> DateDraft:
    """Make year, month or day active."""
    return replace(draft, active=part) if part in draft.parts else draft


def toggle_day(draft: DateDraft) -> DateDraft:
    """日はわからない, or after all a day."""
    without = not draft.without_day
    active = "year" if not draft.year else "month" if without or not draft.month else "day"
    return replace(draft, without_day=without, day="", active=active, instead=None)


def press_date(draft: DateDraft, key: str, today: date) -> DateDraft:
    """A digit, ``erase`` or ``clear``.  A part that can take no further digit hands over to the next."""
    typed = str(getattr(draft, draft.active))
    if key == "clear":
        return replace(
            draft, year="", month="", day="", active="year", instead=None, without_day=False
        )
    if key == "erase":
        if not typed and draft.active != "year":
            return replace(draft, active=PARTS[PARTS.index(draft.active) - 1])
        return _with(draft, typed[:-1])
    if len(key) != 1 or key not in "0123456789":
        return draft
    limit = _limit(draft, today)
    longer = typed + key
    if len(longer) > len(str(limit)):
        return draft
    draft = _with(draft, longer)
    full = len(longer) == len(str(limit)) or int(longer) * 10 > limit
    if full and draft.active != draft.parts[-1]:
        return replace(draft, active=PARTS[PARTS.index(draft.active) + 1])
    return draft


def first_gap(draft: DateDraft) -> str | None:
    """The first part without a digit."""
    return next((part for part in draft.parts if not getattr(draft, part)), None)


def entered(draft: DateDraft) -> date | YearMonth | None:
    """The date, or ``None`` when it is incomplete, not in the calendar or not in the era.

    Without its day: the month, of which some day is in the era.
    """
    if first_gap(draft) is not None:
        return None
    first, last = (None, None) if draft.era == WESTERN else ERAS[draft.era]
    year, month = int(draft.year), int(draft.month)
    if first is not None:
        year = first.year + year - 1 if year else 0
    if draft.without_day:
        days = _days_of(year, month)
    else:
        day = _calendar(year, month, int(draft.day))
        days = (day,) if day is not None else ()
    fitting = [
        day for day in days if (first is None or day >= first) and (last is None or day <= last)
    ]
    if not fitting:
        return None
    return YearMonth(year, month) if draft.without_day else fitting[0]


def _with(draft: DateDraft, digits: str) -> DateDraft:
    if draft.active == "year":
        return replace(draft, year=digits, instead=None)
    if draft.active == "month":
        return replace(draft, month=digits, instead=None)
    return replace(draft, day=digits, instead=None)


def _limit(draft: DateDraft, today: date) -> int:
    if draft.active == "month":
        return 12
    if draft.active == "day":
        return 31
    latest = today.year + draft.ahead
    if draft.era == WESTERN:
        return max(latest, 1000)
    first, last = ERAS[draft.era]
    return (last.year if last else latest) - first.year + 1


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _days_of(year: int, month: int) -> tuple[date, ...]:
    try:
        return YearMonth(year, month).days
    except ValueError:
        return ()
