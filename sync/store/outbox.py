"""The outbox: sealed submissions in the order of their sequence, until the office has them.

There is no state "being sent": a row waits until a receipt arrives, so after a crash nothing has to
be put back.  Delivered rows stay until the office says "in backup" (sync.md F17).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Connection,
    LargeBinary,
    RowMapping,
    cast,
    delete,
    func,
    insert,
    select,
)
from sqlalchemy import update as sql_update

from sync.envelope.wire import Envelope, digest_of
from sync.failures import SyncFailure, SyncFailureCode
from sync.store.results import Committed, DeliveryState
from sync.store.schema import heads, outbox, quarantine, row_digest, sessions


@dataclass(frozen=True, slots=True)
class Waiting:
    """One submission to send."""

    sequence: int
    id: UUID
    digest: str
    envelope: bytes
    attempts: int


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the office's audit chain, carried home as a witness."""

    sequence: int
    hash: str
    signature: str = ""


class Outbox:
    """Operations on ``outbox``, ``heads`` and ``quarantine``."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, envelope: Envelope, data: bytes) -> Committed | SyncFailure:
        """Insert or find the same; inside the caller's transaction."""
        row = self._row(outbox.c.id == str(envelope.id))
        if row is None:
            self._write(_fresh(envelope, data))
            return Committed(envelope.id, envelope.digest, already=False)
        if row["digest"] != envelope.digest or row["envelope"] != data:
            return SyncFailure(SyncFailureCode.OTHER_CONTENT)
        # Written again although nothing changes: after an I/O error the first write may be visible
        # and yet not durable, and what is acknowledged follows a commit that went through.
        self._write(row)
        return Committed(envelope.id, envelope.digest, already=True)

    def delivery(self, id_: UUID) -> DeliveryState:
        """Where the submission is now."""
        with self._connection.begin():
            row = self._row(outbox.c.id == str(id_))
            if row is not None:
                return DeliveryState(row["state"])
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
                self._write({**row, "attempts": row["attempts"] + 1})

    def delivered(self, sequence: int, head: Head | None) -> None:
        """The office has it: keep the sealed bytes, and its audit head as a witness."""
        with self._connection.begin():
            row = self._checked(sequence)
            if row is not None:
                self._write({**row, "state": DeliveryState.DELIVERED.value, "refusal": ""})
            if head is not None:
                self._connection.execute(
                    insert(heads)
                    .prefix_with("OR IGNORE")
                    .values(sequence=head.sequence, hash=head.hash, signature=head.signature)
                )

    def refused(self, sequence: int, code: SyncFailureCode) -> None:
        """The office does not take it: keep it, staff see an alarm."""
        with self._connection.begin():
            row = self._checked(sequence)
            if row is not None:
                self._write({**row, "state": DeliveryState.REFUSED.value, "refusal": code.value})

    def requeue(self, id_: UUID) -> DeliveryState:
        """Staff: try a refused submission again (the office was put right)."""
        with self._connection.begin():
            row = self._row(outbox.c.id == str(id_))
            if row is not None and row["state"] == DeliveryState.REFUSED.value:
                self._write({**row, "state": DeliveryState.WAITING.value, "refusal": ""})
        return self.delivery(id_)

    def check_all(self) -> None:
        """Look at every row; at start."""
        with self._connection.begin():
            for sequence in self._connection.scalars(select(outbox.c.sequence)).all():
                self._checked(sequence)

    def counts(self) -> Mapping[str, int]:
        """State to number of rows; inside the caller's transaction."""
        rows = self._connection.execute(
            select(outbox.c.state, func.count().label("rows")).group_by(outbox.c.state)
        )
        return {row.state: row.rows for row in rows}

    def oldest_waiting_day(self) -> str | None:
        """Day of the oldest submission still here; inside the caller's transaction."""
        return self._connection.scalar(
            select(sessions.c.day)
            .join_from(outbox, sessions, outbox.c.sequence == sessions.c.sequence)
            .where(outbox.c.state == DeliveryState.WAITING.value)
            .order_by(outbox.c.sequence)
            .limit(1)
        )

    def head_conflicts(self) -> int:
        """Places of the office's chain for which it told two hashes."""
        twice = select(heads.c.sequence).group_by(heads.c.sequence).having(func.count() > 1)
        return self._connection.scalar(select(func.count()).select_from(twice.subquery())) or 0

    def _row(self, condition: ColumnElement[bool]) -> dict[str, Any] | None:
        sequence = self._connection.scalar(select(outbox.c.sequence).where(condition))
        return None if sequence is None else self._checked(sequence)

    def _checked(self, sequence: int) -> dict[str, Any] | None:
        """The row, when it is what was written; else it is put aside and, if possible, rebuilt."""
        raw = (
            self._connection.execute(
                # As bytes: damaged text may not decode, and must not stop us.
                select(
                    *(cast(column, LargeBinary).label(column.name) for column in outbox.c)
                ).where(outbox.c.sequence == sequence)
            )
            .mappings()
            .one()
        )
        try:
            for column in outbox.c:
                if column.name != "envelope":
                    bytes(raw[column.name]).decode()
            row: dict[str, Any] = dict(
                self._connection.execute(select(outbox).where(outbox.c.sequence == sequence))
                .mappings()
                .one()
            )
            if row_digest(row) == row["row_digest"]:
                return row
        except (UnicodeDecodeError, TypeError):
            pass  # the same damage, seen earlier
        self._put_aside(sequence, raw)
        return self._checked(sequence) if self._exists(sequence) else None

    def _exists(self, sequence: int) -> bool:
        found = select(func.count()).where(outbox.c.sequence == sequence)
        return bool(self._connection.scalar(found))

    def _put_aside(self, sequence: int, raw: RowMapping) -> None:
        """Copy the damaged row to quarantine; sealed bytes that still hold become a waiting row.

        The envelope carries its own digest, so a damaged state or counter costs nothing: it is
        sent again, and the office answers "already here".
        """
        content = {
            name: None if value is None else base64.b64encode(bytes(value)).decode()
            for name, value in raw.items()
        }
        session = self._connection.scalar(
            select(sessions.c.id).where(sessions.c.sequence == sequence)
        )
        data = b"" if raw["envelope"] is None else bytes(raw["envelope"])
        envelope = Envelope.from_bytes(data)
        whole = (
            isinstance(envelope, Envelope)
            and envelope.digest == digest_of(envelope.sealed())
            and (str(envelope.id), envelope.header.sequence) == (session, sequence)
        )
        self._connection.execute(
            insert(quarantine).values(
                id=session,
                reason=SyncFailureCode.ROW_DAMAGED.value,
                content=json.dumps(content).encode(),
                repaired=int(whole),
            )
        )
        self._connection.execute(delete(outbox).where(outbox.c.sequence == sequence))
        if isinstance(envelope, Envelope) and whole:
            self._write(_fresh(envelope, data))

    def _write(self, row: Mapping[str, Any]) -> None:
        values = {**row, "row_digest": row_digest(row)}
        if self._exists(row["sequence"]):
            self._connection.execute(
                sql_update(outbox).where(outbox.c.sequence == row["sequence"]).values(values)
            )
        else:
            self._connection.execute(insert(outbox).values(values))


def _fresh(envelope: Envelope, data: bytes) -> dict[str, Any]:
    return {
        "sequence": envelope.header.sequence,
        "id": str(envelope.id),
        "envelope": data,
        "digest": envelope.digest,
        "state": DeliveryState.WAITING.value,
        "attempts": 0,
        "refusal": "",
    }
