"""Takes envelopes in.  Holds no key that opens them: it sees the header, digest and signature.

The submission, its audit row and the head that the receipt carries home are one transaction, and
what arrives at the same time shares it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, assert_never
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, select
from starlette.concurrency import run_in_threadpool

from sync.envelope.receipt import head_statement, sign, state_statement
from sync.envelope.seal import verify
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.office import audit, devices
from sync.office.database import Clock, Database, lock_head_and_ask, stamp
from sync.office.failures import OfficeFailureCode
from sync.office.held import Answer, Held
from sync.office.limits import Buckets
from sync.office.tables import office_state, submissions, to_open
from sync.office.together import Together
from sync.office.trips import Step

_AT_ONCE = 32
"""So many share a transaction: some megabytes, and a lock of some milliseconds."""
_ADD, _QUEUE = submissions.insert(), to_open.insert()
_STATUS = {
    OfficeFailureCode.NOT_AN_ENVELOPE: 400,
    OfficeFailureCode.OTHER_ID: 400,
    OfficeFailureCode.OTHER_OFFICE: 421,
    OfficeFailureCode.TOO_LARGE: 413,
    OfficeFailureCode.DEVICE_UNKNOWN: 403,
    OfficeFailureCode.DEVICE_REVOKED: 403,
    OfficeFailureCode.DEVICE_PENDING: 403,
    OfficeFailureCode.CODE_WRONG: 403,
    OfficeFailureCode.NOT_AN_ENROLMENT: 400,
    OfficeFailureCode.CONTENT_TYPE: 415,
    OfficeFailureCode.BUSY: 429,
    OfficeFailureCode.DEVICE_SUSPENDED: 403,
    OfficeFailureCode.SIGNATURE_WRONG: 422,
    OfficeFailureCode.OTHER_CONTENT: 409,
    OfficeFailureCode.SEQUENCE_TAKEN: 409,
}


@dataclass(frozen=True, slots=True)
class Taken:
    """``status`` 201 the first time, 200 for the same digest again."""

    status: int
    receipt: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Refused:
    """Nothing was stored.  ``wait``: seconds after which to come again, 0 = that does not help."""

    code: OfficeFailureCode
    wait: int = 0

    @property
    def status(self) -> int:
        """The HTTP status that a kiosk gets."""
        return _STATUS[self.code]


@dataclass(frozen=True, slots=True)
class Genuine:
    """An envelope that its device signed, and its bytes."""

    envelope: Envelope
    body: bytes


class Intake:
    """One office's door for kiosks."""

    def __init__(
        self,
        database: Database,
        office: str,
        head_key: Ed25519PrivateKey,
        clock: Clock,
        *,
        max_bytes: int,
        rate: Buckets | None = None,
    ) -> None:
        self._database = database
        self._office = office
        self._head_key = head_key
        self._clock = clock
        self.max_bytes = max_bytes
        self._rate = rate
        self._keys: dict[str, Ed25519PublicKey] = {}
        self._stored: Together[Genuine, Taken | Refused] = Together(self._store, _AT_ONCE)

    @property
    def head_key(self) -> Ed25519PublicKey:
        """What kiosks verify receipts with."""
        return self._head_key.public_key()

    def take(self, submission_id: UUID, body: bytes) -> Taken | Refused:
        """Verify and store.  Safe to repeat: same id and digest gives 200 and stores nothing."""
        genuine = self.genuine(submission_id, body)
        return genuine if isinstance(genuine, Refused) else self._store([genuine])[0]

    async def take_together(self, submission_id: UUID, body: bytes) -> Taken | Refused:
        """As :meth:`take`, in one transaction with what arrives at the same time."""
        envelope = self._addressed(submission_id, body)
        if isinstance(envelope, Refused):
            return envelope
        device = envelope.header.device
        # Only for the first submission of a device is there anything to wait for.
        key: Ed25519PublicKey | OfficeFailureCode | None = self._keys.get(device)
        if key is None:
            key = await run_in_threadpool(self._key_of, device)
        genuine = self._signed(envelope, body, key)
        return genuine if isinstance(genuine, Refused) else await self._stored.do(genuine)

    def genuine(self, submission_id: UUID, body: bytes) -> Genuine | Refused:
        """All that can be said before the chain's lock is taken, which all senders share."""
        envelope = self._addressed(submission_id, body)
        if isinstance(envelope, Refused):
            return envelope
        return self._signed(envelope, body, self._key_of(envelope.header.device))

    def _addressed(self, submission_id: UUID, body: bytes) -> Envelope | Refused:
        """An envelope to this office, under its own id."""
        if len(body) > self.max_bytes:
            return Refused(OfficeFailureCode.TOO_LARGE)
        envelope = Envelope.from_bytes(body)
        if isinstance(envelope, SyncFailure):
            return Refused(OfficeFailureCode.NOT_AN_ENVELOPE)
        if envelope.id != submission_id:
            return Refused(OfficeFailureCode.OTHER_ID)
        if envelope.header.office != self._office:
            return Refused(OfficeFailureCode.OTHER_OFFICE)
        return envelope

    def _signed(
        self, envelope: Envelope, body: bytes, key: Ed25519PublicKey | OfficeFailureCode
    ) -> Genuine | Refused:
        if isinstance(key, OfficeFailureCode):
            return Refused(key)
        if isinstance(verify(envelope, key), SyncFailure):
            return Refused(OfficeFailureCode.SIGNATURE_WRONG)
        # After the signature: nobody can use up another device's turn.
        wait = 0 if self._rate is None else self._rate.take(envelope.header.device)
        if wait:
            return Refused(OfficeFailureCode.BUSY, wait)
        return Genuine(envelope, body)

    def _key_of(self, device: str) -> Ed25519PublicKey | OfficeFailureCode:
        """A device's key never changes, so it is read once; its standing is asked every time."""
        key = self._keys.get(device)
        if key is None:
            with self._database.reading() as connection:
                read = devices.key_of(connection, device)
            if isinstance(read, OfficeFailureCode):
                return read
            key = self._keys[device] = read
        return key

    def state(self) -> dict[str, Any]:
        """Signed: how far the backup goes, which epoch it is, what time it is here."""
        with self._database.reading() as connection:
            row = connection.execute(select(office_state.c.epoch, office_state.c.backed_up)).one()
        return self._signed_state(row.epoch, row.backed_up)

    def _store(self, genuine: Sequence[Genuine]) -> list[Taken | Refused]:
        """One transaction for all of them; the answers in their order."""
        envelopes = [each.envelope for each in genuine]
        with self._database.writing(head_last=True) as connection:
            (known,) = lock_head_and_ask(connection, Held.question(envelopes))
            held = Held.from_answer(known)
            answers = [held.take(envelope) for envelope in envelopes]
            fresh = [
                each
                for each, answer in zip(genuine, answers, strict=True)
                if answer is Answer.FRESH
            ]
            heads = iter(_insert(connection, self._clock(), fresh))
            newest = audit.locked_head(connection)
        # Signed after the commit: the lock is what all senders share.
        state = self._signed_state(held.epoch, held.backed_up)
        made: list[Taken | Refused] = []
        for envelope, answer in zip(envelopes, answers, strict=True):
            match answer:
                case Answer.FRESH:
                    made.append(Taken(201, self._receipt(envelope, next(heads), state)))
                case Answer.AGAIN:
                    # Never an older head than the submission's own: a kiosk deletes by it, and its
                    # own may be of this very transaction.
                    made.append(Taken(200, self._receipt(envelope, newest, state)))
                case OfficeFailureCode():
                    made.append(Refused(answer))
                case _:
                    assert_never(answer)
        return made

    def _receipt(
        self, envelope: Envelope, head: audit.Head, state: dict[str, Any]
    ) -> dict[str, Any]:
        statement = head_statement(state["epoch"], head.sequence, head.hash)
        return {
            "id": str(envelope.id),
            "digest": envelope.digest,
            "head": sign("audit head", statement, self._head_key),
            "office": state,
        }

    def _signed_state(self, epoch: int, backed_up: int) -> dict[str, Any]:
        statement = state_statement(self._office, epoch, backed_up, stamp(self._clock()))
        return sign("office state", statement, self._head_key)


def _insert(
    connection: Connection, now: datetime, fresh: Sequence[Genuine]
) -> Sequence[audit.Head]:
    """Submissions, their places in the opener's queue, their audit rows; the head after each."""
    if not fresh:
        return ()
    rows = [
        {
            "id": str(each.envelope.id),
            "office": each.envelope.header.office,
            "device": each.envelope.header.device,
            "sequence": each.envelope.header.sequence,
            "suite": each.envelope.header.suite,
            "digest": each.envelope.digest,
            "signature": each.envelope.signature,
            "envelope": each.body,
            "received_at": stamp(now),
        }
        for each in fresh
    ]
    events = [
        audit.Event(
            f"device:{each.envelope.header.device}",
            "submission.taken",
            str(each.envelope.id),
            {"digest": each.envelope.digest, "sequence": each.envelope.header.sequence},
        )
        for each in fresh
    ]
    waiting = Step(_QUEUE, [{"submission_id": row["id"]} for row in rows])
    return audit.append_all(connection, now, events, Step(_ADD, rows), waiting)
