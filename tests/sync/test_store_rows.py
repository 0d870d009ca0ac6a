"""The rows' MACs, and stores of older schemas."""

from __future__ import annotations

import hashlib
import hmac
import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from sync.envelope.device import row_key
from sync.failures import SyncFailure
from sync.store.records import Store
from sync.store.results import DeliveryState, PrintKind
from sync.store.rows import row_mac
from sync.store.schema import sessions
from tests.support.keeper import sealed
from tests.sync.test_store_records import KEYS, Bench
from tests.sync.test_store_upkeep import bench, health, rows, told

__all__ = ["bench"]

# ---- upgrade

SCHEMA_1 = """
CREATE TABLE sessions (sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
 day TEXT NOT NULL, counter INTEGER NOT NULL, number TEXT NOT NULL, receipt_given INTEGER NOT NULL,
 UNIQUE (day, counter), UNIQUE (id));
CREATE TABLE outbox (sequence INTEGER NOT NULL, id TEXT NOT NULL, envelope BLOB NOT NULL,
 digest TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, refusal TEXT NOT NULL,
 row_digest TEXT NOT NULL, PRIMARY KEY (sequence), UNIQUE (id));
CREATE TABLE heads (sequence INTEGER NOT NULL, hash TEXT NOT NULL, signature TEXT NOT NULL,
 PRIMARY KEY (sequence, hash));
CREATE TABLE prints (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL,
 session TEXT, kind TEXT NOT NULL, title TEXT NOT NULL, copies INTEGER NOT NULL,
 media TEXT NOT NULL, digest TEXT NOT NULL, printer_job INTEGER, outcome TEXT, UNIQUE (job_id));
CREATE TABLE audit (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
 day TEXT NOT NULL, event TEXT NOT NULL, UNIQUE (id));
CREATE TABLE quarantine (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT,
 reason TEXT NOT NULL, content BLOB NOT NULL, repaired INTEGER NOT NULL);
PRAGMA user_version=1; PRAGMA application_id=1262570318;
"""


STATES_1 = ("delivered", "waiting", "waiting")


def digest_1(*values: object) -> str:
    """Schema 1's digest, written out by hand."""
    text = hashlib.sha256(b"kakanai outbox row 1\n")
    names = ("sequence", "id", "envelope", "digest", "state", "attempts", "refusal")
    for name, value in zip(names, values, strict=True):
        data = value if isinstance(value, bytes) else str(value).encode()
        text.update(f"{name} {type(value).__name__} {len(data)}\n".encode() + data)
    return text.hexdigest()


def test_a_store_of_schema_1_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "keeper.db"
    old = [sealed(KEYS, uuid4(), n) for n in (1, 2, 3)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA_1)
        for n, (envelope, state) in enumerate(zip(old, STATES_1, strict=True), 1):
            id_, data = str(envelope.id), envelope.to_bytes()
            connection.execute(
                "INSERT INTO sessions VALUES (?, ?, '2026-11-20', ?, ?, 0)",
                (n, id_, n, f"A-{n:03d}"),
            )
            values = (n, id_, data, envelope.digest, state, 0, "")
            # The third was damaged before the upgrade.
            digest = digest_1(*values) if n != 3 else "0" * 64
            connection.execute("INSERT INTO outbox VALUES (?,?,?,?,?,?,?,?)", (*values, digest))
        connection.execute("INSERT INTO heads VALUES (40, ?, 's')", ("a" * 64,))
        connection.execute("INSERT INTO audit VALUES (1, 'x', '2026-11-20', 'session.begun')")
    bench = Bench(path)
    assert [bench.delivery(each.id) for each in old] == ["delivered", "waiting", "waiting"]
    found = health(bench)
    assert (found.repaired, found.quarantined, found.last_head) == (1, 0, 40)
    told(bench, 1, 39)
    # Sent again to be sure, for nobody knew an epoch before; not deleted below its head.
    assert len(rows(bench, "SELECT 1 FROM outbox")) == 3
    assert bench.begin(uuid4()).sequence == 4
    bench.reopen()
    assert health(bench).quarantined == 0
    bench.owner.stop()


SCHEMA_2 = """
CREATE TABLE sessions (sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
 day TEXT NOT NULL, counter INTEGER NOT NULL, number TEXT NOT NULL, receipt_given INTEGER NOT NULL,
 backed_up INTEGER NOT NULL, row_digest TEXT NOT NULL, UNIQUE (day, counter), UNIQUE (id));
CREATE TABLE outbox (sequence INTEGER NOT NULL, id TEXT NOT NULL, envelope BLOB NOT NULL,
 digest TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL, refusal TEXT NOT NULL,
 head_sequence INTEGER NOT NULL, row_digest TEXT NOT NULL, PRIMARY KEY (sequence), UNIQUE (id));
CREATE TABLE heads (epoch INTEGER NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
 signature TEXT NOT NULL, row_digest TEXT NOT NULL, PRIMARY KEY (epoch, sequence, hash));
CREATE TABLE office (id INTEGER NOT NULL, epoch INTEGER NOT NULL, backed_up INTEGER NOT NULL,
 row_digest TEXT NOT NULL, PRIMARY KEY (id));
CREATE TABLE prints (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, job_id TEXT NOT NULL,
 session TEXT, kind TEXT NOT NULL, title TEXT NOT NULL, copies INTEGER NOT NULL,
 media TEXT NOT NULL, digest TEXT NOT NULL, printer_job INTEGER, outcome TEXT,
 row_digest TEXT NOT NULL, UNIQUE (job_id));
CREATE TABLE audit (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL,
 day TEXT NOT NULL, event TEXT NOT NULL, row_digest TEXT NOT NULL, UNIQUE (id));
CREATE TABLE quarantine (place INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL,
 id TEXT, reason TEXT NOT NULL, content BLOB NOT NULL, repaired INTEGER NOT NULL);
PRAGMA user_version=2; PRAGMA application_id=1262570318;
"""


