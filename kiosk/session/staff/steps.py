"""What the staff's layer does: a badge and its code open assist mode, the desk shows health and the staff's keys.

While the layer lies over the screen, every touch is the staff's: it is in exactly one of :data:`HANDLERS` and
:data:`IGNORED`.  What is no touch (card, printer, keeper, time) goes on to the citizen's situation below.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, TypeAlias, assert_never, get_args

from kiosk.session import card_steps
from kiosk.session.effects import (
    AskHealth,
    Audit,
    CheckStaffCode,
    Effect,
    PrintForms,
    PrintReceipt,
    PrintTestPage,
    WipeStaffCode,
)
from kiosk.session.events import (
    AssistChanged,
    BackPressed,
    NextPressed,
    StaffPressed,
)
from kiosk.session.staff.events import (
    BadgeShown,
    CodeEdited,
    CodeRefused,
    DeskKeyPressed,
    HealthTold,
    TestPageTold,
)
from kiosk.session.staff.places import AskingCode, DeskOpen, StaffPlace, TestPage
from kiosk.session.states import (
    AttractShown,
    EndReason,
    Finishing,
    FinishStep,
    InTrouble,
    ReasonsSheet,
    ResultShown,
    SessionState,
    ThingsLeft,
)
from kiosk.session.step import Step, complain, end, go, stay
from kiosk.session.visit import Delivery
from kiosk.session.world import World

CODE_SHORTEST, CODE_LONGEST = 4, 8
CODE_SECONDS = 30
"""So long the pad waits for a digit: whoever laid a badge down by mistake gets the screen back."""
DESK_SECONDS = 60

PLACES: tuple[type, ...] = get_args(StaffPlace)


PRACTICE = "practice:"
"""Before a family in a key of the desk."""


class DeskKey(StrEnum):
    """The keys of the desk."""

    CLOSE = "close"
    HAND_BACK = "hand_back"
    HEALTH = "health"
    TEST_PAGE = "test_page"
    REPRINT = "reprint"
    END = "end"


def badge_shown(state: SessionState, event: BadgeShown, _world: World) -> Step:
    """In every situation.  Who is known already opens or closes the desk by it."""
    match state.staff:
        case DeskOpen():
            return _closed(state)
        case None if state.visit.assisted:
            return opened(state)
        case None | AskingCode():
            asking = replace(state, staff=AskingCode(event.badge), idle_left=None)
            return asking, (WipeStaffCode(), Audit("staff_badge"))


def opened(state: SessionState) -> Step:
    """The desk, and everybody is asked how they are."""
    return replace(state, staff=DeskOpen(), idle_left=None), (AskHealth(),)


def code_edited(state: SessionState, at: AskingCode, event: CodeEdited, _world: World) -> Step:
    """The pad tells its length only."""
    return stay(replace(state, staff=replace(at, length=event.length), complaint=None))


def code_entered(state: SessionState, at: AskingCode, _event: NextPressed, _world: World) -> Step:
    """Hand the pad over, which empties it."""
    if at.checking:
        return stay(state)
    if at.length < CODE_SHORTEST:
        return complain(state, "staff-code")
    checking = replace(at, length=0, checking=True)
    return stay(replace(state, staff=checking), CheckStaffCode(at.badge))


def code_left(state: SessionState, _at: AskingCode, _event: BackPressed, _world: World) -> Step:
    """No staff after all."""
    return replace(state, staff=None, complaint=None), (WipeStaffCode(),)


def code_refused(state: SessionState, event: CodeRefused, _world: World) -> Step:
    """Once more while tries are left; then the badge is nothing in this session."""
    told = Audit("staff_code_wrong")
    if not isinstance(state.staff, AskingCode):
        return stay(state, told)
    if event.left <= 0:
        return replace(state, staff=None), (told,)
    again = AskingCode(state.staff.badge, left=event.left)
    return stay(replace(state, staff=again), told)


def assist_changed(state: SessionState, event: AssistChanged, world: World) -> Step:
    """Somebody helps now, or no longer.  With nobody in front of the kiosk the desk is what was wanted."""
    visit = replace(state.visit, assisted=event.on, staff_called=False)
    fresh = replace(state, visit=visit, staff=None, complaint=None)
    told: tuple[Effect, ...] = (Audit("assist_on" if event.on else "assist_off"),)
    if event.on and isinstance(state.situation, AttractShown | ThingsLeft):
        fresh, more = opened(fresh)
        told = (*told, *more)
    if event.on and isinstance(fresh.situation, InTrouble):
        fresh, more = card_steps.assist_began(fresh, fresh.situation, world)
        told = (*told, *more)
    return fresh, told


def desk_key(state: SessionState, at: DeskOpen, event: DeskKeyPressed, world: World) -> Step:
    """One key of the desk; one that is not offered does nothing."""
    family = event.key.removeprefix(PRACTICE)
    if family != event.key:
        return _practising(state, family, world)
    if event.key not in offered(state):
        return stay(state)
    match DeskKey(event.key):
        case DeskKey.CLOSE:
            return _closed(state)
        case DeskKey.HAND_BACK:
            return assist_changed(state, AssistChanged(on=False), world)
        case DeskKey.HEALTH:
            return stay(replace(state, staff=replace(at, health=None)), AskHealth())
        case DeskKey.TEST_PAGE:
            printing = replace(at, test_page=TestPage.PRINTING)
            return stay(replace(state, staff=printing), PrintTestPage(), Audit("test_page"))
        case DeskKey.REPRINT:
            return _reprinted(state, world)
        case DeskKey.END:
            return end(state, EndReason.STOPPED)
        case key:
            assert_never(key)


def practice_families(state: SessionState, world: World) -> tuple[str, ...]:
    """On the first screen only: a citizen's session never becomes practice, nor practice a session."""
    begun = not isinstance(state.situation, AttractShown) or bool(state.visit.practice)
    return () if begun else world.families


