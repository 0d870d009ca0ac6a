"""The session's worker process: fills, seals, draws and prints, so that the screen keeps its time.

Started with the session and ended with it: what it saw goes with it.  Orders go in and events come out over one pipe.
Here is the end of the screen's process; ``kiosk.app.desk`` is the worker's.
"""

from __future__ import annotations

import contextlib
import multiprocessing
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeAlias

from kiosk.app.config import KioskConfig
from kiosk.failures import SessionFailureCode
from kiosk.session.events import (
    CommitFailed,
    Event,
    PrintFailed,
    ReasonsFailed,
    ReceiptFailed,
    TakeawaySettled,
)
from kiosk.session.staff.events import TestPageTold
from kiosk.session.visit import Visit
from sync.store.results import PrintKind


@dataclass(frozen=True, slots=True)
class Seal:
    """Answer :class:`Sealed`, or ``BoxesQuestioned`` when some box would not come out right."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class Print:
    """Answer events until the job is settled.  ``only``: of the forms, those at these places."""

    kind: PrintKind
    visit: Visit = field(repr=False)
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class NotePapers:
    """A person has looked at the tray; no answer."""

    came: tuple[int, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Abandon:
    """Stop printing what has not left."""


@dataclass(frozen=True, slots=True)
class PrintCase:
    """The answers as codes, for somebody who leaves; answer ``TakeawaySettled``."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintTest:
    """A page without anybody's data; answer ``TestPageTold``."""


Order: TypeAlias = Seal | Print | NotePapers | PrintCase | PrintTest | Abandon


@dataclass(frozen=True, slots=True)
class Sealed:
    """The envelope's bytes, to be committed."""

    envelope: bytes = field(repr=False)


Answer: TypeAlias = Event | Sealed


class Worker:
    """The parent's end.  ``on_answer`` is called in a thread of its own."""

    def __init__(
        self, config: KioskConfig, today: date, on_answer: Callable[[Answer], None]
    ) -> None:
        context = multiprocessing.get_context("spawn")
        self._ours, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, args=(theirs, config, today), name="kakanai-worker", daemon=True
        )
        self._theirs = theirs
        self._on_answer = on_answer
        self._waiting_for: list[Order] = []
        self._thread = Thread(target=self._listen, name="worker answers", daemon=True)

    def start(self) -> None:
        """Start the process; it is warm about a second later."""
        self._process.start()
        self._theirs.close()
        self._thread.start()

    @property
    def gone(self) -> bool:
        """It has ended: a key that its TPM does not open, for one."""
        return not self._process.is_alive()

    def order(self, order: Order) -> None:
        """Give an order; when the worker is gone, its failure is the answer."""
        try:
            if not isinstance(order, Abandon | NotePapers):
                self._waiting_for.append(order)
            self._ours.send(order)
        except (OSError, ValueError):
            self._fail()

    def stop(self) -> None:
        """End the process, whatever it does."""
        with contextlib.suppress(OSError):
            self._ours.close()
        if self._process.pid is not None:
            self._process.kill()
            self._process.join(5)

    def _listen(self) -> None:
        while True:
            try:
                answer: Answer = self._ours.recv()
            except (EOFError, OSError):
                self._fail()
                return
            self._on_answer(answer)

    def _fail(self) -> None:
        waiting, self._waiting_for = self._waiting_for[-1:], []
        for order in waiting:
            self._on_answer(_failure_of(order))


def _failure_of(order: Order) -> Event:
    match order:
        case Print(kind=PrintKind.RECEIPT):
            return ReceiptFailed(SessionFailureCode.PRINTER_WORKER_AWAY)
        case Print(kind=PrintKind.REASONS):
            return ReasonsFailed(SessionFailureCode.PRINTER_WORKER_AWAY)
        case PrintCase():
            return TakeawaySettled(printed=False)
        case PrintTest():
            return TestPageTold(printed=False)
        case Print():
            return PrintFailed(SessionFailureCode.PRINTER_WORKER_AWAY)
        case _:
            return CommitFailed(SessionFailureCode.SEALING_FAILED)


def _work(orders: Connection, config: KioskConfig, today: date) -> None:
    """The child.  What it imports (reportlab, IPP, sealing) the screen's process never needs."""
    from kiosk.app.desk import work  # noqa: PLC0415 - in the child only

    work(orders, config, today)
