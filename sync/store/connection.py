"""The store's only connection: SQLite with the settings under which nothing acknowledged was lost.

WAL+NORMAL and SQLite's default DELETE+FULL lose acknowledged records at power loss; TRUNCATE+EXTRA
lost none in 20,000 states (sync.md 1b).  A setting that did not take effect stops the start.
"""

from __future__ import annotations

import sqlite3
from contextlib import suppress
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from sync.store.rows import ROW_KEY
from sync.store.schema import APPLICATION_ID, SCHEMA_VERSION, metadata
from sync.store.upgrade import UPGRADES

REQUIRED: Final[dict[str, tuple[str, str | int]]] = {
    "journal_mode": ("TRUNCATE", "truncate"),
    "synchronous": ("EXTRA", 3),
    "secure_delete": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    "temp_store": ("MEMORY", 2),
}
"""PRAGMA: what we set, what reading it back must give."""


class StoreSettingsError(Exception):
    """The file cannot be run with the required settings, or is no store of this version."""


class StoreDamagedError(Exception):
    """``integrity_check`` found damage in the file's structure: a person has to look at it."""


def open_connection(path: Path, row_key: bytes) -> Connection:
    """Open or create the store at ``path``; the caller's thread becomes its only user.

    ``row_key``: of the rows' MACs (``rows.py``).

    Raises :class:`StoreSettingsError` or :class:`StoreDamagedError`.
    """
    try:
        connection = _engine(path).connect()
    except DBAPIError as fault:
        raise StoreSettingsError(f"{path.name}: {fault.orig}") from fault
    connection.info[ROW_KEY] = row_key
    try:
        _set_pragmas(connection)
        check_settings(connection)
        _check_structure(connection)
        _create_or_check(connection)
    except DBAPIError as fault:
        abandon(connection)
        raise StoreSettingsError(f"{path.name}: {fault.orig}") from fault
    except BaseException:
        abandon(connection)
        raise
    return connection


def abandon(connection: Connection) -> None:
    """Let go of the file without a rollback, which on a failing disk fails as well.

    SQLite rolls back by itself at the next opening, from the journal.
    """
    with suppress(SQLAlchemyError, sqlite3.Error):
        connection.invalidate()
    with suppress(SQLAlchemyError, sqlite3.Error):
        connection.close()


def check_settings(connection: Connection) -> None:
    """Compare the PRAGMAs in effect with :data:`REQUIRED`.  Raises :class:`StoreSettingsError`."""
    wrong = [
        f"{pragma} is {value}, not {expected}"
        for pragma, (_, expected) in REQUIRED.items()
        if (value := connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()) != expected
    ]
    connection.rollback()
    if wrong:
        raise StoreSettingsError("; ".join(wrong))


def _engine(path: Path) -> Engine:
    # isolation_level None: SQLAlchemy's BEGIN below is the only one, no implicit ones by sqlite3.
    engine = create_engine(
        f"sqlite:///{path}",
        poolclass=NullPool,
        connect_args={"isolation_level": None, "timeout": 1.0},
    )
    event.listen(engine, "begin", _begin_immediate)
    return engine


def _set_pragmas(connection: Connection) -> None:
    # Past SQLAlchemy, which would begin a transaction: inside one, most PRAGMAs do nothing.
    cursor = connection.connection.cursor()
    try:
        for pragma, (wanted, _) in REQUIRED.items():
            cursor.execute(f"PRAGMA {pragma}={wanted}")
    except sqlite3.Error as fault:
        raise StoreSettingsError(f"{fault}") from fault
    finally:
        cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _check_structure(connection: Connection) -> None:
    with connection.begin():
        found = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    if found != ["ok"]:
        raise StoreDamagedError("; ".join(str(each) for each in found))


def _create_or_check(connection: Connection) -> None:
    with connection.begin():
        version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
        application = connection.exec_driver_sql("PRAGMA application_id").scalar()
        tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar()
        if (version, application, tables) == (0, 0, 0):
            metadata.create_all(connection)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        elif application == APPLICATION_ID and version in UPGRADES:
            UPGRADES[version](connection)
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        elif (version, application) != (SCHEMA_VERSION, APPLICATION_ID):
            raise StoreSettingsError(f"schema {version} is not schema {SCHEMA_VERSION} of a store")
