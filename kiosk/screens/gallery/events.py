"""One turn of Qt's event loop for programs that never enter ``exec``."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop


def turn(milliseconds: int) -> None:
    """Take what happens within ``milliseconds``.

    ``processEvents`` outside of ``exec`` never deletes what asked for it (``deleteLater``): screens that are gone
    would go on answering to every change (measured: 1 ms more for each screen before).
    """
    QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents, milliseconds)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
