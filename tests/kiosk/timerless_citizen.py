"""A citizen process none of whose own timers fires.

python -m tests.kiosk.timerless_citizen --config kiosk.toml
"""

from __future__ import annotations

import os
import sys
from typing import Any

from PySide6.QtCore import QTimer

from kiosk.app import citizen, facade


class DeadTimer(QTimer):
    """Takes everything and does nothing."""

    def start(self, *_given: Any) -> None:
        """Not."""

    @staticmethod
    def singleShot(*_given: Any) -> None:  # noqa: N802 - Qt's name
        """Not either."""


if __name__ == "__main__":
    for module in (citizen, facade):
        vars(module)["QTimer"] = DeadTimer
    code = citizen.main(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
