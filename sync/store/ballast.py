"""A file that only takes up room: given back when the disk is full, so that work in hand can end.

Without it a full disk could not even mark what was sent (sync.md 1b): the journal needs room too.
"""

from __future__ import annotations

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Ballast:
    """``size`` bytes beside the store; 0 = none is wanted."""

    path: Path
    size: int

    @property
    def held(self) -> bool:
        """Whether it is there, whole."""
        try:
            return self.path.stat().st_size >= self.size
        except OSError:
            return self.size == 0

    def take(self) -> bool:
        """Take the room up, unless it is already.  ``False``: there is not enough."""
        if self.held:
            return True
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT, 0o600)
            try:
                os.posix_fallocate(handle, 0, self.size)
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError:
            self.give_back()
            return False
        return True

    def give_back(self) -> bool:
        """Free the room.  ``False``: there was nothing to free, or a failing disk did not let us."""
        if self.size == 0:
            return False
        with contextlib.suppress(OSError):
            self.path.unlink()
            return True
        return False
