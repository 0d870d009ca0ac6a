"""Which papers share a print job, and what the session hears of several jobs.

A paper is one filled form, told by its place among the journey's, or the lists that come before them.
A few sheets go together, so that the printer does not rest between them; few enough that little is in
doubt when its power fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from forms.document import FilledForm
from kiosk.session.events import Event, PrintFailed, PrintHeld, PrintProgressed, PrintSettled
from printing.failures import ENDS_THE_JOB, PrintFailureCode
from printing.ipp.ticket import (
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSending,
)
from printing.ipp.ticket import PrintSettled as Settled

PASSING = frozenset({PrintFailureCode.BUSY}) | ENDS_THE_JOB
"""Not worth a person: it passes by itself, or the end follows at once."""
SHEETS_PER_JOB = 6


@dataclass(frozen=True, slots=True)
class TrayPaper:
    """What one procedure's form, or the lists together, put into the tray.  ``sides`` and ``tray``: keywords of IPP."""

    place: int
    """Of the form among the journey's; or ``LISTS``."""
    forms: tuple[FilledForm, ...] = field(repr=False)
    sides: str = "one-sided"
    tray: str | None = None

    @property
    def sheets(self) -> int:
        """Sheets of paper."""
        pages = sum(len(form.pages) for form in self.forms)
        return pages if self.sides == "one-sided" else -(-pages // 2)


@dataclass(frozen=True, slots=True)
class PaperJob:
    """Papers that go to the printer together."""

    papers: tuple[TrayPaper, ...]

    @property
    def sheets(self) -> int:
        """Sheets of paper."""
        return sum(paper.sheets for paper in self.papers)

    @property
    def places(self) -> tuple[int, ...]:
        """Of its papers."""
        return tuple(paper.place for paper in self.papers)

    def whole(self, sheets: int) -> tuple[int, ...]:
        """The papers that lie in the first ``sheets`` sheets, to their last page."""
        found, used = [], 0
        for paper in self.papers:
            used += paper.sheets
            if used <= sheets:
                found.append(paper.place)
        return tuple(found)


def paper_jobs(papers: Sequence[TrayPaper], most: int = SHEETS_PER_JOB) -> tuple[PaperJob, ...]:
    """In their order; the first paper alone, so that something comes out soon."""
    jobs: list[list[TrayPaper]] = []
    for paper in papers:
        fits = (
            len(jobs) > 1
            and (jobs[-1][-1].sides, jobs[-1][-1].tray) == (paper.sides, paper.tray)
            and sum(each.sheets for each in jobs[-1]) + paper.sheets <= most
        )
        if fits:
            jobs[-1].append(paper)
        else:
            jobs.append([paper])
    return tuple(PaperJob(tuple(job)) for job in jobs)


@dataclass
class PapersSteps:
    """From what the printer tells of each job to what the session hears of all."""

    jobs: tuple[PaperJob, ...]
    _sheets: dict[int, int] = field(default_factory=dict)
    _ends: dict[int, PrintOutcome] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Sheets of all jobs."""
        return sum(job.sheets for job in self.jobs)

    @property
    def out(self) -> tuple[int, ...]:
        """Papers that the printer says are out."""
        return tuple(
            place
            for index, job in enumerate(self.jobs)
            for place in job.whole(self._sheets.get(index, 0))
        )

    def failed(self, code: str) -> Event:
        """Nobody knows what became of them."""
        return PrintFailed(code)

    def events(self, index: int, told: PrintProgress) -> Iterator[Event]:
        """What the session hears of one step of one job."""
        match told:
            case PrintSending():
                yield self._progress()
            case PrintRunning(sheets=sheets):
                self._count(index, sheets)
                yield self._progress()
            case PrintFailure(code=code) if code in PASSING:
                return
            case PrintFailure(code=code):
                yield PrintHeld(code.value)
            case Settled(outcome=outcome, sheets=sheets):
                self._ends[index] = outcome
                self._count(
                    index, self.jobs[index].sheets if outcome is PrintOutcome.PRINTED else sheets
                )
                yield self._progress()
                if len(self._ends) == len(self.jobs):
                    yield self._settled()

    def _count(self, index: int, sheets: int | None) -> None:
        # A printer that starts anew counts anew; what was out stays out.
        before = self._sheets.get(index, 0)
        self._sheets[index] = min(max(sheets or 0, before), self.jobs[index].sheets)

    def _progress(self) -> PrintProgressed:
        return PrintProgressed(sum(self._sheets.values()), self.total, self.out)

    def _settled(self) -> PrintSettled:
        ends = set(self._ends.values())
        doubtful: list[int] = []
        missing: list[int] = []
        for index, job in enumerate(self.jobs):
            match self._ends[index]:
                case PrintOutcome.PRINTED:
                    continue
                case PrintOutcome.NOT_SENT:
                    missing += job.places
                case PrintOutcome.UNKNOWN | PrintOutcome.ABORTED | PrintOutcome.HANDED_OVER:
                    doubtful += [place for place in job.places if place not in self.out]
        if not doubtful and not missing:
            outcome = PrintOutcome.PRINTED
        elif PrintOutcome.HANDED_OVER in ends and not missing:
            outcome = PrintOutcome.HANDED_OVER
        else:
            outcome = PrintOutcome.UNKNOWN if doubtful else PrintOutcome.NOT_SENT
        return PrintSettled(outcome.value, self.out, tuple(doubtful), tuple(missing))
