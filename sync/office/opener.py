"""The opener: the only part of the office that holds the private key.

It runs as a process of its own (``opener_process.py``).  Every opening is written to the audit,
with who asked and what for, before the content is given out.  It makes a case and its tasks from a
submission in a transaction of its own, after the intake has committed; what could not be opened
stays and is tried again at the next start.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, Row, delete, select
from sqlalchemy.exc import DataError, IntegrityError

from forms.facts.values import FactId, Facts, FactState, from_json
from sync.envelope.seal import open_envelope, verify
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope, Recipient
from sync.failures import SyncFailure
from sync.office import audit
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
from sync.office.tables import devices as devices_table
from sync.office.work import TaskState

_AT_ONCE = 50
"""So many share a transaction: some megabytes in memory, and the chain's lock for some milliseconds."""
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
            for first in range(0, len(faults), _AT_ONCE):
                failed += self.make_cases(faults[first : first + _AT_ONCE])
        # What comes after a batch that is not full wakes us again: a burst is a few batches, not many small ones.
        full = True
        while full and (batch := self._waiting()):
            failed += self.make_cases(batch)
            full = len(batch) == _AT_ONCE
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

    def make_cases(self, ids: Sequence[str]) -> int:
        """Make case and tasks of each once, all in one transaction; how many do not open.

        Those are kept and listed for staff.
        """
        # Opened before the chain's lock is taken, and told to nobody before the audit has it.
        with self._database.reading() as connection:
            opened = self._submissions(connection, ids)
        try:
            return self._make(opened)
        except (DataError, IntegrityError):
            if len(ids) > 1:  # one of them holds what the tables do not take: not the others' fault
                return sum(self.make_cases([each]) for each in ids)
            return self._make(dict.fromkeys(ids, OfficeFailureCode.CANNOT_OPEN))

    def _make(self, opened: Mapping[str, Submission | OfficeFailureCode]) -> int:
        now = self._clock()
        # No other writer holds these rows: those of the queue are ours, a case is seen by nobody before the commit.
        with self._database.writing(head_last=True) as connection:
            for table in (opening_faults, to_open):
                connection.execute(delete(table).where(table.c.submission_id.in_(opened)))
            # Made meanwhile by another opener.
            there = set(
                connection.execute(select(cases.c.id).where(cases.c.id.in_(opened))).scalars()
            )
            made: list[Submission] = []
            events, faults = [], []
            for id_, submission in opened.items():
                events.append(audit.Event("opener", "opened", id_, {"purpose": "make_case"}))
                if id_ in there:
                    continue
                if isinstance(submission, OfficeFailureCode):
                    row = {"submission_id": id_, "code": submission.value, "at": stamp(now)}
                    faults.append(row)
                    continue
                made.append(submission)
                events.append(audit.Event("opener", "case.made", id_, {}))
            if faults:
                connection.execute(opening_faults.insert(), faults)
            _insert_cases(connection, stamp(now), made)
            audit.append_all(connection, now, events)
        return len(faults)

    def open_case(self, case_id: str, actor: str, purpose: str) -> OpenedCase | OfficeFailureCode:
        """Open for ``actor``; the audit row is committed before anything is returned."""
        with self._database.writing() as connection:
            if not connection.execute(select(cases.c.id).where(cases.c.id == case_id)).first():
                return OfficeFailureCode.CASE_NOT_FOUND
            audit.append(connection, self._clock(), actor, "opened", case_id, purpose=purpose)
            submission = self._submissions(connection, [case_id])[case_id]
            if isinstance(submission, OfficeFailureCode):
                return submission
            try:
                revisions = self._revisions(connection, case_id)
                notes = self._notes(connection, case_id)
            except ValueError:
                return OfficeFailureCode.CANNOT_OPEN
        return OpenedCase(submission, revisions, notes)

    def _submissions(
        self, connection: Connection, ids: Sequence[str]
    ) -> dict[str, Submission | OfficeFailureCode]:
        """Opened with the office's key; with the escrow's, too, after :func:`rewrap`."""
        further: dict[str, list[Recipient]] = {}
        for row in connection.execute(select(rewrapped).where(rewrapped.c.submission_id.in_(ids))):
            wrapping = Recipient("office", row.key_id, row.wrapped)
            further.setdefault(row.submission_id, []).append(wrapping)
        query = (
            select(submissions.c.id, submissions.c.digest, submissions.c.envelope)
            .add_columns(devices_table.c.public_key)
            .join(devices_table, devices_table.c.id == submissions.c.device)
            .where(submissions.c.id.in_(ids))
        )
        return {
            row.id: self._opened(row, further.get(row.id, ())) for row in connection.execute(query)
        }

    def _opened(
        self, row: Row[tuple[str, str, bytes, bytes]], further: Sequence[Recipient]
    ) -> Submission | OfficeFailureCode:
        envelope = Envelope.from_bytes(row.envelope)
        if isinstance(envelope, SyncFailure):
            return OfficeFailureCode.CANNOT_OPEN
        # Of a revoked device, too: it was enrolled when this came in.
        key = Ed25519PublicKey.from_public_bytes(row.public_key)
        if envelope.digest != row.digest or isinstance(verify(envelope, key), SyncFailure):
            return OfficeFailureCode.SIGNATURE_WRONG
        opened = open_envelope(envelope, self._key, further)
        if isinstance(opened, SyncFailure) or str(opened.id) != row.id:
            return OfficeFailureCode.CANNOT_OPEN
        return opened

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


def _insert_cases(connection: Connection, now: str, made: Sequence[Submission]) -> None:
    if not made:
        return
    connection.execute(
        cases.insert(),
        [
            {
                "id": str(each.id),
                "number": each.number,
                "event": each.event,
                "pack": each.pack,
                "pack_version": each.pack_version,
                "language": each.language,
                "made_at": now,
                "supersedes": None if each.supersedes is None else str(each.supersedes),
                "version": 1,
            }
            for each in made
        ],
    )
    new = [
        _task(now, str(each.id), procedure.id, procedure.section, procedure.state != "needed")
        for each in made
        for procedure in each.procedures
        if procedure.state in _TASK_STATES
    ]
    if new:
        connection.execute(tasks.insert(), new)


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
    row = _task(now, case_id, procedure, section, check_at_counter)
    connection.execute(tasks.insert().values(row))


def _task(
    now: str, case_id: str, procedure: str, section: str, check_at_counter: bool
) -> dict[str, str | int | bool]:
    return {
        "case_id": case_id,
        "procedure": procedure,
        "section": section,
        "check_at_counter": check_at_counter,
        "state": TaskState.RECEIVED.value,
        "changed_at": now,
        "version": 1,
    }
