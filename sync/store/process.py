"""Starts the keeper as a process of its own and waits until it answers: supervisor, demo, tests."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.failpoints import VARIABLE, Failpoint
from sync.store.settings import load_settings

_READY_SECONDS = 20.0
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
        # A file, for a pipe that nobody reads would fill up and stop the keeper.
        self._said = tempfile.TemporaryFile("w+")  # noqa: SIM115  # lives as long as the process
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def client_path(self) -> Path:
        """The socket for :class:`KeeperClient`."""
        return load_settings(self._config).socket

    def start(self) -> None:
        """Start and wait for the first answer.  Raises :class:`KeeperNotStartedError`."""
        process = subprocess.Popen(
            [sys.executable, "-m", "sync.store.keeper", "--config", str(self._config)],
            stdin=subprocess.DEVNULL,
            stderr=self._said,
            env=self._environment,
        )
        self._process = process
        client = KeeperClient(self.client_path, limit=0.2)
        deadline = time.monotonic() + _READY_SECONDS
        try:
            while not self._answers(client, process.pid):
                if process.poll() is not None:
                    raise KeeperNotStartedError(self.said())
                if time.monotonic() > deadline:
                    self.kill()
                    raise KeeperNotStartedError("no answer")
        finally:
            client.close()

    def said(self) -> str:
        """What it wrote to its standard error so far."""
        self._said.seek(0)
        return self._said.read().strip()

    def wait(self, seconds: float) -> int:
        """Wait for its end.  The exit code, negative for a signal.  Raises ``TimeoutExpired``."""
        if self._process is None:
            return 0
        return self._process.wait(seconds)

    def stop(self) -> int:
        """SIGTERM, then wait.  The exit code; kills after half a minute."""
        return self._end(terminate=True)

    def kill(self) -> None:
        """SIGKILL: what a power cut looks like from inside."""
        self._end(terminate=False)

    @staticmethod
    def _answers(client: KeeperClient, pid: int) -> bool:
        health = client.health()
        # Another keeper on the same socket is not ours.
        return not isinstance(health, SyncFailure) and health.pid == pid

    def _end(self, *, terminate: bool) -> int:
        process = self._process
        if process is None:
            return 0
        if terminate:
            process.terminate()
        else:
            process.kill()
        try:
            process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        return process.returncode
