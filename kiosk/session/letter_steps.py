"""A letter of the name that stands otherwise on the card: citizen and clerk choose its form by the card's own picture.

The text on the card may hold a substitute for a letter outside the standard sets (``reference/card.md`` 2.12).
"""

from __future__ import annotations

from dataclasses import replace

from forms.text.clusters import clusters
from kiosk.session.effects import Audit
from kiosk.session.events import BackPressed, Chosen, NextPressed
from kiosk.session.letters import other_forms, to_compare
from kiosk.session.states import ChoosingLetter, ConfirmingRead, SessionState
from kiosk.session.step import Step, call_staff, complain, go, stay
from kiosk.session.world import World

LETTER = "letter."
"""Before the letter in the argument of an option of the confirming screen."""
NOT_HERE = "not_here"


def letters_to_choose(at: ConfirmingRead) -> tuple[str, ...]:
    """Only with the card's picture to compare with, and only where another form is known."""
    pictures = at.card.pictures
    if pictures is None or not pictures.name:
        return ()
    return tuple(letter for letter in to_compare(at.said_name) if other_forms(letter))


def open_letter(state: SessionState, at: ConfirmingRead, event: Chosen) -> Step:
    """「辺」の 形が ちがう."""
    letter = event.value.removeprefix(LETTER)
    if letter not in letters_to_choose(at):
        return stay(state)
    return go(state, ChoosingLetter(at, letter))


def choose_letter(state: SessionState, at: ChoosingLetter, event: Chosen, _world: World) -> Step:
    """Select a form; the screen stays."""
    if event.value not in {at.letter, *other_forms(at.letter), NOT_HERE}:
        return stay(state)
    return go(state, replace(at, selected=event.value))


def leave_letter(
    state: SessionState, at: ChoosingLetter, _event: NextPressed, _world: World
) -> Step:
    """Back to the confirming screen with the form that was chosen; for what is not here staff are called."""
    if at.selected is None:
        return complain(state, "choose-one")
    if at.selected == NOT_HERE:
        called, calls = call_staff(state)
        return go(called, at.origin, *calls, Audit("letter_not_here"))
    if at.selected == at.letter:
        return go(state, at.origin)
    name = "".join(
        at.selected if letter == at.letter else letter for letter in clusters(at.origin.said_name)
    )
    return go(state, replace(at.origin, name=name), Audit("letter_chosen"))


def back_to_read(
    state: SessionState, at: ChoosingLetter, _event: BackPressed, _world: World
) -> Step:
    """Nothing is changed."""
    return go(state, at.origin)
