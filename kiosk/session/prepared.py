"""A case that was begun before: at home, by a clerk for a booked visit, or at a kiosk by somebody who had to leave.

Nothing in it is trusted: its facts are shown once, and only what the citizen says is right becomes an answer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from forms.facts.values import Facts


class Made(StrEnum):
    """Who made it."""

    HOME = "home"
    """On the citizen's own device: opens for whoever holds the code, as the data is the holder's own."""
    BOOKED = "booked"
    """By a clerk, for a booked visit."""
    LEFT = "left"
    """By a kiosk, on paper that may be lost."""


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """``history``: the screens answered, in order; ``name`` and ``birth``: of the visitor, to match a card."""

    made: Made
    event: str
    day: date
    facts: Facts = field(repr=False)
    history: tuple[str, ...] = ()
    name: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)
