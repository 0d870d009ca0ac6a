"""The outbox: sealed submissions in the order of their sequence, until the office has them.

There is no state "being sent": a row waits until a receipt arrives, so after a crash nothing has to
be put back.  Delivered rows stay until the office says "in backup" (sync.md F17, ``witness.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, func, select

from sync.envelope.wire import Envelope, digest_of
from sync.failures import SyncFailure, SyncFailureCode
from sync.store import rows
from sync.store.results import Committed, DeliveryState, Head, OfficeState
from sync.store.schema import outbox, quarantine, sessions
from sync.store.upgrade import NEVER
from sync.store.witness import Witness


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission to send."""

    sequence: int
    id: UUID
    digest: str
    envelope: bytes
    attempts: int


class Outbox:
    """Operations on ``outbox``."""

    def __init__(self, connection: Connection, witness: Witness) -> None:
        self._connection = connection
        self._witness = witness

    def put(self, envelope: Envelope, data: bytes) -> Committed | SyncFailure:
        """Insert or find the same; inside the caller's transaction."""
        row = self._row(outbox.c.id == str(envelope.id))
        if row is None:
            rows.insert(self._connection, outbox, _fresh(envelope, data))
            return Committed(envelope.id, envelope.digest, already=False)
        if row["digest"] != envelope.digest or row["envelope"] != data:
            return SyncFailure(SyncFailureCode.OTHER_CONTENT)
        # Written again although nothing changes: after an I/O error the first write may be visible
        # and yet not durable, and what is acknowledged follows a commit that went through.
        self._set(row["sequence"], state=row["state"])
        return Committed(envelope.id, envelope.digest, already=True)

    def delivery(self, id_: UUID) -> DeliveryState:
        """Where the submission is now."""
        with self._connection.begin():
            row = self._row(outbox.c.id == str(id_))
            if row is not None:
                return DeliveryState(row["state"])
            gone = select(sessions.c.backed_up).where(sessions.c.id == str(id_))
            if self._connection.scalar(gone):
                return DeliveryState.DELIVERED
            put_aside = self._connection.scalar(
                select(func.count()).where(quarantine.c.id == str(id_), quarantine.c.repaired == 0)
            )
            return DeliveryState.QUARANTINED if put_aside else DeliveryState.ABSENT

    def next_waiting(self, after: int = 0) -> Waiting | None:
        """The oldest waiting submission after sequence ``after``; damaged rows are put aside."""
        with self._connection.begin():
            while True:
                sequence = self._connection.scalar(
                    select(func.min(outbox.c.sequence)).where(
                        outbox.c.state == DeliveryState.WAITING.value, outbox.c.sequence > after
                    )
                )
                if sequence is None:
                    return None
                row = self._checked(sequence)
                if row is not None and row["state"] == DeliveryState.WAITING.value:
                    return Waiting(
                        row["sequence"],
                        UUID(row["id"]),
                        row["digest"],
                        row["envelope"],
                        row["attempts"],
                    )

    def attempted(self, sequence: int) -> None:
        """Count an attempt that brought no receipt."""
        with self._connection.begin():
            row = self._checked(sequence)
            if row is not None:
                self._set(sequence, attempts=row["attempts"] + 1)

    def delivered(self, sequence: int, head: Head | None, office: OfficeState | None) -> None:
        """The office has it: keep the sealed bytes, and its audit head as a witness."""
        with self._connection.begin():
            # First the office's word: a new epoch puts back what was delivered before this one.
            if office is not None:
                self._witness.told(office)
            if self._checked(sequence) is not None:
                place = NEVER if head is None else head.sequence
                state = DeliveryState.DELIVERED.value
                self._set(sequence, state=state, refusal="", head_sequence=place)
            if head is not None:
                self._witness.keep(head)

    def refused(self, sequence: int, code: SyncFailureCode) -> None:
        """The office does not take it: keep it, staff see an alarm."""
        with self._connection.begin():
            if self._checked(sequence) is not None:
                self._set(sequence, state=DeliveryState.REFUSED.value, refusal=code.value)

    def requeue(self, id_: UUID) -> DeliveryState:
        """Staff: try a refused submission again (the office was put right)."""
        with self._connection.begin():
            row = self._row(outbox.c.id == str(id_))
            if row is not None and row["state"] == DeliveryState.REFUSED.value:
                self._set(row["sequence"], state=DeliveryState.WAITING.value, refusal="")
        return self.delivery(id_)

    def check_all(self) -> None:
        """Look at every row; inside the caller's transaction."""
        for sequence in rows.doubtful(self._connection, outbox):
            self._checked(sequence)

    def counts(self) -> Mapping[str, int]:
        """State to number of rows; inside the caller's transaction."""
        found = self._connection.execute(
            select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)
        )
        return {row.state: row.rows for row in found}

    def oldest_waiting_day(self) -> str | None:
        """Day of the oldest submission still here; inside the caller's transaction."""
        return self._connection.scalar(
            select(sessions.c.day)
            .join_from(outbox, sessions, outbox.c.sequence == sessions.c.sequence)
            .where(outbox.c.state == DeliveryState.WAITING.value)
            .order_by(outbox.c.sequence)
            .limit(1)
        )

    def _row(self, condition: ColumnElement[bool]) -> dict[str, Any] | None:
        sequence = self._connection.scalar(select(outbox.c.sequence).where(condition))
        return None if sequence is None else self._checked(sequence)

    def _checked(self, sequence: int) -> dict[str, Any] | None:
        """The row, when it is what was written; else it is put aside and, if possible, rebuilt."""
        if not self._exists(sequence):
            return None
        row = rows.checked(self._connection, outbox, sequence)
        if row is not None:
            return row
        self._put_aside(sequence)
        return self._checked(sequence)

    def _exists(self, sequence: int) -> bool:
        found = select(func.count()).where(outbox.c.sequence == sequence)
        return bool(self._connection.scalar(found))

    def _put_aside(self, sequence: int) -> None:
        """Copy the damaged row to quarantine; sealed bytes that still hold become a waiting row.

        The envelope carries its own digest, so a damaged state or counter costs nothing: it is
        sent again, and the office answers "already here".
        """
        session = self._connection.scalar(
            select(sessions.c.id).where(sessions.c.sequence == sequence)
        )
        held = rows.raw(self._connection, outbox, sequence)["envelope"]
        data = b"" if held is None else bytes(held)
        envelope = Envelope.from_bytes(data)
        whole = (
            isinstance(envelope, Envelope)
            and envelope.digest == digest_of(envelope.sealed())
            and envelope.header.sequence == sequence
            # No session: its own row was damaged and put aside.
            and session in (None, str(envelope.id))
        )
        rows.put_aside(self._connection, outbox, sequence, id_=session, repaired=int(whole))
        if isinstance(envelope, Envelope) and whole:
            rows.insert(self._connection, outbox, _fresh(envelope, data))

    def _set(self, sequence: int, **values: Any) -> None:
        rows.change(self._connection, outbox, outbox.c.sequence == sequence, **values)


def _fresh(envelope: Envelope, data: bytes) -> dict[str, Any]:
    return {
        "sequence": envelope.header.sequence,
        "id": str(envelope.id),
        "envelope": data,
        "digest": envelope.digest,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "refusal": "",
        "head_sequence": NEVER,
    }
