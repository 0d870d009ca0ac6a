"""The store's operations.  One instance, one thread (``owner.py``), each operation one transaction.

Every operation may be repeated: a client that got no answer asks again with the same ids.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, Table, func, insert, select, update
from sqlalchemy.exc import DBAPIError

from sync.envelope.wire import Envelope
from sync.failures import SyncFailure, SyncFailureCode
from sync.store import schema
from sync.store.connection import StoreDamagedError, open_connection
from sync.store.outbox import Outbox
from sync.store.prints import PrintJobs
from sync.store.results import Begun, Committed, StoreHealth

JAPAN = timezone(timedelta(hours=9), "JST")

_EVENT = re.compile(r"[a-z]+(\.[a-z_]+)+")


def today_in_japan() -> date:
    """The day that is printed on receipts; used for numbers only, never for an order."""
    return datetime.now(JAPAN).date()


@dataclass(frozen=True, slots=True)
class StorePlan:
    """How a store is run.  ``letter`` is the kiosk's letter in receipt numbers."""

    path: Path
    letter: str
    min_free_bytes: int = 64 * 1024 * 1024
    today: Callable[[], date] = today_in_japan


class Store:
    """All operations on the one connection."""

    def __init__(self, connection: Connection, plan: StorePlan) -> None:
        self._connection = connection
        self._plan = plan
        self.outbox = Outbox(connection)
        self.prints = PrintJobs(connection)

    @classmethod
    def open(cls, plan: StorePlan) -> Store:
        """Open the file and look at every row.

        Raises ``StoreSettingsError`` or ``StoreDamagedError``.
        """
        store = cls(open_connection(plan.path), plan)
        try:
            store.outbox.check_all()
        except DBAPIError as fault:
            store.close()
            # From None: the statement and its values do not belong in anybody's log.
            raise StoreDamagedError(f"{plan.path.name}: {fault.orig}") from None
        return store

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def begin(self, session: UUID) -> Begun | SyncFailure:
        """Reserve number and sequence; the same ones when asked again.

        ``STORE_FULL`` is said here, before the citizen starts, not when the work is done.
        """
        with self._connection.begin():
            row = self._session(session)
            if row is not None:
                return row
            free = self.free_bytes()
            if free < self._plan.min_free_bytes:
                return SyncFailure(SyncFailureCode.STORE_FULL, f"{free} bytes free")
            day = self._plan.today().isoformat()
            last = self._connection.scalar(
                select(func.max(schema.sessions.c.counter)).where(schema.sessions.c.day == day)
            )
            counter = (last or 0) + 1
            number = f"{self._plan.letter}-{counter:03d}"
            self._connection.execute(
                insert(schema.sessions).values(
                    id=str(session), day=day, counter=counter, number=number, receipt_given=0
                )
            )
            return self._session(session) or SyncFailure(SyncFailureCode.STORE_FAILED)

    def commit(self, envelope: Envelope, data: bytes) -> Committed | SyncFailure:
        """Store ``data``, the verified ``envelope``'s bytes, for sending."""
        with self._connection.begin():
            begun = self._session(envelope.id)
            if begun is None or begun.sequence != envelope.header.sequence:
                return SyncFailure(SyncFailureCode.NOT_BEGUN, "id or sequence")
            return self.outbox.put(envelope, data)

    def receipt_given(self, session: UUID) -> SyncFailure | None:
        """A person handed the number out by hand."""
        with self._connection.begin():
            changed = self._connection.execute(
                update(schema.sessions)
                .where(schema.sessions.c.id == str(session))
                .values(receipt_given=1)
            )
            return None if changed.rowcount else SyncFailure(SyncFailureCode.NOT_BEGUN)

    def record(self, id_: UUID, event: str) -> None:
        """Count an anonymous event.  Raises ``ValueError`` for what is no event code."""
        if not _EVENT.fullmatch(event):
            raise ValueError("an audit event is a dotted lower-case code")
        with self._connection.begin():
            self._connection.execute(
                insert(schema.audit)
                .prefix_with("OR IGNORE")
                .values(id=str(id_), day=self._plan.today().isoformat(), event=event)
            )

    def health(self) -> StoreHealth:
        """Counters for the staff screen and the heartbeat."""
        with self._connection.begin():
            states = self.outbox.counts()
            return StoreHealth(
                waiting=states.get("waiting", 0),
                delivered=states.get("delivered", 0),
                refused=states.get("refused", 0),
                quarantined=self._quarantined(repaired=0),
                repaired=self._quarantined(repaired=1),
                open_prints=self.prints.count_open(),
                unprinted_receipts=len(self.prints.without_receipt()),
                oldest_waiting_day=self.outbox.oldest_waiting_day(),
                last_sequence=self._last(schema.sessions),
                last_head=self._last(schema.heads),
                head_conflicts=self.outbox.head_conflicts(),
                free_bytes=self.free_bytes(),
            )

    def free_bytes(self) -> int:
        """Space on the disk and inside the file: counting only the disk blocks a queue for good."""
        disk = os.statvfs(self._plan.path.parent)
        pages = self._pragma("freelist_count") * self._pragma("page_size")
        return disk.f_bavail * disk.f_frsize + pages

    def _session(self, session: UUID) -> Begun | None:
        row = self._connection.execute(
            select(schema.sessions.c.number, schema.sessions.c.sequence).where(
                schema.sessions.c.id == str(session)
            )
        ).one_or_none()
        return None if row is None else Begun(row.number, row.sequence)

    def _quarantined(self, repaired: int) -> int:
        count = select(func.count()).where(schema.quarantine.c.repaired == repaired)
        return self._connection.scalar(count) or 0

    def _last(self, table: Table) -> int:
        return self._connection.scalar(select(func.max(table.c.sequence))) or 0

    def _pragma(self, name: str) -> int:
        return int(self._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
