"""What the office carries: durable submissions of 200 kB, beside bare inserts of the same bytes.

One run measures both on the same PostgreSQL, in turns: few senders and many, the bare one first and
last, so that neither the order nor what else the machine does speaks for one of them.  The office is
its real processes (server and opener), the senders use the kiosk's own transport; all share this
machine, generator included.
"""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlalchemy import make_url

from kiosk.bench import processor
from kiosk.bench.figures import Figure, at_least, figure, share
from kiosk.bench.postgres import PostgresCluster, postgres
from kiosk.bench.sealing import SealingDevice
from sync.envelope.wire import Envelope
from sync.office import cases
from sync.office.process import OfficeProcess
from sync.sender.office import Delivered, Later, Office

BYTES = 200_000
KIOSKS = 30
SENDERS = (4, KIOSKS)
"""What arrives together shares a transaction: from few it is less.  As many insert the bare bytes, a commit each."""
PER_SECOND = 20
_FILLER = "申" * 43_800  # sealed and in base64 that is an envelope of 200 kB
_OPEN_SECONDS = 600.0


class _Kiosk:
    """An enrolled device that seals and sends."""

    def __init__(self, office: OfficeProcess, name: str) -> None:
        self._device = SealingDevice(office, name, Ed25519PrivateKey.generate())
        self._sequence = 0
        self.line = Office(office.url, 60.0, head_key=None)

    def sealed(self) -> Envelope:
        self._sequence += 1
        return self._device.sealed(uuid4(), f"A-{self._sequence:03d}", self._sequence, _FILLER)

    def send(self, envelope: Envelope, data: bytes) -> float:
        """Until the receipt is here; ms.  The office's wish to wait is kept."""
        started = time.perf_counter()
        while True:
            match self.line.put(envelope.id, envelope.digest, data):
                case Delivered():
                    return (time.perf_counter() - started) * 1000
                case Later(wait=wait) if wait is not None:
                    time.sleep(wait)
                case other:
                    raise RuntimeError(f"the office did not take it: {other}")


def measure(*, quick: bool) -> list[Figure]:
    """Rate, ratio to bare inserts, latency at a steady rate, catch-up."""
    size = _Size(2, 40, 4, 4) if quick else _Size(8, 150, 30, 180)
    with postgres() as cluster, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = cluster.database("office")
        office = OfficeProcess(Path(folder), url)
        # One device must be able to show what the whole office carries.
        office.configure(rate_per_minute=1_000_000, rate_burst=100_000)
        with office:
            return _figures(office, cluster, url, size)


@dataclass(frozen=True, slots=True)
class _Size:
    """Of a run: ``turns`` of ``each_turn`` envelopes, ``seconds`` at a steady rate, ``waiting`` per kiosk."""

    turns: int
    each_turn: int
    seconds: int
    waiting: int


@dataclass(frozen=True, slots=True)
class _Spent:
    """Seconds of processor time since some moment."""

    server: float
    opener: float
    database: float

    @classmethod
    def until_now(cls, office: OfficeProcess, cluster: PostgresCluster) -> _Spent:
        opener = sum(map(processor.family_seconds, processor.children(office.pid)))
        return cls(processor.seconds(office.pid), opener, processor.family_seconds(cluster.pid))

    def since(self, before: _Spent) -> dict[str, float]:
        """ms."""
        pairs = ((name, getattr(self, name), getattr(before, name)) for name in self.__slots__)
        return {name: (now - then) * 1000 for name, now, then in pairs}


