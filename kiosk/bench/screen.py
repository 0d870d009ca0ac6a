"""The screen: frames after touches on the real QML and backend, and the citizen process's start."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
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
        while not rounds or (not quick and _touches(samples) < EVENTS):
            rounds += 1
            for kind, some in _play().items():
                samples.setdefault(kind, []).extend(some)
    how = _HOW.format(rounds=rounds, events=_touches(samples))
    for kind, limit in (
        ("press", PRESS_MS),
        ("key", PRESS_MS),
        ("touch", PRESS_MS),
        ("next", NEXT_MS),
    ):
        found += [
            figure(f"{kind}_to_frame.p50", share(samples[kind], 0.5), "ms", None, how),
            figure(f"{kind}_to_frame.p95", share(samples[kind], 0.95), "ms", limit, how),
        ]
    work, held = samples["next_work"], samples["press_work"]
    how = "processor time of the screen's thread from つぎへ to the new screen's first frame"
    return [
        *found,
        figure("next_work.p50", share(work, 0.5), "ms", None, how),
        figure("next_work.p95", share(work, 0.95), "ms", UI_THREAD_MS, how),
        figure(
            "press_work.p95",
            share(held, 0.95),
            "ms",
            UI_THREAD_MS,
            "processor time of the screen's thread from a touch to its first frame",
        ),
    ]


def _touches(samples: Mapping[str, Sequence[float]]) -> int:
    """Each finger that came down and made a frame."""
    return len(samples.get("press", ())) + len(samples.get("key", ()))


def _play() -> dict[str, list[float]]:
    """One session from start to result, each in an engine and window of its own, as on the kiosk."""
    backend = Backend()
    made: list[HeadlessKiosk] = []

    def make(changed: Callable[[], None]) -> Engine:
        made.append(headless(load_story(STORY), on_change=changed))
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
    finger = TimedFinger(window, backend)
    Player(load_story(STORY), finger, acts(made[0], load_story(STORY))).play()
    window.close()
    return finger.samples
