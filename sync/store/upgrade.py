"""Brings a store of schema 1 or 2 to schema 3, in the caller's transaction.

Schema 1 had a digest on outbox rows only, and did not know a receipt's place in the office's chain.
Schema 2 had SHA-256 digests where schema 3 has MACs.  A row that was damaged before the upgrade gets
no MAC, so the first look puts it aside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Final

from sqlalchemy import Connection, Table, select
from sqlalchemy import update as sql_update
from sqlalchemy.exc import OperationalError

from sync.store.rows import MAC, ROW_KEY, ROWID, at, row_mac
from sync.store.schema import audit, heads, metadata, office, outbox, prints, sessions

NEVER = 2**62
"""A place in the office's chain that no backup reaches."""

_STATEMENTS_1 = (
    "ALTER TABLE sessions ADD COLUMN backed_up INTEGER NOT NULL DEFAULT 0",
    f"ALTER TABLE sessions ADD COLUMN {MAC} TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE outbox ADD COLUMN head_sequence INTEGER NOT NULL DEFAULT {NEVER}",
    f"ALTER TABLE outbox RENAME COLUMN row_digest TO {MAC}",
    f"ALTER TABLE prints ADD COLUMN {MAC} TEXT NOT NULL DEFAULT ''",
    f"ALTER TABLE audit ADD COLUMN {MAC} TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE quarantine ADD COLUMN source TEXT NOT NULL DEFAULT 'outbox'",
    "ALTER TABLE heads RENAME TO heads_1",
)
_HEADS = (
    "INSERT INTO heads (epoch, sequence, hash, signature, row_mac) "
    "SELECT 1, sequence, hash, signature, '' FROM heads_1",
    "DROP TABLE heads_1",
    # A receipt's head was never newer than the newest head that came home.
    "UPDATE outbox SET head_sequence = (SELECT max(sequence) FROM heads) "
    "WHERE state = 'delivered' AND EXISTS (SELECT 1 FROM heads)",
)
_DIGESTED_1 = ("sequence", "id", "envelope", "digest", "state", "attempts", "refusal")
_NEW_IN_3 = frozenset({MAC, "place", "heard_day"})
_KEPT = (sessions, outbox, heads, office, prints, audit)


def _from_schema_1(connection: Connection) -> None:
    for statement in _STATEMENTS_1:
        connection.exec_driver_sql(statement)
    metadata.create_all(connection, tables=[heads, office])
    for statement in _HEADS:
        connection.exec_driver_sql(statement)
    for table in (sessions, heads, prints, audit):
        _give_macs(connection, table, lambda _row: True)
    _give_macs(connection, outbox, lambda row: _digest_1(row) == row[MAC])


def _from_schema_2(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE office ADD COLUMN heard_day TEXT NOT NULL DEFAULT ''")
    for table in _KEPT:
        connection.exec_driver_sql(f"ALTER TABLE {table.name} RENAME COLUMN row_digest TO {MAC}")
        _give_macs(connection, table, partial(_whole_2, table))


UPGRADES: Final[Mapping[int, Callable[[Connection], None]]] = {1: _from_schema_1, 2: _from_schema_2}
"""By the schema that is found."""


def _give_macs(
    connection: Connection, table: Table, whole: Callable[[Mapping[str, object]], bool]
) -> None:
    key: bytes = connection.info[ROW_KEY]
    for rowid in connection.scalars(select(ROWID).select_from(table)).all():
        try:
            row = dict(connection.execute(select(table).where(at(rowid))).mappings().one())
        except OperationalError:
            continue  # its text cannot be read: damaged
        if whole(row):
            mac = row_mac(key, table, row)
            connection.execute(sql_update(table).where(at(rowid)).values({MAC: mac}))


def _whole_2(table: Table, row: Mapping[str, object]) -> bool:
    return _digest_2(table, row) == row[MAC]


def _digest_1(row: Mapping[str, object]) -> str:
    return _sha256("kakanai outbox row 1", row, _DIGESTED_1)


def _digest_2(table: Table, row: Mapping[str, object]) -> str:
    names = sorted(column.name for column in table.c if column.name not in _NEW_IN_3)
    return _sha256(f"kakanai {table.name} row 2", row, names)


def _sha256(title: str, row: Mapping[str, object], names: Iterable[str]) -> str:
    digest = hashlib.sha256(f"{title}\n".encode())
    for name in names:
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(f"{name} {type(value).__name__} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
