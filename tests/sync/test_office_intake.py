"""Intake, opener and audit, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import base64
import dataclasses
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import func, select, text

from sync.envelope.canonical import canonical
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.office import audit, cases, devices
from sync.office.database import Database, stamp
from sync.office.failures import OfficeFailureCode
from sync.office.intake import Intake, Refused, Taken
from sync.office.opener import OpenedCase, Opener
from sync.office.tables import submissions
from sync.office.work import TaskState
from tests.support.office_cases import mother_kokuho, submission
from tests.support.postgres import PostgresCluster

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
OFFICE_KEY = X25519PrivateKey.generate()
ESCROW_KEY = X25519PrivateKey.generate()
HEAD_KEY = Ed25519PrivateKey.generate()
DEVICE_KEY = Ed25519PrivateKey.generate()
KEYS = SealingKeys(OFFICE_KEY.public_key(), ESCROW_KEY.public_key(), DEVICE_KEY)
MADE = submission(mother_kokuho(), "A-012")


def clock() -> datetime:
    return NOW


@dataclasses.dataclass
class Site:
    """An office's inner parts on one database."""

    database: Database
    path: Path | None
    cluster: PostgresCluster | None
    name: str

    @property
    def intake(self) -> Intake:
        return Intake(self.database, "toyonaka", HEAD_KEY, clock, max_bytes=200_000)

    def opener(self, key: X25519PrivateKey = OFFICE_KEY) -> Opener:
        return Opener(self.database, key, clock)

    def count(self) -> int:
        with self.database.reading() as connection:
            return connection.execute(select(func.count()).select_from(submissions)).scalar_one()


@pytest.fixture(params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest, tmp_path: Path, cluster: PostgresCluster
) -> Iterator[Site]:
    if request.param == "sqlite":
        path = tmp_path / "office.db"
        made = Site(Database(f"sqlite:///{path}"), path, None, "")
    else:
        name = f"office_{uuid4().hex}"
        made = Site(Database(cluster.database(name)), None, cluster, name)
    made.database.create()
    devices.add(made.database, clock, "kiosk-a", DEVICE_KEY.public_key())
    yield made
    made.database.dispose()


def with_id(id_: UUID) -> Submission:
    return dataclasses.replace(MADE, id=id_)


