"""Which papers share a job, and what the session hears of several jobs."""

from __future__ import annotations

from uuid import UUID

import pytest

from forms.document import FilledForm
from forms.document.filled import FilledPage
from forms.status import FormStatus
from kiosk.app.paper_jobs import PaperJob, PapersSteps, TrayPaper, paper_jobs
from kiosk.session.events import Event, PrintHeld, PrintProgressed, PrintSettled
from printing.failures import PrintFailureCode as Code
from printing.ipp.ticket import (
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
)
from printing.ipp.ticket import PrintSettled as Settled


def paper(place: int, pages: int, sides: str = "one-sided", tray: str | None = None) -> TrayPaper:
    page = FilledPage(210.0, 297.0, (), (), (), ())
    form = FilledForm(
        f"form{place}", "", "", (page,) * pages, (), (), "1", UUID(int=1), FormStatus.SAMPLE
    )
    return TrayPaper(place, (form,), sides, tray)


def places(jobs: tuple[PaperJob, ...]) -> list[tuple[int, ...]]:
    return [job.places for job in jobs]


def test_the_first_paper_comes_alone_and_then_a_few_sheets_together() -> None:
    jobs = paper_jobs([paper(n, 2) for n in range(8)], most=6)
    assert places(jobs) == [(0,), (1, 2, 3), (4, 5, 6), (7,)]
    assert [job.sheets for job in jobs] == [2, 6, 6, 2]


def test_a_paper_larger_than_a_job_has_its_own() -> None:
    jobs = paper_jobs([paper(0, 1), paper(1, 9), paper(2, 1)], most=6)
    assert places(jobs) == [(0,), (1,), (2,)]


def test_sides_and_trays_are_not_mixed_in_a_job() -> None:
    both = "two-sided-long-edge"
    jobs = paper_jobs(
        [paper(0, 1), paper(1, 1), paper(2, 3, both), paper(3, 1, both), paper(4, 1, tray="tray-2")]
    )
    assert places(jobs) == [(0,), (1,), (2, 3), (4,)]
    assert [job.sheets for job in jobs] == [1, 1, 3, 1]


class Heard:
    """Two jobs: paper 0 of a sheet, papers 1 (two sheets) and 2 (one)."""

    def __init__(self) -> None:
        self.steps = PapersSteps(paper_jobs([paper(0, 1), paper(1, 2), paper(2, 1)]))

    def of(self, index: int, told: PrintProgress) -> list[Event]:
        return list(self.steps.events(index, told))


def test_sheets_are_counted_and_whole_papers_are_out() -> None:
    heard = Heard()
    assert heard.of(0, Settled(PrintOutcome.PRINTED, 1, None)) == [PrintProgressed(1, 4, (0,))]
    assert heard.of(1, PrintRunning(2, 1)) == [PrintProgressed(2, 4, (0,))]
    assert heard.of(1, PrintRunning(2, 2)) == [PrintProgressed(3, 4, (0, 1))]
    assert heard.of(1, PrintRunning(2, None)) == [PrintProgressed(3, 4, (0, 1))]
    assert heard.of(1, Settled(PrintOutcome.PRINTED, 2, 3)) == [
        PrintProgressed(4, 4, (0, 1, 2)),
        PrintSettled("printed", (0, 1, 2)),
    ]


def test_what_the_printer_had_counted_is_out_and_the_rest_in_doubt() -> None:
    heard = Heard()
    heard.of(0, Settled(PrintOutcome.PRINTED, 1, None))
    heard.of(1, PrintRunning(2, 2))
    *_, end = heard.of(1, Settled(PrintOutcome.UNKNOWN, 2, None))
    assert end == PrintSettled("unknown", (0, 1), (2,))


@pytest.mark.parametrize(
    ("first", "second", "end"),
    [
        (PrintOutcome.ABORTED, PrintOutcome.PRINTED, PrintSettled("unknown", (1, 2), (0,))),
        (PrintOutcome.PRINTED, PrintOutcome.NOT_SENT, PrintSettled("not_sent", (0,), (), (1, 2))),
        (
            PrintOutcome.HANDED_OVER,
            PrintOutcome.HANDED_OVER,
            PrintSettled("handed_over", (), (0, 1, 2)),
        ),
        (
            PrintOutcome.HANDED_OVER,
            PrintOutcome.NOT_SENT,
            PrintSettled("unknown", (), (0,), (1, 2)),
        ),
    ],
)
def test_how_all_of_it_ended(first: PrintOutcome, second: PrintOutcome, end: PrintSettled) -> None:
    heard = Heard()
    heard.of(0, Settled(first, 1, None))
    assert heard.of(1, Settled(second, 2, None))[-1] == end


def test_what_passes_by_itself_calls_nobody() -> None:
    heard = Heard()
    assert heard.of(0, PrintFailure(Code.BUSY)) == []
    assert heard.of(0, PrintFailure(Code.JAM)) == [PrintHeld("printer.jam")]
