"""Takes envelopes in.  Holds no key that opens them: it sees the header, digest and signature.

The submission, its audit row and the head that the receipt carries home are one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlalchemy import Connection, select

from sync.envelope.receipt import head_statement, sign, state_statement
from sync.envelope.seal import verify
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.office import audit, devices
from sync.office.database import Clock, Database, stamp
from sync.office.failures import OfficeFailureCode
from sync.office.limits import Buckets
from sync.office.tables import devices as devices_table
from sync.office.tables import office_state, submissions, to_open

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

    @property
    def head_key(self) -> Ed25519PublicKey:
        """What kiosks verify receipts with."""
        return self._head_key.public_key()

    def take(self, submission_id: UUID, body: bytes) -> Taken | Refused:
        """Verify and store.  Safe to repeat: same id and digest gives 200 and stores nothing."""
        if len(body) > self.max_bytes:
            return Refused(OfficeFailureCode.TOO_LARGE)
        envelope = Envelope.from_bytes(body)
        if isinstance(envelope, SyncFailure):
            return Refused(OfficeFailureCode.NOT_AN_ENVELOPE)
        if envelope.id != submission_id:
            return Refused(OfficeFailureCode.OTHER_ID)
        if envelope.header.office != self._office:
            return Refused(OfficeFailureCode.OTHER_OFFICE)
        # Verified before the chain's lock is taken: the lock is what all senders share.
        key = self._key_of(envelope.header.device)
        if isinstance(key, OfficeFailureCode):
            return Refused(key)
        if isinstance(verify(envelope, key), SyncFailure):
            return Refused(OfficeFailureCode.SIGNATURE_WRONG)
        # After the signature: nobody can use up another device's turn.
        wait = 0 if self._rate is None else self._rate.take(envelope.header.device)
        if wait:
            return Refused(OfficeFailureCode.BUSY, wait)
        with self._database.writing() as connection:
            return self._store(connection, envelope, body)

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

    def _store(self, connection: Connection, envelope: Envelope, body: bytes) -> Taken | Refused:
        header, now = envelope.header, self._clock()
        # One question for all that must be known: each is a way to the database and back.
        old = submissions.alias("old")
        before = connection.execute(
            select(
                devices_table.c.status,
                select(submissions.c.digest)
                .where(submissions.c.id == str(envelope.id))
                .scalar_subquery()
                .label("digest"),
                select(old.c.id)
                .where(old.c.device == header.device, old.c.sequence == header.sequence)
                .scalar_subquery()
                .label("in_place"),
                office_state.c.epoch,
                office_state.c.backed_up,
            )
            .select_from(devices_table.join(office_state, office_state.c.id == 1))
            .where(devices_table.c.id == header.device)
        ).one()
        refused = devices.refusal(before.status)
        if refused is not None:
            return Refused(refused)
        state = self._signed_state(before.epoch, before.backed_up)
        if before.digest is not None:
            if before.digest != envelope.digest:
                return Refused(OfficeFailureCode.OTHER_CONTENT)
            return Taken(200, self._receipt(envelope, audit.read_head(connection), state))
        if before.in_place is not None:
            return Refused(OfficeFailureCode.SEQUENCE_TAKEN)
        connection.execute(
            submissions.insert().values(
                id=str(envelope.id),
                office=header.office,
                device=header.device,
                sequence=header.sequence,
                suite=header.suite,
                digest=envelope.digest,
                signature=envelope.signature,
                envelope=body,
                received_at=stamp(now),
            )
        )
        connection.execute(to_open.insert().values(submission_id=str(envelope.id)))
        head = audit.append(
            connection,
            now,
            f"device:{header.device}",
            "submission.taken",
            str(envelope.id),
            digest=envelope.digest,
            sequence=header.sequence,
        )
        return Taken(201, self._receipt(envelope, head, state))

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
