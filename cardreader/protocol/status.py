"""Status words (SW1 SW2) of a My Number Card (``reference/card.md`` 2.3)."""

from __future__ import annotations

OK = 0x9000
END_OF_FILE_REACHED = 0x6282
DF_LOCKED = 0x6283
MISMATCH_WITHOUT_COUNTER = 0x6300
NOT_SATISFIED = 0x6982
METHOD_BLOCKED = 0x6983
REFERENCE_BLOCKED = 0x6984
NOT_FOUND = 0x6A82
OFFSET_BEYOND_END = 0x6B00
INTERNAL = 0x6F00

BLOCKED = frozenset({DF_LOCKED, METHOD_BLOCKED, REFERENCE_BLOCKED})
"""The real card says 6984, ISO 7816-4 says 6983; both mean that the PIN is locked."""


def tries_in(sw: int) -> int | None:
    """The counter in ``63Cx``; None when the word carries none."""
    return sw & 0x0F if sw & 0xFFF0 == 0x63C0 else None


def status_text(sw: int) -> str:
    """For staff: four hexadecimal digits."""
    return f"status {sw:04X}"
