"""What is done about an event in every situation but the last: language, staff, the reader, time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from kiosk.session import (
    access_steps,
    card_steps,
    finishing,
)
from kiosk.session.events import (
    AssistChanged,
    BeginFailed,
    Begun,
    Delivered,
    IdleElapsed,
    LanguageChosen,
    LookChosen,
    ReaderFound,
    ReaderLost,
    SheetTurned,
    StaffPressed,
    StayPressed,
    StopPressed,
)
from kiosk.session.states import (
    AttractShown,
    EndReason,
    EnteringCardNumbers,
    EnteringPin,
    Finishing,
    InTrouble,
    ReadingCard,
    ReasonsSheet,
    ResultShown,
    SessionState,
)
from kiosk.session.step import Step, call_staff, end, stay
from kiosk.session.world import World

AnywhereHandler: TypeAlias = Callable[[SessionState, Any, World], Step]


def _staff(state: SessionState, _event: StaffPressed, _world: World) -> Step:
    return call_staff(state)


def _stay(state: SessionState, _event: StayPressed, _world: World) -> Step:
    return stay(state)


def _stop(state: SessionState, _event: StopPressed, _world: World) -> Step:
    return end(state, EndReason.STOPPED)


def _assist(state: SessionState, event: AssistChanged, world: World) -> Step:
    changed = replace(state, visit=replace(state.visit, assisted=event.on))
    if isinstance(state.situation, InTrouble):
        return card_steps.assist_began(changed, state.situation, world)
    return stay(changed)


def _reader_found(state: SessionState, _event: ReaderFound, _world: World) -> Step:
    return stay(replace(state, visit=replace(state.visit, reader_ready=True)))


def _reader_lost(state: SessionState, _event: ReaderLost, world: World) -> Step:
    visit = replace(state.visit, reader_ready=False, card_on_reader=False)
    lost = replace(state, visit=visit)
    if isinstance(state.situation, EnteringPin | EnteringCardNumbers | ReadingCard):
        return card_steps.card_trouble(lost, card_steps.reader_missing(), world)
    return stay(lost)


def _idle(state: SessionState, event: IdleElapsed, world: World) -> Step:
    """Nobody touches: ask, then forget.  While the machine works its own limits count."""
    settings = world.settings
    match state.situation:
        case AttractShown():
            played = event.seconds >= settings.idle_seconds
            return stay(access_steps.forgotten(state) if played else state)
        case ReadingCard():
            if event.seconds < settings.reading_seconds:
                return stay(state)
            return card_steps.card_trouble(state, card_steps.card_hung(), world)
        case Finishing():
            if event.seconds < settings.finishing_seconds:
                return stay(state)
            return finishing.too_slow(state)
        case ResultShown(reasons=ReasonsSheet.PRINTING) if (
            event.seconds < settings.finishing_seconds
        ):
            return stay(state)  # a sheet about somebody who is gone must not come out
        case _:
            slow = access_steps.patience(state)
            quiet = settings.idle_seconds * (3 if state.visit.staff_called else slow)
            warning = settings.warning_seconds * slow
            left = quiet + warning - event.seconds
            if left <= 0:
                return end(state, EndReason.IDLE)
            shown = left if left <= warning else None
            return stay(replace(state, idle_left=shown))


ANYWHERE: Mapping[type, AnywhereHandler] = {
    LanguageChosen: access_steps.choose_language,
    LookChosen: access_steps.choose_look,
    SheetTurned: access_steps.turn_sheet,
    StaffPressed: _staff,
    StayPressed: _stay,
    StopPressed: _stop,
    AssistChanged: _assist,
    ReaderFound: _reader_found,
    ReaderLost: _reader_lost,
    Begun: finishing.begun,
    BeginFailed: finishing.begin_failed,
    Delivered: finishing.delivered,
    IdleElapsed: _idle,
}
