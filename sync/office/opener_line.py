"""The line between the office's server and its opener: JSON lines over a Unix socket of mode 0600.

A request names the case, who asks and what for; the answer is the case in the clear, so the socket
lies where only the office's own user comes.
"""

from __future__ import annotations

import json
import os
import socket
import socketserver
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from forms.facts.values import from_json, to_json
from sync.envelope.submission import Submission
from sync.office.failures import OfficeFailureCode
from sync.office.opener import OpenedCase, OpenedNote, Opener, Revision

_LIMIT_SECONDS = 15.0
_REQUEST_LIMIT = 4096
_BETWEEN_WAKES = 0.25
"""The first wake is told at once; in a burst the opener makes more cases in one transaction."""


class OpenerClient:
    """Asks the opener's process; a connection per question, for clerks are few."""

    def __init__(self, path: Path, limit: float = _LIMIT_SECONDS) -> None:
        self._path = path
        self._limit = limit
        self._wakeful = Wakeful()
        self._waker: threading.Thread | None = None

    def open_case(self, case_id: str, actor: str, purpose: str) -> OpenedCase | OfficeFailureCode:
        """As :meth:`Opener.open_case`; ``OPENER_AWAY`` when its process does not answer."""
        answer = self._ask({"do": "open", "case": case_id, "actor": actor, "purpose": purpose})
        match answer:
            case {"opened": opened}:
                return _opened(opened)
            case {"failure": code}:
                return OfficeFailureCode(code)
        return OfficeFailureCode.OPENER_AWAY

    def wake(self) -> None:
        """Something was taken in; an opener that is away finds it by itself when it comes back.

        Returns at once.  Many wakes in a moment are told as one.
        """
        if self._waker is None:
            self._waker = threading.Thread(target=self._wake, name="opener-wake", daemon=True)
            self._waker.start()
        self._wakeful.wake()

    def _wake(self) -> None:
        while True:
            self._wakeful.wait(None)
            self._ask({"do": "wake"})
            time.sleep(_BETWEEN_WAKES)

    def _ask(self, request: dict[str, str]) -> dict[str, Any] | None:
        try:
            with _reachable(self._path) as path, socket.socket(socket.AF_UNIX) as line:
                line.settimeout(self._limit)
                line.connect(path)
                line.sendall(json.dumps(request).encode() + b"\n")
                with line.makefile("rb") as answers:
                    plain = json.loads(answers.readline())
        except (OSError, ValueError):
            return None
        return plain if isinstance(plain, dict) else None


class OpenerServer(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Answers for ``opener``; ``woken`` is called when something was taken in."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, path: Path, opener: Opener, woken: Callable[[], None]) -> None:
        self.opener, self.woken = opener, woken
        path.unlink(missing_ok=True)  # left by a killed opener
        before = os.umask(0o177)
        try:
            with _reachable(path) as short:
                super().__init__(short, _Handler)
        finally:
            os.umask(before)

    def handle_error(self, *_request: Any) -> None:
        """Only the type of a fault: its text may hold content."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            sys.stderr.write(f"opener: {type(fault).__name__} in a request\n")


class _Handler(socketserver.StreamRequestHandler):
    server: OpenerServer

    def handle(self) -> None:
        match json.loads(self.rfile.readline(_REQUEST_LIMIT)):
            case {"do": "open", "case": str(case), "actor": str(actor), "purpose": str(purpose)}:
                answer = _answer(self.server.opener.open_case(case, actor, purpose))
            case {"do": "wake"}:
                self.server.woken()
                answer = {"ok": True}
            case _:
                answer = {"failure": OfficeFailureCode.NOT_READABLE.value}
        self.wfile.write(json.dumps(answer).encode() + b"\n")


def _answer(opened: OpenedCase | OfficeFailureCode) -> dict[str, Any]:
    if isinstance(opened, OfficeFailureCode):
        return {"failure": opened.value}
    return {
        "opened": {
            "submission": opened.submission.to_bytes().decode(),
            "revisions": [
                {
                    "number": each.number,
                    "fact": each.fact,
                    "state": to_json(each.state),
                    "by": each.by,
                    "at": each.at,
                }
                for each in opened.revisions
            ],
            "notes": [
                {
                    "task": each.task,
                    "reason": each.reason,
                    "text": each.text,
                    "by": each.by,
                    "at": each.at,
                }
                for each in opened.notes
            ],
        }
    }


def _opened(plain: dict[str, Any]) -> OpenedCase:
    return OpenedCase(
        Submission.from_bytes(plain["submission"].encode()),
        tuple(
            Revision(r["number"], r["fact"], from_json(r["state"]), r["by"], r["at"])
            for r in plain["revisions"]
        ),
        tuple(OpenedNote(**note) for note in plain["notes"]),
    )


@contextmanager
def _reachable(path: Path) -> Iterator[str]:
    """A short name for ``path``: a socket's address has 107 bytes, a folder may have more."""
    folder = os.open(path.parent, os.O_PATH)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class Wakeful:
    """Waits for a wake or for a while; wakes that come meanwhile count as one."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def wake(self) -> None:
        """There is something to do."""
        self._event.set()

    def wait(self, seconds: float | None) -> None:
        """Until woken, or so long."""
        self._event.wait(seconds)
        self._event.clear()
