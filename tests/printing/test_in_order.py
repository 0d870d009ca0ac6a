"""A session's papers at three printers that are not each other's kin: in order, once, equal to the preview."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from operator import ne
from pathlib import Path
from uuid import uuid4

import pytest

from forms.document import FilledForm, fill
from forms.render import render_pdf
from printing.emulator import Deed, FaultPrinter, Mishap, Model, Moment, Phase, VirtualPrinter
from printing.emulator.cups_server import CupsServer
from printing.failures import PrintFailureCode as Code
from printing.ipp.client import IppClient, Operation
from printing.ipp.in_order import PrintOrder, print_in_order
from printing.ipp.ticket import (
    Pace,
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSettled,
    PrintTicket,
)
from tests.support.pages import CONTEXT, expected, template
from tests.support.printing import Clock, Notebook, a_pdf

PICTURES = 100
"""Dots per inch of a preview."""
CUPS = "/printers/"
ROUNDED = 5


def filled() -> list[FilledForm]:
    facts, texts = expected()
    return [fill(template(form), facts, CONTEXT) for form in sorted(texts)[:4]]


def drawn(pdf: bytes, folder: Path, name: str) -> list[bytes]:
    """Each page as poppler draws it."""
    source = folder / f"{name}.pdf"
    source.write_bytes(pdf)
    command = ["pdftoppm", "-r", str(PICTURES), "-gray", str(source), str(folder / name)]
    subprocess.run(command, check=True)
    return [page.read_bytes() for page in sorted(folder.glob(f"{name}-*.pgm"))]


Arrived = Callable[[], list[bytes]]


@pytest.fixture(params=["ippeveprinter", "cups", "fault printer"])
def printer(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Arrived]]:
    """An address, and what arrived at the paper's end of it."""
    with ExitStack() as stack:
        if request.param == "fault printer":
            faulty = stack.enter_context(FaultPrinter(Model(seconds_per_sheet=0.01)))
            yield faulty.url, lambda: list(faulty.documents)
            return
        virtual = stack.enter_context(VirtualPrinter(tmp_path / "printer"))
        url = virtual.url
        if request.param == "cups":
            url = stack.enter_context(CupsServer(virtual.url)).url
        yield url, lambda: [path.read_bytes() for path in virtual.documents()]


def orders(forms: list[FilledForm]) -> list[PrintOrder]:
    return [
        PrintOrder(PrintTicket(uuid4(), "forms"), partial(render_pdf, [form])) for form in forms
    ]


