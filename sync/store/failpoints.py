"""Named places where a test lets the keeper die, chosen by ``KAKANAI_FAILPOINT``.

They stand in the real code, so the fault list is this enum; without the variable they do nothing.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum

VARIABLE = "KAKANAI_FAILPOINT"


class Failpoint(StrEnum):
    """Where a death is most telling."""

    COMMITTED = "keeper.committed"
    """The record is on the disk, the session has not heard of it."""
    RECEIPT_ARRIVED = "sender.receipt_arrived"
    """The office has it, the store does not know."""
    BEGUN = "keeper.begun"
    """Number and sequence are reserved, the session has not heard of them."""


def reach(point: Failpoint) -> None:
    """Die here as by a power cut, when this is the place that was chosen."""
    if os.environ.get(VARIABLE) == point.value:
        os.kill(os.getpid(), signal.SIGKILL)
