"""Lay an emulated card on a virtual reader and take it off again: a client of vpcd.

Frames are a 16-bit length and a body.  One-byte bodies are power off (00), on (01), reset (02) and
"give the ATR" (04), which alone of these is answered; all else is an APDU
(``reference/pcsc.md`` 3).
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.faults import CardGone, CardHangs, Fault, FaultyLine

_POLL_SECONDS = 0.45
"""pcscd looks for a card every 400 ms; a swap within that goes unseen by it."""
_NOTICE_SECONDS = 10.0


class Slot:
    """One place for a card.  All methods are for one thread; the card is served by another."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._session: _Session | None = None
        self._emptied = 0.0

    @property
    def card(self) -> EmulatedCard | None:
        """The card that lies there now; None also after a fault pulled it."""
        session = self._session
        return None if session is None or session.left.is_set() else session.card

    def insert(self, card: EmulatedCard, fault: Fault | None = None) -> bool:
        """Lay ``card`` down, taking off what lay there; True when the reader has noticed it."""
        self.remove()
        remaining = self._emptied + _POLL_SECONDS - time.monotonic()
        if remaining > 0:
            time.sleep(remaining)  # pcscd's own clock; there is nothing to wait on
        self._session = _Session(self._port, card, fault or Fault())
        return self._session.noticed.wait(_NOTICE_SECONDS)

    def remove(self) -> EmulatedCard | None:
        """Take the card off, also in the middle of a command; returns it."""
        session, self._session = self._session, None
        if session is None:
            return None
        session.end()
        self._emptied = max(session.ended_at, self._emptied)
        return session.card


class _Session:
    """One card from laying down to taking off; it stays through restarts of pcscd."""

    def __init__(self, port: int, card: EmulatedCard, fault: Fault) -> None:
        self.card = card
        self.noticed = threading.Event()
        self.left = threading.Event()
        self.ended_at = 0.0
        self._port = port
        self._faulty = FaultyLine(card, fault)
        self._powered = False
        self._line: socket.socket | None = None
        self._lock = threading.Lock()
        self._thread = threading.Thread(target=self._run, name="emulated card", daemon=True)
        self._thread.start()

    def end(self) -> None:
        self.left.set()
        with self._lock:
            if self._line is not None:
                with contextlib.suppress(OSError):
                    self._line.shutdown(socket.SHUT_RDWR)
        self._thread.join()

    def _run(self) -> None:
        try:
            while not self.left.is_set():
                with contextlib.suppress(OSError):
                    self._serve_one_line()
                self.card.power_off()
                self.left.wait(0.1)
        finally:
            self.ended_at = time.monotonic()

    def _serve_one_line(self) -> None:
        with socket.create_connection(("127.0.0.1", self._port), 5) as line:
            line.settimeout(None)
            with self._lock:
                if self.left.is_set():
                    return
                self._line = line
            try:
                while not self.left.is_set() and (body := _receive(line)) is not None:
                    answer = self._answer(body)
                    if answer is not None:
                        line.sendall(len(answer).to_bytes(2, "big") + answer)
                        if self._powered:
                            self.noticed.set()
            finally:
                with self._lock:
                    self._line = None

    def _answer(self, body: bytes) -> bytes | None:
        match body:
            case b"\x00":
                self.card.power_off()
            case b"\x01":
                self._powered = True
                self.card.power_on()
            case b"\x02":
                self.card.reset()
            case b"\x04":
                return self.card.atr
            case _:
                return self._answer_command(body)
        return None

    def _answer_command(self, apdu: bytes) -> bytes | None:
        if self._faulty.fault.slow:
            self.left.wait(self._faulty.fault.slow)
        try:
            return self._faulty.respond(apdu)
        except CardGone:
            self.left.set()
        except CardHangs:
            self.left.wait()
        return None


def _receive(line: socket.socket) -> bytes | None:
    head = _receive_exactly(line, 2)
    return None if head is None else _receive_exactly(line, int.from_bytes(head, "big"))


def _receive_exactly(line: socket.socket, size: int) -> bytes | None:
    """None when pcscd closed the line."""
    received = bytearray()
    while len(received) < size:
        # vpcd sends length and body apart; without this each command takes 40 ms. The kernel
        # forgets the option, so it is set before every read.
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_QUICKACK, 1)
        piece = line.recv(size - len(received))
        if not piece:
            return None
        received += piece
    return bytes(received)
