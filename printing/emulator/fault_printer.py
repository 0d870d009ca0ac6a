"""A printer that misbehaves on command, for what ippeveprinter cannot do: it never stops (state 5),
never says ``-error``, never loses an answer.  It shares our codec, so it proves nothing about IPP
itself; it keeps the sheets that really came out, so it can judge what others say of them.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from printing.emulator.fault_script import Deed, Mishap, Model, Moment, Phase, Script
from printing.emulator.ipp_handler import Login, handler
from printing.emulator.mechanism import Mechanism, PrinterJob
from printing.emulator.sheets import Sheet, page_digests
from printing.ipp.client import PDF, Operation, Status
from printing.ipp.encoding import (
    Attribute,
    Group,
    GroupTag,
    Message,
    Resolution,
    Tag,
    attribute,
)
from printing.ipp.own_job import CANCELED, COMPLETED, HELD, PROCESSING

_MULTIPLE_DOCUMENTS = 0x0509
_LOOK = 0.002
_HAS_ENDED = (CANCELED, 8, COMPLETED)
_PERSONS = {
    Deed.PAPER_OUT: ("media-empty-error", "media-needed-error"),
    Deed.JAM: ("media-jam-error",),
    Deed.COVER_OPEN: ("cover-open-error",),
    Deed.TONER_OUT: ("toner-empty-error",),
    Deed.OUTPUT_FULL: ("output-area-full-error",),
}
"""What a person has to put right, and how the printer says it."""


class FaultPrinter:
    """Use as a context manager.  Its fields may be changed at any time.

    ``refusals``: operation to the IPP status with which it is refused.  ``http_status``: of every
    answer.  ``login``: what it asks for.  ``look``: what its pages are told apart by.  ``documents``:
    all that it was ever given, in order.
    """

    def __init__(
        self,
        model: Model | None = None,
        script: Script = (),
        *,
        formats: tuple[str, ...] = (PDF,),
        login: Login | None = None,
        look: Callable[[bytes], tuple[str, ...]] = page_digests,
    ) -> None:
        self.model = model or Model()
        self.formats = formats
        self.login = login
        self.refusals: dict[Operation, int] = {}
        self.http_status = 200
        self.end_reasons: tuple[str, ...] = ("job-completed-successfully",)
        self.extra_reasons: tuple[str, ...] = ()
        self.more: tuple[Attribute, ...] = ()
        """Further printer attributes."""
        self.documents: list[bytes] = []
        self.first_byte: float | None = None
        """``time.monotonic()`` when the first octet of a document was there."""
        self.last_byte: float | None = None
        self._script = list(script)
        self._seen: dict[Moment, int] = {}
        self._faults: set[Deed] = set()
        self._frozen_until = self._busy_until = self._slow_until = 0.0
        self._lock = threading.RLock()
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None
        self._repairs: list[threading.Timer] = []
        self._off = False
        self._ended = threading.Event()
        self._booted = time.monotonic() - 1000.0
        self._port = 0
        self.mechanism = Mechanism(self.model, self._about_to_move, look)

    def __enter__(self) -> FaultPrinter:
        self._listen()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._frozen_until = 0.0
        with self._lock:
            repairs, self._repairs = self._repairs, []
        for repair in repairs:
            repair.cancel()
            repair.join()
        self._off = True
        self._hang_up()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"ipp://127.0.0.1:{self._port}/ipp/print"

    @property
    def tray(self) -> list[Sheet]:
        """The sheets that came out, oldest first."""
        with self._lock:
            self._move()
            return list(self.mechanism.tray)

    @property
    def jobs(self) -> dict[int, PrinterJob]:
        """What it remembers."""
        return self.mechanism.jobs

    def put_right(self, deed: Deed) -> None:
        """A person has repaired it."""
        with self._lock:
            self._move()
            self._faults.discard(deed)
            self.mechanism.start_again()

    def put_everything_right(self) -> None:
        """A person has been through all of it."""
        with self._lock:
            self._script.clear()
            self._frozen_until = self._busy_until = self._slow_until = 0.0
            for deed in tuple(self._faults):
                self.put_right(deed)

    def is_at_work(self) -> bool:
        """A sheet is on its way, or it cannot be asked."""
        with self._lock:
            self._move()
            return self._blocked() or self.mechanism.in_hand() is not None

    def break_down(self, deed: Deed, seconds: float | None = None) -> None:
        """Now; ``seconds`` until it passes, ``None`` for until it is put right."""
        with self._lock:
            self._move()
            self._do(deed, seconds)

    def forget(self, strangers: int = 0) -> None:
        """A power cycle that nobody saw: the jobs are gone, and other people have printed since."""
        with self._lock:
            self._move()
            self.mechanism.restart(strangers)
            self._booted = time.monotonic()

    def power_off(self) -> None:
        """No connection any more; the sheet on its way is lost."""
        with self._lock:
            self._move()
            self._off = True
            self.mechanism.lose_sheet()
        self._hang_up()

    def power_on(self) -> None:
        """It starts, with what it remembers."""
        with self._lock:
            self._off = False
            self._frozen_until = 0.0
            self.mechanism.restart(self.model.strangers)
            self._booted = time.monotonic()
        self._listen()

    def notice(self, phase: Phase, operation: Operation | None = None) -> bool:
        """A moment has come.  ``True``: the line drops here."""
        dropped = False
        with self._lock:
            for asked in (operation, None) if operation else (None,):
                kind = Moment(phase, 0, asked)
                self._seen[kind] = self._seen.get(kind, 0) + 1
                moment = Moment(phase, self._seen[kind], asked)
                for mishap in [each for each in self._script if each.moment == moment]:
                    self._script.remove(mishap)
                    if mishap.deed is Deed.DROP_LINE:
                        dropped = True
                    else:
                        self._do(mishap.deed, mishap.seconds)
        return dropped

    def plan(self, *mishaps: Mishap) -> None:
        """More of them; counts go on."""
        with self._lock:
            self._script.extend(mishaps)

    def wait_while_frozen(self) -> bool:
        """``False``: it was switched off meanwhile."""
        pause = threading.Event()
        while not self._off and time.monotonic() < self._frozen_until:
            pause.wait(_LOOK)
        return not self._off

    # what goes wrong

    def _do(self, deed: Deed, seconds: float | None) -> None:
        now = time.monotonic()
        until = now + (3600.0 if seconds is None else seconds)
        match deed:
            case Deed.POWER_CYCLE:
                # The thread that listens cannot end itself: another one pulls the plug.
                self._off = True
                self.mechanism.lose_sheet()
                self._later(0.0, lambda: self._cycle(seconds or 0.0))
            case Deed.FREEZE:
                self._frozen_until = until
            case Deed.BUSY:
                self._busy_until = until
            case Deed.SLOW:
                self._slow_until = until
            case Deed.PANEL_CANCEL:
                job = self.mechanism.in_hand()
                if job is not None:
                    job.end(CANCELED, "job-canceled-at-device")
            case Deed.DROP_LINE:
                raise ValueError("a line drops at a moment of a request only")
            case _:
                self._faults.add(deed)
                if deed is Deed.JAM:
                    self.mechanism.lose_sheet()
                if seconds is not None:
                    self._later(seconds, lambda: self.put_right(deed))

    def _cycle(self, seconds: float) -> None:
        self.power_off()
        self._ended.wait(seconds)
        self.power_on()

    def _later(self, seconds: float, errand: Callable[[], None]) -> None:
        timer = threading.Timer(seconds, errand)
        self._repairs.append(timer)
        timer.start()

    def _blocked(self) -> bool:
        now = time.monotonic()
        return self._off or bool(self._faults) or now < self._frozen_until

    def _move(self) -> None:
        slow = 10.0 if time.monotonic() < self._slow_until else 1.0
        self.mechanism.advance(self._blocked, slow, self.end_reasons)

    def _about_to_move(self) -> None:
        self.notice(Phase.SHEET)

    # the network

    def _listen(self) -> None:
        while True:
            try:
                self._server = _Server(("127.0.0.1", self._port), handler(self))
                break
            except OSError:
                threading.Event().wait(_LOOK)
        self._port = self._server.server_address[1]
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.005,))
        self._thread.start()

    def _hang_up(self) -> None:
        server, self._server = self._server, None
        if server is not None and self._thread is not None:
            server.shutdown()
            self._thread.join()
            server.server_close()

    # IPP

    def obey(self, request: Message, document: bytes) -> tuple[int, tuple[Group, ...]]:
        """Status and groups of the answer."""
        with self._lock:
            self._move()
            if request.code in self.refusals:
                return self.refusals[Operation(request.code)], ()
            answer = self._obey(request, document)
            self._move()
            return answer

    def _obey(self, request: Message, document: bytes) -> tuple[int, tuple[Group, ...]]:
        operation = request.group(GroupTag.OPERATION)
        works = request.code in (Operation.CREATE_JOB, Operation.SEND_DOCUMENT)
        if works and time.monotonic() < self._busy_until:
            return Status.BUSY, ()
        match request.code:
            case Operation.GET_PRINTER_ATTRIBUTES:
                return 0, (Group(GroupTag.PRINTER, self._attributes()),)
            case Operation.CREATE_JOB:
                if self.mechanism.is_full():
                    return Status.BUSY, ()
                name = operation.strings("job-name")[0][: self.model.name_length]
                sides = request.group(GroupTag.JOB).strings("sides")
                return 0, (self._group(self.mechanism.create(name, *sides[:1])),)
            case Operation.GET_JOBS:
                ended = operation.strings("which-jobs") == ("completed",)
                return 0, tuple(
                    self._group(job)
                    for job in self.jobs.values()
                    if (job.state in _HAS_ENDED) is ended
                )
        job = self.jobs.get(operation.integer("job-id") or 0)
        if job is None:
            return Status.NOT_FOUND, ()
        match request.code:
            case Operation.SEND_DOCUMENT if job.state in _HAS_ENDED:
                return Status.NOT_POSSIBLE, ()
            case Operation.SEND_DOCUMENT if job.state != HELD:
                return _MULTIPLE_DOCUMENTS, ()
            case Operation.SEND_DOCUMENT:
                self.documents.append(document)
                self.mechanism.take(job, document)
            case Operation.CANCEL_JOB if job.state in _HAS_ENDED:
                return Status.NOT_POSSIBLE, ()
            case Operation.CANCEL_JOB:
                job.end(CANCELED, "job-canceled-by-user")
        return 0, (self._group(job),)

    def _attributes(self) -> tuple[Attribute, ...]:
        busy = self.mechanism.in_hand() is not None
        state = 5 if self._faults else PROCESSING - 1 if busy else 3
        found = [reason for deed in self._faults for reason in _PERSONS[deed]]
        reasons = (*found, *self.extra_reasons) or ("none",)
        return (
            attribute("printer-state", Tag.ENUM, state),
            attribute("printer-state-reasons", Tag.KEYWORD, *reasons),
            attribute("printer-is-accepting-jobs", Tag.BOOLEAN, True),
            attribute("printer-up-time", Tag.INTEGER, self._up_time()),
            attribute("document-format-supported", Tag.MIME_TYPE, *self.formats),
            attribute("operations-supported", Tag.ENUM, *(int(item) for item in Operation)),
            attribute("pwg-raster-document-type-supported", Tag.KEYWORD, "sgray_8"),
            attribute(
                "pwg-raster-document-resolution-supported", Tag.RESOLUTION, Resolution(300, 300, 3)
            ),
            *self.more,
        )

    def _up_time(self) -> int:
        return int(time.monotonic() - self._booted) + 1

    def _group(self, job: PrinterJob) -> Group:
        counted = (
            attribute("job-media-sheets-completed", Tag.INTEGER, job.sheets_out),
            attribute("job-impressions-completed", Tag.INTEGER, job.sides_out),
        )
        return Group(
            GroupTag.JOB,
            (
                attribute("job-id", Tag.INTEGER, job.number),
                attribute("job-name", Tag.NAME, job.name),
                attribute("job-state", Tag.ENUM, job.state),
                attribute("job-state-reasons", Tag.KEYWORD, *(job.reasons or ("none",))),
                attribute("job-printer-up-time", Tag.INTEGER, self._up_time()),
                *(counted if self.model.counts else ()),
            ),
        )


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    allow_reuse_address = True
    request_queue_size = 32

    def handle_error(self, *_request: Any) -> None:
        """A client that died is no news here."""

    def server_bind(self) -> None:
        """Without the look-up of a host name."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_address = self.socket.getsockname()
        self.server_name, self.server_port = "localhost", self.server_address[1]
