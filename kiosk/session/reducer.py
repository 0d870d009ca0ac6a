"""``reduce``: the whole session as one pure function.

Every pair of situation and event is in exactly one of three places: ``pairs.HANDLERS`` (by situation),
``anywhere.ANYWHERE`` (the same in every situation but the last), ``pairs.IGNORED`` (listed, with the reason).
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from kiosk.session import leaving
from kiosk.session.anywhere import ANYWHERE
from kiosk.session.effects import Effect
from kiosk.session.events import (
    AddPressed,
    BackPressed,
    CandidateChosen,
    CardInserted,
    CardRemoved,
    CaseScanned,
    Chosen,
    EditPressed,
    EraChosen,
    Event,
    FieldChosen,
    KeyboardChosen,
    KeyTyped,
    LanguageChosen,
    LeavePressed,
    LookChosen,
    NextPressed,
    PinEdited,
    ReasonsPressed,
    RemovePressed,
    SearchPressed,
    SheetTurned,
    SkipPressed,
    StaffPressed,
    StartPressed,
    StayPressed,
    TroubleKeyPressed,
)
from kiosk.session.pairs import HANDLERS, IGNORED
from kiosk.session.staff import steps as staff
from kiosk.session.staff.events import BadgeShown, CodeEdited, DeskKeyPressed
from kiosk.session.states import AttractShown, SessionEnded, SessionState
from kiosk.session.visit import Visit
from kiosk.session.world import World

_TOUCHES = frozenset(
    {
        StartPressed, Chosen, NextPressed, BackPressed, StaffPressed, LanguageChosen,
        LookChosen, SheetTurned, SkipPressed, StayPressed, EditPressed, AddPressed, RemovePressed, KeyTyped,
        KeyboardChosen, FieldChosen, EraChosen, CandidateChosen, TroubleKeyPressed, PinEdited,
        CardInserted, ReasonsPressed, SearchPressed, LeavePressed, CaseScanned, BadgeShown, CodeEdited, DeskKeyPressed,
    }
)  # fmt: skip

COVERED = frozenset(
    {
        StartPressed, Chosen, SkipPressed, EditPressed, AddPressed, RemovePressed, KeyTyped, KeyboardChosen,
        FieldChosen, EraChosen, CandidateChosen, TroubleKeyPressed, PinEdited, ReasonsPressed, SearchPressed,
        LeavePressed,
    }
)  # fmt: skip
"""Touches of the citizen's screen, which cannot be meant while the staff's layer lies over it."""


def initial(session: UUID, language: str = "ja") -> SessionState:
    """A new session before anybody is there."""
    return SessionState(Visit(session, language), AttractShown())


def reduce(
    state: SessionState, event: Event, world: World
) -> tuple[SessionState, tuple[Effect, ...]]:
    """The next state and what shall be done.  Raises ``KeyError`` for a pair that is nowhere listed: a bug."""
    situation, kind = type(state.situation), type(event)
    if state.staff is not None:
        if kind in COVERED or kind in staff.IGNORED[type(state.staff)]:
            return _noticed(state, event), ()
        handler = staff.HANDLERS.get((type(state.staff), kind))
        if handler is not None:
            return handler(_noticed(state, event), state.staff, event, world)
    if kind in IGNORED[situation]:
        return _noticed(state, event), ()
    state = _noticed(state, event)
    anywhere = ANYWHERE.get(kind)
    if anywhere is not None:
        return anywhere(state, event, world)
    step = HANDLERS[situation, kind](state, state.situation, event, world)
    return leaving.with_paper(event, step)


def _noticed(state: SessionState, event: Event) -> SessionState:
    """What every event tells, whatever is done about it: somebody is there; a card lies on the reader."""
    if isinstance(state.situation, SessionEnded):
        return state
    if type(event) in _TOUCHES and state.idle_left is not None:
        state = replace(state, idle_left=None)
    if isinstance(event, CardInserted | CardRemoved):
        lies = isinstance(event, CardInserted)
        visit = replace(state.visit, card_on_reader=lies, numbers_left=None)
        state = replace(state, visit=visit)
    return state
