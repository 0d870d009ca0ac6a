"""A receipt on an ESC/POS printer, at most once, with an end that the printer itself confirms.

ESC/POS knows no jobs.  So the picture goes in small bands, each followed by a question that is
answered in its turn: the answer says that the band is on paper.  Never more than ``_AHEAD`` bands are
under way, which fit into the smallest usual buffer (4 kB), so a printer that stops is still heard, and
what is in doubt is millimetres.  A line that breaks between the first band and the last answer leaves
the end ``UNKNOWN``: a person looks.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from printing.failures import PrintFailureCode
from printing.ipp.ticket import (
    PrintFailure,
    PrintJournal,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSending,
    PrintSettled,
    PrintTicket,
)
from printing.thermal.commands import (
    CUT,
    INITIALISE,
    REACHED,
    Ask,
    fault,
    is_reached,
    is_status,
    raster,
    status,
)
from printing.thermal.dots import BYTES_PER_LINE, lines, pictures
from printing.thermal.line import Line, LineBrokenError, connected

NO_JOB: Final = 0
"""In the place of a printer's job-id, which ESC/POS has not."""
_BAND: Final = 24 * BYTES_PER_LINE
_AHEAD: Final = 2
_RETRY: Final = 2.0
_SEND_SECONDS: Final = 10.0
_STATUS_SECONDS: Final = 1.0
_BAND_SECONDS: Final = 1.5
_MUTE_SECONDS: Final = 10.0
"""A printer that says it is well and yet confirms nothing for so long cannot tell us the end."""

Told: TypeAlias = Generator[PrintProgress, None, None]
Wait: TypeAlias = Callable[[float], object]
Cancelled: TypeAlias = Callable[[], bool]


def print_dots(
    printer: str,
    pdf: bytes,
    ticket: PrintTicket,
    journal: PrintJournal,
    *,
    wait: Wait = time.sleep,
    cancelled: Cancelled = lambda: False,
) -> Told:
    """Print each page of ``pdf`` at ``printer`` (``escpos://…``); the last thing told is the end.

    Raises ``WrongAddressError`` and ``WrongWidthError``: both before anything is written down.
    """
    pages = [lines(picture) for picture in pictures(pdf)]
    if not journal.started(ticket, hashlib.sha256(pdf).hexdigest()):
        yield PrintFailure(PrintFailureCode.NO_JOURNAL)
        yield PrintSettled(PrintOutcome.NOT_SENT, None, 0)
        return
    errand = _Errand(ticket, journal, cancelled)
    while errand.outcome is None:
        try:
            with connected(printer) as line:
                yield from errand.go(_Talk(line), pages)
        except LineBrokenError as broken:
            if errand.sent:
                yield PrintFailure(PrintFailureCode.OUTCOME_UNKNOWN, str(broken))
                errand.outcome = PrintOutcome.UNKNOWN
            else:
                yield from errand.held(PrintFailureCode.UNREACHABLE, str(broken))
        if errand.outcome is None:
            if cancelled():
                errand.outcome = PrintOutcome.NOT_SENT
            else:
                wait(_RETRY)
    journal.settled(ticket.job_id, errand.outcome)
    yield PrintSettled(errand.outcome, None, errand.pages_out)


def hindrance(printer: str) -> PrintFailureCode | None:
    """What keeps paper from coming at ``printer`` now, for the staff; ``None``: nothing.  Prints nothing."""
    try:
        with connected(printer) as line:
            answers = _Talk(line).ask()
    except LineBrokenError:
        return PrintFailureCode.UNREACHABLE
    return PrintFailureCode.NOT_ACCEPTING if answers is None else fault(answers)


