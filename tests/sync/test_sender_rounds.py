"""The sender against a real HTTP peer: what each answer means, the order, the waits."""

from __future__ import annotations

import json
import random
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from sync.envelope.keys import make_development_keys
from sync.envelope.receipt import sign, state_statement
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure, SyncFailureCode
from sync.sender.office import Later, Office
from sync.sender.sender import BackOff, Round, Sender, Wake
from sync.store.owner import StoreOwner
from sync.store.records import StorePlan
from sync.store.results import Begun, Committed, DeliveryState, StoreHealth
from tests.support.keeper import OFFICE, ROW_KEY, Answer, OfficePeer, sealed, sealing_keys


class Bench:
    """A store, a peer, and a sender whose waits are written down instead of waited."""

    def __init__(self, folder: Path) -> None:
        self.keys = sealing_keys(make_development_keys(folder / "keys"))
        self.peer = OfficePeer()
        self.peer.start()
        self.owner = StoreOwner(StorePlan(folder / "keeper.db", "A", ROW_KEY, 1))
        self.owner.start()
        self.waits: list[float | None] = []
        self.rounds_left = 1
        self.office = Office(self.peer.url, 2.0)
        self.sender = Sender(self.owner, self.office, BackOff(1.0, 300.0, lambda: 1.0), self.wait)

    def wait(self, seconds: float | None, *, asked: bool = False) -> None:
        self.waits.append(seconds)
        self.rounds_left -= 1
        if not self.rounds_left:
            self.sender.stop()

    def close(self) -> None:
        self.peer.stop()
        self.office.close()
        self.owner.stop()

    def submit(self) -> Envelope:
        session = uuid4()
        begun = self.owner.do(lambda store: store.begin(session))
        assert isinstance(begun, Begun)
        envelope = sealed(self.keys, session, begun.sequence)
        answer = self.owner.do(lambda store: store.commit(envelope, envelope.to_bytes()))
        assert isinstance(answer, Committed)
        return envelope

    def state(self, envelope: Envelope) -> DeliveryState | SyncFailure:
        return self.owner.do(lambda store: store.outbox.delivery(envelope.id))

    def health(self) -> StoreHealth:
        health = self.owner.do(lambda store: store.health())
        assert isinstance(health, StoreHealth)
        return health


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()


def test_all_go_out_oldest_first_byte_for_byte_and_bring_heads_home(bench: Bench) -> None:
    envelopes = [bench.submit() for _ in range(5)]
    assert bench.sender.round() == Round(delivered=5, refused=0, failure=None)
    assert bench.peer.requests == [(each.id, each.to_bytes()) for each in envelopes]
    assert {bench.state(each) for each in envelopes} == {DeliveryState.DELIVERED}
    assert bench.health().last_head == 5
    assert bench.sender.round() == Round(0, 0, None)
    assert len(bench.peer.requests) == 5


def test_a_resend_is_the_same_and_the_office_says_200(bench: Bench) -> None:
    envelope = bench.submit()

    def stored_but_unsaid(id_: UUID, body: bytes) -> Answer | None:
        """The first time the office stores it, and its answer loses the receipt."""
        first_time = id_ not in bench.peer.held
        bench.peer.held.setdefault(id_, body)
        return Answer(201) if first_time else None

    bench.peer.rule = stored_but_unsaid
    first = bench.sender.round()
    assert isinstance(first.failure, Later)
    assert bench.state(envelope) == DeliveryState.WAITING
    assert bench.sender.round().delivered == 1
    assert bench.peer.requests == [(envelope.id, envelope.to_bytes())] * 2
    assert bench.peer.held == {envelope.id: envelope.to_bytes()}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (409, SyncFailureCode.OFFICE_CONFLICT),
        (400, SyncFailureCode.OFFICE_REFUSED),
        (413, SyncFailureCode.OFFICE_REFUSED),
        (422, SyncFailureCode.OFFICE_REFUSED),
    ],
)
def test_what_the_office_refuses_is_kept_and_not_sent_again(
    bench: Bench, status: int, code: SyncFailureCode
) -> None:
    bad, good = bench.submit(), bench.submit()
    bench.peer.rule = lambda id_, _body: Answer(status) if id_ == bad.id else None
    assert bench.sender.round() == Round(delivered=1, refused=1, failure=None)
    assert bench.sender.round() == Round(0, 0, None)
    assert (bench.state(bad), bench.state(good)) == (
        DeliveryState.REFUSED,
        DeliveryState.DELIVERED,
    )
    assert bench.health().refused == 1
    bench.peer.rule = lambda _id, _body: None
    assert bench.owner.do(lambda store: store.outbox.requeue(bad.id)) == DeliveryState.WAITING
    assert bench.sender.round().delivered == 1
    assert code.value.startswith("sync.office_")


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (500, SyncFailureCode.OFFICE_BUSY),
        (503, SyncFailureCode.OFFICE_BUSY),
        (429, SyncFailureCode.OFFICE_BUSY),
        (302, SyncFailureCode.OFFICE_NOT_OURS),
        (403, SyncFailureCode.OFFICE_NOT_OURS),
        (404, SyncFailureCode.OFFICE_NOT_OURS),
    ],
)
def test_what_people_can_put_right_waits(bench: Bench, status: int, code: SyncFailureCode) -> None:
    envelope = bench.submit()
    bench.peer.rule = lambda _id, _body: Answer(status, headers=(("Location", "/elsewhere"),))
    failure = bench.sender.round().failure
    assert isinstance(failure, Later)
    assert failure.code == code
    assert bench.state(envelope) == DeliveryState.WAITING
    assert len(bench.peer.requests) == 1


