"""A kiosk for the search for leftovers: its sessions fall silent at a word, and it can have mistakes built in.

    python -m tests.faults.rigged kiosk --config kiosk.toml --keeper-config keeper.toml

To its citizen process (the same module without ``kiosk``) an hour has passed as soon as a file stands in the home
folder: a session can be looked into for as long as it takes, and ends by silence at once.  With ``KAKANAI_LEAK`` in
the environment the citizen process writes what it is told to a file of the home folder and says it to the
supervisor, which keeps every line that it hears.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace

from forms.facts.values import Known
from kiosk import cli
from kiosk.app import citizen, facade
from kiosk.app.engine import Engine
from kiosk.session.events import Event
from kiosk.supervisor import citizens

MODULE = "tests.faults.rigged"
LEAK = "KAKANAI_LEAK"
LOG = "debug.log"
_HOUR_SECONDS = 3600.0


def silence(home: Path, citizen_process: int) -> Path:
    """The file by which nobody has touched that process for an hour."""
    return home / f"silence-{citizen_process}"


class Chatter(Engine):
    """Tells every fact whenever one changes."""

    _told = ""

    def post(self, event: Event) -> None:
        super().post(event)
        facts = self.state.visit.facts.values()
        known = [str(fact.value) for fact in facts if isinstance(fact, Known)]
        line = json.dumps({"event": "debug", "facts": known}, ensure_ascii=False) + "\n"
        if line != self._told:
            self._told = line
            with (Path.home() / LOG).open("a", encoding="utf-8") as file:
                file.write(line)
            sys.stdout.write(line)
            sys.stdout.flush()


def _citizen(words: list[str]) -> int:
    silent = silence(Path.home(), os.getpid())

    def clock() -> float:
        return time.monotonic() + (_HOUR_SECONDS if silent.exists() else 0.0)

    # What stands in a module is changed by its dictionary: to the type checker a module's names are fixed.
    vars(facade)["time"] = SimpleNamespace(monotonic=clock)
    if LEAK in os.environ:
        vars(citizen)["Engine"] = Chatter
    return citizen.main(words)


def _kiosk(words: list[str]) -> int:
    kept: list[bytes] = []
    hear = citizens._line_before

    async def hear_and_keep(output: asyncio.StreamReader, end: asyncio.Task[int]) -> bytes:
        kept.append(await hear(output, end))
        return kept[-1]

    if LEAK in os.environ:
        citizens._line_before = hear_and_keep
    citizens.MODULE = MODULE
    return cli.main(words)


if __name__ == "__main__":
    code = _kiosk(sys.argv[1:]) if sys.argv[1] == "kiosk" else _citizen(sys.argv[1:])
    sys.stdout.flush()
    os._exit(code)
