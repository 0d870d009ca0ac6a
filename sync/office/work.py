"""The work on a case: task states, who may do what when, and the fence against stale pages.

Every change names the version that the clerk saw.  When one of them is no longer true nothing
changes at all, and the clerk is told that somebody was first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, select

from sync.office import audit
from sync.office.accounts import Account
from sync.office.database import stamp
from sync.office.failures import OfficeFailureCode
from sync.office.tables import task_notes, tasks


class TaskState(StrEnum):
    """Where one procedure of a case stands at its section."""

    RECEIVED = "received"
    CLAIMED = "claimed"
    CONFIRMED = "confirmed"
    RETURNED = "returned"
    COMPLETED = "completed"
    WITHDRAWN = "withdrawn"


class Action(StrEnum):
    """What a clerk can do with tasks."""

    CLAIM = "claim"
    RELEASE = "release"
    CONFIRM = "confirm"
    RETURN = "return"
    COMPLETE = "complete"


class ReturnReason(StrEnum):
    """Why a task goes back to the citizen."""

    DOCUMENTS_MISSING = "documents_missing"
    IDENTITY = "identity"
    NOT_ENTITLED = "not_entitled"
    CONTENT = "content"
    TAKEN_BACK = "taken_back"
    OTHER = "other"


FROM: dict[Action, frozenset[TaskState]] = {
    Action.CLAIM: frozenset({TaskState.RECEIVED, TaskState.CLAIMED, TaskState.RETURNED}),
    Action.RELEASE: frozenset({TaskState.CLAIMED}),
    Action.CONFIRM: frozenset({TaskState.CLAIMED}),
    Action.RETURN: frozenset({TaskState.CLAIMED}),
    Action.COMPLETE: frozenset({TaskState.CONFIRMED}),
}
TO: dict[Action, TaskState] = {
    Action.CLAIM: TaskState.CLAIMED,
    Action.RELEASE: TaskState.RECEIVED,
    Action.CONFIRM: TaskState.CONFIRMED,
    Action.RETURN: TaskState.RETURNED,
    Action.COMPLETE: TaskState.COMPLETED,
}
OWN_ONLY = frozenset({Action.RELEASE, Action.CONFIRM, Action.RETURN})
"""Only who has claimed the task; another clerk takes it over first (claim again)."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A task as the clerk's page showed it."""

    task: int
    version: int


@dataclass(frozen=True, slots=True)
class Note:
    """Why a task was returned; ``sealed`` holds the clerk's own words, sealed."""

    reason: ReturnReason
    sealed: bytes | None


def possible(action: Action, state: TaskState, owner: int | None, clerk: Account) -> bool:
    """Whether ``clerk`` may do ``action`` with a task in ``state`` that ``owner`` has claimed."""
    if state not in FROM[action]:
        return False
    if action is Action.CLAIM:
        return owner != clerk.id or state is not TaskState.CLAIMED
    return action not in OWN_ONLY or owner == clerk.id


def advance(
    connection: Connection,
    now: datetime,
    clerk: Account,
    case_id: str,
    action: Action,
    *,
    seen: Sequence[Seen],
    note: Note | None = None,
    revision: int = 0,
) -> OfficeFailureCode | None:
    """Do ``action`` with all of ``seen``; the caller rolls back when a code comes back.

    ``revision`` is the clerk's view of the facts (0 = as the citizen sent them); the audit keeps it
    with each confirmation, so that it stays clear what was filed.
    """
    assert (action is Action.RETURN) == (note is not None)
    for one in seen:
        row = connection.execute(
            select(tasks).where(tasks.c.id == one.task, tasks.c.case_id == case_id)
        ).one_or_none()
        if row is None or row.version != one.version:
            return OfficeFailureCode.SOMEONE_WAS_FIRST
        if not possible(action, TaskState(row.state), row.account_id, clerk):
            return OfficeFailureCode.NOT_ALLOWED_NOW
        if not _move(connection, now, row, action, clerk):
            return OfficeFailureCode.SOMEONE_WAS_FIRST
        if note is not None:
            connection.execute(
                task_notes.insert().values(
                    task_id=row.id,
                    reason=note.reason.value,
                    sealed=note.sealed,
                    account_id=clerk.id,
                    at=stamp(now),
                )
            )
        detail: dict[str, str | int] = {"procedure": row.procedure, "revision": revision}
        if note is not None:
            detail["reason"] = note.reason.value
        audit.append(connection, now, clerk.actor, f"task.{action.value}", case_id, **detail)
    return None


def _move(
    connection: Connection,
    now: datetime,
    row: Row[tuple[object, ...]],
    action: Action,
    clerk: Account,
) -> bool:
    values: dict[str, object] = {
        "state": TO[action].value,
        "account_id": None if action is Action.RELEASE else clerk.id,
        "changed_at": stamp(now),
        "version": tasks.c.version + 1,
    }
    if action is Action.CONFIRM:
        values["confirmed_at"] = stamp(now)
    changed = connection.execute(
        tasks.update()
        .where(tasks.c.id == row._mapping["id"], tasks.c.version == row._mapping["version"])
        .values(**values)
    )
    return changed.rowcount == 1
