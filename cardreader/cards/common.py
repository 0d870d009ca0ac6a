"""The 共通カードAP: when the card expires and who issued it, for anyone who asks.

One record of 28 digits (``reference/card.md`` 2.9, one source).  Nothing on the card signs it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cardreader.cards.conversation import Refused, select_application, select_file
from cardreader.protocol.apdu import Command, exchange
from cardreader.protocol.transmit import Transmit

COMMON_AP: Final = bytes.fromhex("D3921000310001010100")
RECORD_FILE: Final = 0x0001
_HEAD: Final = b"\x01\x1c"
_DIGITS: Final = 28


@dataclass(frozen=True, slots=True)
class CommonRecord:
    """``municipality``: the five digits of 全国地方公共団体コード without check digit.

    The serial number of the card stands before it; it is nobody's business here.
    """

    municipality: str
    expiry: date

    def expired(self, today: date) -> bool:
        """A card is good through the day of its expiry."""
        return today > self.expiry


def parse_common_record(record: bytes) -> CommonRecord | None:
    """None when it is built otherwise."""
    digits = record[len(_HEAD) :]
    if not record.startswith(_HEAD) or len(digits) != _DIGITS or not digits.isdigit():
        return None
    text = digits.decode("ascii")
    try:
        return CommonRecord(text[15:20], date(int(text[20:24]), int(text[24:26]), int(text[26:])))
    except ValueError:
        return None


def read_common_record(transmit: Transmit) -> CommonRecord | None:
    """None when the card has no such record; another application is current afterwards.

    :raises LineBroken: the card went away.
    """
    if not select_application(transmit, COMMON_AP).ok:
        return None
    try:
        select_file(transmit, RECORD_FILE)
    except Refused:
        return None
    response = exchange(transmit, Command(0x00, 0xB2, 0x01, 0x04, le=256))
    return parse_common_record(response.data) if response.ok else None
