"""The checked card in a session: what becomes facts, what the citizen sees, what the clerk gets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from forms.facts.values import Source
from kiosk.app.headless import HeadlessKiosk
from kiosk.session.letters import to_compare
from kiosk.session.states import Answering, ConfirmingRead, InTrouble, SayingWhoseCard, Situation
from sync.envelope.submission import CardValue, Submission
from sync.office.console.card_marks import detail_of, lines_about, mark_of
from tests.kiosk.walk import FACTS, TODAY, pack, touches
from tests.support.card import touches_the_number
from tests.support.sessions import words_on


def kiosk(profile: str) -> tuple[HeadlessKiosk, EmulatedCard]:
    card = EmulatedCard(load_profile(profile))
    made = HeadlessKiosk(
        pack(),
        TODAY,
        card=lambda apdu: card.respond(bytes(apdu)),
        authorities=own_authorities(),
        draw=False,
    )
    return made, card


def now(at: HeadlessKiosk) -> Situation:
    """Where it is; a call, so that it is looked at anew."""
    return at.state.situation


def read(at: HeadlessKiosk, event: str = "certificates") -> None:
    """To what comes after the reading."""
    at.act("start")
    at.act("choose", event)
    at.act("next")
    at.put_card()
    at.pin("1234")
    at.act("next")


def submitted(at: HeadlessKiosk) -> Submission:
    """The rest of the way."""
    at.act("next")
    while isinstance(situation := at.state.situation, Answering):
        for touch in touches(situation, FACTS):
            at.engine.post(touch)
        at.act("next")
    at.act("next")
    assert at.outcome.submission is not None
    return at.outcome.submission


def test_what_the_card_said_goes_to_the_clerk_with_its_provenance() -> None:
    at, card = kiosk("taro")
    read(at)
    submission = submitted(at)
    assert submission.card is not None
    assert dict(submission.card.values) == {
        f"visitor.{name}": CardValue("text 0002", "pin", "verified")
        for name in ("name", "address", "birth")  # no form asks for the visitor's sex here
    }
    assert submission.card.copy_check == "verified"
    assert (submission.card.expiry, submission.card.municipality) == (date(2031, 4, 12), "27203")
    assert Submission.from_bytes(submission.to_bytes()) == submission
    assert not touches_the_number(card.trace)


def test_a_card_of_an_unknown_authority_is_used_and_marked() -> None:
    at, _ = kiosk("unknown_authority")
    read(at)
    assert isinstance(at.state.situation, ConfirmingRead)
    submission = submitted(at)
    assert submission.card is not None
    assert submission.card.copy_check == "not_checked"
    name = submission.card.values["visitor.name"]
    assert (name.verdict, name.reason) == ("not_checked", "unknown_authority")


@pytest.mark.parametrize("profile", ["forged_signature", "copied_card"])
def test_what_fails_a_check_never_becomes_facts(profile: str) -> None:
    at, _ = kiosk(profile)
    read(at)
    trouble = now(at)
    assert isinstance(trouble, InTrouble)
    assert trouble.code == "card.check_failed"
    assert at.outcome.staff_calls == ["card.check_failed"]
    assert "係員がまいります" in words_on(at.view()).replace(" ", "")
    assert load_profile(profile).name not in words_on(at.view())
    at.act("trouble", "without_card")
    then = at.state
    assert isinstance(then.situation, Answering)
    assert not any(
        getattr(state, "source", None) is Source.CARD for state in then.visit.facts.values()
    )
    assert then.visit.cards == {}


def test_a_card_past_its_day_is_read_and_says_so() -> None:
    at, _ = kiosk("expired_card")
    read(at)
    banner = at.view()["banner"]
    assert banner is not None
    assert banner["tone"] == "wait"
    assert "2026年" in words_on(banner) or "令和8年" in words_on(banner)
    assert lines_about(submitted(at))[1].endswith("（この日を過ぎています）")


def test_the_day_of_expiry_itself_is_good() -> None:
    at, _ = kiosk("expired_card")
    read(at)
    situation = now(at)
    assert isinstance(situation, ConfirmingRead)
    assert not situation.card.expired(date(2026, 2, 5))
    assert situation.card.expired(date(2026, 2, 6))


def test_a_letter_with_other_forms_is_pointed_out() -> None:
    at, _ = kiosk("taro")
    read(at, "okuyami")
    assert isinstance(at.state.situation, SayingWhoseCard)
    at.act("choose", "visitor")
    at.act("next")
    rows = at.view()["body"]["rows"]
    assert "「𠮷・郎」" in words_on(rows[0])


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("渡邉　光", ("邉",)),
        ("渡辺　光", ("辺",)),
        ("葛\U000e0101西　春江", ("葛\U000e0101",)),
        ("山田　花子", ()),
        ("\ue000田　\ue000", ("\ue000",)),
        ("MARIA SANTOS", ()),
    ],
)
def test_which_letters(name: str, letters: tuple[str, ...]) -> None:
    assert to_compare(name) == letters


def test_the_clerk_sees_a_mark_beside_what_the_card_said() -> None:
    at, _ = kiosk("taro")
    read(at)
    submission = submitted(at)
    name, phone = (submission.facts[f"visitor.{fact}"] for fact in ("name", "phone"))
    assert mark_of(submission.card, "visitor.name", name) == "署名を確認"
    assert mark_of(submission.card, "visitor.phone", phone) == ""
    corrected = replace(name, source=Source.CLERK)
    assert mark_of(submission.card, "visitor.name", corrected) == ""
    assert detail_of(submission.card, "visitor.name") == (
        "暗証番号で読み取り、カードのファイル text 0002"
    )
    assert lines_about(submission)[0] == "カード：署名を確認、複製の検査は合格"
    assert lines_about(replace(submission, card=None)) == ()


def test_a_submission_from_before_there_was_provenance_is_read() -> None:
    at, _ = kiosk("taro")
    read(at)
    submission = submitted(at)
    without = replace(submission, card=None)
    older = without.to_bytes().replace(b'"card":null,', b"")
    assert b'"card"' not in older.replace(b'"source":"card"', b"")
    assert Submission.from_bytes(older) == without
