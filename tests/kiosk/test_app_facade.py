"""The Qt object between screen and engine: queued events, one map, nothing else."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from threading import Thread
from uuid import UUID

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from kiosk.app.engine import Engine
from kiosk.app.facade import Backend
from kiosk.app.headless import Faults, Outcome, _HeadlessHands
from kiosk.app.paperwork import Paperwork
from kiosk.session.events import CardInserted, IdleElapsed
from kiosk.session.states import AttractShown, ChoosingEvent, EnteringPin, Situation, WaitingForCard
from tests.kiosk.walk import wording, world

_SECONDS = 10


@pytest.fixture
def backend() -> Backend:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if QCoreApplication.instance() is None:
        pytest.application = QGuiApplication([])  # type: ignore[attr-defined]  # kept alive for all tests
    made = Backend()
    paperwork = Paperwork(world(), wording(), "office", "device")
    card = EmulatedCard(load_profile("taro"))
    hands = _HeadlessHands(
        Outcome(),
        Faults(),
        paperwork,
        lambda apdu: card.respond(bytes(apdu)),
        (),
        "001",
        draw=False,
    )
    hands.card_lies_there = True

    def make(changed: Callable[[], None]) -> Engine:
        engine = Engine(UUID(int=3), world(), wording(), hands, changed)
        hands.post = engine.post
        return engine

    made.attach(make)
    return made


def _now(backend: Backend) -> Situation:
    return backend.engine.state.situation


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + _SECONDS
    while not condition():
        assert time.monotonic() < end, "condition did not come true"
        QCoreApplication.processEvents()


def test_a_touch_changes_the_view_once(backend: Backend) -> None:
    changes: list[str] = []
    backend.viewChanged.connect(lambda: changes.append(backend.current_view()["kind"]))
    before = backend.in_use
    backend.act("start", "")
    assert changes == ["purpose"]
    assert (before, backend.in_use) == (False, True)
    backend.act("staff", "")
    backend.act("staff", "")
    assert changes == ["purpose", "purpose"], "a second call changes nothing to be drawn"


def test_an_unknown_action_is_no_harm(backend: Backend) -> None:
    backend.act("format_disk", "c:")
    assert isinstance(_now(backend), AttractShown)


def test_events_of_other_threads_come_queued_into_ours(backend: Backend) -> None:
    for action, argument in (("start", ""), ("choose", "okuyami"), ("next", "")):
        backend.act(action, argument)
    thread = Thread(target=backend.post, args=(CardInserted(),))
    thread.start()
    thread.join()
    assert _now(backend) == WaitingForCard(), "queued, not called"
    until(lambda: isinstance(_now(backend), EnteringPin))


def test_only_the_length_of_the_pin_is_on_the_screen(backend: Backend) -> None:
    for action, argument in (("start", ""), ("choose", "okuyami"), ("next", "")):
        backend.act(action, argument)
    backend.post(CardInserted())
    until(lambda: backend.current_view()["kind"] == "pin")
    for digit in (8, 8, 8):
        backend.pinDigit(digit)
    backend.pinErase()
    view = backend.current_view()
    assert view["body"]["length"] == 2
    assert "88" not in str(view)
    backend.pinClear()
    assert backend.current_view()["body"]["length"] == 0


def test_how_many_questions_come_is_said_a_moment_later(backend: Backend) -> None:
    for action, argument in (("start", ""), ("choose", "certificates"), ("next", ""), ("skip", "")):
        backend.act(action, argument)
    assert _note(backend) == ""
    until(lambda: _note(backend) != "")


def _note(backend: Backend) -> str:
    phases = backend.current_view()["phases"]
    return str(next(phase["note"] for phase in phases if phase["state"] == "now"))


def test_the_end_is_told(backend: Backend) -> None:
    ended: list[bool] = []
    backend.ended.connect(lambda: ended.append(True))
    backend.act("start", "")
    assert isinstance(_now(backend), ChoosingEvent)
    backend.engine.post(IdleElapsed(1000))
    assert ended
    assert backend.engine.state.visit.facts == {}


def test_names_with_variants_are_drawn_others_not(backend: Backend) -> None:
    assert backend.nameSvg("葛\U000e0100西", "#000000").startswith("data:image/svg+xml")
    assert backend.nameSvg("山田", "#000000") == ""
