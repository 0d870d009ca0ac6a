"""Closing days of a pack's offices, and the holidays that they share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

import assets
from forms.rules.closing import ClosingDays, Holidays, YearEnd

DEFAULT: Final = "default"
"""The closing days of a section that has none of its own."""
_WEEKDAYS: Final = (
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
)


@cache
def holidays(file: Path = assets.ROOT / "calendar" / "holidays.yaml") -> Holidays:
    """The holidays in ``file``."""
    plain = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
    return Holidays(dict(plain["holidays"]), plain["from"], plain["until"])


def closing_days(plain: Mapping[str, Any]) -> ClosingDays:
    """One office of a pack's ``closing_days`` (of the shape in its schema)."""
    year_end = plain.get("year_end", {"from": "12-29", "until": "01-03"})
    return ClosingDays(
        holidays(),
        frozenset(_WEEKDAYS.index(day) for day in plain.get("weekdays", _WEEKDAYS[5:])),
        plain.get("national_holidays", True),
        YearEnd(_month_day(year_end["from"]), _month_day(year_end["until"])) if year_end else None,
        frozenset(_dates(plain, "closed")),
        frozenset(_dates(plain, "open")),
    )


def _month_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)


def _dates(plain: Mapping[str, Any], key: str) -> list[date]:
    return [day for day in plain.get(key, ()) if type(day) is date]
