"""The screen that つぎへ will bring is made while the hand is on its way: the same screens, only sooner."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtQuick import QQuickItem, QQuickWindow

from kiosk.app.facade import Backend
from kiosk.bench.finger import TimedFinger
from kiosk.bench.main_case import STORY
from kiosk.bench.screen import opened
from kiosk.screens.gallery.events import turn
from kiosk.screens.gallery.gallery import Stage
from kiosk.session.events import IdleElapsed
from kiosk.story.player import Player
from kiosk.story.story import load_story
from tests.kiosk.qml_items import paged, targets, texts

SECONDS = 20.0


@pytest.fixture(autouse=True)
def panel_again(panel: Stage) -> Iterator[None]:
    """Afterwards the window of the other tests has the keys again."""
    assert panel.window.isVisible()  # its application is used here
    yield
    panel.window.requestActivate()
    _until(panel.window.isActive)


class _Watching(TimedFinger):
    """Notes what is to be seen before each つぎへ; a patient one waits for the screen that is made ahead."""

    def __init__(self, window: QQuickWindow, backend: Backend, *, patient: bool) -> None:
        super().__init__(window, backend)
        self.seen: list[tuple[Any, ...]] = []
        self.made_ahead = 0
        self._patient = patient

    def press(self, name: str) -> None:
        self._rest()
        if name == "key.next" and self._patient:
            _until(lambda: _ahead(self._window) is not None, seconds=1.0)
            self.made_ahead += _ahead(self._window) is not None
        if name == "key.next":
            self.seen.append(_seen(self._window))
        super().press(name)


def test_every_screen_of_the_main_case_is_the_same_made_ahead_or_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds = []
    for patient in (True, False):
        if not patient:
            monkeypatch.setattr(Backend, "_look_ahead", lambda _: None)
        with opened() as (window, backend, acting):
            finger = _Watching(window, backend, patient=patient)
            Player(load_story(STORY), finger, acting).play()
            rounds.append(finger)
    patient_one, hasty = rounds
    assert hasty.made_ahead == 0
    assert patient_one.made_ahead > 30
    assert len(hasty.seen) == len(patient_one.seen) > 30
    for one, other in zip(hasty.seen, patient_one.seen, strict=True):
        assert set(one[0]) ^ set(other[0]) == set()
        assert one == other


def test_another_answer_and_another_language_bring_their_own_screen() -> None:
    with opened() as (window, backend, _):
        backend.act("start", "")
        first, second = backend.current_view()["body"]["tiles"][:2]
        backend.act(first["action"], first["argument"])
        _until(lambda: _ahead(window) is not None)
        backend.act("language", "en")
        assert _ahead(window) is None
        _until(lambda: _ahead(window) is not None)
        backend.act(second["action"], second["argument"])
        before = backend.property("ahead")
        _until(lambda: backend.property("ahead") != before or _title(window) == "")
        backend.act("next", "")
        assert backend.current_view()["language"] == "en"
        shown = {text for text, *_ in _seen(window)[0]}
        assert backend.current_view()["title"].replace("\u200b", "") in {
            text.replace("\u200b", "") for text in shown
        }


def test_seconds_that_pass_change_nothing_and_a_countdown_is_no_time_to_look_ahead() -> None:
    with opened() as (_window, backend, _):
        backend.act("start", "")
        tile = backend.current_view()["body"]["tiles"][0]
        backend.act(tile["action"], tile["argument"])
        state = backend.engine.state
        backend.post(IdleElapsed(1))
        _until(lambda: False, seconds=0.1)
        assert backend.engine.state is state, "what was foreseen from it still holds"
        looked: list[object] = []
        backend.aheadChanged.connect(lambda: looked.append(backend.current_view()["overlay"]))
        _until(lambda: bool(looked))
        _until(lambda: False, seconds=0.6)
        looked.clear()
        settings = backend.engine.world.settings
        backend.post(IdleElapsed(settings.idle_seconds + settings.warning_seconds - 1))
        _until(lambda: backend.current_view()["overlay"] is not None)
        assert backend.current_view()["overlay"] is not None
        # The clock of the app soon says that no second has passed; from then on it may look again.
        _until(lambda: bool(looked), seconds=2.0)
        assert not any(looked)


def _seen(window: QQuickWindow) -> tuple[Any, ...]:
    """Texts and targets with their places, once nothing moves and all rows are made."""
    _until(lambda: not any(column.property("building") for column in paged(window)))
    for _ in range(20):
        turn(5)
    return (
        # How many questions are still to come is worked out later.
        sorted(
            (one.text, one.ink.x(), one.ink.y()) for one in texts(window) if "/" not in one.text
        ),
        sorted((one.name, one.rect.x(), one.rect.y()) for one in targets(window)),
    )


def _ahead(window: QQuickWindow) -> QQuickItem | None:
    made: QQuickItem | None = window.property("ahead")
    return made


def _title(window: QQuickWindow) -> str:
    made = _ahead(window)
    return "" if made is None else str(made.property("titleText"))


def _until(condition: Callable[[], bool], seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not condition() and time.monotonic() < end:
        turn(5)
