"""One conversation with the card on one reader, with a deadline on every call.

pyscard's calls may block without limit when a card hangs (``reference/pcsc.md`` 4), so all of them
run in a thread of their own.  When the deadline passes, the caller gets its result at once; the
thread disconnects as soon as its call returns, because a handle left open would block the next
connect.  The card is powered off at the end: a PIN verification survives anything less.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Empty, SimpleQueue

from smartcard import scard

from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.codes import (
    NOT_READY,
    SHARING_VIOLATION,
    SUCCESS,
    UNPOWERED_CARD,
    UNRESPONSIVE_CARD,
    failure_of,
    unsigned,
)
from cardreader.protocol.transmit import LineBroken, Transmit

_RETRIES = {
    SHARING_VIOLATION: (5, 0.2),
    UNRESPONSIVE_CARD: (2, 0.4),
    UNPOWERED_CARD: (2, 0.4),
    NOT_READY: (2, 0.4),
}
"""Return code of connect → how often again, and seconds between (``reference/card.md`` 7)."""


@contextmanager
def open_card(reader: str, deadline_seconds: float = 5.0) -> Iterator[Transmit | CardFailure]:
    """Connect exclusively and yield a transmit, or the failure that prevented it.

    ``deadline_seconds`` holds for connecting and again for each command.  After any failure the
    conversation is over: every further command fails alike.
    """
    conversation = _Conversation(reader, deadline_seconds)
    failure = conversation.connect()
    try:
        yield failure if failure is not None else conversation.transmit
    finally:
        conversation.close()


class _Conversation:
    """The caller's half; the thread's half is :func:`_serve`."""

    def __init__(self, reader: str, deadline_seconds: float) -> None:
        self._deadline = deadline_seconds
        self._commands: SimpleQueue[list[int] | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes | CardFailure] = SimpleQueue()
        self._broken: CardFailure | None = None
        self._thread = threading.Thread(
            target=_serve,
            args=(reader, deadline_seconds, self._commands, self._answers),
            name="card conversation",
            daemon=True,
        )

    def connect(self) -> CardFailure | None:
        self._thread.start()
        answer = self._wait("connect")
        return answer if isinstance(answer, CardFailure) else None

    def transmit(self, apdu: bytes | bytearray) -> bytes:
        if self._broken is not None:
            raise LineBroken(self._broken)
        numbers = list(apdu)
        self._commands.put(numbers)
        answer = self._wait("transmit")
        if isinstance(answer, CardFailure):
            raise LineBroken(answer)
        return answer

    def close(self) -> None:
        """End the thread; wait for it unless it hangs."""
        self._commands.put(None)
        if self._broken is None or self._broken.code is not CardFailureCode.HUNG:
            self._thread.join(self._deadline)

    def _wait(self, during: str) -> bytes | CardFailure:
        try:
            answer = self._answers.get(timeout=self._deadline)
        except Empty:
            answer = CardFailure(CardFailureCode.HUNG, detail=f"{during}: no answer")
        if isinstance(answer, CardFailure):
            self._broken = answer
        return answer


def _serve(
    reader: str,
    deadline_seconds: float,
    commands: SimpleQueue[list[int] | None],
    answers: SimpleQueue[bytes | CardFailure],
) -> None:
    """The thread: connect, answer commands until None or the first failure, disconnect."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if unsigned(result) != SUCCESS:
        answers.put(failure_of(result, "context"))
        return
    try:
        connected = _connect(context, reader, deadline_seconds)
        if isinstance(connected, CardFailure):
            answers.put(connected)
            return
        card, protocol = connected
        try:
            answers.put(b"")
            _answer_commands(card, protocol, commands, answers)
        finally:
            scard.SCardDisconnect(card, scard.SCARD_UNPOWER_CARD)
    finally:
        scard.SCardReleaseContext(context)


def wipe_numbers(numbers: list[int]) -> None:
    """Put zeros in their place, one by one.

    A slice that is assigned keeps the old ones in a buffer of its own, which is freed as it is.
    """
    for place in range(len(numbers)):
        numbers[place] = 0


def _connect(context: int, reader: str, seconds: float) -> tuple[int, int] | CardFailure:
    """Handle and the protocol's header for transmit; busy and waking cards are tried again."""
    until = time.monotonic() + seconds
    tries = 0
    while True:
        result, card, protocol = scard.SCardConnect(
            context,
            reader,
            scard.SCARD_SHARE_EXCLUSIVE,
            scard.SCARD_PROTOCOL_T0 | scard.SCARD_PROTOCOL_T1,
        )
        number = unsigned(result)
        if number == SUCCESS:
            t0 = protocol == scard.SCARD_PROTOCOL_T0
            return card, scard.SCARD_PCI_T0 if t0 else scard.SCARD_PCI_T1
        most, pause = _RETRIES.get(number, (0, 0.0))
        tries += 1
        if tries > most or time.monotonic() + pause >= until:
            return failure_of(result, "connect")
        time.sleep(pause)


def _answer_commands(
    card: int,
    protocol: int,
    commands: SimpleQueue[list[int] | None],
    answers: SimpleQueue[bytes | CardFailure],
) -> None:
    while (numbers := commands.get()) is not None:
        result, answer = scard.SCardTransmit(card, protocol, numbers)
        wipe_numbers(numbers)  # it may have been a PIN
        if unsigned(result) != SUCCESS:
            answers.put(failure_of(result, "transmit"))
            return
        answers.put(bytes(answer))
