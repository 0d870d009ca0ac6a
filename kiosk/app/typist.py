"""The clerk's keyboard: key presses of the window become touches while a member of staff is at it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtQuick import QQuickWindow

from kiosk.app.facade import Backend
from kiosk.staff.typing import BACK, ERASE, FIELD, NEXT, SPACE, Typist

_KEYS: Final = {
    Qt.Key.Key_Return: NEXT,
    Qt.Key.Key_Enter: NEXT,
    Qt.Key.Key_Escape: BACK,
    Qt.Key.Key_Backspace: ERASE,
    Qt.Key.Key_Space: SPACE,
    Qt.Key.Key_Tab: FIELD,
}


class KeyboardTypist(QObject):
    """Takes the window's key presses before the screen sees them, but only while staff help."""

    def __init__(self, window: QQuickWindow, backend: Backend) -> None:
        super().__init__(window)
        self._backend = backend
        self._typist = Typist()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """True for what was taken."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        view = self._backend.current_view()
        if not view["assisted"] or view["overlay"] is not None:
            return False
        char = _KEYS.get(Qt.Key(event.key()), event.text())
        if len(char) != 1 or (not char.isprintable() and char not in _KEYS.values()):
            return False
        if view["kind"] == "pin":
            return self._pin(char)
        for action, argument in self._typist.acts(view, char):
            self._backend.act(action, argument)
        return True

    def _pin(self, char: str) -> bool:
        """Digits go the way of the pad: into no text."""
        if char == ERASE:
            self._backend.pinErase()
        elif char == NEXT:
            self._backend.act("next", "")
        elif char == BACK:
            self._backend.act("back", "")
        elif char.isascii() and char.isdigit():
            self._backend.pinDigit(int(char))
        return True
