"""The place of a share's runs: one keeper, started again whenever it dies, as the supervisor does."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
import threading
from collections.abc import Iterator
from multiprocessing.connection import wait as wait_for
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID, uuid4

from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.results import Begun, OpenPrint
from tests.faults.paper import worker
from tests.support.keeper import KeeperBench


class Site:
    """A keeper that comes back."""

    def __init__(self, folder: Path) -> None:
        bench = KeeperBench.make(folder, "http://127.0.0.1:9")
        self.socket = bench.settings.socket
        self._config = bench.config
        self._ended = threading.Event()
        self._keeper: BaseProcess = worker.start(worker.keeper, self._config)
        self.client = KeeperClient(self.socket, limit=120.0)
        self._again = threading.Thread(target=self._bring_back)
        self._again.start()

    @property
    def keeper_pid(self) -> int:
        """Of the keeper that runs now."""
        assert self._keeper.pid is not None
        return self._keeper.pid

    def begin(self) -> UUID:
        """A session."""
        session = uuid4()
        begun = self.client.begin(session)
        assert isinstance(begun, Begun), begun
        return session

    def rows(self, session: UUID) -> dict[UUID, OpenPrint]:
        """All print jobs of a session."""
        held = self.client.prints_of(session)
        assert not isinstance(held, SyncFailure), held
        return {row.job_id: row for row in held}

    def disk(self, *, full: bool) -> None:
        """Of the keeper that runs now."""
        with contextlib.suppress(ProcessLookupError):
            worker.fill_disk(self.keeper_pid, full=full)

    def close(self) -> None:
        """End the keeper."""
        self._ended.set()
        self._keeper.kill()
        self._again.join()
        self.client.close()

    def _bring_back(self) -> None:
        while not self._ended.is_set():
            if wait_for([self._keeper.sentinel], timeout=0.5) and not self._ended.is_set():
                self._keeper.join()
                self._keeper = worker.start(worker.keeper, self._config)
        self._keeper.kill()
        self._keeper.join()


@contextlib.contextmanager
def site() -> Iterator[Site]:
    """In a folder whose path is short enough for Unix sockets."""
    folder = Path(tempfile.mkdtemp(prefix="kp-"))
    place = Site(folder)
    try:
        yield place
    finally:
        place.close()
        shutil.rmtree(folder, ignore_errors=True)
