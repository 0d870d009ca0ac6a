"""The thin Qt object between QML and the engine.  No digit, no rule, no text is made here."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Property, QObject, Qt, QTimer, Signal, Slot

from kiosk.access.speaker import Speaker
from kiosk.app.engine import Engine
from kiosk.app.names import name_svg, needs_outlines
from kiosk.screens.foresight import AtOnce
from kiosk.session.actions import ACTIONS
from kiosk.session.events import Event, IdleElapsed, NextPressed, PinEdited, PrintProgressed
from kiosk.session.states import (
    Answering,
    AttractShown,
    ChoosingEvent,
    ConfirmingPrepared,
    ConfirmingRead,
    SayingWhoseCard,
    SessionEnded,
    ThingsLeft,
)

_TICK_MILLISECONDS = 1000
_SENTENCE_MILLISECONDS = 150
_COUNT_MILLISECONDS = 250
"""After a new screen has faded in."""
_AHEAD_MILLISECONDS = 200
"""After a new screen has faded in; a hand needs longer from the answer to つぎへ."""
_FORESEEN = (ChoosingEvent, SayingWhoseCard, ConfirmingRead, ConfirmingPrepared, Answering)
"""Where つぎへ brings another screen at once, whatever the devices say."""
_MACHINE_WORKS = (PrintProgressed,)
"""Events that are no touch but show that the session is not idle."""


class Backend(QObject):
    """QML's only door: ``view`` and a few slots."""

    viewChanged = Signal()  # noqa: N815 - the name that QML binds to
    aheadChanged = Signal()  # noqa: N815 - the name that QML binds to
    ended = Signal()
    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine: Engine | None = None
        self.speaker: Speaker | None = None
        """Where the kiosk has a voice."""
        self._view: dict[str, Any] = {}
        self._ahead: dict[str, Any] = {}
        self._foresight = AtOnce()
        self._touched = time.monotonic()
        self._posted.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._ticks = QTimer(self)
        self._ticks.setInterval(_TICK_MILLISECONDS)
        self._ticks.timeout.connect(self.tick)
        self._counts = QTimer(self)
        self._counts.setSingleShot(True)
        self._counts.setInterval(_COUNT_MILLISECONDS)
        self._counts.timeout.connect(self._count)
        self._aheads = QTimer(self)
        self._aheads.setSingleShot(True)
        self._aheads.timeout.connect(self._look_ahead)
        self._sentences = QTimer(self)
        self._sentences.setInterval(_SENTENCE_MILLISECONDS)
        self._sentences.timeout.connect(self._next_sentence)

    def attach(self, make: Callable[[Callable[[], None]], Engine]) -> None:
        """Give it its engine; ``make`` gets what to call when the state has changed."""
        self._engine = make(self._refresh)
        self._engine.foresight = self._foresight
        self._refresh()
        self._ticks.start()

    @property
    def engine(self) -> Engine:
        """The session at work."""
        return self._running

    def current_view(self) -> dict[str, Any]:
        """The view as QML has it."""
        return self._view

    def post(self, event: Event) -> None:
        """Hand an event over from any thread."""
        self._posted.emit(event)

    def _get_view(self) -> dict[str, Any]:
        return self._view

    view = Property("QVariantMap", _get_view, notify=viewChanged)  # type: ignore[arg-type]  # the stub knows types only; QML needs the map

    def _get_ahead(self) -> dict[str, Any]:
        return self._ahead

    ahead = Property("QVariantMap", _get_ahead, notify=aheadChanged)  # type: ignore[arg-type]  # as `view`
    """What つぎへ would bring, once an answer is given: QML makes it ready while the hand is on its way."""

    @Slot(str, str)
    def act(self, action: str, argument: str) -> None:
        """A touch on something that the view named."""
        self._touched = time.monotonic()
        if action in ACTIONS:
            self._running.act(action, argument)

    @Slot(str, str, result=str)
    def nameSvg(self, text: str, colour: str) -> str:  # noqa: N802 - a slot of the screen contract
        """Outlines of a name that Qt would draw wrongly; "" where it would not."""
        return name_svg(text, colour) if needs_outlines(text) else ""

    @Slot(str, str)
    def focused(self, name: str, spoken: str) -> None:
        """A keyboard's or the pad's focus came to ``name``."""
        self._touched = time.monotonic()
        if self.speaker is not None:
            self.speaker.focused(name, spoken)

    @Slot()
    def again(self) -> None:
        """Say the last words once more."""
        self._touched = time.monotonic()
        if self.speaker is not None:
            self.speaker.again()

    @Slot(int)
    def pinDigit(self, digit: int) -> None:  # noqa: N802 - a slot of the screen contract
        """A digit of the PIN pad."""
        self._touched = time.monotonic()
        self._running.pin_digit(digit)

    @Slot()
    def pinErase(self) -> None:  # noqa: N802 - a slot of the screen contract
        """けす of the PIN pad."""
        self._touched = time.monotonic()
        self._running.pin_erase()

    @Slot()
    def pinClear(self) -> None:  # noqa: N802 - a slot of the screen contract
        """全部けす of the PIN pad."""
        self._touched = time.monotonic()
        self._running.pin_clear()

    @property
    def in_use(self) -> bool:
        """Whether somebody has left the attract screen, or staff are at it."""
        state = self._running.state
        return state.visit.assisted or not isinstance(state.situation, AttractShown | ThingsLeft)

    @property
    def _running(self) -> Engine:
        assert self._engine is not None, "attach comes first"
        return self._engine

    def _deliver(self, event: Event) -> None:
        if isinstance(event, _MACHINE_WORKS):
            self._touched = time.monotonic()
        before = type(self._running.state.situation)
        self._running.post(event)
        if type(self._running.state.situation) is not before and not isinstance(event, PinEdited):
            # A new screen that came by itself: the citizen has to see it before time counts.
            self._touched = time.monotonic()

    def speak(self, speaker: Speaker) -> None:
        """Give it a voice; it is heard while a citizen wants it."""
        self.speaker = speaker
        self._sentences.start()

    def _next_sentence(self) -> None:
        if self.speaker is not None:
            self.speaker.voice.turn()

    def tick(self) -> None:
        """Say how long nobody has touched anything."""
        self._running.post(IdleElapsed(int(time.monotonic() - self._touched)))

    def _count(self) -> None:
        self._foresight.work_out()
        self._refresh()
        self._aheads.start(0)

    def _look_ahead(self) -> None:
        state, key = self._running.state, self._view["next"]
        if (
            isinstance(state.situation, _FORESEEN)
            and state.staff is None
            and key["action"] == "next"  # no sheet, no countdown
            and key["enabled"]
        ):
            self._ahead = dict(self._running.foresee(NextPressed()))
            self.aheadChanged.emit()

    def _refresh(self) -> None:
        view: dict[str, Any] = dict(self._running.view())
        changed = view != self._view
        if changed:
            self._aheads.stop()
            self._view = view
            self.viewChanged.emit()
            if self.speaker is not None:
                self.speaker.shown(view)
        if self._foresight.owes:
            self._counts.start()
        elif changed:
            self._aheads.start(_AHEAD_MILLISECONDS)
        if isinstance(self._running.state.situation, SessionEnded):
            self._ticks.stop()
            self.ended.emit()
