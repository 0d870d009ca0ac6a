"""The staff's layer: every touch has one meaning, nothing below changes, and nobody without code and badge gets in."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.session import events as e
from kiosk.session.anywhere import ANYWHERE
from kiosk.session.effects import (
    AskHealth,
    CallStaff,
    CheckStaffCode,
    PrintForms,
    PrintReceipt,
    PrintTestPage,
    WipeStaffCode,
)
from kiosk.session.pairs import EVENTS
from kiosk.session.reducer import COVERED, reduce
from kiosk.session.staff import events as s
from kiosk.session.staff import steps
from kiosk.session.staff.places import AskingCode, DeskOpen
from kiosk.session.states import (
    Answering,
    AttractShown,
    EndReason,
    Finishing,
    FinishStep,
    ResultShown,
    SessionEnded,
    SessionState,
)
from tests.kiosk.situations import one_of_each_event, one_of_each_situation
from tests.kiosk.walk import Citizen, world


def helped(citizen: Citizen) -> Citizen:
    citizen.happens(s.BadgeShown("A1"), e.AssistChanged(on=True))
    return citizen


def answering() -> Citizen:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    return citizen


def at_result(event: str = "certificates") -> Citizen:
    citizen = Citizen()
    citizen.starts(event)
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    citizen.answers_all()
    citizen.happens(e.NextPressed(), e.Committed())
    if isinstance(citizen.state.situation, Finishing) and citizen.state.situation.step is (
        FinishStep.PRINTING
    ):
        citizen.happens(e.PrintSettled("printed"))
    citizen.happens(e.ReceiptPrinted())
    assert isinstance(citizen.state.situation, ResultShown)
    return citizen


def test_every_touch_on_the_layer_is_in_exactly_one_place() -> None:
    touches = COVERED | {
        e.NextPressed,
        e.BackPressed,
        e.StaffPressed,
        s.CodeEdited,
        s.DeskKeyPressed,
    }
    for place, touch in product(steps.PLACES, touches):
        places = [
            (place, touch) in steps.HANDLERS,
            touch in steps.IGNORED[place],
            touch in COVERED,
        ]
        assert places.count(True) == 1, (place, touch)
    for _, touch in steps.HANDLERS:
        assert touch in touches
    assert set(EVENTS) >= touches


@pytest.mark.parametrize("place", [AskingCode("A1", 4), DeskOpen()], ids=["code", "desk"])
@pytest.mark.parametrize(
    "state", one_of_each_situation(), ids=lambda state: type(state.situation).__name__
)
def test_touches_of_the_layer_leave_the_citizens_screen_as_it_is(
    state: SessionState, place: AskingCode | DeskOpen
) -> None:
    if isinstance(state.situation, SessionEnded):
        return
    covered = SessionState(state.visit, state.situation, staff=place)
    for event in one_of_each_event():
        if type(event) in COVERED or (type(place), type(event)) in steps.HANDLERS:
            after, _ = reduce(covered, event, world())
            assert after.situation == state.situation, event
            assert after.visit.facts == state.visit.facts


def test_a_badge_alone_opens_nothing() -> None:
    citizen = answering()
    citizen.happens(s.BadgeShown("A1"), s.CodeEdited(4))
    assert not citizen.visit().assisted
    assert citizen.happens(e.NextPressed()) == (CheckStaffCode("A1"),)
    assert not citizen.visit().assisted
    citizen.happens(s.CodeRefused(2))
    assert citizen.staff() == AskingCode("A1", left=2)
    citizen.happens(s.CodeEdited(3), e.NextPressed())
    assert citizen.complaint() == "staff-code"
    citizen.happens(s.CodeRefused(0))
    assert citizen.staff() is None
    assert not citizen.visit().assisted


def test_the_layer_goes_by_itself_and_the_code_is_wiped() -> None:
    citizen = answering()
    before = citizen.now()
    citizen.happens(s.BadgeShown("A1"), s.CodeEdited(3))
    assert citizen.happens(e.IdleElapsed(steps.CODE_SECONDS)) == (WipeStaffCode(),)
    assert citizen.staff() is None
    assert citizen.now() == before


def test_a_code_known_late_does_not_bring_the_layer_back() -> None:
    citizen = answering()
    citizen.happens(s.BadgeShown("A1"), s.CodeEdited(4), e.NextPressed(), e.BackPressed())
    assert citizen.staff() is None
    citizen.happens(s.HealthTold(()), s.TestPageTold(printed=True))
    assert citizen.staff() is None


def test_who_helps_has_the_desk_behind_the_staff_key_and_hands_back() -> None:
    citizen = helped(answering())
    before = citizen.now()
    assert citizen.staff() is None
    assert citizen.visit().assisted
    effects = citizen.happens(e.StaffPressed())
    assert effects == (AskHealth(),)
    assert not any(isinstance(effect, CallStaff) for effect in effects)
    assert isinstance(citizen.staff(), DeskOpen)
    assert PrintTestPage() in citizen.happens(s.DeskKeyPressed("test_page"))
    assert citizen.happens(s.DeskKeyPressed("test_page")) == (), "one at a time"
    citizen.happens(s.DeskKeyPressed("hand_back"))
    assert not citizen.visit().assisted
    assert citizen.now() == before
    citizen.happens(s.DeskKeyPressed("end"))
    assert citizen.now() == before, "the desk is closed"


def test_on_the_first_screen_the_desk_opens_and_staff_who_leave_are_forgotten() -> None:
    citizen = helped(Citizen())
    assert isinstance(citizen.now(), AttractShown)
    assert isinstance(citizen.staff(), DeskOpen)
    citizen.happens(e.IdleElapsed(steps.DESK_SECONDS), e.IdleElapsed(61))
    assert citizen.staff() is None
    assert not citizen.visit().assisted


def test_the_idle_question_is_patient_while_staff_help() -> None:
    alone, beside = answering(), helped(answering())
    for citizen in (alone, beside):
        citizen.happens(e.IdleElapsed(100))
    assert isinstance(alone.now(), SessionEnded)
    assert isinstance(beside.now(), Answering)


def test_all_sheets_are_printed_anew_only_from_the_result() -> None:
    citizen = helped(answering())
    citizen.happens(e.StaffPressed(), s.DeskKeyPressed("reprint"))
    assert isinstance(citizen.now(), Answering)
    for event, order in (("certificates", PrintForms), ("okuyami", PrintReceipt)):
        citizen = helped(at_result(event))
        citizen.happens(e.StaffPressed())
        effects = citizen.happens(s.DeskKeyPressed("reprint"))
        assert any(isinstance(effect, order) for effect in effects)
        assert isinstance(citizen.now(), Finishing)
        assert citizen.staff() is None


def test_a_clerk_ends_a_case_and_nothing_of_it_is_left() -> None:
    citizen = helped(answering())
    citizen.happens(e.StaffPressed(), s.DeskKeyPressed("end"))
    assert citizen.now() == SessionEnded(EndReason.STOPPED)
    assert citizen.visit().facts == {}
    assert not citizen.visit().assisted


def test_no_event_of_the_layer_is_forgotten_elsewhere() -> None:
    layer = {
        s.BadgeShown,
        s.CodeEdited,
        s.CodeRefused,
        s.DeskKeyPressed,
        s.HealthTold,
        s.TestPageTold,
    }
    assert layer <= set(ANYWHERE)
