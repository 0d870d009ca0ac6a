"""Taking card and sheets along, the survey, and what the one before left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.session import events as e
from kiosk.session.effects import Audit, CallStaff, EndSession, TellPaper
from kiosk.session.states import (
    AskingSurvey,
    AttractShown,
    ChoosingEvent,
    EndReason,
    ResultShown,
    SessionEnded,
    TakingThings,
    ThingsLeft,
)
from kiosk.session.world import LeftPaper, SessionSettings, World
from tests.kiosk.walk import Citizen, world


def settings(**changed: object) -> World:
    return replace(world(), settings=SessionSettings(practice=True, **changed))  # type: ignore[arg-type]  # by name


def at_result(
    event: str = "certificates", *, card: bool = False, at: World | None = None
) -> Citizen:
    citizen = Citizen(at=at)
    citizen.starts(event)
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    if card:
        citizen.happens(e.CardInserted())
    citizen.answers_all()
    citizen.happens(e.NextPressed(), e.Committed(), e.PrintSettled("printed"), e.ReceiptPrinted())
    assert isinstance(citizen.now(), ResultShown)
    return citizen


def test_sheets_are_told_once_and_taken_by_a_touch() -> None:
    citizen = at_result()
    assert citizen.effects.count(TellPaper(out=True)) == 1
    citizen.happens(e.NextPressed())
    assert citizen.now() == TakingThings()
    effects = citizen.happens(e.NextPressed())
    assert TellPaper(out=False) in effects
    assert EndSession(EndReason.FINISHED) in effects


def test_nobody_ends_while_the_card_lies_there() -> None:
    citizen = at_result(card=True)
    citizen.happens(e.NextPressed(), e.NextPressed())
    assert citizen.now() == TakingThings()
    assert citizen.complaint() == "take-card"
    citizen.happens(e.CardRemoved())
    assert citizen.now() == TakingThings(), "the sheets are still there"
    citizen.happens(e.NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)


def test_the_card_alone_needs_no_touch() -> None:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(e.Begun("027", 1), e.SkipPressed(), e.CardInserted())
    citizen.answers_all()
    citizen.happens(e.NextPressed(), e.Committed(), e.PrintSettled("not_sent"))
    citizen.happens(e.TroubleKeyPressed("without_paper"), e.NextPressed())
    assert citizen.now() == TakingThings()
    citizen.happens(e.CardRemoved())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)


def test_whoever_forgets_the_sheets_is_forgotten_but_they_are_not() -> None:
    citizen = at_result()
    citizen.happens(e.NextPressed(), e.IdleElapsed(1000))
    assert citizen.now() == SessionEnded(EndReason.IDLE)
    assert TellPaper(out=False) not in citizen.effects


@pytest.mark.parametrize(("paper", "card"), [(True, False), (False, True), (True, True)])
def test_nobody_begins_beside_what_was_left(paper: bool, card: bool) -> None:
    citizen = Citizen()
    if card:
        citizen.happens(e.CardInserted())
    effects = citizen.happens(e.Presented(paper_left=paper))
    assert citizen.now() == ThingsLeft()
    assert CallStaff("session.things_left") in effects
    citizen.happens(e.StartPressed())
    assert citizen.now() == ThingsLeft()
    if card:
        citizen.happens(e.NextPressed())
        assert citizen.complaint() == "take-card"
        citizen.happens(e.CardRemoved())
    if paper:
        assert citizen.now() == ThingsLeft()
        assert TellPaper(out=False) in citizen.happens(e.NextPressed())
    assert citizen.now() == AttractShown()
    assert not citizen.visit().staff_called, "the call was about the one before"
    citizen.happens(e.StartPressed())
    assert citizen.now() == ChoosingEvent()


def test_with_nothing_left_the_first_screen_stays() -> None:
    citizen = Citizen()
    citizen.happens(e.Presented())
    assert citizen.now() == AttractShown()
    citizen.happens(e.CardInserted())
    assert citizen.now() == AttractShown(), "a card laid down now is the next citizen's own"


def test_where_the_city_wants_it_only_staff_say_that_sheets_are_gone() -> None:
    citizen = Citizen(at=settings(left_paper=LeftPaper.STAFF))
    citizen.happens(e.Presented(paper_left=True), e.NextPressed())
    assert citizen.complaint() == "staff-looks"
    citizen.happens(e.AssistChanged(on=True), e.BackPressed(), e.NextPressed())
    assert citizen.now() == AttractShown()


def test_one_touch_is_the_survey_and_it_is_only_counted() -> None:
    citizen = at_result(at=settings(survey=True))
    citizen.happens(e.NextPressed(), e.NextPressed())
    assert citizen.now() == AskingSurvey()
    citizen.happens(e.Chosen("9"))
    assert citizen.now() == AskingSurvey()
    effects = citizen.happens(e.Chosen("2"))
    assert Audit("survey.2") in effects
    assert citizen.now() == SessionEnded(EndReason.FINISHED)


def test_no_survey_after_a_death_and_none_waits_for_an_answer() -> None:
    citizen = at_result("okuyami", at=settings(survey=True))
    citizen.happens(e.NextPressed(), e.NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)
    citizen = at_result(at=settings(survey=True))
    citizen.happens(e.NextPressed(), e.NextPressed(), e.IdleElapsed(20))
    assert citizen.now() == SessionEnded(EndReason.FINISHED)
