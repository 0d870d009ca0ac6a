"""From what the screen says (``act(action, argument)``) to events."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.session.events import (
    AddPressed,
    BackPressed,
    CandidateChosen,
    CardInserted,
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
    ReasonsPressed,
    RemovePressed,
    SearchPressed,
    SheetTurned,
    SkipPressed,
    StaffPressed,
    StartPressed,
    StayPressed,
    StopPressed,
    TroubleKeyPressed,
)
from kiosk.session.staff.events import DeskKeyPressed

_ACTIONS: dict[str, Callable[[str], Event]] = {
    "start": lambda _: StartPressed(),
    "choose": Chosen,
    "next": lambda _: NextPressed(),
    "back": lambda _: BackPressed(),
    "staff": lambda _: StaffPressed(),
    "language": LanguageChosen,
    "look": LookChosen,
    "sheet": SheetTurned,
    "skip": lambda _: SkipPressed(),
    "stay": lambda _: StayPressed(),
    "stop": lambda _: StopPressed(),
    "edit": EditPressed,
    "add": lambda _: AddPressed(),
    "remove": RemovePressed,
    "key": KeyTyped,
    "keyboard": KeyboardChosen,
    "field": FieldChosen,
    "era": EraChosen,
    "candidate": CandidateChosen,
    "trouble": TroubleKeyPressed,
    "reasons": lambda _: ReasonsPressed(),
    "leave": lambda _: LeavePressed(),
    "search": lambda _: SearchPressed(),
    "desk": DeskKeyPressed,
    "practice_card": lambda _: CardInserted(),
}

ACTIONS = frozenset(_ACTIONS)
"""All actions that a view may name."""


def event_for(action: str, argument: str) -> Event:
    """The event of a touch.  Raises ``KeyError`` for an action that no view names: a bug in a screen."""
    return _ACTIONS[action](argument)
