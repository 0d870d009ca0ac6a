"""A citizen process with a clock of its own: the day that stands in a file.

python -m tests.kiosk.clocked_citizen CLOCK --config kiosk.toml
"""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path

from kiosk.app.citizen import main
from kiosk.app.day import TOKYO

if __name__ == "__main__":
    file = Path(sys.argv[1])
    code = main(
        sys.argv[2:], lambda: datetime.fromisoformat(file.read_text()).replace(tzinfo=TOKYO)
    )
    sys.stdout.flush()
    os._exit(code)
