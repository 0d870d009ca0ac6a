"""What came of a round: what was acknowledged, held against what the office has."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from sqlalchemy import select

from forms.facts.values import Known
from kiosk.bench.sealing import FACT
from sync.envelope.keys import KeyFolder, load_signing_public
from sync.envelope.seal import open_envelope
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.office import keys as office_keys
from sync.office.process import OfficeProcess
from sync.office.tables import submissions
from sync.office.verify import exported, look_for_submissions, verify
from sync.store.results import Head
from tests.faults.line.kiosks import Kiosk
from tests.faults.line.proxy import FAULTS, FaultyLine


@dataclass
class Result:
    """One round; the first five must be 0.

    ``stuck``: something did not get through although nothing was broken any more; ``why`` says what.
    ``backlog``: what waited at the kiosks when the line was good again.
    """

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
    backlog: int = 0
    slowest_drain_seconds: float = 0.0
    why: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def good(self) -> bool:
        """Nothing lost, nothing doubled, the chain whole, all of it arrived."""
        return not (
            self.lost or self.doubled or self.chain_broken or self.heads_wrong or self.stuck
        )


def judge(result: Result, kiosks: Sequence[Kiosk], office: OfficeProcess, line: FaultyLine) -> None:
    """Open everything with the office's key, verify the chain with the kiosks' heads, count."""
    key = office_keys.load_opening(office.settings.keys_folder)
    intents: Counter[str] = Counter()
    ids: dict[str, set[UUID]] = {}
    with office.database.reading() as connection:
        for body in connection.execute(select(submissions.c.envelope)).scalars():
            envelope = Envelope.from_bytes(body)
            assert isinstance(envelope, Envelope)
            opened = open_envelope(envelope, key)
            assert isinstance(opened, Submission)
            said = opened.facts[FACT]
            assert isinstance(said, Known)
            intents[str(said.value)] += 1
            ids.setdefault(str(said.value), set()).add(opened.id)
        heads = [asdict(head) for kiosk in kiosks for head in _heads(kiosk, result)]
        head_key = load_signing_public(KeyFolder(office.settings.keys_folder).public("audit-head"))
        found = verify(map(json.loads, exported(connection)), heads, head_key)
        look_for_submissions(connection, found)
    result.chain_broken = int(found.broken_at is not None) + len(found.missing)
    result.heads_wrong = len(found.forged) + len(found.differing) + len(found.beyond)
    known = {intent: id_ for kiosk in kiosks for intent, id_ in kiosk.acknowledged.items()}
    result.acknowledged = len(known)
    result.arrived = sum(intents.values())
    result.lost += sum(id_ not in ids.get(intent, ()) for intent, id_ in known.items())
    result.doubled = sum(count - 1 for count in intents.values())
    result.stored_unacknowledged = sum(intent not in known for intent in intents)
    result.absorbed = line.absorbed
    result.connections = line.counts.total()
    result.faulty = sum(line.counts[fault] for fault in FAULTS)
    result.faults = {fault.value: line.counts[fault] for fault in FAULTS}


def _heads(kiosk: Kiosk, result: Result) -> Sequence[Head]:
    with kiosk.client() as client:
        health, heads = client.health(), client.heads()
    assert not isinstance(health, SyncFailure)
    assert not isinstance(heads, SyncFailure)
    result.lost += health.store.quarantined + health.store.refused
    result.freed_by_backup += health.store.last_sequence - health.store.delivered
    return heads
