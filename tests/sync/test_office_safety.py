"""What must outlive the office's disk and the office's key: backup, restore, escrow, the chain."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import text

from forms.facts.values import Known, Source
from sync.envelope.keys import save_private, save_public
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.wire import Envelope
from sync.office import cases, devices, safekeeping, work
from sync.office.accounts import Account, Accounts
from sync.office.database import Database
from sync.office.failures import OfficeFailureCode
from sync.office.intake import Intake, Taken
from sync.office.opener import OpenedCase, Opener
from sync.office.sealed import Sealer
from sync.office.settings import OfficeSettings, to_toml
from sync.office.verify import Finding, exported, look_for_submissions, verify
from sync.office.work import Action, Note, ReturnReason, Seen
from tests.support.office_cases import mother_kokuho, submission
from tests.support.postgres import PostgresCluster
from tests.sync.test_office_cli import answer, run

NOW = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
OFFICE_KEY, ESCROW_KEY = X25519PrivateKey.generate(), X25519PrivateKey.generate()
DEVICE_KEY, HEAD_KEY = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
KEYS = SealingKeys(OFFICE_KEY.public_key(), ESCROW_KEY.public_key(), DEVICE_KEY)
SEALER = Sealer(OFFICE_KEY.public_key(), ESCROW_KEY.public_key())
MADE = submission(mother_kokuho(), "A-012")


def clock() -> datetime:
    return NOW


@dataclasses.dataclass
class Site:
    """An office's inner parts, and the heads that its kiosk carried home."""

    database: Database
    heads: list[dict[str, Any]] = dataclasses.field(default_factory=list)
    sequence: int = 0

    def send(self) -> Envelope:
        self.sequence += 1
        envelope = seal(dataclasses.replace(MADE, id=uuid4()), KEYS, self.sequence)
        self.put(envelope)
        return envelope

    def put(self, envelope: Envelope) -> Taken:
        intake = Intake(self.database, "toyonaka", HEAD_KEY, clock, max_bytes=200_000)
        taken = intake.take(envelope.id, envelope.to_bytes())
        assert isinstance(taken, Taken)
        self.heads.append(taken.receipt["head"])
        return taken

    def verified(self) -> Finding:
        with self.database.reading() as connection:
            rows = map(json.loads, exported(connection))
            found = verify(rows, self.heads, HEAD_KEY.public_key())
            look_for_submissions(connection, found)
        return found

    def change(self, statement: str) -> None:
        with self.database.writing() as connection:
            connection.execute(text(statement))


@pytest.fixture(params=["sqlite", "postgresql"])
def site(
    request: pytest.FixtureRequest, tmp_path: Path, cluster: PostgresCluster
) -> Iterator[Site]:
    sqlite = f"sqlite:///{tmp_path / 'office.db'}"
    url = sqlite if request.param == "sqlite" else cluster.database(f"o{uuid4().hex}")
    database = Database(url)
    database.create()
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    yield Site(database)
    database.dispose()


# ---- the chain, seen from outside


def test_a_chain_that_nobody_touched_is_good_to_its_last_witness(site: Site) -> None:
    for _ in range(3):
        site.send()
    found = site.verified()
    assert found.good
    assert (found.rows, found.heads, found.unwitnessed) == (4, 3, 0)


def _rewrite_all(site: Site) -> None:
    """A thorough forger: another past, with every hash made anew."""
    from sync.office.audit import row_hash
    from sync.office.database import GENESIS

    with site.database.writing() as connection:
        lines = [json.loads(line) for line in exported(connection)]
        previous = GENESIS
        for row in lines:
            plain = {name: row[name] for name in row if name != "hash"}
            if row["sequence"] == 2:
                plain["actor"] = "device:other"
            plain["previous"] = previous
            previous = row_hash(plain)
            connection.execute(
                text(
                    "UPDATE audit SET actor = :actor, previous = :previous, hash = :hash "
                    "WHERE sequence = :sequence"
                ),
                {**plain, "hash": previous},
            )
        connection.execute(text("UPDATE audit_head SET hash = :hash"), {"hash": previous})


@pytest.mark.parametrize(
    ("name", "attack"),
    [
        ("edited", "UPDATE audit SET actor = 'x' WHERE sequence = 2"),
        ("deleted", "DELETE FROM audit WHERE sequence = 2"),
        ("cut", "DELETE FROM audit WHERE sequence > 2"),
        ("swapped", "UPDATE audit SET subject = 'x' || subject WHERE sequence IN (2, 3)"),
        ("submission gone", "DELETE FROM submissions WHERE sequence = 2"),
        ("submission changed", "UPDATE submissions SET digest = 'x' WHERE sequence = 2"),
    ],
)
def test_attacks_on_the_past_are_seen(site: Site, name: str, attack: str) -> None:
    for _ in range(3):
        site.send()
    site.change("DELETE FROM to_open")
    site.change(attack)
    if name == "cut":  # and the chain's own end is put right
        site.change(
            "UPDATE audit_head SET sequence = 2, hash = (SELECT hash FROM audit WHERE sequence = 2)"
        )
    assert not site.verified().good


