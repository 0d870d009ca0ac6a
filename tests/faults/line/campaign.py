"""Deaths and broken lines, end to end: ``python -m tests.faults.line.campaign``.

Two kiosks' keepers → a faulty line → the office → its opener, on PostgreSQL or SQLite.  Keepers,
office and database are killed with SIGKILL at random moments while sessions submit.  What was
acknowledged is written down outside of all victims and is what the judge goes by.

Rounds add up in ``--ledger FILE`` (JSON lines): the same command again goes on where it stopped.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from multiprocessing.process import BaseProcess
from pathlib import Path
from uuid import UUID, uuid4

import requests
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from forms.facts.values import Known, Source
from sync.envelope.keys import (
    KeyFolder,
    load_sealing_public,
    load_signing_private,
    load_signing_public,
    make_development_keys,
)
from sync.envelope.seal import SealingKeys, open_envelope, seal
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.office import keys as office_keys
from sync.office import safekeeping
from sync.office.database import utc_now
from sync.office.process import OfficeProcess
from sync.office.tables import cases, submissions
from sync.office.verify import exported, look_for_submissions, verify
from sync.store.client import KeeperClient
from sync.store.results import Begun, Committed
from sync.store.settings import KeeperSettings, save_settings
from sync.store.witness import Head
from tests.faults.line import victims
from tests.faults.line.proxy import FAULTS, FaultyLine
from tests.support.postgres import PostgresCluster, postgres

KIOSKS = ("kiosk-a", "kiosk-b")
SHARE = 0.35
_DRAIN_SECONDS = 120.0


@dataclass(frozen=True)
class Plan:
    """One round.  ``variant``: a mistake that must be noticed."""

    seed: int
    kiosk_kills: int
    server_kills: int
    database_kills: int
    variant: str | None = None
    sqlite: bool = False


@dataclass
class Result:
    """What came of a round; the first five are the ones that must be 0."""

    lost: int = 0
    doubled: int = 0
    chain_broken: int = 0
    heads_wrong: int = 0
    stuck: int = 0
    acknowledged: int = 0
    arrived: int = 0
    stored_unacknowledged: int = 0
    absorbed: int = 0
    kiosk_kills: int = 0
    server_kills: int = 0
    database_kills: int = 0
    connections: int = 0
    faulty: int = 0
    faults: dict[str, int] = field(default_factory=dict)
    freed_by_backup: int = 0
    seconds: float = 0.0
    seed: int = 0
    variant: str = ""

    @property
    def good(self) -> bool:
        """Nothing lost, nothing doubled, the chain whole, all of it arrived."""
        return not (
            self.lost or self.doubled or self.chain_broken or self.heads_wrong or self.stuck
        )


class Kiosk:
    """A keeper to be killed, and sessions that submit to whatever keeper there is."""

    def __init__(self, folder: Path, name: str, office: OfficeProcess, line: FaultyLine) -> None:
        folder.mkdir(exist_ok=True)
        self.name = name
        keys = make_development_keys(folder / "keys")
        self._keys = SealingKeys(
            load_sealing_public(office.keys.public("office")),
            load_sealing_public(office.keys.public("escrow")),
            load_signing_private(keys.private("device")),
        )
        office.enrol(name, load_signing_public(keys.public("device")))
        self.settings = KeeperSettings(
            store=folder / "k.db",
            socket=folder / "k.sock",
            letter=name[-1].upper(),
            office="toyonaka",
            device=name,
            device_public_key=keys.public("device"),
            office_url=line.url,
            office_head_key=office.keys.public("audit-head"),
            min_free_bytes=1,
            retry_first_seconds=0.02,
            retry_most_seconds=0.2,
            answer_seconds=0.7,
            heartbeat_seconds=1.0,
            ballast_bytes=1 << 16,
        )
        self._config = folder / "k.toml"
        save_settings(self.settings, self._config)
        self._keeper: BaseProcess | None = None
        self.acknowledged: dict[str, UUID] = {}
        self.tried: set[str] = set()

    def start(self, variant: str | None) -> None:
        self._keeper = victims.start(victims.keeper, self._config, variant)

    def kill(self) -> None:
        assert self._keeper is not None
        self._keeper.kill()
        self._keeper.join()

    def answers(self) -> bool:
        """Whether the present keeper listens."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.connect(str(self.settings.socket))
            return True
        return False

    def submit_until(self, ended: threading.Event, variant: str | None, seed: int) -> None:
        """Citizens, one after the other.  With the mistake of a new id a lost answer is a new case."""
        pace = random.Random(seed)
        limit = 0.15 if variant == victims.NEW_ID else 30.0
        number = 0
        with contextlib.closing(KeeperClient(self.settings.socket, limit)) as client:
            while not ended.wait(pace.uniform(0.01, 0.12)):
                number += 1
                intent = f"{self.name} {number}"
                self.tried.add(intent)
                while not self.submit(client, intent) and not ended.is_set():
                    pass

    def submit(self, client: KeeperClient, intent: str) -> bool:
        """One citizen.  ``False``: no answer in time."""
        session = uuid4()
        begun = client.begin(session)
        if not isinstance(begun, Begun):
            return False
        envelope = self._sealed(session, begun, intent)
        if not isinstance(client.commit(envelope.to_bytes()), Committed):
            return False
        self.acknowledged[intent] = session
        return True

    def _sealed(self, session: UUID, begun: Begun, intent: str) -> Envelope:
        submission = Submission(
            id=session,
            number=begun.number,
            office="toyonaka",
            device=self.name,
            pack="toyonaka",
            pack_version="1",
            event="okuyami",
            language="ja",
            today=date(2026, 11, 21),
            facts={"deceased.name": Known(intent, Source.CITIZEN)},
            procedures=(),
            forms=(),
        )
        return seal(submission, self._keys, begun.sequence)


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
        self.result = Result(seed=plan.seed, variant=plan.variant or "")
        self.ended = threading.Event()
        self._server: list[BaseProcess] = []

    def start_server(self) -> None:
        config = self.office.config
        self._server = [victims.start(each, config) for each in (victims.office, victims.opener)]

    def kill_server(self) -> None:
        for process in self._server:
            process.kill()
            process.join()

    def serves(self) -> bool:
        try:
            return requests.get(f"{self.office.url}/v1/health", timeout=2).status_code == 200
        except requests.RequestException:
            return False

    # ---- the hands that kill

    def kill_kiosks(self, kiosk: Kiosk, kills: int, seed: int) -> None:
        moments = random.Random(seed)
        for _ in range(kills):
            # Most die at work, some while they start; a busy machine starts them slowly.
            if moments.random() < 0.8:
                _wait(kiosk.answers, 30)
            time.sleep(moments.uniform(0.005, 0.4))  # the moment of death
            kiosk.kill()
            kiosk.start(self.plan.variant)
            self.result.kiosk_kills += 1

    def kill_servers(self, seed: int) -> None:
        """Spread over the time that the kiosks' deaths take; never before it answered once."""
        moments = random.Random(seed)
        while not self.ended.is_set() and self.result.server_kills < self.plan.server_kills:
            if not _wait(self.serves, 10, self.ended):
                self.kill_server()  # the database was away when it started: a service starts again
                self.start_server()
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
    _wait(site.serves, 60)
    for kiosk in site.kiosks:
        kiosk.start(plan.variant)
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
            args=(site.ended, plan.variant, site.random.getrandbits(32)),
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
    _judge(site)
    site.result.seconds = round(time.monotonic() - began, 1)
    return site.result


