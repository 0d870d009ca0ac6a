"""The opener as a process: ``kakanai office opener``, alone with the office's private key.

It makes the cases of what the intake took in, and opens cases for the console.  ``OpenerChild``
is how the serving process starts it when nobody else does, and starts it again when it dies.
"""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from sqlalchemy.exc import DBAPIError, OperationalError

from sync.office import keys
from sync.office.database import Database, utc_now
from sync.office.opener import Opener
from sync.office.opener_line import OpenerServer, Wakeful
from sync.office.settings import OfficeSettings

_LOOK_SECONDS = 5.0
"""Without a wake it looks by itself: the intake may run on another machine."""
_AGAIN_SECONDS = 1.0
_CASES_NICE = 5
"""Under a burst a case may come some seconds after its receipt; on Linux niceness is a thread's own."""


def serve(settings: OfficeSettings, *, until_stdin_closes: bool) -> None:
    """Run until SIGTERM.  Raises ``OfficeSetupError`` or ``KeyFileError`` at the start."""
    key = keys.load_opening(settings.keys_folder)
    database = Database(settings.database_url)
    opener = Opener(database, key, utc_now)
    wakeful, ended = Wakeful(), threading.Event()

    def end(*_: object) -> None:
        ended.set()
        wakeful.wake()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    if until_stdin_closes:
        threading.Thread(target=_end_with_stdin, args=(end,), daemon=True).start()
    gc.freeze()  # what is loaded by now stays: it need not be gone through again and again
    with OpenerServer(settings.opener_socket, opener, wakeful.wake) as server:
        threading.Thread(target=server.serve_forever, args=(0.2,), daemon=True).start()
        # This thread makes cases: receipts, and clerks whose questions the others answer, go first.
        here = threading.get_native_id()
        behind = os.getpriority(os.PRIO_PROCESS, here) + _CASES_NICE
        os.setpriority(os.PRIO_PROCESS, here, behind)
        again = True
        while not (ended.is_set() or _reached(database)):
            ended.wait(_AGAIN_SECONDS)
        while not ended.is_set():
            again = not _made(opener, again=again)
            wakeful.wait(_LOOK_SECONDS)
        server.shutdown()
        settings.opener_socket.unlink(missing_ok=True)
    database.dispose()


def _reached(database: Database) -> bool:
    """``False``: the database is away; it may come up after us."""
    try:
        database.check()
    except OperationalError:
        return False
    return True


def _made(opener: Opener, *, again: bool) -> bool:
    """``False``: the database was away; all is looked at anew."""
    try:
        opener.make_missing_cases(again=again)
    except DBAPIError as fault:
        sys.stderr.write(f"opener: {type(fault).__name__}\n")
        return False
    return True


def _end_with_stdin(end: Callable[[], None]) -> None:
    while os.read(0, 1024):
        pass
    end()


class OpenerChild:
    """Starts the opener with ``config`` and keeps it running until the block ends."""

    def __init__(self, config: Path) -> None:
        self._command = [
            *(sys.executable, "-m", "sync.office", "opener"),
            *("--config", str(config), "--until-stdin-closes"),
        ]
        self._ending = threading.Event()
        self._child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._keep, name="opener-child", daemon=True)

    def __enter__(self) -> OpenerChild:
        self._start()
        self._thread.start()
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _fault: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._ending.set()
        if self._child is not None:
            self._child.terminate()
        self._thread.join()

    def _start(self) -> None:
        # Its standard input is ours to close: it ends with us, however we end.
        self._child = subprocess.Popen(self._command, stdin=subprocess.PIPE)

    def _keep(self) -> None:
        while self._child is not None:
            self._child.wait()
            assert self._child.stdin is not None
            self._child.stdin.close()
            if self._ending.wait(_AGAIN_SECONDS):
                return
            self._start()
            if self._ending.is_set():
                self._child.terminate()