def test_a_past_that_was_made_anew_is_seen_by_the_kiosks_heads_alone(site: Site) -> None:
    for _ in range(3):
        site.send()
    _rewrite_all(site)
    found = site.verified()
    assert found.broken_at is None  # the chain itself is whole again
    assert found.differing == [2, 3, 4]
    without_witness = Site(site.database)
    assert without_witness.verified().good  # which is why kiosks carry heads home


def test_a_head_that_the_office_did_not_sign_is_no_witness(site: Site) -> None:
    site.send()
    site.heads[0] = {**site.heads[0], "sequence": 9}
    found = site.verified()
    assert (found.forged, found.unwitnessed) == ([9], 2)


# ---- backup and restore


def test_the_watermark_goes_out_with_receipts_and_only_up(site: Site) -> None:
    site.send()
    place = safekeeping.covered(site.database)
    assert site.put(seal(MADE, KEYS, 90)).receipt["office"]["backed_up"] == 0
    assert safekeeping.mark_backed_up(site.database, clock, place)
    assert not safekeeping.mark_backed_up(site.database, clock, 10_000)
    assert not safekeeping.mark_backed_up(site.database, clock, 0)
    safekeeping.mark_backed_up(site.database, clock, 1)
    later = seal(dataclasses.replace(MADE, id=uuid4()), KEYS, 91)
    assert site.put(later).receipt["office"]["backed_up"] == place


def test_heads_of_before_a_restore_are_told_apart_from_forgery(site: Site) -> None:
    site.send()
    kept = [dict(row) for row in _rows(site)]
    lost = site.send()
    # The disk is lost; yesterday's backup comes back without the second submission.
    for table in ("to_open", "submissions", "audit"):
        site.change(f"DELETE FROM {table} WHERE {_newer(table)}")  # our own words
    site.change(f"UPDATE audit_head SET sequence = {len(kept)}, hash = '{kept[-1]['hash']}'")
    assert site.verified().beyond  # without a word, that is a cut chain
    epoch = safekeeping.mark_restored(site.database, clock)
    assert epoch == int(NOW.timestamp())
    assert safekeeping.mark_restored(site.database, clock) == epoch + 1
    again = site.put(lost)  # the kiosk sends it again
    assert (again.status, again.receipt["office"]["epoch"]) == (201, epoch + 1)
    found = site.verified()
    assert found.good
    assert found.before_restore == 1


def _rows(site: Site) -> list[dict[str, Any]]:
    with site.database.reading() as connection:
        return [json.loads(line) for line in exported(connection)]


def _newer(table: str) -> str:
    second = "SELECT id FROM submissions WHERE sequence = 2"
    return {
        "to_open": f"submission_id IN ({second})",
        "submissions": "sequence = 2",
        "audit": "sequence > 2",
    }[table]


def test_a_backup_command_that_fails_tells_the_kiosks_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = str(tmp_path / "office.toml")
    answer(capsys, "init", "--config", config)
    database = Database(OfficeSettings(folder=tmp_path).database_url)
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    assert run("backup", "--config", config, "--", sys.executable, "-c", "raise SystemExit(3)") == 1
    assert run("backup", "--config", config) == 2
    capsys.readouterr()
    done = answer(capsys, "backup", "--config", config, "--json", "--", sys.executable, "-c", "")
    assert done == {"backed_up": 1}
    restored = answer(capsys, "restored", "--config", config)
    assert restored["epoch"] > 1
    verified = answer(capsys, "verify", "--config", config)
    assert verified["good"]
    database.dispose()


def test_an_export_is_checked_without_the_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(f"sqlite:///{tmp_path / 'office.db'}")
    database.create()
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    site = Site(database)
    site.send()
    export, heads, key = (tmp_path / name for name in ("chain", "heads", "head.pem"))
    with database.reading() as connection:
        export.write_text("\n".join(exported(connection)), "utf-8")
    heads.write_text("\n".join(map(json.dumps, site.heads)), "utf-8")
    save_public(HEAD_KEY.public_key(), key)
    words = ("verify", "--export", str(export), "--key", str(key), "--heads", str(heads))
    assert answer(capsys, *words)["good"]
    export.write_text(
        export.read_text("utf-8").replace("device:kiosk-a", "device:kiosk-b"), "utf-8"
    )
    assert run(*words) == 1
    export.write_text("no lines of JSON", "utf-8")
    assert run(*words) == 2
    database.dispose()


