"""Printing on a printer that stops, loses answers and lies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.emulator import Deed, FaultPrinter, Mishap, Model, Moment, Phase
from printing.failures import PrintFailureCode as Code
from printing.ipp.client import IppClient, Operation
from printing.ipp.own_job import CANCELED, HELD
from printing.ipp.settle import print_document
from printing.ipp.ticket import (
    Pace,
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSettled,
    PrintTicket,
)
from tests.support.printing import Clock, Notebook, a_pdf

PDF = a_pdf()
LOSSES = (Phase.ASKED, Phase.OBEYED)


@pytest.fixture
def printer() -> Iterator[FaultPrinter]:
    with FaultPrinter() as faulty:
        yield faulty


def printing(
    printer: FaultPrinter, journal: Notebook | None = None, pdf: bytes = PDF
) -> Iterator[PrintProgress]:
    ticket = PrintTicket(uuid4(), "受付票")
    return print_document(
        printer.url, pdf, ticket, journal or Notebook(), wait=Clock(), pace=Pace(give_up=1.0)
    )


def codes(told: list[PrintProgress]) -> list[Code]:
    return [item.code for item in told if isinstance(item, PrintFailure)]


def outcome(told: list[PrintProgress]) -> PrintOutcome:
    end = told[-1]
    assert isinstance(end, PrintSettled)
    return end.outcome


OPERATIONS = [
    Operation.GET_PRINTER_ATTRIBUTES,
    Operation.CREATE_JOB,
    Operation.SEND_DOCUMENT,
    Operation.GET_JOB_ATTRIBUTES,
]


def lost(operation: Operation, phase: Phase, nth: int = 1) -> Mishap:
    return Mishap(Moment(phase, nth, operation), Deed.DROP_LINE)


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(("operation", "phase"), list(product(OPERATIONS, LOSSES)))
def test_a_lost_answer_costs_no_sheet(operation: Operation, phase: Phase, times: int) -> None:
    """Whichever answer is lost, and whether or not it was obeyed: one document, one job, known
    end."""
    journal = Notebook()
    script = tuple(lost(operation, phase, nth) for nth in range(1, times + 1))
    with FaultPrinter(script=script) as printer:
        told = list(printing(printer, journal))

        assert set(codes(told)) == {Code.UNREACHABLE}
        assert outcome(told) is PrintOutcome.PRINTED
        assert printer.documents == [PDF]
        assert len(printer.tray) == 1
        assert len(printer.jobs) == 1
    assert [line[0] for line in journal.lines] == ["started", "created", "settled"]


SCRIPTS = st.lists(
    st.builds(lost, st.sampled_from(Operation), st.sampled_from(LOSSES), st.integers(1, 3)),
    max_size=6,
)
POWER_CYCLES = st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=2)


@settings(max_examples=60, deadline=None)
@given(script=SCRIPTS, power_cycles=POWER_CYCLES, keeps=st.booleans())
def test_never_two_documents_and_never_a_false_printed(
    script: list[Mishap], power_cycles: dict[int, int], keeps: bool
) -> None:
    """Any losses, and at any of the waits a power cycle after which strangers own the job-ids."""
    with FaultPrinter(Model(keeps_jobs=keeps), tuple(script)) as printer:
        clock, waits = Clock(), count()

        def wait(seconds: float) -> None:
            clock(seconds)
            strangers = power_cycles.get(next(waits))
            if strangers is not None:
                printer.forget(strangers)

        ticket, journal = PrintTicket(uuid4(), "受付票"), Notebook()
        told = list(print_document(printer.url, PDF, ticket, journal, wait=wait))

        assert len(printer.documents) <= 1
        assert outcome(told) in (PrintOutcome.PRINTED, PrintOutcome.UNKNOWN)
        if outcome(told) is PrintOutcome.PRINTED:
            assert [sheet.job for sheet in printer.tray] == [ticket.job_name]
        if not power_cycles:
            assert outcome(told) is PrintOutcome.PRINTED
    assert journal.lines[-1] == ("settled", ticket.job_id, outcome(told))


@pytest.mark.parametrize(
    ("deed", "code"),
    [
        (Deed.PAPER_OUT, Code.OUT_OF_PAPER),
        (Deed.JAM, Code.JAM),
        (Deed.COVER_OPEN, Code.COVER_OPEN),
        (Deed.TONER_OUT, Code.OUT_OF_INK),
        (Deed.OUTPUT_FULL, Code.OUTPUT_FULL),
    ],
)
def test_a_stopped_printer_says_why_and_goes_on_with_the_next_sheet(deed: Deed, code: Code) -> None:
    script = (Mishap(Moment(Phase.SHEET, 2), deed, 3600.0),)
    with FaultPrinter(script=script) as printer:
        told: list[PrintProgress] = []
        for progress in printing(printer, pdf=a_pdf("1", "2", "3")):
            told.append(progress)
            if codes([progress]) == [code]:
                assert len(printer.tray) == 1
                printer.put_right(deed)

        assert codes(told) == [code]
        assert outcome(told) is PrintOutcome.PRINTED
        assert [sheet.number for sheet in printer.tray] == [1, 2, 3]


@pytest.mark.parametrize(
    ("reason", "code"),
    [("media-empty", Code.OUT_OF_PAPER), ("door-open-error", Code.COVER_OPEN)],
)
def test_other_ways_to_say_it(reason: str, code: Code) -> None:
    with FaultPrinter(Model(seconds_per_sheet=0.05)) as printer:
        printer.extra_reasons = (reason,)

        assert codes(list(printing(printer))) == [code]


def test_two_faults_one_after_the_other() -> None:
    script = (
        Mishap(Moment(Phase.SHEET, 1), Deed.JAM, 3600.0),
        Mishap(Moment(Phase.SHEET, 1), Deed.COVER_OPEN, 3600.0),
    )
    with FaultPrinter(script=script) as printer:
        told: list[PrintProgress] = []
        for progress in printing(printer):
            told.append(progress)
            if codes([progress]) == [Code.JAM]:
                printer.put_right(Deed.JAM)
            if codes([progress]) == [Code.COVER_OPEN]:
                printer.put_right(Deed.COVER_OPEN)

    assert codes(told) == [Code.JAM, Code.COVER_OPEN]


def test_completed_with_errors_is_a_question(printer: FaultPrinter) -> None:
    printer.end_reasons = ("job-completed-with-errors",)

    told = list(printing(printer))

    assert codes(told) == [Code.OUTCOME_UNKNOWN]
    assert outcome(told) is PrintOutcome.UNKNOWN


def test_a_printer_that_keeps_a_jobs_name_in_part() -> None:
    with FaultPrinter(Model(name_length=24)) as printer:
        assert outcome(list(printing(printer))) is PrintOutcome.PRINTED
    with FaultPrinter(Model(name_length=8)) as printer:
        assert outcome(list(printing(printer))) is PrintOutcome.UNKNOWN


def test_what_a_printer_says_after_it_was_off_is_a_guess() -> None:
    """It kept the job, and says completed: nobody saw the sheet that was on its way."""
    with FaultPrinter(Model(seconds_per_sheet=0.1, keeps_jobs=True)) as printer:
        told: list[PrintProgress] = []
        for progress in printing(printer):
            told.append(progress)
            if isinstance(progress, PrintRunning):
                printer.forget()

    assert codes(told) == [Code.OUTCOME_UNKNOWN]
    assert outcome(told) is PrintOutcome.UNKNOWN


@pytest.mark.parametrize(
    ("operation", "status", "code"),
    [
        (Operation.CREATE_JOB, 0x0403, Code.REFUSED),  # client-error-not-authorized
        (Operation.CREATE_JOB, 0x0501, Code.REFUSED),  # server-error-operation-not-supported
        (Operation.SEND_DOCUMENT, 0x040A, Code.REFUSED_FORMAT),
        (Operation.SEND_DOCUMENT, 0x0408, Code.REFUSED),  # client-error-request-entity-too-large
    ],
)
def test_a_refusal_ends_it_with_nothing_sent(
    printer: FaultPrinter, operation: Operation, status: int, code: Code
) -> None:
    printer.refusals = {operation: status}
    journal = Notebook()

    told = list(printing(printer, journal))

    assert codes(told) == [code]
    assert outcome(told) is PrintOutcome.NOT_SENT
    assert journal.lines[-1][2] is PrintOutcome.NOT_SENT
    assert printer.documents == []
    assert all(job.state == CANCELED for job in printer.jobs.values())  # canceled: blocks nobody


def test_something_else_answers_at_the_address(printer: FaultPrinter) -> None:
    printer.http_status = 404
    told: list[PrintProgress] = []

    for progress in printing(printer):
        told.append(progress)
        if codes([progress]) == [Code.GARBLED]:
            printer.http_status = 200

    assert codes(told) == [Code.GARBLED]
    assert outcome(told) is PrintOutcome.PRINTED


def test_cancelled_at_the_printers_panel() -> None:
    script = (Mishap(Moment(Phase.SHEET, 2), Deed.PANEL_CANCEL),)
    with FaultPrinter(script=script) as printer:
        told = list(printing(printer, pdf=a_pdf("1", "2")))

    assert codes(told) == [Code.CANCELLED]
    assert outcome(told) is PrintOutcome.ABORTED


def test_cancelling_never_takes_back_a_strangers_job() -> None:
    told: list[PrintProgress] = []
    ticket = PrintTicket(uuid4(), "受付票")
    with FaultPrinter(Model(seconds_per_sheet=3600.0)) as printer:

        def cancelled() -> bool:
            if not printer.documents:
                return False
            if ticket.job_name in {job.name for job in printer.jobs.values()}:
                printer.forget()
                printer.mechanism.create("somebody-else")
            return True

        told.extend(
            print_document(printer.url, PDF, ticket, Notebook(), wait=Clock(), cancelled=cancelled)
        )

        assert outcome(told) is PrintOutcome.UNKNOWN
        assert printer.jobs[1].state == HELD  # still waiting for its own document


def test_a_job_that_cannot_be_taken_back_stays_open() -> None:
    """The printer hangs, the citizen goes: the row waits for the printer to answer again."""
    journal, told = Notebook(), list[PrintProgress]()
    ticket = PrintTicket(uuid4(), "受付票")
    with FaultPrinter(Model(seconds_per_sheet=3600.0)) as printer:

        def cancelled() -> bool:
            if any(isinstance(item, PrintRunning) for item in told):
                printer.break_down(Deed.FREEZE)
                return True
            return False

        pace = Pace(give_up=0.1)
        errand = print_document(
            IppClient(printer.url, seconds=0.1),
            PDF,
            ticket,
            journal,
            wait=Clock(),
            cancelled=cancelled,
            pace=pace,
        )
        for progress in errand:
            told.append(progress)

    assert outcome(told) is PrintOutcome.UNKNOWN
    assert [line[0] for line in journal.lines] == ["started", "created"]
