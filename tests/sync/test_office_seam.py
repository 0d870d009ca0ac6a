"""The seam between kiosk and office: a played story, sealed, sent and opened, says the same there."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

import assets
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from forms.catalogue import Wording, load
from forms.document import field_texts
from kiosk.app.headless import HeadlessKiosk
from kiosk.app.paperwork import Paperwork
from kiosk.session.world import SessionSettings
from kiosk.story.headless import HeadlessDriver
from kiosk.story.player import Player
from kiosk.story.story import load_story
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission
from sync.office import cases, devices
from sync.office.casefile import CaseFile, CaseFiles
from sync.office.database import Database
from sync.office.intake import Intake, Taken
from sync.office.opener import OpenedCase, Opener
from sync.office.pack_versions import PackVersions

STORIES = Path(__file__).parent.parent / "stories"
OFFICE_KEY, ESCROW_KEY = X25519PrivateKey.generate(), X25519PrivateKey.generate()
DEVICE_KEY = Ed25519PrivateKey.generate()
KEYS = SealingKeys(OFFICE_KEY.public_key(), ESCROW_KEY.public_key(), DEVICE_KEY)


def clock() -> datetime:
    return datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


def played(name: str) -> Submission:
    """What the kiosk's own code hands over at the end of a story."""
    story = load_story(STORIES / f"{name}.yaml")
    card = EmulatedCard(load_profile(story.card)) if story.card else None
    kiosk = HeadlessKiosk(
        story.pack,
        story.today,
        settings=SessionSettings(practice=True),
        card=(lambda apdu: card.respond(bytes(apdu))) if card else None,
        draw=False,
    )
    lies = [False]

    def put() -> None:
        lies[0] = True
        kiosk.put_card()

    def take() -> None:
        lies[0] = False
        kiosk.take_card()

    acts = {"put_card": put, "take_card": take, "card_lies": lambda: lies[0]}
    Player(story, HeadlessDriver(kiosk), acts).play()
    wording = Wording.from_files(assets.ROOT / "wording")
    paperwork = Paperwork(kiosk.world, wording, "toyonaka", "kiosk-a")
    return paperwork.submission(kiosk.engine.state.visit)


@pytest.mark.parametrize(
    "name",
    [
        "father_kouki_head",
        "mother_kokuho_not_head",
        "husband_shaho",
        "heir_other_city_unsure",
        "long_latin_name",
        "no_card_typed",
    ],
)
def test_the_office_fills_every_form_as_the_kiosk_did(tmp_path: Path, name: str) -> None:
    sent = played(name)
    assert sent.forms or name == "husband_shaho"
    database = Database(f"sqlite:///{tmp_path}/office.db")
    database.create()
    devices.add(database, clock, "kiosk-a", DEVICE_KEY.public_key())
    envelope = seal(sent, KEYS, 1)
    intake = Intake(database, "toyonaka", DEVICE_KEY, clock, max_bytes=200_000)
    assert isinstance(intake.take(envelope.id, envelope.to_bytes()), Taken)
    opener = Opener(database, OFFICE_KEY, clock)
    assert opener.make_missing_cases() == 0
    opened = opener.open_case(str(sent.id), "account:test", "case")
    assert isinstance(opened, OpenedCase)
    assert opened.submission == sent
    files = CaseFiles(PackVersions(load("toyonaka")), practice=True)
    file = files.read(opened)
    assert isinstance(file, CaseFile)
    assert {
        (p.id, p.state.value, p.because, p.deadline, p.section) for p in file.journey.procedures
    } == {(p.id, p.state, p.because, p.deadline, p.section) for p in sent.procedures}
    assert file.journey.next_question is None  # nothing is left to ask
    assert [
        (f.form_id, f.procedure_id, field_texts(f), f.problems) for f in files.all_forms(file)
    ] == [(f.form_id, f.procedure_id, dict(f.fields), ()) for f in sent.forms]
    with database.reading() as connection:
        row = cases.one(connection, str(sent.id))
    assert row is not None
    assert {t.procedure for t in row.tasks} == {
        p.id for p in sent.procedures if p.state != "not_needed"
    }
    database.dispose()
