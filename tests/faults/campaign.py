"""The command line of every long campaign: seeds, a ledger in which rounds add up, going on where it stopped.

A campaign is a number of units (visits, disks, rounds of deaths) that are played in shares.  What comes of a unit
depends on the seed and the unit's number alone.  Each share is a line of the ledger; the same command again goes on
behind the last one.  The ledger's first line says with which seed and settings it was begun.

    def play(chosen: Namespace, share: Share) -> dict[str, Any]: ...

    CAMPAIGN = Campaign("tests.faults.cards", __doc__, "visits", play=play, good=lambda total: not total["wrong"])

    if __name__ == "__main__":
        raise SystemExit(CAMPAIGN.main())
"""

from __future__ import annotations

import json
import random
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, TypeAlias

Account: TypeAlias = Mapping[str, Any]
"""What came of some units, as JSON.  Numbers add up, ``slowest…`` is the largest, lists are joined."""

_TICK_SECONDS = 1.0
_STOOD_STILL_SECONDS = 5.0
_NOT_SETTINGS = frozenset({"count", "seed", "ledger", "json", "per_share"})


@dataclass(frozen=True, slots=True)
class Share:
    """Units ``first`` to ``first + count - 1`` of a campaign with this seed."""

    seed: int
    first: int
    count: int


class Stops:
    """Notes when this process stood still: stopped by somebody, or on a machine with no time for it.

    What waits by the clock can fail of that, and has shown nothing then.
    """

    def __init__(self) -> None:
        self.seconds = 0.0
        self._last = time.monotonic()
        Thread(target=self._watch, name="stops", daemon=True).start()

    def _watch(self) -> None:
        while True:
            time.sleep(_TICK_SECONDS)
            now = time.monotonic()
            late = now - self._last - _TICK_SECONDS
            self._last = now
            self.seconds += late if late > _STOOD_STILL_SECONDS else 0.0


class OtherLedgerError(Exception):
    """The ledger was begun with other settings or another seed."""


def _no_arguments(_parser: ArgumentParser) -> None:
    """A campaign without settings of its own."""


@dataclass(frozen=True, slots=True)
class Campaign:
    """``play`` plays a share, ``good`` judges the whole account.

    ``variant``: where one is chosen, a mistake is built in and the campaign is good when it was noticed.
    """

    module: str
    about: str
    unit: str
    play: Callable[[Namespace, Share], Account]
    good: Callable[[Account], bool]
    count: int = 100
    per_share: int = 1
    arguments: Callable[[ArgumentParser], None] = _no_arguments
    example: str = ""

    def main(self, arguments: Sequence[str] | None = None) -> int:
        """0: as it must be; 1: it is not; 2: the ledger is another campaign's."""
        chosen = self._parser().parse_args(arguments)
        try:
            ledger = Ledger(chosen.ledger, self._settings(chosen), chosen.seed)
        except OtherLedgerError as fault:
            sys.stderr.write(f"{self.module}: {fault}\n")
            return 2
        stops = Stops()
        while ledger.done < chosen.count:
            size = min(chosen.per_share, chosen.count - ledger.done)
            account = self._played(chosen, Share(ledger.seed, ledger.done, size), stops)
            line = ledger.note(account, size)
            if not chosen.json:
                sys.stdout.write(f"{'good' if self.good(account) else 'BAD'} {line}\n")
                sys.stdout.flush()
        total = {"seed": ledger.seed, self.unit: ledger.done, **ledger.total}
        good = self.good(ledger.total)
        sys.stdout.write(json.dumps({**total, "good": good}, ensure_ascii=False) + "\n")
        return int(good if getattr(chosen, "variant", None) else not good)

    def _played(self, chosen: Namespace, share: Share, stops: Stops) -> Account:
        """A share that could not be played to its end, and stood still meanwhile, is played again."""
        while True:
            before = stops.seconds
            try:
                return self.play(chosen, share)
            except Exception as fault:
                stood = stops.seconds - before
                if not stood:
                    raise
                sys.stderr.write(f"again: stood still for {stood:.0f} s; {fault!r}\n")

    def _parser(self) -> ArgumentParser:
        parser = ArgumentParser(
            prog=f"python -m {self.module}",
            description=self.about.splitlines()[0],
            epilog=f"example: nice -n 10 python -m {self.module} "
            + (self.example or f"--count {self.count} --ledger out/ledger.jsonl"),
        )
        parser.add_argument("--count", type=int, default=self.count, help=f"{self.unit} in all")
        parser.add_argument("--per-share", type=int, default=self.per_share, help="of them a line")
        parser.add_argument("--seed", type=int, help="default: by chance, and printed")
        parser.add_argument("--ledger", type=Path, help="add up here, and go on where it stopped")
        parser.add_argument("--json", action="store_true", help="the account of all and no more")
        self.arguments(parser)
        return parser

    def _settings(self, chosen: Namespace) -> dict[str, Any]:
        own = {name: value for name, value in vars(chosen).items() if name not in _NOT_SETTINGS}
        return {"campaign": self.module, **own}


class Ledger:
    """A file of JSON lines, or, without one, only what this run brought."""

    def __init__(self, path: Path | None, settings: Mapping[str, Any], seed: int | None) -> None:
        self._path = path
        self.done = 0
        self.total: Account = {}
        lines = [] if path is None or not path.exists() else path.read_text("utf-8").splitlines()
        if not lines:
            self.seed = random.SystemRandom().randrange(2**31) if seed is None else seed
            self._write({"seed": self.seed, "settings": settings})
            return
        begun, *shares = map(json.loads, lines)
        if begun.get("settings") != settings or seed not in (None, begun["seed"]):
            raise OtherLedgerError(f"{path} was begun with other settings or another seed")
        self.seed = begun["seed"]
        for each in shares:
            self._take(each["account"], each["units"])

    def note(self, account: Account, units: int) -> str:
        """Add a share; the line that was written."""
        self._take(account, units)
        return self._write({"first": self.done - units, "units": units, "account": account})

    def _take(self, account: Account, units: int) -> None:
        self.done += units
        self.total = added([self.total, account])

    def _write(self, line: Mapping[str, Any]) -> str:
        text = json.dumps(line, ensure_ascii=False)
        if self._path is not None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(text + "\n")
        return text


def added(accounts: Iterable[Account]) -> dict[str, Any]:
    """The account of all: numbers summed, ``slowest…`` the largest, lists joined, others the last."""
    total: dict[str, Any] = {}
    for account in accounts:
        for name, value in account.items():
            total[name] = value if name not in total else _both(name, total[name], value)
    return total


def _both(name: str, one: Any, other: Any) -> Any:
    match one, other:
        case (bool(), bool()):
            return one and other
        case (int() | float(), int() | float()):
            return max(one, other) if name.startswith("slowest") else round(one + other, 3)
        case (list(), list()):
            return [*one, *other]
        case (dict(), dict()):
            return added([one, other])
    return other
