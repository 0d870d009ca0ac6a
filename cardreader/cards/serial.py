"""The number that a reader gives for any contactless card: which piece of plastic it is, nothing about a person.

PC/SC part 3 (2.01.09), 3.2.2.1.3, "Get Data".  The reader answers, not the card.  My Number Cards give another
number each time they are laid down.  It can be copied: whoever trusts it asks for a code as well.
"""

from __future__ import annotations

from typing import Final

from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.apdu import Command, exchange
from cardreader.protocol.status import status_text
from cardreader.protocol.transmit import LineBroken, Transmit

_GET_SERIAL: Final = Command(0xFF, 0xCA, 0x00, 0x00, le=256)
MOST_BYTES: Final = 10
"""Of a triple-size identifier (ISO/IEC 14443-3, 6.5.4)."""


def card_serial(transmit: Transmit) -> bytes | CardFailure:
    """4 to 10 bytes; ``NOT_MY_NUMBER`` for a card (or a reader) that has none."""
    try:
        response = exchange(transmit, _GET_SERIAL)
    except LineBroken as end:
        return end.failure
    if not response.ok or not 4 <= len(response.data) <= MOST_BYTES:
        return CardFailure(CardFailureCode.NOT_MY_NUMBER, detail=status_text(response.sw))
    return response.data
