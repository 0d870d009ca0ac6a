"""One session at work, without Qt: state, reducer, effects out, events in.

The same engine runs under the Qt facade and in the headless driver; they differ in their :class:`Hands`.
"""

from __future__ import annotations

import copy
from collections import deque
from collections.abc import Callable
from typing import assert_never
from uuid import UUID

from forms.catalogue import Wording
from kiosk.app.doing import Hands
from kiosk.app.pin import PinPad
from kiosk.app.practice import PracticeHands
from kiosk.screens.build import build_view
from kiosk.screens.foresight import EXACT, Foresight
from kiosk.screens.view import ScreenView
from kiosk.session.actions import event_for
from kiosk.session.effects import (
    AbandonPrinting,
    AskHealth,
    Audit,
    BeginSession,
    CallStaff,
    CheckCard,
    CheckStaffCode,
    ConvertKana,
    Effect,
    EndSession,
    LookUpPostcode,
    NotePapers,
    PrintForms,
    PrintPrepared,
    PrintReasons,
    PrintReceipt,
    PrintTestPage,
    ReadCard,
    ReadCardByNumbers,
    SealAndCommit,
    TellPaper,
    WatchDelivery,
    WipePin,
    WipeStaffCode,
)
from kiosk.session.events import Event, PinEdited, failure_code
from kiosk.session.reducer import initial, reduce
from kiosk.session.staff.events import CodeEdited
from kiosk.session.staff.places import AskingCode
from kiosk.session.staff.steps import CODE_LONGEST
from kiosk.session.states import EnteringPin, SessionState
from kiosk.session.step import Step
from kiosk.session.world import World


class Engine:
    """Owns the state.  Not thread-safe: ``post`` and ``act`` are called in one thread."""

    def __init__(
        self,
        session: UUID,
        world: World,
        wording: Wording,
        hands: Hands,
        on_change: Callable[[], None] = lambda: None,
        language: str = "ja",
    ) -> None:
        self.world = world
        self.state: SessionState = initial(session, language)
        self.failures: list[str] = []
        """Codes of what went wrong on the way, in order; for staff and stories."""
        self.foresight: Foresight = EXACT
        self._wording = wording
        self._real_hands = hands
        self._practice_hands = PracticeHands(hands, world, lambda: self.state, self.post)
        self._on_change = on_change
        self._pad = PinPad()
        self._staff_pad = PinPad(CODE_LONGEST)
        self._foreseen: tuple[SessionState, Event, Step] | None = None
        self._waiting: deque[Event] = deque()
        self._working = False

    def view(self) -> ScreenView:
        """The present screen."""
        return build_view(
            self.state, self.world, self._wording, self.state.visit.language, self.foresight
        )

    def foresee(self, event: Event) -> ScreenView:
        """The screen that ``event`` would bring now.  Nothing is done for it, and nothing of this session changes."""
        step = reduce(self.state, event, self.world)
        self._foreseen = (self.state, event, step)
        # A copy: that it was asked for a screen which may never come is none of its business.
        foresight = copy.copy(self.foresight)
        state = step[0]
        return build_view(state, self.world, self._wording, state.visit.language, foresight)

    def act(self, action: str, argument: str = "") -> None:
        """A touch.  Raises ``KeyError`` for an unknown action."""
        self.post(event_for(action, argument))

    def pin_digit(self, digit: int) -> None:
        """One digit into the pad that is on the screen; the reducer learns the length only."""
        if isinstance(self.state.staff, AskingCode):
            self._staff_pad.push(digit)
            self.post(CodeEdited(len(self._staff_pad)))
        elif self.state.staff is None and isinstance(self.state.situation, EnteringPin):
            self._pad.push(digit)
            self.post(PinEdited(len(self._pad)))

    def pin_erase(self) -> None:
        """Take one digit back."""
        if isinstance(self.state.staff, AskingCode):
            self._staff_pad.erase()
            self.post(CodeEdited(len(self._staff_pad)))
        else:
            self._pad.erase()
            self.post(PinEdited(len(self._pad)))

    def pin_clear(self) -> None:
        """Take all back."""
        if isinstance(self.state.staff, AskingCode):
            self._staff_pad.wipe()
            self.post(CodeEdited(0))
        else:
            self._pad.wipe()
            self.post(PinEdited(0))

    def post(self, event: Event) -> None:
        """Take an event; one at a time, in order, also when effects answer at once."""
        self._waiting.append(event)
        code = failure_code(event)
        if code:
            self.failures.append(code)
        if self._working:
            return
        self._working = True
        try:
            while self._waiting:
                self._take(self._waiting.popleft())
        finally:
            self._working = False
        self._on_change()

    def _take(self, event: Event) -> None:
        self.state, effects = self._reduced(event)
        for effect in effects:
            self._perform(effect)

    def _reduced(self, event: Event) -> Step:
        """What was foreseen counts where it was foreseen from the state as it is: the reducer is pure."""
        if self._foreseen is not None and self._foreseen[0] is not self.state:
            self._foreseen = None
        if self._foreseen is not None and self._foreseen[1] == event:
            return self._foreseen[2]
        return reduce(self.state, event, self.world)

    def _perform(self, effect: Effect) -> None:
        hands: Hands = self._practice_hands if self.state.visit.practice else self._real_hands
        match effect:
            case CheckCard():
                hands.check_card()
            case ReadCard():
                hands.read_card(self._pad.take(), effect.assisted)
            case ReadCardByNumbers():
                hands.read_card_by_numbers(bytearray(effect.digits, "ascii"), effect.assisted)
            case WipePin():
                self._pad.wipe()
            case BeginSession():
                hands.begin(effect.session)
            case SealAndCommit():
                hands.seal_and_commit(effect.visit)
            case WatchDelivery():
                hands.watch_delivery(effect.session)
            case PrintForms():
                hands.print_forms(effect.visit, effect.only)
            case NotePapers():
                hands.note_papers(effect.came, effect.missing)
            case PrintReceipt():
                hands.print_receipt(effect.visit)
            case PrintReasons():
                hands.print_reasons(effect.visit)
            case PrintPrepared():
                hands.print_prepared(effect.visit)
            case AbandonPrinting():
                hands.abandon_printing()
            case ConvertKana():
                hands.convert(effect)
            case LookUpPostcode():
                hands.look_up(effect.postcode)
            case CallStaff():
                hands.call_staff(effect.code)
            case TellPaper():
                hands.tell_paper(effect.out)
            case CheckStaffCode():
                hands.check_staff_code(effect.badge, self._staff_pad.take())
            case WipeStaffCode():
                self._staff_pad.wipe()
            case AskHealth():
                hands.ask_health()
            case PrintTestPage():
                hands.print_test_page()
            case Audit():
                hands.audit(effect.event)
            case EndSession():
                hands.end(effect.reason)
            case _:
                assert_never(effect)
