"""What citizens do, as they do it: cards, mistakes, going back, ends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from cardreader.cards.basic_four import BasicFour
from cardreader.cards.verified_read import VerifiedRecord
from cardreader.failures import CardFailure, CardFailureCode
from forms.facts.values import DontKnow, Known, Source, Value
from kiosk.screens.build import build_view
from kiosk.session.effects import (
    AbandonPrinting,
    BeginSession,
    CallStaff,
    CheckCard,
    Effect,
    EndSession,
    NotePapers,
    PrintForms,
    PrintReasons,
    PrintReceipt,
    ReadCard,
    SealAndCommit,
    WatchDelivery,
    WipePin,
)
from kiosk.session.events import (
    BackPressed,
    BeginFailed,
    Begun,
    CardChecked,
    CardFailed,
    CardInserted,
    CardRead,
    CardRemoved,
    Chosen,
    CommitFailed,
    Committed,
    Delivered,
    EditPressed,
    IdleElapsed,
    LanguageChosen,
    NextPressed,
    PinEdited,
    PrintFailed,
    PrintHeld,
    PrintProgressed,
    PrintSettled,
    ReasonsFailed,
    ReasonsPressed,
    ReasonsPrinted,
    ReceiptFailed,
    ReceiptPrinted,
    SkipPressed,
    StaffPressed,
    StartPressed,
    StayPressed,
    TroubleKeyPressed,
)
from kiosk.session.reducer import initial, reduce
from kiosk.session.states import (
    Answering,
    AttractShown,
    ChoosingEvent,
    ConfirmingRead,
    EndReason,
    EnteringPin,
    Finishing,
    FinishStep,
    InTrouble,
    ReadingCard,
    ReasonsSheet,
    Remedy,
    ResultShown,
    Reviewing,
    SayingWhoseCard,
    SessionEnded,
    TakingThings,
    WaitingForCard,
)
from kiosk.session.visit import Delivery, Whose
from kiosk.session.world import SessionSettings, World
from tests.kiosk.walk import CARD, FACTS, SESSION, Citizen, pack, wording, world
from tests.support.card import record_of

OTHER_CARD = record_of(
    BasicFour("山田　太郎", "大阪府豊中市北緑丘1番1号", date(1948, 7, 19), "male")
)


def at_pin(facts: Mapping[str, Value | None] = FACTS) -> Citizen:
    citizen = Citizen(facts)
    citizen.starts()
    assert citizen.happens(CardInserted()) == (CheckCard(),)
    citizen.happens(CardChecked(3))
    return citizen


def at_confirm(
    whose: str = "visitor",
    card: VerifiedRecord = CARD,
    facts: Mapping[str, Value | None] = FACTS,
) -> Citizen:
    citizen = at_pin(facts)
    citizen.happens(PinEdited(4), NextPressed(), CardRead(card), Chosen(whose), NextPressed())
    return citizen


def at_review(facts: Mapping[str, Value | None] = FACTS) -> Citizen:
    citizen = at_confirm(facts=facts)
    citizen.happens(Begun("027", 5), NextPressed())
    citizen.answers_all()
    assert citizen.now() == Reviewing()
    return citizen


def test_a_card_gives_its_four_facts_to_its_owner() -> None:
    citizen = at_confirm("deceased")
    assert citizen.now() == ConfirmingRead(CARD, Whose.DECEASED)
    citizen.happens(NextPressed())
    facts = citizen.visit().facts
    assert facts == {
        "deceased.name": Known("吉﨑　恵美子", Source.CARD),
        "deceased.address": Known("大阪府豊中市中桜塚三丁目１番１号", Source.CARD),
        "deceased.birth": Known(date(1948, 7, 19), Source.CARD),
        "deceased.sex": Known("female", Source.CARD),
    }


def test_what_the_card_said_is_not_asked() -> None:
    citizen = at_confirm()
    citizen.happens(NextPressed())
    asked = citizen.answers_all()
    shown = [state.situation for state in citizen.states if isinstance(state.situation, Answering)]
    fields = {item.fact for situation in shown for item in getattr(situation.draft, "fields", ())}
    assert "visitor_address" not in asked
    assert "visitor.name" not in fields
    assert "visitor.name_kana" in fields


def test_the_event_without_a_deceased_asks_no_owner() -> None:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(CardInserted(), CardChecked(3), PinEdited(4), NextPressed(), CardRead(CARD))
    assert isinstance(citizen.now(), ConfirmingRead)


def test_only_four_digits_are_handed_over() -> None:
    citizen = at_pin()
    assert citizen.happens(PinEdited(3), NextPressed()) == ()
    assert citizen.complaint() == "pin-four"
    effects = citizen.happens(PinEdited(4), NextPressed())
    assert ReadCard(SESSION) in effects
    assert WipePin() not in effects, "the card takes the pad over"
    assert citizen.now() == ReadingCard()


def test_a_wrong_pin_says_how_many_tries_are_left_and_keeps_the_way_on() -> None:
    citizen = at_pin()
    wrong = CardFailure(CardFailureCode.PIN_WRONG, 2)
    citizen.happens(PinEdited(4), NextPressed(), CardFailed(wrong))
    assert citizen.now() == EnteringPin(2, missed=True)
    citizen.happens(SkipPressed())
    assert isinstance(citizen.now(), Answering)


@pytest.mark.parametrize("tries", [1, 0])
def test_the_last_try_is_never_asked_for(tries: int) -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(CardInserted(), CardChecked(tries))
    trouble = citizen.now()
    assert isinstance(trouble, InTrouble)
    offered = {item.value for item in trouble.remedies}
    assert offered == {"without_card", "call_staff"}
    citizen = at_pin()
    wrong = CardFailure(CardFailureCode.PIN_WRONG, tries)
    citizen.happens(PinEdited(4), NextPressed(), CardFailed(wrong))
    trouble = citizen.now()
    assert isinstance(trouble, InTrouble)
    assert trouble.code == "card.pin_last_try"


def test_a_card_pulled_while_it_is_read_is_put_on_again() -> None:
    citizen = at_pin()
    citizen.happens(PinEdited(4), NextPressed(), CardRemoved())
    assert isinstance(citizen.now(), ReadingCard), "the reading says what it was doing"
    citizen.happens(CardFailed(CardFailure(CardFailureCode.PIN_UNCERTAIN)))
    trouble = citizen.now()
    assert isinstance(trouble, InTrouble)
    assert trouble.code == "card.pin_uncertain"
    assert citizen.happens(CardInserted()) == (CheckCard(),)
    citizen.happens(CardChecked(3))
    assert citizen.now() == EnteringPin(3), "the PIN is asked anew"


def test_a_card_taken_away_when_all_was_read_is_read() -> None:
    citizen = at_pin()
    citizen.happens(PinEdited(4), NextPressed(), CardRemoved(), CardRead(CARD))
    assert citizen.now() == SayingWhoseCard(CARD)


def test_a_card_taken_away_at_the_keypad_empties_the_pad() -> None:
    citizen = at_pin()
    effects = citizen.happens(PinEdited(2), CardRemoved())
    assert effects == (WipePin(),)
    assert citizen.now() == WaitingForCard(again=True)


def test_a_card_put_away_after_reading_is_normal() -> None:
    citizen = at_confirm()
    citizen.happens(CardRemoved())
    assert isinstance(citizen.now(), ConfirmingRead)


def test_another_card_stops_and_asks() -> None:
    citizen = at_confirm()
    citizen.happens(CardRemoved(), CardInserted())
    assert isinstance(citizen.now(), InTrouble)
    keep = replace(citizen.state)
    citizen.happens(TroubleKeyPressed("keep"))
    assert isinstance(citizen.now(), ConfirmingRead)
    citizen.state = keep
    assert CheckCard() in citizen.happens(TroubleKeyPressed("read_card"))
    citizen.happens(CardChecked(3), PinEdited(4), NextPressed(), CardRead(OTHER_CARD))
    assert citizen.now() == SayingWhoseCard(OTHER_CARD)


def test_the_same_card_read_again_keeps_its_owner() -> None:
    citizen = at_confirm("deceased")
    citizen.happens(NextPressed(), SkipPressed(), BackPressed())
    assert citizen.now() == WaitingForCard()
    citizen.happens(CardInserted(), CardChecked(3), PinEdited(4), NextPressed(), CardRead(CARD))
    assert isinstance(citizen.now(), ConfirmingRead)


def test_a_second_card_replaces_the_facts_of_the_first() -> None:
    citizen = at_confirm("deceased")
    citizen.happens(NextPressed(), SkipPressed(), BackPressed(), CardInserted(), CardChecked(3))
    citizen.happens(PinEdited(4), NextPressed(), CardRead(OTHER_CARD), Chosen("deceased"))
    citizen.happens(NextPressed(), NextPressed())
    assert set(citizen.visit().facts) == {
        "deceased.name", "deceased.address", "deceased.birth", "deceased.sex",
    }  # fmt: skip
    assert citizen.visit().cards == {Whose.DECEASED: OTHER_CARD}


def test_a_disputed_card_leaves_no_fact() -> None:
    citizen = at_confirm()
    citizen.happens(Chosen("not_mine"))
    assert isinstance(citizen.now(), Answering)
    assert citizen.visit().facts == {}


def test_without_a_card_everything_is_typed() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(SkipPressed())
    asked = citizen.answers_all()
    assert {"visitor_name", "deceased_name", "visitor_address"} <= set(asked)
    assert len(asked) == len(set(asked)), "no question twice"
    assert citizen.now() == Reviewing()


def test_back_shows_the_previous_answer_selected() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(SkipPressed(), Chosen("child"), NextPressed())
    second = citizen.now()
    citizen.happens(BackPressed())
    situation = citizen.now()
    assert isinstance(situation, Answering)
    assert situation.question == "relation"
    assert getattr(situation.draft, "selected", None) == "child"
    citizen.happens(NextPressed())
    assert citizen.now() == second


def test_back_and_change_keeps_the_others() -> None:
    # Of a husband with a pension of his own nobody asks whether they were married.
    citizen = at_review({**FACTS, "deceased.pension": "kousei"})
    before = dict(citizen.visit().facts)
    citizen.happens(EditPressed("relation"), Chosen("child"), NextPressed())
    assert citizen.now() == Reviewing()
    assert citizen.visit().facts == {
        **before,
        "visitor.relation": Known("child", Source.CITIZEN),
    }


def test_edit_and_back_changes_nothing() -> None:
    citizen = at_review()
    before = citizen.visit().facts
    citizen.happens(EditPressed("relation"), Chosen("child"), BackPressed())
    assert citizen.now() == Reviewing()
    assert citizen.visit().facts == before


def test_a_change_that_needs_more_asks_only_that() -> None:
    citizen = Citizen({**FACTS, "funeral.stage": "to_come"})
    citizen.starts()
    citizen.happens(SkipPressed())
    citizen.answers_all()
    citizen.facts = FACTS
    citizen.happens(EditPressed("funeral_stage"))
    citizen.answers()
    opened = citizen.answers_all()
    assert "funeral_date" in opened
    assert "relation" not in opened
    assert citizen.now() == Reviewing()


def test_i_do_not_know_is_an_answer() -> None:
    citizen = at_review()
    assert citizen.visit().facts["deceased.pension"] == DontKnow()


def test_another_event_drops_the_answers_of_the_first() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(SkipPressed(), Chosen("child"), NextPressed(), BackPressed(), BackPressed())
    assert citizen.now() == WaitingForCard()
    citizen.happens(BackPressed(), Chosen("certificates"), NextPressed())
    assert citizen.visit().facts == {}


def test_the_order_at_the_end_to_the_office() -> None:
    citizen = at_review()
    visit = citizen.state.visit
    effects = citizen.happens(NextPressed())
    assert SealAndCommit(visit) in effects
    effects = citizen.happens(Committed())
    assert citizen.visit().delivery is Delivery.STORED
    assert WatchDelivery(SESSION) in effects
    assert PrintReceipt(citizen.state.visit) in effects
    assert not any(isinstance(effect, PrintForms) for effect in effects)
    citizen.happens(Delivered(), ReceiptPrinted())
    assert citizen.now() == ResultShown()
    assert citizen.visit().delivery is Delivery.DELIVERED
    citizen.happens(NextPressed())
    assert citizen.now() == TakingThings()
    effects = citizen.happens(CardRemoved(), NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)
    assert EndSession(EndReason.FINISHED) in effects
    assert citizen.visit().facts == {}


def printing() -> Citizen:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(Begun("027", 5), SkipPressed())
    citizen.answers_all()
    citizen.happens(NextPressed(), Committed())
    assert citizen.now() == Finishing(FinishStep.PRINTING, 0, 1)
    return citizen


def test_the_order_at_the_end_with_paper() -> None:
    citizen = printing()
    effects = citizen.happens(PrintProgressed(1, 1), PrintSettled("printed"))
    assert PrintReceipt(citizen.state.visit) in effects
    citizen.happens(ReceiptPrinted())
    assert citizen.now() == ResultShown()


def test_paper_out_calls_staff_waits_and_goes_on_by_itself() -> None:
    citizen = printing()
    effects = citizen.happens(PrintHeld("printer.out_of_paper"))
    assert CallStaff("printer.out_of_paper") in effects
    assert isinstance(citizen.now(), InTrouble)
    assert citizen.happens(PrintHeld("printer.out_of_paper")) == ()
    citizen.happens(PrintProgressed(1, 1, (0,)))
    assert citizen.now() == Finishing(FinishStep.PRINTING, 1, 1, out=(0,))


def test_without_paper_the_number_is_enough() -> None:
    citizen = printing()
    citizen.happens(PrintHeld("printer.unreachable"))
    assert AbandonPrinting() in citizen.happens(TroubleKeyPressed("without_paper"))
    assert citizen.now() == ResultShown(paper=False)
    citizen.happens(PrintSettled("not_sent"))
    assert citizen.now() == ResultShown(paper=False)


def test_a_paper_in_doubt_is_a_question_and_yes_ends_it() -> None:
    citizen = printing()
    effects = citizen.happens(PrintSettled("unknown", doubtful=(0,)))
    assert CallStaff("session.print_unknown") in effects
    question = citizen.now()
    assert isinstance(question, InTrouble)
    assert question.code == "session.print_unknown"
    effects = citizen.happens(TroubleKeyPressed("paper_came"))
    assert NotePapers((0,), ()) in effects
    assert PrintReceipt(citizen.state.visit) in effects
    assert citizen.now() == Finishing(FinishStep.RECEIPT, 1, 1, out=(0,))


def test_only_a_person_prints_again_and_only_what_is_missing() -> None:
    citizen = printing()
    citizen.happens(PrintSettled("unknown", out=(0, 3), doubtful=(1, 2), missing=(4,)))
    effects = citizen.happens(TroubleKeyPressed("paper_came"))
    assert NotePapers((1,), ()) in effects
    effects = citizen.happens(TroubleKeyPressed("paper_missing"))
    assert NotePapers((), (2,)) in effects
    assert not any(isinstance(effect, PrintForms) for effect in effects)
    told = citizen.now()
    assert isinstance(told, InTrouble)
    assert told.code == "session.print_missing"
    assert PrintForms(citizen.state.visit, (2, 4)) in citizen.happens(
        TroubleKeyPressed("print_again")
    )
    citizen.happens(PrintSettled("printed", out=(2, 4)))
    assert citizen.now() == Finishing(FinishStep.RECEIPT, 0, 0, out=(2, 4))


def test_a_spooler_is_asked_about_once_for_all() -> None:
    citizen = printing()
    citizen.happens(PrintSettled("handed_over", doubtful=(0, 1, 2)))
    effects = citizen.happens(TroubleKeyPressed("paper_came"))
    assert NotePapers((0, 1, 2), ()) in effects
    assert PrintReceipt(citizen.state.visit) in effects


def noted(effects: tuple[Effect, ...]) -> list[Effect]:
    return [effect for effect in effects if isinstance(effect, NotePapers)]


def test_a_spooler_that_left_something_out_is_asked_one_by_one() -> None:
    citizen = printing()
    citizen.happens(PrintSettled("handed_over", doubtful=(0, 1)))
    assert not noted(citizen.happens(TroubleKeyPressed("paper_missing")))
    assert noted(citizen.happens(TroubleKeyPressed("paper_came"))) == [NotePapers((0,), ())]
    assert noted(citizen.happens(TroubleKeyPressed("paper_missing"))) == [NotePapers((), (1,))]
    told = citizen.now()
    assert isinstance(told, InTrouble)
    assert told.code == "session.print_missing"


def test_what_was_never_sent_is_printed_when_somebody_says_so() -> None:
    citizen = printing()
    citizen.happens(PrintSettled("not_sent", missing=(0,)))
    told = citizen.now()
    assert isinstance(told, InTrouble)
    assert told.code == "session.print_not_sent"
    citizen.happens(TroubleKeyPressed("without_paper"))
    assert citizen.now() == ResultShown(paper=False)


def test_going_without_the_rest_tells_what_is_out() -> None:
    citizen = printing()
    citizen.happens(PrintProgressed(1, 3, (0,)), PrintHeld("printer.jam"))
    citizen.happens(TroubleKeyPressed("without_paper"))
    assert citizen.now() == ResultShown(paper=False, out=(0,))
    citizen.happens(PrintSettled("unknown", out=(0, 1), doubtful=(2,)))
    assert citizen.now() == ResultShown(paper=False, out=(0, 1))


def test_a_lost_worker_does_not_hold_the_citizen() -> None:
    citizen = printing()
    citizen.happens(PrintFailed("session.printer_worker_away"))
    citizen.happens(TroubleKeyPressed("without_paper"))
    assert isinstance(citizen.now(), ResultShown)


def test_a_receipt_that_fails_leaves_the_screen() -> None:
    citizen = at_review()
    citizen.happens(NextPressed(), Committed(), ReceiptFailed("session.print_not_sent"))
    assert citizen.now() == ResultShown(paper=False)


def test_a_failed_commit_is_tried_again_with_the_same_session() -> None:
    citizen = at_review()
    citizen.happens(NextPressed(), CommitFailed("sync.store_failed"))
    assert isinstance(citizen.now(), InTrouble)
    effects = citizen.happens(TroubleKeyPressed("try_again"))
    assert [type(effect) for effect in effects] == [SealAndCommit]
    citizen.happens(Committed())
    assert citizen.visit().delivery is Delivery.STORED


def test_a_commit_that_was_said_to_fail_but_did_not() -> None:
    citizen = at_review()
    citizen.happens(NextPressed(), CommitFailed("sync.keeper_unreachable"), Committed())
    assert citizen.now() == Finishing(FinishStep.RECEIPT)


def test_no_number_is_said_before_typing_and_again_at_the_end() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(BeginFailed("sync.store_full"))
    assert isinstance(citizen.now(), InTrouble)
    assert BeginSession(SESSION) in citizen.happens(TroubleKeyPressed("try_again"))
    assert citizen.now() == WaitingForCard()
    citizen.happens(SkipPressed())
    citizen.answers_all()
    assert BeginSession(SESSION) in citizen.happens(NextPressed())
    assert citizen.now() == Finishing(FinishStep.RESERVING)
    assert [type(effect) for effect in citizen.happens(Begun("028", 6))][:1] == [SealAndCommit]


def test_idle_asks_then_forgets() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(SkipPressed(), Chosen("child"), NextPressed(), IdleElapsed(59))
    assert citizen.idle_left() is None
    citizen.happens(IdleElapsed(70))
    assert citizen.idle_left() == 20
    citizen.happens(StayPressed())
    assert citizen.idle_left() is None
    effects = citizen.happens(IdleElapsed(90))
    assert citizen.now() == SessionEnded(EndReason.IDLE)
    assert EndSession(EndReason.IDLE) in effects
    assert citizen.visit().facts == {}


def test_idle_is_slower_when_staff_was_called() -> None:
    citizen = Citizen()
    citizen.starts()
    assert CallStaff() in citizen.happens(StaffPressed())
    citizen.happens(IdleElapsed(179))
    assert citizen.idle_left() is None
    citizen.happens(IdleElapsed(180))
    assert citizen.idle_left() == 30


def test_work_has_its_own_watchdog() -> None:
    citizen = at_pin()
    citizen.happens(PinEdited(4), NextPressed(), IdleElapsed(44))
    assert citizen.now() == ReadingCard()
    citizen.happens(IdleElapsed(45))
    assert isinstance(citizen.now(), InTrouble)
    citizen = printing()
    citizen.happens(IdleElapsed(world().settings.finishing_seconds))
    assert isinstance(citizen.now(), InTrouble)
    citizen.happens(TroubleKeyPressed("without_paper"))
    assert isinstance(citizen.now(), ResultShown)


def test_the_language_changes_nothing_else() -> None:
    citizen = at_review()
    before = citizen.state
    citizen.happens(LanguageChosen("en"))
    assert citizen.state == replace(before, visit=replace(before.visit, language="en"))
    citizen.happens(LanguageChosen("tlh"))
    assert citizen.visit().language == "en"


def test_quitting_at_the_purpose_ends() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(BackPressed())
    assert citizen.now() == ChoosingEvent("okuyami")
    citizen.happens(BackPressed())
    assert citizen.now() == SessionEnded(EndReason.STOPPED)


def at_result() -> Citizen:
    citizen = at_review()
    citizen.happens(NextPressed(), Committed(), Delivered(), ReceiptPrinted())
    assert citizen.now() == ResultShown()
    return citizen


def test_the_reasons_are_printed_when_asked_for_and_once() -> None:
    citizen = at_result()
    effects = citizen.happens(ReasonsPressed())
    assert PrintReasons(citizen.state.visit) in effects
    assert not any(isinstance(e, PrintReasons) for e in citizen.happens(ReasonsPressed()))
    citizen.happens(NextPressed())  # a sheet about the citizen is on its way
    assert citizen.now() == ResultShown(reasons=ReasonsSheet.PRINTING)
    assert citizen.state.complaint == "working"
    citizen.happens(ReasonsPrinted())
    assert citizen.now() == ResultShown(reasons=ReasonsSheet.PRINTED)
    assert not any(isinstance(e, PrintReasons) for e in citizen.happens(ReasonsPressed()))
    citizen.happens(NextPressed())
    assert citizen.now() == TakingThings()
    citizen.happens(CardRemoved(), NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)


def test_reasons_that_do_not_come_out_are_called_off_and_left_to_the_counter() -> None:
    citizen = at_result()
    citizen.happens(ReasonsPressed())
    effects = citizen.happens(ReasonsFailed("printer.out_of_paper"))
    assert AbandonPrinting() in effects
    failed = ResultShown(reasons=ReasonsSheet.FAILED)
    assert citizen.now() == failed
    assert citizen.happens(ReasonsFailed("session.print_cancelled")) == ()
    assert citizen.happens(ReasonsPressed()) == ()
    assert citizen.now() == failed
    citizen.happens(NextPressed())
    assert citizen.now() == TakingThings()
    citizen.happens(CardRemoved(), NextPressed())
    assert citizen.now() == SessionEnded(EndReason.FINISHED)


def test_rules_that_do_not_hold_today_are_not_used() -> None:
    ended = replace(pack(), valid_until=date(2026, 11, 20))
    for today, refused in ((date(2026, 11, 20), False), (date(2026, 11, 21), True)):
        there = World(ended, today, SessionSettings(practice=True))
        state, effects = reduce(initial(SESSION), StartPressed(), there)
        if not refused:
            assert state.situation == ChoosingEvent()
            continue
        code = "session.pack_not_in_force"
        assert state.situation == InTrouble(code, AttractShown(), (Remedy.CALL_STAFF, Remedy.END))
        assert CallStaff(code) in effects
        for language in ("ja", "en"):
            assert build_view(state, there, wording(), language)["title"]
        left, _ = reduce(state, TroubleKeyPressed("end"), there)
        assert left.situation == SessionEnded(EndReason.STOPPED)
