"""The one factory for parts that exist only in development: absent from release builds."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickWindow

    from kiosk.app.config import KioskConfig
    from kiosk.app.facade import Backend

_ROBOT = "kiosk.devdock.robot"


def load_robot() -> None:
    """Ahead of the first screen, which would wait for what only a robot needs."""
    if find_spec(_ROBOT) is not None:
        import_module(_ROBOT)


def attach_robot(window: QQuickWindow, backend: Backend, config: KioskConfig) -> bool:
    """Let the robot of the stories touch the window over its socket; false where there is none."""
    if find_spec(_ROBOT) is None:
        return False
    import_module(_ROBOT).attach(window, backend, config)
    return True
