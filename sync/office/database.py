"""The office's database: SQLite as the embedded default, PostgreSQL by one setting.

SQLite runs with a rollback journal (TRUNCATE, synchronous EXTRA) and not with WAL, for the reasons
measured for the kiosk's store; writers take the write lock at BEGIN, so that two clerks queue up
instead of failing half-way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg.pq import Format
from sqlalchemy import Connection, Engine, create_engine, event, inspect, make_url, select
from sqlalchemy.pool import NullPool

from sync.office.failures import OfficeSetupError
from sync.office.tables import (
    SCHEMA_VERSION,
    audit_head,
    metadata,
    office_state,
    schema_version,
)
from sync.office.trips import Row, Step, in_one_trip
from sync.office.upgrade import from_schema_1

Clock = Callable[[], datetime]
GENESIS = "0" * 64
LOCKED_HEAD = "audit head"
"""Key in ``Connection.info``: sequence and hash of the newest audit row, in a writing transaction."""

_HEAD = select(audit_head.c.sequence, audit_head.c.hash)
_LOCKED_HEAD = _HEAD.with_for_update()


def utc_now() -> datetime:
    """The clock of a real office."""
    return datetime.now(UTC)


def stamp(instant: datetime) -> str:
    """ISO-8601 UTC to the millisecond: sorts as text, the same in both databases."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds")


def unstamp(text: str) -> datetime:
    """The inverse of :func:`stamp`."""
    return datetime.fromisoformat(text)


def lock_head(connection: Connection) -> tuple[int, str]:
    """Sequence and hash of the newest audit row, which nobody else can move before our commit."""
    if LOCKED_HEAD not in connection.info:
        lock_head_and_ask(connection)
    held: tuple[int, str] = connection.info[LOCKED_HEAD]
    return held


def lock_head_and_ask(connection: Connection, *questions: Step) -> list[list[Row]]:
    """Lock the head, and the answers to ``questions`` as they are once it is locked, in one trip.

    Each statement sees what was committed when it began (PostgreSQL's READ COMMITTED).
    """
    alone = connection.dialect.name == "sqlite"
    head = Step(_HEAD if alone else _LOCKED_HEAD)
    ((sequence, hash_),), *answers = in_one_trip(connection, head, *questions)
    connection.info[LOCKED_HEAD] = sequence, hash_
    return answers


class Database:
    """Transactions on one database.  ``writing`` commits at the end or rolls everything back."""

    def __init__(self, url: str) -> None:
        self._sqlite = make_url(url).get_backend_name() == "sqlite"
        if self._sqlite:
            self._engine = _sqlite_engine(url)
        else:
            # No ping before each use: a database that went away costs one 503, and the pool is new.
            self._engine = create_engine(
                url, hide_parameters=True, connect_args={"cursor_factory": _BinaryCursor}
            )
        self._writer = self._engine.execution_options(office_writes=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A consistent read."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self, *, head_last: bool = False) -> Iterator[Connection]:
        """One transaction, all or nothing; writers come one after another.

        SQLite has one writer anyway.  On PostgreSQL the audit's head is locked first: every change
        ends there, and whoever took it last after other rows could wait in a circle.  ``head_last``:
        for who waits for no row that another writer may hold, or locks it with a question of its own.
        """
        with self._writer.begin() as connection:
            if not head_last:
                lock_head(connection)
            try:
                yield connection
            finally:
                if not connection.invalidated:  # its notes have gone with it
                    connection.info.pop(LOCKED_HEAD, None)

    def create(self) -> None:
        """Make the tables of :data:`SCHEMA_VERSION`; an existing office is brought to it."""
        if inspect(self._engine).has_table("schema_version"):
            self._upgrade()
            self.check()
            return
        with self._writer.begin() as connection:
            metadata.create_all(connection)
            connection.execute(schema_version.insert().values(version=SCHEMA_VERSION))
            connection.execute(audit_head.insert().values(id=1, sequence=0, hash=GENESIS))
            connection.execute(office_state.insert().values(id=1, epoch=1, backed_up=0))

    def _upgrade(self) -> None:
        with self.writing() as connection:
            if connection.execute(select(schema_version.c.version)).scalar_one() == 1:
                from_schema_1(connection)
                connection.execute(schema_version.update().values(version=SCHEMA_VERSION))

    def check(self) -> None:
        """Raise :class:`OfficeSetupError` unless the tables are those that this program knows."""
        if not inspect(self._engine).has_table("schema_version"):
            raise OfficeSetupError("the database is empty; run `kakanai office init` first")
        with self.reading() as connection:
            version = connection.execute(select(schema_version.c.version)).scalar_one()
        if version != SCHEMA_VERSION:
            raise OfficeSetupError(
                f"the database has schema {version}, this program {SCHEMA_VERSION}; "
                "`kakanai office init` brings an older one here"
            )

    def dispose(self) -> None:
        """Close all connections."""
        self._engine.dispose()


class _BinaryCursor(psycopg.Cursor[Any]):
    """Asks for rows as bytes: as text an envelope comes in hexadecimal, twice as long."""

    def __init__(self, connection: psycopg.Connection[Any], **rest: Any) -> None:
        super().__init__(connection, **rest)
        self.format = Format.BINARY


def _sqlite_engine(url: str) -> Engine:
    path = make_url(url).database
    if not path or path == ":memory:":
        raise OfficeSetupError("the office needs a database file")
    if not Path(path).parent.is_dir():
        raise OfficeSetupError("the folder of the database does not exist")
    engine = create_engine(
        url, poolclass=NullPool, hide_parameters=True, connect_args={"timeout": 15}
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # our own BEGIN; sqlite3's implicit one is too late
        for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("office_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine
