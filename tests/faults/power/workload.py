"""What a kiosk's store does in some hours, in seconds: run under the shim, seen by the ledger.

``python -m tests.faults.power.workload FOLDER SEED SUBMISSIONS [VARIANT]``.  Before each step the
ledger says what is tried, after it what was answered; a line in the ledger comes after the answer.
"""

from __future__ import annotations

import json
import os
import random
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from forms.facts.values import Known, Source
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.store import connection
from sync.store.owner import StoreOwner
from sync.store.records import Store, StorePlan
from sync.store.results import Head, OfficeState, PrintKind, PrintOutcome

STORE = "k.db"
LEDGER = "ledger"
BALLAST = 1 << 16
ROW_KEY = b"k" * 32
NORMAL = "synchronous_normal"
"""A usual setting that must be shown to lose what was acknowledged."""


def plan(folder: Path) -> StorePlan:
    """How the store of a workload is run, and looked at afterwards."""
    return StorePlan(folder / STORE, "A", ROW_KEY, 1, lambda: date(2026, 11, 21), BALLAST)


class Workload:
    """Steps drawn from a seed.  A step that was refused for the disk's sake is tried again."""

    def __init__(self, folder: Path, seed: int, *, patient: int = 3) -> None:
        self._random = random.Random(seed)
        self._patient = patient
        self._owner = StoreOwner(plan(folder))
        self._ledger = os.open(folder / LEDGER, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        public = X25519PrivateKey.generate().public_key()
        self._keys = SealingKeys(public, public, Ed25519PrivateKey.generate())
        self._place = 0

    def run(self, submissions: int) -> None:
        self._owner.start()
        self._tell("open")
        for _ in range(submissions):
            self._submit()
        self._owner.stop()
        self._tell("end")

    def _submit(self) -> None:
        session = UUID(int=self._random.getrandbits(128), version=4)
        begun = self._do("begin", lambda store: store.begin(session), session=str(session))
        if begun is None:
            return
        self._tell("begun", session=str(session), number=begun.number, sequence=begun.sequence)
        envelope = self._sealed(session, begun.number, begun.sequence)
        data = envelope.to_bytes()
        about = {"session": str(session), "digest": envelope.digest}
        if self._do("commit", lambda store: store.commit(envelope, data), **about) is None:
            return
        self._tell("committed", **about)
        if self._random.random() < 0.5:
            self._print(session)
        if self._random.random() < 0.3:
            self._do("attempt", lambda store: _done(store.outbox.attempted, begun.sequence))
        if self._random.random() < 0.6:
            self._deliver(session, begun.sequence)

    def _print(self, session: UUID) -> None:
        job = UUID(int=self._random.getrandbits(128), version=4)

        def started(store: Store) -> object:
            failure = store.prints.started(
                job,
                "d" * 64,
                kind=PrintKind.RECEIPT,
                title="receipt",
                copies=1,
                media="m",
                session=session,
            )
            assert failure is None
            return True

        if self._do("print", started, job=str(job)) is not None:
            self._tell("print_started", job=str(job))
            self._do("settle", lambda s: _done(s.prints.settled, job, PrintOutcome.PRINTED))

    def _deliver(self, session: UUID, sequence: int) -> None:
        self._place += 1
        backed_up = self._place - 3 if self._random.random() < 0.2 else 0
        head = Head(self._place, f"{self._place:064x}")
        state = OfficeState(1, max(0, backed_up))
        self._do(
            "deliver",
            lambda store: _done(store.outbox.delivered, sequence, head, state),
            session=str(session),
        )

    def _sealed(self, session: UUID, number: str, sequence: int) -> Envelope:
        filler = "あ" * self._random.randrange(200, 9000)
        submission = Submission(
            id=session,
            number=number,
            office="o",
            device="d",
            pack="p",
            pack_version="1",
            event="e",
            language="ja",
            today=date(2026, 11, 21),
            facts={"f": Known(filler, Source.CITIZEN)},
            procedures=(),
            forms=(),
        )
        return seal(submission, self._keys, sequence)

    def _do(self, step: str, command: Callable[[Store], Any], **about: str) -> Any:
        """The answer; ``None`` after an error that was told.  Nothing may fail silently."""
        self._tell(f"try_{step}", **about)
        for _ in range(self._patient):
            answer = self._owner.do(command)
            if not isinstance(answer, SyncFailure):
                return answer
            self._tell("error", code=answer.code.value, detail=answer.detail)
        return None

    def _tell(self, what: str, **about: object) -> None:
        os.write(self._ledger, json.dumps({"what": what, **about}).encode() + b"\n")


def _done(command: Callable[..., object], *given: object) -> bool:
    """For commands that answer nothing when they went well."""
    assert command(*given) is None
    return True


def main() -> int:
    """0: went through.  3: the store would not open, and said so."""
    folder, seed, submissions = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    if NORMAL in sys.argv[4:]:
        connection.REQUIRED["synchronous"] = ("NORMAL", 1)
    try:
        Workload(folder, seed).run(submissions)
    except (connection.StoreSettingsError, connection.StoreDamagedError, OSError) as fault:
        sys.stderr.write(f"refused: {type(fault).__name__}\n")
        return 3
    return 0


if __name__ == "__main__":
    sys.exit(main())