# ---- escrow


def _worked_on(site: Site) -> tuple[str, Account]:
    """A case with a correction and a note."""
    envelope = site.send()
    assert Opener(site.database, OFFICE_KEY, clock).make_missing_cases() == 0
    case_id = str(envelope.id)
    clerk = Accounts(site.database, b"s" * 32, clock).add("c1", "甲", "kaigo", "practice-only-1")
    with site.database.writing() as connection:
        one = cases.one(connection, case_id)
        assert one is not None
        change = ("visitor.phone", Known("0611112222", Source.CLERK))
        cases.revise(connection, NOW, clerk, SEALER, case=(case_id, one.version), change=change)
        task = next(task for task in one.tasks if task.section == "kaigo")
        seen = [Seen(task.id, task.version)]
        assert work.advance(connection, NOW, clerk, case_id, Action.CLAIM, seen=seen) is None
        note = Note(ReturnReason.IDENTITY, SEALER.note(case_id, "葛西さんへ電話する"))
        seen = [Seen(task.id, task.version + 1)]
        done = work.advance(connection, NOW, clerk, case_id, Action.RETURN, seen=seen, note=note)
        assert done is None
    return case_id, clerk


def test_a_lost_office_key_loses_nothing(site: Site) -> None:
    """The rehearsed restore: key lost, escrow key fetched, everything opens with a new key."""
    case_id, _ = _worked_on(site)
    before = Opener(site.database, OFFICE_KEY, clock).open_case(case_id, "account:c1", "case")
    assert isinstance(before, OpenedCase)
    rehearsed = safekeeping.rehearse(site.database, clock, ESCROW_KEY)
    assert dataclasses.astuple(rehearsed) == (1, 1, 1, [])
    new = X25519PrivateKey.generate()
    fresh = Opener(site.database, new, clock)
    assert fresh.open_case(case_id, "account:c1", "case") is OfficeFailureCode.CANNOT_OPEN
    late = site.send()  # a kiosk that still seals to the lost key
    assert fresh.make_missing_cases() == 1
    restored = safekeeping.restore(site.database, clock, ESCROW_KEY, new.public_key())
    assert dataclasses.astuple(restored) == (2, 1, 1, [])
    assert fresh.make_missing_cases() == 0
    after = fresh.open_case(case_id, "account:c1", "case")
    assert after == before
    assert isinstance(fresh.open_case(str(late.id), "account:c1", "case"), OpenedCase)
    again = safekeeping.restore(site.database, clock, ESCROW_KEY, new.public_key())
    assert again.submissions == 0  # nothing left to do
    assert site.verified().good


def test_a_wrong_escrow_key_is_found_out_at_the_rehearsal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = OfficeSettings(folder=tmp_path)
    (tmp_path / "office.toml").write_text(to_toml(settings), "utf-8")
    config = ("--config", str(tmp_path / "office.toml"))
    database = Database(settings.database_url)
    database.create()
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    site = Site(database)
    site.send()
    save_private(X25519PrivateKey.generate(), tmp_path / "wrong.pem")
    save_private(ESCROW_KEY, tmp_path / "right.pem")
    assert run("escrow", "rehearse", "--key", str(tmp_path / "wrong.pem"), *config) == 1
    capsys.readouterr()
    told = answer(capsys, "escrow", "rehearse", "--key", str(tmp_path / "right.pem"), *config)
    assert told == {"submissions": 1, "revisions": 0, "notes": 0, "unreadable": []}
    database.dispose()


# ---- upgrade


def test_an_office_of_schema_1_goes_on(site: Site) -> None:
    opened, waiting = site.send(), None
    assert Opener(site.database, OFFICE_KEY, clock).make_missing_cases() == 0
    waiting = site.send()
    devices.add(site.database, clock, "kiosk-b", HEAD_KEY.public_key())
    devices.revoke(site.database, clock, "kiosk-b")
    for table in ("device_invites", "office_state", "to_open", "rewrapped"):
        site.change(f"DROP TABLE {table}")
    site.change("ALTER TABLE devices DROP COLUMN status")
    site.change("UPDATE schema_version SET version = 1")
    site.database.create()
    with site.database.reading() as connection:
        standing = {each.name: each.standing for each in devices.all_devices(connection)}
        queue = list(connection.execute(text("SELECT submission_id FROM to_open")).scalars())
    assert standing == {"kiosk-a": "active", "kiosk-b": "revoked"}
    assert queue == [str(waiting.id)]
    assert Opener(site.database, OFFICE_KEY, clock).make_missing_cases() == 0
    assert site.put(opened).status == 200
