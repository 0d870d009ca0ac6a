"""From the attract screen to the card: start, life event."""

from __future__ import annotations

from dataclasses import replace

from kiosk.failures import SessionFailureCode
from kiosk.session.card_steps import after_event
from kiosk.session.effects import Audit, BeginSession
from kiosk.session.events import BackPressed, Chosen, NextPressed, StartPressed
from kiosk.session.states import AttractShown, ChoosingEvent, EndReason, Remedy, SessionState
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
