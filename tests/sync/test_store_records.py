"""Numbers, the outbox and the print journal, on the real file through the real owner thread."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.envelope.seal import SealingKeys
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure, SyncFailureCode
from sync.store.owner import StoreOwner
from sync.store.records import StorePlan
from sync.store.results import Begun, Committed, DeliveryState, Head, PrintKind, PrintOutcome
from sync.store.rows import row_mac
from sync.store.schema import sessions
from tests.support.keeper import ROW_KEY, sealed

KEYS = SealingKeys(
    X25519PrivateKey.generate().public_key(),
    X25519PrivateKey.generate().public_key(),
    Ed25519PrivateKey.generate(),
)


class Bench:
    """A store that can be closed and opened again, with a calendar that tests turn."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.day = date(2026, 11, 21)
        self.min_free = 1
        self.row_key = ROW_KEY
        self.owner = self.opened()

    def opened(self) -> StoreOwner:
        owner = StoreOwner(StorePlan(self.path, "A", self.row_key, self.min_free, lambda: self.day))
        owner.start()
        return owner

    def reopen(self) -> None:
        self.owner.stop()
        self.owner = self.opened()

    def begin(self, session: UUID) -> Begun:
        begun = self.owner.do(lambda store: store.begin(session))
        assert isinstance(begun, Begun)
        return begun

    def commit(self, envelope: Envelope) -> Committed | SyncFailure:
        return self.owner.do(lambda store: store.commit(envelope, envelope.to_bytes()))

    def submitted(self) -> Envelope:
        session = uuid4()
        envelope = sealed(KEYS, session, self.begin(session).sequence)
        assert self.commit(envelope) == Committed(session, envelope.digest, already=False)
        return envelope

    def delivery(self, id_: UUID) -> DeliveryState | SyncFailure:
        return self.owner.do(lambda store: store.outbox.delivery(id_))

    def damage(self, statement: str) -> None:
        """Change the file behind the store's back, then open it."""
        self.owner.stop()
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(statement)
        self.owner = self.opened()


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path / "keeper.db")
    yield bench
    bench.owner.stop()


def test_a_session_has_one_number_however_often_it_asks(bench: Bench) -> None:
    session = uuid4()
    first = bench.begin(session)
    assert first == Begun("A-001", 1)
    bench.reopen()
    assert bench.begin(session) == first
    assert bench.begin(uuid4()) == Begun("A-002", 2)


def test_numbers_start_anew_each_day_and_the_sequence_never(bench: Bench) -> None:
    assert bench.begin(uuid4()) == Begun("A-001", 1)
    bench.day = date(2026, 11, 22)
    assert bench.begin(uuid4()) == Begun("A-001", 2)
    bench.day = date(2026, 11, 21)  # somebody set the clock back
    assert bench.begin(uuid4()) == Begun("A-002", 3)


def test_more_than_999_a_day_get_longer_numbers(bench: Bench) -> None:
    row = {"sequence": 1, "id": "x", "day": "2026-11-21", "counter": 999, "number": "A-999"}
    whole = {**row, "receipt_given": 0, "backed_up": 0}
    whole["row_mac"] = row_mac(ROW_KEY, sessions, whole)
    columns, values = ", ".join(whole), ", ".join(map(repr, whole.values()))
    bench.damage(f"INSERT INTO sessions ({columns}) VALUES ({values})")
    assert bench.begin(uuid4()).number == "A-1000"


