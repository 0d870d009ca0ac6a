"""The keeper's print journal in the shape that ``printing.ipp`` asks for (its ``PrintJournal``).

This room does not import ``printing``: the ticket is known by its shape.
"""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.results import PrintKind, PrintOutcome


class Ticket(Protocol):
    """What the journal keeps of a ``PrintTicket``.  ``title`` names no person."""

    @property
    def job_id(self) -> UUID: ...
    @property
    def title(self) -> str: ...
    @property
    def copies(self) -> int: ...
    @property
    def media(self) -> str: ...


class KeeperPrintJournal:
    """The journal of a session's prints; each call returns once it is on the disk.

    ``False``: it is not, or the session is over; then the print must not go on, for a sheet could
    come twice, or to another.  ``failure`` says why.
    """

    failure: SyncFailure | None = None

    def __init__(self, client: KeeperClient, kind: PrintKind, session: UUID | None = None) -> None:
        self._client = client
        self._kind = kind
        self._session = session

    def started(self, ticket: Ticket, digest: str) -> bool:
        """Before anything goes out.  ``digest``: SHA-256 of the PDF in hex."""
        return self._noted(
            self._client.print_started(
                ticket.job_id,
                digest,
                kind=self._kind,
                title=ticket.title,
                copies=ticket.copies,
                media=ticket.media,
                session=self._session,
            )
        )

    def created(self, job_id: UUID, printer_job: int) -> bool:
        """The printer gave its job-id; before the document is sent."""
        return self._noted(self._client.print_created(job_id, printer_job))

    def settled(self, job_id: UUID, outcome: str) -> bool:
        """The end.  ``outcome``: a value of :class:`PrintOutcome`."""
        return self._noted(self._client.print_settled(job_id, PrintOutcome(outcome)))

    def _noted(self, failure: SyncFailure | None) -> bool:
        if failure is not None:
            self.failure = failure
        return failure is None
