"""A journal in memory, a patient clock and small PDFs for the printing tests."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from uuid import UUID

from reportlab.pdfgen.canvas import Canvas

from printing.ipp.ticket import PrintOutcome, PrintTicket


@dataclass
class Notebook:
    """A journal in memory that keeps the order of what was written."""

    lines: list[tuple[str, UUID, object]] = field(default_factory=list)
    at_created: Callable[[], None] = lambda: None

    def started(self, ticket: PrintTicket, digest: str) -> None:
        self.lines.append(("started", ticket.job_id, digest))

    def created(self, job_id: UUID, printer_job: int) -> None:
        self.at_created()
        self.lines.append(("created", job_id, printer_job))

    @property
    def printer_job(self) -> int | None:
        """The printer's job-id written down last."""
        created = [value for what, _, value in self.lines if what == "created"]
        return created[-1] if created and isinstance(created[-1], int) else None

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> None:
        self.lines.append(("settled", job_id, outcome))


def briefly(_: float) -> None:
    """Waits a moment instead of the seconds asked for, so that the printer gets the processor."""
    threading.Event().wait(0.02)


def a_pdf(text: str = "sheet") -> bytes:
    page = BytesIO()
    canvas = Canvas(page)
    canvas.drawString(72, 720, text)
    canvas.save()
    return page.getvalue()


@dataclass
class Clock:
    """Lets a moment pass instead of the seconds asked for, and gives up after ``patience`` of them,
    so that an errand that never ends fails its test."""

    patience: int = 1000

    def __call__(self, _: float) -> None:
        self.patience -= 1
        assert self.patience > 0, "the errand does not end"
        threading.Event().wait(0.02)
