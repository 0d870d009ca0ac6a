"""The whole session without Qt: the card's bytes, the sealed envelope, the PDFs."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from forms.facts.values import Known, Source
from kiosk.app.headless import Faults, HeadlessKiosk
from kiosk.screens.phrases import plain
from kiosk.session.states import (
    Answering,
    EndReason,
    EnteringPin,
    InTrouble,
    ResultShown,
    SessionEnded,
    Situation,
)
from sync.envelope.seal import SealingKeys, open_envelope, verify
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from tests.kiosk.walk import FACTS, TODAY, touches

ESCROW, OFFICE = X25519PrivateKey.generate(), X25519PrivateKey.generate()
DEVICE = Ed25519PrivateKey.generate()
KEYS = SealingKeys(OFFICE.public_key(), ESCROW.public_key(), DEVICE)


def kiosk(
    profile: str | None = "taro", **more: object
) -> tuple[HeadlessKiosk, EmulatedCard | None]:
    card = EmulatedCard(load_profile(profile)) if profile else None
    respond = None if card is None else (lambda apdu: card.respond(bytes(apdu)))
    faults = more.get("faults")
    assert faults is None or isinstance(faults, Faults)
    return HeadlessKiosk("toyonaka", TODAY, card=respond, keys=KEYS, faults=faults), card


def now(at: HeadlessKiosk) -> Situation:
    """Where it is; a call, so that it is looked at anew."""
    return at.state.situation


def to_card(at: HeadlessKiosk, event: str) -> None:
    at.act("start")
    at.act("choose", event)
    at.act("next")


def answer_all(at: HeadlessKiosk) -> None:
    while isinstance(situation := now(at), Answering):
        for event in touches(situation, FACTS):
            at.engine.post(event)
        at.act("next")


def test_from_card_to_envelope() -> None:
    at, card = kiosk()
    assert card is not None
    to_card(at, "okuyami")
    at.put_card()
    at.pin("0000")
    at.act("next")
    assert now(at) == EnteringPin(2, missed=True)
    at.pin(load_profile("taro").pin)
    at.act("next")
    at.act("choose", "deceased")
    at.act("next")
    at.act("next")
    assert at.view()["body"]["own"], "the visitor's own card is asked for"
    at.act("skip")
    answer_all(at)
    at.act("next")
    assert now(at) == ResultShown()
    assert card.verifies == 2
    assert at.outcome.envelope is not None
    envelope = Envelope.from_bytes(at.outcome.envelope)
    assert isinstance(envelope, Envelope)
    assert verify(envelope, DEVICE.public_key()) == envelope
    opened = open_envelope(envelope, OFFICE)
    assert isinstance(opened, Submission)
    assert opened == open_envelope(envelope, ESCROW) == at.outcome.submission
    profile = load_profile("taro")
    assert opened.facts["deceased.name"] == Known(profile.name, Source.CARD)
    assert opened.facts["deceased.birth"] == Known(date.fromisoformat(profile.birth), Source.CARD)
    assert not any(profile.number in str(state) for state in opened.facts.values())
    assert profile.number.encode() not in opened.to_bytes()
    assert {item.form_id for item in opened.forms} >= {"kouki_sosaihi", "setainushi_henko"}
    assert opened.document is None  # おくやみ leaves no forms in the citizen's hand here
    answered = [answer.question for answer in opened.answers]
    assert answered == list(dict.fromkeys(answered))
    assert all(fact in opened.facts for answer in opened.answers for fact in answer.facts)
    assert {fact for answer in opened.answers for fact in answer.facts} >= {"deceased.death_date"}


def test_the_printed_form_and_receipt(tmp_path: Path) -> None:
    at, _ = kiosk(None)
    to_card(at, "certificates")
    at.act("skip")
    answer_all(at)
    at.act("next")
    assert at.outcome.forms_printed
    assert at.outcome.forms_pdf is not None
    assert at.outcome.receipt_pdf is not None
    assert at.outcome.submission is not None
    document = at.outcome.submission.document
    assert document is not None
    assert document.sha256 == hashlib.sha256(at.outcome.forms_pdf).hexdigest()
    assert (document.pages, document.size) == (1, len(at.outcome.forms_pdf))
    assert "山田花子" in _text(tmp_path, at.outcome.forms_pdf)
    receipt = _text(tmp_path, at.outcome.receipt_pdf)
    assert "001" in receipt
    assert "お手続きはまだ終わっていません" in receipt
    assert "山田" not in receipt, "a receipt names nobody"
    at.act("next")
    told = at.outcome.paper_out
    at.act("next")
    assert (told, at.outcome.paper_out) == (True, False), "whoever comes next is told meanwhile"
    assert at.outcome.ended is EndReason.FINISHED
    assert at.state.visit.facts == {}


def _text(folder: Path, pdf: bytes) -> str:
    file = folder / "printed.pdf"
    file.write_bytes(pdf)
    done = subprocess.run(
        ["pdftotext", "-raw", str(file), "-"], capture_output=True, check=True, timeout=30
    )
    return "".join(done.stdout.decode().split())


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ("blocked_pin", "card.pin_blocked"),
        ("one_try_left", "card.pin_last_try"),
        ("phone", "card.phone"),
        ("transit_card", "card.not_my_number"),
    ],
)
def test_cards_that_do_not_help_lead_on_without_them(profile: str, code: str) -> None:
    at, card = kiosk(profile)
    to_card(at, "okuyami")
    at.put_card()
    situation = now(at)
    assert isinstance(situation, InTrouble)
    assert situation.code == code
    assert card is not None
    assert card.verifies == 0
    key = next(item for item in at.view()["body"]["keys"] if item["argument"] == "without_card")
    at.act(key["action"], key["argument"])
    assert isinstance(now(at), Answering)


def test_office_away_is_said_and_nothing_more() -> None:
    at, _ = kiosk(None, faults=Faults(office_down=True))
    to_card(at, "okuyami")
    at.act("skip")
    answer_all(at)
    at.act("next")
    assert plain(at.view()["lead"]).endswith("内容をお預かりしました。つながりしだい送ります。")


def test_printer_away_ends_with_the_number() -> None:
    at, _ = kiosk(None, faults=Faults(printer="printer.unreachable"))
    to_card(at, "certificates")
    at.act("skip")
    answer_all(at)
    at.act("next")
    assert at.view()["kind"] == "trouble"
    assert at.outcome.staff_calls == ["printer.unreachable"]
    at.act("trouble", "without_paper")
    assert now(at) == ResultShown(paper=False)


def test_kana_and_postcode_help() -> None:
    at, _ = kiosk(None)
    to_card(at, "okuyami")
    at.act("skip")
    while at.view()["kind"] != "text":
        situation = now(at)
        assert isinstance(situation, Answering)
        for event in touches(situation, FACTS):
            at.engine.post(event)
        at.act("next")
    for char in "やまた":
        at.act("key", char)
    at.act("key", "dakuten")
    candidates = [item["text"] for item in at.view()["body"]["candidates"]]
    assert "山田" in candidates


def test_the_postcode_begins_the_address() -> None:
    at, _ = kiosk(None)
    to_card(at, "tennyu")
    at.act("skip")
    while isinstance(situation := now(at), Answering) and situation.question != "new_address":
        for event in touches(situation, FACTS):
            at.engine.post(event)
        at.act("next")
    field = at.view()["body"]["fields"][0]
    # 日本郵便の郵便番号データ: 560-0001 is 豊中市北緑丘.
    assert field["value"] == "大阪府豊中市北緑丘"


def test_left_alone_it_ends() -> None:
    at, _ = kiosk(None)
    to_card(at, "okuyami")
    at.wait(61)
    overlay = at.view()["overlay"]
    assert overlay is not None
    assert overlay["seconds"] == 29
    at.act("stop")
    assert now(at) == SessionEnded(EndReason.STOPPED)
    assert at.outcome.ended is EndReason.STOPPED
