"""Holds a store against the ledger of what was acknowledged before the cut."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select

from sync.store.connection import StoreDamagedError, StoreSettingsError
from sync.store.records import Store
from sync.store.results import DeliveryState
from sync.store.schema import outbox, prints, sessions
from tests.faults.power.workload import plan


@dataclass
class Promised:
    """What the ledger said up to some moment."""

    numbers: dict[str, tuple[str, int]] = field(default_factory=dict)
    committed: dict[str, str] = field(default_factory=dict)
    offered: dict[str, str] = field(default_factory=dict)
    """Tried, so it may be there."""
    prints: set[str] = field(default_factory=set)
    may_be_delivered: set[str] = field(default_factory=set)

    def hear(self, line: dict[str, Any]) -> None:
        """The next line."""
        match line:
            case {"what": "begun", "session": session, "number": number, "sequence": sequence}:
                self.numbers[session] = number, sequence
            case {"what": "try_commit", "session": session, "digest": digest}:
                self.offered[session] = digest
            case {"what": "committed", "session": session, "digest": digest}:
                self.committed[session] = digest
            case {"what": "print_started", "job": job}:
                self.prints.add(job)
            case {"what": "try_deliver", "session": session}:
                self.may_be_delivered.add(session)


def judge(folder: Path, promised: Promised) -> list[str]:
    """What is wrong with the store in ``folder``; empty = nothing."""
    try:
        store = Store.open(plan(folder))
    except (StoreDamagedError, StoreSettingsError) as fault:
        return [f"does not open: {fault}"]
    try:
        return list(_faults(store, promised))
    finally:
        store.close()


def _faults(store: Store, promised: Promised) -> Iterable[str]:
    connection = store._connection
    with connection.begin():
        held = {
            row.id: row
            for row in connection.execute(
                select(sessions.c.id, sessions.c.number, sessions.c.sequence)
            )
        }
        digests = {
            row.id: row.digest for row in connection.execute(select(outbox.c.id, outbox.c.digest))
        }
        jobs = set(connection.execute(select(prints.c.job_id)).scalars())
    health = store.health()
    if health.quarantined or health.repaired:
        yield f"{health.quarantined} quarantined, {health.repaired} repaired"
    for session, (number, sequence) in promised.numbers.items():
        row = held.get(session)
        if row is None or (row.number, row.sequence) != (number, sequence):
            yield f"number {number} forgotten"
    for session, digest in promised.committed.items():
        state = store.outbox.delivery(UUID(session))
        if state not in (DeliveryState.WAITING, DeliveryState.DELIVERED):
            yield f"{session} is {state.value}"
        if state is DeliveryState.DELIVERED and session not in promised.may_be_delivered:
            yield f"{session} says delivered"
        if session in digests and digests[session] != digest:
            yield f"{session} has other content"
    for session, digest in digests.items():
        if promised.offered.get(session) != digest:
            yield f"{session} came from nowhere"
    for job in promised.prints - jobs:
        yield f"print {job} forgotten"


def lines(data: bytes) -> Iterable[dict[str, Any]]:
    """The lines of a ledger."""
    return map(json.loads, data.splitlines())
