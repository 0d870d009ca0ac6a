"""The screen: frames after touches on the real QML and backend, and the citizen process's start."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import kiosk.screens
from kiosk.app.engine import Engine
from kiosk.app.facade import Backend
from kiosk.app.headless import HeadlessKiosk
from kiosk.bench.figures import Figure, figure, share
from kiosk.bench.finger import TimedFinger
from kiosk.bench.main_case import STORY, headless
from kiosk.bench.next_citizen import next_citizen_figures
from kiosk.bench.starting import start_figures
from kiosk.screens.gallery.gallery import PORTRAIT, PX_PER_MM, prepare_platform
from kiosk.story.headless import acts
from kiosk.story.player import Player
from kiosk.story.story import load_story

MAIN_QML = Path(kiosk.screens.__file__).with_name("Main.qml")
UI_THREAD_MS = 16.0
PRESS_MS, NEXT_MS = 25.0, 60.0
HAND_SECONDS = 0.5
"""From the answer to つぎへ in every other round; people need longer.  In the others the finger never waits."""
EVENTS = 2000
"""Touches of a full run; the main case has about 250."""

_HOW = (
    "real touches on Main.qml at 1080x1920, offscreen, software scene graph, answers without devices,"
    " main case {rounds} times, {events} touches; clock from the finger to frameSwapped"
)


def measure(*, quick: bool) -> list[Figure]:
    """Starts first, while this process holds little; then the main case by finger."""
    found = start_figures(2 if quick else 6)
    found += next_citizen_figures(2 if quick else 12)
    rounds = 0
    with tempfile.TemporaryDirectory() as folder:
        prepare_platform(Path(folder))
        app = QGuiApplication([])
        app.setQuitOnLastWindowClosed(False)  # a window a session
        samples: dict[str, list[float]] = {}
        while rounds < 2 or (not quick and _touches(samples) < EVENTS):
            for kind, some in _play(pause=HAND_SECONDS * (rounds % 2)).items():
                unhurried = rounds % 2 and kind.startswith("next")
                samples.setdefault(f"unhurried_{kind}" if unhurried else kind, []).extend(some)
            rounds += 1
    how = _HOW.format(rounds=rounds, events=_touches(samples))
    for kind, limit in (
        ("press", PRESS_MS),
        ("key", PRESS_MS),
        ("touch", PRESS_MS),
        ("next", NEXT_MS),
        ("unhurried_next", NEXT_MS),
    ):
        found += [
            figure(f"{kind}_to_frame.p50", share(samples[kind], 0.5), "ms", None, how),
            figure(f"{kind}_to_frame.p95", share(samples[kind], 0.95), "ms", limit, how),
        ]
    how = "processor time of the screen's thread from {} to {} first frame"
    since: tuple[tuple[str, float | None, str], ...] = (
        ("next_work", None, "つぎへ at once after the answer"),
        ("unhurried_next_work", UI_THREAD_MS, f"つぎへ {HAND_SECONDS} s after the answer"),
    )
    for kind, most, touch in since:
        told = how.format(touch, "the new screen's")
        found += [
            figure(f"{kind}.p50", share(samples[kind], 0.5), "ms", None, told),
            figure(f"{kind}.p95", share(samples[kind], 0.95), "ms", most, told),
        ]
    held = share(samples["press_work"], 0.95)
    return [
        *found,
        figure("press_work.p95", held, "ms", UI_THREAD_MS, how.format("a touch", "its")),
    ]


def _touches(samples: Mapping[str, Sequence[float]]) -> int:
    """Each finger that came down and made a frame."""
    return len(samples.get("press", ())) + len(samples.get("key", ()))


def _play(pause: float) -> dict[str, list[float]]:
    """The main case from start to result."""
    with opened() as (window, backend, acting):
        finger = TimedFinger(window, backend, pause)
        Player(load_story(STORY), finger, acting).play()
    return finger.samples


@contextmanager
def opened() -> Iterator[tuple[QQuickWindow, Backend, Mapping[str, Callable[[], object]]]]:
    """One session of the main case, in an engine and window of its own; and what a story may do to it."""
    backend = Backend()
    made: list[HeadlessKiosk] = []
    story = load_story(STORY)

    def make(changed: Callable[[], None]) -> Engine:
        made.append(headless(story, on_change=changed))
        return made[0].engine

    backend.attach(make)
    qml = QQmlApplicationEngine()
    context = qml.rootContext()
    context.setContextProperty("backend", backend)
    width, height = PORTRAIT
    context.setContextProperty("theme", {"pxPerMm": PX_PER_MM, "width": width, "height": height})
    qml.load(QUrl.fromLocalFile(str(MAIN_QML)))
    (window,) = qml.rootObjects()
    assert isinstance(window, QQuickWindow)
    window.setGeometry(0, 0, width, height)
    window.show()
    yield window, backend, acts(made[0], story)
    window.close()
