"""A kiosk's keeper that is killed, and citizens who submit to whatever keeper there is."""

from __future__ import annotations

import contextlib
import random
import threading
import time
from dataclasses import dataclass, field
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID, uuid4

from kiosk.bench.sealing import SealingDevice
from sync.envelope.keys import load_signing_private, make_development_keys
from sync.office.process import OfficeProcess
from sync.store.client import KeeperClient
from sync.store.results import Begun, Committed
from sync.store.settings import KeeperSettings, save_settings
from tests.faults.line import victims
from tests.faults.line.proxy import FaultyLine
from tests.faults.line.victims import Mistakes

_UNHEARD = 5
"""Of so many citizens the first does not hear the first answer: a keeper's death alone seldom falls between
its commit and its answer."""


@dataclass
class Citizen:
    """One intent, one session, sealed once: a slow machine must not make two of it."""

    intent: str
    session: UUID = field(default_factory=uuid4)
    envelope: bytes | None = None


class Kiosk:
    """A keeper to be killed; ``acknowledged`` is written down outside of it."""

    def __init__(self, folder: Path, name: str, office: OfficeProcess, line: FaultyLine) -> None:
        folder.mkdir(exist_ok=True)
        self.name = name
        keys = make_development_keys(folder / "keys")
        self._device = SealingDevice(office, name, load_signing_private(keys.private("device")))
        self.settings = KeeperSettings(
            store=folder / "k.db",
            socket=folder / "k.sock",
            letter=name[-1].upper(),
            office="toyonaka",
            device=name,
            device_key=keys.private("device"),
            office_url=line.url,
            office_head_key=office.keys.public("audit-head"),
            min_free_bytes=1,
            retry_first_seconds=0.02,
            retry_most_seconds=0.2,
            answer_seconds=0.7,
            heartbeat_seconds=1.0,
            ballast_bytes=1 << 16,
        )
        self._config = folder / "k.toml"
        save_settings(self.settings, self._config)
        self._keeper: BaseProcess | None = None
        self.acknowledged: dict[str, UUID] = {}
        self.tried: set[str] = set()
        self.heard = 0
        """Answers that citizens got: how far its work is, however slow the machine."""

    def start(self, mistakes: Mistakes = frozenset()) -> None:
        self._keeper = victims.start(victims.keeper, self._config, mistakes)

    def kill(self) -> None:
        assert self._keeper is not None
        self._keeper.kill()
        self._keeper.join()

    def gives(self, answers: int, seconds: float) -> None:
        """Wait until citizens got so many more answers of it."""
        enough = self.heard + answers
        deadline = time.monotonic() + seconds
        while self.heard < enough and time.monotonic() < deadline:
            time.sleep(0.005)

    def client(self, limit: float = 20.0) -> contextlib.closing[KeeperClient]:
        """A client for a ``with`` block."""
        return contextlib.closing(KeeperClient(self.settings.socket, limit))

    def submit_until(self, ended: threading.Event, mistakes: Mistakes, seed: int) -> None:
        """Citizens, one after the other.  With the mistake of a new id a lost answer is a new case."""
        pace = random.Random(seed)
        number = 0
        with self.client(30.0) as client:
            while not ended.wait(pace.uniform(0.01, 0.12)):
                number += 1
                citizen = Citizen(f"{self.name} {number}")
                self.tried.add(citizen.intent)
                unheard = number % _UNHEARD == 1
                while not self.submit(client, citizen, unheard=unheard) and not ended.is_set():
                    unheard = False
                    if victims.NEW_ID in mistakes:
                        citizen = Citizen(citizen.intent)

    def submit(self, client: KeeperClient, citizen: Citizen, *, unheard: bool = False) -> bool:
        """One try.  ``False``: no answer in time; the next one sends the same bytes.

        ``unheard``: the session does not hear that it is stored, as when its process is stopped.
        """
        begun = client.begin(citizen.session)
        if not isinstance(begun, Begun):
            return False
        self.heard += 1
        if citizen.envelope is None:
            sealed = self._device.sealed(
                citizen.session, begun.number, begun.sequence, citizen.intent
            )
            citizen.envelope = sealed.to_bytes()
        if not isinstance(client.commit(citizen.envelope), Committed):
            return False
        self.heard += 1
        if unheard:
            return False
        self.acknowledged[citizen.intent] = citizen.session
        return True
