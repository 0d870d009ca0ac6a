"""Printing on a printer that stops, loses answers and lies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, product
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printing.emulator import FaultPrinter, Loss
from printing.emulator.fault_printer import FaultyJob
from printing.failures import PrintFailureCode as Code
from printing.ipp.client import Operation
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintFailure, PrintOutcome, PrintProgress, PrintSettled, PrintTicket
from tests.support.printing import Clock, Notebook, a_pdf

PDF = a_pdf()


@pytest.fixture
def printer() -> Iterator[FaultPrinter]:
    with FaultPrinter() as faulty:
        yield faulty


def printing(printer: FaultPrinter, journal: Notebook | None = None) -> Iterator[PrintProgress]:
    ticket = PrintTicket(uuid4(), "受付票")
    return print_document(printer.url, PDF, ticket, journal or Notebook(), wait=Clock())


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


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize(("operation", "loss"), list(product(OPERATIONS, Loss)))
def test_a_lost_answer_costs_no_sheet(
    printer: FaultPrinter, operation: Operation, loss: Loss, times: int
) -> None:
    """Whichever answer is lost, and whether or not it was obeyed: one document, one job, known
    end."""
    printer.losses = [(operation, loss)] * times
    journal = Notebook()

    told = list(printing(printer, journal))

    assert len(printer.losses) < times  # what was obeyed is not asked a second time
    assert set(codes(told)) == {Code.UNREACHABLE}
    assert outcome(told) is PrintOutcome.PRINTED
    assert printer.documents == [PDF]
    assert len(printer.jobs) == 1
    assert [line[0] for line in journal.lines] == ["started", "created", "settled"]


LOSSES = st.tuples(st.sampled_from(Operation), st.sampled_from(Loss))
POWER_CYCLES = st.dictionaries(st.integers(0, 6), st.integers(0, 3), max_size=2)


@settings(max_examples=60, deadline=None)
@given(losses=st.lists(LOSSES, max_size=6), power_cycles=POWER_CYCLES)
def test_never_two_documents_and_never_a_false_printed(
    losses: list[tuple[Operation, Loss]], power_cycles: dict[int, int]
) -> None:
    """Any losses, and at any of the waits a power cycle after which strangers own the job-ids."""
    with FaultPrinter(losses=losses) as printer:
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
        assert printer.documents == [PDF]
        assert ticket.job_name in {job.name for job in printer.jobs.values()}
    if not power_cycles:
        assert outcome(told) is PrintOutcome.PRINTED
    assert journal.lines[-1] == ("settled", ticket.job_id, outcome(told))


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("media-empty-error", Code.OUT_OF_PAPER),
        ("media-empty", Code.OUT_OF_PAPER),
        ("media-jam-error", Code.JAM),
        ("cover-open-error", Code.COVER_OPEN),
        ("door-open-error", Code.COVER_OPEN),
        ("toner-empty-error", Code.OUT_OF_INK),
        ("output-area-full-warning", Code.OUTPUT_FULL),
        ("media-needed-error", Code.WRONG_PAPER),
        ("paused", Code.STOPPED),
        ("fuser-over-temp-error", Code.STOPPED),
    ],
)
def test_a_stopped_printer_says_why_and_goes_on(
    printer: FaultPrinter, reason: str, code: Code
) -> None:
    printer.state, printer.reasons = 5, (reason,)
    told: list[PrintProgress] = []

    for progress in printing(printer):
        told.append(progress)
        if codes([progress]) == [code]:
            printer.state, printer.reasons = 3, ()

    assert codes(told) == [code]
    assert outcome(told) is PrintOutcome.PRINTED
    assert printer.documents == [PDF]


def test_two_faults_one_after_the_other(printer: FaultPrinter) -> None:
    printer.state, printer.reasons = 5, ("media-jam-error", "cover-open-error")
    told: list[PrintProgress] = []

    for progress in printing(printer):
        told.append(progress)
        if codes([progress]) == [Code.JAM]:
            printer.reasons = ("cover-open-error",)
        if codes([progress]) == [Code.COVER_OPEN]:
            printer.state, printer.reasons = 3, ()

    assert codes(told) == [Code.JAM, Code.COVER_OPEN]


def test_completed_with_errors_is_a_question(printer: FaultPrinter) -> None:
    printer.end_reasons = ("job-completed-with-errors",)

    told = list(printing(printer))

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
    assert all(job.state == 7 for job in printer.jobs.values())  # canceled: blocks nobody


def test_something_else_answers_at_the_address(printer: FaultPrinter) -> None:
    printer.http_status = 404
    told: list[PrintProgress] = []

    for progress in printing(printer):
        told.append(progress)
        if codes([progress]) == [Code.GARBLED]:
            printer.http_status = 200

    assert codes(told) == [Code.GARBLED]
    assert outcome(told) is PrintOutcome.PRINTED


def test_cancelled_at_the_printers_panel(printer: FaultPrinter) -> None:
    printer.finishing = False
    told: list[PrintProgress] = []

    for progress in printing(printer):
        told.append(progress)
        if printer.documents:
            printer.jobs[1].state = 7

    assert codes(told) == [Code.CANCELLED]
    assert outcome(told) is PrintOutcome.ABORTED


def test_cancelling_never_takes_back_a_strangers_job(printer: FaultPrinter) -> None:
    printer.finishing = False
    told: list[PrintProgress] = []
    ticket = PrintTicket(uuid4(), "受付票")

    def cancelled() -> bool:
        if not printer.documents:
            return False
        printer.forget()
        printer.jobs[1] = FaultyJob(1, "somebody-else")
        return True

    told.extend(
        print_document(printer.url, PDF, ticket, Notebook(), wait=Clock(), cancelled=cancelled)
    )

    assert outcome(told) is PrintOutcome.UNKNOWN
    assert printer.jobs[1].state == 4  # still waiting for its own document
