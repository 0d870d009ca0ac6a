"""An office as a child process on a free port: for the demo, the story player and the tests."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import requests
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from assets import ROOT
from forms.catalogue.load import load_with_source
from forms.catalogue.source import PackSource
from sync.envelope.keys import KeyFolder
from sync.office import devices, keys
from sync.office.accounts import Accounts
from sync.office.database import Database, utc_now
from sync.office.opener_process import OpenerChild
from sync.office.pack_versions import keep
from sync.office.settings import OfficeSettings, to_toml

_START_SECONDS = 120.0
_STOP_SECONDS = 10.0
_POLL_SECONDS = 0.05


@dataclass(frozen=True, slots=True)
class Clerk:
    """A staff account for practice."""

    name: str
    display_name: str
    section: str
    password: str


class OfficeProcess:
    """Sets up an office in ``folder`` (SQLite unless ``database_url``) and serves it on loopback.

    ``start`` may be called again after ``stop``: same port, same data.  Raises ``RuntimeError``
    with the server's own words when it does not answer in time.
    """

    def __init__(
        self,
        folder: Path,
        database_url: str | None = None,
        *,
        office: str = "toyonaka",
        pack: str = "toyonaka",
        idle_minutes: int = 15,
        refresh_seconds: int = 20,
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._log = folder / "office.log"
        self.settings = OfficeSettings(
            folder=folder.resolve(),
            office=office,
            pack=pack,
            database=database_url or "",
            listen=f"127.0.0.1:{_free_port()}",
            idle_minutes=idle_minutes,
            refresh_seconds=refresh_seconds,
        )
        self.config = folder / "office.toml"
        self.config.write_text(to_toml(self.settings), "utf-8")
        keys.make(self.settings.keys_folder)
        self._database = Database(self.settings.database_url)
        self._database.create()
        # A program that starts several offices looks the pack through once.
        keep(_looked_through(pack), self.settings.packs_folder)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where kiosks send and clerks look."""
        return f"http://{self.settings.listen}"

    @property
    def keys(self) -> KeyFolder:
        """The office's and the escrow's public keys, for the kiosk."""
        return KeyFolder(self.settings.keys_folder)

    @property
    def database(self) -> Database:
        """For looking at what is stored."""
        return self._database

    @property
    def pid(self) -> int:
        """Of the serving process."""
        assert self._process is not None
        return self._process.pid

    def configure(self, **changes: int | bool | str) -> None:
        """Other settings, before ``start``."""
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]  # by name
        self.config.write_text(to_toml(self.settings), "utf-8")

    @contextmanager
    def opener(self) -> Iterator[None]:
        """An opener of its own, as another user's service would run it (``start_opener = false``)."""
        with OpenerChild(self.config):
            yield

    def kill(self) -> None:
        """SIGKILL to the serving process; its opener ends by itself."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(_STOP_SECONDS)
            self._process = None

    @property
    def running(self) -> bool:
        """Whether the server was started and not stopped."""
        return self._process is not None

    def enrol(self, device: str, key: Ed25519PublicKey) -> None:
        """Let a kiosk send."""
        devices.add(self._database, utc_now, device, key)

    def add_clerk(self, clerk: Clerk) -> None:
        """Let somebody log in."""
        secret = keys.load(self.settings.keys_folder).secret
        Accounts(self._database, secret, utc_now).add(
            clerk.name, clerk.display_name, clerk.section, clerk.password
        )

    def start(self) -> OfficeProcess:
        """Start, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "sync.office", "serve", "--config", str(self.config)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, "PYTHONUNBUFFERED": "1"},
            )
        deadline = time.monotonic() + _START_SECONDS
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"the office does not answer: {self.log_text()[-2000:]}")
            time.sleep(_POLL_SECONDS)
        return self

    def stop(self) -> None:
        """End the server; the data stays."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(_STOP_SECONDS)
        self._process = None

    def log_text(self) -> str:
        """What the server wrote."""
        return self._log.read_text("utf-8", errors="replace") if self._log.exists() else ""

    def __enter__(self) -> OfficeProcess:
        return self if self._process is not None else self.start()

    def __exit__(self, *_reason: object) -> None:
        self.stop()
        self._database.dispose()

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.url}/v1/health", timeout=2).status_code == 200
        except requests.RequestException:
            return False


@lru_cache
def _looked_through(pack: str) -> PackSource:
    _pack, source = load_with_source(pack, ROOT / "packs")
    return source


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
