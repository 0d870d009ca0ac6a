"""From what the printer tells of a single sheet to what the session hears; see ``paper_jobs`` for the forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kiosk.app.paper_jobs import PASSING
from kiosk.failures import NOT_PRINTED
from kiosk.session.events import (
    Event,
    PrintHeld,
    PrintProgressed,
    ReasonsFailed,
    ReasonsPrinted,
    ReceiptFailed,
    ReceiptPrinted,
)
from printing.ipp.ticket import (
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSending,
)
from printing.ipp.ticket import PrintSettled as Settled


class ReasonsSteps:
    """The reasons: out, or left to the counter at the first thing that holds the printer up."""

    def events(self, told: PrintProgress) -> Iterator[Event]:
        """What the session hears of one step."""
        match told:
            case PrintSending() | PrintRunning():
                return
            case PrintFailure(code=code) if code in PASSING:
                return
            case PrintFailure(code=code):
                yield ReasonsFailed(code.value)
            case Settled(outcome=PrintOutcome.PRINTED):
                yield ReasonsPrinted()
            case Settled(outcome=outcome):
                yield ReasonsFailed(NOT_PRINTED[outcome.value])

    def failed(self, code: str) -> Event:
        """Nobody knows what became of it."""
        return ReasonsFailed(code)


class ReceiptSteps:
    """The receipt: out or not."""

    def failed(self, code: str) -> Event:
        """Nobody knows what became of it."""
        return ReceiptFailed(code)

    def events(self, told: PrintProgress) -> Iterator[Event]:
        """What the session hears of one step."""
        match told:
            case PrintSending() | PrintRunning():
                yield PrintProgressed(0, 0)
            case PrintFailure(code=code) if code in PASSING:
                return
            case PrintFailure(code=code):
                yield PrintHeld(code.value)
            case Settled(outcome=PrintOutcome.PRINTED):
                yield ReceiptPrinted()
            case Settled(outcome=outcome):
                yield ReceiptFailed(NOT_PRINTED[outcome.value])


class OneSheetSteps:
    """A single sheet beside the case's own: out, or not at the first thing that holds the printer up.

    ``said`` makes the event from whether it is out.
    """

    def __init__(self, said: Callable[[bool], Event]) -> None:
        self._said = said

    def events(self, told: PrintProgress) -> Iterator[Event]:
        """What is heard of one step."""
        match told:
            case PrintSending() | PrintRunning():
                return
            case PrintFailure(code=code) if code in PASSING:
                return
            case PrintFailure():
                yield self._said(False)
            case Settled(outcome=outcome):
                yield self._said(outcome is PrintOutcome.PRINTED)
