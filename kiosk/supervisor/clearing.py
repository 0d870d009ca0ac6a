"""Starts the process that takes back what an ended session left at the printer (``kiosk.app.clearing``)."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from sync.failures import SyncFailure
from sync.store.client import KeeperClient

_KEEPER_SECONDS = 2.0


@dataclass(slots=True)
class Clearing:
    """At most one process at a time: a new one takes over what the one before has not finished."""

    keeper: Path
    """The keeper's socket."""
    kiosk_config: Path
    _process: asyncio.subprocess.Process | None = field(default=None, init=False)

    async def after_session(self) -> None:
        """Called when a citizen process is gone, before the next one is shown: the open jobs are the old ones.

        When the keeper does not answer, they are found after the next session.
        """
        held = await asyncio.to_thread(self._open_jobs)
        if held:
            await self.stop()
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "kiosk.app.clearing"),
                *("--config", str(self.kiosk_config)),
                *(str(job) for job in held),
                stdin=asyncio.subprocess.PIPE,
            )

    async def stop(self) -> None:
        """End the present process; it only asks and takes back, so it may be killed at any moment."""
        process, self._process = self._process, None
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()

    def _open_jobs(self) -> list[UUID]:
        client = KeeperClient(self.keeper, limit=_KEEPER_SECONDS)
        try:
            held = client.print_open()
        finally:
            client.close()
        if isinstance(held, SyncFailure):
            return []
        return [job.job_id for job in held if job.outcome is None]
