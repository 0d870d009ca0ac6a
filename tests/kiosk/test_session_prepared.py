"""A case begun before: kept until its owner is known, shown once, trusted never; and leaving with one's answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from forms.facts.values import Known, Source
from kiosk.session import events as e
from kiosk.session.effects import BeginSession, PrintPrepared, TellPaper
from kiosk.session.prepared import Made
from kiosk.session.prepared_steps import MOST_DAYS, prepared_of
from kiosk.session.states import (
    Answering,
    AttractShown,
    ConfirmingPrepared,
    EndReason,
    InTrouble,
    KeepingCase,
    Reviewing,
    SessionEnded,
    TakingThings,
    WaitingForCard,
)
from tests.kiosk.situations import CASE
from tests.kiosk.walk import CARD, SESSION, Citizen, world

HOME = replace(CASE, made=Made.HOME)


def scans(case: object = CASE) -> Citizen:
    citizen = Citizen()
    citizen.happens(e.CaseScanned(case))  # type: ignore[arg-type]  # a case, said loosely
    return citizen


def reads_own_card(citizen: Citizen) -> None:
    citizen.happens(e.CardInserted(), e.CardChecked(3), e.PinEdited(4), e.NextPressed())
    citizen.happens(e.CardRead(CARD), e.Chosen("visitor"), e.NextPressed(), e.NextPressed())


def test_the_first_screen_goes_to_the_card_and_nothing_is_shown_yet() -> None:
    citizen = scans()
    assert citizen.now() == WaitingForCard()
    assert citizen.complaint() == "prepared-read"
    assert BeginSession(SESSION) in citizen.effects
    assert citizen.visit().facts == {}


def test_the_visitors_own_card_opens_it_and_only_what_is_confirmed_counts() -> None:
    citizen = scans()
    reads_own_card(citizen)
    assert citizen.now() == ConfirmingPrepared()
    assert "visitor.relation" not in citizen.visit().facts
    citizen.happens(e.NextPressed())
    facts = citizen.visit().facts
    assert facts["visitor.relation"] == Known("spouse", Source.CITIZEN)
    assert facts["visitor.name"] == Known(CARD.name.value, Source.CARD), "the card's word stands"
    assert citizen.visit().prepared is None
    now = citizen.now()
    assert isinstance(now, Answering)
    assert now.question not in CASE.history


def test_without_card_or_with_somebody_elses_it_stays_closed() -> None:
    citizen = scans()
    citizen.happens(e.SkipPressed())
    assert isinstance(citizen.now(), Answering)
    assert citizen.visit().facts == {}
    other = scans(replace(CASE, name="別人　花子"))
    reads_own_card(other)
    assert isinstance(other.now(), Answering)
    nameless = scans(replace(CASE, birth=None))
    reads_own_card(nameless)
    assert isinstance(nameless.now(), Answering)


def test_staff_open_it_without_a_card() -> None:
    citizen = scans()
    citizen.happens(e.AssistChanged(on=True), e.SkipPressed())
    assert citizen.now() == ConfirmingPrepared()
    late = Citizen()
    late.starts()
    late.happens(e.SkipPressed(), e.CaseScanned(CASE))
    assert late.complaint() == "prepared-staff"
    late.happens(e.AssistChanged(on=True), e.CaseScanned(CASE))
    assert late.now() == ConfirmingPrepared()


def test_a_case_from_home_needs_no_card() -> None:
    citizen = scans(HOME)
    citizen.happens(e.SkipPressed())
    assert citizen.now() == ConfirmingPrepared()
    citizen.happens(e.Chosen("not_mine"))
    assert isinstance(citizen.now(), Answering)
    assert citizen.visit().facts == {}
    assert citizen.visit().prepared is None


@pytest.mark.parametrize("days", [MOST_DAYS + 1, -1])
def test_an_old_case_or_one_of_tomorrow_is_refused(days: int) -> None:
    citizen = scans(replace(CASE, day=world().today - timedelta(days=days)))
    assert citizen.now() == AttractShown()
    assert citizen.complaint() == "prepared-old"
    citizen = scans(replace(CASE, event="unknown"))
    assert citizen.complaint() == "prepared-old"


def test_a_question_that_the_pack_no_longer_has_is_left_out() -> None:
    citizen = scans(replace(HOME, history=(*CASE.history, "gone", "gone[a]")))
    citizen.happens(e.SkipPressed(), e.NextPressed())
    assert citizen.visit().history == CASE.history


def test_facts_that_no_answered_question_asks_do_not_come_in() -> None:
    sneaked = {**CASE.facts, "deceased.death_date": Known(world().today, Source.REGISTRY)}
    citizen = scans(replace(HOME, facts=sneaked))
    citizen.happens(e.SkipPressed(), e.NextPressed())
    assert "deceased.death_date" not in citizen.visit().facts


def test_a_code_in_the_middle_of_answers_changes_nothing() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(e.SkipPressed())
    citizen.answers()
    before = citizen.state
    citizen.happens(e.CaseScanned(HOME))
    assert citizen.state == before


def leaving_citizen() -> Citizen:
    citizen = Citizen(at=replace(world(), settings=replace(world().settings, takeaway=True)))
    citizen.starts()
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    citizen.answers()
    citizen.answers()
    citizen.happens(e.LeavePressed())
    assert isinstance(citizen.now(), InTrouble)
    return citizen


def test_leaving_on_paper_ends_the_session_with_the_sheet_to_take() -> None:
    citizen = leaving_citizen()
    given = citizen.visit()
    assert PrintPrepared(given) in citizen.happens(e.TroubleKeyPressed("take_along"))
    assert isinstance(citizen.now(), KeepingCase)
    assert TellPaper(out=True) in citizen.happens(e.TakeawaySettled(printed=True))
    assert citizen.now() == TakingThings()
    citizen.happens(e.NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)

    case = prepared_of(given, world().today)
    again = scans(case)
    again.happens(e.AssistChanged(on=True), e.SkipPressed(), e.NextPressed())
    assert again.visit().history == given.history
    assert again.visit().facts == given.facts


def test_a_sheet_that_did_not_come_out_loses_nothing() -> None:
    for happened in (e.TakeawaySettled(printed=False), e.IdleElapsed(1000)):
        citizen = leaving_citizen()
        asked = citizen.now()
        assert isinstance(asked, InTrouble)
        citizen.happens(e.TroubleKeyPressed("take_along"), happened)
        assert isinstance(citizen.now(), InTrouble)
        citizen.happens(e.TroubleKeyPressed("go_on"))
        assert citizen.now() == asked.came_from


def test_going_on_and_stopping() -> None:
    citizen = leaving_citizen()
    citizen.happens(e.TroubleKeyPressed("go_on"))
    assert isinstance(citizen.now(), Answering | Reviewing)
    citizen.happens(e.LeavePressed(), e.TroubleKeyPressed("end"))
    assert citizen.now() == SessionEnded(EndReason.STOPPED)


def test_where_the_city_has_no_key_nothing_can_be_taken_along() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(e.SkipPressed(), e.LeavePressed())
    assert isinstance(citizen.now(), Answering)
