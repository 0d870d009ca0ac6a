"""The print journal: what was handed to a printer, so that a crash never prints a sheet twice.

Each step and its anonymous event are one transaction.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from sync.failures import SyncFailure, SyncFailureCode
from sync.store import rows
from sync.store.events import Events
from sync.store.results import OpenPrint, PrintKind, PrintOutcome, UnprintedReceipt
from sync.store.schema import outbox, prints, sessions

_OPEN = or_(prints.c.outcome.is_(None), prints.c.outcome == PrintOutcome.UNKNOWN.value)


class PrintJobs:
    """Operations on ``prints``."""

    def __init__(self, connection: Connection, events: Events) -> None:
        self._connection = connection
        self._events = events

    def started(
        self,
        job_id: UUID,
        digest: str,
        *,
        kind: PrintKind,
        title: str,
        copies: int,
        media: str,
        session: UUID | None,
    ) -> SyncFailure | None:
        """Before anything goes to the printer.  The same id with another document is refused."""
        with self._connection.begin():
            held = self._connection.scalar(
                select(prints.c.digest).where(prints.c.job_id == str(job_id))
            )
            if held is not None:
                return None if held == digest else SyncFailure(SyncFailureCode.OTHER_CONTENT)
            values = {
                "job_id": str(job_id),
                "session": None if session is None else str(session),
                "kind": kind.value,
                "title": title,
                "copies": copies,
                "media": media,
                "digest": digest,
            }
            rows.insert(self._connection, prints, values)
            self._events.about(job_id, "print.started")
            return None

    def created(self, job_id: UUID, printer_job: int) -> SyncFailure | None:
        """The printer gave the job its own number: the last word before a document leaves.

        Refused once another session has begun: what is left of one visit is not for the next one.
        """
        with self._connection.begin():
            newest = self._connection.scalar(
                select(sessions.c.id).order_by(sessions.c.sequence.desc()).limit(1)
            )
            session = self._connection.scalar(
                select(prints.c.session).where(prints.c.job_id == str(job_id))
            )
        if session is not None and newest is not None and session != newest:
            return SyncFailure(SyncFailureCode.SESSION_OVER)
        return self._set(job_id, "print.created", printer_job=printer_job)

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> SyncFailure | None:
        """How it ended; a person's answer may replace ``unknown``."""
        return self._set(job_id, f"print.{outcome.value}", outcome=outcome.value)

    def unsettled(self) -> tuple[OpenPrint, ...]:
        """Jobs without an end, or with an unknown one, oldest first."""
        with self._connection.begin():
            return self._rows(_OPEN)

    def of_session(self, session: UUID) -> tuple[OpenPrint, ...]:
        """All jobs of a session, oldest first, settled or not."""
        with self._connection.begin():
            return self._rows(prints.c.session == str(session))

    def _rows(self, condition: ColumnElement[bool]) -> tuple[OpenPrint, ...]:
        found = self._connection.execute(select(prints).where(condition).order_by(prints.c.place))
        return tuple(
            OpenPrint(
                job_id=UUID(row.job_id),
                session=None if row.session is None else UUID(row.session),
                kind=PrintKind(row.kind),
                title=row.title,
                copies=row.copies,
                media=row.media,
                digest=row.digest,
                printer_job=row.printer_job,
                outcome=None if row.outcome is None else PrintOutcome(row.outcome),
            )
            for row in found
        )

    def unprinted_receipts(self) -> tuple[UnprintedReceipt, ...]:
        """Stored submissions whose receipt is not known to be printed or handed out."""
        with self._connection.begin():
            return self.without_receipt()

    def count_open(self) -> int:
        """Inside the caller's transaction."""
        return self._connection.scalar(select(func.count()).select_from(prints).where(_OPEN)) or 0

    def without_receipt(self) -> tuple[UnprintedReceipt, ...]:
        """Inside the caller's transaction; oldest first."""
        printed = exists().where(
            prints.c.session == sessions.c.id,
            prints.c.kind == PrintKind.RECEIPT.value,
            prints.c.outcome == PrintOutcome.PRINTED.value,
        )
        stored = exists().where(outbox.c.sequence == sessions.c.sequence)
        found = self._connection.execute(
            select(sessions.c.id, sessions.c.number, sessions.c.day)
            .where(sessions.c.receipt_given == 0, ~printed)
            .where(or_(stored, sessions.c.backed_up == 1))
            .order_by(sessions.c.sequence)
        )
        return tuple(UnprintedReceipt(UUID(row.id), row.number, row.day) for row in found)

    def _set(self, job_id: UUID, event: str, **values: str | int) -> SyncFailure | None:
        with self._connection.begin():
            this = prints.c.job_id == str(job_id)
            if not rows.change(self._connection, prints, this, **values):
                return SyncFailure(SyncFailureCode.NOT_BEGUN, "print")
            self._events.about(job_id, event)
            return None
