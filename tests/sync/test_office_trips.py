"""Statements that travel together: the same answers and the same faults as one by one."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from sync.envelope.seal import SealingKeys, seal
from sync.office import audit, devices
from sync.office.database import Database, lock_head_and_ask
from sync.office.intake import Intake, Taken
from sync.office.tables import login_failures
from sync.office.trips import Row, Step, in_one_trip
from tests.support.office_cases import mother_kokuho, submission
from tests.support.postgres import PostgresCluster

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
NAMES = select(login_failures.c.key, login_failures.c.failures).where(
    login_failures.c.failures > 1, login_failures.c.key == bindparam("name")
)
"""With a value of its own (1) and one that each run brings."""


@pytest.fixture(params=["sqlite", "postgresql"])
def database(
    request: pytest.FixtureRequest, tmp_path: Path, cluster: PostgresCluster
) -> Iterator[Database]:
    url = f"sqlite:///{tmp_path / 'office.db'}"
    if request.param == "postgresql":
        url = cluster.database(f"trips_{uuid4().hex}")
    made = Database(url)
    made.create()
    yield made
    made.dispose()


def adding(*names: str) -> Step:
    rows = [
        {"key": name, "failures": place, "last_at": "2026"} for place, name in enumerate(names, 1)
    ]
    return Step(login_failures.insert(), rows)


def asking(*names: str) -> Step:
    return Step(NAMES, [{"name": name} for name in names])


def plain(answers: list[list[Row]]) -> list[list[tuple[object, ...]]]:
    return [[tuple(row) for row in rows] for rows in answers]


def test_each_step_sees_the_ones_before_it_and_answers_in_its_place(database: Database) -> None:
    with database.writing() as connection:
        found = in_one_trip(
            connection, asking("c"), adding("a", "b", "c"), asking("c", "a", "b"), asking()
        )
    assert plain(found) == [[], [], [("c", 3), ("b", 2)], []]


def test_what_the_tables_refuse_takes_the_whole_transaction_back(database: Database) -> None:
    with pytest.raises(IntegrityError), database.writing() as connection:
        in_one_trip(connection, adding("a", "b"), adding("b"))
    with database.writing() as connection:
        assert plain(in_one_trip(connection, asking("b"))) == [[]]
        in_one_trip(connection, adding("a"))


def test_the_head_is_locked_before_the_questions_are_asked(database: Database) -> None:
    with database.writing(head_last=True) as connection:
        (found,) = lock_head_and_ask(connection, asking("a"))
        assert found == []
        assert audit.locked_head(connection).sequence == 0
        event = audit.Event("operator", "tried", "office", {})
        (head,) = audit.append_all(connection, NOW, [event], adding("x", "y"))
    assert head.sequence == 1
    with database.reading() as connection:
        assert audit.broken_at(connection) is None
        assert plain(in_one_trip(connection, asking("y"))) == [[("y", 2)]]


def test_a_database_that_goes_away_costs_one_answer(cluster: PostgresCluster) -> None:
    """The connections that lie ready are dead too: none of them is tried one after the other."""
    database = Database(cluster.database("away"))
    database.create()
    with database.writing() as one, database.reading(), database.reading():
        in_one_trip(one, adding("a"))
    with pytest.raises(OperationalError), database.writing(head_last=True) as connection:
        with psycopg.connect(
            host="127.0.0.1", port=cluster.port, user="postgres", autocommit=True
        ) as killer:
            killer.execute(
                "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity "
                "WHERE datname = 'away'"
            )
        lock_head_and_ask(connection)
    for _ in range(3):
        with database.writing() as connection, database.reading() as other:
            assert other.execute(text("SELECT 1")).scalar_one() == 1
            in_one_trip(connection, asking("a"))
    database.dispose()


def test_a_submission_takes_four_trips(cluster: PostgresCluster) -> None:
    """The beginning; the lock with the question; what is written; the commit: counted by libpq."""
    device, office, escrow = (
        Ed25519PrivateKey.generate(),
        X25519PrivateKey.generate(),
        X25519PrivateKey.generate(),
    )
    database = Database(cluster.database("trips"))
    database.create()
    devices.add(database, lambda: NOW, "kiosk-a", device.public_key())
    intake = Intake(
        database, "toyonaka", Ed25519PrivateKey.generate(), lambda: NOW, max_bytes=100_000
    )
    keys = SealingKeys(office.public_key(), escrow.public_key(), device)
    envelope = seal(submission(mother_kokuho(), "A-012"), keys, 1)
    assert not hasattr(intake.genuine(envelope.id, envelope.to_bytes()), "code")  # its key is read
    with tempfile.TemporaryFile() as trace:
        with database.reading() as connection:
            line = driver(connection)
            line.pgconn.trace(trace.fileno())
        answer = intake.take(envelope.id, envelope.to_bytes())
        line.pgconn.untrace()
        trace.seek(0)
        said = trace.read()
    assert isinstance(answer, Taken)
    assert said.count(b"\tSync") + said.count(b"\tQuery\t") == 4
    database.dispose()


def driver(connection: Connection) -> psycopg.Connection[object]:
    found = connection.connection.driver_connection
    assert isinstance(found, psycopg.Connection)
    return found
