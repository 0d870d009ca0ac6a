"""The supervisor: a keeper that always runs, one citizen process on screen, a warm spare behind it.

A used citizen process is never shown again.  When its session ends, or it crashes, or it no longer
answers, it is killed and the spare takes its place; a new spare is started at once, and what the used
one left at the printer is taken back.  A spare that crashes or no longer answers is replaced while
nobody needs it.

What the kiosk starts with is checked once, beside the first screen: a pack with faults ends the supervisor.

Nothing outlives the supervisor, however it ends: each process sees its standard input close, and the
kernel kills a citizen process that does not look.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from kiosk.supervisor.citizens import Citizen, CitizenEvent
from kiosk.supervisor.clearing import Clearing
from sync.store.settings import load_settings

log = logging.getLogger(__name__)

Events: TypeAlias = "asyncio.Queue[CitizenEvent]"

RESTART_PAUSES_SECONDS = (0.2, 1.0, 5.0, 15.0)
LONG_ENOUGH_SECONDS = 60.0
"""A keeper that ran so long had a good start: the pauses begin anew."""
KEEPER_FAREWELL_SECONDS = 10.0


class PackRefused(Exception):
    """The pack has faults, which are on standard error."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds: until a spare is ready, between questions to a silent process, until it is given up."""

    ready: float = 30.0
    ping_every: float = 5.0
    answer: float = 15.0


@dataclass(slots=True)
class Supervisor:
    """Runs until it is cancelled.  ``keeper_config`` and ``kiosk_config`` are TOML files."""

    keeper_config: Path
    kiosk_config: Path
    limits: Limits = field(default_factory=Limits)
    sessions: int = 0
    _failures: int = field(default=0, init=False)
    _paper_left: bool = field(default=False, init=False)
    """Sheets may lie in the tray: also of a citizen process that crashed while it printed."""

    async def run(self) -> None:
        """Keep the keeper and the screen alive.  Raises :class:`PackRefused` in a group."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._check_pack())
            group.create_task(self._keep_keeper())
            group.create_task(self._keep_screen())

    async def _check_pack(self) -> None:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "kiosk.app.pack_check", "--config", str(self.kiosk_config)),
            stdin=asyncio.subprocess.DEVNULL,
        )
        try:
            code = await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
            raise
        if code:
            raise PackRefused

    async def _keep_keeper(self) -> None:
        loop = asyncio.get_running_loop()
        failures = 0
        while True:
            started = loop.time()
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "sync.store.keeper"),
                *("--config", str(self.keeper_config), "--until-stdin-closes"),
                stdin=asyncio.subprocess.PIPE,
            )
            try:
                code = await process.wait()
            except asyncio.CancelledError:
                await _end(process)
                raise
            if loop.time() - started > LONG_ENOUGH_SECONDS:
                failures = 0
            log.warning("keeper ended with %s; starting it again", code)
            await asyncio.sleep(RESTART_PAUSES_SECONDS[min(failures, 3)])
            failures += 1

    async def _keep_screen(self) -> None:
        wanted = asyncio.Event()
        spare = asyncio.create_task(self._hold_spare(wanted))
        clearing = Clearing(load_settings(self.keeper_config).socket, self.kiosk_config)
        try:
            while True:
                wanted.set()
                shown, events = await spare
                if self.sessions == 0:
                    # Whatever ended the supervisor before this one, it had no time to clear away.
                    await clearing.after_session()
                await shown.say("show_after_paper" if self._paper_left else "show")
                wanted = asyncio.Event()
                spare = asyncio.create_task(self._hold_spare(wanted))
                self.sessions += 1
                try:
                    await self._watch(shown, events)
                finally:
                    await shown.kill()
                await clearing.after_session()
        finally:
            await clearing.stop()
            spare.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                waiting, _ = await spare
                await waiting.kill()

    async def _hold_spare(self, wanted: asyncio.Event) -> tuple[Citizen, Events]:
        """A living, loaded spare as soon as it is ``wanted``."""
        while True:
            citizen, events = await self._ready_citizen()
            call = asyncio.create_task(wanted.wait())
            end = asyncio.create_task(self._watch(citizen, events))
            try:
                await asyncio.wait({call, end}, return_when=asyncio.FIRST_COMPLETED)
                if not end.done():
                    return citizen, events
            except asyncio.CancelledError:
                await citizen.kill()
                raise
            finally:
                call.cancel()
                end.cancel()
            await citizen.kill()

    async def _ready_citizen(self) -> tuple[Citizen, Events]:
        """A loaded spare; one that does not get ready is killed, and another tried more slowly."""
        while True:
            citizen = await Citizen.start(self.kiosk_config)
            events: Events = asyncio.Queue()
            reader = asyncio.create_task(self._read(citizen, events))
            try:
                async with asyncio.timeout(self.limits.ready):
                    first = await events.get()
                if first is CitizenEvent.READY:
                    self._failures = 0
                    return citizen, events
                log.warning("a citizen process did not get ready")
            except TimeoutError:
                log.warning("a citizen process was not ready within %s s", self.limits.ready)
            except asyncio.CancelledError:
                reader.cancel()
                await citizen.kill()
                raise
            reader.cancel()
            await citizen.kill()
            await asyncio.sleep(RESTART_PAUSES_SECONDS[min(self._failures, 3)])
            self._failures += 1

    @staticmethod
    async def _read(citizen: Citizen, events: Events) -> None:
        async for event in citizen.events():
            events.put_nowait(event)

    async def _watch(self, citizen: Citizen, events: Events) -> None:
        """Return when the session is over, the process is gone, or it no longer answers."""
        loop = asyncio.get_running_loop()
        heard = loop.time()
        while True:
            try:
                async with asyncio.timeout(self.limits.ping_every):
                    event = await events.get()
            except TimeoutError:
                if loop.time() - heard > self.limits.answer:
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
                case CitizenEvent.PAPER_OUT:
                    self._paper_left = True
                case CitizenEvent.PAPER_TAKEN:
                    self._paper_left = False
                case CitizenEvent.READY | CitizenEvent.STARTED | CitizenEvent.PONG:
                    continue


async def _end(keeper: asyncio.subprocess.Process) -> None:
    """Let it finish the command in hand; one that hangs is killed, for its store stands that."""
    with contextlib.suppress(ProcessLookupError):
        keeper.terminate()
    try:
        async with asyncio.timeout(KEEPER_FAREWELL_SECONDS):
            await keeper.wait()
    except TimeoutError:
        keeper.kill()
        await keeper.wait()
