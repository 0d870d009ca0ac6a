"""The card without its PIN: who may, what is sent, how often, and what the screens show."""

from __future__ import annotations

import json
from dataclasses import replace
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import COLLATION_B, EmulatedCard, Key
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.text_ap import collation_b
from forms.facts.values import Known, Source
from kiosk.app.headless import HeadlessKiosk
from kiosk.app.pictures import with_safe_pictures
from kiosk.session import events as e
from kiosk.session.drafts.card_numbers import (
    LENGTHS,
    PARTS,
    CardNumbersDraft,
    card_numbers_fault,
    press_card_number,
)
from kiosk.session.states import (
    Answering,
    ConfirmingRead,
    EnteringCardNumbers,
    EnteringPin,
    InTrouble,
    Situation,
)
from kiosk.session.visit import Whose
from kiosk.session.world import CardNumbers, SessionSettings
from tests.kiosk.walk import TODAY, pack
from tests.support.card import touches_the_number
from tests.support.sessions import words_on

VISUAL = "00a4040c0ad3921000310001010402"


class Visit:
    """One session at the card; ``rule`` is the city's setting."""

    def __init__(self, profile: str, rule: CardNumbers, *, left: int = 10) -> None:
        self.card = EmulatedCard(load_profile(profile))
        self.numbers = collation_b(load_profile(profile)).decode("ascii")
        self.key(COLLATION_B, "text").left = left
        self.kiosk = HeadlessKiosk(
            pack(),
            TODAY,
            settings=SessionSettings(card_numbers=rule),
            card=lambda apdu: self.card.respond(bytes(apdu)),
            authorities=own_authorities(),
            draw=False,
        )
        self.kiosk.act("start")
        self.kiosk.act("choose", "certificates")
        self.kiosk.act("next")

    def key(self, file: int, application: str) -> Key:
        aid = {"text": "0408", "visual": "0402"}[application]
        found = next(a for a in self.card.applications if a.aid.hex().endswith(aid))
        return found.keys[file]

    def now(self) -> Situation:
        return self.kiosk.state.situation

    def types(self, digits: str) -> None:
        """All 14, as they are printed."""
        for part, value in zip(PARTS, _cut(digits), strict=True):
            self.kiosk.act("field", part)
            for digit in value:
                self.kiosk.act("key", digit)

    def enters(self, digits: str | None = None) -> None:
        self.kiosk.act("skip")
        self.types(digits or self.numbers)
        self.kiosk.act("next")


def _cut(digits: str) -> list[str]:
    places = (0, 2, 4, 6, 10, 14)
    return [digits[a:b] for a, b in pairwise(places)]


def test_by_default_a_citizen_alone_goes_on_without_the_card() -> None:
    visit = Visit("taro", CardNumbers.ASSISTED)
    visit.kiosk.put_card()
    assert isinstance(visit.now(), EnteringPin)
    visit.kiosk.act("skip")
    assert isinstance(visit.now(), Answering)


def test_beside_a_member_of_staff_the_numbers_open_text_and_pictures() -> None:
    visit = Visit("taro", CardNumbers.ASSISTED)
    visit.kiosk.engine.post(e.AssistChanged(on=True))
    visit.kiosk.put_card()
    assert "カードに書いてある数字で読みます" in words_on(visit.kiosk.view()).replace(" ", "")
    visit.enters()
    situation = visit.now()
    assert isinstance(situation, ConfirmingRead)
    record = situation.card
    assert record.basic_four.name == "𠮷田　太郎"
    assert record.name.credential == "collation_b"
    assert record.name.check.verified
    assert record.pictures is not None
    assert record.pictures.check.verified
    rows = visit.kiosk.view()["body"]["rows"]
    assert rows[0]["picture"].startswith("data:image/png;base64,")
    assert rows[1]["picture"].startswith("data:image/png;base64,")
    assert rows[-1]["pictureTall"], "the photo, for the clerk"
    assert visit.card.verifies == 2, "one per application"
    assert visit.card.tries_left == 3
    assert not touches_the_number(visit.card.trace)
    visit.kiosk.act("next")
    card = visit.kiosk.state.visit.cards.get(Whose.VISITOR)
    assert card is not None
    assert card.pictures is None, "kept nowhere"
    assert "image/png" not in json.dumps(visit.kiosk.view())


def test_a_citizen_alone_sees_no_photo() -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.enters()
    situation = visit.now()
    assert isinstance(situation, ConfirmingRead)
    assert situation.card.pictures is not None
    assert situation.card.pictures.photo is None
    assert not any(row.get("pictureTall") for row in visit.kiosk.view()["body"]["rows"])


