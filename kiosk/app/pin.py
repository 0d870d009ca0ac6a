"""The PIN pad: digits in one bytearray of fixed size, only their number can be asked.

Text fields leave copies in memory (``qt.md``, measured); ``bytearray.append`` may move its buffer, hence the fixed
size.
"""

from __future__ import annotations

LENGTH = 4
_ZERO = 0x30


class PinPad:
    """``length`` digits at most.  ``repr`` shows the count."""

    __slots__ = ("_count", "_digits")

    def __init__(self, length: int = LENGTH) -> None:
        self._digits = bytearray(length)
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def __repr__(self) -> str:
        return f"PinPad({self._count} of {len(self._digits)})"

    def push(self, digit: int) -> None:
        """One more digit, 0 to 9; one more than fits is not taken.  Raises ``ValueError`` for anything else."""
        if not 0 <= digit <= 9:
            raise ValueError("not a digit")
        if self._count < len(self._digits):
            self._digits[self._count] = _ZERO + digit
            self._count += 1

    def erase(self) -> None:
        """Take the last digit back."""
        if self._count:
            self._count -= 1
            self._digits[self._count] = 0

    def wipe(self) -> None:
        """Overwrite all."""
        for index in range(len(self._digits)):
            self._digits[index] = 0
        self._count = 0

    def take(self) -> bytearray:
        """Hand the buffer over; whoever takes it wipes it.  The pad goes on with a fresh one."""
        taken, self._digits, self._count = self._digits, bytearray(len(self._digits)), 0
        return taken
