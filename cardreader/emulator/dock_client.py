"""Talk to a dock, and start one: for ``kakanai dock``, tests and the demo."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self, cast

from cardreader.emulator.dock import AUTHORITIES_NAME, SOCKET_NAME, DockStatus
from cardreader.emulator.faults import Fault

FOLDER_VARIABLE: Final = "KAKANAI_DOCK"
_ANSWER_SECONDS: Final = 20.0
_START_SECONDS: Final = 15.0


class DockFault(RuntimeError):
    """There is no dock, or it refused; the message says why."""


def usual_folder() -> Path:
    """Where ``kakanai dock`` looks when nobody says otherwise: ``KAKANAI_DOCK``, or one folder
    per user among the temporary files."""
    named = os.environ.get(FOLDER_VARIABLE)
    runtime = os.environ.get("XDG_RUNTIME_DIR")
    if named:
        return Path(named)
    if runtime:
        return Path(runtime) / "kakanai-dock"
    return Path(tempfile.gettempdir()) / f"kakanai-dock-{os.getuid()}"


class DockClient:
    """Each call is one connection; every method raises :class:`DockFault` when refused."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder.resolve()

    @property
    def authorities(self) -> Path:
        """The CA keys of the dock's cards, as ``cardreader.cards.authorities`` loads them."""
        return self.folder / AUTHORITIES_NAME

    def insert(self, profile: str, reader: int = 0, fault: Fault | None = None) -> DockStatus:
        """Lay the card of ``profile`` down; returns when the reader has noticed it."""
        faults = {} if fault is None else {name: getattr(fault, name) for name in fault.__slots__}
        return self._status("insert", profile=profile, reader=reader, fault=faults)

    def remove(self, reader: int = 0) -> DockStatus:
        return self._status("remove", reader=reader)

    def renew(self, profile: str) -> DockStatus:
        """Give the card of ``profile`` its first counters again; it must not lie on a reader."""
        return self._status("renew", profile=profile)

    def stop_service(self) -> DockStatus:
        """Kill pcscd, as a crash or an unplugged reader would."""
        return self._status("stop_service")

    def start_service(self) -> DockStatus:
        return self._status("start_service")

    def status(self) -> DockStatus:
        return self._status("status")

    def trace(self, profile: str) -> list[str]:
        """Each command that the card of ``profile`` got, hexadecimal; secrets by length only."""
        return cast("list[str]", self._call("trace", profile=profile)["trace"])

    def _status(self, command: str, **arguments: Any) -> DockStatus:
        return cast("DockStatus", self._call(command, **arguments)["status"])

    def _call(self, command: str, **arguments: Any) -> dict[str, Any]:
        request = json.dumps({"do": command} | arguments).encode() + b"\n"
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(_ANSWER_SECONDS)
                line.connect(str(self.folder / SOCKET_NAME))
                line.sendall(request)
                with line.makefile("rb") as answer:
                    reply: dict[str, Any] = json.loads(answer.readline() or b"{}")
        except OSError as fault:
            raise DockFault(f"no dock answers in {self.folder}: {fault}") from None
        if not reply.get("ok"):
            raise DockFault(reply.get("why", "the dock ended"))
        return reply


class DockProcess:
    """``with DockProcess(folder) as dock: dock.client.insert("taro")``.

    The dock ends with this process, also when this process is killed: it then sees its standard
    input close.
    """

    def __init__(self, folder: Path) -> None:
        self.client = DockClient(folder)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> DockStatus:
        folder = self.client.folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (folder / "dock.log").open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable,
                    "-m",
                    "cardreader.emulator.dock",
                    "--folder",
                    str(folder),
                    "--until-stdin-closes",
                ],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=Path(__file__).parents[2],
            )
        until = time.monotonic() + _START_SECONDS
        while True:
            try:
                return self.client.status()
            except DockFault:
                if self._process.poll() is not None or time.monotonic() > until:
                    self.stop()
                    tail = (folder / "dock.log").read_text(errors="replace")[-800:]
                    raise DockFault(f"the dock did not start:\n{tail}") from None
                time.sleep(0.02)

    def stop(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        assert process.stdin is not None
        process.stdin.close()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()
