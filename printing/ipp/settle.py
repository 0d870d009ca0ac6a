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
from printing.ipp.document import Document, document_for
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
    Pace,
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

PACE = Pace()
_NOT_BY_WAITING = (PrintFailureCode.REFUSED, PrintFailureCode.REFUSED_FORMAT)


@dataclass(frozen=True, slots=True)
class Pause:
    """Nothing to do for so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Taken:
    """The printer has the document."""


Steps: TypeAlias = Generator[PrintProgress | Pause | Taken, None, None]
"""An errand that does not wait by itself, so that several can take turns."""


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
    pace: Pace = PACE,
) -> Errand:
    """Print once; the last item is :class:`PrintSettled`.

    Waits for a printer that is off, busy or out of paper as long as nobody cancels.  Cancelling, or
    closing the iterator, before the document has left gives ``NOT_SENT``; cancelling afterwards
    asks the printer to stop and tells what became of it; closing afterwards leaves the row for
    :func:`resume`.
    """
    return _waiting(document_steps(_client(printer), pdf, ticket, journal, cancelled, pace), wait)


def document_steps(
    client: IppClient,
    pdf: bytes,
    ticket: PrintTicket,
    journal: PrintJournal,
    cancelled: Cancelled,
    pace: Pace = PACE,
) -> Steps:
    """:func:`print_document`, for a caller that waits in its stead."""
    return _Errand(client, ticket, journal, cancelled, pace, pdf).start()


def resume(
    printer: str | IppClient,
    row: JournalRow,
    pdf: bytes | None,
    journal: PrintJournal,
    *,
    wait: Wait = time.sleep,
    cancelled: Cancelled = lambda: False,
    pace: Pace = PACE,
) -> Errand:
    """Take up an unsettled row after a crash.

    Without a job-id in the row nothing was ever sent: the job is looked up by name, or made anew.
    With one, the printer says whether it still waits for its document.  ``pdf`` is ``None`` when it
    is gone; then a job that still waits for it is taken back.  Raises :class:`WrongDocumentError`.
    """
    if pdf is not None and hashlib.sha256(pdf).hexdigest() != row.digest:
        raise WrongDocumentError(f"another PDF than that of print job {row.ticket.job_id}")
    errand = _Errand(_client(printer), row.ticket, journal, cancelled, pace, pdf)
    errand.perhaps_created = True
    return _waiting(errand.run(row.printer_job), wait)


def _client(printer: str | IppClient) -> IppClient:
    return printer if isinstance(printer, IppClient) else IppClient(printer)


def _waiting(steps: Steps, wait: Wait) -> Errand:
    try:
        for told in steps:
            if isinstance(told, Pause):
                wait(told.seconds)
            elif not isinstance(told, Taken):
                yield told
    finally:
        steps.close()


@dataclass(frozen=True, slots=True)
class _CreateAnew:
    """The printer forgot our job while it was still empty."""


@dataclass(slots=True)
class _Errand:
    """One way of one document.  ``left``: octets of it may have reached the printer."""

    client: IppClient
    ticket: PrintTicket
    journal: PrintJournal
    cancelled: Cancelled
    pace: Pace
    pdf: bytes | None
    left: bool = False
    perhaps_created: bool = False
    told: PrintProgress | None = None
    document: Document | None = None
    weak: bool = False
    """The other end is a spooler: its "completed" says nothing about paper."""
    up_time: int | None = None

    def start(self) -> Steps:
        assert self.pdf is not None
        if not self.journal.started(self.ticket, hashlib.sha256(self.pdf).hexdigest()):
            yield PrintFailure(PrintFailureCode.NO_JOURNAL)
            yield PrintSettled(PrintOutcome.NOT_SENT, None, 0)
            return
        yield from self.run(None)

    def run(self, printer_job: int | None) -> Steps:
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
                if sent is None:
                    yield Taken()
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
        yield settled

    def _settle(self, outcome: PrintOutcome, job: int | None, sheets: int | None) -> PrintSettled:
        """The end, written down."""
        kept = PrintOutcome.UNKNOWN if outcome is PrintOutcome.HANDED_OVER else outcome
        self.journal.settled(self.ticket.job_id, kept)
        return PrintSettled(outcome, job, sheets)

    # Create-Job

    def _create(self) -> Generator[PrintProgress | Pause, None, int | PrintSettled]:
        """The job-id, in the journal; or the end, with nothing sent."""
        while not self.cancelled():
            state = printer_state(self.client)
            if isinstance(state, PrintFailure):
                yield from self._tell(state)
            elif (refusal := self._refusal(state)) is not None:
                yield refusal
                break
            elif not state.accepting:
                yield from self._tell(PrintFailure(PrintFailureCode.NOT_ACCEPTING))
            else:
                made = self._make_or_find(state)
                if made is None:
                    break
                if isinstance(made, int):
                    if self.journal.created(self.ticket.job_id, made):
                        return made
                    self._take_back(made)
                    yield PrintFailure(PrintFailureCode.NO_JOURNAL)
                    break
                yield from self._tell(made)
                if made.code in _NOT_BY_WAITING:
                    break
            yield Pause(self.pace.retry)
        if self.perhaps_created:
            made = find(self.client, self.ticket.job_name)
            if isinstance(made, int):
                self._take_back(made)
        return self._settle(PrintOutcome.NOT_SENT, None, 0)

    def _refusal(self, state: PrinterState) -> PrintFailure | None:
        if not {Operation.CREATE_JOB, Operation.SEND_DOCUMENT} <= state.operations:
            return PrintFailure(PrintFailureCode.REFUSED, "no Create-Job or Send-Document")
        if self.ticket.copies > state.max_copies:
            return PrintFailure(PrintFailureCode.REFUSED, f"at most {state.max_copies} copies")
        if self.pdf is not None:
            # Before the job is made: drawing dots takes a while, and an open job blocks others.
            self.document = self.document or document_for(self.pdf, self.ticket, state)
            if self.document is None:
                return PrintFailure(PrintFailureCode.REFUSED_FORMAT, " ".join(state.formats))
        self.weak = state.spooler
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

    def _take_back(self, job: int | None) -> None:
        if job is not None:
            take_back(self.client, self.ticket.job_name, job)

    # Send-Document

    def _send(
        self, job: int, *, look_first: bool
    ) -> Generator[PrintProgress | Pause, None, PrintSettled | _CreateAnew | None]:
        """``None`` once the printer has the document (or says something else to follow)."""
        refusal: PrintFailure | None = None
        while True:
            seen = self._look(job) if look_first else None
            if isinstance(seen, Lost):
                return (yield from self._unknown(job, seen)) if self.left else _CreateAnew()
            if isinstance(seen, OwnJob):
                if not seen.waits_for_document:
                    return None
                if self.pdf is None or refusal is not None:
                    yield refusal or PrintFailure(PrintFailureCode.CANCELLED, "document is gone")
                    self._take_back(job)
                    return self._settle(PrintOutcome.NOT_SENT, job, 0)
            if self.cancelled():
                return (yield from self._stop(job))
            if isinstance(seen, PrintFailure):
                yield from self._tell(seen)
                yield Pause(self.pace.retry)
                continue
            yield from self._tell(PrintSending(job))
            result = self._hand_over(job)
            if result is None:
                return None
            look_first = True
            if result.code in _NOT_BY_WAITING:
                refusal = result
                continue
            yield from self._tell(result)
            yield Pause(self.pace.retry)

    def _hand_over(self, job: int) -> PrintFailure | None:
        document = self.document
        if document is None:
            state = printer_state(self.client)
            if isinstance(state, PrintFailure):
                return state
            refusal = self._refusal(state)
            if refusal is not None:
                return refusal
            document = self.document
            assert document is not None
        already = self.left
        self.left = True
        answer = self.client.send_document(job, document.octets, document.mime_type)
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

    def _follow(self, job: int) -> Generator[PrintProgress | Pause, None, PrintSettled]:
        while not self.cancelled():
            seen = self._look(job)
            end = yield from self._end(job, seen)
            if end is not None:
                return end
            if isinstance(seen, PrintFailure):
                yield from self._tell(seen)
            elif isinstance(seen, OwnJob):
                yield from self._tell(self._now(job, seen))
            yield Pause(self.pace.poll)
        return (yield from self._stop(job))

    def _now(self, job: int, seen: OwnJob) -> PrintProgress:
        state = printer_state(self.client)
        if isinstance(state, PrintFailure):
            return state
        if state.hindrances:
            return PrintFailure(state.hindrances[0], " ".join(state.reasons))
        return PrintRunning(job, None if self.weak else seen.sheets)

    def _end(
        self, job: int, seen: Look
    ) -> Generator[PrintProgress | Pause, None, PrintSettled | None]:
        match seen:
            case Lost():
                return (yield from self._unknown(job, seen))
            case OwnJob() if self._was_cut_off(seen) and seen.has_ended:
                return (yield from self._unknown(job, Lost("the printer was off meanwhile")))
            case OwnJob(state, reasons, sheets) if state == COMPLETED:
                if "job-completed-with-errors" in reasons:
                    return (yield from self._unknown(job, Lost("job-completed-with-errors")))
                if self.weak:
                    return self._settle(PrintOutcome.HANDED_OVER, job, None)
                # Zero means that the printer does not count, as ippeveprinter does.
                return self._settle(PrintOutcome.PRINTED, job, sheets or None)
            case OwnJob(state, reasons, sheets) if state in (CANCELED, ABORTED):
                cancelled = state == CANCELED
                code = PrintFailureCode.CANCELLED if cancelled else PrintFailureCode.ABORTED
                yield PrintFailure(code, " ".join(reasons))
                return self._settle(PrintOutcome.ABORTED, job, sheets)
            case _:
                return None

    def _was_cut_off(self, seen: OwnJob) -> bool:
        """The printer started anew since our first look: what it says of the job is a guess."""
        if seen.up_time is None:
            return False
        if self.up_time is None or seen.up_time >= self.up_time:
            self.up_time = seen.up_time
            return False
        return True

    def _unknown(
        self, job: int, seen: Lost
    ) -> Generator[PrintProgress | Pause, None, PrintSettled]:
        yield PrintFailure(PrintFailureCode.OUTCOME_UNKNOWN, seen.detail)
        return self._settle(PrintOutcome.UNKNOWN, job, None)

    def _stop(self, job: int) -> Generator[PrintProgress | Pause, None, PrintSettled]:
        """Somebody cancelled while the printer has a job of ours."""
        if not self.left:
            self._take_back(job)
            return self._settle(PrintOutcome.NOT_SENT, job, 0)
        deadline = time.monotonic() + self.pace.give_up
        while True:
            seen = self._look(job)
            end = yield from self._end(job, seen)
            if end is not None:
                return end
            if isinstance(seen, OwnJob):
                self.client.cancel_job(job)
            if time.monotonic() > deadline:
                break
            yield Pause(self.pace.poll)
        # The row stays open: the job may still be alive, and is cleared away when the printer answers.
        yield PrintFailure(PrintFailureCode.OUTCOME_UNKNOWN, "cancelled, and no end seen")
        return PrintSettled(PrintOutcome.UNKNOWN, job, None)

    def _tell(self, progress: PrintProgress) -> Errand:
        """Say it if it is news; another detail of the same failure is none."""
        before, self.told = self.told, progress
        if isinstance(progress, PrintFailure) and isinstance(before, PrintFailure):
            if progress.code is not before.code:
                yield progress
        elif progress != before:
            yield progress
