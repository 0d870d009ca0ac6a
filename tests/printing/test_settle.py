"""Printing against ippeveprinter, an implementation of IPP that is not ours."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from reportlab.pdfgen.canvas import Canvas

from printing.emulator.virtual_printer import VirtualPrinter
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintOutcome, PrintProgress, PrintSettled, PrintTicket


@dataclass
class Notebook:
    """A journal in memory that keeps the order of what was written."""

    lines: list[tuple[str, UUID, object]] = field(default_factory=list)

    def started(self, ticket: PrintTicket, digest: str) -> None:
        self.lines.append(("started", ticket.job_id, digest))

    def created(self, job_id: UUID, printer_job: int) -> None:
        self.lines.append(("created", job_id, printer_job))

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


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "printer") as virtual:
        yield virtual


def test_a_document_is_printed_and_settled(printer: VirtualPrinter) -> None:
    ticket, journal, pdf = PrintTicket(uuid4(), "受付票"), Notebook(), a_pdf()

    told: list[PrintProgress] = list(
        print_document(printer.url, pdf, ticket, journal, wait=briefly)
    )

    assert isinstance(told[-1], PrintSettled)
    assert told[-1].outcome is PrintOutcome.PRINTED
    assert [path.read_bytes() for path in printer.documents()] == [pdf]
    digest = hashlib.sha256(pdf).hexdigest()
    assert journal.lines == [
        ("started", ticket.job_id, digest),
        ("created", ticket.job_id, 1),
        ("settled", ticket.job_id, PrintOutcome.PRINTED),
    ]