def test_first_time_201_again_200_and_stored_once(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    first = site.intake.take(envelope.id, envelope.to_bytes())
    again = site.intake.take(envelope.id, envelope.to_bytes())
    assert isinstance(first, Taken)
    assert isinstance(again, Taken)
    assert (first.status, again.status) == (201, 200)
    assert first.receipt["id"] == str(envelope.id)
    assert first.receipt["digest"] == envelope.digest
    assert again.receipt["head"] == first.receipt["head"]
    assert site.count() == 1


def test_receipt_carries_the_signed_head_of_the_chain(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    taken = site.intake.take(envelope.id, envelope.to_bytes())
    assert isinstance(taken, Taken)
    head = taken.receipt["head"]
    with site.database.reading() as connection:
        assert audit.read_head(connection) == audit.Head(head["sequence"], head["hash"])
    # Raises InvalidSignature when it is not the office's.
    plain = {"epoch": 1, "sequence": head["sequence"], "hash": head["hash"]}
    HEAD_KEY.public_key().verify(
        base64.b64decode(head["signature"]), b"kakanai audit head 2\n" + canonical(plain)
    )
    state = dict(taken.receipt["office"])
    signature = base64.b64decode(state.pop("signature"))
    assert state == {"office": "toyonaka", "epoch": 1, "backed_up": 0, "time": stamp(NOW)}
    HEAD_KEY.public_key().verify(signature, b"kakanai office state 2\n" + canonical(state))


def refusal(site: Site, envelope: Envelope, body: bytes | None = None) -> tuple[int, str]:
    answer = site.intake.take(envelope.id, envelope.to_bytes() if body is None else body)
    assert isinstance(answer, Refused)
    return answer.status, answer.code.value


def test_other_content_under_the_same_id_and_a_used_sequence_are_409(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    site.intake.take(envelope.id, envelope.to_bytes())
    # Sealing again gives other bytes: that is other content, even for the same words.
    assert refusal(site, seal(MADE, KEYS, 1)) == (409, "office.other_content")
    assert refusal(site, seal(with_id(uuid4()), KEYS, 1)) == (409, "office.sequence_taken")
    assert site.count() == 1


def test_devices_unknown_revoked_or_with_another_key_are_refused(site: Site) -> None:
    other = dataclasses.replace(MADE, device="kiosk-z")
    assert refusal(site, seal(other, KEYS, 1)) == (403, "office.device_unknown")
    forger = SealingKeys(KEYS.office, KEYS.escrow, Ed25519PrivateKey.generate())
    assert refusal(site, seal(MADE, forger, 1)) == (422, "office.signature_wrong")
    assert devices.revoke(site.database, clock, "kiosk-a")
    assert refusal(site, seal(MADE, KEYS, 1)) == (403, "office.device_revoked")
    assert not devices.revoke(site.database, clock, "kiosk-q")
    assert site.count() == 0


def test_wrong_address_office_size_and_shape_are_refused(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    answer = site.intake.take(uuid4(), envelope.to_bytes())
    assert isinstance(answer, Refused)
    assert answer.status == 400
    elsewhere = seal(dataclasses.replace(MADE, office="elsewhere"), KEYS, 1)
    assert refusal(site, elsewhere) == (421, "office.other_office")
    assert refusal(site, envelope, b"{}") == (400, "office.not_an_envelope")
    assert refusal(site, envelope, envelope.to_bytes() + b" ") == (400, "office.not_an_envelope")
    assert refusal(site, envelope, b"x" * 200_001) == (413, "office.too_large")


def test_every_changed_member_is_noticed(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    plain = json.loads(envelope.to_bytes())
    flipped = base64.b64decode(plain["ciphertext"])
    flipped = flipped[:-1] + bytes([flipped[-1] ^ 1])
    changes: dict[str, object] = {
        "sequence": 2,
        "ciphertext": base64.b64encode(flipped).decode(),
        "digest": "0" * 64,
        "signature": base64.b64encode(b"\0" * 64).decode(),
    }
    for member, value in changes.items():
        status, _ = refusal(site, envelope, canonical({**plain, member: value}))
        assert status == 422, member
    assert site.count() == 0


def test_many_senders_at_once_make_one_case_each(site: Site) -> None:
    envelopes = [seal(with_id(uuid4()), KEYS, n + 1) for n in range(6)]
    work = [e for e in envelopes for _ in range(4)]

    def send(envelope: Envelope) -> int:
        taken = site.intake.take(envelope.id, envelope.to_bytes())
        assert isinstance(taken, Taken)
        assert site.opener().make_cases([str(envelope.id)]) == 0
        return taken.status

    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(send, work))
    assert statuses.count(201) == 6
    assert statuses.count(200) == 18
    with site.database.reading() as connection:
        assert len(cases.newest(connection)) == 6
        assert audit.broken_at(connection) is None


def test_what_comes_at_the_same_time_shares_a_transaction(site: Site) -> None:
    """Fresh ones, resent ones, a used sequence and a stranger together: each its own answer."""
    intake = site.intake
    first, second = (seal(with_id(uuid4()), KEYS, n) for n in (1, 2))
    other = seal(with_id(uuid4()), KEYS, 2)
    changed = seal(with_id(first.id), KEYS, 3)
    together = [first, second, first, other, changed, second]
    genuine = [intake.genuine(each.id, each.to_bytes()) for each in together]
    assert not any(isinstance(each, Refused) for each in genuine)
    answers = intake._store([each for each in genuine if not isinstance(each, Refused)])
    assert [each.status for each in answers] == [201, 201, 200, 409, 409, 200]
    assert [each.code.value for each in answers if isinstance(each, Refused)] == [
        "office.sequence_taken",
        "office.other_content",
    ]
    places = [each.receipt["head"]["sequence"] for each in answers if isinstance(each, Taken)]
    # A resent one never hears an older place than its own: its kiosk deletes by it.
    assert places == [2, 3, 3, 3]  # 1: the device was enrolled
    with site.database.reading() as connection:
        assert audit.broken_at(connection) is None
        assert [e.action for e in audit.history(connection, str(first.id))] == ["submission.taken"]


def test_what_the_tables_do_not_take_holds_up_nobody(site: Site) -> None:
    """A device's content that no table column holds (only PostgreSQL counts letters)."""
    good, bad = seal(with_id(uuid4()), KEYS, 1), with_id(uuid4())
    broken = seal(dataclasses.replace(bad, number="A-" + "9" * 40), KEYS, 2)
    for envelope in (broken, good):
        site.intake.take(envelope.id, envelope.to_bytes())
    failed = site.opener().make_missing_cases()
    assert failed == (0 if site.cluster is None else 1)
    with site.database.reading() as connection:
        assert cases.to_be_opened(connection) == 0
        assert cases.unopened(connection) == failed
        assert len(cases.newest(connection)) == 2 - failed


def test_the_opener_makes_case_and_tasks_per_section(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    site.intake.take(envelope.id, envelope.to_bytes())
    assert site.opener().make_missing_cases() == 0
    with site.database.reading() as connection:
        (row,) = cases.newest(connection, number="A-012")
    assert {t.procedure: t.section for t in row.tasks} == {
        "okuyami.kokuho_loss": "hoken_shikaku",
        "okuyami.kaigo_loss": "kaigo",
        "okuyami.kaigo_heir": "kaigo",
        "okuyami.kokuho_sosaihi": "hoken_kyufu",
        "okuyami.nenkin_death": "nenkin",
        "okuyami.mynumber_card": "shimin",
    }
    assert {t.state for t in row.tasks} == {TaskState.RECEIVED}
    assert row.stage == "waiting"


def test_opening_is_written_down_before_the_content_is_given_out(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    site.intake.take(envelope.id, envelope.to_bytes())
    site.opener().make_cases([str(envelope.id)])
    opened = site.opener().open_case(str(envelope.id), "account:c1", "case")
    assert isinstance(opened, OpenedCase)
    assert opened.submission == MADE
    with site.database.reading() as connection:
        last = audit.history(connection, str(envelope.id))[-1]
    assert (last.actor, last.action, dict(last.detail)) == (
        "account:c1",
        "opened",
        {"purpose": "case"},
    )


def test_what_does_not_open_is_kept_listed_and_tried_again(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    site.intake.take(envelope.id, envelope.to_bytes())
    assert site.opener(X25519PrivateKey.generate()).make_missing_cases() == 1
    with site.database.reading() as connection:
        assert cases.unopened(connection) == 1
        assert cases.newest(connection) == ()
    assert site.opener(ESCROW_KEY).make_missing_cases() == 0  # the escrow key opens it too
    with site.database.reading() as connection:
        assert cases.unopened(connection) == 0
        assert len(cases.newest(connection)) == 1


def test_a_database_altered_after_intake_is_not_opened(site: Site) -> None:
    envelope = seal(MADE, KEYS, 1)
    site.intake.take(envelope.id, envelope.to_bytes())
    site.opener().make_cases([str(envelope.id)])
    stranger = SealingKeys(KEYS.office, KEYS.escrow, Ed25519PrivateKey.generate())
    with site.database.writing() as connection:
        forged = seal(MADE, stranger, 1)
        connection.execute(
            submissions.update().values(envelope=forged.to_bytes(), digest=forged.digest)
        )
    assert (
        site.opener().open_case(str(envelope.id), "account:c1", "case")
        is OfficeFailureCode.SIGNATURE_WRONG
    )


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("UPDATE audit SET actor = 'device:other' WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = 2", 2),
        ("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)", 5),
        ("UPDATE audit_head SET hash = 'f'", 6),
    ],
)
def test_the_chain_shows_where_it_was_changed(site: Site, change: str, expected: int) -> None:
    for sequence in (1, 2):
        envelope = seal(with_id(uuid4()), KEYS, sequence)
        site.intake.take(envelope.id, envelope.to_bytes())
        if sequence == 1:
            site.opener().make_cases([str(envelope.id)])
    with site.database.reading() as connection:
        assert audit.broken_at(connection) is None
        assert audit.read_head(connection).sequence == 5
    with site.database.writing() as connection:
        connection.execute(text(change))
    with site.database.reading() as connection:
        assert audit.broken_at(connection) == expected