def test_one_that_the_office_cannot_digest_does_not_block_the_others(bench: Bench) -> None:
    poison, good = bench.submit(), bench.submit()
    bench.peer.rule = lambda id_, _body: Answer(500) if id_ == poison.id else None
    done = bench.sender.round()
    assert done.delivered == 1
    assert isinstance(done.failure, Later)
    assert bench.state(good) == DeliveryState.DELIVERED


def test_an_office_in_trouble_is_not_asked_for_the_whole_queue(bench: Bench) -> None:
    for _ in range(10):
        bench.submit()
    bench.peer.rule = lambda _id, _body: Answer(503)
    bench.sender.round()
    assert len(bench.peer.requests) == 3
    bench.peer.stop()
    away = bench.sender.round().failure
    assert isinstance(away, Later)
    assert away.code == SyncFailureCode.OFFICE_UNREACHABLE


WRONG_RECEIPTS = {
    "page": b"<html>please log in</html>",
    "digest": json.dumps({"id": "ID", "digest": "0" * 64, "head": None}).encode(),
    "id": json.dumps({"id": str(UUID(int=7)), "digest": "DIGEST", "head": None}).encode(),
    "head": json.dumps({"id": "ID", "digest": "DIGEST", "head": {"sequence": "1"}}).encode(),
    "none": b"",
    "list": b"[]",
}


@pytest.mark.parametrize("name", WRONG_RECEIPTS)
def test_a_wrong_receipt_is_no_delivery(bench: Bench, name: str) -> None:
    envelope = bench.submit()
    body = WRONG_RECEIPTS[name]
    body = body.replace(b"ID", str(envelope.id).encode(), 1) if b'"ID"' in body else body
    body = body.replace(b"DIGEST", envelope.digest.encode())
    bench.peer.rule = lambda _id, _body: Answer(201, body)
    failure = bench.sender.round().failure
    assert isinstance(failure, Later)
    assert failure.code == SyncFailureCode.RECEIPT_WRONG
    assert bench.state(envelope) == DeliveryState.WAITING
    assert bench.health().last_head == 0


def test_waits_grow_and_then_the_sender_sleeps_until_woken(bench: Bench) -> None:
    bench.submit()
    bench.peer.stop()
    bench.rounds_left = 4
    bench.sender.run()
    assert bench.waits == [1.0, 2.0, 4.0, 8.0]
    assert bench.sender.failure is not None
    assert bench.sender.failure[0] == SyncFailureCode.OFFICE_UNREACHABLE


def test_nothing_to_send_means_no_timer(bench: Bench) -> None:
    bench.sender.run()
    assert bench.waits == [None]
    assert bench.peer.requests == []


def test_the_offices_wish_to_wait_is_kept(bench: Bench) -> None:
    bench.submit()
    bench.peer.rule = lambda _id, _body: Answer(429, headers=(("Retry-After", "120"),))
    bench.sender.run()
    assert bench.waits == [150.0]  # and a quarter, so that not all kiosks come at once


