"""The supervisor: a keeper that always runs, one citizen process on screen, a warm spare behind it.

A used citizen process is never shown again.  When its session ends, or it crashes, or it no longer
answers, it is killed and the spare takes its place; a new spare is started at once.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from dataclasses import dataclass, field
from pathlib import Path

from kiosk.supervisor.citizens import Citizen, CitizenEvent

log = logging.getLogger(__name__)

READY_WITHIN_SECONDS = 30.0
PING_EVERY_SECONDS = 5.0
PONG_WITHIN_SECONDS = 15.0
RESTART_PAUSES_SECONDS = (0.2, 1.0, 5.0, 15.0)


@dataclass(slots=True)
class Supervisor:
    """Runs until it is cancelled.  ``keeper_config`` and ``kiosk_config`` are TOML files."""

    keeper_config: Path
    kiosk_config: Path
    sessions: int = 0
    _failures: int = field(default=0, init=False)

    async def run(self) -> None:
        """Keep the keeper and the screen alive."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._keep_keeper())
            group.create_task(self._keep_screen())

    async def _keep_keeper(self) -> None:
        failures = 0
        while True:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "sync.store.keeper", "--config", str(self.keeper_config)
            )
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                with contextlib.suppress(ProcessLookupError):
                    process.terminate()
                await process.wait()
                raise
            log.warning("keeper ended with %s; starting it again", code)
            await asyncio.sleep(RESTART_PAUSES_SECONDS[min(failures, 3)])
            failures += 1

    async def _keep_screen(self) -> None:
        spare = asyncio.create_task(self._ready_citizen())
        try:
            while True:
                shown, events = await spare
                await shown.say("show")
                spare = asyncio.create_task(self._ready_citizen())
                self.sessions += 1
                try:
                    await self._watch(shown, events)
                finally:
                    await shown.kill()
        finally:
            spare.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                waiting, _ = await spare
                await waiting.kill()

    async def _ready_citizen(self) -> tuple[Citizen, asyncio.Queue[CitizenEvent]]:
        """A loaded spare; one that does not get ready is killed, and another tried more slowly."""
        while True:
            citizen = await Citizen.start(self.kiosk_config)
            events: asyncio.Queue[CitizenEvent] = asyncio.Queue()
            reader = asyncio.create_task(self._read(citizen, events))
            try:
                async with asyncio.timeout(READY_WITHIN_SECONDS):
                    first = await events.get()
                if first is CitizenEvent.READY:
                    self._failures = 0
                    return citizen, events
                log.warning("a citizen process did not get ready")
            except TimeoutError:
                log.warning("a citizen process was not ready within %s s", READY_WITHIN_SECONDS)
            except asyncio.CancelledError:
                reader.cancel()
                await citizen.kill()
                raise
            reader.cancel()
            await citizen.kill()
            await asyncio.sleep(RESTART_PAUSES_SECONDS[min(self._failures, 3)])
            self._failures += 1

    @staticmethod
    async def _read(citizen: Citizen, events: asyncio.Queue[CitizenEvent]) -> None:
        async for event in citizen.events():
            events.put_nowait(event)

    @staticmethod
    async def _watch(citizen: Citizen, events: asyncio.Queue[CitizenEvent]) -> None:
        """Return when the session is over, the process is gone, or it no longer answers."""
        loop = asyncio.get_running_loop()
        heard = loop.time()
        while True:
            try:
                async with asyncio.timeout(PING_EVERY_SECONDS):
                    event = await events.get()
            except TimeoutError:
                if loop.time() - heard > PONG_WITHIN_SECONDS:
                    log.warning("the citizen process no longer answers; replacing it")
                    return
                await citizen.say("ping")
                continue
            heard = loop.time()
            match event:
                case CitizenEvent.ENDED:
                    return
                case CitizenEvent.GONE:
                    log.warning("the citizen process ended by itself; replacing it")
                    return
                case CitizenEvent.STAFF:
                    log.warning("staff is called to the kiosk")
                case CitizenEvent.READY | CitizenEvent.STARTED | CitizenEvent.PONG:
                    continue
