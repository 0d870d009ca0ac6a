"""Reading cases for the console: lists, counts, search, tasks.  Nothing here opens a seal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from forms.facts.values import FactId, FactState
from forms.journey.journey import Journey, ProcedureState
from sync.office import audit
from sync.office.accounts import Account
from sync.office.database import stamp
from sync.office.failures import OfficeFailureCode
from sync.office.opener import insert_task
from sync.office.sealed import Sealer
from sync.office.tables import (
    accounts,
    case_revisions,
    cases,
    form_marks,
    opening_faults,
    submissions,
    tasks,
    to_open,
)
from sync.office.work import TaskState

LIST_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Task:
    """One procedure of a case at one section."""

    id: int
    case_id: str
    procedure: str
    section: str
    check_at_counter: bool
    state: TaskState
    owner: int | None
    owner_name: str
    changed_at: str
    confirmed_at: str | None
    version: int


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as the list shows it: no fact about a person."""

    id: str
    number: str
    event: str
    pack: str
    pack_version: str
    language: str
    made_at: str
    version: int
    supersedes: str | None
    device: str
    tasks: tuple[Task, ...]

    @property
    def stage(self) -> str:
        """``waiting``, ``working``, ``confirmed``, ``returned`` or ``completed``: the least done."""
        states = {t.state for t in self.tasks} - {TaskState.WITHDRAWN}
        if TaskState.CLAIMED in states:
            return "working"
        if TaskState.RECEIVED in states:
            return "waiting" if states == {TaskState.RECEIVED} else "working"
        if TaskState.RETURNED in states:
            return "returned"
        return "confirmed" if TaskState.CONFIRMED in states else "completed"

    @property
    def per_section(self) -> list[tuple[str, int]]:
        """How many tasks each section has, in the order of the tasks."""
        counted = Counter(t.section for t in self.tasks if t.state is not TaskState.WITHDRAWN)
        return list(counted.items())


@dataclass(frozen=True, slots=True)
class FormMark:
    """A form was printed or signed; ``revision`` is the state of the facts it showed."""

    form: str
    procedure: str
    kind: str
    revision: int
    by: str
    at: str


def newest(
    connection: Connection, section: str | None = None, number: str | None = None
) -> tuple[CaseRow, ...]:
    """The newest cases, filtered by section of a task or by reception number."""
    query = _query().order_by(cases.c.made_at.desc(), cases.c.id).limit(LIST_LIMIT)
    if section is not None:
        query = query.where(
            select(tasks.c.id)
            .where(tasks.c.case_id == cases.c.id, tasks.c.section == section)
            .exists()
        )
    if number is not None:
        query = query.where(cases.c.number == number)
    rows = connection.execute(query).mappings().all()
    found = _tasks(connection, [row["id"] for row in rows])
    return tuple(CaseRow(**row, tasks=tuple(found.get(row["id"], ()))) for row in rows)


def one(connection: Connection, case_id: str) -> CaseRow | None:
    """One case."""
    row = connection.execute(_query().where(cases.c.id == case_id)).mappings().one_or_none()
    if row is None:
        return None
    return CaseRow(**row, tasks=tuple(_tasks(connection, [case_id]).get(case_id, ())))


def successor(connection: Connection, case_id: str) -> str | None:
    """The newest case that replaces ``case_id``: the citizen changed an answer after sending."""
    return connection.execute(
        select(cases.c.id).where(cases.c.supersedes == case_id).order_by(cases.c.made_at.desc())
    ).scalar()


def unopened(connection: Connection) -> int:
    """How many envelopes arrived that do not open: the list says so until somebody looks."""
    return connection.execute(select(func.count()).select_from(opening_faults)).scalar_one()


def to_be_opened(connection: Connection) -> int:
    """How many submissions wait for the opener."""
    return connection.execute(select(func.count()).select_from(to_open)).scalar_one()


def marks(connection: Connection, case_id: str) -> tuple[FormMark, ...]:
    """Printed and signed marks, oldest first."""
    rows = connection.execute(
        select(form_marks, accounts.c.display_name)
        .join(accounts, accounts.c.id == form_marks.c.account_id)
        .where(form_marks.c.case_id == case_id)
        .order_by(form_marks.c.id)
    )
    return tuple(
        FormMark(r.form, r.procedure, r.kind, r.revision, r.display_name, r.at) for r in rows
    )


