"""Rows that know when they were damaged: a digest over all columns, quarantine instead of deletion.

The digest is SHA-256, not a MAC: a key beside the file stops no thief, and losing it would put
every row in doubt (docs/adr/0003).  What must be authentic, the envelope, is signed.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ColumnClause,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    RowMapping,
    Table,
    cast,
    delete,
    literal_column,
    select,
)
from sqlalchemy import insert as sql_insert
from sqlalchemy import update as sql_update
from sqlalchemy.exc import OperationalError

from sync.failures import SyncFailureCode
from sync.store.schema import quarantine

ROWID: ColumnClause[int] = literal_column("rowid", Integer)
EVERY: Final = 2**31
_UNCOVERED = frozenset({"row_digest", "place"})
"""``place`` is the rowid that SQLite itself gives out; nothing refers to it."""


def at(rowid: int) -> ColumnElement[bool]:
    """The condition that names one row."""
    return ROWID.in_((rowid,))


def row_digest(table: Table, row: Mapping[str, object]) -> str:
    """SHA-256 over every column but the digest, each with its name, type and length.

    An uncovered column is how 13 of 1,000 random damages went unseen (sync.md 1c).
    """
    digest = hashlib.sha256(f"kakanai {table.name} row 2\n".encode())
    for name in sorted(column.name for column in table.c if column.name not in _UNCOVERED):
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(f"{name} {type(value).__name__} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Add a row; columns that are not named are NULL."""
    row = {column.name: None for column in table.c if column.name not in _UNCOVERED} | dict(values)
    connection.execute(sql_insert(table).values({**row, "row_digest": row_digest(table, row)}))


def change(
    connection: Connection, table: Table, condition: ColumnElement[bool], **values: Any
) -> int:
    """Change the whole rows that fit; a damaged one is put aside.  The number changed."""
    changed = 0
    for rowid in _fitting(connection, table, condition):
        row = checked(connection, table, rowid)
        if row is None:
            put_aside(connection, table, rowid)
            continue
        new = {**row, **values}
        connection.execute(
            sql_update(table)
            .where(at(rowid))
            .values({**values, "row_digest": row_digest(table, new)})
        )
        changed += 1
    return changed


def checked(connection: Connection, table: Table, rowid: int) -> dict[str, Any] | None:
    """The row, when it is what was written; ``None`` when it is damaged."""
    bytes_of = raw(connection, table, rowid)
    for column in table.c:
        if not isinstance(column.type, LargeBinary) and bytes_of[column.name] is not None:
            try:
                bytes(bytes_of[column.name]).decode()
            except (UnicodeDecodeError, TypeError):
                return None
    found = connection.execute(select(table).where(at(rowid))).mappings().one()
    row: dict[str, Any] = dict(found)
    return row if row_digest(table, row) == row["row_digest"] else None


def raw(connection: Connection, table: Table, rowid: int) -> RowMapping:
    """The row as bytes: damaged text may not decode, and must not stop us."""
    columns = (cast(column, LargeBinary).label(column.name) for column in table.c)
    return connection.execute(select(*columns).where(at(rowid))).mappings().one()


def put_aside(
    connection: Connection, table: Table, rowid: int, *, id_: str | None = None, repaired: int = 0
) -> None:
    """Move a damaged row to quarantine, byte by byte in base64."""
    content = {
        name: None if value is None else base64.b64encode(bytes(value)).decode()
        for name, value in raw(connection, table, rowid).items()
    }
    connection.execute(
        sql_insert(quarantine).values(
            source=table.name,
            id=id_,
            reason=SyncFailureCode.ROW_DAMAGED.value,
            content=json.dumps(content).encode(),
            repaired=repaired,
        )
    )
    connection.execute(delete(table).where(at(rowid)))


def check_table(connection: Connection, table: Table, newest: int) -> None:
    """Put the damaged ones among the ``newest`` rows aside."""
    for rowid in doubtful(connection, table, newest):
        if checked(connection, table, rowid) is None:
            put_aside(connection, table, rowid)


def doubtful(connection: Connection, table: Table, newest: int = EVERY) -> list[int]:
    """Rows to look at one by one: those whose digest does not fit, or all if text cannot be read."""
    query = select(ROWID.label("at"), table).order_by(ROWID.desc()).limit(newest)
    try:
        found = connection.execute(query).mappings().all()
    except OperationalError as fault:
        if "decode" not in str(fault.orig):
            raise  # the disk, not the row
        names = select(ROWID).select_from(table).order_by(ROWID.desc()).limit(newest)
        return list(connection.scalars(names).all())
    return [row["at"] for row in found if row_digest(table, dict(row)) != row["row_digest"]]


def _fitting(connection: Connection, table: Table, condition: ColumnElement[bool]) -> list[int]:
    found = connection.scalars(select(ROWID).select_from(table).where(condition))
    return list(found.all())
