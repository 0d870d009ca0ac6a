"""マイナンバーカード: 基本4情報 by the four-digit PIN of the 券面事項入力補助AP.

The 個人番号 (EF 0001) is never selected: there is no code for it here.  The retry counter is asked
before every VERIFY, a VERIFY is sent once, and the last try only when a person allowed it
(``reference/card.md`` 1, 2.15, 2.16, 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cardreader.cards.basic_four import OUTER, BasicFour, BasicFourFault, parse_basic_four
from cardreader.cards.conversation import (
    COLLATION_B,
    JPKI_AP,
    PIN,
    TEXT_AP,
    Refused,
    ask_counter,
    ask_whether_allowed,
    complete,
    read_file,
    verify,
    wipe,
)
from cardreader.cards.recognition import select_my_number_ap
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.transmit import LineBroken, Transmit

__all__ = [
    "BASIC_FOUR_FILE",
    "JPKI_AP",
    "PIN_FILE",
    "PIN_LENGTH",
    "TEXT_AP",
    "Tries",
    "ask_tries",
    "pin_tries",
    "read_basic_four",
    "wipe",
]

PIN_FILE: Final = PIN.file
PIN_LENGTH: Final = PIN.length
BASIC_FOUR_FILE: Final = 0x0002


def pin_tries(transmit: Transmit) -> int | CardFailure:
    """How many wrong PINs the card would still take (0 to 15); consumes nothing.

    Also the detection: anything but a My Number Card is told by its failure.
    """
    try:
        select_my_number_ap(transmit, TEXT_AP)
        return ask_counter(transmit, PIN)
    except (Refused, LineBroken) as end:
        return end.failure


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong entries that the text AP would still take; ``collation_b`` is None without such a key."""

    pin: int
    collation_b: int | None


def ask_tries(transmit: Transmit) -> Tries | CardFailure:
    """Both counters that a reading may need; consumes nothing.

    Also the detection, as :func:`pin_tries`.
    """
    try:
        select_my_number_ap(transmit, TEXT_AP)
        return Tries(ask_counter(transmit, PIN), _collation_tries(transmit))
    except (Refused, LineBroken) as end:
        return end.failure


def _collation_tries(transmit: Transmit) -> int | None:
    try:
        return ask_counter(transmit, COLLATION_B)
    except Refused:
        return None


def read_basic_four(
    transmit: Transmit, pin: bytearray, *, allow_last_try: bool = False
) -> BasicFour | CardFailure:
    """Verify ``pin`` (ASCII digits) once and read the four.

    ``pin`` is filled with zeros in every case, also when an exception passes.  With one try left
    nothing is sent unless ``allow_last_try``.
    """
    try:
        if not complete(pin, PIN):
            return CardFailure(CardFailureCode.PIN_INCOMPLETE)
        select_my_number_ap(transmit, TEXT_AP)
        ask_whether_allowed(transmit, PIN, staff=allow_last_try)
        verify(transmit, PIN, pin)
        file = read_file(transmit, BASIC_FOUR_FILE, OUTER)
        return parse_basic_four(file)
    except (Refused, LineBroken) as end:
        return end.failure
    except BasicFourFault as fault:
        return CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))
    finally:
        wipe(pin)
