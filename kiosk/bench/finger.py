"""A finger on the screen of this process that times what it sees: touch, frame, new screen."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QPointingDevice
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app.facade import Backend
from kiosk.screens.gallery.events import turn
from kiosk.story.driver import View
from kiosk.story.story import StoryFault

FRAME_SECONDS = 0.25
"""Without a frame until then, there was nothing to draw."""
FADE_SECONDS = 0.18
"""A new screen fades in for 160 ms (look.md 2.3); the next touch comes after it."""
TYPED = ("key.kana.", "key.latin.", "key.digit.")


class TimedFinger:
    """A story's driver in the app's own process.  ``samples``: kind -> ms, in order.

    ``press``: finger down to the first frame; ``key``: finger down to the frame that shows the
    letter's key held; ``next``: finger up from つぎへ to the first frame of the new screen;
    ``next_work``, ``press_work``: processor time of this thread for those; ``touch``: finger up to the frame elsewhere.
    ``pause``: seconds that the hand takes from the touch before to つぎへ.
    """

    def __init__(self, window: QQuickWindow, backend: Backend, pause: float = 0.0) -> None:
        self._pause = pause
        self.samples: dict[str, list[float]] = defaultdict(list)
        self._window, self._backend = window, backend
        self._finger: QPointingDevice = QTest.createTouchDevice()
        self._frame: float | None = None
        self._fades_until = 0.0
        window.frameSwapped.connect(self._note_frame)

    def view(self) -> View:
        return self._backend.current_view()

    def press(self, name: str) -> None:
        if name == "key.next":
            self._fades_until = max(self._fades_until, time.perf_counter() + self._pause)
        self._rest()
        at = self._place(name)
        before = _screen(self.view())
        card_is_read = self.view()["kind"] == "pin"
        work = time.thread_time()
        down = self._until_frame(lambda: self._touch("press", at))
        held = time.thread_time() - work
        work = time.thread_time()
        up = self._until_frame(lambda: self._touch("release", at))
        work = time.thread_time() - work
        changed = _screen(self.view()) != before
        if changed:
            self._fades_until = time.perf_counter() + FADE_SECONDS
        if down is not None:
            self.samples["key" if name.startswith(TYPED) else "press"].append(down)
            self.samples["press_work"].append(held * 1000)
        if card_is_read or self.view()["kind"] == "result":
            # Without devices the card is read and the forms are filled in this thread; at the kiosk elsewhere.
            return
        if up is not None and name == "key.next" and changed:
            self.samples["next"].append(up)
            self.samples["next_work"].append(work * 1000)
        elif up is not None:
            self.samples["touch"].append(up)

    def picture(self, path: Path) -> View:
        raise StoryFault(f"a bench takes no pictures: {path.name}")

    def names(self) -> list[str]:
        return []

    def transcript(self) -> dict[str, Any]:
        return {}

    def _note_frame(self) -> None:
        if self._frame is None:
            self._frame = time.perf_counter()

    def _until_frame(self, touch: Callable[[], None]) -> float | None:
        """Milliseconds from the touch to the next frame; ``None`` when nothing had to be drawn."""
        self._frame = None
        started = time.perf_counter()
        touch()
        while self._frame is None and time.perf_counter() - started < FRAME_SECONDS:
            turn(5)
        return None if self._frame is None else (self._frame - started) * 1000

    def _rest(self) -> None:
        """Until a new screen has faded in."""
        while time.perf_counter() < self._fades_until:
            turn(5)

    def _touch(self, what: str, at: QPoint) -> None:
        sequence = QTest.touchEvent(self._window, self._finger)
        getattr(sequence, what)(0, at, self._window)
        sequence.commit()

    def _place(self, name: str) -> QPoint:
        for item in _items(self._window.contentItem()):
            if item.objectName() == name and item.isVisible() and item.width() > 0:
                centre = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
                if (
                    0 <= centre.x() < self._window.width()
                    and 0 <= centre.y() < self._window.height()
                ):
                    return centre.toPoint()
        raise StoryFault(f"no {name} on the screen {self.view()['kind']}")


def _screen(view: View) -> tuple[object, ...]:
    question = view.get("question") or {}
    return view["kind"], question.get("id"), view["title"]


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _items(child)
