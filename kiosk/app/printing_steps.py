"""From what the printer tells of a single sheet to what the session hears; see ``paper_jobs`` for the forms."""

from __future__ import annotations

from collections.abc import Iterator

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
from kiosk.session.staff.events import TestPageTold
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


class TestPageSteps:
    """The staff's test page: out, or not at the first thing that holds the printer up."""

    __test__ = False  # not a class of tests

    def failed(self, code: str) -> Event:  # noqa: ARG002 - the desk shows the printer's own state
        """Nobody knows what became of it."""
        return TestPageTold(printed=False)

    def events(self, told: PrintProgress) -> Iterator[Event]:
        """What the desk hears of one step."""
        match told:
            case PrintSending() | PrintRunning():
                return
            case PrintFailure(code=code) if code in PASSING:
                return
            case PrintFailure():
                yield TestPageTold(printed=False)
            case Settled(outcome=outcome):
                yield TestPageTold(printed=outcome is PrintOutcome.PRINTED)
