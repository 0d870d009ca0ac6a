"""The card: waiting, PIN, reading, whose it is, confirming."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from cardreader.cards.verified_read import VerifiedRecord
from cardreader.failures import CardFailure, CardFailureCode
from forms.facts.values import FactId, FactState, Known, Source
from kiosk.failures import SessionFailureCode
from kiosk.session.effects import Audit, CheckCard, ReadCard
from kiosk.session.events import (
    BackPressed,
    CardChecked,
    CardFailed,
    CardInserted,
    CardRead,
    CardRemoved,
    Chosen,
    NextPressed,
    PinEdited,
    SkipPressed,
)
from kiosk.session.letter_steps import LETTER, open_letter
from kiosk.session.number_steps import numbers_refused, offers_numbers
from kiosk.session.questions import forward
from kiosk.session.states import (
    ChoosingEvent,
    ChoosingLetter,
    ConfirmingRead,
    EnteringCardNumbers,
    EnteringPin,
    InTrouble,
    ReadingCard,
    Remedy,
    SayingWhoseCard,
    SessionState,
    WaitingForCard,
)
from kiosk.session.step import Step, call_staff, complain, go, stay, trouble
from kiosk.session.visit import Visit, Whose
from kiosk.session.world import World

PIN_LENGTH = 4
LAST_TRY = 1


def after_event(state: SessionState, world: World) -> Step:
    """Wait for the card, unless there is none to wait for; a card that lies there is asked."""
    if not world.settings.card_reader:
        return forward(state, world)
    if state.visit.card_on_reader:
        return go(state, WaitingForCard(checking=True), CheckCard())
    return go(state, WaitingForCard())


def card_laid_down(
    state: SessionState, _at: WaitingForCard, _event: CardInserted, _world: World
) -> Step:
    """Ask what it is and for its counter before any PIN is asked for."""
    return go(state, WaitingForCard(checking=True), CheckCard())


def card_gone_while_waiting(
    state: SessionState, at: WaitingForCard, _event: CardRemoved, _world: World
) -> Step:
    """Taken off before it was known."""
    return go(state, WaitingForCard(again=at.checking or at.again))


def card_checked(state: SessionState, at: WaitingForCard, event: CardChecked, world: World) -> Step:
    """Only now the PIN; the last try is asked for beside a member of staff only."""
    if not at.checking:
        return stay(state)
    state = replace(state, visit=replace(state.visit, numbers_left=event.numbers_left))
    if event.tries_left == 0:
        return card_trouble(state, CardFailure(CardFailureCode.PIN_BLOCKED, 0), world)
    if event.tries_left <= LAST_TRY and not state.visit.assisted:
        failure = CardFailure(CardFailureCode.PIN_LAST_TRY, event.tries_left)
        return card_trouble(state, failure, world)
    return go(state, EnteringPin(event.tries_left))


def card_failed_while_waiting(
    state: SessionState, at: WaitingForCard, event: CardFailed, world: World
) -> Step:
    """A card that cannot be used, or one taken off too soon."""
    if not at.checking:
        return stay(state)
    if event.failure.code in {CardFailureCode.REMOVED, CardFailureCode.ABSENT}:
        return go(state, WaitingForCard(again=True))
    return card_trouble(state, event.failure, world)


def nudge(state: SessionState, _at: WaitingForCard, _event: NextPressed, _world: World) -> Step:
    """つぎへ is grey here."""
    return complain(state, "put-card")


def back_to_event(
    state: SessionState, _at: WaitingForCard, _event: BackPressed, _world: World
) -> Step:
    """The event may still be changed; before one's own card stands whose the other one was."""
    visit = state.visit
    if visit.own_card:
        asked = replace(state, visit=replace(visit, own_card=False))
        return go(asked, SayingWhoseCard(visit.cards[Whose.DECEASED], Whose.DECEASED))
    return go(state, ChoosingEvent(visit.event))


