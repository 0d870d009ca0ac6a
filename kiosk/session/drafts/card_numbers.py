"""The numbers printed on a card that open it without a PIN (照合番号B), as they are typed.  Pure.

Birth date as printed (era year, month, day), year of expiry, security code (``reference/card.md`` 2.4).
Everything that could not be such a number is refused here: a wrong one costs a try of the card.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

PARTS = ("year", "month", "day", "expiry", "code")
LENGTHS = {"year": 2, "month": 2, "day": 2, "expiry": 4, "code": 4}
_LONGEST_VALIDITY = 12
"""Years; cards are issued for ten at most, and the day may be that of a birthday later."""


@dataclass(frozen=True, slots=True)
class CardNumbersDraft:
    """Digits as typed; ``active`` is one of :data:`PARTS`."""

    year: str = field(default="", repr=False)
    month: str = field(default="", repr=False)
    day: str = field(default="", repr=False)
    expiry: str = field(default="", repr=False)
    code: str = field(default="", repr=False)
    active: str = "year"

    def part(self, name: str) -> str:
        """The digits of one part."""
        digits: str = getattr(self, name)
        return digits

    @property
    def filled(self) -> bool:
        """Whether no part is empty."""
        return all(self.part(name) for name in PARTS)

    @property
    def digits(self) -> str:
        """The 14 digits, once :func:`card_numbers_fault` finds nothing."""
        date_part = self.year.zfill(2) + self.month.zfill(2) + self.day.zfill(2)
        return date_part + self.expiry + self.code


def choose_number(draft: CardNumbersDraft, part: str) -> CardNumbersDraft:
    """Make a part active."""
    return replace(draft, active=part) if part in PARTS else draft


def press_card_number(draft: CardNumbersDraft, key: str) -> CardNumbersDraft:
    """A digit, ``erase`` or ``clear``.  A part that can take no further digit hands over to the next."""
    typed = draft.part(draft.active)
    if key == "clear":
        return CardNumbersDraft()
    if key == "erase":
        if not typed and draft.active != PARTS[0]:
            return replace(draft, active=PARTS[PARTS.index(draft.active) - 1])
        return _with(draft, typed[:-1])
    if len(key) != 1 or key not in "0123456789" or len(typed) >= LENGTHS[draft.active]:
        return draft
    longer = _with(draft, typed + key)
    return next_number(longer) if _takes_no_more(longer) else longer


def next_number(draft: CardNumbersDraft) -> CardNumbersDraft:
    """The part behind the active one; the last stays."""
    at = PARTS.index(draft.active)
    return replace(draft, active=PARTS[min(at + 1, len(PARTS) - 1)])


def card_numbers_fault(draft: CardNumbersDraft, today: date) -> tuple[str, str] | None:
    """Part and id of the sentence that says why these cannot be the numbers; None when they may be."""
    for name in PARTS:
        if not draft.part(name):
            return name, f"card-{name}"
    if not int(draft.year) >= 1:
        return "year", "card-year"
    if not 1 <= int(draft.month) <= 12:
        return "month", "card-month"
    if not 1 <= int(draft.day) <= 31:
        return "day", "card-day"
    years = range(today.year - _LONGEST_VALIDITY, today.year + _LONGEST_VALIDITY)
    if len(draft.expiry) != LENGTHS["expiry"] or int(draft.expiry) not in years:
        return "expiry", "card-expiry"
    if len(draft.code) != LENGTHS["code"]:
        return "code", "card-code"
    return None


def _with(draft: CardNumbersDraft, digits: str) -> CardNumbersDraft:
    changed: dict[str, str] = {draft.active: digits}
    return replace(draft, **changed)


def _takes_no_more(draft: CardNumbersDraft) -> bool:
    """Full, or no second digit could make a month or a day of it."""
    digits = draft.part(draft.active)
    first_that_ends = {"month": "23456789", "day": "456789"}.get(draft.active, "")
    return len(digits) == LENGTHS[draft.active] or digits in set(first_that_ends)