def _settle(site: Site) -> None:
    """The line is good again, everything runs: all must arrive."""
    site.line.share = 0.0
    site.kill_server()
    site.start_server()
    _wait(site.serves, 60)
    for kiosk in site.kiosks:
        with contextlib.closing(KeeperClient(kiosk.settings.socket, 20.0)) as client:

            def drained(client: KeeperClient = client) -> bool:
                health = client.health()
                return not isinstance(health, SyncFailure) and health.store.waiting == 0

            if not _wait(drained, _DRAIN_SECONDS):
                site.result.stuck += 1

    def all_opened() -> bool:
        with site.office.database.reading() as connection:
            made = set(connection.execute(select(cases.c.id)).scalars())
            taken = set(connection.execute(select(submissions.c.id)).scalars())
        return made == taken

    if not _wait(all_opened, _DRAIN_SECONDS):
        site.result.stuck += 1


def _judge(site: Site) -> None:
    result, line = site.result, site.line
    key = office_keys.load_opening(site.office.settings.keys_folder)
    intents: Counter[str] = Counter()
    ids: dict[str, set[UUID]] = {}
    with site.office.database.reading() as connection:
        for body in connection.execute(select(submissions.c.envelope)).scalars():
            envelope = Envelope.from_bytes(body)
            assert isinstance(envelope, Envelope)
            opened = open_envelope(envelope, key)
            assert isinstance(opened, Submission)
            name = opened.facts["deceased.name"]
            assert isinstance(name, Known)
            intents[str(name.value)] += 1
            ids.setdefault(str(name.value), set()).add(opened.id)
        heads = [asdict(head) for kiosk in site.kiosks for head in _heads(kiosk, result)]
        head_key = load_signing_public(
            KeyFolder(site.office.settings.keys_folder).public("audit-head")
        )
        found = verify(map(json.loads, exported(connection)), heads, head_key)
        look_for_submissions(connection, found)
    result.chain_broken = int(found.broken_at is not None) + len(found.missing)
    result.heads_wrong = len(found.forged) + len(found.differing) + len(found.beyond)
    known = {intent: id_ for kiosk in site.kiosks for intent, id_ in kiosk.acknowledged.items()}
    result.acknowledged = len(known)
    result.arrived = sum(intents.values())
    result.lost = sum(id_ not in ids.get(intent, ()) for intent, id_ in known.items())
    result.doubled = sum(count - 1 for count in intents.values())
    result.stored_unacknowledged = sum(intent not in known for intent in intents)
    result.absorbed = line.absorbed
    result.connections = line.counts.total()
    result.faulty = sum(line.counts[fault] for fault in FAULTS)
    result.faults = {fault.value: line.counts[fault] for fault in FAULTS}
    for kiosk in site.kiosks:
        kiosk.kill()
    site.kill_server()
    line.close()
    site.office.database.dispose()