def _figures(
    office: OfficeProcess, cluster: PostgresCluster, url: str, size: _Size
) -> list[Figure]:
    kiosks = [_Kiosk(office, f"kiosk-{n}") for n in range(KIOSKS)]
    for kiosk in kiosks:  # both processes have started and loaded what they need
        envelope, data, _ = _made(kiosk)
        kiosk.send(envelope, data)
    _wait_for_cases(office)

    def all_contests() -> list[_Contest]:
        return [_Contest(office, cluster, url, kiosks[:senders]) for senders in SENDERS]

    # Not counted: a database whose memory is fresh is slower, and the bare inserts more than we.
    for warming in all_contests():
        warming.turn(size.each_turn, bare_first=True)
    contests = all_contests()
    for turn in range(size.turns):
        for contest in contests if turn % 2 else reversed(contests):
            contest.turn(size.each_turn, bare_first=turn % 4 < 2)
    steady = _steady(kiosks, size.seconds)
    caught, opened = _catch_up(office, kiosks, size.waiting)
    at = f"{PER_SECOND}/s, {size.seconds} s"
    waiting = f"{KIOSKS} kiosks at once, each {size.waiting} envelopes one after the other, sealing included"
    return [
        *(found for contest in contests for found in contest.figures()),
        figure("office.steady.p50", share(steady, 0.5), "ms", None, at),
        figure("office.steady.p99", share(steady, 0.99), "ms", 500.0, at),
        figure("office.catch_up", caught, "s", 180.0, waiting),
        figure("office.catch_up.cases", opened, "s", None, "from then until each has its case"),
    ]


class _Contest:
    """So many senders: what the office carries from them, beside as many that insert the bare bytes."""

    def __init__(
        self, office: OfficeProcess, cluster: PostgresCluster, url: str, kiosks: Sequence[_Kiosk]
    ) -> None:
        self._office, self._cluster, self._url, self._kiosks = office, cluster, url, kiosks
        self._count = self._bytes = 0
        self._bare = self._durable = self._with_cases = 0.0
        self._spent: dict[str, float] = {}

    def turn(self, count: int, *, bare_first: bool) -> None:
        """``count`` envelopes both ways; the opener has nothing left to do before either."""
        made = [_made(self._kiosks[n % len(self._kiosks)]) for n in range(count)]
        self._count += count
        self._bytes += sum(len(data) for _, data, _ in made)
        for carry in (self._insert, self._send) if bare_first else (self._send, self._insert):
            carry(made)

    def figures(self) -> list[Figure]:
        """All turns together."""
        senders = len(self._kiosks)
        how = (
            f"{senders} senders, {self._count} envelopes of {self._bytes / self._count / 1000:.0f} kB, "
            "in turns on one PostgreSQL"
        )
        rates = {
            name: self._count / seconds
            for name, seconds in (
                ("durable", self._durable),
                ("bare", self._bare),
                ("cases", self._with_cases),
            )
        }
        of = f"office.from_{senders}"
        return [
            at_least(
                f"{of}.durable",
                rates["durable"],
                "submissions/s",
                100.0,
                f"{how}; signature, audit",
            ),
            figure(
                f"{of}.with_cases", rates["cases"], "submissions/s", None, "until each has its case"
            ),
            figure(
                f"{of}.bare_insert",
                rates["bare"],
                "inserts/s",
                None,
                f"{how}; psycopg, a commit each",
            ),
            at_least(
                f"{of}.ratio",
                rates["durable"] / rates["bare"],
                "share",
                0.25,
                "durable beside bare",
            ),
            *(
                figure(f"{of}.processor.{name}", ms / self._count, "ms", None, "for each")
                for name, ms in self._spent.items()
            ),
        ]

    def _send(self, made: Sequence[_Made]) -> None:
        before = _Spent.until_now(self._office, self._cluster)
        began = time.perf_counter()
        _spread(lambda n: made[n][2].send(made[n][0], made[n][1]), len(made), len(self._kiosks))
        self._durable += time.perf_counter() - began
        _wait_for_cases(self._office)
        self._with_cases += time.perf_counter() - began
        for name, ms in _Spent.until_now(self._office, self._cluster).since(before).items():
            self._spent[name] = self._spent.get(name, 0.0) + ms

    def _insert(self, made: Sequence[_Made]) -> None:
        with _inserts(self._url, [data for _, data, _ in made], len(self._kiosks)) as insert:
            before = _Spent.until_now(self._office, self._cluster)
            began = time.perf_counter()
            _spread(insert, len(made), len(self._kiosks))
            self._bare += time.perf_counter() - began
            spent = _Spent.until_now(self._office, self._cluster).since(before)["database"]
        self._spent["bare_insert"] = self._spent.get("bare_insert", 0.0) + spent


