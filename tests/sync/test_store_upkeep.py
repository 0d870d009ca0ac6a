"""What the store does besides taking and giving: ballast, quarantine, backup, upgrade, alarms."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from sync.failures import SyncFailure, SyncFailureCode
from sync.store.alarms import Alarm, alarms
from sync.store.ballast import Ballast
from sync.store.owner import StoreOwner
from sync.store.records import Store, StorePlan
from sync.store.results import (
    Begun,
    Committed,
    DeliveryState,
    Head,
    KeeperHealth,
    OfficeState,
    PrintKind,
    PrintOutcome,
    StoreHealth,
)
from sync.store.staff_rows import StaffRow, alarm_text, staff_rows
from tests.support.keeper import ROW_KEY, sealed
from tests.sync.test_store_records import KEYS, Bench

TABLES = ("sessions", "outbox", "heads", "office", "prints", "audit")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "keeper.db")
    yield bench
    bench.owner.stop()


def health(bench: Bench) -> StoreHealth:
    answer = bench.owner.do(lambda store: store.health())
    assert isinstance(answer, StoreHealth)
    return answer


def deliver(bench: Bench, sequence: int, place: int, state: OfficeState | None = None) -> None:
    head = Head(place, f"{place:064x}", "s", 1)
    assert bench.owner.do(lambda store: store.outbox.delivered(sequence, head, state)) is None


def told(bench: Bench, epoch: int, backed_up: int) -> None:
    assert bench.owner.do(lambda s: s.office_told(OfficeState(epoch, backed_up))) is None


def rows(bench: Bench, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(bench.path)) as connection:
        return connection.execute(query).fetchall()


# ---- ballast


def test_a_full_disk_costs_the_ballast_and_not_the_record(tmp_path: Path) -> None:
    plan = StorePlan(tmp_path / "keeper.db", "A", ROW_KEY, 1, ballast_bytes=1 << 20)
    owner = StoreOwner(plan)
    owner.start()
    session = uuid4()
    begun = owner.do(lambda store: store.begin(session))
    assert isinstance(begun, Begun)
    assert plan.ballast.path.stat().st_size == 1 << 20

    def shrink(store: Store) -> None:
        raw = store._connection.connection
        pages = raw.cursor().execute("PRAGMA page_count").fetchone()[0]
        raw.cursor().execute(f"PRAGMA max_page_count={pages}")

    owner.do(shrink)  # as a full disk: the file may not grow until it is opened anew
    envelope = sealed(KEYS, session, begun.sequence)
    answer = owner.do(lambda store: store.commit(envelope, envelope.to_bytes()))
    assert isinstance(answer, Committed)
    short = owner.do(lambda store: store.health())
    assert isinstance(short, StoreHealth)
    assert not short.ballast
    assert not plan.ballast.path.exists()
    assert isinstance(owner.do(lambda store: store.begin(uuid4())), Begun)  # there is room again
    assert plan.ballast.held
    owner.stop()


def test_without_room_for_the_ballast_nobody_starts(tmp_path: Path) -> None:
    owner = StoreOwner(StorePlan(tmp_path / "keeper.db", "A", ROW_KEY, 1, ballast_bytes=2**60))
    owner.start()
    refused = owner.do(lambda store: store.begin(uuid4()))
    assert isinstance(refused, SyncFailure)
    assert refused.code is SyncFailureCode.STORE_FULL
    assert not Ballast(tmp_path / "keeper.db.ballast", 1).held  # no half of it is left
    owner.stop()


# ---- damage


def fill(bench: Bench) -> UUID:
    """One row in every table."""
    envelope = bench.submitted()
    deliver(bench, 1, 1, OfficeState(1, 0))
    job = uuid4()
    bench.owner.do(
        lambda store: store.prints.started(
            job,
            "d" * 64,
            kind=PrintKind.RECEIPT,
            title="receipt",
            copies=1,
            media="iso_a5_148x210mm",
            session=envelope.id,
        )
    )
    bench.owner.do(lambda store: store.prints.settled(job, PrintOutcome.PRINTED))
    return envelope.id


def columns() -> list[tuple[str, str]]:
    from sync.store import schema

    return [
        (name, column.name)
        for name in TABLES
        for column in schema.metadata.tables[name].c
        if column.name != "place"
    ]


@pytest.mark.parametrize(("table", "column"), columns())
def test_damage_to_any_column_of_any_table_is_noticed(
    bench: Bench, table: str, column: str
) -> None:
    fill(bench)
    before = health(bench)
    assert (before.quarantined, before.repaired) == (0, 0)
    # One bit of the last byte, as a decaying disk does; numbers: another number.
    changed = (
        f"CASE typeof({column}) WHEN 'integer' THEN {column} + 1 WHEN 'null' THEN 'x' "
        f"WHEN 'blob' THEN x'00' ELSE substr({column}, 1, length({column}) - 1) || 'µ' END"
    )
    bench.damage(f"UPDATE {table} SET {column} = {changed}")
    after = health(bench)
    assert after.quarantined + after.repaired >= 1
    assert rows(bench, f"SELECT count(*) FROM quarantine WHERE source = '{table}'") != [(0,)]


def test_a_lost_session_row_never_gives_its_number_to_another(bench: Bench) -> None:
    numbers = [bench.begin(uuid4()).number for _ in range(3)]
    bench.damage("UPDATE sessions SET day = 'x' WHERE sequence = 3")
    begun = bench.begin(uuid4())
    assert begun.number not in numbers
    assert begun.sequence == 4


def test_a_lost_session_row_does_not_hold_its_submission_back(bench: Bench) -> None:
    envelope = bench.submitted()
    bench.damage("UPDATE sessions SET number = 'B-001'")
    bench.damage("UPDATE outbox SET attempts = 7")
    waiting = bench.owner.do(lambda store: store.outbox.next_waiting())
    assert not isinstance(waiting, SyncFailure)
    assert waiting is not None
    assert waiting.envelope == envelope.to_bytes()


# ---- the office's backup


def test_sealed_bytes_go_when_the_backup_has_them_and_not_before(bench: Bench) -> None:
    first, second = bench.submitted(), bench.submitted()
    told(bench, 1, 0)
    deliver(bench, 1, 10)
    deliver(bench, 2, 12)
    told(bench, 1, 11)
    assert rows(bench, "SELECT sequence FROM outbox ORDER BY 1") == [(2,)]
    assert bench.delivery(first.id) == DeliveryState.DELIVERED
    assert bench.commit(first) == Committed(first.id, first.digest, already=True)
    assert rows(bench, "SELECT sequence FROM outbox ORDER BY 1") == [(2,)]
    assert first.to_bytes()[:200] not in bench.path.read_bytes()  # secure_delete
    told(bench, 1, 10)  # an old word that comes late
    assert health(bench).backed_up == 11
    told(bench, 1, 12)
    assert rows(bench, "SELECT sequence FROM outbox ORDER BY 1") == []
    assert bench.delivery(second.id) == DeliveryState.DELIVERED
    assert health(bench).unprinted_receipts == 2  # staff still see whose number was not printed


def test_what_waits_or_was_refused_is_never_deleted(bench: Bench) -> None:
    bench.submitted()
    bench.submitted()
    bench.owner.do(lambda s: s.outbox.refused(2, SyncFailureCode.OFFICE_REFUSED))
    told(bench, 1, 2**40)
    assert rows(bench, "SELECT sequence FROM outbox ORDER BY 1") == [(1,), (2,)]


def test_a_restored_office_gets_everything_again(bench: Bench) -> None:
    for place in (1, 2, 3):
        bench.submitted()
        deliver(bench, place, place, OfficeState(1, 0))
    told(bench, 1, 1)  # the backup that it will be restored from
    told(bench, 2, 1)
    assert rows(bench, "SELECT sequence, state FROM outbox ORDER BY 1") == [
        (2, "waiting"),
        (3, "waiting"),
    ]
    deliver(bench, 2, 2, OfficeState(2, 1))
    assert rows(bench, "SELECT state FROM outbox ORDER BY sequence") == [
        ("delivered",),
        ("waiting",),
    ]
    told(bench, 1, 99)  # the old office's word does not count any more
    assert health(bench).office_epoch == 2
    assert len(rows(bench, "SELECT 1 FROM outbox")) == 2


# ---- print journal and events


def test_a_step_and_its_event_are_one_transaction(bench: Bench) -> None:
    fill(bench)
    events = [event for (event,) in rows(bench, "SELECT event FROM audit ORDER BY place")]
    assert events == ["submission.stored", "print.started", "print.printed"]
    bench.owner.stop()
    with closing(sqlite3.connect(bench.path)) as connection, connection:
        connection.execute(
            "CREATE TRIGGER no BEFORE INSERT ON audit BEGIN SELECT RAISE(FAIL, 'no'); END"
        )
    bench.owner = bench.opened()
    session = uuid4()
    begun = bench.begin(session)
    refused = bench.commit(sealed(KEYS, session, begun.sequence))
    assert isinstance(refused, SyncFailure)
    assert bench.delivery(session) == DeliveryState.ABSENT


# ---- alarms


def test_alarms_and_their_words(bench: Bench) -> None:
    quiet = health(bench)
    assert alarms(quiet, 12.0, 0, 0) == ()
    assert alarms(quiet, -301.0, 0, 0) == (Alarm.CLOCK_WRONG,)
    assert alarms(quiet, None, 1, 2) == (Alarm.WAITING_LONG, Alarm.OFFICE_SILENT)
    bench.day = date(2026, 11, 21)
    bench.submitted()
    assert alarms(health(bench), None, 0, 0) == (Alarm.RECEIPT_NOT_PRINTED,)
    for alarm in Alarm:
        assert re.search("[ぁ-ん]", alarm_text(alarm, "ja"))
        assert alarm_text(alarm, "en").isascii()
        for language, between in (("ja", ""), ("en", " ")):
            parts = [alarm_text(alarm, language, part) for part in ("what", "next")]
            assert alarm_text(alarm, language) == between.join(parts)


def test_staff_read_what_it_is_since_when_and_what_to_do(bench: Bench) -> None:
    bench.day = date(2026, 11, 18)
    bench.submitted()
    told(bench, 1, 0)
    assert health(bench).office_heard_day == "2026-11-18"
    bench.reopen()
    keeper = KeeperHealth(
        pid=1,
        store=health(bench),
        sender_failure="sync.office_unreachable",
        sender_detail="",
        clock_skew_seconds=None,
        silent_seconds=None,
        silent_days=3,
        waiting_days=3,
        unprinted_at_start=1,
        alarms=tuple(each.value for each in alarms(health(bench), None, 3, 3)),
    )
    unprinted = bench.owner.do(lambda store: store.prints.unprinted_receipts())
    assert not isinstance(unprinted, SyncFailure)
    rows_ = staff_rows(keeper, unprinted, "en", date(2026, 11, 21))
    assert [(row.alarm, row.since, row.numbers) for row in rows_] == [
        (Alarm.RECEIPT_NOT_PRINTED, date(2026, 11, 18), ("A-001",)),
        (Alarm.WAITING_LONG, date(2026, 11, 18), ()),
        (Alarm.OFFICE_SILENT, date(2026, 11, 18), ()),
    ]
    assert rows_[1] == StaffRow(
        Alarm.WAITING_LONG,
        "Submissions from an earlier day have not reached the office.",
        "Check the line.",
        date(2026, 11, 18),
    )
