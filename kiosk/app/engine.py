"""One session at work, without Qt: state, reducer, effects out, events in.

The same engine runs under the Qt facade and in the headless driver; they differ in their :class:`Hands`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import Protocol, assert_never
from uuid import UUID

from forms.catalogue import Wording
from kiosk.app.pin import PinPad
from kiosk.screens.build import build_view
from kiosk.screens.view import ScreenView
from kiosk.session.actions import event_for
from kiosk.session.effects import (
    AbandonPrinting,
    Audit,
    BeginSession,
    CallStaff,
    CheckCard,
    ConvertKana,
    Effect,
    EndSession,
    LookUpPostcode,
    NotePapers,
    PrintForms,
    PrintReasons,
    PrintReceipt,
    ReadCard,
    ReadCardByNumbers,
    SealAndCommit,
    WatchDelivery,
    WipePin,
)
from kiosk.session.events import Event, PinEdited, failure_code
from kiosk.session.reducer import initial, reduce
from kiosk.session.states import EndReason, EnteringPin, SessionState
from kiosk.session.visit import Visit
from kiosk.session.world import World


class Hands(Protocol):
    """Who does the effects.  Nothing here blocks; answers come back as events through ``Engine.post``."""

    def check_card(self) -> None:
        """Answer ``CardChecked`` or ``CardFailed``."""

    def read_card(self, pin: bytearray, assisted: bool, /) -> None:
        """Answer ``CardRead`` or ``CardFailed``; ``pin`` is wiped."""

    def read_card_by_numbers(self, digits: bytearray, assisted: bool, /) -> None:
        """Answer ``CardRead`` or ``CardFailed``; ``digits`` are wiped."""

    def begin(self, session: UUID, /) -> None:
        """Answer ``Begun`` or ``BeginFailed``."""

    def seal_and_commit(self, visit: Visit) -> None:
        """Answer ``Committed``, ``CommitFailed``, or ``BoxesQuestioned`` before anything is sealed."""

    def watch_delivery(self, session: UUID, /) -> None:
        """Answer ``Delivered`` some time, or never."""

    def print_forms(self, visit: Visit, only: tuple[int, ...] | None = None, /) -> None:
        """All, or those at ``only``.  Answer ``PrintProgressed``, ``PrintHeld``; at the end ``PrintSettled``
        or ``PrintFailed``."""

    def note_papers(self, came: tuple[int, ...], missing: tuple[int, ...], /) -> None:
        """Write down what a person saw in the tray; no answer."""

    def print_receipt(self, visit: Visit) -> None:
        """Answer ``PrintHeld`` and at the end ``ReceiptPrinted`` or ``ReceiptFailed``."""

    def print_reasons(self, visit: Visit) -> None:
        """Answer ``ReasonsPrinted`` or ``ReasonsFailed``."""

    def abandon_printing(self) -> None:
        """No answer."""

    def convert(self, reading: str) -> None:
        """Answer ``Converted``."""

    def look_up(self, postcode: str) -> None:
        """Answer ``AddressFound`` or nothing."""

    def call_staff(self, code: str | None) -> None:
        """No answer."""

    def audit(self, event: str) -> None:
        """No answer."""

    def end(self, reason: EndReason) -> None:
        """Leave; no answer."""


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
        self._wording = wording
        self._hands = hands
        self._on_change = on_change
        self._pad = PinPad()
        self._waiting: deque[Event] = deque()
        self._working = False

    def view(self) -> ScreenView:
        """The present screen."""
        return build_view(self.state, self.world, self._wording, self.state.visit.language)

    def act(self, action: str, argument: str = "") -> None:
        """A touch.  Raises ``KeyError`` for an unknown action."""
        self.post(event_for(action, argument))

    def pin_digit(self, digit: int) -> None:
        """One digit into the pad; the reducer learns the length only."""
        if isinstance(self.state.situation, EnteringPin):
            self._pad.push(digit)
            self.post(PinEdited(len(self._pad)))

    def pin_erase(self) -> None:
        """Take one digit back."""
        self._pad.erase()
        self.post(PinEdited(len(self._pad)))

    def pin_clear(self) -> None:
        """Take all back."""
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
        self.state, effects = reduce(self.state, event, self.world)
        for effect in effects:
            self._perform(effect)

    def _perform(self, effect: Effect) -> None:
        hands = self._hands
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
            case AbandonPrinting():
                hands.abandon_printing()
            case ConvertKana():
                hands.convert(effect.reading)
            case LookUpPostcode():
                hands.look_up(effect.postcode)
            case CallStaff():
                hands.call_staff(effect.code)
            case Audit():
                hands.audit(effect.event)
            case EndSession():
                hands.end(effect.reason)
            case _:
                assert_never(effect)
