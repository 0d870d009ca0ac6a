"""A receipt printer on a TCP port: reads ESC/POS as its command reference says and keeps the paper.

It shares no code with ``printing.thermal``; what it does not know stops it, loudly.  Scriptable: paper
end, open cover, power cut, at a line of dots.
"""

from __future__ import annotations

import contextlib
import socket
import threading
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

_DLE: Final = 0x10
_FIXED: Final = 0b00010010


class UnknownCommandError(Exception):
    """Bytes that are no command this printer knows."""


@dataclass
class ReceiptPrinter:
    """Set its fields at any time.  Use as a context manager.

    ``receipts``: what was cut off, as pictures.  ``lines_left``: of dots on the roll.
    """

    width: int = 576
    lines_left: int = 1_000_000
    cover_open: bool = False
    dies_at_line: int | None = None
    """Power fails after so many lines in all; the roll keeps them."""
    deaf: bool = False
    """Takes dots and confirms nothing in its turn, as printers without GS r do."""
    receipts: list[Image.Image] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    lines_out: int = 0

    def __post_init__(self) -> None:
        self._paper = bytearray()
        self._changed = threading.Condition()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"escpos://127.0.0.1:{self._listener.getsockname()[1]}"
        self._off = False
        threading.Thread(target=self._serve, daemon=True).start()

    def __enter__(self) -> ReceiptPrinter:
        return self

    def __exit__(self, *_: object) -> None:
        self.power_off()

    def power_off(self) -> None:
        """Nobody listens any more."""
        self._off = True
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        with self._changed:
            self._changed.notify_all()

    def refill(self) -> None:
        """A person puts a new roll in."""
        with self._changed:
            self.lines_left = 1_000_000
            self._changed.notify_all()

    def close_cover(self) -> None:
        """A person closes it."""
        with self._changed:
            self.cover_open = False
            self._changed.notify_all()

    @property
    def uncut(self) -> Image.Image:
        """What hangs out of the printer."""
        return self._picture(bytes(self._paper))

    # ---- the wire

    def _serve(self) -> None:
        while not self._off:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            with line, contextlib.suppress(OSError):
                try:
                    _Session(self, line).run()
                except UnknownCommandError as fault:
                    self.faults.append(str(fault))

    # ---- the mechanism

    def print_lines(self, data: bytes) -> None:
        """Line by line; waits while the paper is out or the cover open."""
        step = self.width // 8
        for at in range(0, len(data), step):
            with self._changed:
                while (self.lines_left <= 0 or self.cover_open) and not self._off:
                    self._changed.wait(0.2)
                if self._off or self.dies_at_line == self.lines_out:
                    raise ConnectionAbortedError
                self._paper += data[at : at + step]
                self.lines_left -= 1
                self.lines_out += 1

    def cut(self) -> None:
        """What is out falls into the tray."""
        self.receipts.append(self.uncut)
        self._paper.clear()

    def status(self, number: int) -> int:
        """The byte for DLE EOT ``number``."""
        out = self.lines_left <= 0
        match number:
            case 1:
                return _FIXED | (0x08 if out or self.cover_open else 0)
            case 2:
                return _FIXED | (0x04 if self.cover_open else 0) | (0x20 if out else 0)
            case 3:
                return _FIXED
            case 4:
                return _FIXED | (0x60 if out else 0)
        raise UnknownCommandError(f"DLE EOT {number}")

    def _picture(self, data: bytes) -> Image.Image:
        height = len(data) // (self.width // 8)
        dots = Image.frombytes("1", (self.width, height), data)
        return Image.eval(dots.convert("L"), lambda grey: 255 - grey).convert("1")


class _Session:
    """One connection: a thread takes real-time questions out of the stream, another one prints."""

    def __init__(self, printer: ReceiptPrinter, line: socket.socket) -> None:
        self._printer, self._line = printer, line
        self._buffer = bytearray()
        self._arrived = threading.Condition()
        self._ended = False

    def run(self) -> None:
        reader = threading.Thread(target=self._read, daemon=True)
        reader.start()
        try:
            while self._command():
                pass
        finally:
            with contextlib.suppress(OSError):
                self._line.shutdown(socket.SHUT_RDWR)

    def _read(self) -> None:
        """DLE EOT n is answered at once, wherever it stands; the rest waits for its turn."""
        held = b""
        with contextlib.suppress(OSError, UnknownCommandError):
            while data := self._line.recv(512):
                held += data
                kept, held = self._answered(held)
                with self._arrived:
                    # As much as a small printer holds; then the line stands still.
                    self._arrived.wait_for(lambda: len(self._buffer) < 4096 or self._ended)
                    self._buffer += kept
                    self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def _answered(self, data: bytes) -> tuple[bytes, bytes]:
        """What is no real-time question; and an end that may become one."""
        kept = bytearray()
        at = 0
        while at < len(data):
            if data[at] == _DLE:
                if at + 2 >= len(data):
                    return bytes(kept), data[at:] if data[at : at + 2] in (
                        b"\x10",
                        b"\x10\x04",
                    ) else b""
                if data[at + 1] == 0x04 and 1 <= data[at + 2] <= 4:
                    self._line.sendall(bytes([self._printer.status(data[at + 2])]))
                    at += 3
                    continue
            kept.append(data[at])
            at += 1
        return bytes(kept), b""

    def _take(self, count: int) -> bytes:
        with self._arrived:
            self._arrived.wait_for(lambda: len(self._buffer) >= count or self._ended)
            taken = bytes(self._buffer[:count])
            del self._buffer[:count]
            self._arrived.notify_all()
        if len(taken) < count:
            raise ConnectionAbortedError
        return taken

    def _command(self) -> bool:
        try:
            first = self._take(1)[0]
        except ConnectionAbortedError:
            return False
        match first:
            case 0x1B if self._take(1) == b"@":  # ESC @
                return True
            case 0x1D:  # GS
                self._gs(self._take(1))
                return True
        raise UnknownCommandError(f"{first:#04x}")

    def _gs(self, name: bytes) -> None:
        match name:
            case b"v":
                kind, mode, *size = self._take(6)
                wide, high = size[0] + 256 * size[1], size[2] + 256 * size[3]
                if (kind, mode, wide * 8) != (ord("0"), 0, self._printer.width):
                    raise UnknownCommandError(f"GS v {kind} {mode}, {wide} bytes wide")
                for _ in range(high):
                    self._printer.print_lines(self._take(wide))
            case b"V":
                if self._take(2)[0] != 66:
                    raise UnknownCommandError("GS V: not function B")
                self._printer.cut()
            case b"r":
                if self._take(1) != b"\x01":
                    raise UnknownCommandError("GS r: not the paper sensor")
                if not self._printer.deaf:
                    self._line.sendall(b"\x00" if self._printer.lines_left > 0 else b"\x0c")
            case _:
                raise UnknownCommandError(f"GS {name!r}")