def skip_pin(state: SessionState, at: EnteringPin, event: SkipPressed, world: World) -> Step:
    """暗証番号がわからない: by the numbers on the card where that may be, else without it."""
    if offers_numbers(state.visit, world):
        return go(state, EnteringCardNumbers(), Audit("card_numbers"))
    return skip_card(state, at, event, world)


def skip_card(
    state: SessionState,
    _at: WaitingForCard | EnteringPin,
    _event: SkipPressed,
    world: World,
) -> Step:
    """カードなしで進む: what the card would have said is asked."""
    moved, effects = onward(state, world)
    return moved, (Audit("without_card"), *effects)


def pin_edited(state: SessionState, at: EnteringPin, event: PinEdited, _world: World) -> Step:
    """The pad tells its length only."""
    return go(state, replace(at, length=min(max(event.length, 0), PIN_LENGTH)))


def pin_entered(state: SessionState, at: EnteringPin, _event: NextPressed, _world: World) -> Step:
    """Hand the pad to the card, which empties it."""
    if at.length < PIN_LENGTH:
        return complain(state, "pin-four")
    # The pad is not wiped by leaving the keypad here: reading takes it over and wipes it.
    return replace(state, situation=ReadingCard(), complaint=None), (
        ReadCard(state.visit.session, state.visit.assisted),
        Audit("pin_handed_over"),
    )


def leave_pin(state: SessionState, _at: EnteringPin, _event: BackPressed, _world: World) -> Step:
    """The card may stay or be changed."""
    return go(state, WaitingForCard())


def card_gone_at_pin(
    state: SessionState, _at: EnteringPin, _event: CardRemoved, _world: World
) -> Step:
    """Taken into the hand again: normal, but the PIN belongs to the card that lies there."""
    return go(state, WaitingForCard(again=True))


def card_read(state: SessionState, _at: ReadingCard, event: CardRead, world: World) -> Step:
    """Ask whose it is where that is a question; the same card read again keeps its owner.

    What was checked and did not hold never gets so far.
    """
    visit = state.visit
    assert visit.event is not None
    if event.card.contradicted is not None:
        return check_failed(state, world)
    done = Audit("card_read")
    if not world.asks_whose_card(visit.event):
        return go(state, ConfirmingRead(event.card, Whose.VISITOR), done)
    known = owner_of(event.card, visit)
    if visit.own_card and known is not None:
        # The card of the person who died lies there still.
        return complain(state, "own-card", WaitingForCard())
    if visit.own_card:
        return go(state, ConfirmingRead(event.card, Whose.VISITOR), done)
    if known is not None:
        return go(state, ConfirmingRead(event.card, known), done)
    return go(state, SayingWhoseCard(event.card), done)


def owner_of(card: VerifiedRecord, visit: Visit) -> Whose | None:
    """Whose card this is, if it was confirmed before."""
    owners = (whose for whose, read in visit.cards.items() if same_person(read, card))
    return next(owners, None)


def same_person(one: VerifiedRecord, other: VerifiedRecord) -> bool:
    """By all that the card says, whatever the checks came to."""
    return one.basic_four == other.basic_four


def check_failed(state: SessionState, world: World) -> Step:
    """A person has to look at such a card: staff are called at once, the citizen may go on without it."""
    failure = CardFailure(CardFailureCode.CHECK_FAILED)
    called, calls = call_staff(state, failure.code.value)
    shown, effects = card_trouble(called, failure, world)
    return shown, (*calls, *effects)


def read_failed(state: SessionState, at: ReadingCard, event: CardFailed, world: World) -> Step:
    """A wrong PIN goes back to the keypad with the tries left; everything else is said."""
    failure = event.failure
    if at.numbers is not None and (again := numbers_refused(state, at.numbers, failure)):
        return again
    tries = failure.tries_left
    enough = tries is not None and (tries > LAST_TRY or state.visit.assisted)
    if failure.code is CardFailureCode.PIN_WRONG and tries is not None and enough:
        return go(state, EnteringPin(tries, missed=True), Audit("pin_wrong"))
    if failure.code is CardFailureCode.PIN_WRONG:
        failure = CardFailure(CardFailureCode.PIN_LAST_TRY, tries)
    return card_trouble(state, failure, world)


