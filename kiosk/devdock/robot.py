"""A finger on the citizen's screen for story player and tests: real touch events, real pictures.

``attach`` opens a local socket in the citizen process.  One JSON object a line, one answer each:

* ``{"command": "view"}`` → ``{"view": <ScreenView>}``
* ``{"command": "touch", "name": "key.next"}`` → ``{"touched": true|false}``; it lands at the centre
  of the visible item with this object name, found on the screen, never by calling its handler
* ``{"command": "strike", "key": "Tab"}`` → ``{"focus": "key.next"}``: a key of a keyboard or of the tactile pad,
  as Qt names it, and what has the focus then
* ``{"command": "type", "text": "yamada\r"}`` → ``{"typed": true}``: a real keyboard's key presses
* ``{"command": "names"}`` → ``{"names": […]}``: what can be touched now, without grey keys
* ``{"command": "picture", "path": "…"}`` → ``{"saved": true, "view": …}``: the window as
  it is drawn, and what it showed then
* ``{"command": "said"}`` → ``{"said": [[channel, text, heard], …]}``: all that the voice said
* ``{"command": "transcript"}`` → ``{"transcript": {…}}``: what the session knows of itself
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtNetwork import QLocalServer, QLocalSocket
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.app.config import KioskConfig
from kiosk.app.facade import Backend
from kiosk.story.account import account

Answer = dict[str, Any]
_KEYS = {
    "\r": Qt.Key.Key_Return,
    "\b": Qt.Key.Key_Backspace,
    "\x1b": Qt.Key.Key_Escape,
    "\t": Qt.Key.Key_Tab,
}


class Robot(QObject):
    """Serves one client at a time; lives as long as its window."""

    def __init__(self, window: QQuickWindow, backend: Backend, config: KioskConfig) -> None:
        super().__init__(window)
        self._window = window
        self._backend = backend
        self._finger: QPointingDevice = QTest.createTouchDevice()
        self._aim: tuple[str, float, float] | None = None
        self._commands: dict[str, Callable[[Answer], Answer]] = {
            "view": lambda _: {"view": self._backend.current_view()},
            "touch": self._touch,
            "strike": self._strike,
            "type": self._type,
            "names": lambda _: {"names": sorted({i.objectName() for i in self._leading_on()})},
            "picture": self._picture,
            "said": self._said,
            "transcript": lambda _: {"transcript": account(backend.engine, config)},
        }
        path = str(config.robot_socket)
        QLocalServer.removeServer(path)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(path):
            raise OSError(self._server.errorString())
        self._server.newConnection.connect(self._accept)

    def _accept(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.readyRead.connect(partial(self._read, socket))
        socket.disconnected.connect(socket.deleteLater)

    def _read(self, socket: QLocalSocket) -> None:
        while socket.canReadLine():
            request: Answer = json.loads(bytes(socket.readLine().data()))
            answer = self._commands[request["command"]](request)
            socket.write(json.dumps(answer, ensure_ascii=False).encode() + b"\n")
            socket.flush()

    def _touchable(self) -> Iterator[QQuickItem]:
        """Named, visible, enabled items whose centre lies in the window and is not covered."""
        for item in _items(self._window.contentItem()):
            if item.objectName() and self._on_screen(item):
                yield item

    def _leading_on(self) -> Iterator[QQuickItem]:
        """Without the keys that are grey: they answer a touch, but only say why they are."""
        return (item for item in self._touchable() if item.property("off") is not True)

    def _on_screen(self, item: QQuickItem) -> bool:
        if not item.isVisible() or item.width() <= 0 or item.height() <= 0:
            return False
        centre = self._centre(item)
        return 0 <= centre.x() < self._window.width() and 0 <= centre.y() < self._window.height()

    @staticmethod
    def _centre(item: QQuickItem) -> QPointF:
        return item.mapToScene(QPointF(item.width() / 2, item.height() / 2))

    def _touch(self, request: Answer) -> Answer:
        item = next((i for i in self._touchable() if i.objectName() == request["name"]), None)
        if item is None:
            return {"touched": False}
        centre = self._centre(item)
        # A screen that has just come is laid out with its first frame: a finger waits until the key rests.
        aimed, self._aim = self._aim, (request["name"], centre.x(), centre.y())
        if aimed != self._aim:
            return {"touched": False}
        self._aim = None
        point = QPoint(round(centre.x()), round(centre.y()))
        press = QTest.touchEvent(self._window, self._finger)
        press.press(0, point, self._window)
        press.commit()
        lift = QTest.touchEvent(self._window, self._finger)
        lift.release(0, point, self._window)
        lift.commit()
        return {"touched": True}

    def _strike(self, request: Answer) -> Answer:
        """Without ``key`` only the focus."""
        if "key" in request:
            QTest.keyClick(self._window, getattr(Qt.Key, f"Key_{request['key']}"))
        item = self._window.activeFocusItem()
        return {"focus": item.objectName() if item is not None else ""}

    def _said(self, _request: Answer) -> Answer:
        speaker = self._backend.speaker
        said = speaker.voice.transcript if speaker is not None else []
        return {"said": [[each.channel.value, each.text, each.heard] for each in said]}

    def _type(self, request: Answer) -> Answer:
        """``\r`` is Enter, ``\b`` Backspace, ``\x1b`` Escape, ``\t`` Tab."""
        for char in request["text"]:
            key = _KEYS.get(char)
            if key is None:
                QTest.keyClick(self._window, char)
            else:
                QTest.keyClick(self._window, key)
        return {"typed": True}

    def _picture(self, request: Answer) -> Answer:
        view = self._backend.current_view()
        drawn = self._window.grabWindow()
        return {"saved": drawn.save(request["path"]), "view": view}


def attach(window: QQuickWindow, backend: Backend, config: KioskConfig) -> Robot:
    """Put a robot on the window, listening at the local socket that the configuration names."""
    return Robot(window, backend, config)


def _items(item: QQuickItem) -> Iterator[QQuickItem]:
    for child in item.childItems():
        yield child
        yield from _items(child)
