"""Going away: take the card and the sheets along, say how it was; and what the one before left lying there."""

from __future__ import annotations

from dataclasses import replace

from kiosk.failures import SessionFailureCode
from kiosk.session.effects import Audit, TellPaper
from kiosk.session.events import (
    CardInserted,
    CardRemoved,
    Chosen,
    Event,
    NextPressed,
    Presented,
    PrintProgressed,
    PrintSettled,
    ReasonsPrinted,
    ReceiptPrinted,
)
from kiosk.session.states import (
    AskingSurvey,
    AttractShown,
    EndReason,
    SessionEnded,
    SessionState,
    TakingThings,
    ThingsLeft,
)
from kiosk.session.step import Step, call_staff, complain, end, go, stay
from kiosk.session.world import LeftPaper, World

_NOT_SENT = "not_sent"
SURVEY_CHOICES = 5
"""The most that stand on one screen; a city's wording may have fewer."""


def go_out(state: SessionState, world: World) -> Step:
    """Nothing left behind: the survey, or the end."""
    visit = state.visit
    if visit.card_on_reader or visit.paper_out:
        return go(state, TakingThings())
    event = visit.event
    quiet = event is None or world.pack.events[event].palette == "quiet"
    if world.settings.survey and not quiet and not isinstance(state.situation, AskingSurvey):
        return go(state, AskingSurvey())
    return end(state, EndReason.FINISHED)


def card_taken(state: SessionState, _at: TakingThings, _event: CardRemoved, world: World) -> Step:
    """Felt by the reader; the sheets are not."""
    return go_out(state, world)


def card_put_back(
    state: SessionState, _at: TakingThings, _event: CardInserted, _world: World
) -> Step:
    """It has to be taken first, and the screen says so."""
    return go(state, TakingThings())


def things_taken(state: SessionState, _at: TakingThings, _event: NextPressed, world: World) -> Step:
    """取りました: believed for sheets, felt for the card."""
    if state.visit.card_on_reader:
        return complain(state, "take-card")
    taken = replace(state, visit=replace(state.visit, paper_out=False))
    after, effects = go_out(taken, world)
    return after, (TellPaper(out=False), *effects)


def rated(state: SessionState, _at: AskingSurvey, event: Chosen, _world: World) -> Step:
    """One touch: counted, and over."""
    if event.value not in {str(n) for n in range(1, SURVEY_CHOICES + 1)}:
        return stay(state)
    over, effects = end(state, EndReason.FINISHED)
    return over, (Audit(f"survey.{event.value}"), *effects)


def not_rated(state: SessionState, _at: AskingSurvey, _event: NextPressed, _world: World) -> Step:
    """答えずにおわる."""
    return end(state, EndReason.FINISHED)


def presented(state: SessionState, _at: AttractShown, event: Presented, _world: World) -> Step:
    """On the panel from now on: first see what lies there."""
    state = replace(state, visit=replace(state.visit, paper_out=event.paper_left))
    if not (event.paper_left or state.visit.card_on_reader):
        return stay(state)
    called, calls = call_staff(state, SessionFailureCode.THINGS_LEFT)
    shown, effects = go(called, ThingsLeft(), Audit("things_left"))
    return shown, (*calls, *effects)


def left_card_taken(
    state: SessionState, _at: ThingsLeft, _event: CardRemoved, _world: World
) -> Step:
    """By whoever came back for it, or by staff."""
    return stay(state) if state.visit.paper_out else _free(state)


def left_card_again(
    state: SessionState, _at: ThingsLeft, _event: CardInserted, _world: World
) -> Step:
    """Still, or again: nobody begins."""
    return go(state, ThingsLeft())


def left_paper_gone(
    state: SessionState, _at: ThingsLeft, _event: NextPressed, world: World
) -> Step:
    """The tray is empty: said by anybody, or where the city wants it only by staff."""
    if state.visit.card_on_reader:
        return complain(state, "take-card")
    if world.settings.left_paper is LeftPaper.STAFF and not state.visit.assisted:
        return complain(state, "staff-looks")
    free, effects = _free(state)
    return free, (TellPaper(out=False), *effects)


def with_paper(event: Event, step: Step) -> Step:
    """A sheet lies in the tray from here on, or may: whoever comes next must not find it."""
    state, effects = step
    if state.visit.paper_out or isinstance(state.situation, SessionEnded) or not _comes_out(event):
        return step
    out = replace(state, visit=replace(state.visit, paper_out=True))
    return out, (*effects, TellPaper(out=True))


def _comes_out(event: Event) -> bool:
    match event:
        case PrintProgressed(done=done):
            return done > 0
        case PrintSettled(outcome=outcome):
            return outcome != _NOT_SENT
        case ReceiptPrinted() | ReasonsPrinted():
            return True
        case _:
            return False


def _free(state: SessionState) -> Step:
    visit = replace(state.visit, paper_out=False, staff_called=False)
    return go(replace(state, visit=visit), AttractShown())
