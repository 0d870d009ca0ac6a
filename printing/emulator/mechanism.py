"""The paper's way through an emulated printer: jobs in their order, a sheet after the other, the tray.

Moved by looking: nothing runs by itself, :meth:`Mechanism.advance` does what the time since the last
look allows.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from printing.emulator.fault_script import Model
from printing.emulator.sheets import Sheet, page_digests
from printing.ipp.own_job import ABORTED, CANCELED, COMPLETED, HELD, PENDING, PROCESSING


@dataclass
class PrinterJob:
    """A job in the printer's memory."""

    number: int
    name: str
    state: int = HELD
    reasons: tuple[str, ...] = ("job-data-insufficient",)
    two_sided: bool = False
    pages: tuple[str, ...] = ()
    sheets_out: int = 0

    @property
    def sheets(self) -> list[tuple[str, ...]]:
        """The printed sides of each sheet."""
        step = 2 if self.two_sided else 1
        return [self.pages[at : at + step] for at in range(0, len(self.pages), step)]

    @property
    def sides_out(self) -> int:
        """Impressions."""
        return sum(len(sides) for sides in self.sheets[: self.sheets_out])

    @property
    def has_ended(self) -> bool:
        """Canceled, aborted or completed."""
        return self.state in (CANCELED, ABORTED, COMPLETED)

    def end(self, state: int, *reasons: str) -> None:
        """Nothing more comes of it."""
        self.state, self.reasons = state, reasons


@dataclass
class Mechanism:
    """``moving`` is called before each sheet comes out; it may stop the printer.  ``look``: the pages of a
    document, as something to tell them apart by."""

    model: Model
    moving: Callable[[], None]
    look: Callable[[bytes], tuple[str, ...]] = page_digests
    jobs: dict[int, PrinterJob] = field(default_factory=dict)
    tray: list[Sheet] = field(default_factory=list)
    _next: int = 1
    _since: float = field(default_factory=time.monotonic)
    _noticed: tuple[int, int] | None = None
    """Job and sheet that is on its way and was told of."""

    def create(self, name: str, sides: str = "one-sided") -> PrinterJob:
        """An empty job."""
        job = PrinterJob(self._next, name, two_sided=sides != "one-sided")
        self.jobs[job.number] = job
        self._next += 1
        return job

    def take(self, job: PrinterJob, document: bytes) -> None:
        """Its document."""
        if self.in_hand() is None:
            self._since = time.monotonic()
        job.pages = self.look(document)
        job.state, job.reasons = PENDING, ()

    def is_full(self) -> bool:
        """Whether another job is one too many."""
        room = self.model.room
        return room is not None and sum(not job.has_ended for job in self.jobs.values()) >= room

    def in_hand(self) -> PrinterJob | None:
        """The job whose sheets come next."""
        return next((j for j in self.jobs.values() if j.state in (PENDING, PROCESSING)), None)

    def advance(
        self, blocked: Callable[[], bool], slow: float, end_reasons: tuple[str, ...]
    ) -> None:
        """Let out what had time to come out since the last look."""
        each = self.model.seconds_per_sheet * slow
        while (job := self.in_hand()) is not None:
            if blocked():
                self._since = time.monotonic()
                return
            job.state = PROCESSING
            if job.sheets_out == len(job.sheets):
                job.end(COMPLETED, *end_reasons)
                self._forget_oldest()
                continue
            here = (job.number, job.sheets_out)
            if self._noticed != here:
                self._noticed = here
                self.moving()
                continue
            if time.monotonic() - self._since < each:
                return
            self._since += each
            job.sheets_out += 1
            self.tray.append(Sheet(job.name, job.sheets_out, job.sheets[job.sheets_out - 1]))

    def start_again(self) -> None:
        """After a stop the sheet on its way begins anew."""
        self._since = time.monotonic()

    def lose_sheet(self) -> None:
        """The sheet on its way does not come out; its time begins anew."""
        self._since = time.monotonic()

    def restart(self, strangers: int) -> None:
        """Power comes back."""
        self._since, self._noticed = time.monotonic(), None
        if self.model.keeps_jobs:
            return
        self.jobs.clear()
        if self.model.ids_restart:
            self._next = 1
        for _ in range(strangers):
            self.create("somebody-else").end(COMPLETED, "job-completed-successfully")

    def _forget_oldest(self) -> None:
        if self.model.history is None:
            return
        ended = [number for number, job in self.jobs.items() if job.has_ended]
        for number in ended[: len(ended) - self.model.history]:
            del self.jobs[number]
