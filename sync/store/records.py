"""The store's operations.  One instance, one thread (``owner.py``), each operation one transaction.

Every operation may be repeated: a client that got no answer asks again with the same ids.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from uuid import UUID

from sqlalchemy import Connection, func, select
from sqlalchemy.exc import DBAPIError

from sync.envelope.wire import Envelope
from sync.failures import SyncFailure, SyncFailureCode
from sync.store import rows, schema
from sync.store.ballast import Ballast
from sync.store.connection import StoreDamagedError, abandon, open_connection
from sync.store.events import Events
from sync.store.outbox import Outbox
from sync.store.prints import PrintJobs
from sync.store.results import Begun, Committed, Head, OfficeState, StoreHealth
from sync.store.witness import Witness

JAPAN = timezone(timedelta(hours=9), "JST")

_NEWEST_ROWS = 20_000
"""So many of each table are looked at when the store opens: years of sessions, in under a second."""


def today_in_japan() -> date:
    """The day that is printed on receipts; used for numbers only, never for an order."""
    return datetime.now(JAPAN).date()


@dataclass(frozen=True, slots=True)
class StorePlan:
    """How a store is run.  ``letter`` is the kiosk's letter in receipt numbers.

    ``row_key``: 32 bytes, of the rows' MACs.
    """

    path: Path
    letter: str
    row_key: bytes = field(repr=False)
    min_free_bytes: int = 64 * 1024 * 1024
    today: Callable[[], date] = today_in_japan
    ballast_bytes: int = 0

    @property
    def ballast(self) -> Ballast:
        """The room that is kept for finishing what was begun."""
        return Ballast(self.path.with_name(self.path.name + ".ballast"), self.ballast_bytes)


class Store:
    """All operations on the one connection."""

    def __init__(self, connection: Connection, plan: StorePlan) -> None:
        self._connection = connection
        self._plan = plan
        self._events = Events(connection, plan.today)
        self.witness = Witness(connection, plan.today)
        self.outbox = Outbox(connection, self.witness)
        self.prints = PrintJobs(connection, self._events)

    @classmethod
    def open(cls, plan: StorePlan) -> Store:
        """Open the file and look at every row.

        Raises ``StoreSettingsError`` or ``StoreDamagedError``.
        """
        store = cls(open_connection(plan.path, plan.row_key), plan)
        try:
            store.check_all()
        except DBAPIError as fault:
            store.abandon()
            # From None: the statement and its values do not belong in anybody's log.
            raise StoreDamagedError(f"{plan.path.name}: {fault.orig}") from None
        return store

    def close(self) -> None:
        """Give the file back."""
        self._connection.close()

    def abandon(self) -> None:
        """Give the file back after an error; never raises."""
        abandon(self._connection)

    def check_all(self) -> None:
        """Look at every row that is still needed; damaged ones go to quarantine."""
        with self._connection.begin():
            # Before the outbox, which asks the sessions about a damaged row.
            for table in (schema.sessions, schema.prints, schema.heads, schema.office):
                rows.check_table(self._connection, table, _NEWEST_ROWS)
            rows.check_table(self._connection, schema.audit, _NEWEST_ROWS)
            self.outbox.check_all()

    def begin(self, session: UUID) -> Begun | SyncFailure:
        """Reserve number and sequence; the same ones when asked again.

        ``STORE_FULL`` is said here, before the citizen starts, not when the work is done.
        """
        with self._connection.begin():
            row = self._session(session)
            if row is not None:
                return row
            free = self.free_bytes()
            if free < self._plan.min_free_bytes or not self._plan.ballast.take():
                return SyncFailure(SyncFailureCode.STORE_FULL, f"{free} bytes free")
            day = self._plan.today().isoformat()
            counter = self._next_counter(day)
            begun = Begun(f"{self._plan.letter}-{counter:03d}", self._next_sequence())
            values = {
                "sequence": begun.sequence,
                "id": str(session),
                "day": day,
                "counter": counter,
                "number": begun.number,
                "receipt_given": 0,
                "backed_up": 0,
            }
            rows.insert(self._connection, schema.sessions, values)
            return begun

    def commit(self, envelope: Envelope, data: bytes) -> Committed | SyncFailure:
        """Store ``data``, the verified ``envelope``'s bytes, for sending."""
        with self._connection.begin():
            begun = self._session(envelope.id)
            if begun is None or begun.sequence != envelope.header.sequence:
                return SyncFailure(SyncFailureCode.NOT_BEGUN, "id or sequence")
            if self._backed_up(envelope.id):
                return Committed(envelope.id, envelope.digest, already=True)
            self._events.about(envelope.id, "submission.stored")
            return self.outbox.put(envelope, data)

    def office_told(self, state: OfficeState) -> None:
        """The office's word between deliveries: how far its backup goes, or that it was restored."""
        with self._connection.begin():
            self.witness.told(state)

    def heads(self) -> tuple[Head, ...]:
        """The office's heads that came home, for a check of its audit chain."""
        with self._connection.begin():
            return self.witness.all_heads()

    def receipt_given(self, session: UUID) -> SyncFailure | None:
        """A person handed the number out by hand."""
        with self._connection.begin():
            this = schema.sessions.c.id == str(session)
            changed = rows.change(self._connection, schema.sessions, this, receipt_given=1)
            return None if changed else SyncFailure(SyncFailureCode.NOT_BEGUN)

    def record(self, id_: UUID, event: str) -> None:
        """Count an anonymous event.  Raises ``ValueError`` for what is no event code."""
        with self._connection.begin():
            self._events.note(id_, event)

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
                last_sequence=self._next_sequence() - 1,
                last_head=self.witness.last_head(),
                head_conflicts=self.witness.conflicts(),
                office_epoch=self.witness.state()[0],
                backed_up=self.witness.state()[1],
                office_heard_day=self.witness.heard_day(),
                free_bytes=self.free_bytes(),
                ballast=self._plan.ballast.held,
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

    def _backed_up(self, session: UUID) -> bool:
        gone = select(schema.sessions.c.backed_up).where(schema.sessions.c.id == str(session))
        return bool(self._connection.scalar(gone))

    def _next_sequence(self) -> int:
        return rows.last_rowid(self._connection, schema.sessions) + 1

    def _next_counter(self, day: str) -> int:
        """Beyond all of the day; each damaged session may have had one that nobody can read."""
        last = select(func.max(schema.sessions.c.counter)).where(schema.sessions.c.day == day)
        lost = select(func.count()).where(schema.quarantine.c.source == schema.sessions.name)
        return (self._connection.scalar(last) or 0) + (self._connection.scalar(lost) or 0) + 1

    def _pragma(self, name: str) -> int:
        return int(self._connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
