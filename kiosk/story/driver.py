"""The two ways to play: a finger on the real app, or the same reducer without Qt."""

from __future__ import annotations

import contextlib
import json
import socket
import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from kiosk.story.story import StoryFault

View = Mapping[str, Any]
FIRST_SCREEN_SECONDS = 180.0
"""Four where nothing else runs; an overloaded machine took more than 60."""
_PEER = struct.Struct("3i")
"""Process, user and group (unix(7), ``SO_PEERCRED``)."""


class CitizenGone(StoryFault):
    """The process that the finger touches has ended."""


class Driver(Protocol):
    """What the player does to the app."""

    def view(self) -> View:
        """What the screen shows now."""

    def press(self, name: str) -> None:
        """Touch the item with this object name; :class:`StoryFault` when it is not there."""

    def picture(self, path: Path) -> View:
        """Save what is drawn; the view that it shows."""

    def names(self) -> list[str]:
        """What can be touched now."""

    def transcript(self) -> dict[str, Any]:
        """What the session knows of itself."""


class RobotDriver:
    """Touches the app that listens at the robot's socket (``kiosk.devdock.robot``)."""

    def __init__(self, path: Path, seconds: float = 60.0, *, any_screen: bool = False) -> None:
        """``seconds`` for an answer.  ``any_screen``: begin wherever the session is; else on its first screen."""
        self._seconds = seconds
        self._any_screen = any_screen
        wait_for(lambda: self._begin(path), FIRST_SCREEN_SECONDS, "the kiosk's first screen")

    def _begin(self, path: Path) -> bool:
        """Reach the process of a fresh session; one that is just leaving may still answer."""
        connection = _connected(path, self._seconds)
        if connection is None:
            return False
        self._socket, self._stream = connection, connection.makefile("rwb")
        try:
            if self._any_screen or self.view()["kind"] == "attract":
                return True
        except (StoryFault, OSError):
            pass
        self.close()
        return False

    def view(self) -> View:
        view: View = self._ask({"command": "view"})["view"]
        return view

    def press(self, name: str) -> None:
        wait_for(
            lambda: self._ask({"command": "touch", "name": name})["touched"],
            self._seconds,
            f"{name} on the screen {self.view()['kind']}",
        )

    def tap(self, name: str) -> None:
        """One attempt at a touch: nothing happens when the item is gone or still moves."""
        for _ in range(3):
            if self._ask({"command": "touch", "name": name})["touched"]:
                return

    def type(self, text: str) -> None:
        """Keys of a real keyboard."""
        self._ask({"command": "type", "text": text})

    def strike(self, key: str) -> str:
        """One key, by Qt's name; what has the focus then."""
        focus: str = self._ask({"command": "strike", "key": key})["focus"]
        return focus

    def picture(self, path: Path) -> View:
        answer = self._ask({"command": "picture", "path": str(path.resolve())})
        if not answer["saved"]:
            raise StoryFault(f"no picture: {path.name}")
        view: View = answer["view"]
        return view

    def names(self) -> list[str]:
        names: list[str] = self._ask({"command": "names"})["names"]
        return names

    def transcript(self) -> dict[str, Any]:
        answer: dict[str, Any] = self._ask({"command": "transcript"})["transcript"]
        return answer

    def process_id(self) -> int:
        """Of the citizen process on the screen."""
        peer = self._socket.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _PEER.size)
        return int(_PEER.unpack(peer)[0])

    def wait_until_gone(self) -> None:
        """Until the citizen process has ended, as it does after each session."""
        self._socket.settimeout(self._seconds)
        try:
            while self._stream.readline():
                pass
        except ConnectionError:
            pass
        except TimeoutError:
            raise StoryFault("the citizen process outlives its session") from None

    def close(self) -> None:
        """Take the hand away."""
        with contextlib.suppress(OSError):
            self._stream.close()
        self._socket.close()

    def _ask(self, request: dict[str, Any]) -> dict[str, Any]:
        try:
            self._stream.write(json.dumps(request).encode() + b"\n")
            self._stream.flush()
            line = self._stream.readline()
        except ConnectionError:
            line = b""
        if not line:
            raise CitizenGone("the citizen process is gone")
        answer: dict[str, Any] = json.loads(line)
        return answer


class KeysDriver(RobotDriver):
    """As :class:`RobotDriver`, without a finger: ``step`` goes on in reading order, ``enter`` presses.

    ``Tab`` and ``Return`` are those of a keyboard, ``Right`` and ``Return`` those of the pad with five keys.
    """

    def __init__(self, path: Path, step: str = "Tab", enter: str = "Return") -> None:
        super().__init__(path)
        self._step, self._enter = step, enter
        self.struck = 0

    def press(self, name: str) -> None:
        wait_for(
            lambda: self._walked_to(name),
            self._seconds,
            f"{name} on the screen {self.view()['kind']}",
        )
        self.strike(self._enter)

    def _walked_to(self, name: str) -> bool:
        """Once round; the focus that was there already counts."""
        met = [self._ask({"command": "strike"})["focus"]]
        while met[-1] != name:
            met.append(self.strike(self._step))
            if met.count(met[-1]) > 2:
                return False
        return True

    def strike(self, key: str) -> str:
        self.struck += 1
        return super().strike(key)


def wait_for(condition: Callable[[], Any], seconds: float, what: str) -> Any:
    """Poll until ``condition`` is truthy; its value, or :class:`StoryFault` after ``seconds``."""
    deadline = time.monotonic() + seconds
    while True:
        if value := condition():
            return value
        if time.monotonic() > deadline:
            raise StoryFault(f"waited {seconds:.0f} s in vain for {what}")
        time.sleep(0.02)


def _connected(path: Path, seconds: float) -> socket.socket | None:
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        client.connect(str(path))
    except OSError:
        client.close()
        return None
    client.settimeout(seconds)
    return client