def printed(
    url: str,
    papers: list[PrintOrder],
    journal: Notebook | None = None,
    at: Callable[[int, PrintProgress], None] = lambda index, told: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[tuple[int, PrintProgress]]:
    told = []
    for index, progress in print_in_order(
        IppClient(url),
        papers,
        journal or Notebook(),
        wait=Clock(),
        cancelled=cancelled,
        pace=Pace(give_up=1.0),
    ):
        told.append((index, progress))
        at(index, progress)
    return told


def ends(told: list[tuple[int, PrintProgress]]) -> list[PrintOutcome]:
    return [
        progress.outcome
        for _, progress in sorted(told, key=lambda each: each[0])
        if isinstance(progress, PrintSettled)
    ]


def test_pages_come_out_as_the_preview_shows_them_in_order_and_once(
    printer: tuple[str, Arrived], tmp_path: Path
) -> None:
    url, arrived = printer
    forms = filled()
    told = printed(url, orders(forms))

    assert set(ends(told)) in ({PrintOutcome.PRINTED}, {PrintOutcome.HANDED_OVER})
    preview = drawn(render_pdf(forms), tmp_path, "preview")
    sheets = [
        page
        for number, document in enumerate(arrived())
        for page in drawn(document, tmp_path, f"arrived{number}")
    ]
    assert len(preview) >= 4
    if CUPS in url:
        # Its filter writes the page anew, and rounds: one pixel of a million was seen to differ.
        different = [sum(map(ne, sheet, page)) for sheet, page in zip(sheets, preview, strict=True)]
        assert max(different) <= ROUNDED
    else:
        assert sheets == preview


def test_a_spooler_is_never_believed_about_paper(tmp_path: Path) -> None:
    """CUPS says completed, and counts sheets that are not out: both are its filters' (measured)."""
    with VirtualPrinter(tmp_path / "printer") as behind, CupsServer(behind.url) as server:
        told = printed(server.url, papers(2))

    assert ends(told) == [PrintOutcome.HANDED_OVER] * 2
    running = [progress for _, progress in told if isinstance(progress, PrintRunning)]
    assert {progress.sheets for progress in running} <= {None}


def papers(count: int) -> list[PrintOrder]:
    return [
        PrintOrder(PrintTicket(uuid4(), "forms"), partial(a_pdf, f"{n} a", f"{n} b"))
        for n in range(count)
    ]


def test_never_more_than_two_jobs_are_at_the_printer() -> None:
    with FaultPrinter() as printer:
        printer.break_down(Deed.PAPER_OUT)
        waiting: list[int] = []

        def count(index: int, told: PrintProgress) -> None:
            waiting.append(sum(not job.has_ended for job in printer.jobs.values()))
            if index == 1 and isinstance(told, PrintFailure):
                assert waiting[-1] == 2
                printer.put_right(Deed.PAPER_OUT)

        assert ends(printed(printer.url, papers(5), at=count)) == [PrintOutcome.PRINTED] * 5
        assert max(waiting) == 2
        assert [sheet.number for sheet in printer.tray] == [1, 2] * 5


def test_a_printer_with_room_for_one_job_is_waited_for() -> None:
    with FaultPrinter(Model(seconds_per_sheet=0.01, room=1)) as printer:
        told = printed(printer.url, papers(3))
        assert len(printer.tray) == 6
    assert ends(told) == [PrintOutcome.PRINTED] * 3


def test_after_a_power_cycle_only_what_was_there_is_in_doubt() -> None:
    script = (Mishap(Moment(Phase.SHEET, 4), Deed.POWER_CYCLE, 0.05),)
    with FaultPrinter(Model(seconds_per_sheet=0.02, strangers=3), script) as printer:
        orders_ = papers(5)
        told = printed(printer.url, orders_)
        tray = [sheet.job for sheet in printer.tray]
    outcomes = ends(told)
    assert outcomes.count(PrintOutcome.UNKNOWN) in (1, 2)
    for order, outcome in zip(orders_, outcomes, strict=True):
        # A job in doubt may be out, whole or in part: that is why a person is asked.
        sheets = tray.count(order.ticket.job_name)
        assert sheets == 2 if outcome is PrintOutcome.PRINTED else sheets <= 2


def test_after_paper_was_put_in_the_rest_goes_on_and_nothing_is_repeated() -> None:
    script = (Mishap(Moment(Phase.SHEET, 4), Deed.PAPER_OUT, 3600.0),)
    with FaultPrinter(script=script) as printer:

        def refill(index: int, told: PrintProgress) -> None:
            if isinstance(told, PrintFailure):
                assert told.code is Code.OUT_OF_PAPER
                assert len(printer.tray) == 3
                printer.put_right(Deed.PAPER_OUT)

        assert ends(printed(printer.url, papers(3), at=refill)) == [PrintOutcome.PRINTED] * 3
        assert [sheet.number for sheet in printer.tray] == [1, 2, 1, 2, 1, 2]


def test_who_goes_takes_what_is_out_and_the_rest_is_taken_back() -> None:
    script = (Mishap(Moment(Phase.SHEET, 4), Deed.JAM, 3600.0),)
    stuck: list[PrintProgress] = []
    with FaultPrinter(script=script) as printer:
        journal = Notebook()
        told = printed(
            printer.url,
            papers(4),
            journal,
            at=lambda _, told: stuck.append(told) if isinstance(told, PrintFailure) else None,
            cancelled=lambda: bool(stuck),
        )
        printer.put_everything_right()
        assert len(printer.tray) == 3
        assert all(job.has_ended for job in printer.jobs.values())
    outcomes = ends(told)
    assert outcomes[0] is PrintOutcome.PRINTED
    assert outcomes[1] is PrintOutcome.ABORTED
    assert PrintOutcome.PRINTED not in outcomes[2:]
    assert {line[0] for line in journal.lines} == {"started", "created", "settled"}


def test_a_refusal_stops_the_rest() -> None:
    with FaultPrinter() as printer:
        printer.refusals = {Operation.CREATE_JOB: 0x0403}
        journal = Notebook()
        told = printed(printer.url, papers(3), journal)
    assert ends(told) == [PrintOutcome.NOT_SENT] * 3
    assert [line[0] for line in journal.lines] == ["started", "settled"]


def test_a_disk_that_fails_in_the_middle_sends_nothing_more() -> None:
    with FaultPrinter() as printer:
        journal = Notebook()

        def fail(index: int, told: PrintProgress) -> None:
            if isinstance(told, PrintSettled):
                journal.fails_at = "created"

        told = printed(printer.url, papers(4), journal, at=fail)
        sent = len(printer.documents)
    assert sent in (1, 2)
    outcomes = ends(told)
    assert outcomes == [PrintOutcome.PRINTED] * sent + [PrintOutcome.NOT_SENT] * (4 - sent)
