"""The keeper: the long-lived process that owns a kiosk's store and sends what is in it.

``python -m sync.store.keeper --config FILE``.  It sees sealed bytes only, listens on a Unix socket
of mode 0600, and ends on SIGTERM after the command in hand.  Exit code 2: it could not start.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import resource
import signal
import socketserver
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sync.envelope.device import row_key
from sync.envelope.keys import KeyFileError, load_signing_private, load_signing_public
from sync.failures import SyncFailure
from sync.sender.office import Office
from sync.sender.sender import BackOff, Sender, Wake
from sync.store.commands import Commands, Kiosk
from sync.store.connection import StoreDamagedError, StoreSettingsError
from sync.store.owner import StoreOwner
from sync.store.protocol import LINE_LIMIT, decode, encode
from sync.store.records import StorePlan
from sync.store.settings import KeeperSettings, SettingsError, load_settings

_FAREWELL_SECONDS = 3.0
"""Longer a PUT in hand is not waited for: it is sent again after the next start."""


class AlreadyRunningError(Exception):
    """Another keeper owns this store."""


class _Handler(socketserver.StreamRequestHandler):
    """One client: lines in, lines out, until it goes away."""

    server: _Server

    def handle(self) -> None:
        while line := self.rfile.readline(LINE_LIMIT + 1):
            if len(line) > LINE_LIMIT:
                self.wfile.write(encode({"fault": "line too long"}))
                return
            if not line.endswith(b"\n"):
                return  # the client died in the middle of a request
            self.wfile.write(encode(self._answer(line)))

    def _answer(self, line: bytes) -> dict[str, Any]:
        try:
            answer = self.server.commands.run(decode(line))
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            return {"fault": type(fault).__name__}
        if isinstance(answer, SyncFailure):
            return {"failure": {"code": answer.code.value, "detail": answer.detail}}
        return {"ok": answer}


class _Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 32

    def __init__(self, path: Path, commands: Commands) -> None:
        self.commands = commands
        path.unlink(missing_ok=True)  # left by a killed keeper; the lock says it is dead
        before = os.umask(0o177)
        try:
            super().__init__(str(path), _Handler)
        finally:
            os.umask(before)

    def handle_error(self, *_request: Any) -> None:
        """A client that went away is no news; anything else shows its type and nothing more."""
        fault = sys.exc_info()[1]
        if not isinstance(fault, OSError):
            sys.stderr.write(f"keeper: {type(fault).__name__} in a request\n")


def serve(settings: KeeperSettings, ended: threading.Event) -> None:
    """Run until ``ended`` is set.  Raises what stops a start; after that, nothing."""
    key = load_signing_private(settings.device_key)
    kiosk = Kiosk(settings.office, settings.device, key.public_key())
    pinned = settings.office_head_key
    head_key = None if pinned is None else load_signing_public(pinned)
    with _only_one(settings.store):
        owner = StoreOwner(
            StorePlan(
                settings.store,
                settings.letter,
                row_key(key),
                settings.min_free_bytes,
                ballast_bytes=settings.ballast_bytes,
            )
        )
        owner.start()
        wake = Wake()
        sender = Sender(
            owner,
            Office(settings.office_url, settings.answer_seconds, settings.office_ca, head_key),
            BackOff(settings.retry_first_seconds, settings.retry_most_seconds),
            wake.wait,
            settings.heartbeat_seconds,
        )
        commands = Commands(owner, sender, wake.wake, kiosk)
        threads = [threading.Thread(target=sender.run, name="sender", daemon=True)]
        with _Server(settings.socket, commands) as server:
            threads.append(threading.Thread(target=server.serve_forever, args=(0.2,), daemon=True))
            for thread in threads:
                thread.start()
            ended.wait()
            server.shutdown()
            settings.socket.unlink(missing_ok=True)
        sender.stop()
        wake.end()
        for thread in threads:
            thread.join(_FAREWELL_SECONDS)
        owner.stop()


@contextmanager
def _only_one(store: Path) -> Iterator[None]:
    """Hold a lock that the kernel gives back at any death of this process."""
    with store.with_name(store.name + ".lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunningError("another keeper owns this store") from None
        yield


def _end_with_stdin(ended: threading.Event) -> None:
    # By the descriptor: a thread inside sys.stdin would stop the interpreter from ending.
    while os.read(0, 1024):
        pass
    ended.set()


def main(arguments: list[str] | None = None) -> int:
    """The process's entry."""
    parser = argparse.ArgumentParser(
        prog="python -m sync.store.keeper",
        description="Own the kiosk's store and send what is in it to the office.",
        epilog="example: python -m sync.store.keeper --config keeper.toml",
    )
    parser.add_argument("--config", type=Path, required=True, help="TOML file (format 1)")
    parser.add_argument(
        "--until-stdin-closes",
        action="store_true",
        help="end when standard input closes, as it does when the supervisor is killed",
    )
    chosen = parser.parse_args(arguments)
    ended = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    os.umask(0o077)
    # A core file would put the device's key on the disk that its TPM keeps it off.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if chosen.until_stdin_closes:
        threading.Thread(target=_end_with_stdin, args=(ended,), daemon=True).start()
    try:
        serve(load_settings(chosen.config), ended)
    except (
        SettingsError,
        KeyFileError,
        StoreSettingsError,
        StoreDamagedError,
        AlreadyRunningError,
        OSError,
    ) as fault:
        sys.stderr.write(f"keeper: {type(fault).__name__}: {fault}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
