"""Reading a prepared case and confirming it; leaving with one's answers on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from forms.facts.values import DontKnow, FactId, FactState, Known, Source
from kiosk.failures import SessionFailureCode
from kiosk.session import leaving
from kiosk.session.asking import facts_asked, parted
from kiosk.session.effects import Audit, PrintPrepared, TellPaper
from kiosk.session.events import (
    BackPressed,
    CaseScanned,
    Chosen,
    CodeUnreadable,
    LeavePressed,
    NextPressed,
    TakeawaySettled,
)
from kiosk.session.prepared import Made, PreparedCase
from kiosk.session.prepared_match import may_open
from kiosk.session.questions import forward
from kiosk.session.starting import leave_event
from kiosk.session.states import (
    Answering,
    AttractShown,
    ChoosingEvent,
    ConfirmingPrepared,
    InTrouble,
    KeepingCase,
    Remedy,
    Reviewing,
    SearchingEvent,
    SessionState,
    WaitingForCard,
)
from kiosk.session.step import Step, call_staff, complain, go, stay, trouble
from kiosk.session.visit import Visit, Whose
from kiosk.session.world import World

MOST_DAYS = 30
"""Older than this, families and addresses have changed: it is asked anew."""


def prepared_of(visit: Visit, today: date) -> PreparedCase:
    """What somebody who leaves takes along: their answers.  What a card said is read from the card again."""
    assert visit.event is not None
    own = {fact: state for fact, state in visit.facts.items() if state.source is not Source.CARD}
    card = visit.cards.get(Whose.VISITOR)
    name = card.name.value if card else _text(visit.facts.get("visitor.name"))
    born = card.birth.value if card else None
    said = visit.facts.get("visitor.birth")
    if born is None and isinstance(said, Known) and isinstance(said.value, date):
        born = said.value
    return PreparedCase(Made.LEFT, visit.event, today, own, visit.history, name, born)


def _text(state: FactState | None) -> str:
    return state.value if isinstance(state, Known) and isinstance(state.value, str) else ""


def usable(case: PreparedCase, world: World) -> bool:
    """Of an event that is offered here, and not too old; a day to come is a wrong clock."""
    return case.event in world.events() and (
        timedelta(0) <= world.today - case.day <= timedelta(days=MOST_DAYS)
    )


def confirmed(case: PreparedCase, visit: Visit, world: World) -> Visit:
    """The citizen has seen it all and said that it is right: now these are answers; a card's facts stay the card's."""
    pack = world.pack
    history = tuple(asking for asking in case.history if parted(asking)[0] in pack.questions)
    wanted = {fact for asking in history for fact in facts_asked(pack, asking)}
    said: dict[FactId, FactState] = {
        fact: _said(state) for fact, state in case.facts.items() if fact in wanted
    }
    merged: Mapping[FactId, FactState] = {**said, **visit.facts}
    return replace(visit, facts=dict(merged), history=history, prepared=None)


def _said(state: FactState) -> FactState:
    match state:
        case Known(value=value):
            return Known(value, Source.CITIZEN)
        case DontKnow():
            return DontKnow(Source.CITIZEN)
        case _:
            return state


def case_scanned(state: SessionState, event: CaseScanned, world: World) -> Step:
    """Kept until the card or staff open it; a code that comes in the middle of answers changes nothing."""
    case, visit = event.case, state.visit
    if not usable(case, world):
        return complain(state, "prepared-old")
    match state.situation:
        case AttractShown() | ChoosingEvent() | SearchingEvent():
            chosen = ChoosingEvent(case.event)
            kept = replace(state, visit=replace(visit, prepared=case), situation=chosen)
            moved, effects = leave_event(kept, chosen, NextPressed(), world)
            return replace(moved, complaint="prepared-read"), (Audit("prepared_read"), *effects)
        case WaitingForCard() if visit.event == case.event and not visit.history:
            kept = replace(state, visit=replace(visit, prepared=case))
            return replace(kept, complaint="prepared-read"), (Audit("prepared_read"),)
        case Answering() if visit.event == case.event and not visit.history:
            kept = replace(state, visit=replace(visit, prepared=case))
            return (
                forward(kept, world) if may_open(case, visit) else complain(kept, "prepared-staff")
            )
        case _:
            return stay(state)


def code_unreadable(state: SessionState, _event: CodeUnreadable, _world: World) -> Step:
    """No code of this city, or torn."""
    return complain(state, "prepared-unreadable")


def confirm_prepared(
    state: SessionState, _at: ConfirmingPrepared, _event: NextPressed, world: World
) -> Step:
    """合っている."""
    case = state.visit.prepared
    assert case is not None
    after, effects = forward(replace(state, visit=confirmed(case, state.visit, world)), world)
    return after, (Audit("prepared_confirmed"), *effects)


def refuse_prepared(
    state: SessionState, _at: ConfirmingPrepared, event: Chosen, world: World
) -> Step:
    """ちがう: all is asked."""
    if event.value != "not_mine":
        return stay(state)
    return forward(replace(state, visit=replace(state.visit, prepared=None)), world)


def back_from_prepared(
    state: SessionState, _at: ConfirmingPrepared, _event: BackPressed, _world: World
) -> Step:
    """To the card."""
    return go(state, WaitingForCard())


def want_to_leave(
    state: SessionState, _at: Answering | Reviewing, _event: LeavePressed, world: World
) -> Step:
    """Three ways: on with it, on paper, or all forgotten."""
    if not world.settings.takeaway:
        return stay(state)
    return trouble(state, SessionFailureCode.LEAVING, Remedy.GO_ON, Remedy.TAKE_ALONG, Remedy.END)


def solve_leaving(state: SessionState, at: InTrouble, remedy: Remedy) -> Step:
    """The keys of that question."""
    if remedy is Remedy.TAKE_ALONG:
        assert isinstance(at.came_from, Answering | Reviewing)
        keeping = KeepingCase(at.came_from)
        return go(state, keeping, PrintPrepared(state.visit), Audit("takeaway"))
    return go(state, at.came_from)


def takeaway_settled(
    state: SessionState, at: KeepingCase, event: TakeawaySettled, world: World
) -> Step:
    """On paper: the session is over here.  Not on paper: nothing is lost yet."""
    if event.printed:
        out = replace(state, visit=replace(state.visit, paper_out=True))
        after, effects = leaving.go_out(out, world)
        return after, (TellPaper(out=True), *effects)
    called, calls = call_staff(state, SessionFailureCode.LEFT_NOT_PRINTED)
    told, effects = trouble(
        called,
        SessionFailureCode.LEFT_NOT_PRINTED,
        Remedy.GO_ON,
        Remedy.CALL_STAFF,
        Remedy.END,
        came_from=at.origin,
    )
    return told, (*calls, *effects)


def keeping_slow(state: SessionState, at: KeepingCase, world: World) -> Step:
    """The watchdog of the printing."""
    return takeaway_settled(state, at, TakeawaySettled(printed=False), world)
