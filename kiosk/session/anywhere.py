"""What is done about an event in every situation but the last: language, staff, the reader, time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias

from kiosk.session import (
    access_steps,
    card_steps,
    finishing,
    prepared_steps,
)
from kiosk.session.events import (
    AssistChanged,
    BeginFailed,
    Begun,
    CaseScanned,
    CodeUnreadable,
    Delivered,
    Event,
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
from kiosk.session.staff import steps as staff
from kiosk.session.staff.events import (
    BadgeShown,
    CodeEdited,
    CodeRefused,
    DeskKeyPressed,
    HealthTold,
    TestPageTold,
)
from kiosk.session.states import (
    AskingSurvey,
    AttractShown,
    EndReason,
    EnteringCardNumbers,
    EnteringPin,
    Finishing,
    KeepingCase,
    ReadingCard,
    ReasonsSheet,
    ResultShown,
    SessionState,
    ThingsLeft,
)
from kiosk.session.step import Step, call_staff, end, stay
from kiosk.session.world import World

AnywhereHandler: TypeAlias = Callable[[SessionState, Any, World], Step]


def _staff(state: SessionState, _event: StaffPressed, _world: World) -> Step:
    """Who stands beside the citizen already has the desk behind this key."""
    return staff.opened(state) if state.visit.assisted else call_staff(state)


def _stay(state: SessionState, _event: StayPressed, _world: World) -> Step:
    return stay(state)


def _stop(state: SessionState, _event: StopPressed, _world: World) -> Step:
    return end(state, EndReason.STOPPED)


def _nothing(state: SessionState, _event: Event, _world: World) -> Step:
    """A touch of the staff's layer that came after it was closed."""
    return stay(state)


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
    closed = staff.left_alone(state, event.seconds)
    if closed is not None:
        return closed
    match state.situation:
        case AttractShown() if not state.visit.assisted and event.seconds >= settings.idle_seconds:
            return stay(access_steps.forgotten(state))
        case AttractShown() | ThingsLeft() if (
            state.visit.assisted and event.seconds > settings.idle_seconds
        ):
            return staff.assist_changed(state, AssistChanged(on=False), world)
        case AttractShown() | ThingsLeft():
            return stay(state)
        case AskingSurvey():
            over = event.seconds >= settings.survey_seconds
            return end(state, EndReason.FINISHED) if over else stay(state)
        case ReadingCard():
            if event.seconds < settings.reading_seconds:
                return stay(state)
            return card_steps.card_trouble(state, card_steps.card_hung(), world)
        case KeepingCase() as at:
            slow = event.seconds >= settings.reading_seconds * 2
            return prepared_steps.keeping_slow(state, at, world) if slow else stay(state)
        case Finishing():
            if event.seconds < settings.finishing_seconds:
                return stay(state)
            return finishing.too_slow(state)
        case ResultShown(reasons=ReasonsSheet.PRINTING) if (
            event.seconds < settings.finishing_seconds
        ):
            return stay(state)  # a sheet about somebody who is gone must not come out
        case _:
            beside = state.visit.staff_called or state.visit.assisted
            quiet = settings.idle_seconds * (3 if beside else access_steps.patience(state))
            warning = settings.warning_seconds * access_steps.patience(state)
            left = quiet + warning - event.seconds
            if left <= 0:
                return end(state, EndReason.IDLE)
            shown = left if left <= warning else None
            # The same state while nothing is to be said: what was foreseen from it still holds.
            return stay(state if state.idle_left == shown else replace(state, idle_left=shown))


ANYWHERE: Mapping[type, AnywhereHandler] = {
    LanguageChosen: access_steps.choose_language,
    LookChosen: access_steps.choose_look,
    SheetTurned: access_steps.turn_sheet,
    StaffPressed: _staff,
    StayPressed: _stay,
    StopPressed: _stop,
    AssistChanged: staff.assist_changed,
    ReaderFound: _reader_found,
    ReaderLost: _reader_lost,
    Begun: finishing.begun,
    BeginFailed: finishing.begin_failed,
    Delivered: finishing.delivered,
    IdleElapsed: _idle,
    CaseScanned: prepared_steps.case_scanned,
    CodeUnreadable: prepared_steps.code_unreadable,
    BadgeShown: staff.badge_shown,
    CodeEdited: _nothing,
    CodeRefused: staff.code_refused,
    DeskKeyPressed: _nothing,
    HealthTold: staff.health_told,
    TestPageTold: staff.test_page_told,
}