def _heads(kiosk: Kiosk, result: Result) -> Sequence[Head]:
    with contextlib.closing(KeeperClient(kiosk.settings.socket, 20.0)) as client:
        health, heads = client.health(), client.heads()
    assert not isinstance(health, SyncFailure)
    assert not isinstance(heads, SyncFailure)
    result.lost += health.store.quarantined + health.store.refused
    result.freed_by_backup += health.store.last_sequence - health.store.delivered
    return heads


def _wait(
    condition: Callable[[], bool], seconds: float, ended: threading.Event | None = None
) -> bool:
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


def add_up(lines: Sequence[str]) -> dict[str, float]:
    """The sum of all rounds in a ledger."""
    total: dict[str, float] = defaultdict(float)
    for line in lines:
        plain = json.loads(line)
        plain.update({f"fault {name}": count for name, count in plain.pop("faults").items()})
        for name, value in plain.items():
            if isinstance(value, (int, float)) and name != "seed":
                total[name] += value
        total["rounds"] += 1
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """0: every round good (or, with a variant, the mistake noticed)."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults.line.campaign",
        description="Kill keepers, office and database behind a broken line; count what is lost.",
        epilog="example: nice -n 10 python -m tests.faults.line.campaign --kiosk-kills 3000 "
        "--server-kills 100 --database-kills 20 --ledger out/line.jsonl",
    )
    parser.add_argument("--kiosk-kills", type=int, default=60)
    parser.add_argument("--server-kills", type=int, default=2)
    parser.add_argument("--database-kills", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=1, help="the kills are shared among them")
    parser.add_argument("--seed", type=int, help="of the first round; the next ones count on")
    parser.add_argument("--ledger", type=Path, help="add up here, and go on where it stopped")
    parser.add_argument("--variant", choices=victims.ALL_VARIANTS, help="a mistake to notice")
    parser.add_argument("--sqlite", action="store_true", help="the office on SQLite")
    chosen = parser.parse_args(arguments)
    seed = chosen.seed if chosen.seed is not None else random.SystemRandom().randrange(2**31)
    plan = Plan(
        seed,
        -(-chosen.kiosk_kills // chosen.rounds),
        -(-chosen.server_kills // chosen.rounds),
        -(-chosen.database_kills // chosen.rounds),
        chosen.variant,
        chosen.sqlite,
    )
    ledger: Path | None = chosen.ledger
    done = ledger.read_text().splitlines() if ledger is not None and ledger.exists() else []
    good = True
    for number in range(len(done), chosen.rounds):
        with contextlib.ExitStack() as stack:
            cluster = None if plan.sqlite else stack.enter_context(postgres())
            folder = stack.enter_context(short_folder())
            result = play(replace(plan, seed=seed + number), folder, cluster)
        line = json.dumps(asdict(result))
        done.append(line)
        if ledger is not None:
            with ledger.open("a") as file:
                file.write(line + "\n")
        sys.stdout.write(f"{'good' if result.good else 'BAD'} {line}\n")
        sys.stdout.flush()
        good = good and result.good
    sys.stdout.write(f"total {dict(add_up(done))}\n")
    return int(good if plan.variant else not good)


if __name__ == "__main__":
    sys.exit(main())