# ---- what the office says of itself

HEAD_KEY = Ed25519PrivateKey.generate()
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)


def office_state(epoch: int, backed_up: int, time: datetime = NOON) -> dict[str, object]:
    return sign(
        "office state", state_statement(OFFICE, epoch, backed_up, time.isoformat()), HEAD_KEY
    )


@pytest.fixture
def pinned(bench: Bench) -> Bench:
    """The kiosk knows the office's signing key, and its own clock stands at noon."""
    bench.peer.key = HEAD_KEY
    bench.peer.state = office_state(1, 0)
    bench.office.close()
    bench.office = Office(bench.peer.url, 2.0, None, HEAD_KEY.public_key(), lambda: NOON)
    back_off = BackOff(1.0, 300.0, lambda: 1.0)
    bench.sender = Sender(bench.owner, bench.office, back_off, bench.wait, heartbeat=300.0)
    return bench


def test_a_receipt_that_our_office_did_not_sign_is_no_delivery(pinned: Bench) -> None:
    envelope = pinned.submit()
    forged: dict[str, dict[str, Any]] = {
        "other key": {"key": Ed25519PrivateKey.generate()},
        "no key": {"key": None},
        "no state signature": {"state": {**office_state(1, 0), "signature": "AAAA"}},
        "a changed watermark": {"state": {**office_state(1, 0), "backed_up": 9}},
    }
    for name, changes in forged.items():
        before = {field: getattr(pinned.peer, field) for field in changes}
        for field, value in changes.items():
            setattr(pinned.peer, field, value)
        failure = pinned.sender.round().failure
        assert isinstance(failure, Later), name
        assert failure.code == SyncFailureCode.RECEIPT_WRONG, name
        for field, value in before.items():
            setattr(pinned.peer, field, value)
    assert pinned.state(envelope) == DeliveryState.WAITING
    assert pinned.sender.round().delivered == 1


def test_what_is_in_the_offices_backup_is_deleted_at_the_next_word(pinned: Bench) -> None:
    envelope = pinned.submit()
    assert pinned.sender.round().delivered == 1
    assert pinned.health().delivered == 1
    pinned.peer.state = office_state(1, 1)
    pinned.sender.run()  # nothing to send: it asks how the office is
    assert pinned.peer.asked == 1
    assert pinned.waits == [375.0]
    assert (pinned.health().delivered, pinned.health().backed_up) == (0, 1)
    assert pinned.state(envelope) == DeliveryState.DELIVERED


def test_a_restored_office_gets_back_what_its_backup_had_not(pinned: Bench) -> None:
    envelopes = [pinned.submit() for _ in range(3)]
    assert pinned.sender.round().delivered == 3
    pinned.peer.held.clear()
    pinned.peer.state = office_state(2, 0)
    assert pinned.sender.ask() is None
    assert pinned.sender.round().delivered == 3
    assert list(pinned.peer.held) == [each.id for each in envelopes]
    assert pinned.health().head_conflicts == 0


def test_an_unpinned_word_deletes_nothing_and_still_tells_the_time(bench: Bench) -> None:
    bench.submit()
    bench.office._clock = lambda: NOON + timedelta(days=60)
    bench.peer.state = office_state(1, 2**40)
    assert bench.sender.round().delivered == 1
    assert (bench.health().delivered, bench.health().backed_up) == (1, 0)
    assert bench.office.skew == 60 * 86_400
    assert bench.office.silent is not None


def test_a_wait_that_the_office_asked_for_is_not_cut_short_by_a_new_submission() -> None:
    wake = Wake()
    wake.wake()
    wake.wait(0.0, asked=True)
    waited = threading.Thread(target=wake.wait, args=(None,), kwargs={"asked": True})
    waited.start()
    wake.wake()
    waited.join(0.2)
    assert waited.is_alive()
    wake.end()
    waited.join(60)
    assert not waited.is_alive()


@given(failures=st.integers(1, 10_000), seed=st.integers())
def test_a_wait_is_half_to_whole_of_the_doubled_time(failures: int, seed: int) -> None:
    seconds = BackOff(1.0, 300.0, random.Random(seed).random).seconds(failures)
    whole = min(300.0, 2.0 ** min(failures - 1, 30))
    assert whole / 2 <= seconds <= whole
