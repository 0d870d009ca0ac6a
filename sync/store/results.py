"""What the keeper answers with.  All plain values: they travel over its socket as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Begun:
    """What a session got at its start: the number on the receipt and the place in the order."""

    number: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Committed:
    """The envelope is on the disk.  ``already``: it was there before, byte for byte."""

    id: UUID
    digest: str
    already: bool


class DeliveryState(StrEnum):
    """Where a submission is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    QUARANTINED = "quarantined"
    """The stored record was damaged beyond repair; the citizen's paper is what is left."""
    ABSENT = "absent"
    """Never committed here."""


class PrintKind(StrEnum):
    """What a print job puts on paper."""

    RECEIPT = "receipt"
    FORMS = "forms"
    REASONS = "reasons"
    TEST = "test"
    TAKEAWAY = "takeaway"


class PrintOutcome(StrEnum):
    """How a print job ended; the values of ``printing.ipp``'s ``PrintSettled.outcome``."""

    PRINTED = "printed"
    ABORTED = "aborted"
    UNKNOWN = "unknown"
    """A question to a person: the job stays open until someone looked at the paper."""
    NOT_SENT = "not_sent"


@dataclass(frozen=True, slots=True)
class OpenPrint:
    """A print job that nobody has settled."""

    job_id: UUID
    session: UUID | None
    kind: PrintKind
    title: str
    copies: int
    media: str
    digest: str
    printer_job: int | None
    outcome: PrintOutcome | None


@dataclass(frozen=True, slots=True)
class UnprintedReceipt:
    """A submission that is stored while its receipt is not known to be printed."""

    session: UUID
    number: str
    day: str


@dataclass(frozen=True, slots=True)
class StoreHealth:
    """Counters of the store; no personal data.  Bytes are bytes.

    ``office_epoch`` and ``backed_up``: the office's last signed word, 0 = none yet.
    ``ballast``: the reserve is whole; without it no session begins.
    """

    waiting: int
    delivered: int
    refused: int
    quarantined: int
    repaired: int
    open_prints: int
    unprinted_receipts: int
    oldest_waiting_day: str | None
    last_sequence: int
    last_head: int
    head_conflicts: int
    office_epoch: int
    backed_up: int
    office_heard_day: str | None
    free_bytes: int
    ballast: bool


@dataclass(frozen=True, slots=True)
class KeeperHealth:
    """The keeper as a whole.  ``sender_failure``: why the last attempt did not deliver.

    ``clock_skew_seconds``: our clock minus the office's, ``None`` before its first answer.
    ``silent_seconds``: since the office's last answer to this keeper; ``silent_days``: since its last
    signed word to any.  ``waiting_days``: age of the oldest
    submission that is still to be sent.  ``unprinted_at_start``: receipts that were not known to be
    printed when this keeper started, for the staff to look at.
    """

    pid: int
    store: StoreHealth
    sender_failure: str | None
    sender_detail: str
    clock_skew_seconds: float | None
    silent_seconds: float | None
    silent_days: int
    waiting_days: int
    unprinted_at_start: int
    alarms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A place in the office's audit chain, carried home as a witness."""

    sequence: int
    hash: str
    signature: str = ""
    epoch: int = 1


@dataclass(frozen=True, slots=True)
class OfficeState:
    """``backed_up``: place in the chain up to which a backup holds everything; 0 = nothing."""

    epoch: int
    backed_up: int
