"""The keeper's client: blocking calls with a time limit, failures as results.

Every command may be sent twice, so a call whose answer got lost (the keeper was restarted) is sent
again over a new connection until its time is over.
"""

from __future__ import annotations

import socket
import threading
import time
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from sync.failures import SyncFailure, SyncFailureCode
from sync.store.protocol import LINE_LIMIT, decode, encode
from sync.store.results import (
    Begun,
    Committed,
    DeliveryState,
    Head,
    KeeperHealth,
    OpenPrint,
    PrintKind,
    PrintOutcome,
    StoreHealth,
    UnprintedReceipt,
)

_BETWEEN_TRIES = 0.02  # seconds; only while nobody listens


class KeeperRefusedError(Exception):
    """The keeper does not understand the request: a bug in one of the two programs."""


class KeeperClient:
    """A connection to the keeper at ``path``; threads take turns.  ``limit``: seconds per call."""

    def __init__(self, path: Path, limit: float = 5.0) -> None:
        self._path = path
        self._limit = limit
        self._turn = threading.Lock()
        self._socket: socket.socket | None = None
        self._received = b""

    def close(self) -> None:
        """Hang up; the next call connects anew."""
        with self._turn:
            self._hang_up()

    def begin(self, session: UUID) -> Begun | SyncFailure:
        """Number and sequence of a session; its id becomes the submission's."""
        answer = self._ask("begin", session=str(session))
        return answer if isinstance(answer, SyncFailure) else Begun(**answer)

    def commit(self, envelope: bytes) -> Committed | SyncFailure:
        """Store a sealed submission.  After ``Committed`` a power cut does not lose it."""
        answer = self._ask("commit", envelope=envelope.decode("ascii"))
        if isinstance(answer, SyncFailure):
            return answer
        return Committed(UUID(answer["id"]), answer["digest"], answer["already"])

    def delivery(self, id_: UUID) -> DeliveryState | SyncFailure:
        """Where a submission is."""
        answer = self._ask("delivery", id=str(id_))
        return answer if isinstance(answer, SyncFailure) else DeliveryState(answer)

    def requeue(self, id_: UUID) -> DeliveryState | SyncFailure:
        """Staff: send a refused submission again."""
        answer = self._ask("requeue", id=str(id_))
        return answer if isinstance(answer, SyncFailure) else DeliveryState(answer)

    def print_started(
        self,
        job_id: UUID,
        digest: str,
        *,
        kind: PrintKind,
        title: str,
        copies: int,
        media: str,
        session: UUID | None = None,
    ) -> SyncFailure | None:
        """Note a job before anything goes to the printer; ``digest`` of the document in hex."""
        return self._tell(
            "print_started",
            job_id=str(job_id),
            digest=digest,
            kind=kind.value,
            title=title,
            copies=copies,
            media=media,
            session=None if session is None else str(session),
        )

    def print_created(self, job_id: UUID, printer_job: int) -> SyncFailure | None:
        """The printer's own number of the job."""
        return self._tell("print_created", job_id=str(job_id), printer_job=printer_job)

    def print_settled(self, job_id: UUID, outcome: PrintOutcome) -> SyncFailure | None:
        """How a job ended."""
        return self._tell("print_settled", job_id=str(job_id), outcome=outcome.value)

    def print_open(self) -> tuple[OpenPrint, ...] | SyncFailure:
        """Jobs without an end, or with an unknown one, oldest first."""
        answer = self._ask("print_open")
        return answer if isinstance(answer, SyncFailure) else tuple(map(_open_print, answer))

    def prints_of(self, session: UUID) -> tuple[OpenPrint, ...] | SyncFailure:
        """All print jobs of a session, oldest first, settled or not."""
        answer = self._ask("prints_of", session=str(session))
        return answer if isinstance(answer, SyncFailure) else tuple(map(_open_print, answer))

    def unprinted_receipts(self) -> tuple[UnprintedReceipt, ...] | SyncFailure:
        """For staff: stored submissions whose receipt is not known to be printed."""
        answer = self._ask("unprinted_receipts")
        if isinstance(answer, SyncFailure):
            return answer
        return tuple(
            UnprintedReceipt(UUID(each["session"]), each["number"], each["day"]) for each in answer
        )

    def receipt_given(self, session: UUID) -> SyncFailure | None:
        """A person handed the number out by hand."""
        return self._tell("receipt_given", session=str(session))

    def audit(self, event: str) -> SyncFailure | None:
        """Count an anonymous event, for example ``session.ended_by_idle``."""
        return self._tell("audit", id=str(uuid4()), event=event)

    def health(self) -> KeeperHealth | SyncFailure:
        """Counters; also the sign of life."""
        answer = self._ask("health")
        if isinstance(answer, SyncFailure):
            return answer
        parts = {"store": StoreHealth(**answer["store"]), "alarms": tuple(answer["alarms"])}
        return KeeperHealth(**{**answer, **parts})

    def heads(self) -> tuple[Head, ...] | SyncFailure:
        """What the office's receipts said of its audit chain, oldest first."""
        answer = self._ask("heads")
        return answer if isinstance(answer, SyncFailure) else tuple(Head(**each) for each in answer)

    def _tell(self, command: str, **fields: str | int | None) -> SyncFailure | None:
        answer = self._ask(command, **fields)
        return answer if isinstance(answer, SyncFailure) else None

    def _ask(self, command: str, **fields: str | int | None) -> Any:
        line = encode({"command": command, **fields})
        deadline = time.monotonic() + self._limit
        with self._turn:
            while True:
                try:
                    return _answer(self._exchange(line, deadline))
                except OSError as fault:
                    self._hang_up()
                    if time.monotonic() + _BETWEEN_TRIES >= deadline:
                        detail = type(fault).__name__
                        return SyncFailure(SyncFailureCode.KEEPER_UNREACHABLE, detail)
                time.sleep(_BETWEEN_TRIES)

    def _exchange(self, line: bytes, deadline: float) -> bytes:
        if self._socket is None:
            self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            self._received = b""
            self._limit_to(self._socket, deadline)
            self._socket.connect(str(self._path))
        self._limit_to(self._socket, deadline)
        self._socket.sendall(line)
        while b"\n" not in self._received:
            self._limit_to(self._socket, deadline)
            more = self._socket.recv(65536)
            if not more:
                raise ConnectionResetError("the keeper hung up")
            self._received += more
            if len(self._received) > LINE_LIMIT:
                raise KeeperRefusedError("answer too long")
        answer, _, self._received = self._received.partition(b"\n")
        return answer

    def _limit_to(self, connection: socket.socket, deadline: float) -> None:
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        connection.settimeout(left)

    def _hang_up(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None


def _answer(line: bytes) -> Any:
    message = decode(line)
    match message:
        case {"ok": answer}:
            return answer
        case {"failure": {"code": code, "detail": detail}}:
            return SyncFailure(SyncFailureCode(code), detail)
    raise KeeperRefusedError(str(message.get("fault")))


def _open_print(plain: dict[str, Any]) -> OpenPrint:
    session, outcome = plain["session"], plain["outcome"]
    return OpenPrint(
        job_id=UUID(plain["job_id"]),
        session=None if session is None else UUID(session),
        kind=PrintKind(plain["kind"]),
        title=plain["title"],
        copies=plain["copies"],
        media=plain["media"],
        digest=plain["digest"],
        printer_job=plain["printer_job"],
        outcome=None if outcome is None else PrintOutcome(outcome),
    )
