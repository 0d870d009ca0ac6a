"""Drafts of dates: an era or 西暦, then year, month, day in digits.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from forms.facts.values import FactId

WESTERN = "western"

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
    """Digits as typed.  ``eras``: the tabs offered.  ``unknown``: わからない is chosen."""

    fact: FactId
    eras: tuple[str, ...]
    era: str
    year: str = field(default="", repr=False)
    month: str = field(default="", repr=False)
    day: str = field(default="", repr=False)
    active: str = "year"
    unknown: bool = False


def eras_for(fact: FactId) -> tuple[str, ...]:
    """Four tabs: births reach back to 大正, everything else is of our time."""
    if fact.endswith(".birth"):
        return ("heisei", "showa", "taisho", WESTERN)
    return ("reiwa", "heisei", "showa", WESTERN)


def new_date_draft(fact: FactId, value: date | None, unknown: bool = False) -> DateDraft:
    """An empty draft, or one that shows ``value`` in its own era."""
    eras = eras_for(fact)
    start = "showa" if fact.endswith(".birth") else eras[0]
    if value is None:
        return DateDraft(fact, eras, start, unknown=unknown)
    name, year = era_of(value)
    if name not in eras:
        name, year = WESTERN, value.year
    return DateDraft(fact, eras, name, str(year), str(value.month), str(value.day), "day")


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
    return replace(draft, era=era, active="year", unknown=False)


def choose_part(draft: DateDraft, part: str) -> DateDraft:
    """Make year, month or day active."""
    return replace(draft, active=part) if part in PARTS else draft


def press_date(draft: DateDraft, key: str, today: date) -> DateDraft:
    """A digit, ``erase`` or ``clear``.  A part that can take no further digit hands over to the next."""
    typed = str(getattr(draft, draft.active))
    if key == "clear":
        return replace(draft, year="", month="", day="", active="year", unknown=False)
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
    if full and draft.active != "day":
        return replace(draft, active=PARTS[PARTS.index(draft.active) + 1])
    return draft


def first_gap(draft: DateDraft) -> str | None:
    """The first part without a digit."""
    return next((part for part in PARTS if not getattr(draft, part)), None)


def entered(draft: DateDraft) -> date | None:
    """The date, or ``None`` when it is incomplete, not in the calendar or not in the era."""
    if first_gap(draft) is not None:
        return None
    year, month, day = int(draft.year), int(draft.month), int(draft.day)
    if draft.era == WESTERN:
        return _calendar(year, month, day)
    first, last = ERAS[draft.era]
    made = _calendar(first.year + year - 1, month, day) if year else None
    if made is None or made < first or (last is not None and made > last):
        return None
    return made


def _with(draft: DateDraft, digits: str) -> DateDraft:
    if draft.active == "year":
        return replace(draft, year=digits, unknown=False)
    if draft.active == "month":
        return replace(draft, month=digits, unknown=False)
    return replace(draft, day=digits, unknown=False)


def _limit(draft: DateDraft, today: date) -> int:
    if draft.active == "month":
        return 12
    if draft.active == "day":
        return 31
    if draft.era == WESTERN:
        return max(today.year, 1000)
    first, last = ERAS[draft.era]
    return (last or today).year - first.year + 1


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
