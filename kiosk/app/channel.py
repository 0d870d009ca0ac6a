"""The line to the supervisor: one JSON object per line, never with personal data.

In: ``{"command": "show"}``, ``"show_after_paper"``, ``"stop"``, ``"ping"``.
Out: ``{"event": "ready" | "started" | "staff" | "paper_out" | "paper_taken" | "pong" | "ended", …}``.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


class Channel:
    """Standard input and output, an inherited descriptor, or a Unix socket."""

    def __init__(self, reading: BinaryIO, writing: BinaryIO) -> None:
        self._reading = reading
        self._writing = writing
        self._turn = threading.Lock()

    def tell(self, message: dict[str, object]) -> None:
        """Write a line; a supervisor that is gone is no reason to fail here."""
        line = json.dumps(message, ensure_ascii=True).encode() + b"\n"
        with self._turn:
            try:
                self._writing.write(line)
                self._writing.flush()
            except (OSError, ValueError):
                return

    def listen(self, on_command: Callable[[str], None], on_close: Callable[[], None]) -> None:
        """Read lines in a thread until the other end closes."""
        threading.Thread(
            target=self._listen, args=(on_command, on_close), name="channel", daemon=True
        ).start()

    def _listen(self, on_command: Callable[[str], None], on_close: Callable[[], None]) -> None:
        for line in self._reading:
            try:
                command = json.loads(line).get("command")
            except (ValueError, AttributeError):
                continue
            if isinstance(command, str):
                on_command(command)
        on_close()


def open_channel(where: str) -> Channel:
    """``stdio``, a file descriptor's number, or the path of a Unix socket to connect to."""
    if where == "stdio":
        return Channel(sys.stdin.buffer, sys.stdout.buffer)
    if where.isdigit():
        descriptor = int(where)
        return Channel(os.fdopen(descriptor, "rb"), os.fdopen(os.dup(descriptor), "wb"))
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(str(Path(where)))
    return Channel(connection.makefile("rb"), connection.makefile("wb"))
