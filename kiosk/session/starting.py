"""From the attract screen to the card: start, life event."""

from __future__ import annotations

from dataclasses import replace

from kiosk.failures import SessionFailureCode
from kiosk.session.card_steps import after_event
from kiosk.session.drafts.text_entry import (
    CANDIDATES_PER_PAGE,
    TextField,
    choose_keyboard,
    new_text_draft,
    press,
)
from kiosk.session.effects import Audit, BeginSession
from kiosk.session.events import (
    BackPressed,
    CandidateChosen,
    Chosen,
    KeyboardChosen,
    KeyTyped,
    NextPressed,
    SearchPressed,
    StartPressed,
)
from kiosk.session.search import found_events
from kiosk.session.states import (
    AttractShown,
    ChoosingEvent,
    EndReason,
    Remedy,
    SearchingEvent,
    SessionState,
)
from kiosk.session.step import Step, call_staff, complain, end, go, stay, trouble
from kiosk.session.world import World


def start(state: SessionState, _at: AttractShown, _event: StartPressed, world: World) -> Step:
    """A citizen is here.  Rules that do not hold today are worse than none: the counter takes over."""
    if not world.pack.in_force_on(world.today):
        called, effects = call_staff(state, SessionFailureCode.PACK_NOT_IN_FORCE)
        code = SessionFailureCode.PACK_NOT_IN_FORCE
        refused, more = trouble(called, code, Remedy.CALL_STAFF, Remedy.END)
        return refused, (*effects, *more)
    return go(state, ChoosingEvent(), Audit("started"))


def start_by_next(state: SessionState, at: AttractShown, _event: NextPressed, world: World) -> Step:
    """はじめる stands also at the place of つぎへ."""
    return start(state, at, StartPressed(), world)


def choose_event(state: SessionState, _at: ChoosingEvent, event: Chosen, world: World) -> Step:
    """Select a tile; the screen stays."""
    if event.value not in world.events():
        return stay(state)
    return go(state, ChoosingEvent(event.value))


def leave_event(state: SessionState, at: ChoosingEvent, _event: NextPressed, world: World) -> Step:
    """Fix the event; another event than before drops what was answered for it."""
    if at.selected is None:
        return complain(state, "choose-one")
    visit = state.visit
    if visit.event not in {None, at.selected}:
        visit = replace(visit, facts={}, history=(), cards={}, own_card=False)
    visit = replace(visit, event=at.selected)
    moved, effects = after_event(replace(state, visit=visit), world)
    return moved, (BeginSession(visit.session), Audit(f"event.{at.selected}"), *effects)


def stop(state: SessionState, _at: ChoosingEvent, _event: BackPressed, _world: World) -> Step:
    """やめる: nothing was entered yet."""
    return end(state, EndReason.STOPPED)


def open_search(
    state: SessionState, _at: ChoosingEvent, _event: SearchPressed, _world: World
) -> Step:
    """Words instead of pictures."""
    field = TextField("search", "search")
    return go(state, SearchingEvent(new_text_draft((field,))), Audit("search"))


def type_search(state: SessionState, at: SearchingEvent, event: KeyTyped, _world: World) -> Step:
    """What is found follows from what stands there; nothing is converted."""
    if event.key == "convert":
        return stay(state)
    return go(state, SearchingEvent(press(at.draft, event.key)))


def search_keyboard(
    state: SessionState, at: SearchingEvent, event: KeyboardChosen, _world: World
) -> Step:
    """Another layout."""
    return go(state, SearchingEvent(choose_keyboard(at.draft, event.keyboard)))


def take_found(
    state: SessionState, at: SearchingEvent, event: CandidateChosen, world: World
) -> Step:
    """The event that was meant: as if its picture had been touched, and つぎへ."""
    found = found_by(state, at, world)
    if not event.which.isascii() or not event.which.isdigit() or int(event.which) >= len(found):
        return stay(state)
    chosen = ChoosingEvent(found[int(event.which)])
    moved, effects = leave_event(replace(state, situation=chosen), chosen, NextPressed(), world)
    return moved, (Audit("search_found"), *effects)


def leave_search(
    state: SessionState, at: SearchingEvent, _event: NextPressed, world: World
) -> Step:
    """つぎへ takes the only one; else it says what to do."""
    found = found_by(state, at, world)
    if len(found) == 1:
        return take_found(state, at, CandidateChosen("0"), world)
    return complain(state, "choose-one" if found else "search-none")


def back_from_search(
    state: SessionState, _at: SearchingEvent, _event: BackPressed, _world: World
) -> Step:
    """To the pictures."""
    return go(state, ChoosingEvent())


def found_by(state: SessionState, at: SearchingEvent, world: World) -> tuple[str, ...]:
    """At most as many events as the screen has boxes for."""
    found = found_events(at.draft.current.text, world, state.visit.language)
    return found[:CANDIDATES_PER_PAGE]
