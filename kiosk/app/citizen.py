"""The citizen process: one per session, started ahead of time with its window hidden.

    python -m kiosk.app --config kiosk.toml

The supervisor says ``show``; after the session the process says ``ended`` and leaves with everything it knew.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

from PySide6.QtCore import QDeadlineTimer, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

import assets
import kiosk.screens
from forms.catalogue import Wording, load
from kiosk.access.speaker import open_speaker
from kiosk.app.channel import Channel, open_channel
from kiosk.app.config import ConfigFault, KioskConfig, load_config
from kiosk.app.day import LOOK_MILLISECONDS, Clock, day_of, now
from kiosk.app.engine import Engine
from kiosk.app.facade import Backend
from kiosk.app.hands import DeviceHands
from kiosk.app.parts import attach_robot, load_robot
from kiosk.app.privacy import end_with_parent, keep_memory_private, report_faults_without_content
from kiosk.app.trust import card_authorities
from kiosk.app.typist import KeyboardTypist
from kiosk.session.events import Presented
from kiosk.session.states import EndReason
from kiosk.session.world import World
from kiosk.staff.families import families

MAIN_QML = Path(kiosk.screens.__file__).with_name("Main.qml")
_LAST_FRAME_MILLISECONDS = 50


class CitizenProcess(QObject):
    """Composition: window, backend, engine, hands, channel."""

    _commanded = Signal(str)

    def __init__(self, config: KioskConfig, channel: Channel, clock: Clock = now) -> None:
        super().__init__()
        self._config = config
        self._channel = channel
        self._started = False
        self._gone = False
        self._leaving: QDeadlineTimer | None = None
        self._day = day_of(config.today, clock)
        today = self._day.today
        world = World(load(config.pack, checked=True), today, config.session, tuple(families()))
        wording = Wording.from_files(assets.ROOT / "wording")
        self.backend = Backend(self)
        self._hands = DeviceHands(config, today, self.backend.post, channel.tell)
        self.backend.attach(lambda changed: Engine(uuid4(), world, wording, self._hands, changed))
        if config.voice is not None:
            self.backend.speak(open_speaker(config.voice))
        self.qml = QQmlApplicationEngine(self)
        self.window = self._load()
        # What a screen reader calls it.  Never more: titles are seen by others.
        self.window.setTitle(world.pack.city.name)
        self._typist = KeyboardTypist(self.window, self.backend)
        self.backend.viewChanged.connect(self._note_start)
        self.backend.ended.connect(self._leave)
        self._looks = QTimer(self)
        self._looks.timeout.connect(self._look_at_day)
        self._looks.start(LOOK_MILLISECONDS)
        self._commanded.connect(self._obey, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Devices, robot, channel; then tell that the process is ready."""
        self._hands.start()
        if self._config.robot_socket is not None:
            load_robot()
        self._channel.listen(self._commanded.emit, lambda: self._commanded.emit("stop"))
        # What is loaded now stays: to look through it for rubbish would hold a touch up for 30 ms.
        gc.freeze()
        gc.enable()
        self._channel.tell({"event": "ready", "pid": os.getpid()})

    def _load(self) -> QQuickWindow:
        screen = self._config.screen
        context = self.qml.rootContext()
        context.setContextProperty("backend", self.backend)
        context.setContextProperty(
            "theme",
            {"pxPerMm": screen.px_per_mm, "width": screen.width, "height": screen.height},
        )
        self.qml.load(QUrl.fromLocalFile(str(MAIN_QML)))
        roots = self.qml.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("Main.qml did not load")
        window = roots[0]
        window.setVisible(False)
        window.setGeometry(0, 0, screen.width, screen.height)
        return window

    def _obey(self, command: str) -> None:
        match command:
            case "show":
                self._show()
            case "show_after_paper":
                self._show(paper_left=True)
            case "ping":
                self._still_there()
            case "stop":
                self._leave()

    def _still_there(self) -> None:
        """Answer; and do what a timer does: the supervisor's word comes even where timers have stopped."""
        if self._leaving is not None:
            # The last frame first; if the timer for it has stopped, a later ping ends the session.
            if self._leaving.hasExpired():
                self._quit()
            return
        self.backend.tick()
        self._channel.tell({"event": "pong"})

    def _look_at_day(self) -> None:
        if self._day.over and not self.backend.in_use:
            self._looks.stop()
            self._hands.end(EndReason.NEW_DAY)
            self._leave()

    def _show(self, *, paper_left: bool = False) -> None:
        self.backend.post(Presented(paper_left))
        if self._config.screen.full:
            self.window.showFullScreen()
        else:
            self.window.show()
        # Keys of a keyboard go to the window that has the focus.
        self.window.requestActivate()
        if self._config.robot_socket is not None:
            attach_robot(self.window, self.backend, self._config)

    def _note_start(self) -> None:
        """The supervisor starts the next spare when this one is in use."""
        if not self._started and self.backend.in_use:
            self._started = True
            self._channel.tell({"event": "started"})

    def _leave(self) -> None:
        # The last view is drawn once, so that nothing of the citizen stays on the panel; only then
        # the supervisor hears of it, for it kills at once.
        if self._leaving is not None:
            return
        self._leaving = QDeadlineTimer(_LAST_FRAME_MILLISECONDS)
        QTimer.singleShot(_LAST_FRAME_MILLISECONDS, self._quit)

    def _quit(self) -> None:
        if self._gone:
            return
        self._gone = True
        self.window.close()
        self._channel.tell({"event": "ended", "reason": self._hands.end_reason.value})
        self._hands.stop()
        QGuiApplication.quit()


def main(arguments: Sequence[str] | None = None, clock: Clock = now) -> int:
    """Run one session.  Exit code 0 after its end, 2 for a wrong configuration."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.app",
        description="One citizen's session at the kiosk.",
        epilog="example: python -m kiosk.app --config out/demo/kiosk.toml --show",
    )
    parser.add_argument("--config", type=Path, required=True, help="the kiosk's TOML file")
    parser.add_argument(
        "--channel", default="stdio", help="stdio, a descriptor's number, or a socket's path"
    )
    parser.add_argument("--show", action="store_true", help="show the window at once")
    chosen = parser.parse_args(arguments)
    end_with_parent()
    keep_memory_private()
    report_faults_without_content()
    try:
        config = load_config(chosen.config)
        card_authorities(config)
    except ConfigFault as fault:
        parser.exit(2, f"{fault}\n")
    # No Python on a render thread (qt.md 2): the basic loop draws in the main thread.
    os.environ.setdefault("QSG_RENDER_LOOP", "basic")
    app = QGuiApplication(sys.argv[:1])
    app.setApplicationName("kakanai")
    process = CitizenProcess(config, open_channel(chosen.channel), clock)
    process.start()
    if chosen.show:
        process.window.show()
    return app.exec()