def _practising(state: SessionState, family: str, world: World) -> Step:
    """From here on nothing is sent; the session's process ends as any other."""
    if family not in practice_families(state, world):
        return stay(state)
    visit = replace(state.visit, practice=family, assisted=False)
    return stay(replace(state, visit=visit, staff=None), Audit("practice"))


def offered(state: SessionState) -> tuple[DeskKey, ...]:
    """The keys that do something now, in the order in which they stand on the desk."""
    keys = [DeskKey.CLOSE, DeskKey.HAND_BACK, DeskKey.HEALTH]
    at, desk = state.situation, state.staff
    printing = isinstance(desk, DeskOpen) and desk.test_page is TestPage.PRINTING
    busy = isinstance(at, Finishing) or (
        isinstance(at, ResultShown) and at.reasons is ReasonsSheet.PRINTING
    )
    if not busy and not printing:
        keys.append(DeskKey.TEST_PAGE)
    if may_reprint(state) and not busy and not printing:
        keys.append(DeskKey.REPRINT)
    if not isinstance(at, AttractShown | ThingsLeft):
        keys.append(DeskKey.END)
    return tuple(keys)


def may_reprint(state: SessionState) -> bool:
    """Within the session, once everything is kept: afterwards the kiosk cannot open it any more."""
    kept = state.visit.delivery is not Delivery.NOT_YET_STORED
    return kept and isinstance(state.situation, ResultShown)


def _reprinted(state: SessionState, world: World) -> Step:
    """All sheets anew: the clerk has taken the old ones out of the tray."""
    visit = state.visit
    assert visit.event is not None
    bare = replace(state, staff=None)
    if world.prints(visit.event):
        again = Finishing(FinishStep.PRINTING, 0, 0)
        return go(bare, again, PrintForms(visit), Audit("reprint"))
    return go(bare, Finishing(FinishStep.RECEIPT), PrintReceipt(visit), Audit("reprint"))


def back_from_desk(state: SessionState, _at: DeskOpen, _event: BackPressed, _world: World) -> Step:
    """To the citizen's screen, which has not changed."""
    return _closed(state)


def close_by_next(state: SessionState, _at: DeskOpen, _event: NextPressed, _world: World) -> Step:
    """つぎへ stands for the same."""
    return _closed(state)


def close_by_staff(state: SessionState, _at: DeskOpen, _event: StaffPressed, _world: World) -> Step:
    """The key that opened it closes it."""
    return _closed(state)


def _closed(state: SessionState) -> Step:
    return stay(replace(state, staff=None, complaint=None))


def health_told(state: SessionState, event: HealthTold, _world: World) -> Step:
    """For a desk that is still open."""
    if not isinstance(state.staff, DeskOpen):
        return stay(state)
    return stay(replace(state, staff=replace(state.staff, health=event.lines)))


def test_page_told(state: SessionState, event: TestPageTold, _world: World) -> Step:
    """Out, or not."""
    if not isinstance(state.staff, DeskOpen):
        return stay(state)
    page = TestPage.PRINTED if event.printed else TestPage.FAILED
    return stay(replace(state, staff=replace(state.staff, test_page=page)))


def left_alone(state: SessionState, seconds: int) -> Step | None:
    """Nobody touches the staff's layer: the citizen's screen comes back, and what was typed is wiped."""
    match state.staff:
        case AskingCode(checking=False) if seconds >= CODE_SECONDS:
            return replace(state, staff=None, complaint=None), (WipeStaffCode(),)
        case DeskOpen() if seconds >= DESK_SECONDS:
            return _closed(state)
        case _:
            return None


Handler: TypeAlias = Callable[[SessionState, Any, Any, World], Step]

HANDLERS: Mapping[tuple[type, type], Handler] = {
    (AskingCode, CodeEdited): code_edited,
    (AskingCode, NextPressed): code_entered,
    (AskingCode, BackPressed): code_left,
    (DeskOpen, DeskKeyPressed): desk_key,
    (DeskOpen, BackPressed): back_from_desk,
    (DeskOpen, NextPressed): close_by_next,
    (DeskOpen, StaffPressed): close_by_staff,
}

IGNORED: Mapping[type, tuple[type, ...]] = {
    # Calling staff while a badge lies there means nothing; the desk's keys are not on the screen.
    AskingCode: (StaffPressed, DeskKeyPressed),
    DeskOpen: (CodeEdited,),
}
"""Besides the keys of the covered screen (``reducer.COVERED``), which are not there to be touched."""
