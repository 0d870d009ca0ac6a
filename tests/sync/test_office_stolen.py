"""Somebody has a dump of the office's database and not the opener's key: what names does it show?"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms.facts.values import Facts, Known, Source
from sync.envelope.seal import SealingKeys, seal
from sync.office import cases, devices, work
from sync.office.accounts import Accounts
from sync.office.database import Database
from sync.office.intake import Intake, Taken
from sync.office.opener import OpenedCase, Opener
from sync.office.sealed import Sealer
from sync.office.tables import case_revisions, submissions, task_notes
from sync.office.work import Action, Note, ReturnReason, Seen
from tests.support.office_cases import DECEASED, VISITOR, mother_kokuho, submission, unsure_heir
from tests.support.postgres import PostgresCluster
from tests.support.stolen import found, names_in

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
DEVICE, HEAD = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
OFFICE, ESCROW = X25519PrivateKey.generate(), X25519PrivateKey.generate()
SEAL = SealingKeys(OFFICE.public_key(), ESCROW.public_key(), DEVICE)
SEALER = Sealer(OFFICE.public_key(), ESCROW.public_key())
CORRECTED, NOTED = "葛西　春江", "会葬礼状は 東雲小太郎様が お持ちです"
PEOPLE: tuple[Facts, ...] = (mother_kokuho(), unsure_heir())


@dataclass
class Stolen:
    """An office in use, on one kind of database, and what a thief of it has."""

    database: Database
    path: Path
    cluster: PostgresCluster | None
    name: str

    def dump(self) -> bytes:
        if self.cluster is not None:
            return self.cluster.dump(self.name)
        return b"".join(each.read_bytes() for each in self.path.parent.iterdir())

    def use(self) -> list[str]:
        """Submissions, their cases, a clerk's correction and a note; the cases' ids."""
        self.database.create()
        devices.add(self.database, lambda: NOW, "kiosk-a", DEVICE.public_key())
        clerk = Accounts(self.database, b"s" * 32, lambda: NOW).add(
            "c1", "甲", "shimin", "practice-only-1"
        )
        intake = Intake(self.database, "toyonaka", HEAD, lambda: NOW, max_bytes=200_000)
        opener = Opener(self.database, OFFICE, lambda: NOW)
        ids = []
        for number, facts in enumerate(PEOPLE, 1):
            envelope = seal(submission(facts, f"A-{number:03d}"), SEAL, number)
            assert isinstance(intake.take(envelope.id, envelope.to_bytes()), Taken)
            ids.append(str(envelope.id))
        assert opener.make_missing_cases() == 0
        with self.database.writing() as connection:
            case = cases.one(connection, ids[0])
            assert case is not None
            kaigo = [task for task in case.tasks if task.section == "kaigo"]
            seen = [Seen(task.id, task.version) for task in kaigo]
            note = Note(ReturnReason.DOCUMENTS_MISSING, SEALER.note(ids[0], NOTED))
            claimed = work.advance(connection, NOW, clerk, ids[0], Action.CLAIM, seen=seen)
            seen = [Seen(task.id, task.version + 1) for task in kaigo]
            given_back = work.advance(
                connection, NOW, clerk, ids[0], Action.RETURN, seen=seen, note=note
            )
            assert (claimed, given_back) == (None, None)
            now = cases.one(connection, ids[0])
            assert now is not None
            changed = cases.revise(
                connection,
                NOW,
                clerk,
                SEALER,
                case=(ids[0], now.version),
                change=("deceased.name", Known(CORRECTED, Source.CLERK)),
            )
            assert changed == 1
        return ids


@pytest.fixture(params=["sqlite", "postgresql"])
def stolen(
    request: pytest.FixtureRequest, tmp_path: Path, cluster: PostgresCluster
) -> Iterator[Stolen]:
    path, name = tmp_path / "office.db", f"stolen_{uuid4().hex}"
    if request.param == "sqlite":
        made = Stolen(Database(f"sqlite:///{path}"), path, None, "")
    else:
        made = Stolen(Database(cluster.database(name)), path, cluster, name)
    yield made
    made.database.dispose()


def test_a_dump_shows_no_name_that_a_citizen_or_a_clerk_has_written(stolen: Stolen) -> None:
    ids = stolen.use()
    names = names_in({n: f for person in PEOPLE for n, f in person.items()})
    names |= {CORRECTED, NOTED, "東雲小太郎"}
    assert {DECEASED, VISITOR, "花子", "カサイ　ハルコ", "08000005678"} <= names
    dump = stolen.dump()
    assert all(each.encode() in dump for each in ids)
    assert found(dump, names) == set()
    # It is all there for who has the key.
    opened = Opener(stolen.database, OFFICE, lambda: NOW).open_case(ids[0], "account:c1", "case")
    assert isinstance(opened, OpenedCase)
    assert opened.submission.facts["visitor.name"] == Known(VISITOR, Source.CARD)
    assert opened.facts["deceased.name"] == Known(CORRECTED, Source.CLERK)
    assert {note.text for note in opened.notes} == {NOTED}


def test_the_same_search_finds_what_is_not_sealed(stolen: Stolen) -> None:
    """In the very columns, in base64 as an envelope has it, through the same dump."""
    (id_, *_) = stolen.use()
    envelope = seal(submission(PEOPLE[0], "A-009"), SEAL, 9)
    plain = submission(PEOPLE[0], "A-009")
    bare = replace(envelope, ciphertext64=base64.b64encode(plain.to_bytes()))
    with stolen.database.writing() as connection:
        row = submissions.c.id == id_
        connection.execute(submissions.update().where(row).values(envelope=bare.to_bytes()))
        connection.execute(case_revisions.update().values(sealed=CORRECTED.encode("utf-16-le")))
        connection.execute(task_notes.update().values(sealed=NOTED.encode("cp932")))
    names = {n for n in names_in(plain.facts) if len(n) > 3} | {CORRECTED, NOTED}
    assert {DECEASED, VISITOR, "カサイ　ハルコ", "08000005678"} <= names
    assert found(stolen.dump(), names) == names
