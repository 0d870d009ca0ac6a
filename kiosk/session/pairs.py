"""Which handler takes which event in which situation, and what is ignored, with the reason.

Every pair is in exactly one of three places: :data:`HANDLERS` (by situation), ``anywhere.ANYWHERE`` (the same in every
situation but the last), :data:`IGNORED`.  A test walks all pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias, get_args

from kiosk.session import (
    card_steps,
    finishing,
    leaving,
    letter_steps,
    lists,
    number_steps,
    prepared_steps,
    questions,
    starting,
    tray,
)
from kiosk.session.events import (
    AddPressed,
    AddressFound,
    BackPressed,
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
    EditPressed,
    EraChosen,
    Event,
    FieldChosen,
    KeyboardChosen,
    KeyTyped,
    LeavePressed,
    NextPressed,
    PinEdited,
    Presented,
    PrintFailed,
    PrintHeld,
    PrintProgressed,
    PrintSettled,
    ReasonsFailed,
    ReasonsPressed,
    ReasonsPrinted,
    ReceiptFailed,
    ReceiptPrinted,
    RemovePressed,
    SearchPressed,
    SkipPressed,
    StartPressed,
    TakeawaySettled,
    TroubleKeyPressed,
)
from kiosk.session.states import (
    Answering,
    AskingSurvey,
    AttractShown,
    ChoosingEvent,
    ChoosingLetter,
    ConfirmingPrepared,
    ConfirmingRead,
    EnteringCardNumbers,
    EnteringPin,
    Finishing,
    InTrouble,
    KeepingCase,
    ReadingCard,
    Resting,
    ResultShown,
    Reviewing,
    SayingWhoseCard,
    SearchingEvent,
    SessionEnded,
    SessionState,
    SettlingBoxes,
    TakingThings,
    ThingsLeft,
    WaitingForCard,
)
from kiosk.session.step import Step
from kiosk.session.world import World

# Handlers narrow their situation and event; the tables pair them by those types.
Handler: TypeAlias = Callable[[SessionState, Any, Any, World], Step]


SITUATIONS: tuple[type, ...] = (*get_args(Resting), InTrouble, SessionEnded)
EVENTS: tuple[type, ...] = get_args(Event)

HANDLERS: Mapping[tuple[type, type], Handler] = {
    (AttractShown, StartPressed): starting.start,
    (AttractShown, NextPressed): starting.start_by_next,
    (ChoosingEvent, Chosen): starting.choose_event,
    (ChoosingEvent, NextPressed): starting.leave_event,
    (ChoosingEvent, BackPressed): starting.stop,
    (ChoosingEvent, SearchPressed): starting.open_search,
    (SearchingEvent, KeyTyped): starting.type_search,
    (SearchingEvent, KeyboardChosen): starting.search_keyboard,
    (SearchingEvent, CandidateChosen): starting.take_found,
    (SearchingEvent, NextPressed): starting.leave_search,
    (SearchingEvent, BackPressed): starting.back_from_search,
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
    (ConfirmingPrepared, NextPressed): prepared_steps.confirm_prepared,
    (ConfirmingPrepared, Chosen): prepared_steps.refuse_prepared,
    (ConfirmingPrepared, BackPressed): prepared_steps.back_from_prepared,
    (Answering, LeavePressed): prepared_steps.want_to_leave,
    (Reviewing, LeavePressed): prepared_steps.want_to_leave,
    (KeepingCase, TakeawaySettled): prepared_steps.takeaway_settled,
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
    (ResultShown, PrintSettled): tray.taken_back,
    (ResultShown, ReasonsPressed): finishing.want_reasons,
    (ResultShown, ReasonsPrinted): finishing.reasons_printed,
    (ResultShown, ReasonsFailed): finishing.reasons_failed,
    (AttractShown, Presented): leaving.presented,
    (ThingsLeft, CardRemoved): leaving.left_card_taken,
    (ThingsLeft, CardInserted): leaving.left_card_again,
    (ThingsLeft, NextPressed): leaving.left_paper_gone,
    (TakingThings, CardRemoved): leaving.card_taken,
    (TakingThings, CardInserted): leaving.card_put_back,
    (TakingThings, NextPressed): leaving.things_taken,
    (AskingSurvey, Chosen): leaving.rated,
    (AskingSurvey, NextPressed): leaving.not_rated,
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


_ENTRY = (KeyTyped, KeyboardChosen, FieldChosen, EraChosen, CandidateChosen)
_LISTS = (EditPressed, AddPressed, RemovePressed)
_HELPERS = (Converted, AddressFound)
_CARD_ANSWERS = (CardChecked, CardRead, CardFailed)
_CARD_MOVES = (CardInserted, CardRemoved)
_PRINTER_ANSWERS = (
    PrintProgressed,
    PrintHeld,
    PrintFailed,
    ReceiptPrinted,
    ReceiptFailed,
)
_PRINTER = (PrintSettled, *_PRINTER_ANSWERS)
_REASONS = (ReasonsPressed, ReasonsPrinted, ReasonsFailed)
_WORKER = (Committed, CommitFailed, BoxesQuestioned)

_AT_REST = (
    LeavePressed, TakeawaySettled, Presented, SearchPressed, StartPressed, BackPressed, SkipPressed,
    TroubleKeyPressed, PinEdited,
    *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
)  # fmt: skip
"""Keys that are on no screen at the edges of a session, and late answers."""

IGNORED: Mapping[type, tuple[type, ...]] = {
    # Keys that this screen does not have; late answers of a step that was left.
    AttractShown: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Chosen, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ChoosingEvent: (
        TakeawaySettled, LeavePressed,
        Presented, StartPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    SearchingEvent: (
        TakeawaySettled, LeavePressed,
        Presented, SearchPressed, StartPressed, Chosen, SkipPressed, TroubleKeyPressed, PinEdited, FieldChosen,
        EraChosen, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardRead: the answer of a reading that was given up; the PIN has to be asked again.
    WaitingForCard: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, Chosen, TroubleKeyPressed, PinEdited, CardRead,
        *_ENTRY, *_HELPERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardInserted: a second one without a removal between is the same card.
    EnteringPin: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, Chosen, TroubleKeyPressed, CardInserted,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # Card moves: it is taken into the hand to look at its numbers and laid down again.
    EnteringCardNumbers: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, Chosen, TroubleKeyPressed, PinEdited, KeyboardChosen, EraChosen,
        CandidateChosen, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # The keys are grey while the card works.
    ReadingCard: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented,
        StartPressed, Chosen, NextPressed, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        CardChecked, CardInserted, *_ENTRY, *_HELPERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # CardRemoved: people put their cards away; what was read is read.
    SayingWhoseCard: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ConfirmingRead: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    ChoosingLetter: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, SkipPressed, TroubleKeyPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # Card moves: the card is done; laying one down here means nothing.
    Answering: (
        TakeawaySettled,
        SearchPressed, Presented, StartPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    Reviewing: (
        TakeawaySettled,
        SearchPressed, Presented,
        AddPressed, RemovePressed, StartPressed, Chosen, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    # Boxes were asked about because nothing is sealed: a late word of the keeper means nothing.
    SettlingBoxes: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented,
        AddPressed, RemovePressed, StartPressed, Chosen, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER,
    ),
    # The keys are grey while the machine works.
    Finishing: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented,
        StartPressed, Chosen, NextPressed, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_LISTS,
    ),
    # Printer and keeper: the paper was given up, the commit was said twice.
    ResultShown: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented,
        StartPressed, Chosen, BackPressed, SkipPressed, TroubleKeyPressed, PinEdited, *_LISTS,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_CARD_MOVES, *_PRINTER_ANSWERS, *_WORKER,
    ),
    # The card may be put away meanwhile; what it said is known.
    ConfirmingPrepared: (
        Presented, SearchPressed, LeavePressed, TakeawaySettled, StartPressed, SkipPressed, TroubleKeyPressed,
        PinEdited, *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # The keys are grey while the sheet is printed.
    KeepingCase: (
        Presented, SearchPressed, LeavePressed, StartPressed, Chosen, NextPressed, BackPressed, SkipPressed,
        TroubleKeyPressed, PinEdited,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_CARD_MOVES, *_PRINTER, *_WORKER, *_LISTS,
    ),
    # The visit is over: only what was left lying there counts.
    TakingThings: (*_AT_REST, Chosen),
    AskingSurvey: (*_AT_REST, *_CARD_MOVES),
    ThingsLeft: (*_AT_REST, Chosen),
    # Trouble has its own keys; a card taken off changes nothing.
    InTrouble: (
        TakeawaySettled, LeavePressed,
        SearchPressed, Presented, StartPressed, Chosen, NextPressed, SkipPressed, PinEdited, CardRemoved,
        *_ENTRY, *_HELPERS, *_CARD_ANSWERS, *_REASONS, *_LISTS,
    ),
    # Nothing of a session that is over reaches anything.
    SessionEnded: EVENTS,
}  # fmt: skip
