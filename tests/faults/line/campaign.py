"""Deaths and broken lines, end to end: ``python -m tests.faults.line.campaign``.

Two kiosks' keepers → a faulty line → the office → its opener, on PostgreSQL or SQLite.  Keepers,
office and database are killed with SIGKILL at random moments while sessions submit.  What was
acknowledged is written down outside of all victims and is what the judge goes by.
"""

from __future__ import annotations

import contextlib
import random
import shutil
import sys
import tempfile
import threading
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import uuid4

import requests
from sqlalchemy.exc import DBAPIError

from sync.failures import SyncFailure
from sync.office import cases, safekeeping
from sync.office.database import utc_now
from sync.office.process import OfficeProcess
from tests.faults.campaign import Account, Campaign, Share, added
from tests.faults.line import victims
from tests.faults.line.judge import Result, judge
from tests.faults.line.kiosks import Kiosk
from tests.faults.line.proxy import FaultyLine
from tests.faults.line.victims import Mistakes
from tests.support.postgres import PostgresCluster, postgres

KIOSKS = ("kiosk-a", "kiosk-b")
SHARE = 0.35
_STANDSTILL_SECONDS = 60.0
_ANSWERS = 6
"""At most, that a keeper gives between its start and its death: three submissions."""


@dataclass(frozen=True)
class Plan:
    """One round.  ``mistakes`` must be noticed."""

    seed: int
    kiosk_kills: int
    server_kills: int
    database_kills: int
    mistakes: Mistakes = frozenset()
    sqlite: bool = False


