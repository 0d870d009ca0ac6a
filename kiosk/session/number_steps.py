"""The card without its PIN: the numbers that are printed on it (照合番号B).

Beside a member of staff by default; for a citizen alone only where the city has said so, and never with the
last five tries (``reference/card.md`` 2.4).
"""

from __future__ import annotations

from dataclasses import replace

from cardreader.cards.by_numbers import SPARE_TRIES
from cardreader.failures import CardFailure, CardFailureCode
from kiosk.session.drafts.card_numbers import (
    PARTS,
    CardNumbersDraft,
    card_numbers_fault,
    choose_number,
    next_number,
    press_card_number,
)
from kiosk.session.effects import Audit, CheckCard, ReadCardByNumbers
from kiosk.session.events import (
    BackPressed,
    FieldChosen,
    KeyTyped,
    NextPressed,
    SkipPressed,
)
from kiosk.session.questions import forward
from kiosk.session.states import EnteringCardNumbers, ReadingCard, SessionState, WaitingForCard
from kiosk.session.step import Step, complain, go
from kiosk.session.visit import Visit
from kiosk.session.world import CardNumbers, World


def offers_numbers(visit: Visit, world: World) -> bool:
    """Whether the card on the reader may be tried by its numbers, here and by this person."""
    left = visit.numbers_left
    if left is None or left == 0:
        return False
    match world.settings.card_numbers:
        case CardNumbers.OFF:
            return False
        case CardNumbers.ASSISTED:
            return visit.assisted
        case CardNumbers.ALONE:
            return visit.assisted or left > SPARE_TRIES


def type_number(
    state: SessionState, at: EnteringCardNumbers, event: KeyTyped, _world: World
) -> Step:
    """A key of the pad."""
    return go(state, replace(at, draft=press_card_number(at.draft, event.key)))


def choose_place(
    state: SessionState, at: EnteringCardNumbers, event: FieldChosen, _world: World
) -> Step:
    """A field was touched; the drawing points to its place on the card."""
    return go(state, replace(at, draft=choose_number(at.draft, event.name)))


def numbers_entered(
    state: SessionState, at: EnteringCardNumbers, _event: NextPressed, world: World
) -> Step:
    """To the next field while one is empty; complete numbers go to the card, never the same twice."""
    draft = at.draft
    if draft.part(draft.active) and not draft.filled:
        empty = next(part for part in PARTS if not draft.part(part))
        following = next_number(draft)
        wanted = following if not following.part(following.active) else choose_number(draft, empty)
        return go(state, replace(at, draft=wanted))
    fault = card_numbers_fault(draft, world.today)
    if fault is not None:
        part, why = fault
        return complain(state, why, replace(at, draft=choose_number(draft, part)))
    if draft.digits == at.refused:
        return complain(state, "card-same")
    if not state.visit.card_on_reader:
        # Taken into the hand to look at it, as it should be.
        return complain(state, "card-back")
    return replace(state, situation=ReadingCard(draft), complaint=None), (
        ReadCardByNumbers(state.visit.session, draft.digits, state.visit.assisted),
        Audit("card_numbers_handed_over"),
    )


def leave_numbers(
    state: SessionState, _at: EnteringCardNumbers, _event: BackPressed, _world: World
) -> Step:
    """To the PIN again; the counters are asked anew."""
    if state.visit.card_on_reader:
        return go(state, WaitingForCard(checking=True), CheckCard())
    return go(state, WaitingForCard(again=True))


def without_numbers(
    state: SessionState, _at: EnteringCardNumbers, _event: SkipPressed, world: World
) -> Step:
    """カードなしで進む."""
    moved, effects = forward(replace(state, visit=replace(state.visit, own_card=False)), world)
    return moved, (Audit("without_card"), *effects)


def numbers_refused(
    state: SessionState, draft: CardNumbersDraft, failure: CardFailure
) -> Step | None:
    """Back to the numbers with what was typed, if another attempt is allowed; else None."""
    left = failure.tries_left
    if failure.code is not CardFailureCode.COLLATION_WRONG or left is None:
        return None
    if left <= SPARE_TRIES and not state.visit.assisted:
        return None
    return go(
        state,
        EnteringCardNumbers(choose_number(draft, PARTS[0]), refused=draft.digits),
        Audit("card_numbers_wrong"),
        numbers_left=left,
    )