def test_sessions_that_begin_at_once_get_different_numbers(bench: Bench) -> None:
    begun: list[Begun] = []
    threads = [
        threading.Thread(target=lambda: begun.append(bench.begin(uuid4()))) for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(each.sequence for each in begun) == list(range(1, 17))
    assert len({each.number for each in begun}) == 16


def test_a_short_disk_is_said_before_the_citizen_starts(bench: Bench) -> None:
    running = uuid4()
    begun = bench.begin(running)
    bench.min_free = 2**62
    bench.reopen()
    refused = bench.owner.do(lambda store: store.begin(uuid4()))
    assert isinstance(refused, SyncFailure)
    assert refused.code == SyncFailureCode.STORE_FULL
    assert bench.begin(running) == begun
    envelope = sealed(KEYS, running, begun.sequence)
    assert isinstance(bench.commit(envelope), Committed)


def test_the_same_envelope_twice_is_one(bench: Bench) -> None:
    envelope = bench.submitted()
    assert bench.commit(envelope) == Committed(envelope.id, envelope.digest, already=True)
    health = bench.owner.do(lambda store: store.health())
    assert not isinstance(health, SyncFailure)
    assert health.waiting == 1


def test_another_sealing_under_the_same_id_is_refused_and_the_first_stays(bench: Bench) -> None:
    envelope = bench.submitted()
    other = sealed(KEYS, envelope.id, envelope.header.sequence)
    assert bench.commit(other) == SyncFailure(SyncFailureCode.OTHER_CONTENT)
    waiting = bench.owner.do(lambda store: store.outbox.next_waiting())
    assert not isinstance(waiting, SyncFailure)
    assert waiting is not None
    assert waiting.envelope == envelope.to_bytes()


def test_only_what_was_begun_is_taken(bench: Bench) -> None:
    session = uuid4()
    begun = bench.begin(session)
    for stranger in (sealed(KEYS, uuid4(), 1), sealed(KEYS, session, begun.sequence + 1)):
        refused = bench.commit(stranger)
        assert isinstance(refused, SyncFailure)
        assert refused.code == SyncFailureCode.NOT_BEGUN


@pytest.mark.parametrize(
    "change",
    [
        "attempts = 99",
        "state = 'delivered'",
        "state = 'nonsense'",
        "refusal = 'x'",
        "digest = 'x'",
        "row_mac = 'x'",
        "id = 'x'",
        "id = CAST(x'ff00' AS TEXT)",
        "envelope = CAST(envelope AS TEXT)",
    ],
)
def test_a_damaged_row_with_whole_sealed_bytes_is_put_right(bench: Bench, change: str) -> None:
    envelope = bench.submitted()
    bench.damage(f"UPDATE outbox SET {change}")
    assert bench.delivery(envelope.id) == DeliveryState.WAITING
    waiting = bench.owner.do(lambda store: store.outbox.next_waiting())
    assert not isinstance(waiting, SyncFailure)
    assert waiting is not None
    assert (waiting.id, waiting.envelope) == (envelope.id, envelope.to_bytes())
    health = bench.owner.do(lambda store: store.health())
    assert not isinstance(health, SyncFailure)
    assert (health.repaired, health.quarantined, health.waiting) == (1, 0, 1)


@pytest.mark.parametrize(
    "change",
    [
        "envelope = x'00'",
        'envelope = replace(CAST(envelope AS TEXT), \'"digest":"\', \'"digest":"0\')',
        "envelope = CAST(replace(CAST(envelope AS TEXT), '\"sequence\":1', '\"sequence\":2')"
        " AS BLOB)",
    ],
)
def test_damaged_sealed_bytes_are_put_aside_not_deleted(bench: Bench, change: str) -> None:
    envelope, after = bench.submitted(), bench.submitted()
    bench.damage(f"UPDATE outbox SET {change} WHERE sequence = 1")
    assert bench.delivery(envelope.id) == DeliveryState.QUARANTINED
    waiting = bench.owner.do(lambda store: store.outbox.next_waiting())
    assert not isinstance(waiting, SyncFailure)
    assert waiting is not None
    assert waiting.id == after.id
    with closing(sqlite3.connect(bench.path)) as connection:
        kept = connection.execute("SELECT id, content FROM quarantine").fetchall()
    assert [id_ for id_, _ in kept] == [str(envelope.id)]
    assert b"envelope" in kept[0][1]
    assert bench.commit(envelope) == Committed(envelope.id, envelope.digest, already=False)
    assert bench.delivery(envelope.id) == DeliveryState.WAITING


def test_two_stories_of_the_offices_chain_are_both_kept(bench: Bench) -> None:
    first, second = bench.submitted(), bench.submitted()
    bench.owner.do(
        lambda store: store.outbox.delivered(first.header.sequence, Head(5, "a" * 64), None)
    )
    bench.owner.do(
        lambda store: store.outbox.delivered(second.header.sequence, Head(5, "b" * 64), None)
    )
    health = bench.owner.do(lambda store: store.health())
    assert not isinstance(health, SyncFailure)
    assert (health.delivered, health.last_head, health.head_conflicts) == (2, 5, 1)


def test_a_full_disk_is_a_result_and_the_store_recovers(bench: Bench) -> None:
    session = uuid4()
    begun = bench.begin(session)
    envelope = sealed(KEYS, session, begun.sequence)

    def shrink(store: object) -> None:
        # The file may not grow any more: SQLITE_FULL as from a full disk, until it is reopened.
        connection = store._connection.connection  # type: ignore[attr-defined]  # the raw one
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")

    bench.owner.do(shrink)
    refused = bench.commit(envelope)
    assert isinstance(refused, SyncFailure)
    assert refused.code == SyncFailureCode.STORE_FAILED
    assert bench.commit(envelope) == Committed(session, envelope.digest, already=False)


def test_print_jobs_stay_open_until_somebody_knows(bench: Bench) -> None:
    jobs = [uuid4() for _ in range(4)]
    prints = bench.owner
    for job in jobs:
        prints.do(
            lambda store, job=job: store.prints.started(  # type: ignore[misc]  # bound per loop
                job,
                "d" * 64,
                kind=PrintKind.FORMS,
                title="forms",
                copies=1,
                media="iso_a4_210x297mm",
                session=None,
            )
        )
    prints.do(lambda store: store.prints.created(jobs[0], 17))
    prints.do(lambda store: store.prints.settled(jobs[1], PrintOutcome.PRINTED))
    prints.do(lambda store: store.prints.settled(jobs[2], PrintOutcome.UNKNOWN))
    bench.reopen()
    unsettled = bench.owner.do(lambda store: store.prints.unsettled())
    assert not isinstance(unsettled, SyncFailure)
    assert [(each.job_id, each.printer_job, each.outcome) for each in unsettled] == [
        (jobs[0], 17, None),
        (jobs[2], None, PrintOutcome.UNKNOWN),
        (jobs[3], None, None),
    ]
    unknown = bench.owner.do(lambda store: store.prints.created(uuid4(), 1))
    assert isinstance(unknown, SyncFailure)


def test_an_event_is_counted_once_and_is_a_code(bench: Bench) -> None:
    id_ = uuid4()
    for _ in range(2):
        bench.owner.do(lambda store: store.record(id_, "session.ended_by_idle"))
    with pytest.raises(ValueError, match="dotted"):
        bench.owner.do(lambda store: store.record(id_, "みほん"))
    with closing(sqlite3.connect(bench.path)) as connection:
        assert connection.execute("SELECT event FROM audit").fetchall() == [
            ("session.ended_by_idle",)
        ]
