"""What can go wrong between the kiosk and the office.

The texts lie in ``assets/wording/<language>/failures-sync.ftl``.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SyncFailureCode(StrEnum):
    """One code per situation that needs its own words."""

    KEEPER_UNREACHABLE = "sync.keeper_unreachable"
    """Nobody answers on the keeper's socket within the time limit."""
    STORE_FULL = "sync.store_full"
    """Too little space left to take one more submission; said before the citizen starts."""
    STORE_FAILED = "sync.store_failed"
    """The disk reported an error and the record is not stored."""
    NOT_BEGUN = "sync.not_begun"
    """The envelope's id, sequence, office or device is not the one that ``begin`` gave out."""
    SESSION_OVER = "sync.session_over"
    """Another session has begun since: nothing of this one is printed any more."""
    OTHER_CONTENT = "sync.other_content"
    """The same id was already stored with other content."""
    ENVELOPE_UNREADABLE = "sync.envelope_unreadable"
    """Not an envelope of format 1 in its one canonical spelling."""
    ENVELOPE_UNSUPPORTED = "sync.envelope_unsupported"
    """Format or suite that this version does not know."""
    ENVELOPE_TAMPERED = "sync.envelope_tampered"
    """Digest, signature or ciphertext do not belong together."""
    ENVELOPE_NOT_FOR_US = "sync.envelope_not_for_us"
    """The private key at hand is none of the recipients."""
    ENVELOPE_CONTENT = "sync.envelope_content"
    """It opens, but what is inside is not the submission that its header names."""
    OFFICE_UNREACHABLE = "sync.office_unreachable"
    """No answer from the office: network, name, TLS or time limit."""
    OFFICE_BUSY = "sync.office_busy"
    """The office answers that it cannot take it now (5xx, 408, 425, 429)."""
    OFFICE_NOT_OURS = "sync.office_not_ours"
    """Something answers, but not as our office does (redirect, 401, 403, 404, 405, 407, 421)."""
    OFFICE_CONFLICT = "sync.office_conflict"
    """409: the office holds other content under this id or sequence."""
    OFFICE_REFUSED = "sync.office_refused"
    """Any other 4xx: the office looked at the envelope and does not take it."""
    RECEIPT_WRONG = "sync.receipt_wrong"
    """The office said yes, but its receipt names another id or digest."""
    HEAD_CONFLICT = "sync.head_conflict"
    """Two receipts name different hashes for one place of the office's audit chain."""
    ROW_DAMAGED = "sync.row_damaged"
    """A stored record does not match its digest; it was put aside, nothing was deleted."""


@dataclass(frozen=True, slots=True)
class SyncFailure:
    """A failure as a result.  ``detail`` is technical and never holds personal data."""

    code: SyncFailureCode
    detail: str = ""