def gone_while_reading(
    state: SessionState, _at: ReadingCard, _event: CardRemoved, _world: World
) -> Step:
    """The reading itself knows what it was doing, and says so at once: perhaps all was read, perhaps a
    try may have been spent."""
    return stay(state)


def assist_began(state: SessionState, at: InTrouble, world: World) -> Step:
    """Somebody came to help with a PIN: what only staff may do is offered now."""
    if at.code not in {CardFailureCode.PIN_LAST_TRY, CardFailureCode.PIN_BLOCKED}:
        return stay(state)
    return card_trouble(state, CardFailure(CardFailureCode(at.code), at.tries_left), world)


def card_trouble(state: SessionState, failure: CardFailure, world: World) -> Step:
    """Ways on by what happened.  A card laid down anew ends most of them by itself."""
    match failure.code:
        case CardFailureCode.PIN_LAST_TRY | CardFailureCode.PIN_BLOCKED:
            numbers = (Remedy.BY_NUMBERS,) if offers_numbers(state.visit, world) else ()
            last = failure.code is CardFailureCode.PIN_LAST_TRY and state.visit.assisted
            again = (Remedy.TRY_AGAIN,) if last else ()
            remedies: tuple[Remedy, ...] = (
                *numbers,
                *again,
                Remedy.WITHOUT_CARD,
                Remedy.CALL_STAFF,
            )
        case (
            CardFailureCode.PHONE
            | CardFailureCode.OLD_RESIDENT_CARD
            | CardFailureCode.LICENCE
            | CardFailureCode.RESIDENCE_CARD
            | CardFailureCode.TRANSIT
            | CardFailureCode.CHECK_FAILED
            | CardFailureCode.COLLATION_FEW_LEFT
        ):
            remedies = (Remedy.WITHOUT_CARD, Remedy.CALL_STAFF)
        case CardFailureCode.READER_MISSING | CardFailureCode.SERVICE_MISSING:
            remedies = (Remedy.WITHOUT_CARD, Remedy.CALL_STAFF)
        case _:
            remedies = (Remedy.TRY_AGAIN, Remedy.WITHOUT_CARD, Remedy.CALL_STAFF)
    return trouble(
        state,
        failure.code.value,
        *remedies,
        came_from=WaitingForCard(again=True),
        tries_left=failure.tries_left,
    )


def choose_owner(state: SessionState, at: SayingWhoseCard, event: Chosen, _world: World) -> Step:
    """来庁者 or 亡くなった方."""
    if event.value not in {item.value for item in Whose}:
        return stay(state)
    return go(state, replace(at, selected=Whose(event.value)))


def leave_owner(
    state: SessionState, at: SayingWhoseCard, _event: NextPressed, _world: World
) -> Step:
    """Go on with the owner."""
    if at.selected is None:
        return complain(state, "choose-one")
    return go(state, ConfirmingRead(at.card, at.selected))


def back_to_card(
    state: SessionState, _at: SayingWhoseCard, _event: BackPressed, _world: World
) -> Step:
    """Read again, or another card."""
    return go(state, WaitingForCard())


def back_to_owner(
    state: SessionState, at: ConfirmingRead, _event: BackPressed, world: World
) -> Step:
    """Change the owner where that was a question."""
    assert state.visit.event is not None
    if state.visit.own_card:
        return go(state, WaitingForCard())
    if world.asks_whose_card(state.visit.event):
        return go(state, SayingWhoseCard(at.card, at.whose))
    return go(state, WaitingForCard())


def another_card(
    state: SessionState,
    _at: SayingWhoseCard | ConfirmingRead | ChoosingLetter,
    _event: CardInserted,
    _world: World,
) -> Step:
    """A card laid down after the reading may be a different one: stop and ask."""
    return trouble(state, SessionFailureCode.CARD_LAID_DOWN_AGAIN, Remedy.KEEP, Remedy.READ_CARD)


