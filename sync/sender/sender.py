"""The sender: oldest first, until the office has everything; waits longer after each failure.

Order comes from the sequence, never from a clock.  A submission that the office cannot digest does
not block the ones behind it; an office that is away is asked by one submission at a time.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from sync.failures import SyncFailure, SyncFailureCode
from sync.sender.office import Delivered, Later, Office, Refused
from sync.store.failpoints import Failpoint, reach
from sync.store.owner import StoreOwner

_FAILURES_PER_ROUND = 3
"""So many answers of 5xx in one round mean the office, not one submission."""


class Wake:
    """Waits that a new submission or the end cuts short."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def wake(self) -> None:
        """End the present wait, or the next one."""
        self._event.set()

    def wait(self, seconds: float | None) -> None:
        """Wait so long, or for ever with ``None``, or until woken."""
        self._event.wait(seconds)
        self._event.clear()


@dataclass(frozen=True, slots=True)
class BackOff:
    """Seconds before the n-th retry: doubling up to ``most``, of which a random half to whole.

    The jitter keeps a city's kiosks from coming back all at once after an outage (sync.md 6).
    """

    first: float
    most: float
    random: Callable[[], float] = random.random

    def seconds(self, failures: int) -> float:
        """``failures`` in a row, from 1."""
        whole = min(self.most, self.first * 2.0 ** min(failures - 1, 30))
        return whole * (0.5 + 0.5 * self.random())


@dataclass(frozen=True, slots=True)
class Round:
    """What one walk over the waiting submissions brought."""

    delivered: int
    refused: int
    failure: Later | SyncFailure | None


class Sender:
    """Owns the connection to the office; runs in one thread of the keeper."""

    def __init__(
        self,
        owner: StoreOwner,
        office: Office,
        back_off: BackOff,
        wait: Callable[[float | None], None],
    ) -> None:
        self._owner = owner
        self._office = office
        self._back_off = back_off
        self._wait = wait
        self._stopping = threading.Event()
        self._last: Later | SyncFailure | None = None

    @property
    def failure(self) -> tuple[SyncFailureCode, str] | None:
        """Why the last round did not end; ``None`` when all went out.  Any thread may ask."""
        last = self._last
        return None if last is None else (last.code, last.detail)

    def stop(self) -> None:
        """Ask the loop to end after the submission in hand; wake it afterwards."""
        self._stopping.set()

    def run(self) -> None:
        """The thread's body."""
        failures = 0
        while not self._stopping.is_set():
            done = self.round()
            self._last = done.failure
            if done.failure is None:
                failures = 0
                pause = None
            else:
                failures = 1 if done.delivered else failures + 1
                pause = self._back_off.seconds(failures)
                if isinstance(done.failure, Later) and done.failure.wait is not None:
                    pause = max(pause, done.failure.wait)
            if not self._stopping.is_set():
                self._wait(pause)
        self._office.close()

    def round(self) -> Round:
        """Offer every waiting submission once, oldest first; stop early when nobody is there."""
        delivered = refused = failed = 0
        failure: Later | SyncFailure | None = None
        place = 0
        while not self._stopping.is_set():
            after = place
            waiting = self._owner.do(lambda store: store.outbox.next_waiting(after))  # noqa: B023
            if isinstance(waiting, SyncFailure):
                return Round(delivered, refused, waiting)
            if waiting is None:
                break
            place = waiting.sequence
            outcome = self._office.put(waiting.id, waiting.digest, waiting.envelope)
            noted = self._note(place, outcome)
            if isinstance(noted, SyncFailure):
                return Round(delivered, refused, noted)
            match outcome:
                case Delivered():
                    delivered += 1
                case Refused():
                    refused += 1
                case Later():
                    failed += 1
                    failure = outcome
                    if not outcome.reached or failed == _FAILURES_PER_ROUND:
                        break
                case _:
                    assert_never(outcome)
        return Round(delivered, refused, failure)

    def _note(self, sequence: int, outcome: Delivered | Refused | Later) -> SyncFailure | None:
        match outcome:
            case Delivered(head):
                reach(Failpoint.RECEIPT_ARRIVED)
                return self._owner.do(lambda store: store.outbox.delivered(sequence, head))
            case Refused(code):
                return self._owner.do(lambda store: store.outbox.refused(sequence, code))
            case Later():
                return self._owner.do(lambda store: store.outbox.attempted(sequence))
