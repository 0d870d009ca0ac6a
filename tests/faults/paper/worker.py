"""The worker that dies: the product's printing in a process of its own, with steps that can be counted.

``VARIANTS`` are the mistakes that a campaign must notice: without them it would prove nothing.
"""

from __future__ import annotations

import multiprocessing
import os
import resource
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any
from uuid import UUID

from printing.ipp.client import Answer, Garbled, IppClient, NoAnswer
from printing.ipp.in_order import PrintOrder, print_in_order
from printing.ipp.ticket import Pace, PrintTicket
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal, Ticket
from sync.store.results import PrintKind
from tests.faults.paper.plan import Blow, Victim

CONTEXT = multiprocessing.get_context("forkserver")
PRELOAD = ["tests.faults.paper.worker", "sync.store.keeper"]
PACE = Pace(poll=0.004, retry=0.01, give_up=0.25)


@dataclass(frozen=True, slots=True)
class Work:
    """Everything that the worker needs; documents are PDFs."""

    url: str
    keeper: Path
    keeper_pid: int
    session: UUID
    tickets: tuple[UUID, ...]
    documents: tuple[bytes, ...]
    blow: Blow | None
    variant: str | None
    answer_seconds: float


class Steps:
    """Counts, and strikes at the one that was chosen."""

    def __init__(self, work: Work, line: Connection) -> None:
        self._blow = work.blow
        self._keeper = work.keeper_pid
        self._line = line
        self.count = 0

    def step(self) -> None:
        self.count += 1
        if self._blow is None or self.count != self._blow.step:
            return
        match self._blow.victim:
            case Victim.WORKER:
                os.kill(os.getpid(), signal.SIGKILL)
            case Victim.KEEPER:
                os.kill(self._keeper, signal.SIGKILL)
            case Victim.DISK:
                fill_disk(self._keeper, full=True)
                self._line.send(("disk", self._blow.seconds))


def fill_disk(pid: int, *, full: bool) -> None:
    """No octet more for this process (a real error of the kernel: EFBIG), or all again."""
    most = 0 if full else resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))


class CountedClient(IppClient):
    """Each request is two steps."""

    steps: Steps

    def _post(self, body: bytes, request_id: int) -> Answer:
        self.steps.step()
        answer = super()._post(body, request_id)
        self.steps.step()
        return answer


class CountedJournal(KeeperPrintJournal):
    """Each word is two steps."""

    steps: Steps

    def started(self, ticket: Ticket, digest: str) -> bool:
        self.steps.step()
        noted = super().started(ticket, digest)
        self.steps.step()
        return noted

    def created(self, job_id: UUID, printer_job: int) -> bool:
        self.steps.step()
        noted = super().created(job_id, printer_job)
        self.steps.step()
        return noted

    def settled(self, job_id: UUID, outcome: str) -> bool:
        self.steps.step()
        noted = super().settled(job_id, outcome)
        self.steps.step()
        return noted


def start(target: Callable[..., None], *given: object) -> BaseProcess:
    """A process, forked from a server that has everything imported."""
    CONTEXT.set_forkserver_preload(PRELOAD)
    process = CONTEXT.Process(target=target, args=given, daemon=True)
    process.start()
    return process


def print_all(work: Work, line: Connection) -> None:
    """The worker.  Says each thing told over ``line``; a word on it means that the citizen goes."""
    if work.variant is not None:
        VARIANTS[work.variant]()
    steps = Steps(work, line)
    client = CountedClient(work.url, seconds=work.answer_seconds)
    journal = CountedJournal(KeeperClient(work.keeper, limit=3.0), PrintKind.FORMS, work.session)
    client.steps = journal.steps = steps
    orders: Sequence[PrintOrder] = [
        PrintOrder(PrintTicket(ticket, "forms"), lambda document=document: document)  # type: ignore[misc]
        for ticket, document in zip(work.tickets, work.documents, strict=True)
    ]
    gone = False

    def cancelled() -> bool:
        nonlocal gone
        gone = gone or line.poll()
        return gone

    def wait(seconds: float) -> None:
        signal.sigtimedwait([], seconds)

    for index, told in print_in_order(
        client, orders, journal, wait=wait, cancelled=cancelled, pace=PACE
    ):
        line.send(("told", index, told))
    line.send(("end", steps.count))
    os._exit(0)


def keeper(config: Path) -> None:
    """A kiosk's keeper; its words go nowhere."""
    from sync.store import keeper as program

    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
    os._exit(program.main(["--config", str(config)]))


def _resend_on_error() -> None:
    """No answer to the document: surely it did not arrive, so once more, as a new job."""
    from printing.ipp.settle import _Errand

    real = _Errand._hand_over

    def again(self: Any, job: int) -> Any:
        assert self.document is not None
        answer = self.client.send_document(job, self.document.octets, self.document.mime_type)
        if isinstance(answer, NoAnswer | Garbled):
            from printing.ipp.client import Answered

            made = self.client.create_job(self.ticket.job_name)
            number = made.job.integer("job-id") if isinstance(made, Answered) else None
            if number is not None:
                self.client.send_document(number, self.document.octets)
        return real(self, job)

    _Errand._hand_over = again  # type: ignore[method-assign]  # the mistake


def _trust_the_spooler() -> None:
    """As CUPS does: a job that is not there any more, or whose number says so, is done."""
    from printing.ipp import own_job, settle

    real = own_job.look

    def trusting(client: IppClient, name: str, job: int) -> Any:
        seen = real(client, name, job)
        if isinstance(seen, own_job.Lost):
            return own_job.OwnJob(own_job.COMPLETED, (), None)
        return seen

    vars(settle)["look"] = trusting


def _forget_the_number() -> None:
    """The document leaves although the printer's number was never written down."""
    CountedJournal.created = lambda self, job_id, printer_job: True  # type: ignore[method-assign]


VARIANTS: dict[str, Callable[[], None]] = {
    "resend_on_error": _resend_on_error,
    "trust_the_spooler": _trust_the_spooler,
    "forget_the_number": _forget_the_number,
}
