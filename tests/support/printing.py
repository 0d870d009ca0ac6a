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

    fails_at: str = ""
    """The step that does not get to the disk."""

    def started(self, ticket: PrintTicket, digest: str) -> bool:
        return self._note("started", ticket.job_id, digest)

    def created(self, job_id: UUID, printer_job: int) -> bool:
        self.at_created()
        return self._note("created", job_id, printer_job)

    def _note(self, what: str, job_id: UUID, value: object) -> bool:
        if what == self.fails_at:
            return False
        self.lines.append((what, job_id, value))
        return True

    @property
    def printer_job(self) -> int | None:
        """The printer's job-id written down last."""
        created = [value for what, _, value in self.lines if what == "created"]
        return created[-1] if created and isinstance(created[-1], int) else None

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> bool:
        return self._note("settled", job_id, outcome)


def briefly(_: float) -> None:
    """Waits a moment instead of the seconds asked for, so that the printer gets the processor."""
    threading.Event().wait(0.02)


def a_pdf(*pages: str) -> bytes:
    """A page for each text; one page without."""
    file = BytesIO()
    canvas = Canvas(file)
    for text in pages or ("sheet",):
        canvas.drawString(72, 720, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@dataclass
class Clock:
    """Lets a moment pass instead of the seconds asked for, and gives up after ``patience`` of them,
    so that an errand that never ends fails its test."""

    patience: int = 1000

    def __call__(self, _: float) -> None:
        self.patience -= 1
        assert self.patience > 0, "the errand does not end"
        threading.Event().wait(0.02)
