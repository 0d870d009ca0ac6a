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
    the printer, whose panel and log anyone can read.  ``media`` is a PWG 5101.1 name."""

    job_id: UUID
    title: str
    copies: int = 1
    media: str = "iso_a4_210x297mm"

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


class PrintJournal(Protocol):
    """The durable record; each call returns only once it is on the disk.

    No document leaves before ``created`` has returned.  A row without ``settled`` is taken up with
    :func:`printing.ipp.settle.resume`.
    """

    def started(self, ticket: PrintTicket, digest: str) -> None:
        """``digest``: SHA-256 of the PDF, hexadecimal."""

    def created(self, job_id: UUID, printer_job: int) -> None:
        """The printer gave its job-id; may come again if the printer forgot an empty job."""

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> None:
        """The end."""


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


PrintProgress: TypeAlias = PrintSending | PrintRunning | PrintFailure | PrintSettled
