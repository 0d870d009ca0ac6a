"""What a card costs: commands and bytes per route beside the least possible, own time beside the card's.

**The least.**  Every file by its short id in blocks of 256 bytes, no SELECT of files, no look at a file's head:
those sequences stand in ``card_least`` and are carried out here on the emulated card, so that they are possible at all.
The product sends more on purpose: it selects each file and asks for seven bytes first, as several working
clients do on real cards (``reference/card.md`` 2.15, 6.3), while short ids were measured by one source; and it reads
in blocks of 224 bytes, because readers are known that break at 256 (7, row 10).

**Own time.**  A card in a process of its own waits 15 ms before each answer.  The bare commands are the very same
bytes sent one after another over the same kind of connection, in turn with the readings.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cardreader.cards.authorities import load_authorities
from cardreader.cards.by_numbers import read_by_numbers
from cardreader.cards.my_number import ask_tries, read_basic_four
from cardreader.cards.survey import survey
from cardreader.cards.verified_read import VerifiedRecord, read_verified
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.dock_client import DockProcess
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.text_ap import collation_b
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.connection import open_card
from cardreader.protocol.signatures import Authority
from cardreader.protocol.transmit import Transmit
from cardreader.reading import ask_tries as ask_tries_on
from kiosk.app.hands import CARD_SECONDS
from kiosk.bench.card_least import least_numbers, least_pin, least_tries
from kiosk.bench.figures import Figure, figure, share

PROFILE = "taro"
COMMAND_SECONDS = 0.015
OWN_MS = 10.0
OVER_BARE = 1.1
SCREEN_SECONDS = 3.0


class BenchFault(RuntimeError):
    """The emulated card did not do what it always does: nothing was measured."""


@dataclass
class Tally:
    """Counts what goes over a line and keeps it."""

    line: Transmit
    sent: list[bytes] = field(default_factory=list)
    received: int = 0

    def __call__(self, apdu: bytes | bytearray) -> bytes:
        self.sent.append(bytes(apdu))
        answer = self.line(apdu)
        self.received += len(answer)
        return answer

    @property
    def bytes(self) -> int:
        """Both ways, status words included."""
        return sum(map(len, self.sent)) + self.received


def measure(*, quick: bool) -> list[Figure]:
    """All routes in memory; then the reading by PIN on a real pcscd."""
    with tempfile.TemporaryDirectory(prefix="kakanai-card-") as folder:
        return [*_routes(), *_own_time(Path(folder), rounds=6 if quick else 40)]


def _routes() -> list[Figure]:
    profile = load_profile(PROFILE)
    numbers, trusted = collation_b(profile), own_authorities()
    routes: dict[str, tuple[Callable[[Transmit], object], Callable[[Transmit], None] | None]] = {
        "tries": (ask_tries, least_tries),
        "unchecked": (lambda line: read_basic_four(line, bytearray(b"1234")), None),
        "pin": (
            lambda line: read_verified(line, bytearray(b"1234"), trusted),
            lambda line: least_pin(line, b"1234"),
        ),
        "numbers": (
            lambda line: read_by_numbers(line, bytearray(numbers), trusted),
            lambda line: least_numbers(line, numbers),
        ),
        "info": (survey, None),
    }
    found = []
    for name, (ours, least) in routes.items():
        found += _counted(f"{name}", ours, "what the product sends")
        if least is not None:
            found += _counted(f"{name}.least", least, "the least that the protocol allows")
    return found


def _counted(name: str, route: Callable[[Transmit], object], how: str) -> list[Figure]:
    card = EmulatedCard(load_profile(PROFILE))
    tally = Tally(lambda apdu: card.respond(bytes(apdu)))
    result = route(tally)
    if isinstance(result, CardFailure):
        raise BenchFault(f"{name}: {result.code}")
    return [
        figure(f"{name}.commands", len(tally.sent), "commands", None, how),
        figure(f"{name}.bytes", tally.bytes, "bytes", None, f"{how}, both ways"),
    ]


def _own_time(folder: Path, *, rounds: int) -> list[Figure]:
    with DockProcess(folder / "dock") as dock:
        status = dock.client.status()
        os.environ.update(status["environment"])
        reader = status["readers"][0]["name"]
        trusted = load_authorities(dock.client.authorities)
        dock.client.insert(PROFILE, fault=Fault(slow=COMMAND_SECONDS))
        commands: list[bytes] = []
        readings, bare = [], []
        for turn in range(rounds + 1):
            reading = _one_reading(reader, trusted, commands)
            sent = _one_replay(reader, commands)
            if turn:  # the first wakes everything up
                readings.append(reading)
                bare.append(sent)
        hung = _hung(dock, reader)
    how = f"card in another process, 15 ms per command, {rounds} times in turn"
    own = share([cpu for _, cpu in readings], 0.5) * 1000
    wall, least = share([w for w, _ in readings], 0.5), share(bare, 0.5)
    return [
        figure("pin.own_time.p50", own, "ms", OWN_MS, f"processor time of all threads; {how}"),
        figure("pin.wall.p50", wall * 1000, "ms", None, how),
        figure("pin.bare.p50", least * 1000, "ms", None, f"the same commands alone; {how}"),
        figure("pin.over_bare", wall / least, "times", OVER_BARE, how),
        figure("hung.told_after", hung, "s", SCREEN_SECONDS, "a card that never answers, once"),
    ]


def _one_reading(
    reader: str, trusted: tuple[Authority, ...], commands: list[bytes]
) -> tuple[float, float]:
    """Wall and processor time in seconds; ``commands`` are what was sent."""
    started, cpu = time.perf_counter(), time.process_time()
    with open_card(reader) as opened:
        if isinstance(opened, CardFailure):
            raise BenchFault(f"no card: {opened.code}")
        tally = Tally(opened)
        record = read_verified(tally, bytearray(b"1234"), trusted)
    took = time.perf_counter() - started, time.process_time() - cpu
    if not isinstance(record, VerifiedRecord) or not record.name.check.verified:
        raise BenchFault("the reading failed")
    commands[:] = tally.sent
    return took


def _one_replay(reader: str, commands: list[bytes]) -> float:
    started = time.perf_counter()
    with open_card(reader) as opened:
        if isinstance(opened, CardFailure):
            raise BenchFault(f"no card: {opened.code}")
        for apdu in commands:
            opened(apdu)
    return time.perf_counter() - started


def _hung(dock: DockProcess, reader: str) -> float:
    dock.client.remove()
    dock.client.insert(PROFILE, fault=Fault(hang_after=1))
    started = time.perf_counter()
    answer = ask_tries_on(reader, deadline_seconds=CARD_SECONDS)
    took = time.perf_counter() - started
    if not isinstance(answer, CardFailure) or answer.code is not CardFailureCode.HUNG:
        raise BenchFault("the card did not hang")
    return took
