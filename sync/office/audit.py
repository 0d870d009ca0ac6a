"""The audit chain: each row carries the hash of the row before it, written with the change.

``hash = SHA-256(canonical JSON of the row without its hash)``; the row holds the previous hash.
Rows name cases, procedures and fact *ids*, never a value.  The claim is only: a change older than
the last head that somebody else holds (a kiosk's receipt, a printed sheet) can be detected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from sync.office.database import GENESIS, LOCKED_HEAD, lock_head, stamp
from sync.office.tables import audit, audit_head
from sync.office.trips import Step, in_one_trip

_ADD = audit.insert()
_MOVE_HEAD = audit_head.update()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest row of the chain."""

    sequence: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One row, for showing a case's history."""

    at: str
    actor: str
    action: str
    detail: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Event:
    """What happened, before it has its place in the chain."""

    actor: str
    action: str
    subject: str
    detail: Mapping[str, str | int]


def append(
    connection: Connection,
    now: datetime,
    actor: str,
    action: str,
    subject: str,
    **detail: str | int,
) -> Head:
    """Add a row in the caller's transaction.  ``actor`` is ``account:…``, ``device:…`` or ``…``.

    The head is locked until the commit, so the chain has one order on PostgreSQL too.
    """
    (head,) = append_all(connection, now, [Event(actor, action, subject, detail)])
    return head


def append_all(
    connection: Connection, now: datetime, events: Sequence[Event], *changes: Step
) -> list[Head]:
    """As :func:`append`, for several in their order, at the cost of one; each one's own head.

    ``changes``: what the events are about, when it goes to the database on the same trip.
    """
    head = locked_head(connection)
    rows: list[dict[str, str | int]] = []
    heads: list[Head] = []
    for event in events:
        row: dict[str, str | int] = {
            "sequence": head.sequence + 1,
            "at": stamp(now),
            "actor": event.actor,
            "action": event.action,
            "subject": event.subject,
            "detail": json.dumps(
                dict(event.detail), ensure_ascii=False, sort_keys=True, separators=(",", ":")
            ),
            "previous": head.hash,
        }
        head = Head(head.sequence + 1, row_hash(row))
        rows.append({**row, "hash": head.hash})
        heads.append(head)
    if rows:
        moved = Step(_MOVE_HEAD, [{"sequence": head.sequence, "hash": head.hash}])
        in_one_trip(connection, *changes, Step(_ADD, rows), moved)
        connection.info[LOCKED_HEAD] = head.sequence, head.hash
    return heads


def locked_head(connection: Connection) -> Head:
    """The newest row, in a writing transaction: nobody else can move it before our commit."""
    return Head(*lock_head(connection))


def read_head(connection: Connection) -> Head:
    """The newest sequence and hash."""
    row = connection.execute(select(audit_head.c.sequence, audit_head.c.hash)).one()
    return Head(row.sequence, row.hash)


def history(connection: Connection, subject: str) -> tuple[Entry, ...]:
    """All rows about ``subject``, oldest first."""
    rows = connection.execute(
        select(audit).where(audit.c.subject == subject).order_by(audit.c.sequence)
    )
    return tuple(Entry(r.at, r.actor, r.action, json.loads(r.detail)) for r in rows)


def broken_at(connection: Connection) -> int | None:
    """The first sequence where the chain does not hold, or ``None``."""
    previous, expected = GENESIS, 1
    for row in connection.execute(select(audit).order_by(audit.c.sequence)).mappings():
        plain = {key: row[key] for key in row if key != "hash"}
        if (
            row["sequence"] != expected
            or row["previous"] != previous
            or row["hash"] != row_hash(plain)
        ):
            return expected
        previous, expected = row["hash"], expected + 1
    head = read_head(connection)
    return None if (head.sequence, head.hash) == (expected - 1, previous) else expected


def row_hash(row: Mapping[str, str | int]) -> str:
    """SHA-256 of a row without its own hash."""
    text = json.dumps(dict(row), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
