"""Numbers from the keypad: counts, postcodes, telephone and account numbers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from forms.facts.values import FactId
from kiosk.session.drafts.instead import Instead

_LONGEST = {"postcode": 7, "phone": 11, "count": 2, "money": 9}
_EXACT = {"postcode": 7}
COUNTED = frozenset({"count", "money"})
"""Kinds whose value is a number; of the others it is digits."""


@dataclass(frozen=True, slots=True)
class NumberDraft:
    """Digits as typed.  ``length``: exact number of digits of an account number; ``limits`` of a count."""

    fact: FactId
    kind: str
    digits: str = field(default="", repr=False)
    length: int | None = None
    limits: tuple[int, int] | None = None
    instead: Instead | None = None

    @property
    def longest(self) -> int:
        """How many digits may be typed."""
        return self.length or _LONGEST.get(self.kind, 20)


def press_number(draft: NumberDraft, key: str) -> NumberDraft:
    """A digit, ``erase`` or ``clear``; counts and money have no leading zero."""
    if key == "clear":
        return replace(draft, digits="", instead=None)
    if key == "erase":
        return replace(draft, digits=draft.digits[:-1], instead=None)
    if len(key) != 1 or key not in "0123456789":
        return draft
    digits = draft.digits + key
    if draft.kind in COUNTED:
        digits = digits.lstrip("0") or "0"
    return draft if len(digits) > draft.longest else replace(draft, digits=digits, instead=None)


def number_fault(draft: NumberDraft) -> str | None:
    """The id of the sentence that says what is missing."""
    if not draft.digits:
        return "enter-number"
    match draft.kind:
        case "postcode" if len(draft.digits) != _EXACT["postcode"]:
            return "postcode-seven"
        case "phone" if len(draft.digits) not in {10, 11} or not draft.digits.startswith("0"):
            return "phone-digits"
        case "count" | "money" if draft.limits and not (
            draft.limits[0] <= int(draft.digits) <= draft.limits[1]
        ):
            return "number-limits"
        case "digits" if draft.length is not None and len(draft.digits) != draft.length:
            return "digits-missing"
        case _:
            return None
