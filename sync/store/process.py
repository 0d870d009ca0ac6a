"""Starts the keeper as a process of its own and waits until it answers: supervisor, demo, tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.failpoints import VARIABLE, Failpoint
from sync.store.settings import load_settings

_READY_SECONDS = 60.0
_END_SECONDS = 30.0


class KeeperNotStartedError(Exception):
    """The keeper ended or did not answer in time; its own words are in the message."""


class KeeperProcess:
    """A keeper run with the TOML file ``config``; start it once per object."""

    def __init__(self, config: Path, failpoint: Failpoint | None = None) -> None:
        self._config = config
        self._environment = dict(os.environ)
        if failpoint is not None:
            self._environment[VARIABLE] = failpoint.value
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def client_path(self) -> Path:
        """The socket for :class:`KeeperClient`.  Raises ``SettingsError``."""
        return load_settings(self._config).socket

    def start(self) -> None:
        """Start and wait for the first answer.

        Raises :class:`KeeperNotStartedError`, or ``SettingsError`` before anything is started.
        """
        client = KeeperClient(self.client_path, limit=0.2)
        # A file, for a pipe that nobody reads would fill up and stop the keeper.
        with tempfile.TemporaryFile("w+") as words, closing(client):
            self._process = process = subprocess.Popen(
                [sys.executable, "-m", "sync.store.keeper", "--config", str(self._config)],
                stdin=subprocess.DEVNULL,
                stderr=words,
                env=self._environment,
            )
            deadline = time.monotonic() + _READY_SECONDS
            while not _answers(client, process.pid):
                if process.poll() is not None or time.monotonic() > deadline:
                    self.kill()
                    words.seek(0)
                    raise KeeperNotStartedError(words.read().strip() or "no answer")

    def wait(self, seconds: float) -> int:
        """Wait for its end.  The exit code, negative for a signal.  Raises ``TimeoutExpired``."""
        return 0 if self._process is None else self._process.wait(seconds)

    def stop(self) -> int:
        """SIGTERM, then wait.  The exit code; kills after half a minute."""
        if self._process is None:
            return 0
        self._process.terminate()
        try:
            return self._process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()
            return self._process.returncode

    def kill(self) -> None:
        """SIGKILL: what a power cut looks like from inside."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


def _answers(client: KeeperClient, pid: int) -> bool:
    health = client.health()
    # Another keeper on the same socket is not ours.
    return not isinstance(health, SyncFailure) and health.pid == pid