def confirm(state: SessionState, at: ConfirmingRead, _event: NextPressed, world: World) -> Step:
    """合っている: now they are facts."""
    visit = state.visit
    # A card has one owner: said otherwise now, it is no longer the other one's.
    others = {
        w: c for w, c in visit.cards.items() if w is not at.whose and not same_person(c, at.card)
    }
    kept = {
        fact: value
        for fact, value in visit.facts.items()
        if not (isinstance(value, Known) and value.source is Source.CARD)
        or fact.partition(".")[0] in others
    }
    # The pictures were for this screen only.
    card = replace(at.card, pictures=None)
    said = card_facts(card, at.whose)
    if at.name:
        # People looked at the card and said so: no longer what its signature covers.
        chosen = Source.CLERK if visit.assisted else Source.CITIZEN
        said[f"{at.whose.value}.name"] = Known(at.name, chosen)
    visit = replace(visit, facts={**kept, **said}, cards={**others, at.whose: card})
    return after_card(replace(state, visit=visit), at.whose, world)


def after_card(state: SessionState, whose: Whose, world: World) -> Step:
    """Who laid the card of the person who died has one of their own: asked once, and one touch leaves it out."""
    visit = state.visit
    offered = visit.own_card or Whose.VISITOR in visit.cards
    if whose is not Whose.DECEASED or offered:
        return onward(state, world)
    asking = replace(state, visit=replace(visit, own_card=True))
    return go(asking, WaitingForCard(), Audit("own_card_asked"))


def onward(state: SessionState, world: World) -> Step:
    """From the card to the questions."""
    return forward(replace(state, visit=replace(state.visit, own_card=False)), world)


def dispute(state: SessionState, at: ConfirmingRead, event: Chosen, world: World) -> Step:
    """ちがうところがある: nothing of the card is used, the facts are asked."""
    if event.value.startswith(LETTER):
        return open_letter(state, at, event)
    if event.value != "not_mine":
        return stay(state)
    return onward(state, world)


def card_facts(card: VerifiedRecord, whose: Whose) -> dict[FactId, FactState]:
    """The card's four as facts of its owner."""
    said = card.basic_four
    facts: dict[FactId, FactState] = {
        f"{whose.value}.name": Known(said.name, Source.CARD),
        f"{whose.value}.address": Known(said.address, Source.CARD),
        f"{whose.value}.sex": Known(said.sex, Source.CARD),
    }
    if said.birth is not None:
        facts[f"{whose.value}.birth"] = Known(said.birth, Source.CARD)
    return facts


def card_again_in_trouble(
    state: SessionState, at: InTrouble, _event: CardInserted, _world: World
) -> Step:
    """Put on again: ask the card anew, if the trouble was about the card."""
    if isinstance(at.came_from, WaitingForCard):
        return go(state, WaitingForCard(checking=True), CheckCard())
    return stay(state)


def solve_card(state: SessionState, at: InTrouble, remedy: Remedy, world: World) -> Step:
    """The keys of card trouble."""
    match remedy:
        case Remedy.TRY_AGAIN | Remedy.READ_CARD:
            if state.visit.card_on_reader:
                return go(state, WaitingForCard(checking=True), CheckCard())
            return go(state, WaitingForCard(again=remedy is Remedy.TRY_AGAIN))
        case Remedy.WITHOUT_CARD:
            return onward(state, world)
        case Remedy.BY_NUMBERS:
            return go(state, EnteringCardNumbers(), Audit("card_numbers"))
        case Remedy.KEEP:
            return go(state, at.came_from)
        case Remedy.WAIT | Remedy.CALL_STAFF | Remedy.END | Remedy.GO_ON | Remedy.TAKE_ALONG:
            return stay(state)
        case Remedy.WITHOUT_PAPER | Remedy.PAPER_CAME | Remedy.PAPER_MISSING | Remedy.PRINT_AGAIN:
            return stay(state)
        case _:
            assert_never(remedy)


def reader_missing() -> CardFailure:
    """The reader went away while it was needed."""
    return CardFailure(CardFailureCode.READER_MISSING)


def card_hung() -> CardFailure:
    """The session's own limit for a reading is over."""
    return CardFailure(CardFailureCode.HUNG)
