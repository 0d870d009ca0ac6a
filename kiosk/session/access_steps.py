"""Language, looks and their sheets: in every situation, and nothing else of the session changes."""

from __future__ import annotations

from dataclasses import replace

from forms.catalogue.translation import EASY
from kiosk.session.events import LanguageChosen, LookChosen, SheetTurned
from kiosk.session.looks import Sheet
from kiosk.session.states import SessionState
from kiosk.session.step import Step, stay
from kiosk.session.visit import Visit
from kiosk.session.world import World


def choose_language(state: SessionState, event: LanguageChosen, world: World) -> Step:
    """At once, on whatever screen."""
    if event.language not in world.languages():
        return stay(state)
    return stay(replace(state, visit=replace(state.visit, language=event.language)))


def choose_look(state: SessionState, event: LookChosen, world: World) -> Step:
    """One of the settings; the sheet stays, so that another can follow."""
    looks = state.visit.looks.with_choice(event.choice)
    if looks.voice and not world.settings.voice:
        return stay(state)
    return stay(replace(state, visit=replace(state.visit, looks=looks)))


def turn_sheet(state: SessionState, event: SheetTurned, _world: World) -> Step:
    """Lay a sheet over the screen; the same key takes it away again."""
    asked = Sheet(event.sheet) if event.sheet else None
    return stay(replace(state, sheet=None if asked is state.sheet else asked))


def patience(state: SessionState) -> int:
    """How many times longer than usual the kiosk waits: who listens, or reads a second language, is slower.

    domain.md 5.3: three times in やさしい日本語 and in voice mode.
    """
    visit = state.visit
    return 3 if visit.looks.voice or visit.language == EASY else 1


def forgotten(state: SessionState) -> SessionState:
    """The attract screen after somebody played with it and went: as it was for the first to come."""
    first = Visit(state.visit.session)
    visit = replace(state.visit, language=first.language, looks=first.looks)
    return replace(state, visit=visit, sheet=None)
