"""A hand scanner in serial mode: one line for each code.  Not as a keyboard: its letters would be typed somewhere.

Nearly every scanner has that mode (USB CDC: ``/dev/ttyACM0``).  The device may come and go; it is opened anew.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable
from pathlib import Path
from threading import Event as Flag
from threading import Thread

LONGEST = 4096
"""Letters of a line; QR codes have no more (ISO/IEC 18004: 4,296)."""
_AGAIN_SECONDS = 2.0
_LOOK_SECONDS = 0.5


class Scanner:
    """Reads lines in a thread and hands them on; a line that is too long or no ASCII is dropped."""

    def __init__(self, device: Path, on_code: Callable[[str], None]) -> None:
        self._device = device
        self._on_code = on_code
        self._stopping = Flag()
        self._thread = Thread(target=self._run, name="scanner", daemon=True)

    def start(self) -> None:
        """Begin to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Within half a second."""
        self._stopping.set()

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                # Not waiting: a pipe without a writer would hold the opening up.
                line = os.open(self._device, os.O_RDONLY | os.O_NONBLOCK | os.O_NOCTTY)
            except OSError:
                self._stopping.wait(_AGAIN_SECONDS)
                continue
            try:
                self._listen(line)
            except OSError:
                self._stopping.wait(_AGAIN_SECONDS)
            finally:
                os.close(line)

    def _listen(self, line: int) -> None:
        received = b""
        while not self._stopping.is_set():
            ready, _, _ = select.select([line], [], [], _LOOK_SECONDS)
            if not ready:
                continue
            more = os.read(line, LONGEST)
            if not more:
                self._stopping.wait(_LOOK_SECONDS)
                continue
            *codes, received = (received + more).replace(b"\r", b"\n").split(b"\n")
            received = received[-LONGEST:]
            for code in codes:
                self._tell(code)

    def _tell(self, code: bytes) -> None:
        if 0 < len(code) <= LONGEST and code.isascii():
            self._on_code(code.decode("ascii"))
