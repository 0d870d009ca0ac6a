"""Practice: an invented family, every screen marked, paper marked, and nothing for the keeper."""

from __future__ import annotations

from uuid import UUID

import pytest

from kiosk.app.headless import HeadlessKiosk
from kiosk.session import events as e
from kiosk.session.staff import events as s
from kiosk.session.states import Answering, EnteringPin, ResultShown
from kiosk.session.visit import Delivery, Visit, Whose
from kiosk.session.world import SessionSettings
from kiosk.staff.families import families
from tests.kiosk.walk import FACTS, TODAY, pack, touches


def practising(family: str) -> HeadlessKiosk:
    kiosk = HeadlessKiosk(pack(), TODAY, settings=SessionSettings(), draw=False)
    kiosk.engine.post(e.AssistChanged(on=True))
    kiosk.act("desk", f"practice:{family}")
    assert kiosk.state.visit.practice == family
    return kiosk


@pytest.mark.parametrize("family", families())
def test_a_practice_goes_from_start_to_end_and_nothing_leaves(family: str) -> None:
    kiosk = practising(family)
    outcome = kiosk.outcome
    counted = len(outcome.audit)
    kiosk.act("start")
    kiosk.act("choose", "okuyami")
    kiosk.act("next")
    for whose in ("deceased", None):
        kiosk.act("practice_card")
        kiosk.pin("1234")
        kiosk.act("next")
        if whose:
            kiosk.act("choose", whose)
            kiosk.act("next")
        kiosk.act("next")
        assert kiosk.view()["practice"] == "練習"
    facts = kiosk.state.visit.facts
    cards = families()[family].cards
    assert getattr(facts["deceased.name"], "value", "") == cards[Whose.DECEASED].name
    assert getattr(facts["visitor.name"], "value", "") == cards[Whose.VISITOR].name
    while isinstance(kiosk.state.situation, Answering):
        for touch in touches(kiosk.state.situation, FACTS):
            kiosk.engine.post(touch)
        kiosk.act("next")
        assert kiosk.view()["practice"] == "練習"
    kiosk.act("next")
    assert isinstance(kiosk.state.situation, ResultShown)
    assert kiosk.state.visit.delivery is Delivery.STORED, "届きました is never said"
    assert (outcome.submission, outcome.envelope) == (None, None)
    assert outcome.audit[counted:] == []


def test_a_wrong_pin_can_be_practised() -> None:
    kiosk = practising("sumire")
    kiosk.act("start")
    kiosk.act("choose", "certificates")
    kiosk.act("next")
    kiosk.act("practice_card")
    kiosk.pin("0000")
    kiosk.act("next")
    assert kiosk.state.situation == EnteringPin(2, missed=True)


def test_a_citizens_session_never_becomes_practice() -> None:
    kiosk = HeadlessKiosk(pack(), TODAY, settings=SessionSettings(), draw=False)
    kiosk.act("desk", "practice:sumire")
    assert not kiosk.state.visit.practice, "only staff begin one"
    kiosk.act("start")
    kiosk.engine.post(e.AssistChanged(on=True))
    kiosk.act("staff")
    kiosk.engine.post(s.DeskKeyPressed("practice:sumire"))
    assert not kiosk.state.visit.practice
    kiosk.act("desk", "practice:nobody")
    assert Visit(UUID(int=1)).practice == ""