class Site:
    """Everything of one round."""

    def __init__(self, folder: Path, plan: Plan, cluster: PostgresCluster | None) -> None:
        self.plan = plan
        self.cluster = cluster
        self.random = random.Random(plan.seed)
        url = None if cluster is None else cluster.database(f"o{uuid4().hex}")
        self.office = OfficeProcess(folder / "office", url)
        self.office.configure(
            start_opener=False, rate_per_minute=1_000_000, rate_burst=100_000, at_once=1000
        )
        self.line = FaultyLine(self.office.settings.address[1], SHARE, plan.seed)
        self.kiosks = [Kiosk(folder / name, name, self.office, self.line) for name in KIOSKS]
        self.result = Result()
        self.ended = threading.Event()
        self._server: list[BaseProcess] = []

    def start_server(self) -> None:
        config = self.office.config
        self._server = [victims.start(each, config) for each in (victims.office, victims.opener)]

    def kill_server(self) -> None:
        for process in self._server:
            process.kill()
            process.join()

    def serving(self, seconds: float) -> bool:
        """Until it answers.  What ended by itself (no database when it started) is started again, as
        a service is; what only starts slowly is left alone.
        """

        def answers() -> bool:
            if not all(process.is_alive() for process in self._server):
                self.kill_server()
                self.start_server()
            return self.serves()

        return wait_for(answers, seconds, self.ended if not self.ended.is_set() else None)

    def serves(self) -> bool:
        try:
            return requests.get(f"{self.office.url}/v1/health", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    def close(self) -> None:
        """End all that still runs."""
        for kiosk in self.kiosks:
            kiosk.kill()
        self.kill_server()
        self.line.close()
        self.office.database.dispose()

    # ---- the hands that kill

    def kill_kiosks(self, kiosk: Kiosk, kills: int, seed: int) -> None:
        moments = random.Random(seed)
        for _ in range(kills):
            # Most die at work, some while they start.  Work is counted by its answers: by the clock a busy
            # machine's keepers would die before they have done anything.
            if moments.random() < 0.8:
                kiosk.gives(moments.randint(0, _ANSWERS), 30)
            time.sleep(moments.uniform(0.005, 0.1))  # the moment of death
            kiosk.kill()
            kiosk.start(self.plan.mistakes)
            self.result.kiosk_kills += 1

    def kill_servers(self, seed: int) -> None:
        """Spread over the time that the kiosks' deaths take; never before it answered once."""
        moments = random.Random(seed)
        while not self.ended.is_set() and self.result.server_kills < self.plan.server_kills:
            if not self.serving(10):
                continue
            self.ended.wait(moments.uniform(0.05, 1.0))
            if self.ended.is_set():
                return
            self.kill_server()
            self.start_server()
            self.result.server_kills += 1

    def kill_databases(self, seed: int) -> None:
        if self.cluster is None:
            return
        moments = random.Random(seed)
        while not self.ended.is_set() and self.result.database_kills < self.plan.database_kills:
            self.ended.wait(moments.uniform(0.5, 3.0))
            if self.ended.is_set():
                return
            self.cluster.kill()
            self.cluster.start()
            self.result.database_kills += 1

    def back_up(self) -> None:
        """A backup every two seconds: kiosks delete while they are killed, too."""
        while not self.ended.wait(2.0):
            with contextlib.suppress(DBAPIError):
                place = safekeeping.covered(self.office.database)
                safekeeping.mark_backed_up(self.office.database, utc_now, place)


def play(plan: Plan, folder: Path, cluster: PostgresCluster | None) -> Result:
    """One round, then the judgement."""
    began = time.monotonic()
    site = Site(folder, plan, None if plan.sqlite else cluster)
    site.start_server()
    site.serving(300)
    for kiosk in site.kiosks:
        kiosk.start(plan.mistakes)
    each = plan.kiosk_kills // len(site.kiosks)
    killers = [
        threading.Thread(target=site.kill_kiosks, args=(kiosk, each, site.random.getrandbits(32)))
        for kiosk in site.kiosks
    ]
    others = [
        threading.Thread(target=site.kill_servers, args=(site.random.getrandbits(32),)),
        threading.Thread(target=site.kill_databases, args=(site.random.getrandbits(32),)),
        threading.Thread(target=site.back_up),
    ]
    sessions = [
        threading.Thread(
            target=kiosk.submit_until,
            args=(site.ended, plan.mistakes, site.random.getrandbits(32)),
        )
        for kiosk in site.kiosks
    ]
    for thread in (*killers, *others, *sessions):
        thread.start()
    for thread in (*killers, *others[:2]):
        thread.join()
    site.ended.set()
    for thread in (*sessions, *others):
        thread.join()
    _settle(site)
    judge(site.result, site.kiosks, site.office, site.line)
    site.close()
    site.result.seconds = round(time.monotonic() - began, 1)
    return site.result


def _settle(site: Site) -> None:
    """The line is good again, everything runs: all must arrive and become cases."""
    result = site.result
    site.line.share = 0.0
    site.kill_server()
    site.start_server()
    if not site.serving(300):
        result.why.append("the office does not answer")
    result.backlog = sum(_waiting(kiosk) or 0 for kiosk in site.kiosks)
    began = time.monotonic()
    for kiosk in site.kiosks:

        def waiting(kiosk: Kiosk = kiosk) -> int | None:
            return _waiting(kiosk)

        if not _goes_on(waiting):
            result.stuck += 1
            result.why.append(f"{_waiting(kiosk)} wait at {kiosk.name}: {_sender(kiosk)}")
    result.slowest_drain_seconds = round(time.monotonic() - began, 1)

    def to_be_opened() -> int:
        with site.office.database.reading() as connection:
            return cases.to_be_opened(connection)

    if not _goes_on(to_be_opened):
        result.stuck += 1
        result.why.append(f"{to_be_opened()} wait for the opener")


def _goes_on(left: Callable[[], int | None]) -> bool:
    """Until nothing is left; ``False``: nothing has moved for a minute.

    How long it takes in all says how busy the machine is, and no more.
    """
    least, moved = left(), time.monotonic()
    while least != 0:
        if time.monotonic() - moved > _STANDSTILL_SECONDS:
            return False
        time.sleep(0.05)
        now = left()
        if now is not None and (least is None or now < least):
            least, moved = now, time.monotonic()
    return True


def _waiting(kiosk: Kiosk) -> int | None:
    with kiosk.client() as client:
        health = client.health()
    return None if isinstance(health, SyncFailure) else health.store.waiting


def _sender(kiosk: Kiosk) -> str:
    with kiosk.client() as client:
        health = client.health()
    if isinstance(health, SyncFailure):
        return health.code.value
    return f"{health.sender_failure} {health.sender_detail}"


def wait_for(
    condition: Callable[[], bool], seconds: float, ended: threading.Event | None = None
) -> bool:
    """Whether ``condition`` came to hold in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline or (ended is not None and ended.is_set()):
            return False
        time.sleep(0.05)
    return True


@contextlib.contextmanager
def short_folder() -> Iterator[Path]:
    """A path short enough for Unix sockets."""
    folder = Path(tempfile.mkdtemp(prefix="kl-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--kiosk-kills", type=int, default=60, help="in each round")
    parser.add_argument("--server-kills", type=int, default=2, help="in each round")
    parser.add_argument("--database-kills", type=int, default=1, help="in each round")
    parser.add_argument("--variant", choices=victims.ALL_VARIANTS, help="a mistake to notice")
    parser.add_argument("--sqlite", action="store_true", help="the office on SQLite")


def _play(chosen: Namespace, share: Share) -> Account:
    rounds = []
    for seed in range(share.seed + share.first, share.seed + share.first + share.count):
        kills = chosen.kiosk_kills, chosen.server_kills, chosen.database_kills
        mistakes = frozenset({chosen.variant} if chosen.variant else ())
        plan = Plan(seed, *kills, mistakes, chosen.sqlite)
        with contextlib.ExitStack() as stack:
            cluster = None if plan.sqlite else stack.enter_context(postgres())
            rounds.append(asdict(play(plan, stack.enter_context(short_folder()), cluster)))
    return added(rounds)


def _good(account: Account) -> bool:
    return not any(
        account[name] for name in ("lost", "doubled", "chain_broken", "heads_wrong", "stuck")
    )


CAMPAIGN = Campaign(
    "tests.faults.line.campaign",
    __doc__,
    "rounds",
    _play,
    _good,
    count=1,
    arguments=_arguments,
    example="--count 10 --kiosk-kills 300 --server-kills 10 --database-kills 2 "
    "--ledger out/line.jsonl",
)

if __name__ == "__main__":
    sys.exit(CAMPAIGN.main())
