"""The few ESC/POS commands that a receipt needs (Epson, "ESC/POS Command Reference").

Answers tell themselves apart by their fixed bits: real-time status ``0xx1xx10``, ``GS r`` ``0xx0xxxx``.
"""

from __future__ import annotations

from enum import IntEnum

from printing.failures import PrintFailureCode
from printing.thermal.dots import BYTES_PER_LINE

INITIALISE = b"\x1b@"
"""ESC @: modes of whoever printed before are forgotten."""
CUT = b"\x1dVB\x00"
"""GS V 66 0: feed to the knife, cut all but one point."""
REACHED = b"\x1dr\x01"
"""GS r 1: asks for the paper sensor *in its turn*, so the answer says that all before it is done."""


class Ask(IntEnum):
    """``n`` of DLE EOT n: what is asked at once, past all that waits."""

    PRINTER = 1
    OFFLINE_CAUSE = 2
    ERROR_CAUSE = 3
    PAPER = 4


def status(ask: Ask) -> bytes:
    """DLE EOT n."""
    return b"\x10\x04" + bytes([ask])


def raster(lines: bytes) -> bytes:
    """GS v 0: whole lines of dots, printed from the left edge; one image goes on at another's end."""
    count = len(lines) // BYTES_PER_LINE
    return (
        b"\x1dv0\x00" + BYTES_PER_LINE.to_bytes(2, "little") + count.to_bytes(2, "little") + lines
    )


def is_status(answer: int) -> bool:
    """Whether the byte answers DLE EOT."""
    return answer & 0b10010011 == 0b00010010


def is_reached(answer: int) -> bool:
    """Whether the byte answers :data:`REACHED`."""
    return answer & 0b10010000 == 0


_OFFLINE = 0x08
_COVER_OPEN, _PAPER_STOPS = 0x04, 0x20
_CUTTER, _BROKEN, _HOT = 0x08, 0x20, 0x40
_MECHANICAL = 0x04
_PAPER_END = 0x60


def fault(answers: dict[Ask, int]) -> PrintFailureCode | None:
    """What keeps paper from coming, by the answers to the four questions; ``None``: nothing."""
    if answers[Ask.OFFLINE_CAUSE] & _COVER_OPEN:
        return PrintFailureCode.COVER_OPEN
    if answers[Ask.PAPER] & _PAPER_END or answers[Ask.OFFLINE_CAUSE] & _PAPER_STOPS:
        return PrintFailureCode.OUT_OF_PAPER
    if answers[Ask.ERROR_CAUSE] & (_CUTTER | _MECHANICAL):
        return PrintFailureCode.JAM
    if answers[Ask.ERROR_CAUSE] & (_BROKEN | _HOT) or answers[Ask.PRINTER] & _OFFLINE:
        return PrintFailureCode.STOPPED
    return None
