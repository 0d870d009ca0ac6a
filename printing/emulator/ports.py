"""Waiting for a private server to come up, and a port for it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable

_STEP = 0.01


class ServerSilentError(RuntimeError):
    """A program that we started did not come up in time."""


def free_port() -> int:
    """A TCP port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(condition: Callable[[], bool], what: str, seconds: float = 60.0) -> None:
    """Return once the condition holds; :class:`ServerSilentError` when it does not in time."""
    deadline = time.monotonic() + seconds
    pause = threading.Event()
    while not condition():
        if time.monotonic() > deadline:
            raise ServerSilentError(f"{what} not within {seconds:g} s")
        pause.wait(_STEP)
