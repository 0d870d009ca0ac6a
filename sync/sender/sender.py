"""The sender: oldest first, until the office has everything; waits longer after each failure.

Order comes from the sequence, never from a clock.  A submission that the office cannot digest does
not block the ones behind it; an office that is away is asked by one submission at a time.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Protocol, assert_never

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
        self._ended = threading.Event()

    def wake(self) -> None:
        """End the present wait, or the next one; but not one that the office asked for."""
        self._event.set()

    def end(self) -> None:
        """End every wait."""
        self._ended.set()
        self._event.set()

    def wait(self, seconds: float | None, *, asked: bool = False) -> None:
        """Wait so long, or for ever with ``None``, or until woken.  ``asked``: by the office."""
        if asked:
            self._ended.wait(seconds)
        else:
            self._event.wait(seconds)
        if not self._ended.is_set():
            self._event.clear()


class Waiting(Protocol):
    """How the sender waits; tests write it down instead."""

    def __call__(self, seconds: float | None, *, asked: bool = False) -> None: ...


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

    def asked(self, seconds: float) -> float:
        """The office's wish and up to a quarter more: it tells all kiosks the same number."""
        return seconds * (1.0 + 0.25 * self.random())


@dataclass(frozen=True, slots=True)
class Round:
    """What one walk over the waiting submissions brought."""

    delivered: int
    refused: int
    failure: Later | SyncFailure | None


class Sender:
    """Owns the connection to the office; runs in one thread of the keeper.

    ``heartbeat``: seconds between questions how the office is, while there is nothing to send.
    """

    def __init__(
        self,
        owner: StoreOwner,
        office: Office,
        back_off: BackOff,
        wait: Waiting,
        heartbeat: float | None = None,
    ) -> None:
        self._owner = owner
        self._office = office
        self._back_off = back_off
        self._wait = wait
        self._heartbeat = heartbeat
        self._stopping = threading.Event()
        self._last: Later | SyncFailure | None = None

    @property
    def failure(self) -> tuple[SyncFailureCode, str] | None:
        """Why the last round did not end; ``None`` when all went out.  Any thread may ask."""
        last = self._last
        return None if last is None else (last.code, last.detail)

    @property
    def office(self) -> Office:
        """For its clock and its silence."""
        return self._office

    def stop(self) -> None:
        """Ask the loop to end after the submission in hand; wake it afterwards."""
        self._stopping.set()

    def run(self) -> None:
        """The thread's body."""
        failures = 0
        while not self._stopping.is_set():
            done = self.round()
            if done.failure is None and not done.delivered and self._heartbeat is not None:
                done = replace(done, failure=self.ask())
            self._last = done.failure
            failures = 0 if done.failure is None else 1 if done.delivered else failures + 1
            pause, asked = self._pause(done.failure, failures)
            if not self._stopping.is_set():
                self._wait(pause, asked=asked)
        self._office.close()

    def ask(self) -> Later | SyncFailure | None:
        """Hear how the office is: its clock, its backup, whether it was restored."""
        answer = self._office.state()
        if isinstance(answer, Later):
            return answer
        told = answer.office
        return None if told is None else self._owner.do(lambda store: store.office_told(told))

    def _pause(
        self, failure: Later | SyncFailure | None, failures: int
    ) -> tuple[float | None, bool]:
        """Seconds, and whether the office asked for them."""
        if failure is None:
            beat = self._heartbeat
            return (None if beat is None else self._back_off.asked(beat)), False
        pause = self._back_off.seconds(failures)
        if isinstance(failure, Later) and failure.wait is not None:
            return max(pause, self._back_off.asked(failure.wait)), True
        return pause, False

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
            case Delivered(head, office):
                reach(Failpoint.RECEIPT_ARRIVED)
                return self._owner.do(lambda store: store.outbox.delivered(sequence, head, office))
            case Refused(code):
                return self._owner.do(lambda store: store.outbox.refused(sequence, code))
            case Later():
                return self._owner.do(lambda store: store.outbox.attempted(sequence))