@pytest.mark.parametrize(
    ("rule", "assisted", "left", "offered"),
    [
        (CardNumbers.OFF, True, 10, False),
        (CardNumbers.ASSISTED, False, 10, False),
        (CardNumbers.ASSISTED, True, 10, True),
        (CardNumbers.ASSISTED, True, 1, True),
        (CardNumbers.ASSISTED, True, 0, False),
        (CardNumbers.ALONE, False, 6, True),
        (CardNumbers.ALONE, False, 5, False),
        (CardNumbers.ALONE, True, 5, True),
    ],
)
def test_who_may(rule: CardNumbers, assisted: bool, left: int, offered: bool) -> None:
    visit = Visit("taro", rule, left=left)
    visit.kiosk.engine.post(e.AssistChanged(on=assisted))
    visit.kiosk.put_card()
    visit.kiosk.act("skip")
    assert isinstance(visit.now(), EnteringCardNumbers) is offered


def test_a_citizen_alone_stops_while_five_tries_are_left() -> None:
    visit = Visit("taro", CardNumbers.ALONE, left=7)
    visit.kiosk.put_card()
    visit.enters("99" + visit.numbers[2:])
    situation = visit.now()
    assert isinstance(situation, EnteringCardNumbers)
    assert situation.draft.digits == "99" + visit.numbers[2:], (
        "what was typed stays, to be corrected"
    )
    assert "あと6回" in words_on(visit.kiosk.view())
    visit.kiosk.act("next")
    assert visit.card.verifies == 1, "the same numbers are not sent twice"
    assert visit.kiosk.state.complaint == "card-same"
    visit.types("")
    visit.kiosk.act("key", "clear")
    visit.types("98" + visit.numbers[2:])
    visit.kiosk.act("next")
    assert isinstance(visit.now(), InTrouble)
    assert visit.card.verifies == 2
    for _ in range(3):
        visit.kiosk.take_card()
        visit.kiosk.put_card()
        visit.kiosk.act("skip")
    assert visit.card.verifies == 2
    assert not isinstance(visit.now(), EnteringCardNumbers)


def test_the_card_may_be_taken_into_the_hand_to_look_at_it() -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.kiosk.act("skip")
    visit.kiosk.take_card()
    visit.types(visit.numbers)
    visit.kiosk.act("next")
    assert visit.kiosk.state.complaint == "card-back"
    assert visit.card.verifies == 0
    visit.kiosk.put_card()
    visit.kiosk.act("next")
    assert isinstance(visit.now(), ConfirmingRead)


def test_a_locked_pin_is_no_end_where_the_numbers_may_be_used() -> None:
    visit = Visit("blocked_pin", CardNumbers.ASSISTED)
    visit.kiosk.put_card()
    at = visit.now()
    assert isinstance(at, InTrouble)
    assert "by_numbers" not in at.remedies
    visit.kiosk.engine.post(e.AssistChanged(on=True))
    visit.kiosk.act("trouble", "by_numbers")
    visit.types(visit.numbers)
    visit.kiosk.act("next")
    assert isinstance(visit.now(), ConfirmingRead)


def test_the_last_try_of_the_pin_only_beside_staff() -> None:
    visit = Visit("one_try_left", CardNumbers.OFF)
    visit.kiosk.put_card()
    assert isinstance(visit.now(), InTrouble)
    visit.kiosk.act("trouble", "try_again")
    assert isinstance(visit.now(), InTrouble)
    visit.kiosk.engine.post(e.AssistChanged(on=True))
    visit.kiosk.act("trouble", "try_again")
    assert isinstance(visit.now(), EnteringPin)
    visit.kiosk.pin("1234")
    visit.kiosk.act("next")
    assert isinstance(visit.now(), ConfirmingRead)
    assert visit.card.tries_left == 3


def test_a_blocked_visual_application_costs_only_the_pictures() -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.key(0x0012, "visual").left = 0
    visit.kiosk.put_card()
    visit.enters()
    situation = visit.now()
    assert isinstance(situation, ConfirmingRead)
    assert situation.card.pictures is None
    assert visit.key(0x0012, "visual").verifies == 0


