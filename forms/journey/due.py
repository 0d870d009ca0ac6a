"""The last day of a procedure: counted by its rule, then moved off a closing day where the law says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms.catalogue.procedures import Closing, Deadline
from forms.rules.closing import ClosingDays
from forms.rules.evaluate import Lookup
from forms.rules.outcome import Decided


class DeadlineNote(StrEnum):
    """What has to be said with the day."""

    MOVED = "moved"
    """It is the next open day after the one counted."""
    OFFICE_CLOSED = "office_closed"
    """The office is closed that day and the deadline does not move: come before."""
    CALENDAR_ENDS = "calendar_ends"
    """It may move, but the holidays of that year are not announced: shown unmoved, which is early."""
    UNCHECKED = "unchecked"
    """There is one, but nobody has compared its rule with the law: the counter tells it."""


@dataclass(frozen=True, slots=True)
class Due:
    """``nominal`` as counted, ``day`` as it holds; ``None`` when there is none to count."""

    nominal: date | None = None
    day: date | None = None
    note: DeadlineNote | None = None


def last_day(
    deadline: Deadline | None, office: ClosingDays, lookup: Lookup, *, checked_only: bool
) -> Due:
    """The last day over what ``lookup`` knows, at an office with such closing days.

    ``checked_only``: no day by a rule that nobody has compared with the law.
    """
    if deadline is None:
        return Due()
    if checked_only and deadline.source.missing:
        return Due(note=DeadlineNote.UNCHECKED)
    found = deadline.date.evaluate(lookup)
    if not isinstance(found, Decided) or not isinstance(found.value, date):
        return Due()
    nominal = found.value
    if deadline.closing is Closing.AS_IS:
        note = DeadlineNote.OFFICE_CLOSED if office.is_closed(nominal) else None
        return Due(nominal, nominal, note)
    moved = office.next_open(nominal)
    if moved is None:
        return Due(nominal, nominal, DeadlineNote.CALENDAR_ENDS)
    return Due(nominal, moved, DeadlineNote.MOVED if moved != nominal else None)
