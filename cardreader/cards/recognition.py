"""What lies on the reader, by the applications that answer (``reference/card.md`` 1, 2.8).

Asking consumes nothing.  The ATR proves nothing but the lack of applications: readers make it up.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from cardreader.cards.conversation import (
    JPKI_AP,
    Refused,
    read_binary,
    select_application,
    select_file,
)
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.status import BLOCKED, status_text
from cardreader.protocol.transmit import Transmit

LICENCE: Final = bytes.fromhex("A0000002310100000000000000000000")
RESIDENCE_CARD: Final = bytes.fromhex("D392F0004F0200000000000000000000")
CARD_TOKEN: Final = b"JPKIAPICCTOKEN"
"""So begin the labels of cards; phones have others."""
LABEL_BYTES: Final = 32
_MEMORY_CARD: Final = bytes.fromhex("804F0CA000000306")
"""In an ATR made up for a card without applications (PC/SC part 3, 3.1.3.2.3)."""
_FELICA: Final = 0x11


class CardType(StrEnum):
    """What the thing is, as far as it says so itself."""

    MY_NUMBER = "my_number"
    PHONE = "phone"
    """Only the JPKI AP, by a token that is no card's."""
    OLD_RESIDENT_CARD = "old_resident_card"
    """住基カード: the JPKI AP of a card, no text AP."""
    LICENCE = "licence"
    RESIDENCE_CARD = "residence_card"
    TRANSIT = "transit"
    """FeliCa by its ATR: transit cards, but also others."""
    UNKNOWN = "unknown"


OTHER_THINGS: Final = {
    CardType.PHONE: CardFailureCode.PHONE,
    CardType.OLD_RESIDENT_CARD: CardFailureCode.OLD_RESIDENT_CARD,
    CardType.LICENCE: CardFailureCode.LICENCE,
    CardType.RESIDENCE_CARD: CardFailureCode.RESIDENCE_CARD,
    CardType.TRANSIT: CardFailureCode.TRANSIT,
    CardType.UNKNOWN: CardFailureCode.NOT_MY_NUMBER,
}
"""Everything but the card that is read here, and how its owner is told."""


def type_of_atr(atr: bytes) -> CardType | None:
    """Only what has no applications to ask; the ATR of any other card proves nothing."""
    at = atr.find(_MEMORY_CARD)
    standard = atr[at + len(_MEMORY_CARD) :][:1]
    return CardType.TRANSIT if at >= 0 and standard == bytes((_FELICA,)) else None


def type_without_text_ap(transmit: Transmit, label: bytes | None) -> CardType:
    """``label`` is what :func:`token_label` said."""
    if label is not None:
        card = label.startswith(CARD_TOKEN)
        return CardType.OLD_RESIDENT_CARD if card else CardType.PHONE
    if select_application(transmit, LICENCE).ok:
        return CardType.LICENCE
    if select_application(transmit, RESIDENCE_CARD).ok:
        return CardType.RESIDENCE_CARD
    return CardType.UNKNOWN


def select_my_number_ap(transmit: Transmit, aid: bytes) -> None:
    """Also the detection: what is no My Number Card is refused by what it is."""
    response = select_application(transmit, aid)
    if response.ok:
        return
    if response.sw in BLOCKED:
        raise Refused(CardFailure(CardFailureCode.PIN_BLOCKED, tries_left=0))
    found = type_without_text_ap(transmit, token_label(transmit))
    raise Refused(CardFailure(OTHER_THINGS[found], detail=status_text(response.sw)))


def token_label(transmit: Transmit) -> bytes | None:
    """What the JPKI AP calls itself (EF 0006); None without one, empty when it does not say."""
    if not select_application(transmit, JPKI_AP).ok:
        return None
    try:
        select_file(transmit, 0x0006)
        return read_binary(transmit, 0, LABEL_BYTES).rstrip(b" \0")
    except Refused:
        return b""
