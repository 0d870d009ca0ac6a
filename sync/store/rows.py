"""Rows that know when somebody else changed them: a MAC over all columns, quarantine, no deletion.

HMAC-SHA256 with a key that the device's own key gives (``sync.envelope.device``): a row that was
damaged, moved, or written by a program without that key does not fit.  What must be authentic at
the office, the envelope, is signed.
"""

from __future__ import annotations

import base64
import hmac
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
ROW_KEY: Final = "row key"
"""Where ``Connection.info`` of the store's one connection has the key of the MACs."""
MAC: Final = "row_mac"
_PLACE: Final = "place"


def at(rowid: int) -> ColumnElement[bool]:
    """The condition that names one row."""
    return ROWID.in_((rowid,))


def row_mac(key: bytes, table: Table, row: Mapping[str, object]) -> str:
    """HMAC-SHA256 in hex over table and every column but itself, each with name, type and length.

    An uncovered column is how 13 of 1,000 random damages went unseen (sync.md 1c).
    """
    mac = hmac.new(key, f"kakanai {table.name} row 3\n".encode(), "sha256")
    for name in sorted(column.name for column in table.c if column.name != MAC):
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        mac.update(f"{name} {type(value).__name__} {len(data)}\n".encode())
        mac.update(data)
    return mac.hexdigest()


def fits(connection: Connection, table: Table, row: Mapping[str, object]) -> bool:
    """Whether the row is what was written with our key."""
    right = row_mac(connection.info[ROW_KEY], table, row)
    return hmac.compare_digest(right.encode(), str(row[MAC]).encode())


def insert(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Add a row; columns that are not named are NULL."""
    row = {column.name: None for column in table.c if column.name != MAC} | dict(values)
    if _PLACE in row:
        row[_PLACE] = last_rowid(connection, table) + 1
    mac = row_mac(connection.info[ROW_KEY], table, row)
    connection.execute(sql_insert(table).values({**row, MAC: mac}))


def last_rowid(connection: Connection, table: Table) -> int:
    """SQLite's own memory of the last one given out: it does not forget a row that went."""
    used = "SELECT seq FROM sqlite_sequence WHERE name = ?"
    return connection.exec_driver_sql(used, (table.name,)).scalar() or 0


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
            .values({**values, MAC: row_mac(connection.info[ROW_KEY], table, new)})
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
    return row if fits(connection, table, row) else None


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
    """Rows to look at one by one: those whose MAC does not fit, or all if text cannot be read."""
    query = select(ROWID.label("at"), table).order_by(ROWID.desc()).limit(newest)
    try:
        found = connection.execute(query).mappings().all()
    except OperationalError as fault:
        if "decode" not in str(fault.orig):
            raise  # the disk, not the row
        names = select(ROWID).select_from(table).order_by(ROWID.desc()).limit(newest)
        return list(connection.scalars(names).all())
    return [row["at"] for row in found if not fits(connection, table, dict(row))]


def _fitting(connection: Connection, table: Table, condition: ColumnElement[bool]) -> list[int]:
    found = connection.scalars(select(ROWID).select_from(table).where(condition))
    return list(found.all())