def mark_form(
    connection: Connection,
    now: datetime,
    clerk: Account,
    case_id: str,
    *,
    mark: tuple[str, str, str],
    revision: int,
) -> None:
    """Write down that a form (id, procedure, ``printed`` or ``signed``) was handled."""
    form, procedure, kind = mark
    connection.execute(
        form_marks.insert().values(
            case_id=case_id,
            form=form,
            procedure=procedure,
            kind=kind,
            revision=revision,
            account_id=clerk.id,
            at=stamp(now),
        )
    )
    audit.append(
        connection, now, clerk.actor, f"form.{kind}", case_id, form=form, revision=revision
    )


def revise(
    connection: Connection,
    now: datetime,
    clerk: Account,
    sealer: Sealer,
    *,
    case: tuple[str, int],
    change: tuple[FactId, FactState],
) -> OfficeFailureCode | int:
    """Store a correction of ``case`` (id, version the clerk saw); returns its number."""
    case_id, version = case
    fact, state = change
    changed = connection.execute(
        cases.update()
        .where(cases.c.id == case_id, cases.c.version == version)
        .values(version=cases.c.version + 1)
    )
    if changed.rowcount != 1:
        return OfficeFailureCode.SOMEONE_WAS_FIRST
    last = connection.execute(
        select(func.max(case_revisions.c.number)).where(case_revisions.c.case_id == case_id)
    ).scalar_one()
    number = (last or 0) + 1
    connection.execute(
        case_revisions.insert().values(
            case_id=case_id,
            number=number,
            sealed=sealer.revision(case_id, number, fact, state),
            account_id=clerk.id,
            at=stamp(now),
        )
    )
    audit.append(connection, now, clerk.actor, "case.revised", case_id, fact=fact, revision=number)
    return number


def follow(
    connection: Connection, now: datetime, clerk: Account, case_id: str, journey: Journey
) -> None:
    """Bring the tasks in line with a corrected case: add what is needed now, take out what is not.

    What was already filed (受付済み, 完了) stays: taking it back is a clerk's decision.
    """

    def log(action: str, procedure: str) -> None:
        audit.append(connection, now, clerk.actor, action, case_id, procedure=procedure)

    present = {t.procedure: t for t in _tasks(connection, [case_id]).get(case_id, ())}
    for outcome in journey.procedures:
        task = present.get(outcome.id)
        wanted = outcome.state is not ProcedureState.NOT_NEEDED
        check = wanted and outcome.state is not ProcedureState.NEEDED
        if task is None:
            if wanted:
                insert_task(
                    connection,
                    stamp(now),
                    case_id,
                    outcome.id,
                    outcome.section,
                    check_at_counter=check,
                )
                log("task.added", outcome.id)
            continue
        state = task.state
        if wanted and state is TaskState.WITHDRAWN:
            state = TaskState.RECEIVED
            log("task.added", outcome.id)
        elif not wanted and state in _OPEN:
            state = TaskState.WITHDRAWN
            log("task.withdrawn", outcome.id)
        if state is not task.state or (wanted and check != task.check_at_counter):
            connection.execute(
                tasks.update()
                .where(tasks.c.id == task.id)
                .values(
                    state=state.value,
                    check_at_counter=check,
                    changed_at=stamp(now),
                    version=tasks.c.version + 1,
                )
            )


_OPEN = frozenset({TaskState.RECEIVED, TaskState.CLAIMED, TaskState.RETURNED})


def _query() -> Select[*tuple[Any, ...]]:
    return select(
        cases.c.id,
        cases.c.number,
        cases.c.event,
        cases.c.pack,
        cases.c.pack_version,
        cases.c.language,
        cases.c.made_at,
        cases.c.version,
        cases.c.supersedes,
        submissions.c.device,
    ).join(submissions, submissions.c.id == cases.c.id)


def _tasks(connection: Connection, case_ids: Sequence[str]) -> dict[str, list[Task]]:
    rows = connection.execute(
        select(tasks, accounts.c.display_name)
        .outerjoin(accounts, accounts.c.id == tasks.c.account_id)
        .where(tasks.c.case_id.in_(case_ids))
        .order_by(tasks.c.id)
    )
    found: dict[str, list[Task]] = {}
    for row in rows:
        found.setdefault(row.case_id, []).append(
            Task(
                id=row.id,
                case_id=row.case_id,
                procedure=row.procedure,
                section=row.section,
                check_at_counter=row.check_at_counter,
                state=TaskState(row.state),
                owner=row.account_id,
                owner_name=row.display_name or "",
                changed_at=row.changed_at,
                confirmed_at=row.confirmed_at,
                version=row.version,
            )
        )
    return found
