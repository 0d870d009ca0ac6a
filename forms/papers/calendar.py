"""Last days as iCalendar entries (RFC 5545) for QR codes, without names and without what is to be done.

A phone's calendar often lies on a provider's machines: an entry says only the city, that something is due, how much.
Readers of codes take in one VEVENT of a code (ZXing's VEventResultParser reads the first), so each day has its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final
from uuid import uuid5

from forms.document.filled import FillContext
from forms.journey.outcomes import ProcedureOutcome
from forms.papers.flow import BREAK
from forms.papers.words import PaperWords

MOST_DAYS: Final = 6
"""Codes on the list: what is due later than the sixth day stands on the list only."""
_OCTETS: Final = 75
"""Of a line (RFC 5545, 3.1)."""


def days_to_keep(
    procedures: Iterable[ProcedureOutcome], today: date
) -> tuple[tuple[date, int], ...]:
    """The last days that are still to come, the earliest first, each with how many procedures end on it."""
    due = Counter(
        each.deadline
        for each in procedures
        if each.deadline is not None and each.deadline >= today and not each.held
    )
    return tuple(sorted(due.items()))


def calendar_entry(words: PaperWords, day: date, count: int, context: FillContext) -> str:
    """One VCALENDAR with an entry of the whole ``day``."""
    said = words.say("paper-calendar.event", city=words.pack.city.name, count=count)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//kakanai//madoguchi//JA",
        "BEGIN:VEVENT",
        f"UID:{uuid5(context.submission, day.isoformat())}",
        f"DTSTAMP:{context.today:%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(said)}",
        f"DESCRIPTION:{_escaped(words.say('paper-calendar.text'))}",
        "END:VEVENT",
        "END:VCALENDAR",
    )
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _escaped(text: str) -> str:
    plain = text.replace(BREAK, "")
    for letter in "\\;,":
        plain = plain.replace(letter, f"\\{letter}")
    return plain


def _folded(line: str) -> Iterator[str]:
    """No line longer than 75 octets; what goes on begins with a space."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > _OCTETS:
            yield part
            part = " "
        part += letter
    yield part
