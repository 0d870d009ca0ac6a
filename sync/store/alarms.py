"""What of a keeper's state a member of staff should look at."""

from __future__ import annotations

from enum import StrEnum

from sync.store.results import StoreHealth

CLOCK_SECONDS = 300.0
"""A clock that is further off makes certificates and receipts' days wrong (sync.md 1c)."""
SILENT_DAYS = 1


class Alarm(StrEnum):
    """One thing to look at; words in ``assets/wording``: ``alarm-store-…``."""

    OFFICE_SILENT = "office_silent"
    """The office has not been heard since yesterday or longer."""
    CLOCK_WRONG = "clock_wrong"
    """The clock is more than five minutes away from the office's."""
    WAITING_LONG = "waiting_long"
    """Something waits since yesterday or longer."""
    REFUSED = "refused"
    """The office does not take a submission."""
    QUARANTINED = "quarantined"
    """A stored record was damaged beyond repair."""
    HEAD_CONFLICT = "head_conflict"
    """The office told two hashes for one place of its chain."""
    RECEIPT_NOT_PRINTED = "receipt_not_printed"
    """A stored submission whose number is not known to be on paper."""
    DISK_FULL = "disk_full"
    """The ballast was needed; no session begins until there is room."""


def alarms(
    health: StoreHealth, skew: float | None, waiting_days: int, silent_days: int
) -> tuple[Alarm, ...]:
    """In the order of their weight."""
    looked = (
        (Alarm.HEAD_CONFLICT, health.head_conflicts > 0),
        (Alarm.QUARANTINED, health.quarantined > 0),
        (Alarm.REFUSED, health.refused > 0),
        (Alarm.DISK_FULL, not health.ballast),
        (Alarm.RECEIPT_NOT_PRINTED, health.unprinted_receipts > 0),
        (Alarm.WAITING_LONG, waiting_days >= SILENT_DAYS),
        (Alarm.OFFICE_SILENT, silent_days >= SILENT_DAYS),
        (Alarm.CLOCK_WRONG, skew is not None and abs(skew) > CLOCK_SECONDS),
    )
    return tuple(alarm for alarm, raised in looked if raised)
