"""PC/SC return codes and what they mean for us (measured: ``reference/pcsc.md`` 4).

The numbers stand here, not pyscard's names for them: pyscard gives them signed or unsigned
depending on the platform.
"""

from __future__ import annotations

from cardreader.failures import CardFailure, CardFailureCode

SUCCESS = 0
CANCELLED = 0x80100002
UNKNOWN_READER = 0x80100009
TIMEOUT = 0x8010000A
SHARING_VIOLATION = 0x8010000B
NO_SMARTCARD = 0x8010000C
NOT_READY = 0x80100010
NO_SERVICE = 0x8010001D
NO_READERS = 0x8010002E
UNRESPONSIVE_CARD = 0x80100066
UNPOWERED_CARD = 0x80100067

_CODES = {
    UNKNOWN_READER: CardFailureCode.READER_MISSING,
    SHARING_VIOLATION: CardFailureCode.IN_USE,
    NO_SMARTCARD: CardFailureCode.ABSENT,
    0x8010000F: CardFailureCode.UNRESPONSIVE,  # protocol mismatch: an ATR that is none
    NOT_READY: CardFailureCode.UNRESPONSIVE,
    0x80100013: CardFailureCode.SERVICE_MISSING,  # the line to pcscd broke
    0x80100016: CardFailureCode.REMOVED,  # not transacted: gone, and pcscd has not polled yet
    0x80100017: CardFailureCode.READER_MISSING,
    NO_SERVICE: CardFailureCode.SERVICE_MISSING,
    0x8010001E: CardFailureCode.SERVICE_MISSING,
    NO_READERS: CardFailureCode.READER_MISSING,
    0x8010002F: CardFailureCode.REMOVED,
    UNRESPONSIVE_CARD: CardFailureCode.UNRESPONSIVE,
    UNPOWERED_CARD: CardFailureCode.UNRESPONSIVE,
    0x80100068: CardFailureCode.RESET,
    0x80100069: CardFailureCode.REMOVED,
    0x8010006A: CardFailureCode.SERVICE_MISSING,  # polkit says no
    0x80100003: CardFailureCode.SERVICE_MISSING,  # our handle is from before a restart of pcscd
}


def unsigned(hresult: int) -> int:
    return hresult & 0xFFFFFFFF


def failure_of(hresult: int, during: str) -> CardFailure:
    """The result for a return code that is not success; unknown ones count as a lost card."""
    number = unsigned(hresult)
    code = _CODES.get(number, CardFailureCode.REMOVED)
    return CardFailure(code, detail=f"{during}: {number:08X}")
