"""The kiosk dies at any point of a print, and another process takes the row up."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import uuid4

import pytest

from printing.emulator import VirtualPrinter
from printing.ipp.client import Answer, IppClient
from printing.ipp.settle import print_document, resume
from printing.ipp.ticket import JournalRow, PrintOutcome, PrintSettled, PrintTicket
from tests.support.printing import Clock, Notebook, a_pdf

PDF = a_pdf()
REQUESTS = 5
"""Get-Printer-Attributes, Create-Job, Send-Document, Get-Job-Attributes, and one poll more."""


class PowerCut(BaseException):
    """Nothing of ours runs after it."""


class DoomedClient(IppClient):
    """Dies at its nth request: before it goes out, or after the printer has obeyed."""

    def __init__(self, url: str, nth: int, *, obeyed: bool) -> None:
        super().__init__(url)
        self._left = nth
        self._obeyed = obeyed

    def _post(self, body: bytes, request_id: int) -> Answer:
        self._left -= 1
        if self._left:
            return super()._post(body, request_id)
        if self._obeyed:
            super()._post(body, request_id)
        raise PowerCut


@pytest.mark.parametrize("obeyed", [False, True])
@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
def test_one_document_whenever_the_kiosk_dies(tmp_path: Path, nth: int, obeyed: bool) -> None:
    ticket, journal = PrintTicket(uuid4(), "受付票"), Notebook()
    command = "#!/bin/sh\nsleep 0.1\n"  # long enough for all five requests
    with VirtualPrinter(tmp_path / "printer", command=command) as printer:
        doomed = DoomedClient(printer.url, nth, obeyed=obeyed)
        with pytest.raises(PowerCut):
            list(print_document(doomed, PDF, ticket, journal, wait=Clock()))

        assert [line[0] for line in journal.lines][-1] != "settled"
        row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), journal.printer_job)
        told = list(resume(printer.url, row, PDF, journal, wait=Clock()))

        assert told[-1] == PrintSettled(PrintOutcome.PRINTED, 1, None)
        assert [path.read_bytes() for path in printer.documents()] == [PDF]
    assert journal.lines[-1] == ("settled", ticket.job_id, PrintOutcome.PRINTED)
