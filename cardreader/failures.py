"""What can go wrong with a card, as codes.

The texts for the citizen and for staff are data: ``assets/wording/<language>/failures-card.ftl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class CardFailureCode(StrEnum):
    """One code per situation in which a person or the kiosk does something different."""

    NOT_MY_NUMBER = "card.not_my_number"
    """A card that answers, but without the 券面事項入力補助AP."""
    PHONE = "card.phone"
    """The JPKI AP answers, the text AP does not: a phone (or a card of the far future)."""
    OLD_RESIDENT_CARD = "card.old_resident_card"
    """住基カード."""
    LICENCE = "card.licence"
    """A driver's licence."""
    RESIDENCE_CARD = "card.residence_card"
    """在留カード or 特別永住者証明書, without the functions of a My Number Card."""
    TRANSIT = "card.transit"
    """A FeliCa card: for trains and shops."""
    PIN_INCOMPLETE = "card.pin_incomplete"
    """What was typed is not four digits; nothing was sent to the card."""
    PIN_WRONG = "card.pin_wrong"
    """The card refused the PIN; ``tries_left`` says how many are left (at least 1)."""
    PIN_LAST_TRY = "card.pin_last_try"
    """One try is left and nobody allowed it; nothing was sent to the card."""
    PIN_BLOCKED = "card.pin_blocked"
    """No try is left; only the city hall can unblock it."""
    PIN_UNCERTAIN = "card.pin_uncertain"
    """The card went away during VERIFY, or gave no counter: a try may have been spent."""
    COLLATION_INCOMPLETE = "card.collation_incomplete"
    """What was typed is not the 14 digits of a 照合番号B; nothing was sent to the card."""
    COLLATION_WRONG = "card.collation_wrong"
    """The card refused the 照合番号B; ``tries_left`` says how many are left (at least 1)."""
    COLLATION_FEW_LEFT = "card.collation_few_left"
    """So few tries of the 照合番号B are left that only staff may go on; nothing was sent."""
    COLLATION_BLOCKED = "card.collation_blocked"
    """No try of the 照合番号B is left; the PIN is another matter."""
    ABSENT = "card.absent"
    """No card on the reader."""
    REMOVED = "card.removed"
    """The card was taken away while it was being read."""
    UNRESPONSIVE = "card.unresponsive"
    """Something lies on the reader but does not start (two cards, upside down, no contact)."""
    HUNG = "card.hung"
    """The card did not answer before the deadline; taking it off ends the hang."""
    RESET = "card.reset"
    """Another program reset the card; start again from nothing."""
    CHECK_FAILED = "card.check_failed"
    """A signature or the copy check was made and did not hold; nothing of the card is used."""
    UNREADABLE = "card.unreadable"
    """The card answered, but not with what a My Number Card holds."""
    READER_MISSING = "card.reader_missing"
    """No reader is plugged in, or the one asked for is gone."""
    SERVICE_MISSING = "card.service_missing"
    """pcscd does not run or may not be used."""
    IN_USE = "card.in_use"
    """Another program holds the card."""


@dataclass(frozen=True, slots=True)
class CardFailure:
    """A result.  ``tries_left`` only where the card said it; ``detail`` is technical, for staff,
    and never holds personal data or a PIN."""

    code: CardFailureCode
    tries_left: int | None = None
    detail: str = ""
