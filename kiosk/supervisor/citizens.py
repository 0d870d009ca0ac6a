"""One citizen process: started as a spare, shown, and killed when its session is over.

The process speaks JSON lines on its standard streams (``kiosk.app``): it says ``ready``
when the first screen is loaded, ``started`` when somebody touched it, ``ended`` when the session is
over; it takes ``show`` and ``ping`` (answered by ``pong``).  No line carries personal data.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MODULE = "kiosk.app"


class CitizenEvent(StrEnum):
    """What a citizen process says of itself."""

    READY = "ready"
    STARTED = "started"
    ENDED = "ended"
    PONG = "pong"
    STAFF = "staff"
    PAPER_OUT = "paper_out"
    PAPER_TAKEN = "paper_taken"
    GONE = "gone"  # said by nobody: its output closed


@dataclass(slots=True)
class Citizen:
    """A running citizen process, the leader of its own process group."""

    process: asyncio.subprocess.Process

    @classmethod
    async def start(cls, config: Path) -> Citizen:
        """Start one as a spare: loaded, hidden, empty."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            MODULE,
            "--config",
            str(config),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            start_new_session=True,
        )
        return cls(process)

    async def say(self, command: str) -> None:
        """Send one command; a process that is gone is noticed by its events."""
        assert self.process.stdin is not None
        with contextlib.suppress(ConnectionError):
            self.process.stdin.write(json.dumps({"command": command}).encode() + b"\n")
            await self.process.stdin.drain()

    async def events(self) -> AsyncIterator[CitizenEvent]:
        """Everything that it says, then :attr:`CitizenEvent.GONE`."""
        assert self.process.stdout is not None
        end = asyncio.create_task(self.process.wait())
        try:
            # Its worker holds the same output open, so the end of the process counts as well.
            while line := await _line_before(self.process.stdout, end):
                with contextlib.suppress(ValueError, KeyError, TypeError):
                    yield CitizenEvent(json.loads(line)["event"])
        finally:
            end.cancel()
        yield CitizenEvent.GONE

    async def kill(self) -> None:
        """End the process and the workers of its session.

        Only a process that ends forgets: freed memory kept 1 to 8 past sessions out of 200.
        """
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        await self.process.wait()


async def _line_before(output: asyncio.StreamReader, end: asyncio.Task[int]) -> bytes:
    """The next line; empty when there is none or the process has ended."""
    line = asyncio.create_task(output.readline())
    try:
        await asyncio.wait({line, end}, return_when=asyncio.FIRST_COMPLETED)
        return line.result() if line.done() else b""
    finally:
        line.cancel()