def digest_2(table: str, row: dict[str, object]) -> str:
    """Schema 2's digest, written out by hand."""
    text = hashlib.sha256(f"kakanai {table} row 2\n".encode())
    for name in sorted(set(row) - {"place"}):
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        text.update(f"{name} {type(value).__name__} {len(data)}\n".encode() + data)
    return text.hexdigest()


def put_2(connection: sqlite3.Connection, table: str, row: dict[str, object], **wrong: str) -> None:
    whole = {**row, "row_digest": digest_2(table, row), **wrong}
    names = ", ".join(whole)
    marks = ", ".join("?" * len(whole))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", tuple(whole.values()))


def test_a_store_of_schema_2_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "keeper.db"
    old = [sealed(KEYS, uuid4(), n) for n in (1, 2)]
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(SCHEMA_2)
        for n, envelope in enumerate(old, 1):
            one: dict[str, object] = {"sequence": n, "id": str(envelope.id), "day": "2026-11-20"}
            one |= {"counter": n, "number": f"A-{n:03d}", "receipt_given": 1, "backed_up": 0}
            put_2(connection, "sessions", one)
            sent: dict[str, object] = {"sequence": n, "id": str(envelope.id)}
            sent |= {"envelope": envelope.to_bytes(), "digest": envelope.digest}
            sent |= {"state": "delivered", "attempts": 0, "refusal": "", "head_sequence": 40}
            put_2(connection, "outbox", sent, **({"row_digest": "0" * 64} if n == 2 else {}))
        put_2(connection, "office", {"id": 1, "epoch": 1, "backed_up": 7})
        print_: dict[str, object] = {"place": 5, "job_id": str(uuid4()), "session": None}
        print_ |= {"kind": "forms", "title": "t", "copies": 1, "media": "m", "digest": "d"}
        put_2(connection, "prints", {**print_, "printer_job": None, "outcome": None})
    bench = Bench(path)
    # The second was damaged before the upgrade: its sealed bytes hold, so it goes out again.
    assert [bench.delivery(each.id) for each in old] == ["delivered", "waiting"]
    found = health(bench)
    assert (found.repaired, found.quarantined, found.backed_up, found.open_prints) == (1, 0, 7, 1)
    bench.reopen()
    assert health(bench).repaired == 1
    bench.owner.stop()


# ---- the rows' MACs


def test_a_row_by_somebody_without_the_key_is_put_aside(bench: Bench) -> None:
    """All is right with it but the key: a digest that anybody can compute would let it in."""
    bench.submitted()
    row = {"sequence": 9, "id": "x", "day": "2026-11-21", "counter": 9, "number": "A-009"}
    values = {**row, "receipt_given": 0, "backed_up": 0}
    forged = {**values, "row_mac": row_mac(b"another key, of thirty-two bytes", sessions, values)}
    names, marks = ", ".join(forged), ", ".join(map(repr, forged.values()))
    bench.damage(f"INSERT INTO sessions ({names}) VALUES ({marks})")
    assert health(bench).quarantined == 1
    assert rows(bench, "SELECT number FROM sessions") == [("A-001",)]


def _print_started(store: Store, job: UUID) -> SyncFailure | None:
    return store.prints.started(
        job, "d", kind=PrintKind.FORMS, title="t", copies=1, media="m", session=None
    )


def test_a_print_that_was_moved_is_put_aside(bench: Bench) -> None:
    for job in (uuid4(), uuid4()):
        started = partial(_print_started, job=job)
        assert bench.owner.do(started) is None
    bench.damage("UPDATE prints SET place = place + 10 WHERE place = 1")
    assert health(bench).quarantined == 1


def test_a_store_under_another_devices_key_loses_nothing(bench: Bench) -> None:
    envelope = bench.submitted()
    bench.row_key = bytes(32)
    bench.reopen()
    assert bench.delivery(envelope.id) == DeliveryState.WAITING
    found = health(bench)
    assert found.repaired == 1
    assert found.quarantined > 0  # staff are told
    assert bench.begin(uuid4()).sequence == 2


def test_the_row_key_is_hkdf_of_the_device_key() -> None:
    """RFC 5869 by hand: extract with zeros for salt, expand one block."""
    key = Ed25519PrivateKey.generate()
    extracted = hmac.new(bytes(32), key.private_bytes_raw(), hashlib.sha256).digest()
    expanded = hmac.new(extracted, b"kakanai store rows 1" + b"\x01", hashlib.sha256).digest()
    assert row_key(key) == expanded
