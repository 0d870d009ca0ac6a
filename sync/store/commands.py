"""The keeper's commands: plain JSON in, plain JSON or a failure out, checked again on this side."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.envelope.seal import verify
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure, SyncFailureCode
from sync.sender.sender import Sender
from sync.store.alarms import alarms
from sync.store.failpoints import Failpoint, reach
from sync.store.owner import StoreOwner
from sync.store.records import today_in_japan
from sync.store.results import PrintKind, PrintOutcome

_Fields = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kiosk:
    """Who we are; envelopes of others are not taken."""

    office: str
    device: str
    key: Ed25519PublicKey


class Commands:
    """Runs one request.  Called from any thread; the owner puts them in a row."""

    def __init__(
        self,
        owner: StoreOwner,
        sender: Sender,
        wake: Callable[[], None],
        kiosk: Kiosk,
    ) -> None:
        self._owner = owner
        self._sender = sender
        self._wake = wake
        self._kiosk = kiosk
        at_start = owner.do(lambda store: store.prints.unprinted_receipts())
        self._unprinted_at_start = 0 if isinstance(at_start, SyncFailure) else len(at_start)
        self._commands: Mapping[str, Callable[[_Fields], Any]] = {
            "begin": self._begin,
            "commit": self._commit,
            "delivery": self._delivery,
            "requeue": self._requeue,
            "print_started": self._print_started,
            "print_created": self._print_created,
            "print_settled": self._print_settled,
            "print_open": self._print_open,
            "prints_of": self._prints_of,
            "unprinted_receipts": self._unprinted_receipts,
            "heads": self._heads,
            "receipt_given": self._receipt_given,
            "audit": self._audit,
            "health": self._health,
        }

    def run(self, request: _Fields) -> Any:
        """The JSON-able answer or a :class:`SyncFailure`.

        Raises ``KeyError``, ``TypeError`` or ``ValueError`` for a request that is not one.
        """
        return _plain(self._commands[request["command"]](request))

    def _begin(self, fields: _Fields) -> Any:
        session = UUID(fields["session"])
        answer = self._owner.do(lambda store: store.begin(session))
        reach(Failpoint.BEGUN)
        return answer

    def _commit(self, fields: _Fields) -> Any:
        data: bytes = fields["envelope"].encode("ascii")
        envelope = Envelope.from_bytes(data)
        if isinstance(envelope, SyncFailure):
            return envelope
        genuine = verify(envelope, self._kiosk.key)
        if isinstance(genuine, SyncFailure):
            return genuine
        if (genuine.header.office, genuine.header.device) != (
            self._kiosk.office,
            self._kiosk.device,
        ):
            return SyncFailure(SyncFailureCode.NOT_BEGUN, "office or device")
        answer = self._owner.do(lambda store: store.commit(genuine, data))
        reach(Failpoint.COMMITTED)
        if not isinstance(answer, SyncFailure):
            self._wake()
        return answer

    def _delivery(self, fields: _Fields) -> Any:
        id_ = UUID(fields["id"])
        return self._owner.do(lambda store: store.outbox.delivery(id_))

    def _requeue(self, fields: _Fields) -> Any:
        id_ = UUID(fields["id"])
        answer = self._owner.do(lambda store: store.outbox.requeue(id_))
        self._wake()
        return answer

    def _print_started(self, fields: _Fields) -> Any:
        job_id, kind = UUID(fields["job_id"]), PrintKind(fields["kind"])
        session = None if fields["session"] is None else UUID(fields["session"])
        title, digest = _text(fields["title"]), _text(fields["digest"])
        copies, media = int(fields["copies"]), _text(fields["media"])
        return self._owner.do(
            lambda store: store.prints.started(
                job_id,
                digest,
                kind=kind,
                title=title,
                copies=copies,
                media=media,
                session=session,
            )
        )

    def _print_created(self, fields: _Fields) -> Any:
        job_id, printer_job = UUID(fields["job_id"]), int(fields["printer_job"])
        return self._owner.do(lambda store: store.prints.created(job_id, printer_job))

    def _print_settled(self, fields: _Fields) -> Any:
        job_id, outcome = UUID(fields["job_id"]), PrintOutcome(fields["outcome"])
        return self._owner.do(lambda store: store.prints.settled(job_id, outcome))

    def _print_open(self, _fields: _Fields) -> Any:
        return self._owner.do(lambda store: store.prints.unsettled())

    def _prints_of(self, fields: _Fields) -> Any:
        session = UUID(fields["session"])
        return self._owner.do(lambda store: store.prints.of_session(session))

    def _unprinted_receipts(self, _fields: _Fields) -> Any:
        return self._owner.do(lambda store: store.prints.unprinted_receipts())

    def _heads(self, _fields: _Fields) -> Any:
        return self._owner.do(lambda store: store.heads())

    def _receipt_given(self, fields: _Fields) -> Any:
        session = UUID(fields["session"])
        return self._owner.do(lambda store: store.receipt_given(session))

    def _audit(self, fields: _Fields) -> Any:
        id_, event = UUID(fields["id"]), _text(fields["event"])
        return self._owner.do(lambda store: store.record(id_, event))

    def _health(self, _fields: _Fields) -> Any:
        health = self._owner.do(lambda store: store.health())
        if isinstance(health, SyncFailure):
            return health
        code, detail = self._sender.failure or (None, "")
        office = self._sender.office
        days, silent = _days(health.oldest_waiting_day), _days(health.office_heard_day)
        return {
            "pid": os.getpid(),
            "store": asdict(health),
            "sender_failure": None if code is None else code.value,
            "sender_detail": detail,
            "clock_skew_seconds": office.skew,
            "silent_seconds": office.silent,
            "silent_days": silent,
            "waiting_days": days,
            "unprinted_at_start": self._unprinted_at_start,
            "alarms": [alarm.value for alarm in alarms(health, office.skew, days, silent)],
        }


def _days(since: str | None) -> int:
    return 0 if since is None else max(0, (today_in_japan() - date.fromisoformat(since)).days)


def _plain(answer: Any) -> Any:
    """Dataclasses as objects, ids as text; failures stay what they are."""
    match answer:
        case SyncFailure():
            return answer
        case UUID():
            return str(answer)
        case tuple():
            return [_plain(each) for each in answer]
        case Mapping():
            return {key: _plain(value) for key, value in answer.items()}
        case _ if hasattr(answer, "__dataclass_fields__"):
            return _plain(asdict(answer))
        case _:
            return answer


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value
