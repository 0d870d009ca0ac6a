"""The last day of a procedure: counted by its rule, then moved off a closing day where the law says so."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from forms.catalogue.model import Closing, Pack, ProcedureSpec
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


@dataclass(frozen=True, slots=True)
class Due:
    """``nominal`` as counted, ``day`` as it holds; ``None`` when there is none to count."""

    nominal: date | None = None
    day: date | None = None
    note: DeadlineNote | None = None


def last_day(pack: Pack, spec: ProcedureSpec, lookup: Lookup) -> Due:
    """The deadline of ``spec`` over what ``lookup`` knows."""
    if spec.deadline is None:
        return Due()
    found = spec.deadline.date.evaluate(lookup)
    if not isinstance(found, Decided) or not isinstance(found.value, date):
        return Due()
    nominal, office = found.value, pack.closing_days(spec.section)
    if spec.deadline.closing is Closing.AS_IS:
        note = DeadlineNote.OFFICE_CLOSED if office.is_closed(nominal) else None
        return Due(nominal, nominal, note)
    moved = office.next_open(nominal)
    if moved is None:
        return Due(nominal, nominal, DeadlineNote.CALENDAR_ENDS)
    return Due(nominal, moved, DeadlineNote.MOVED if moved != nominal else None)
