"""From a PDF to an outcome, at most once.

The order is the whole point (``docs/adr/0007-printing-by-ipp.md``): a row in the journal,
Create-Job under our own name, the printer's job-id in the journal, and only then the document.
Afterwards the printer is asked, by job-id *and* name, until it says how it ended.  A job that the
printer does not know, or that bears another name (ids restart after a power cycle), is ``UNKNOWN``:
a person looks at the tray.  Nothing here prints a second time by itself.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from printing.failures import PrintFailureCode
from printing.ipp.client import Answered, Garbled, IppClient, NoAnswer, Operation
from printing.ipp.own_job import (
    ABORTED,
    CANCELED,
    COMPLETED,
    Look,
    Lost,
    OwnJob,
    find,
    look,
    refused,
    take_back,
)
from printing.ipp.state import PrinterState, printer_state, silence, template
from printing.ipp.ticket import (
    JournalRow,
    PrintFailure,
    PrintJournal,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSending,
    PrintSettled,
    PrintTicket,
)

Wait: TypeAlias = Callable[[float], object]
"""Lets about so many seconds pass."""

Cancelled: TypeAlias = Callable[[], bool]
"""Whether somebody wants to stop; asked between steps."""

Errand: TypeAlias = Generator[PrintProgress, None, None]
"""What is told, step by step; nothing happens before the first ``next``."""

_POLL = 0.5
_RETRY = 2.0
_POLLS_AFTER_CANCEL = 20
_NOT_BY_WAITING = (PrintFailureCode.REFUSED, PrintFailureCode.REFUSED_FORMAT)


class WrongDocumentError(ValueError):
    """The PDF given to :func:`resume` is not the one that the journal wrote down."""


def print_document(
    printer: str | IppClient,
    pdf: bytes,
    ticket: PrintTicket,
    journal: PrintJournal,
    *,
    wait: Wait = time.sleep,
    cancelled: Cancelled = lambda: False,
) -> Errand:
    """Print once; the last item is :class:`PrintSettled`.

    Waits for a printer that is off, busy or out of paper as long as nobody cancels.  Cancelling, or
    closing the iterator, before the document has left gives ``NOT_SENT``; cancelling afterwards
    asks the printer to stop and tells what became of it; closing afterwards leaves the row for
    :func:`resume`.
    """
    errand = _Errand(_client(printer), ticket, journal, wait, cancelled, pdf)
    journal.started(ticket, hashlib.sha256(pdf).hexdigest())
    yield from errand.run(None)


def resume(
    printer: str | IppClient,
    row: JournalRow,
    pdf: bytes | None,
    journal: PrintJournal,
    *,
    wait: Wait = time.sleep,
    cancelled: Cancelled = lambda: False,
) -> Errand:
    """Take up an unsettled row after a crash.

    Without a job-id in the row nothing was ever sent: the job is looked up by name, or made anew.
    With one, the printer says whether it still waits for its document.  ``pdf`` is ``None`` when it
    is gone; then a job that still waits for it is taken back.  Raises :class:`WrongDocumentError`.
    """
    if pdf is not None and hashlib.sha256(pdf).hexdigest() != row.digest:
        raise WrongDocumentError(f"another PDF than that of print job {row.ticket.job_id}")
    errand = _Errand(_client(printer), row.ticket, journal, wait, cancelled, pdf)
    errand.perhaps_created = True
    return errand.run(row.printer_job)


def _client(printer: str | IppClient) -> IppClient:
    return printer if isinstance(printer, IppClient) else IppClient(printer)


@dataclass(frozen=True, slots=True)
class _CreateAnew:
    """The printer forgot our job while it was still empty."""


@dataclass(slots=True)
class _Errand:
    """One way of one document.  ``left``: octets of it may have reached the printer."""

    client: IppClient
    ticket: PrintTicket
    journal: PrintJournal
    wait: Wait
    cancelled: Cancelled
    pdf: bytes | None
    left: bool = False
    perhaps_created: bool = False
    told: PrintProgress | None = None

    def run(self, printer_job: int | None) -> Errand:
        job = printer_job
        self.left = printer_job is not None
        try:
            settled: PrintSettled | None = None
            while settled is None:
                if job is None:
                    made = yield from self._create()
                    if isinstance(made, PrintSettled):
                        settled = made
                        break
                    job = made
                sent = yield from self._send(job, look_first=self.left or self.pdf is None)
                if isinstance(sent, _CreateAnew):
                    job = None
                elif isinstance(sent, PrintSettled):
                    settled = sent
                else:
                    settled = yield from self._follow(job)
        except GeneratorExit:
            if not self.left:
                self._take_back(job)
                self.journal.settled(self.ticket.job_id, PrintOutcome.NOT_SENT)
            raise
        self.journal.settled(self.ticket.job_id, settled.outcome)
        yield settled

    # Create-Job

    def _create(self) -> Generator[PrintProgress, None, int | PrintSettled]:
        """The job-id, in the journal; or the end, with nothing sent."""
        while not self.cancelled():
            state = printer_state(self.client)
            refusal = self._refusal(state) if isinstance(state, PrinterState) else None
            if refusal is not None:
                yield refusal
                break
            if isinstance(state, PrintFailure):
                yield from self._tell(state)
            elif not state.accepting:
                yield from self._tell(PrintFailure(PrintFailureCode.NOT_ACCEPTING))
            else:
                made = self._make_or_find(state)
                if made is None:
                    break
                if isinstance(made, int):
                    self._write_down(made)
                    return made
                yield from self._tell(made)
                if made.code in _NOT_BY_WAITING:
                    break
            self.wait(_RETRY)
        return PrintSettled(PrintOutcome.NOT_SENT, None, 0)

    def _refusal(self, state: PrinterState) -> PrintFailure | None:
        if not state.prints_pdf:
            return PrintFailure(PrintFailureCode.REFUSED_FORMAT, " ".join(state.formats))
        if not {Operation.CREATE_JOB, Operation.SEND_DOCUMENT} <= state.operations:
            return PrintFailure(PrintFailureCode.REFUSED, "no Create-Job or Send-Document")
        if self.ticket.copies > state.max_copies:
            return PrintFailure(PrintFailureCode.REFUSED, f"at most {state.max_copies} copies")
        return None

    def _make_or_find(self, state: PrinterState) -> int | PrintFailure | None:
        """``None``: there is no document any more, so nothing to make a job for."""
        found = find(self.client, self.ticket.job_name) if self.perhaps_created else None
        if found is not None or self.pdf is None:
            return found
        return self._make(state)

    def _make(self, state: PrinterState) -> int | PrintFailure:
        answer = self.client.create_job(self.ticket.job_name, template(self.ticket, state))
        match answer:
            case NoAnswer() | Garbled():
                if isinstance(answer, Garbled) or answer.left:
                    self.perhaps_created = True
                return silence(answer)
            case Answered():
                job = answer.job.integer("job-id")
                if not answer.good:
                    return refused(answer)
                if job is None:
                    self.perhaps_created = True
                    return PrintFailure(PrintFailureCode.GARBLED, "Create-Job without job-id")
                return job
            case _:
                assert_never(answer)

    def _write_down(self, job: int) -> None:
        try:
            self.journal.created(self.ticket.job_id, job)
        except BaseException:
            self._take_back(job)
            raise

    def _take_back(self, job: int | None) -> None:
        if job is not None:
            take_back(self.client, self.ticket.job_name, job)

    # Send-Document

    def _send(
        self, job: int, *, look_first: bool
    ) -> Generator[PrintProgress, None, PrintSettled | _CreateAnew | None]:
        """``None`` once the printer has the document (or says something else to follow)."""
        refusal: PrintFailure | None = None
        while True:
            if look_first:
                seen = self._look(job)
                if isinstance(seen, Lost):
                    return (yield from self._unknown(job, seen)) if self.left else _CreateAnew()
                if isinstance(seen, PrintFailure):
                    yield from self._tell(seen)
                elif not seen.waits_for_document:
                    return None
                elif self.pdf is None or refusal is not None:
                    yield refusal or PrintFailure(PrintFailureCode.CANCELLED, "document is gone")
                    self._take_back(job)
                    return PrintSettled(PrintOutcome.NOT_SENT, job, 0)
            if self.cancelled():
                return (yield from self._stop(job))
            if look_first and isinstance(seen, PrintFailure):
                self.wait(_RETRY)
                continue
            assert self.pdf is not None
            yield from self._tell(PrintSending(job))
            result = self._hand_over(job, self.pdf)
            if result is None:
                return None
            look_first = True
            if result.code in _NOT_BY_WAITING:
                refusal = result
                continue
            yield from self._tell(result)
            self.wait(_RETRY)

    def _hand_over(self, job: int, pdf: bytes) -> PrintFailure | None:
        already = self.left
        self.left = True
        answer = self.client.send_document(job, pdf)
        match answer:
            case NoAnswer() | Garbled():
                self.left = already or isinstance(answer, Garbled) or answer.left
                return silence(answer)
            case Answered():
                return None if answer.good else refused(answer)
            case _:
                assert_never(answer)

    # Get-Job-Attributes

    def _look(self, job: int) -> Look:
        return look(self.client, self.ticket.job_name, job)

    def _follow(self, job: int) -> Generator[PrintProgress, None, PrintSettled]:
        while not self.cancelled():
            seen = self._look(job)
            end = yield from self._end(job, seen)
            if end is not None:
                return end
            if isinstance(seen, PrintFailure):
                yield from self._tell(seen)
            elif isinstance(seen, OwnJob):
                yield from self._tell(self._now(job, seen))
            self.wait(_POLL)
        return (yield from self._stop(job))

    def _now(self, job: int, seen: OwnJob) -> PrintProgress:
        state = printer_state(self.client)
        if isinstance(state, PrintFailure):
            return state
        if state.hindrances:
            return PrintFailure(state.hindrances[0], " ".join(state.reasons))
        return PrintRunning(job, seen.sheets)

    def _end(self, job: int, seen: Look) -> Generator[PrintProgress, None, PrintSettled | None]:
        match seen:
            case Lost():
                return (yield from self._unknown(job, seen))
            case OwnJob(state, reasons, sheets) if state == COMPLETED:
                if "job-completed-with-errors" in reasons:
                    return (yield from self._unknown(job, Lost("job-completed-with-errors")))
                # Zero means that the printer does not count, as ippeveprinter does.
                return PrintSettled(PrintOutcome.PRINTED, job, sheets or None)
            case OwnJob(state, reasons, sheets) if state in (CANCELED, ABORTED):
                cancelled = state == CANCELED
                code = PrintFailureCode.CANCELLED if cancelled else PrintFailureCode.ABORTED
                yield PrintFailure(code, " ".join(reasons))
                return PrintSettled(PrintOutcome.ABORTED, job, sheets)
            case _:
                return None

    def _unknown(self, job: int, seen: Lost) -> Generator[PrintProgress, None, PrintSettled]:
        yield PrintFailure(PrintFailureCode.OUTCOME_UNKNOWN, seen.detail)
        return PrintSettled(PrintOutcome.UNKNOWN, job, None)

    def _stop(self, job: int) -> Generator[PrintProgress, None, PrintSettled]:
        """Somebody cancelled while the printer has a job of ours."""
        self._take_back(job)
        if not self.left:
            return PrintSettled(PrintOutcome.NOT_SENT, job, 0)
        for _ in range(_POLLS_AFTER_CANCEL):
            end = yield from self._end(job, self._look(job))
            if end is not None:
                return end
            self.wait(_POLL)
        return (yield from self._unknown(job, Lost("cancelled, and no end seen")))

    def _tell(self, progress: PrintProgress) -> Errand:
        """Say it if it is news; another detail of the same failure is none."""
        before, self.told = self.told, progress
        if isinstance(progress, PrintFailure) and isinstance(before, PrintFailure):
            if progress.code is not before.code:
                yield progress
        elif progress != before:
            yield progress
