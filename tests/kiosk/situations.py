"""One state of each situation and one event of each kind, for walks over all pairs."""

from __future__ import annotations

import base64
from dataclasses import replace

from cardreader.cards.verified_read import Pictures
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import VERIFIED
from forms.facts.values import Known, Source
from kiosk.session import events as e
from kiosk.session.findings import BoxFinding
from kiosk.session.prepared import Made, PreparedCase
from kiosk.session.staff.events import (
    BadgeShown,
    CodeEdited,
    CodeRefused,
    DeskKeyPressed,
    HealthTold,
    TestPageTold,
)
from kiosk.session.states import (
    Answering,
    ReadingCard,
    SessionState,
)
from tests.kiosk.walk import CARD, TODAY, Citizen, world

FINDINGS = (
    BoxFinding("form.glyph_missing", ("deceased.name",), ("邉\U000e01e0",), ("kokuho_soshitsu",)),
    BoxFinding("form.too_long", ("visitor.address",), (), ("kokuho_soshitsu", "card_henno")),
)
"""Typed by the citizen, so that each can be corrected."""


CASE = PreparedCase(
    Made.LEFT,
    "okuyami",
    TODAY,
    {
        "visitor.relation": Known("spouse", Source.CITIZEN),
        "visitor.name": Known("吉﨑　恵美子", Source.CITIZEN),
        "visitor.name_kana": Known("ヨシザキ　エミコ", Source.CITIZEN),
    },
    ("relation", "visitor_name"),
    "吉﨑　恵美子",
    CARD.birth.value,
)
"""Of the visitor whose card the walk has."""


PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""One white pixel."""


def one_of_each_situation() -> list[SessionState]:
    """Reached by walking, so that each is a state that can happen."""
    citizen = Citizen()
    citizen.starts()
    citizen.happens(e.Begun("027", 1), e.CardInserted(), e.CardChecked(3), e.PinEdited(4))
    citizen.happens(e.NextPressed())
    reading = citizen.state
    assert isinstance(reading.situation, ReadingCard)
    citizen.happens(e.CardRead(CARD), e.Chosen("visitor"), e.NextPressed(), e.NextPressed())
    citizen.answers_all()
    citizen.happens(e.NextPressed(), e.Committed(), e.ReceiptPrinted(), e.NextPressed())
    odd = Citizen()
    odd.starts()
    odd.happens(e.Begun("027", 1), e.SkipPressed())
    odd.answers_all()
    odd.happens(e.NextPressed(), e.BoxesQuestioned(FINDINGS))
    citizen.happens(e.CardRemoved(), e.NextPressed())
    found: dict[type, SessionState] = {type(odd.state.situation): odd.state}
    for state in citizen.states:
        found.setdefault(type(state.situation), state)
    seeking = Citizen()
    seeking.happens(e.StartPressed(), e.SearchPressed(), e.KeyTyped("し"))
    found[type(seeking.state.situation)] = seeking.state
    rated = Citizen(at=replace(world(), settings=replace(world().settings, survey=True)))
    rated.starts("certificates")
    rated.happens(e.Begun("027", 1), e.SkipPressed())
    rated.answers_all()
    rated.happens(e.NextPressed(), e.Committed(), e.PrintSettled("not_sent"))
    rated.happens(e.TroubleKeyPressed("without_paper"), e.NextPressed())
    found[type(rated.state.situation)] = rated.state
    returning = Citizen()
    returning.happens(e.CaseScanned(replace(CASE, made=Made.HOME)), e.SkipPressed())
    found[type(returning.state.situation)] = returning.state
    going = Citizen(at=replace(world(), settings=replace(world().settings, takeaway=True)))
    going.starts()
    going.happens(e.SkipPressed(), e.LeavePressed(), e.TroubleKeyPressed("take_along"))
    found[type(going.state.situation)] = going.state
    late = Citizen()
    late.happens(e.CardInserted(), e.Presented())
    found[type(late.state.situation)] = late.state
    troubled = Citizen()
    troubled.starts()
    troubled.happens(e.CardInserted(), e.CardFailed(CardFailure(CardFailureCode.UNREADABLE)))
    found[type(troubled.state.situation)] = troubled.state
    helped = Citizen()
    helped.starts()
    helped.happens(e.AssistChanged(on=True), e.CardInserted(), e.CardChecked(3, 10))
    helped.happens(e.SkipPressed(), e.KeyTyped("2"))
    found[type(helped.state.situation)] = helped.state
    pictured = replace(CARD, pictures=Pictures(PNG, PNG, None, VERIFIED))
    compared = Citizen()
    compared.starts()
    compared.happens(e.Begun("027", 1), e.CardInserted(), e.CardChecked(3, 10), e.PinEdited(4))
    compared.happens(e.NextPressed(), e.CardRead(pictured), e.Chosen("visitor"))
    compared.happens(e.NextPressed(), e.Chosen("letter.﨑"))
    found[type(compared.state.situation)] = compared.state
    return list(found.values())


def one_of_each_question() -> list[SessionState]:
    """The state at every question of both events, fresh and filled in."""
    states: dict[tuple[str, bool], SessionState] = {}
    for event in ("okuyami", "certificates"):
        citizen = Citizen()
        citizen.starts(event)
        citizen.happens(e.Begun("027", 1), e.SkipPressed())
        citizen.answers_all()
        previous = None
        for state in citizen.states:
            if isinstance(state.situation, Answering):
                question = state.situation.question
                states.setdefault((question, False), state)
                if question == previous:
                    states[question, True] = state
                previous = question
    return list(states.values())


def one_of_each_event() -> list[e.Event]:
    """Plausible arguments."""
    return [
        e.StartPressed(),
        e.Chosen("okuyami"),
        e.NextPressed(),
        e.BackPressed(),
        e.StaffPressed(),
        e.LanguageChosen("en"),
        e.LookChosen("text.1.6"),
        e.SheetTurned("looks"),
        e.SkipPressed(),
        e.StayPressed(),
        e.StopPressed(),
        e.EditPressed("relation"),
        e.AddPressed(),
        e.RemovePressed("a"),
        e.SearchPressed(),
        e.LeavePressed(),
        e.CaseScanned(CASE),
        e.CodeUnreadable(),
        e.TakeawaySettled(printed=True),
        e.KeyTyped("1"),
        e.KeyboardChosen("latin"),
        e.FieldChosen("year"),
        e.EraChosen("showa"),
        e.CandidateChosen("0"),
        e.TroubleKeyPressed("without_card"),
        e.PinEdited(2),
        e.ReaderLost(),
        e.ReaderFound(),
        e.CardInserted(),
        e.CardRemoved(),
        e.AssistChanged(on=True),
        e.CardChecked(3, 10),
        e.CardRead(CARD),
        e.CardFailed(CardFailure(CardFailureCode.PIN_WRONG, 2)),
        e.Begun("027", 1),
        e.BeginFailed("sync.keeper_unreachable"),
        e.Committed(),
        e.CommitFailed("sync.store_failed"),
        e.BoxesQuestioned(FINDINGS),
        e.Delivered(),
        e.PrintProgressed(1, 2),
        e.PrintHeld("printer.out_of_paper"),
        e.PrintSettled("printed"),
        e.PrintFailed("session.printer_worker_away"),
        e.ReceiptPrinted(),
        e.ReceiptFailed("session.printer_worker_away"),
        e.ReasonsPressed(),
        e.ReasonsPrinted(),
        e.ReasonsFailed("session.printer_worker_away"),
        e.Converted("やまだ", ("山田",)),
        e.AddressFound("5600001", "大阪府豊中市北緑丘"),
        e.Presented(),
        e.IdleElapsed(65),
        BadgeShown("A1"),
        CodeEdited(2),
        CodeRefused(2),
        DeskKeyPressed("close"),
        HealthTold(()),
        TestPageTold(printed=True),
    ]