_Made = tuple[Envelope, bytes, _Kiosk]


def _made(kiosk: _Kiosk) -> _Made:
    envelope = kiosk.sealed()
    return envelope, envelope.to_bytes(), kiosk


def _spread(do: Callable[[int], object], count: int, senders: int) -> None:
    """By so many at once; each does its own share, as each has one connection."""
    with ThreadPoolExecutor(senders) as pool:
        shares = pool.map(
            lambda first: [do(n) for n in range(first, count, senders)], range(senders)
        )
        assert sum(map(len, shares)) == count


@contextlib.contextmanager
def _inserts(url: str, bodies: Sequence[bytes], senders: int) -> Iterator[Callable[[int], object]]:
    """Bare inserts into a table of their own, a connection per sender."""
    place = make_url(url)
    words = f"host={place.host} port={place.port} user={place.username} dbname={place.database}"
    with contextlib.ExitStack() as stack:
        lines = [
            stack.enter_context(psycopg.connect(words, autocommit=True)) for _ in range(senders)
        ]
        lines[0].execute("CREATE TABLE bare (id uuid PRIMARY KEY, body bytea NOT NULL)")

        def insert(number: int) -> object:
            row = (uuid4(), bodies[number])
            return lines[number % senders].execute("INSERT INTO bare VALUES (%s, %s)", row)

        yield insert
        lines[0].execute("DROP TABLE bare")


def _steady(kiosks: Sequence[_Kiosk], seconds: int) -> list[float]:
    """ms from when it should have left to its receipt: one that waits for its turn counts so."""
    made = [_made(kiosks[n % len(kiosks)]) for n in range(PER_SECOND * seconds)]
    began = time.perf_counter() + 0.2

    def at_its_time(number: int) -> float:
        due = began + number / PER_SECOND
        time.sleep(max(0.0, due - time.perf_counter()))
        envelope, data, kiosk = made[number]
        kiosk.send(envelope, data)
        return (time.perf_counter() - due) * 1000

    with ThreadPoolExecutor(len(kiosks)) as pool:
        # A kiosk has one line: its own numbers come one after the other.
        lanes = pool.map(
            lambda lane: [at_its_time(n) for n in range(lane, len(made), len(kiosks))],
            range(len(kiosks)),
        )
        return [ms for lane in lanes for ms in lane]


def _catch_up(office: OfficeProcess, kiosks: Sequence[_Kiosk], each: int) -> tuple[float, float]:
    """Seconds until the last receipt, and from then to the last case."""
    gate = threading.Barrier(len(kiosks) + 1)

    def come_back(kiosk: _Kiosk) -> None:
        # The first ones in advance; more would be a gigabyte of memory.
        waiting = [_made(kiosk) for _ in range(min(each, 20))]
        gate.wait()
        for _ in range(each):
            envelope, data, _kiosk = waiting.pop(0) if waiting else _made(kiosk)
            kiosk.send(envelope, data)

    with ThreadPoolExecutor(len(kiosks)) as pool:
        back = [pool.submit(come_back, kiosk) for kiosk in kiosks]
        gate.wait()
        started = time.perf_counter()
        for one in back:
            one.result()
    caught = time.perf_counter() - started
    started = time.perf_counter()
    _wait_for_cases(office)
    return caught, time.perf_counter() - started


def _wait_for_cases(office: OfficeProcess) -> None:
    """Until the opener's queue is empty."""
    deadline = time.monotonic() + _OPEN_SECONDS
    while True:
        with office.database.reading() as connection:
            if cases.to_be_opened(connection) == 0:
                return
        if time.monotonic() > deadline:
            raise RuntimeError("the opener did not keep up")
        time.sleep(0.05)
