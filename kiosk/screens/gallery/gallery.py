"""Takes a picture of every fixture view, 1:1, without a display.

    python -m kiosk.screens.gallery --out DIR [--landscape] [--large] [--language en] [--only NAME] [--sheet]

The platform is offscreen with a screen of the panel's size; the scene graph is the software one and
the render loop the basic one, as on the kiosk (no Python runs on a render thread).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Property, QObject, QUrl, Signal, Slot, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication
from PySide6.QtQml import QQmlApplicationEngine
from PySide6.QtQuick import QQuickWindow

from kiosk.app.names import name_svg
from kiosk.screens.gallery import fixtures
from kiosk.screens.gallery.events import turn
from kiosk.screens.gallery.sheet import write_sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtCore import QMessageLogContext, QtMsgType

PX_PER_MM = 4.03  # 21.5 inch panel, 1080 x 1920 (look.md)
PORTRAIT = (1080, 1920)
FRAME_SECONDS = 20.0
_SCREEN = {"name": "panel", "x": 0, "y": 0, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
MAIN = Path(__file__).parents[1] / "Main.qml"


class GalleryBackend(QObject):
    """Shows a given view and writes down what the keys ask for. Keeps a PIN as the digits' list."""

    viewChanged = Signal()  # noqa: N815 - the name that QML binds to

    def __init__(self, view: dict[str, Any]) -> None:
        super().__init__()
        self._view = view
        self.acts: list[tuple[str, str]] = []
        self.pin: list[int] = []
        self.react: Callable[[str, str], None] | None = None

    def _get_view(self) -> dict[str, Any]:
        return self._view

    # The stubs know types only; QML needs the name of Qt's map, for which there is none.
    view = Property("QVariantMap", _get_view, notify=viewChanged)  # type: ignore[arg-type]

    def show(self, view: dict[str, Any]) -> None:
        """Replaces the view, as the session does after each event."""
        self._view = view
        self.viewChanged.emit()

    @Slot(str, str)
    def act(self, action: str, argument: str) -> None:
        self.acts.append((action, argument))
        if self.react is not None:
            self.react(action, argument)

    @Slot(str, str, result=str)
    def nameSvg(self, text: str, colour: str) -> str:  # noqa: N802 - a slot of the screen contract
        return name_svg(text, colour)

    @Slot(int)
    def pinDigit(self, digit: int) -> None:  # noqa: N802 - a slot of the screen contract
        self.pin.append(digit)

    @Slot()
    def pinErase(self) -> None:  # noqa: N802 - a slot of the screen contract
        del self.pin[-1:]

    @Slot()
    def pinClear(self) -> None:  # noqa: N802 - a slot of the screen contract
        self.pin.clear()


class Stage:
    """One application, engine and window for all views. `messages` holds what Qt complained about."""

    def __init__(self, view: dict[str, Any], *, landscape: bool) -> None:
        self.messages: list[str] = []
        self._frames = 0
        qInstallMessageHandler(self._on_message)
        self.app = QGuiApplication.instance() or QGuiApplication([])
        self.backend = GalleryBackend(view)
        self.engine = QQmlApplicationEngine()
        context = self.engine.rootContext()
        context.setContextProperty("backend", self.backend)
        width, height = PORTRAIT
        context.setContextProperty(
            "theme", {"pxPerMm": PX_PER_MM, "width": width, "height": height, "motion": False}
        )
        started = time.perf_counter()
        self.engine.load(QUrl.fromLocalFile(str(MAIN)))
        roots = self.engine.rootObjects()
        if not roots or not isinstance(roots[0], QQuickWindow):
            raise RuntimeError("Main.qml did not load: " + "; ".join(self.messages))
        self.load_seconds = time.perf_counter() - started
        self.window = roots[0]
        self.window.frameSwapped.connect(self._count_frame)
        self.window.show()
        self.turn(landscape=landscape)

    def _count_frame(self) -> None:
        self._frames += 1

    def _on_message(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        self.messages.append(f"{kind.name}: {text}")

    def settle(self) -> None:
        """Lets bindings and the scene come to rest: two frames, because positioners work before a frame."""
        for _ in range(2):
            self._frames = 0
            self.window.update()
            deadline = time.monotonic() + FRAME_SECONDS
            while self._frames == 0 and time.monotonic() < deadline:
                turn(20)

    def show(self, view: dict[str, Any]) -> None:
        self.backend.show(view)
        self.settle()

    def turn(self, *, landscape: bool) -> None:
        """Turns the panel: 1920 x 1080 or 1080 x 1920."""
        width, height = (PORTRAIT[1], PORTRAIT[0]) if landscape else PORTRAIT
        if self._frames and (self.window.width(), self.window.height()) == (width, height):
            return  # laying out what is shown once more would only take time
        self.window.setGeometry(0, 0, width, height)
        self.settle()

    def picture(self, path: Path) -> None:
        """Writes the window as it stands, one pixel for one pixel."""
        if not self.window.grabWindow().save(str(path)):
            raise OSError(f"cannot write {path}")

    def close(self) -> None:
        self.window.close()
        del self.window
        shiboken6.delete(self.engine)
        qInstallMessageHandler(None)


def prepare_platform(folder: Path) -> None:
    """Sets Qt's environment for pictures without a display; call before the application exists.

    The screen is square, so that a window of either orientation lies on it.
    """
    width = height = max(PORTRAIT)
    config = folder / "offscreen.json"
    config.write_text(json.dumps({"screens": [_SCREEN | {"width": width, "height": height}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    os.environ["QT_QUICK_BACKEND"] = "software"
    os.environ["QSG_RENDER_LOOP"] = "basic"


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes `<fixture>[-L][-large].png` for each chosen fixture. Returns 1 if Qt complained."""
    parser = argparse.ArgumentParser(
        prog="python -m kiosk.screens.gallery",
        description="Pictures of every screen.",
        epilog="example: python -m kiosk.screens.gallery --out out/gallery --landscape",
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the pictures")
    parser.add_argument("--landscape", action="store_true", help="1920x1080 instead of 1080x1920")
    parser.add_argument("--large", action="store_true", help="text x1.6")
    parser.add_argument("--language", default="ja", help="language of the fixtures (ja, en)")
    parser.add_argument(
        "--sheet", action="store_true", help="all of them on one contact sheet as well"
    )
    parser.add_argument("--only", action="append", default=[], help="name of a fixture; repeatable")
    chosen = parser.parse_args(arguments)
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        prepare_platform(Path(folder))
        views = fixtures.views(chosen.language, large=chosen.large)
        if chosen.only:
            views = {name: view for name, view in views.items() if name in chosen.only}
        stage = Stage(next(iter(views.values())), landscape=chosen.landscape)
        suffix = ("-L" if chosen.landscape else "") + ("-large" if chosen.large else "")
        for name, view in views.items():
            stage.show(view)
            stage.picture(chosen.out / f"{name}{suffix}.png")
        if chosen.sheet:
            write_sheet(
                [chosen.out / f"{name}{suffix}.png" for name in views],
                chosen.out / f"sheet-{chosen.language}{suffix}.png",
            )
        complaints = stage.messages
        stage.close()
    for complaint in complaints:
        sys.stderr.write(complaint + "\n")
    return 1 if complaints else 0
