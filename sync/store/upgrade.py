"""Brings a store of schema 1 to schema 2, in the caller's transaction.

Schema 1 had a digest on outbox rows only, and did not know a receipt's place in the office's chain.
A row that was damaged before the upgrade gets no good digest, so the first look puts it aside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from sqlalchemy import Connection, Table, select
from sqlalchemy import update as sql_update

from sync.store.rows import ROWID, at, row_digest
from sync.store.schema import audit, heads, metadata, office, outbox, prints, sessions

NEVER = 2**62
"""A place in the office's chain that no backup reaches."""

_STATEMENTS = (
    "ALTER TABLE sessions ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE sessions ADD COLUMN row_digest TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE outbox ADD COLUMN head_sequence INTEGER NOT NULL DEFAULT {NEVER}",
    "ALTER TABLE prints ADD COLUMN row_digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE audit ADD COLUMN row_digest TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE quarantine ADD COLUMN source TEXT NOT NULL DEFAULT 'outbox'",
    "ALTER TABLE heads RENAME TO heads_1",
)
_HEADS = (
    "INSERT INTO heads (epoch, sequence, hash, signature, row_digest) "
    "SELECT 1, sequence, hash, signature, '' FROM heads_1",
    "DROP TABLE heads_1",
    # A receipt's head was never newer than the newest head that came home.
    "UPDATE outbox SET head_sequence = (SELECT max(sequence) FROM heads) "
    "WHERE state = 'delivered' AND EXISTS (SELECT 1 FROM heads)",
)
_DIGESTED_1 = ("sequence", "id", "envelope", "digest", "state", "attempts", "refusal")


def from_schema_1(connection: Connection) -> None:
    """Change the tables and give every whole row its digest."""
    for statement in _STATEMENTS:
        connection.exec_driver_sql(statement)
    metadata.create_all(connection, tables=[heads, office])
    for statement in _HEADS:
        connection.exec_driver_sql(statement)
    for table in (sessions, heads, prints, audit):
        _give_digests(connection, table)
    for rowid in connection.scalars(select(ROWID).select_from(outbox)).all():
        row = dict(connection.execute(select(outbox).where(at(rowid))).mappings().one())
        if _digest_1(row) == row["row_digest"]:
            _set(connection, outbox, rowid, row)


def _give_digests(connection: Connection, table: Table) -> None:
    for rowid in connection.scalars(select(ROWID).select_from(table)).all():
        row = dict(connection.execute(select(table).where(at(rowid))).mappings().one())
        _set(connection, table, rowid, row)


def _set(connection: Connection, table: Table, rowid: int, row: Mapping[str, object]) -> None:
    digest = row_digest(table, row)
    connection.execute(sql_update(table).where(at(rowid)).values(row_digest=digest))


def _digest_1(row: Mapping[str, object]) -> str:
    digest = hashlib.sha256(b"kakanai outbox row 1\n")
    for name in _DIGESTED_1:
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(f"{name} {type(value).__name__} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
