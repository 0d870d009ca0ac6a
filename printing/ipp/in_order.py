"""Several documents, one after the other in one tray: each a job of its own, each settled by itself.

The next job goes to the printer while the one before is being printed, so that the rollers do not
rest; never more than ``ahead`` jobs are there at a time, so that little is in doubt when the power
fails, and little has to be taken back when the citizen leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from printing.ipp.client import IppClient
from printing.ipp.settle import PACE, Cancelled, Pause, Steps, Taken, Wait, document_steps
from printing.ipp.ticket import (
    Pace,
    PrintJournal,
    PrintOutcome,
    PrintProgress,
    PrintSettled,
    PrintTicket,
)

AHEAD = 2


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """``draw`` gives the PDF; it is called when the job's turn comes."""

    ticket: PrintTicket
    draw: Callable[[], bytes]


Told: TypeAlias = Generator[tuple[int, PrintProgress], None, None]
"""Which order, from 0, and what is told of it."""


@dataclass(slots=True)
class _Underway:
    index: int
    steps: Steps
    taken: bool = False
    """The printer has the document."""
    outcome: PrintOutcome | None = None
    pause: float = 0.0

    def go_on(self) -> Told:
        """Until it has to wait, or is settled."""
        while self.outcome is None:
            match next(self.steps):
                case Pause(seconds):
                    self.pause = seconds
                    return
                case Taken():
                    self.taken = True
                case told:
                    if isinstance(told, PrintSettled):
                        self.outcome = told.outcome
                    yield self.index, told


def print_in_order(
    client: IppClient,
    orders: Sequence[PrintOrder],
    journal: PrintJournal,
    *,
    wait: Wait,
    cancelled: Cancelled = lambda: False,
    pace: Pace = PACE,
    ahead: int = AHEAD,
) -> Told:
    """Print all; for each order the last thing told is :class:`PrintSettled`.

    A job that ends in doubt or was given up does not stop the next ones.  One that could not be
    sent does, for the next ones could not either: they are told as ``NOT_SENT``, without a row.
    """
    waiting = list(range(len(orders)))
    underway: list[_Underway] = []
    drawn: dict[int, bytes] = {}
    try:
        while waiting or underway:
            if waiting and _has_room(underway, ahead):
                index = waiting.pop(0)
                order, document = orders[index], drawn.pop(index, None)
                steps = document_steps(
                    client, document or order.draw(), order.ticket, journal, cancelled, pace
                )
                underway.append(_Underway(index, steps))
                yield from underway[-1].go_on()
            elif waiting and waiting[0] not in drawn:
                # While the printer works there is time for it; it must not wait for us later.
                drawn[waiting[0]] = orders[waiting[0]].draw()
            else:
                wait(_pause(underway, pace, in_turn=bool(waiting)))
                for each in tuple(underway):
                    yield from each.go_on()
            for each in [each for each in underway if each.outcome is not None]:
                underway.remove(each)
                if each.outcome is PrintOutcome.NOT_SENT:
                    unsent, waiting = waiting, []
                    for index in unsent:
                        yield index, PrintSettled(PrintOutcome.NOT_SENT, None, 0)
    finally:
        for each in underway:
            each.steps.close()


def _pause(underway: Sequence[_Underway], pace: Pace, *, in_turn: bool) -> float:
    """Until the next look: sooner while a document waits for the end of a job.

    Not while a job still has to get to the printer: a printer that says no is left in peace.
    """
    pause = min(each.pause for each in underway)
    if in_turn and all(each.taken for each in underway):
        return min(pause, pace.poll_in_turn)
    return pause


def _has_room(underway: Sequence[_Underway], ahead: int) -> bool:
    """The jobs reach the printer in their order: the next one only when all before are there."""
    return len(underway) < ahead and all(each.taken for each in underway)
