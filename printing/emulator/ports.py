"""Waiting for a private server to come up, and a port for it."""

from __future__ import annotations

import secrets
import socket
import threading
import time
from collections.abc import Callable

_STEP = 0.01
_PORTS = range(20_000, 32_768)
"""Below those that a system gives to outgoing connections (Linux: from 32768): one of them took a port
between our look and the printer's start, once in 400 starts."""


class ServerSilentError(RuntimeError):
    """A program that we started did not come up in time."""


def free_port() -> int:
    """A TCP port that nobody listens on now, on any interface."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("", port))
            except OSError:
                continue
            return port


def until(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Return once the condition holds; :class:`ServerSilentError` when it does not in time."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            raise ServerSilentError(f"{what} not within {seconds:g} s")
        pause.wait(_STEP)
