"""The end: number, seal and commit, print, receipt, result; and everything that can hold it up."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from kiosk.failures import SessionFailureCode
from kiosk.session import leaving, prepared_steps, tray
from kiosk.session.card_steps import solve_card
from kiosk.session.effects import (
    AbandonPrinting,
    Audit,
    BeginSession,
    Effect,
    PrintForms,
    PrintReasons,
    PrintReceipt,
    SealAndCommit,
    WatchDelivery,
)
from kiosk.session.events import (
    BackPressed,
    BeginFailed,
    Begun,
    BoxesQuestioned,
    CommitFailed,
    Committed,
    Delivered,
    NextPressed,
    PrintFailed,
    PrintHeld,
    PrintProgressed,
    PrintSettled,
    ReasonsFailed,
    ReasonsPressed,
    ReasonsPrinted,
    ReceiptFailed,
    ReceiptPrinted,
    TroubleKeyPressed,
)
from kiosk.session.states import (
    EndReason,
    Finishing,
    FinishStep,
    InTrouble,
    ReasonsSheet,
    Remedy,
    ResultShown,
    Reviewing,
    SessionEnded,
    SessionState,
    SettlingBoxes,
    WaitingForCard,
)
from kiosk.session.step import Step, call_staff, complain, end, go, journey_of, stay, trouble
from kiosk.session.visit import Delivery, Reception
from kiosk.session.world import World

_PRINTED = "printed"


def begun(state: SessionState, event: Begun, _world: World) -> Step:
    """The number is kept in every state; when it is waited for, sealing starts."""
    reception = Reception(event.number, event.sequence)
    visit = replace(state.visit, reception=reception)
    state = replace(state, visit=visit)
    if isinstance(state.situation, Finishing) and state.situation.step is FinishStep.RESERVING:
        return go(state, Finishing(FinishStep.STORING), SealAndCommit(visit), Audit("handed_over"))
    return stay(state)


def begin_failed(state: SessionState, event: BeginFailed, _world: World) -> Step:
    """Better said before the citizen types than afterwards."""
    if isinstance(state.situation, SessionEnded):
        return stay(state)
    called, effects = call_staff(state, event.code)
    failed, more = trouble(called, event.code, Remedy.TRY_AGAIN, Remedy.CALL_STAFF, Remedy.END)
    return failed, (*effects, *more)


def committed(state: SessionState, _at: Finishing, _event: Committed, world: World) -> Step:
    """Kept: from here on nothing is lost.  Then paper."""
    event = state.visit.event
    assert event is not None
    visit = replace(state.visit, delivery=Delivery.STORED)
    state = replace(state, visit=visit)
    watch = WatchDelivery(visit.session)
    forms = journey_of(visit, world).forms
    if world.prints(event) and forms:
        printing = Finishing(FinishStep.PRINTING, 0, len(forms))
        return go(state, printing, watch, PrintForms(visit), Audit("committed"))
    return go(state, Finishing(FinishStep.RECEIPT), watch, PrintReceipt(visit), Audit("committed"))


def commit_failed(state: SessionState, _at: Finishing, event: CommitFailed, _world: World) -> Step:
    """Trying again uses the same id and the same bytes."""
    called, effects = call_staff(state, event.code)
    failed, more = trouble(called, event.code, Remedy.TRY_AGAIN, Remedy.CALL_STAFF, Remedy.END)
    return failed, (*effects, *more)


def boxes_questioned(
    state: SessionState, at: Finishing, event: BoxesQuestioned, world: World
) -> Step:
    """Said before the first sheet; where the city wants it, staff settles it with the citizen."""
    if at.step is not FinishStep.STORING:
        return stay(state)
    settling = SettlingBoxes(event.findings)
    asked, effects = go(state, settling, Audit("boxes_questioned"))
    if world.settings.leave_for_pen:
        return asked, effects
    called, more = call_staff(asked, event.findings[0].code)
    return called, (*effects, *more)


def leave_for_pen(
    state: SessionState, at: SettlingBoxes, _event: NextPressed, world: World
) -> Step:
    """These boxes are left for the pen at the counter; the rest is sealed and printed."""
    if not world.settings.leave_for_pen:
        return stay(state)
    visit = replace(state.visit, left_for_pen=at.findings)
    return go(
        replace(state, visit=visit),
        Finishing(FinishStep.STORING),
        SealAndCommit(visit),
        Audit("left_for_pen"),
    )


def back_to_review(
    state: SessionState, _at: SettlingBoxes, _event: BackPressed, _world: World
) -> Step:
    """Look at all answers again."""
    return go(state, Reviewing())


def delivered(state: SessionState, event: Delivered, _world: World) -> Step:
    """届きました is said only after this."""
    outcome = Delivery.DELIVERED if event.accepted else Delivery.REFUSED
    told = replace(state, visit=replace(state.visit, delivery=outcome))
    return stay(told, Audit(f"delivery.{outcome.value}"))


def print_progressed(
    state: SessionState, at: Finishing, event: PrintProgressed, _world: World
) -> Step:
    """Sheets in the tray."""
    out = tuple(sorted({*at.out, *event.out}))
    return go(state, replace(at, done=event.done, total=event.total, held=None, out=out))


def print_held(state: SessionState, at: Finishing, event: PrintHeld, _world: World) -> Step:
    """The printer waits: staff is called, the citizen may wait or go with the number."""
    if at.held == event.code:
        return stay(state)
    called, effects = call_staff(state, event.code)
    held = replace(at, held=event.code)
    failed, more = trouble(called, event.code, Remedy.WAIT, Remedy.WITHOUT_PAPER, came_from=held)
    return failed, (*effects, *more)


def print_settled(state: SessionState, at: Finishing, event: PrintSettled, _world: World) -> Step:
    """Only ``printed`` is called printed; anything else is a question to a person."""
    if at.step is not FinishStep.PRINTING:
        return stay(state)
    if event.outcome == _PRINTED:
        return go(
            state,
            Finishing(FinishStep.RECEIPT, at.total, at.total, out=event.out),
            PrintReceipt(state.visit),
            Audit("forms_printed"),
        )
    doubt = tray.in_doubt(at, event)
    if doubt.doubtful:
        return tray.ask(state, doubt)
    return tray.missing(state, doubt, SessionFailureCode.PRINT_NOT_SENT)


def print_failed(state: SessionState, at: Finishing, event: PrintFailed, _world: World) -> Step:
    """Printing is over; the submission is kept."""
    return _without_forms(state, at, event.code)


def _without_forms(state: SessionState, at: Finishing, code: str) -> Step:
    called, effects = call_staff(state, code)
    failed, more = trouble(
        called, code, Remedy.WITHOUT_PAPER, Remedy.CALL_STAFF, came_from=replace(at, held=code)
    )
    return failed, (*effects, *more)


def receipt_printed(
    state: SessionState, at: Finishing, _event: ReceiptPrinted, _world: World
) -> Step:
    """All paper is out."""
    if at.step is not FinishStep.RECEIPT:
        return stay(state)
    return go(state, ResultShown(), Audit("receipt_printed"))


def receipt_failed(state: SessionState, at: Finishing, event: ReceiptFailed, _world: World) -> Step:
    """The screen says the same as the receipt would."""
    if at.step is not FinishStep.RECEIPT:
        return stay(state)
    return go(state, ResultShown(paper=False), Audit(f"trouble.{event.code}"))


def too_slow(state: SessionState) -> Step:
    """The watchdog of the working states."""
    called, effects = call_staff(state, SessionFailureCode.FINISHING_SLOW)
    kept = state.visit.delivery is not Delivery.NOT_YET_STORED
    remedies = (
        (Remedy.WAIT, Remedy.WITHOUT_PAPER) if kept else (Remedy.TRY_AGAIN, Remedy.CALL_STAFF)
    )
    failed, more = trouble(called, SessionFailureCode.FINISHING_SLOW, *remedies)
    return failed, (*effects, *more)


def resume(
    state: SessionState,
    at: InTrouble,
    event: (
        Committed
        | CommitFailed
        | BoxesQuestioned
        | PrintProgressed
        | PrintHeld
        | PrintSettled
        | PrintFailed
        | ReceiptPrinted
        | ReceiptFailed
    ),
    world: World,
) -> Step:
    """The machine goes on while trouble is shown: the trouble is over, or another one comes."""
    origin = at.came_from
    if not isinstance(origin, Finishing):
        return stay(state)
    if isinstance(event, PrintHeld) and event.code == at.code:
        return stay(state)
    if tray.is_question(at):
        return stay(state)  # printing is over; only an answer leads on
    back = replace(state, situation=origin)
    match event:
        case Committed():
            return committed(back, origin, event, world)
        case CommitFailed():
            return commit_failed(back, origin, event, world)
        case BoxesQuestioned():
            return boxes_questioned(back, origin, event, world)
        case PrintProgressed():
            return print_progressed(back, origin, event, world)
        case PrintHeld():
            return print_held(back, origin, event, world)
        case PrintSettled():
            return print_settled(back, origin, event, world)
        case PrintFailed():
            return print_failed(back, origin, event, world)
        case ReceiptPrinted():
            return receipt_printed(back, origin, event, world)
        case ReceiptFailed():
            return receipt_failed(back, origin, event, world)
        case _:
            assert_never(event)


def solve(state: SessionState, at: InTrouble, event: TroubleKeyPressed, world: World) -> Step:
    """A key of the trouble screen; only the offered ones do something."""
    if event.remedy not in {item.value for item in at.remedies}:
        return stay(state)
    remedy = Remedy(event.remedy)
    if remedy is Remedy.CALL_STAFF:
        return call_staff(state, at.code)
    if remedy is Remedy.END:
        return end(state, EndReason.STOPPED)
    if remedy in {Remedy.GO_ON, Remedy.TAKE_ALONG}:
        return prepared_steps.solve_leaving(state, at, remedy)
    if isinstance(at.came_from, Finishing):
        return _solve_finishing(state, at.came_from, remedy)
    if at.code.startswith(("card.", "session.card_")):
        return solve_card(state, at, remedy, world)
    return go(state, at.came_from, BeginSession(state.visit.session))


def _solve_finishing(state: SessionState, origin: Finishing, remedy: Remedy) -> Step:
    match remedy:
        case Remedy.WAIT:
            return go(state, origin)
        case Remedy.WITHOUT_PAPER:
            shown = ResultShown(paper=False, out=origin.out)
            return go(state, shown, AbandonPrinting(), Audit("without_paper"))
        case Remedy.PAPER_CAME | Remedy.PAPER_MISSING:
            return tray.answered(state, origin, came=remedy is Remedy.PAPER_CAME)
        case Remedy.PRINT_AGAIN:
            return tray.print_again(state, origin)
        case Remedy.TRY_AGAIN:
            reserving = origin.step is FinishStep.RESERVING
            order: Effect = (
                BeginSession(state.visit.session) if reserving else SealAndCommit(state.visit)
            )
            return go(state, origin, order)
        case _:
            return stay(state)


def back_from_trouble(
    state: SessionState, at: InTrouble, _event: BackPressed, _world: World
) -> Step:
    """もどる leads to the card again; out of a running end nothing leads back."""
    if isinstance(at.came_from, WaitingForCard):
        return go(state, at.came_from)
    return stay(state)


def want_reasons(
    state: SessionState, at: ResultShown, _event: ReasonsPressed, _world: World
) -> Step:
    """Print the reasons, once.  What failed is the counter's: a second job could meet the end of the first."""
    if at.reasons is not ReasonsSheet.NOT_ASKED_FOR:
        return stay(state)
    shown = replace(at, reasons=ReasonsSheet.PRINTING)
    return go(state, shown, PrintReasons(state.visit), Audit("reasons_asked"))


def reasons_printed(
    state: SessionState, at: ResultShown, _event: ReasonsPrinted, _world: World
) -> Step:
    """The sheet lies in the tray."""
    return go(state, replace(at, reasons=ReasonsSheet.PRINTED))


def reasons_failed(
    state: SessionState, at: ResultShown, event: ReasonsFailed, _world: World
) -> Step:
    """The counter prints it: a sheet that comes out after the citizen has left is found by another."""
    if at.reasons is not ReasonsSheet.PRINTING:
        return stay(state)
    shown = replace(at, reasons=ReasonsSheet.FAILED)
    return go(state, shown, AbandonPrinting(), Audit(f"trouble.{event.code}"))


def close(state: SessionState, at: ResultShown, _event: NextPressed, world: World) -> Step:
    """おわる.  Not while a sheet about the citizen is on its way to the tray."""
    if at.reasons is ReasonsSheet.PRINTING:
        return complain(state, "working")
    return leaving.go_out(state, world)
