"""A panel with accessibility, and a screen reader on it: buses of its own, an X server of its own, another program.

Qt's offscreen platform has no bridge to AT-SPI; its xcb platform has, so the panel is an Xvfb.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGES = {
    "/usr/bin/Xvfb": "xvfb",
    "/usr/bin/dbus-daemon": "dbus",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/dbus": "python3-dbus",
}
"""What is looked for, and the Debian package that brings it."""
PROGRAM = Path(__file__).with_name("program.py")


@dataclass(frozen=True, slots=True)
class Item:
    """One accessible as the reader has it."""

    role: str
    name: str
    states: frozenset[str]
    actions: tuple[str, ...]


class ScreenReader:
    """The other program; ``environment``: for the kiosk that it shall read."""

    def __init__(self, bus: str, environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._process = subprocess.Popen(
            ["/usr/bin/python3", str(PROGRAM), bus],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def screen(self) -> list[Item]:
        """What is shown, the window first; empty while nothing is."""
        return [
            Item(item["role"], item["name"], frozenset(item["states"]), tuple(item["actions"]))
            for item in self._ask({"command": "screen"})["items"]
        ]

    def press(self, name: str) -> bool:
        """By the item's own action; false when no such item is shown."""
        return bool(self._ask({"command": "press", "name": name})["pressed"])

    def close(self) -> None:
        """End the program."""
        self._process.communicate(timeout=20)

    def _ask(self, request: Mapping[str, str]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextlib.contextmanager
def screen_reader(width: int, height: int) -> Iterator[ScreenReader]:
    """A panel of this size and the reader on it.  Raises ``RuntimeError`` where a package is missing."""
    missing = [package for path, package in PACKAGES.items() if not Path(path).exists()]
    if missing:
        raise RuntimeError(f"missing: {', '.join(missing)} (packaging/setup installs them)")
    with contextlib.ExitStack() as stack:
        folder = tempfile.mkdtemp(prefix="kakanai-reader-")
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        bus = _said(stack, ["dbus-daemon", "--session", "--nofork", "--print-address=1"], {})
        panel = f"{width}x{height}x24"
        display = ":" + _said(
            stack, ["Xvfb", "-displayfd", "1", "-screen", "0", panel, "-nolisten", "tcp"], {}
        )
        environment = {
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "DISPLAY": display,
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        # The accessibility bus lies in the cache folder, whoever else has one.
        _started(
            stack,
            ["/usr/libexec/at-spi-bus-launcher", "--launch-immediately"],
            {**environment, "XDG_CACHE_HOME": folder, "XDG_RUNTIME_DIR": folder},
        )
        reader = ScreenReader(bus, environment)
        stack.callback(reader.close)
        yield reader


def _started(
    stack: contextlib.ExitStack, command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **environment},
    )
    assert process.stdout is not None
    stack.callback(process.stdout.close)
    stack.callback(process.wait, 20)
    stack.callback(process.terminate)
    return process


def _said(
    stack: contextlib.ExitStack, command: Sequence[str], environment: Mapping[str, str]
) -> str:
    """The first line of a program that goes on running."""
    process = _started(stack, command, environment)
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise RuntimeError(f"{command[0]} did not start")
    return line
