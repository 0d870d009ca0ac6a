"""紙は出ましたか: what only a look at the tray can tell, and what follows from it.

Nothing is printed again by the machine itself: a person says what is missing, and presses the key.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.failures import SessionFailureCode
from kiosk.session.effects import Audit, NotePapers, PrintForms, PrintReceipt
from kiosk.session.events import PrintSettled
from kiosk.session.states import (
    Finishing,
    FinishStep,
    InTrouble,
    Remedy,
    ResultShown,
    SessionState,
)
from kiosk.session.step import Step, call_staff, go, stay, trouble
from kiosk.session.world import World

_HANDED_OVER = "handed_over"


def ask(state: SessionState, at: Finishing) -> Step:
    """The next paper in doubt; staff is called to look, the citizen may answer too."""
    code = SessionFailureCode.PRINT_UNKNOWN
    called, effects = call_staff(state, code)
    asked, more = trouble(called, code, Remedy.PAPER_CAME, Remedy.PAPER_MISSING, came_from=at)
    return asked, (*effects, *more)


def in_doubt(at: Finishing, event: PrintSettled) -> Finishing:
    """What is to be asked after printing."""
    return replace(
        at,
        held=None,
        out=_joined(at.out, event.out),
        doubtful=event.doubtful,
        missing=event.missing,
        at_once=event.outcome == _HANDED_OVER,
    )


def answered(state: SessionState, at: Finishing, *, came: bool) -> Step:
    """One paper, or all at once, was looked for."""
    if at.at_once and not came and len(at.doubtful) > 1:
        return ask(state, replace(at, at_once=False))
    seen, left = (at.doubtful, ()) if at.at_once else (at.doubtful[:1], at.doubtful[1:])
    found = replace(
        at,
        out=_joined(at.out, seen) if came else at.out,
        missing=at.missing if came else _joined(at.missing, seen),
        doubtful=left,
        at_once=False,
    )
    noted = NotePapers(seen if came else (), () if came else seen)
    after, effects = ask(state, found) if left else _all_seen(state, found)
    return after, (noted, *effects)


def _all_seen(state: SessionState, at: Finishing) -> Step:
    if not at.missing:
        return go(
            state,
            Finishing(FinishStep.RECEIPT, at.total, at.total, out=at.out),
            PrintReceipt(state.visit),
            Audit("forms_seen"),
        )
    return missing(state, at, SessionFailureCode.PRINT_MISSING)


def missing(state: SessionState, at: Finishing, code: SessionFailureCode) -> Step:
    """Some papers are not there: print them when somebody says so, or go without."""
    called, effects = call_staff(state, code)
    told, more = trouble(
        called,
        code,
        Remedy.PRINT_AGAIN,
        Remedy.WITHOUT_PAPER,
        came_from=replace(at, held=code),
    )
    return told, (*effects, *more)


def print_again(state: SessionState, at: Finishing) -> Step:
    """The missing ones only; a person has pressed the key."""
    printing = Finishing(FinishStep.PRINTING, 0, 0, out=at.out)
    return go(state, printing, PrintForms(state.visit, at.missing), Audit("printed_again"))


def taken_back(state: SessionState, at: ResultShown, event: PrintSettled, _world: World) -> Step:
    """The citizen goes without the rest: which papers are out all the same."""
    if at.paper:
        return stay(state)
    return go(state, replace(at, out=_joined(at.out, event.out)))


def is_question(at: InTrouble) -> bool:
    """Whether the trouble is the question."""
    return at.code == SessionFailureCode.PRINT_UNKNOWN


def _joined(first: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted({*first, *more}))
