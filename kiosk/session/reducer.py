"""``reduce``: the whole session as one pure function.

Every pair of situation and event is in exactly one of three places: :data:`HANDLERS` (by situation), :data:`ANYWHERE`
(the same in every situation but the last), :data:`IGNORED` (listed, with the reason).  A test walks all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeAlias, get_args
from uuid import UUID

from kiosk.session import (
    access_steps,
    card_steps,
    finishing,
    letter_steps,
    lists,
    number_steps,
    questions,
    starting,
)
from kiosk.session.effects import Effect
from kiosk.session.events import (
    AddPressed,
    AddressFound,
    AssistChanged,
    BackPressed,
    BeginFailed,
    Begun,
    BoxesQuestioned,
    CandidateChosen,
    CardChecked,
    CardFailed,
    CardInserted,
    CardRead,
    CardRemoved,
    Chosen,
    CommitFailed,
    Committed,
    Converted,
    Delivered,
    EditPressed,
    EraChosen,
    Event,
    FieldChosen,
    IdleElapsed,
    KeyboardChosen,
    KeyTyped,
    LanguageChosen,
    LookChosen,
    NextPressed,
    PinEdited,
    PrintFailed,
    PrintHeld,
    PrintProgressed,
    PrintSettled,
    ReaderFound,
    ReaderLost,
    ReasonsFailed,
    ReasonsPressed,
    ReasonsPrinted,
    ReceiptFailed,
    ReceiptPrinted,
    RemovePressed,
    SheetTurned,
    SkipPressed,
    StaffPressed,
    StartPressed,
    StayPressed,
    StopPressed,
    TroubleKeyPressed,
)
from kiosk.session.states import (
    Answering,
    AttractShown,
    ChoosingEvent,
    ChoosingLetter,
    ConfirmingRead,
    EndReason,
    EnteringCardNumbers,
    EnteringPin,
    Finishing,
    InTrouble,
    ReadingCard,
    ReasonsSheet,
    Resting,
    ResultShown,
    Reviewing,
    SayingWhoseCard,
    SessionEnded,
    SessionState,
    SettlingBoxes,
    Situation,
    WaitingForCard,
)
from kiosk.session.step import Step, call_staff, end, stay, trouble
from kiosk.session.visit import Visit
from kiosk.session.world import World

# Handlers narrow their situation and event; the tables pair them by those types.
Handler: TypeAlias = Callable[[SessionState, Any, Any, World], Step]
AnywhereHandler: TypeAlias = Callable[[SessionState, Any, World], Step]

SITUATIONS: tuple[type, ...] = (*get_args(Resting), InTrouble, SessionEnded)
EVENTS: tuple[type, ...] = get_args(Event)

HANDLERS: Mapping[tuple[type, type], Handler] = {
    (AttractShown, StartPressed): starting.start,
    (AttractShown, NextPressed): starting.start_by_next,
    (ChoosingEvent, Chosen): starting.choose_event,
    (ChoosingEvent, NextPressed): starting.leave_event,
    (ChoosingEvent, BackPressed): starting.stop,
    (WaitingForCard, CardInserted): card_steps.card_laid_down,
    (WaitingForCard, CardRemoved): card_steps.card_gone_while_waiting,
    (WaitingForCard, CardChecked): card_steps.card_checked,
    (WaitingForCard, CardFailed): card_steps.card_failed_while_waiting,
    (WaitingForCard, NextPressed): card_steps.nudge,
    (WaitingForCard, BackPressed): card_steps.back_to_event,
    (WaitingForCard, SkipPressed): card_steps.skip_card,
    (EnteringPin, PinEdited): card_steps.pin_edited,
    (EnteringPin, NextPressed): card_steps.pin_entered,
    (EnteringPin, BackPressed): card_steps.leave_pin,
    (EnteringPin, SkipPressed): card_steps.skip_pin,
    (EnteringPin, CardRemoved): card_steps.card_gone_at_pin,
    (EnteringCardNumbers, KeyTyped): number_steps.type_number,
    (EnteringCardNumbers, FieldChosen): number_steps.choose_place,
    (EnteringCardNumbers, NextPressed): number_steps.numbers_entered,
    (EnteringCardNumbers, BackPressed): number_steps.leave_numbers,
    (EnteringCardNumbers, SkipPressed): number_steps.without_numbers,
    (ReadingCard, CardRead): card_steps.card_read,
    (ReadingCard, CardFailed): card_steps.read_failed,
    (ReadingCard, CardRemoved): card_steps.gone_while_reading,
    (SayingWhoseCard, Chosen): card_steps.choose_owner,
    (SayingWhoseCard, NextPressed): card_steps.leave_owner,
    (SayingWhoseCard, BackPressed): card_steps.back_to_card,
    (SayingWhoseCard, CardInserted): card_steps.another_card,
    (ConfirmingRead, NextPressed): card_steps.confirm,
    (ConfirmingRead, BackPressed): card_steps.back_to_owner,
    (ConfirmingRead, Chosen): card_steps.dispute,
    (ConfirmingRead, CardInserted): card_steps.another_card,
    (ChoosingLetter, Chosen): letter_steps.choose_letter,
    (ChoosingLetter, NextPressed): letter_steps.leave_letter,
    (ChoosingLetter, BackPressed): letter_steps.back_to_read,
    (ChoosingLetter, CardInserted): card_steps.another_card,
    (Answering, Chosen): questions.choose,
    (Answering, KeyTyped): questions.type_key,
    (Answering, KeyboardChosen): questions.choose_layout,
    (Answering, FieldChosen): questions.choose_entry,
    (Answering, EraChosen): questions.choose_era_tab,
    (Answering, CandidateChosen): questions.choose_kanji,
    (Answering, Converted): questions.converted,
    (Answering, AddressFound): questions.address_found,
    (Answering, NextPressed): questions.next_question,
    (Answering, BackPressed): questions.back_from_question,
    (Answering, AddPressed): lists.add,
    (Answering, RemovePressed): lists.remove,
    (Answering, EditPressed): lists.edit,
    (Reviewing, EditPressed): questions.edit,
    (Reviewing, NextPressed): questions.finish,
    (Reviewing, BackPressed): questions.back_from_review,
    (SettlingBoxes, EditPressed): questions.edit,
    (SettlingBoxes, NextPressed): finishing.leave_for_pen,
    (SettlingBoxes, BackPressed): finishing.back_to_review,
    (Finishing, Committed): finishing.committed,
    (Finishing, BoxesQuestioned): finishing.boxes_questioned,
    (Finishing, CommitFailed): finishing.commit_failed,
    (Finishing, PrintProgressed): finishing.print_progressed,
    (Finishing, PrintHeld): finishing.print_held,
    (Finishing, PrintSettled): finishing.print_settled,
    (Finishing, PrintFailed): finishing.print_failed,
    (Finishing, ReceiptPrinted): finishing.receipt_printed,
    (Finishing, ReceiptFailed): finishing.receipt_failed,
    (ResultShown, NextPressed): finishing.close,
    (ResultShown, ReasonsPressed): finishing.want_reasons,
    (ResultShown, ReasonsPrinted): finishing.reasons_printed,
    (ResultShown, ReasonsFailed): finishing.reasons_failed,
    (InTrouble, TroubleKeyPressed): finishing.solve,
    (InTrouble, BackPressed): finishing.back_from_trouble,
    (InTrouble, CardInserted): card_steps.card_again_in_trouble,
    (InTrouble, Committed): finishing.resume,
    (InTrouble, CommitFailed): finishing.resume,
    (InTrouble, BoxesQuestioned): finishing.resume,
    (InTrouble, PrintProgressed): finishing.resume,
    (InTrouble, PrintHeld): finishing.resume,
    (InTrouble, PrintSettled): finishing.resume,
    (InTrouble, PrintFailed): finishing.resume,
    (InTrouble, ReceiptPrinted): finishing.resume,
    (InTrouble, ReceiptFailed): finishing.resume,
}


def _staff(state: SessionState, _event: StaffPressed, _world: World) -> Step:
    return call_staff(state)


def _stay(state: SessionState, _event: StayPressed, _world: World) -> Step:
    return stay(state)


def _stop(state: SessionState, _event: StopPressed, _world: World) -> Step:
    return end(state, EndReason.STOPPED)


def _assist(state: SessionState, event: AssistChanged, world: World) -> Step:
    changed = replace(state, visit=replace(state.visit, assisted=event.on))
    if isinstance(state.situation, InTrouble):
        return card_steps.assist_began(changed, state.situation, world)
    return stay(changed)


def _reader_found(state: SessionState, _event: ReaderFound, _world: World) -> Step:
    return stay(replace(state, visit=replace(state.visit, reader_ready=True)))


def _reader_lost(state: SessionState, _event: ReaderLost, world: World) -> Step:
    visit = replace(state.visit, reader_ready=False, card_on_reader=False)
    lost = replace(state, visit=visit)
    if isinstance(state.situation, EnteringPin | EnteringCardNumbers | ReadingCard):
        return card_steps.card_trouble(lost, card_steps.reader_missing(), world)
    return stay(lost)


def _idle(state: SessionState, event: IdleElapsed, world: World) -> Step:
    """Nobody touches: ask, then forget.  While the machine works its own limits count."""
    settings = world.settings
    match state.situation:
        case AttractShown():
            played = event.seconds >= settings.idle_seconds
            return stay(access_steps.forgotten(state) if played else state)
        case ReadingCard():
            if event.seconds < settings.reading_seconds:
                return stay(state)
            return card_steps.card_trouble(state, card_steps.card_hung(), world)
        case Finishing():
            if event.seconds < settings.finishing_seconds:
                return stay(state)
            return finishing.too_slow(state)
        case ResultShown(reasons=ReasonsSheet.PRINTING) if (
            event.seconds < settings.finishing_seconds
        ):
            return stay(state)  # a sheet about somebody who is gone must not come out
        case _:
            quiet = settings.idle_seconds * (3 if state.visit.staff_called else 1)
            left = quiet + settings.warning_seconds - event.seconds
            if left <= 0:
                return end(state, EndReason.IDLE)
            shown = left if left <= settings.warning_seconds else None
            return stay(replace(state, idle_left=shown))


ANYWHERE: Mapping[type, AnywhereHandler] = {
    LanguageChosen: access_steps.choose_language,
    LookChosen: access_steps.choose_look,
    SheetTurned: access_steps.turn_sheet,
    StaffPressed: _staff,
    StayPressed: _stay,
    StopPressed: _stop,
    AssistChanged: _assist,
    ReaderFound: _reader_found,
    ReaderLost: _reader_lost,
    Begun: finishing.begun,
    BeginFailed: finishing.begin_failed,
    Delivered: finishing.delivered,
    IdleElapsed: _idle,
}

_ENTRY = (KeyTyped, KeyboardChosen, FieldChosen, EraChosen, CandidateChosen)
_LISTS = (EditPressed, AddPressed, RemovePressed)
_HELPERS = (Converted, AddressFound)
_CARD_ANSWERS = (CardChecked, CardRead, CardFailed)
_CARD_MOVES = (CardInserted, CardRemoved)
_PRINTER = (
    PrintProgressed,
    PrintHeld,
    PrintSettled,
    PrintFailed,
    ReceiptPrinted,
    ReceiptFailed,
)
_REASONS = (ReasonsPressed, ReasonsPrinted, ReasonsFailed)
_WORKER = (Committed, CommitFailed, BoxesQuestioned)

IGNORED: Mapping[type, tuple[type, ...]] = {
    # Keys that this screen does not have; late answers of a step that was left.
    AttractShown: (
        Chosen, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ChoosingEvent: (
        StartPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardRead: the answer of a reading that was given up; the PIN has to be asked again.
    WaitingForCard: (
        StartPressed, Chosen, TroubleKeyPressed, PinEdited, CardRead,
        *_ENTRY, *_HELPERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardInserted: a second one without a removal between is the same card.
    EnteringPin: (
        StartPressed, Chosen, TroubleKeyPressed, CardInserted,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # Card moves: it is taken into the hand to look at its numbers and laid down again.
    EnteringCardNumbers: (
        StartPressed, Chosen, TroubleKeyPressed, PinEdited, KeyboardChosen, EraChosen,
        CandidateChosen, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # The keys are grey while the card works.
    ReadingCard: (
        StartPressed, Chosen, NextPressed, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        CardChecked, CardInserted, *_ENTRY, *_HELPERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardRemoved: people put their cards away; what was read is read.
    SayingWhoseCard: (
        StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ConfirmingRead: (
        StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ChoosingLetter: (
        StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # Card moves: the card is done; laying one down here means nothing.
    Answering: (
        StartPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    Reviewing: (
        AddPressed, RemovePressed, StartPressed, Chosen, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    # Boxes were asked about because nothing is sealed: a late word of the keeper means nothing.
    SettlingBoxes: (
        AddPressed, RemovePressed, StartPressed, Chosen, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    # The keys are grey while the machine works.
    Finishing: (
        StartPressed, Chosen, NextPressed, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_LISTS,
    ),
    # Printer and keeper: the paper was given up, the commit was said twice.
    ResultShown: (
        StartPressed, Chosen, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited, *_LISTS,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    # Trouble has its own keys; a card taken off changes nothing.
    InTrouble: (
        StartPressed, Chosen, NextPressed, SkipPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_LISTS,
    ),
    # Nothing of a session that is over reaches anything.
    SessionEnded: EVENTS,
}  # fmt: skip


_TOUCHES = frozenset(
    {
        StartPressed, Chosen, NextPressed, BackPressed, StaffPressed, LanguageChosen,
        LookChosen, SheetTurned, SkipPressed, StayPressed, *_LISTS, KeyTyped,
        KeyboardChosen, FieldChosen, EraChosen, CandidateChosen, TroubleKeyPressed, PinEdited,
        CardInserted, ReasonsPressed,
    }
)  # fmt: skip


def initial(session: UUID, language: str = "ja") -> SessionState:
    """A new session before anybody is there."""
    return SessionState(Visit(session, language), AttractShown())


def reduce(
    state: SessionState, event: Event, world: World
) -> tuple[SessionState, tuple[Effect, ...]]:
    """The next state and what shall be done.  Raises ``KeyError`` for a pair that is nowhere listed: a bug."""
    situation, kind = type(state.situation), type(event)
    if kind in IGNORED[situation]:
        return _noticed(state, event), ()
    state = _noticed(state, event)
    anywhere = ANYWHERE.get(kind)
    if anywhere is not None:
        return anywhere(state, event, world)
    return HANDLERS[situation, kind](state, state.situation, event, world)


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


__all__ = [
    "ANYWHERE",
    "EVENTS",
    "HANDLERS",
    "IGNORED",
    "SITUATIONS",
    "Situation",
    "initial",
    "reduce",
    "trouble",
]
