"""The dock's window: emulated cards to lay on the reader with the mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget

from cardreader.emulator.dock_client import DockClient, DockFault, usual_folder
from cardreader.emulator.profiles import load_profile, profile_names

REFRESH_MILLISECONDS = 500


class DockWindow(QWidget):
    """One button a card, one to take it off, one line that says what lies there."""

    def __init__(self, client: DockClient) -> None:
        super().__init__()
        self._client = client
        self.setWindowTitle("kakanai dock")
        column = QVBoxLayout(self)
        self._line = QLabel()
        self._line.setWordWrap(True)
        column.addWidget(self._line)
        take = QPushButton("カードを取る")
        take.setObjectName("dock.take")
        take.clicked.connect(partial(self._do, client.remove))
        column.addWidget(take)
        for name in profile_names():
            button = QPushButton(f"置く：{load_profile(name).title}")
            button.setObjectName(f"dock.put.{name}")
            button.clicked.connect(partial(self._do, partial(self._put, name)))
            column.addWidget(button)
        self._timer = QTimer(self)
        self._timer.setInterval(REFRESH_MILLISECONDS)
        self._timer.timeout.connect(self.refresh)
        self._timer.start()
        self.refresh()

    def refresh(self) -> None:
        """Say what lies on the reader."""
        try:
            status = self._client.status()
        except DockFault:
            self._line.setText(
                "ドックがありません。packaging/demo か kakanai dock start を始めてください。"
            )
            return
        lying = next((r["profile"] for r in status["readers"] if r["profile"]), None)
        title = load_profile(lying).title if lying else "なし"
        self._line.setText(f"リーダーの上：{title}（暗証番号はどれも 1234）")

    def _put(self, name: str) -> None:
        self._client.remove()
        self._client.insert(name)

    def _do(self, act: Callable[[], object], _checked: bool = False) -> None:
        try:
            act()
        except DockFault as fault:
            self._line.setText(str(fault))
            return
        self.refresh()


def show(folder: Path | None) -> int:
    """Run the window until it is closed."""
    app = QApplication([])
    app.setFont(QFont("BIZ UDPGothic", 12))
    window = DockWindow(DockClient(folder or usual_folder()))
    window.show()
    return app.exec()