@dataclass(slots=True)
class _Talk:
    """Questions and answers on one line."""

    line: Line
    reached: int = 0
    """Answers to ``REACHED`` that came and were not yet taken."""

    def ask(self) -> dict[Ask, int] | None:
        """All four; ``None`` if the printer does not answer."""
        answers: dict[Ask, int] = {}
        for ask in Ask:
            self.line.send(status(ask), _SEND_SECONDS)
            answer = self._status()
            if answer is None:
                return None
            answers[ask] = answer
        return answers

    def _status(self) -> int | None:
        until = time.monotonic() + _STATUS_SECONDS
        while (left := until - time.monotonic()) > 0:
            answer = self.line.hear(left)
            if answer is None:
                return None
            if is_status(answer):
                return answer
            self.reached += is_reached(answer)
        return None

    def band_done(self, seconds: float) -> bool:
        """Whether one more band is on paper."""
        until = time.monotonic() + seconds
        while not self.reached:
            left = until - time.monotonic()
            answer = self.line.hear(left) if left > 0 else None
            if answer is None:
                return False
            self.reached += is_reached(answer)
        self.reached -= 1
        return True


@dataclass(slots=True)
class _Errand:
    """One receipt on its way."""

    ticket: PrintTicket
    journal: PrintJournal
    cancelled: Cancelled
    sent: bool = False
    """Dots have left."""
    pages_out: int = 0
    outcome: PrintOutcome | None = None
    told: PrintFailureCode | None = None

    def go(self, talk: _Talk, pages: Sequence[bytes]) -> Told:
        """Until it is out, cannot be, or the printer is not ready."""
        answers = talk.ask()
        hindrance = PrintFailureCode.NOT_ACCEPTING if answers is None else fault(answers)
        if hindrance is not None:
            yield from self.held(hindrance)
            return
        if self.cancelled():
            self.outcome = PrintOutcome.NOT_SENT
            return
        # The last word before dots leave; no, when the session is over.
        if not self.journal.created(self.ticket.job_id, NO_JOB):
            yield PrintFailure(PrintFailureCode.NO_JOURNAL)
            self.outcome = PrintOutcome.NOT_SENT
            return
        self.told = None
        yield PrintSending(NO_JOB)
        for page in pages:
            self.sent = True
            yield from self._page(talk, page)
            if self.outcome is not None:
                return
            self.pages_out += 1
            yield PrintRunning(NO_JOB, self.pages_out)
        self.outcome = PrintOutcome.PRINTED

    def held(self, code: PrintFailureCode, detail: str = "") -> Told:
        """Say what stands in the way, once while it lasts."""
        if code is not self.told:
            self.told = code
            yield PrintFailure(code, detail)

    def _page(self, talk: _Talk, page: bytes) -> Told:
        talk.line.send(INITIALISE, _SEND_SECONDS)
        bands = [raster(page[at : at + _BAND]) for at in range(0, len(page), _BAND)]
        under_way = 0
        for part in (*bands, CUT):
            while under_way >= _AHEAD:
                yield from self._until_done(talk)
                if self.outcome is not None:
                    return
                under_way -= 1
            talk.line.send(part + REACHED, _SEND_SECONDS)
            under_way += 1
        for _ in range(under_way):
            yield from self._until_done(talk)
            if self.outcome is not None:
                return

    def _until_done(self, talk: _Talk) -> Told:
        """One band; while the printer says why it stops, as long as it takes to help it."""
        mute_since = time.monotonic()
        while not talk.band_done(_BAND_SECONDS):
            if self.cancelled():
                self.outcome = PrintOutcome.ABORTED
                return
            answers = talk.ask()
            hindrance = None if answers is None else fault(answers)
            if hindrance is not None:
                mute_since = time.monotonic()
                yield from self.held(hindrance)
            elif time.monotonic() - mute_since > _MUTE_SECONDS:
                yield PrintFailure(PrintFailureCode.OUTCOME_UNKNOWN, "no confirmation")
                self.outcome = PrintOutcome.UNKNOWN
                return
        if self.told is not None:
            self.told = None
            yield PrintRunning(NO_JOB, self.pages_out)
