"""After a session: nothing of it may come out any more.

Takes up what the journal still holds open of sessions that are over, takes those jobs back at the
printer, and writes down how each ended.  A printer that is off is asked again until it answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from printing.ipp.client import IppClient
from printing.ipp.settle import PACE, Wait, resume
from printing.ipp.ticket import JournalRow, Pace, PrintJournal, PrintOutcome, PrintSettled


def clear_away(
    client_of: Callable[[JournalRow], IppClient],
    rows: Iterable[JournalRow],
    journal: PrintJournal,
    *,
    wait: Wait,
    pace: Pace = PACE,
    ended: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[UUID, PrintSettled]]:
    """Every row to its end, as long as it takes; ``ended`` stops it between two tries.

    The documents are gone with their session, so nothing is ever sent here.
    """
    left = list(rows)
    while left and not ended():
        for row in tuple(left):
            settled = _settled(client_of(row), row, journal, pace, wait)
            if settled is not None:
                left.remove(row)
                yield row.ticket.job_id, settled
        if left:
            wait(pace.retry)


def _settled(
    client: IppClient, row: JournalRow, journal: PrintJournal, pace: Pace, wait: Wait
) -> PrintSettled | None:
    """``None``: the printer does not answer, so the row stays open."""
    noted = _Noted(journal)
    for told in resume(client, row, None, noted, wait=wait, cancelled=lambda: True, pace=pace):
        if isinstance(told, PrintSettled) and noted.written:
            return told
    return None


class _Noted:
    """Tells whether the end was written down."""

    def __init__(self, journal: PrintJournal) -> None:
        self._journal = journal
        self.written = False
        self.started, self.created = journal.started, journal.created

    def settled(self, job_id: UUID, outcome: PrintOutcome) -> bool:
        self.written = self._journal.settled(job_id, outcome)
        return self.written
