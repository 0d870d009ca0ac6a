"""What the office carries: durable submissions of 200 kB, beside bare inserts of the same bytes.

One run measures both on the same PostgreSQL.  The office is its real processes (server and opener),
the senders use the kiosk's own transport; all share this machine, generator included.
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
CLIENTS = KIOSKS
"""What arrives together shares a transaction; as many senders insert the same bytes, each with a commit of its own."""
PER_SECOND = 20
_FILLER = "申" * 43_800  # sealed and in base64 that is an envelope of 200 kB
_OPEN_SECONDS = 120.0


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
    rounds, seconds, each = (120, 4, 4) if quick else (800, 30, 180)
    with postgres() as cluster, tempfile.TemporaryDirectory(prefix="bench-") as folder:
        url = cluster.database("office")
        office = OfficeProcess(Path(folder), url)
        # One device must be able to show what the whole office carries.
        office.configure(rate_per_minute=1_000_000, rate_burst=100_000)
        with office:
            return _figures(office, cluster, url, rounds=rounds, seconds=seconds, each=each)


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

    def since(self, before: _Spent, count: int) -> dict[str, float]:
        """ms for each of ``count``."""
        pairs = ((name, getattr(self, name), getattr(before, name)) for name in self.__slots__)
        return {name: (now - then) * 1000 / count for name, now, then in pairs}


def _figures(
    office: OfficeProcess,
    cluster: PostgresCluster,
    url: str,
    *,
    rounds: int,
    seconds: int,
    each: int,
) -> list[Figure]:
    kiosks = [_Kiosk(office, f"kiosk-{n}") for n in range(KIOSKS)]
    for kiosk in kiosks:  # both processes have started and loaded what they need
        envelope, data, _ = _made(kiosk)
        kiosk.send(envelope, data)
    _wait_for_cases(office)
    made = [_made(kiosks[n % KIOSKS]) for n in range(rounds)]
    size = sum(len(data) for _, data, _ in made) / rounds
    with _inserts(url, [data for _, data, _ in made]) as insert:
        idle = _Spent.until_now(office, cluster)
        bare = _rate(insert, rounds)
        bare_cost = _Spent.until_now(office, cluster).since(idle, rounds)["database"]
    idle = _Spent.until_now(office, cluster)
    carried = _rate(lambda n: made[n][2].send(made[n][0], made[n][1]), rounds)
    _wait_for_cases(office)
    cost = _Spent.until_now(office, cluster).since(idle, rounds)
    how = f"{rounds} envelopes of {size / 1000:.0f} kB, {CLIENTS} senders, one PostgreSQL"
    steady = _steady(kiosks, seconds)
    caught, opened = _catch_up(office, kiosks, each)
    waiting = (
        f"{KIOSKS} kiosks at once, each {each} envelopes one after the other, sealing included"
    )
    return [
        at_least("office.durable", carried, "submissions/s", 100.0, f"{how}; signature, audit"),
        figure("office.bare_insert", bare, "inserts/s", None, f"{how}; psycopg, a commit each"),
        at_least("office.ratio", carried / bare, "share", 0.25, "durable beside bare insert"),
        *(
            figure(f"office.processor.{name}", ms, "ms", None, "per submission, its case included")
            for name, ms in cost.items()
        ),
        figure(
            "office.processor.bare_insert", bare_cost, "ms", None, "of the database, per insert"
        ),
        figure("office.steady.p50", share(steady, 0.5), "ms", None, f"{PER_SECOND}/s, {seconds} s"),
        figure(
            "office.steady.p99", share(steady, 0.99), "ms", 500.0, f"{PER_SECOND}/s, {seconds} s"
        ),
        figure("office.catch_up", caught, "s", 180.0, waiting),
        figure("office.catch_up.cases", opened, "s", None, "from then until each has its case"),
    ]


_Made = tuple[Envelope, bytes, _Kiosk]


def _made(kiosk: _Kiosk) -> _Made:
    envelope = kiosk.sealed()
    return envelope, envelope.to_bytes(), kiosk


def _rate(do: Callable[[int], object], rounds: int) -> float:
    """Per second, with ``CLIENTS`` at once; each does its own share, as each has one connection."""
    started = time.perf_counter()
    with ThreadPoolExecutor(CLIENTS) as pool:
        for done in pool.map(
            lambda first: [do(n) for n in range(first, rounds, CLIENTS)], range(CLIENTS)
        ):
            assert done
    return rounds / (time.perf_counter() - started)


@contextlib.contextmanager
def _inserts(url: str, bodies: Sequence[bytes]) -> Iterator[Callable[[int], object]]:
    """Bare inserts into a table of their own, a connection per client."""
    place = make_url(url)
    words = f"host={place.host} port={place.port} user={place.username} dbname={place.database}"
    with contextlib.ExitStack() as stack:
        lines = [
            stack.enter_context(psycopg.connect(words, autocommit=True)) for _ in range(CLIENTS)
        ]
        lines[0].execute("CREATE TABLE bare (id uuid PRIMARY KEY, body bytea NOT NULL)")

        def insert(number: int) -> object:
            row = (uuid4(), bodies[number])
            return lines[number % CLIENTS].execute("INSERT INTO bare VALUES (%s, %s)", row)

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
