"""What is to be printed, what is written down about it, and what is told while it happens."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias
from uuid import UUID

from printing.failures import PrintFailureCode


@dataclass(frozen=True, slots=True)
class PrintTicket:
    """One print job.  ``title`` is for our own screens and must name no person; it never reaches
    the printer, whose panel and log anyone can read.  ``media`` is a PWG 5101.1 name, ``sides`` and
    ``tray`` are keywords of ``sides`` and ``media-source``; a printer without them is not asked."""

    job_id: UUID
    title: str
    copies: int = 1
    media: str = "iso_a4_210x297mm"
    sides: str = "one-sided"
    tray: str | None = None

    @property
    def job_name(self) -> str:
        """The name by which the printer's job is recognised as ours."""
        return f"kiosk-{self.job_id}"


class PrintOutcome(StrEnum):
    """How a job ended.  ``UNKNOWN`` is a question to a person: 「紙は出ましたか」."""

    PRINTED = "printed"
    ABORTED = "aborted"
    UNKNOWN = "unknown"
    NOT_SENT = "not_sent"
    HANDED_OVER = "handed_over"
    """A spooler took it and says that it is done; nobody asked the printer.  A question too, and
    ``UNKNOWN`` in the journal."""


class PrintJournal(Protocol):
    """The durable record; each call returns only once it is on the disk, ``False`` if it is not.

    No document leaves before ``created`` has said yes: no when the disk fails, and no when the
    job's session is over.  A row without ``settled`` is taken up with
    :func:`printing.ipp.settle.resume`, or cleared away (:mod:`printing.ipp.clearing`).
    """

    def started(self, ticket: PrintTicket, digest: str) -> bool:
        """``digest``: SHA-256 of the PDF, hexadecimal."""

    def created(self, job_id: UUID, printer_job: int) -> bool:
        """The printer gave its job-id; may come again if the printer forgot an empty job."""

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> bool:
        """The end.  After a no the row stays open, and the end is told all the same."""


@dataclass(frozen=True, slots=True)
class JournalRow:
    """An unsettled row as the journal kept it."""

    ticket: PrintTicket
    digest: str
    printer_job: int | None


@dataclass(frozen=True, slots=True)
class PrintSending:
    """The document goes to the printer now."""

    printer_job_id: int


@dataclass(frozen=True, slots=True)
class PrintRunning:
    """The printer works; ``sheets`` that it says are out, if it says so."""

    printer_job_id: int
    sheets: int | None


@dataclass(frozen=True, slots=True)
class PrintFailure:
    """What stands in the way.  Before the end this is progress: the job goes on by itself once it
    is cleared.  ``detail`` is for staff."""

    code: PrintFailureCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PrintSettled:
    """The last thing told.  ``sheets`` as the printer counted, if it counts."""

    outcome: PrintOutcome
    printer_job_id: int | None
    sheets: int | None


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between looks at a job, the same while the next document waits for its turn, between
    tries at a printer that says no, and how long the end of a job that was taken back is looked for."""

    poll: float = 0.25
    poll_in_turn: float = 0.1
    retry: float = 2.0
    give_up: float = 15.0


PrintProgress: TypeAlias = PrintSending | PrintRunning | PrintFailure | PrintSettled
