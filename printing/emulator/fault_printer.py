"""A printer that misbehaves on command, for what ippeveprinter cannot do: it never stops (state 5),
never says ``-error``, never loses an answer.  It shares our codec, so it proves nothing about IPP
itself.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import Enum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from printing.ipp.client import PDF, Operation, Status
from printing.ipp.encoding import (
    Attribute,
    Group,
    GroupTag,
    Message,
    Tag,
    attribute,
    decode,
    encode,
)

_HELD, _PROCESSING, _CANCELED, _COMPLETED = 4, 5, 7, 9
_MULTIPLE_DOCUMENTS = 0x0509


class Loss(Enum):
    """The connection breaks without an answer."""

    BEFORE_OBEYING = "before"
    AFTER_OBEYING = "after"


@dataclass
class FaultyJob:
    """A job in the printer's memory."""

    number: int
    name: str
    state: int = _HELD
    reasons: tuple[str, ...] = ("job-data-insufficient",)


@dataclass
class FaultPrinter:
    """Set its fields at any time.  Use as a context manager."""

    state: int = 3
    reasons: tuple[str, ...] = ()
    finishing: bool = True
    """Whether jobs with a document come to their end."""
    end_reasons: tuple[str, ...] = ("job-completed-successfully",)
    losses: list[tuple[Operation, Loss]] = field(default_factory=list)
    """Each breaks one answer to that operation, in this order."""
    refusals: dict[Operation, int] = field(default_factory=dict)
    """IPP status with which an operation is refused."""
    http_status: int = 200
    jobs: dict[int, FaultyJob] = field(default_factory=dict)
    documents: list[bytes] = field(default_factory=list)
    """All that it was ever given to print."""

    def __enter__(self) -> FaultPrinter:
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = False
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ipp://127.0.0.1:{self._server.server_address[1]}/ipp/print"

    def forget(self, strangers: int = 0) -> None:
        """A power cycle: the jobs are gone, ids restart, and other people have printed since."""
        numbers = range(1, strangers + 1)
        end = self.end_reasons
        self.jobs = {n: FaultyJob(n, "somebody-else", _COMPLETED, end) for n in numbers}

    def loses(self, operation: int) -> Loss | None:
        """The loss planned for this operation, used up."""
        for at, (planned, loss) in enumerate(self.losses):
            if planned == operation:
                del self.losses[at]
                return loss
        return None

    def obey(self, request: Message, document: bytes) -> tuple[int, tuple[Group, ...]]:
        """Status and groups of the answer."""
        if request.code in self.refusals:
            return self.refusals[Operation(request.code)], ()
        operation = request.group(GroupTag.OPERATION)
        match request.code:
            case Operation.GET_PRINTER_ATTRIBUTES:
                return 0, (Group(GroupTag.PRINTER, self._attributes()),)
            case Operation.CREATE_JOB:
                number = len(self.jobs) + 1
                name = operation.strings("job-name")[0]
                self.jobs[number] = FaultyJob(number, name)
                return 0, (_group(self.jobs[number]),)
            case Operation.GET_JOBS:
                return 0, tuple(_group(job) for job in self.jobs.values())
        job = self.jobs.get(operation.integer("job-id") or 0)
        if job is None:
            return Status.NOT_FOUND, ()
        match request.code:
            case Operation.SEND_DOCUMENT if job.state != _HELD:
                return _MULTIPLE_DOCUMENTS, ()
            case Operation.SEND_DOCUMENT:
                self.documents.append(document)
                job.state, job.reasons = _PROCESSING, ()
            case Operation.CANCEL_JOB:
                job.state, job.reasons = _CANCELED, ("job-canceled-by-user",)
            case _ if job.state == _PROCESSING and self.finishing and self.state != 5:
                job.state, job.reasons = _COMPLETED, self.end_reasons
        return 0, (_group(job),)

    def _attributes(self) -> tuple[Attribute, ...]:
        return (
            attribute("printer-state", Tag.ENUM, self.state),
            attribute("printer-state-reasons", Tag.KEYWORD, *(self.reasons or ("none",))),
            attribute("printer-is-accepting-jobs", Tag.BOOLEAN, True),
            attribute("document-format-supported", Tag.MIME_TYPE, PDF),
            attribute("operations-supported", Tag.ENUM, *(int(item) for item in Operation)),
        )


def _group(job: FaultyJob) -> Group:
    reasons = job.reasons or ("none",)
    return Group(
        GroupTag.JOB,
        (
            attribute("job-id", Tag.INTEGER, job.number),
            attribute("job-name", Tag.NAME, job.name),
            attribute("job-state", Tag.ENUM, job.state),
            attribute("job-state-reasons", Tag.KEYWORD, *reasons),
        ),
    )


def _handler(printer: FaultPrinter) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            request, document = decode(body)
            loss = printer.loses(request.code)
            if loss is Loss.BEFORE_OBEYING:
                return
            status, groups = printer.obey(request, document)
            if loss is Loss.AFTER_OBEYING:
                return
            answer = encode(Message(status, request.request_id, groups))
            self.send_response(printer.http_status)
            self.send_header("Content-Type", "application/ipp")
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    return Handler