@pytest.mark.parametrize("profile", ["forged_signature", "copied_card"])
def test_a_failed_check_of_either_application_counts(profile: str) -> None:
    visit = Visit(profile, CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.enters()
    at = visit.now()
    assert isinstance(at, InTrouble)
    assert at.code == "card.check_failed"


@pytest.mark.parametrize(
    ("digits", "part"),
    [
        ("00030720314821", "year"),
        ("15130720314821", "month"),
        ("15000720314821", "month"),
        ("15033220314821", "day"),
        ("15030719314821", "expiry"),
        ("15030720994821", "expiry"),
        ("1503072031482", "code"),
        ("150307203", "code"),
    ],
)
def test_what_cannot_be_such_a_number_is_never_sent(digits: str, part: str) -> None:
    draft = CardNumbersDraft(*_cut(digits))
    fault = card_numbers_fault(draft, TODAY)
    assert fault is not None
    assert fault[0] == part


def test_a_single_digit_of_month_or_day_needs_no_zero() -> None:
    draft = CardNumbersDraft()
    for key in "1537" + "20314821":
        draft = press_card_number(draft, key)
    assert draft.digits == "15030720314821"
    assert card_numbers_fault(draft, TODAY) is None


@given(st.lists(st.sampled_from([*"0123456789", "erase", "clear", "あ"]), max_size=40))
def test_keys_never_make_more_digits_than_a_place_has(keys: list[str]) -> None:
    draft = CardNumbersDraft()
    for key in keys:
        draft = press_card_number(draft, key)
    assert all(len(draft.part(part)) <= LENGTHS[part] for part in PARTS)
    assert not draft.filled or card_numbers_fault(draft, TODAY) or len(draft.digits) == 14


def test_the_numbers_show_in_no_representation() -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.kiosk.act("skip")
    visit.types(visit.numbers)
    assert visit.numbers[:2] + "'" not in repr(visit.kiosk.state)
    assert visit.numbers[-4:] not in repr(visit.kiosk.state)


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n", b"no picture", "large"])
def test_a_picture_that_cannot_be_shown_is_left_out(broken: bytes | str) -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.enters()
    situation = visit.now()
    assert isinstance(situation, ConfirmingRead)
    record = situation.card
    assert record.pictures is not None
    data = _large() if isinstance(broken, str) else broken
    spoilt = replace(record, pictures=replace(record.pictures, name=data, photo=data or None))
    safe = with_safe_pictures(spoilt).pictures
    assert safe is not None
    assert (safe.name, safe.photo) == (b"", None)
    assert safe.address


def _large() -> bytes:
    buffer = BytesIO()
    Image.new("1", (3000, 8)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_letter_is_chosen_by_the_picture_of_the_card() -> None:
    visit = Visit("taro", CardNumbers.ASSISTED)
    visit.kiosk.engine.post(e.AssistChanged(on=True))
    visit.kiosk.put_card()
    visit.enters()
    offered = [item["argument"] for item in visit.kiosk.view()["body"]["options"]]
    assert offered == ["letter.𠮷", "letter.郎", "not_mine"]
    visit.kiosk.act("choose", "letter.𠮷")
    shown = visit.kiosk.view()
    assert shown["body"]["rows"][0]["picture"].startswith("data:image/png;base64,")
    assert [item["argument"] for item in shown["body"]["options"]] == ["𠮷", "吉", "not_here"]
    visit.kiosk.act("next")
    assert visit.kiosk.state.complaint == "choose-one"
    visit.kiosk.act("choose", "吉")
    visit.kiosk.act("next")
    assert words_on(visit.kiosk.view()["body"]["rows"][0]).count("吉田") == 1
    visit.kiosk.act("next")
    name = visit.kiosk.state.visit.facts["visitor.name"]
    assert name == Known("吉田　太郎", Source.CLERK), "people said so, not the card's signature"
    assert visit.kiosk.state.visit.facts["visitor.address"].source is Source.CARD


@pytest.mark.parametrize("chosen", ["𠮷", "not_here", "back"])
def test_a_letter_that_stays_is_still_the_cards(chosen: str) -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.enters()
    visit.kiosk.act("choose", "letter.𠮷")
    if chosen == "back":
        visit.kiosk.act("back")
    else:
        visit.kiosk.act("choose", chosen)
        visit.kiosk.act("next")
    assert len(visit.kiosk.outcome.staff_calls) == (chosen == "not_here")
    visit.kiosk.act("next")
    assert visit.kiosk.state.visit.facts["visitor.name"] == Known("𠮷田　太郎", Source.CARD)


def test_without_a_picture_no_letter_can_be_chosen() -> None:
    visit = Visit("taro", CardNumbers.ALONE)
    visit.kiosk.put_card()
    visit.kiosk.pin("1234")
    visit.kiosk.act("next")
    assert [item["argument"] for item in visit.kiosk.view()["body"]["options"]] == ["not_mine"]
    visit.kiosk.act("choose", "letter.𠮷")
    assert isinstance(visit.now(), ConfirmingRead)
