"""The opener: the only part of the office that holds the private key.

It runs as a process of its own (``opener_process.py``).  Every opening is written to the audit,
with who asked and what for, before the content is given out.  It makes a case and its tasks from a
submission in a transaction of its own, after the intake has committed; what could not be opened
stays and is tried again at the next start.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, delete, select

from forms.facts.values import FactId, Facts, FactState, from_json
from sync.envelope.seal import open_envelope, verify
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope, Recipient
from sync.failures import SyncFailure
from sync.office import audit, devices
from sync.office.database import Clock, Database, stamp
from sync.office.failures import OfficeFailureCode
from sync.office.sealed import note_context, open_text, revision_context
from sync.office.tables import (
    accounts,
    case_revisions,
    cases,
    opening_faults,
    rewrapped,
    submissions,
    task_notes,
    tasks,
    to_open,
)
from sync.office.work import TaskState

_AT_ONCE = 200
_TASK_STATES = frozenset({"needed", "check_at_counter", "undecided"})
"""States of a submitted procedure that become a task; ``not_needed`` does not."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A clerk's correction of one fact."""

    number: int
    fact: FactId
    state: FactState
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class OpenedNote:
    """What a clerk wrote when returning a task."""

    task: int
    reason: str
    text: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case in the clear, in memory only."""

    submission: Submission
    revisions: tuple[Revision, ...]
    notes: tuple[OpenedNote, ...]

    @property
    def facts(self) -> Facts:
        """As the citizen sent them, with the clerk's corrections on top."""
        return {**self.submission.facts, **{r.fact: r.state for r in self.revisions}}

    @property
    def revision(self) -> int:
        """0 = as the citizen sent it."""
        return self.revisions[-1].number if self.revisions else 0


class Opening(Protocol):
    """What the console and the intake ask of the opener, in this process or in another."""

    def open_case(self, case_id: str, actor: str, purpose: str) -> OpenedCase | OfficeFailureCode:
        """Open for ``actor``, with an audit row."""

    def wake(self) -> None:
        """Something was taken in."""


