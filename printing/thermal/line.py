"""The line to a receipt printer: TCP (port 9100) or a device file.  Bytes out, single bytes back."""

from __future__ import annotations

import contextlib
import os
import select
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from printing.thermal import ESCPOS

_PORT = 9100
_CONNECT_SECONDS = 5.0


class LineBrokenError(Exception):
    """Nobody is there, or not any more."""


class Line(Protocol):
    """Both directions."""

    def send(self, data: bytes, seconds: float) -> None:
        """All of it.  Raises :class:`LineBrokenError`, also when nothing moves for so long."""

    def hear(self, seconds: float) -> int | None:
        """One byte, or ``None`` if none comes in time.  Raises :class:`LineBrokenError`."""


class WrongAddressError(ValueError):
    """Not ``escpos://host[:port]`` nor ``escpos:///dev/…``."""


@contextmanager
def connected(url: str) -> Iterator[Line]:
    """Open the line.  Raises :class:`LineBrokenError` or :class:`WrongAddressError`."""
    parts = urlsplit(url)
    if parts.scheme != ESCPOS or bool(parts.hostname) == bool(parts.path.strip("/")):
        raise WrongAddressError(url)
    try:
        if parts.hostname:
            address = parts.hostname, parts.port or _PORT
            end = socket.create_connection(address, _CONNECT_SECONDS)
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            handle = end.detach()
        else:
            handle = os.open(Path(parts.path), os.O_RDWR | os.O_NOCTTY)
        os.set_blocking(handle, False)
    except OSError as fault:
        raise LineBrokenError(type(fault).__name__) from fault
    try:
        yield _Descriptor(handle)
    finally:
        with contextlib.suppress(OSError):
            os.close(handle)


class _Descriptor:
    """A socket and a character device are the same to read and write."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    def send(self, data: bytes, seconds: float) -> None:
        rest = memoryview(data)
        while rest:
            _, free, _ = select.select([], [self._handle], [], seconds)
            if not free:
                raise LineBrokenError("nothing moves")
            with _broken_if_it_fails():
                rest = rest[os.write(self._handle, rest) :]

    def hear(self, seconds: float) -> int | None:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return None
        with _broken_if_it_fails():
            data = os.read(self._handle, 1)
        if not data:
            raise LineBrokenError("hung up")
        return data[0]


@contextmanager
def _broken_if_it_fails() -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise LineBrokenError(type(fault).__name__) from fault
