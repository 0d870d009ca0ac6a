"""What a handler gives back, and small moves that many handlers share."""

from __future__ import annotations

from collections import deque
from dataclasses import replace
from typing import Any, TypeAlias

from forms.facts.values import Facts
from forms.journey import Journey, derive
from kiosk.session.effects import Audit, CallStaff, Effect, EndSession, WipePin
from kiosk.session.states import (
    EndReason,
    EnteringPin,
    InTrouble,
    Remedy,
    Resting,
    SessionEnded,
    SessionState,
    Situation,
)
from kiosk.session.visit import Visit
from kiosk.session.world import World

Step: TypeAlias = tuple[SessionState, tuple[Effect, ...]]


def stay(state: SessionState, *effects: Effect) -> Step:
    """Nothing of the situation changes."""
    return state, effects


def go(state: SessionState, situation: Situation, *effects: Effect, **visit: Any) -> Step:
    """Enter ``situation``; ``visit`` are changed parts of the visit.  Leaving the keypad wipes it."""
    left_pin = isinstance(state.situation, EnteringPin) and not isinstance(situation, EnteringPin)
    wiping: tuple[Effect, ...] = (WipePin(),) if left_pin else ()
    fresh = replace(
        state, visit=replace(state.visit, **visit), situation=situation, complaint=None, sheet=None
    )
    return fresh, (*wiping, *effects)


def complain(state: SessionState, complaint: str, situation: Situation | None = None) -> Step:
    """つぎへ was touched too early: say why."""
    return replace(state, situation=situation or state.situation, complaint=complaint), ()


def trouble(
    state: SessionState,
    code: str,
    *remedies: Remedy,
    came_from: Resting | None = None,
    tries_left: int | None = None,
    effects: tuple[Effect, ...] = (),
) -> Step:
    """Show what happened and the ways on."""
    origin = came_from
    if origin is None:
        present = state.situation
        assert not isinstance(present, SessionEnded)
        origin = present.came_from if isinstance(present, InTrouble) else present
    return go(
        state, InTrouble(code, origin, remedies, tries_left), *effects, Audit(f"trouble.{code}")
    )


def call_staff(state: SessionState, code: str | None = None) -> Step:
    """Call once; a second touch changes nothing."""
    if state.visit.staff_called:
        return stay(state)
    called = replace(state, visit=replace(state.visit, staff_called=True))
    return called, (CallStaff(code), Audit("staff_called"))


def end(state: SessionState, reason: EndReason) -> Step:
    """Forget the visit at once, in this state too."""
    forget_journeys()
    empty = Visit(state.visit.session, language=state.visit.language, looks=state.visit.looks)
    ended = SessionState(empty, SessionEnded(reason))
    return ended, (WipePin(), Audit(f"ended.{reason.value}"), EndSession(reason))


_remembered: deque[tuple[Facts, str, World, Journey]] = deque(maxlen=4)


def journey_of(visit: Visit, world: World) -> Journey:
    """The journey of a visit whose event is chosen.

    The reducer and the view ask several times per touch for the same facts (measured: 3 ms, 20 ms with the estimate),
    so the last few are remembered by identity: a visit's facts are never changed in place.  An answer
    changes little: what it does not touch is taken over from the journey before it.
    """
    assert visit.event is not None, "an event is chosen before the first question"
    latest: tuple[Facts, Journey] | None = None
    for facts, event, known_world, journey in _remembered:
        if event == visit.event and known_world is world:
            if facts is visit.facts:
                return journey
            latest = facts, journey
    if latest is not None and latest[0].keys() <= visit.facts.keys():
        before, journey = latest
        changed = {f: s for f, s in visit.facts.items() if before.get(f) != s}
        journey = journey.after(changed)
    else:
        journey = derive(
            world.pack,
            visit.event,
            visit.facts,
            world.today,
            checked_only=not world.settings.practice,
        )
    _remembered.append((visit.facts, visit.event, world, journey))
    return journey


def forget_journeys() -> None:
    """Drop what was remembered: nothing of a visit outlives it."""
    _remembered.clear()
