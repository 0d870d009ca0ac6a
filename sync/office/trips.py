"""Statements that go to the database together, and whose answers come back together.

SQLAlchemy waits for the answer to each statement.  The intake's transaction is six short ones that
hold a lock which all senders share: it would wait longer than it works.  PostgreSQL's pipeline mode
carries them in one trip.  SQLite lives in this process, so there is nowhere to go.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import Connection, Dialect, Select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import UpdateBase

Row: TypeAlias = Sequence[Any]


@dataclass(frozen=True, slots=True)
class Step:
    """A statement that is made once in the program, run for each set of values."""

    statement: Select[Any] | UpdateBase
    values: Sequence[Mapping[str, Any]] = ({},)


def in_one_trip(connection: Connection, *steps: Step) -> list[list[Row]]:
    """Run the steps in their order, in the caller's transaction; the rows that each one found.

    Raises SQLAlchemy's errors.  A step cannot see the answer to one before it.
    """
    if connection.dialect.name != "postgresql":
        return [_one_by_one(connection, step) for step in steps]
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    try:
        with driver.pipeline():
            sent = [_send(driver, step, connection.dialect) for step in steps]
        return [[row for cursor in cursors for row in cursor] for cursors in sent]
    except psycopg.Error as fault:
        if driver.closed:  # the others in the pool have gone with the database, too
            connection.invalidate(fault)
            connection.engine.dispose()
        raise DBAPIError.instance(
            "in one trip", None, fault, psycopg.Error, hide_parameters=True
        ) from None


def _one_by_one(connection: Connection, step: Step) -> list[Row]:
    if isinstance(step.statement, UpdateBase):
        if step.values:
            connection.execute(step.statement, step.values)
        return []
    found: list[Row] = []
    for values in step.values:
        found += connection.execute(step.statement, values).all()
    return found


def _send(
    driver: psycopg.Connection[Any], step: Step, dialect: Dialect
) -> list[psycopg.Cursor[Any]]:
    """The cursors that will have rows."""
    if not step.values:
        return []
    words, own = _spelled(step.statement, tuple(step.values[0]), dialect)
    if isinstance(step.statement, UpdateBase):
        cursor = driver.cursor()
        for values in step.values:
            cursor.execute(words, {**own, **values})
        return []
    return [driver.cursor().execute(words, {**own, **values}) for values in step.values]


@lru_cache(64)
def _spelled(
    statement: Select[Any] | UpdateBase, names: tuple[str, ...], dialect: Dialect
) -> tuple[bytes, Mapping[str, Any]]:
    """In PostgreSQL's words, with the values that stand in the statement itself.

    ``names``: of the values that are still to come.
    """
    spelled = statement.compile(dialect=dialect, column_keys=list(names))
    return str(spelled).encode(), spelled.params