class Opener:
    """Opens what is sealed to the office, or, with the escrow's key, what was sealed to both."""

    def __init__(self, database: Database, key: X25519PrivateKey, clock: Clock) -> None:
        self._database = database
        self._key = key
        self._clock = clock

    def wake(self) -> None:
        """Nothing waits in this process: ``make_missing_cases`` looks at the queue."""

    def make_missing_cases(self, *, again: bool = True) -> int:
        """Make the case of every submission that waits for one; returns how many could not be.

        ``again``: also of those that did not open before.
        """
        failed = 0
        if again:
            with self._database.reading() as connection:
                faults: list[str] = list(
                    connection.execute(select(opening_faults.c.submission_id)).scalars()
                )
            failed += sum(not self.make_case(each) for each in faults)
        while batch := self._waiting():
            failed += sum(not self.make_case(each) for each in batch)
        return failed

    def _waiting(self) -> list[str]:
        """The oldest ones; each leaves the queue, with a case or with a fault."""
        query = (
            select(to_open.c.submission_id)
            .join(submissions, submissions.c.id == to_open.c.submission_id)
            .order_by(submissions.c.received_at)
            .limit(_AT_ONCE)
        )
        with self._database.reading() as connection:
            return list(connection.execute(query).scalars())

    def make_case(self, submission_id: str) -> bool:
        """Make case and tasks once.  ``False``: it does not open; kept and listed for staff."""
        # Opened before the chain's lock is taken, and told to nobody before the audit has it.
        with self._database.reading() as connection:
            submission = self._submission(connection, submission_id)
        now = self._clock()
        with self._database.writing() as connection:
            audit.append(connection, now, "opener", "opened", submission_id, purpose="make_case")
            for table in (opening_faults, to_open):
                connection.execute(delete(table).where(table.c.submission_id == submission_id))
            if connection.execute(select(cases.c.id).where(cases.c.id == submission_id)).first():
                return True  # made meanwhile by another opener
            if isinstance(submission, OfficeFailureCode):
                connection.execute(
                    opening_faults.insert().values(
                        submission_id=submission_id, code=submission.value, at=stamp(now)
                    )
                )
                return False
            self._insert_case(connection, submission)
            audit.append(connection, now, "opener", "case.made", submission_id)
            return True

    def open_case(self, case_id: str, actor: str, purpose: str) -> OpenedCase | OfficeFailureCode:
        """Open for ``actor``; the audit row is committed before anything is returned."""
        with self._database.writing() as connection:
            if not connection.execute(select(cases.c.id).where(cases.c.id == case_id)).first():
                return OfficeFailureCode.CASE_NOT_FOUND
            audit.append(connection, self._clock(), actor, "opened", case_id, purpose=purpose)
            submission = self._submission(connection, case_id)
            if isinstance(submission, OfficeFailureCode):
                return submission
            try:
                revisions = self._revisions(connection, case_id)
                notes = self._notes(connection, case_id)
            except ValueError:
                return OfficeFailureCode.CANNOT_OPEN
        return OpenedCase(submission, revisions, notes)

    def _submission(
        self, connection: Connection, submission_id: str
    ) -> Submission | OfficeFailureCode:
        row = connection.execute(select(submissions).where(submissions.c.id == submission_id)).one()
        envelope = Envelope.from_bytes(row.envelope)
        key = devices.key_of(connection, row.device, even_revoked=True)
        if isinstance(envelope, SyncFailure) or isinstance(key, OfficeFailureCode):
            return OfficeFailureCode.CANNOT_OPEN
        if envelope.digest != row.digest or isinstance(verify(envelope, key), SyncFailure):
            return OfficeFailureCode.SIGNATURE_WRONG
        opened = open_envelope(envelope, self._key, _further(connection, submission_id))
        if isinstance(opened, SyncFailure) or str(opened.id) != submission_id:
            return OfficeFailureCode.CANNOT_OPEN
        return opened

    def _insert_case(self, connection: Connection, submission: Submission) -> None:
        now = stamp(self._clock())
        case_id = str(submission.id)
        connection.execute(
            cases.insert().values(
                id=case_id,
                number=submission.number,
                event=submission.event,
                pack=submission.pack,
                pack_version=submission.pack_version,
                language=submission.language,
                made_at=now,
                supersedes=None if submission.supersedes is None else str(submission.supersedes),
                version=1,
            )
        )
        for procedure in submission.procedures:
            if procedure.state in _TASK_STATES:
                insert_task(
                    connection,
                    now,
                    case_id,
                    procedure.id,
                    procedure.section,
                    check_at_counter=procedure.state != "needed",
                )

    def _revisions(self, connection: Connection, case_id: str) -> tuple[Revision, ...]:
        rows = connection.execute(
            select(case_revisions, accounts.c.display_name)
            .join(accounts, accounts.c.id == case_revisions.c.account_id)
            .where(case_revisions.c.case_id == case_id)
            .order_by(case_revisions.c.number)
        )
        made = []
        for row in rows:
            text = open_text(row.sealed, revision_context(case_id, row.number), self._key)
            if text is None:
                raise ValueError("a correction does not open")
            plain = json.loads(text)
            state = from_json(plain["state"])
            made.append(Revision(row.number, plain["fact"], state, row.display_name, row.at))
        return tuple(made)

    def _notes(self, connection: Connection, case_id: str) -> tuple[OpenedNote, ...]:
        rows = connection.execute(
            select(task_notes, accounts.c.display_name)
            .join(tasks, tasks.c.id == task_notes.c.task_id)
            .join(accounts, accounts.c.id == task_notes.c.account_id)
            .where(tasks.c.case_id == case_id)
            .order_by(task_notes.c.id)
        )
        made = []
        for row in rows:
            text = (
                ""
                if row.sealed is None
                else open_text(row.sealed, note_context(case_id), self._key)
            )
            if text is None:
                raise ValueError("a note does not open")
            made.append(OpenedNote(row.task_id, row.reason, text, row.display_name, row.at))
        return tuple(made)


def _further(connection: Connection, submission_id: str) -> tuple[Recipient, ...]:
    """Wrappings for an office key that came after the envelope (``escrow.py``)."""
    found = connection.execute(select(rewrapped).where(rewrapped.c.submission_id == submission_id))
    return tuple(Recipient("office", row.key_id, row.wrapped) for row in found)


def insert_task(
    connection: Connection,
    now: str,
    case_id: str,
    procedure: str,
    section: str,
    *,
    check_at_counter: bool,
) -> None:
    """A new task in the state 届いた."""
    connection.execute(
        tasks.insert().values(
            case_id=case_id,
            procedure=procedure,
            section=section,
            check_at_counter=check_at_counter,
            state=TaskState.RECEIVED.value,
            changed_at=now,
            version=1,
        )
    )
