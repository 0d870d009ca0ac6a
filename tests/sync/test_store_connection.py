"""The store starts only with the settings that were shown to lose nothing (sync.md 1b)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from sync.store.connection import (
    StoreDamagedError,
    StoreSettingsError,
    check_settings,
    open_connection,
)
from tests.support.keeper import ROW_KEY


def test_the_settings_in_effect_are_the_required_ones(tmp_path: Path) -> None:
    with closing(open_connection(tmp_path / "s.db", ROW_KEY)) as connection:
        effective = {
            pragma: connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
            for pragma in ("journal_mode", "synchronous", "secure_delete")
        }
    assert effective == {"journal_mode": "truncate", "synchronous": 3, "secure_delete": 1}


@pytest.mark.parametrize(
    "weaker", ["synchronous=NORMAL", "journal_mode=DELETE", "secure_delete=OFF"]
)
def test_a_weaker_setting_is_noticed(tmp_path: Path, weaker: str) -> None:
    with closing(open_connection(tmp_path / "s.db", ROW_KEY)) as connection:
        with connection.begin():
            pass
        connection.connection.cursor().execute(f"PRAGMA {weaker}")
        with pytest.raises(StoreSettingsError, match=weaker.partition("=")[0]):
            check_settings(connection)


def test_a_file_held_in_wal_mode_by_another_program_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE t (a)")
        other.execute("SELECT * FROM t").fetchall()
        with pytest.raises(StoreSettingsError):
            open_connection(path, ROW_KEY)


def test_a_foreign_database_and_a_newer_schema_are_left_alone(tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(StoreSettingsError, match="schema"):
        open_connection(foreign, ROW_KEY)
    newer = tmp_path / "newer.db"
    open_connection(newer, ROW_KEY).close()
    with closing(sqlite3.connect(newer)) as other:
        other.execute("PRAGMA user_version=4")
    with pytest.raises(StoreSettingsError, match="schema 4"):
        open_connection(newer, ROW_KEY)


def test_what_is_no_database_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    path.write_bytes(b"not a database, but long enough to have a header" * 100)
    with pytest.raises(StoreSettingsError):
        open_connection(path, ROW_KEY)


def test_a_damaged_structure_stops_the_start(tmp_path: Path) -> None:
    path = tmp_path / "s.db"
    open_connection(path, ROW_KEY).close()
    with path.open("r+b") as file:
        file.seek(3 * 4096)
        file.write(b"\xff" * 4096)
    with pytest.raises((StoreDamagedError, StoreSettingsError)):
        open_connection(path, ROW_KEY)
