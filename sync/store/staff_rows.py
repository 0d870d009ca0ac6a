"""What a kiosk's staff should look at: what it is, since when, what to do.  No personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sync.staff_texts import staff_text
from sync.store.alarms import Alarm
from sync.store.results import KeeperHealth, UnprintedReceipt

_WORDING: Final = "alarms-store.ftl"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One thing.  ``since``: the first day of it, where that is known.  ``numbers``: on paper slips."""

    alarm: Alarm
    what: str
    next: str
    since: date | None = None
    numbers: tuple[str, ...] = ()


def staff_rows(
    health: KeeperHealth, unprinted: Sequence[UnprintedReceipt], language: str, today: date
) -> tuple[StaffRow, ...]:
    """The heaviest first; empty when all is well."""
    return tuple(_row(Alarm(each), health, unprinted, language, today) for each in health.alarms)


def _row(
    alarm: Alarm,
    health: KeeperHealth,
    unprinted: Sequence[UnprintedReceipt],
    language: str,
    today: date,
) -> StaffRow:
    since: date | None = None
    numbers: tuple[str, ...] = ()
    match alarm:
        case Alarm.WAITING_LONG:
            since = today - timedelta(days=health.waiting_days)
        case Alarm.OFFICE_SILENT:
            since = today - timedelta(days=health.silent_days)
        case Alarm.RECEIPT_NOT_PRINTED if unprinted:
            since = min(date.fromisoformat(each.day) for each in unprinted)
            numbers = tuple(each.number for each in unprinted)
        case _:
            pass
    what, to_do = (alarm_text(alarm, language, part) for part in ("what", "next"))
    return StaffRow(alarm, what, to_do, since, numbers)


def alarm_text(alarm: Alarm, language: str, part: str = "") -> str:
    """What it is and what to do; or only ``what``, only ``next``."""
    return staff_text(_WORDING, f"alarm-store-{alarm.value.replace('_', '-')}", language, part)
