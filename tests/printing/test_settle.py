"""Printing against ippeveprinter, an implementation of IPP that is not ours."""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from printing.emulator.virtual_printer import VirtualPrinter
from printing.failures import PrintFailureCode as Code
from printing.ipp.client import Answered, IppClient
from printing.ipp.settle import Errand, WrongDocumentError, print_document, resume
from printing.ipp.ticket import (
    JournalRow,
    PrintFailure,
    PrintOutcome,
    PrintProgress,
    PrintRunning,
    PrintSending,
    PrintSettled,
    PrintTicket,
)
from tests.support.printing import Clock, Notebook, a_pdf

PDF = a_pdf()


@pytest.fixture
def ticket() -> PrintTicket:
    return PrintTicket(uuid4(), "受付票")


@pytest.fixture
def journal() -> Notebook:
    return Notebook()


@pytest.fixture
def printer(tmp_path: Path) -> Iterator[VirtualPrinter]:
    with VirtualPrinter(tmp_path / "printer") as virtual:
        yield virtual


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The slow printer ends its jobs once this file exists."""
    return tmp_path / "key"


@pytest.fixture
def slow_printer(tmp_path: Path, key: Path) -> Iterator[VirtualPrinter]:
    command = f"#!/bin/sh\nwhile [ ! -e '{key}' ]; do sleep 0.02; done\n"
    with VirtualPrinter(tmp_path / "printer", command=command) as virtual:
        yield virtual


def outcome(progress: PrintProgress) -> PrintOutcome:
    assert isinstance(progress, PrintSettled), progress
    return progress.outcome


def codes(told: list[PrintProgress]) -> list[Code]:
    return [item.code for item in told if isinstance(item, PrintFailure)]


def until_running(errand: Errand) -> PrintRunning:
    return next(item for item in errand if isinstance(item, PrintRunning))


def test_a_document_is_printed_and_settled(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    journal.at_created = lambda: assert_nothing_arrived(printer)

    told = list(print_document(printer.url, PDF, ticket, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert codes(told) == []
    assert [path.read_bytes() for path in printer.documents()] == [PDF]
    assert [path.name for path in printer.documents()] == [f"1-kiosk-{ticket.job_id}.pdf"]
    assert journal.lines == [
        ("started", ticket.job_id, hashlib.sha256(PDF).hexdigest()),
        ("created", ticket.job_id, 1),
        ("settled", ticket.job_id, PrintOutcome.PRINTED),
    ]


def assert_nothing_arrived(printer: VirtualPrinter) -> None:
    assert printer.documents() == []


def test_out_of_paper_waits_for_the_refill(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    printer.paper_out()
    told: list[PrintProgress] = []

    for progress in print_document(printer.url, PDF, ticket, journal, wait=Clock()):
        told.append(progress)
        if codes([progress]) == [Code.OUT_OF_PAPER]:
            assert journal.lines[-1][0] == "created"
            printer.refill()

    assert codes(told) == [Code.OUT_OF_PAPER]
    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_a_printer_that_is_off_is_waited_for(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    printer.power_off()
    told: list[PrintProgress] = []

    for progress in print_document(printer.url, PDF, ticket, journal, wait=Clock()):
        told.append(progress)
        if codes([progress]) == [Code.UNREACHABLE]:
            printer.power_on()

    assert codes(told) == [Code.UNREACHABLE]
    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_cancelled_while_the_printer_is_off(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    printer.power_off()
    told: list[PrintProgress] = []

    errand = print_document(
        printer.url, PDF, ticket, journal, wait=Clock(), cancelled=lambda: bool(told)
    )
    told.extend(errand)

    assert codes(told) == [Code.UNREACHABLE]
    assert outcome(told[-1]) is PrintOutcome.NOT_SENT


def test_closed_while_the_printer_is_off(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    printer.power_off()
    errand = print_document(printer.url, PDF, ticket, journal, wait=Clock())
    assert codes([next(errand)]) == [Code.UNREACHABLE]

    errand.close()

    assert journal.lines[-1] == ("settled", ticket.job_id, PrintOutcome.NOT_SENT)


def test_closed_while_the_printer_works_leaves_the_row_open(
    slow_printer: VirtualPrinter, key: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    errand = print_document(slow_printer.url, PDF, ticket, journal, wait=Clock())
    running = until_running(errand)
    errand.close()
    assert journal.lines[-1][0] == "created"

    key.touch()
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), running.printer_job_id)
    told = list(resume(slow_printer.url, row, None, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(slow_printer.documents()) == 1


def test_cancelled_while_the_printer_works(
    slow_printer: VirtualPrinter, key: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    told: list[PrintProgress] = []
    clock = Clock()

    def running() -> bool:
        return any(isinstance(item, PrintRunning) for item in told)

    def wait_until_it_was_told_to_stop(seconds: float) -> None:
        clock(seconds)
        if "processing-to-stop-point" in job_reasons(slow_printer, 1):
            key.touch()

    errand = print_document(
        slow_printer.url,
        PDF,
        ticket,
        journal,
        wait=wait_until_it_was_told_to_stop,
        cancelled=running,
    )
    for progress in errand:
        told.append(progress)

    assert outcome(told[-1]) is PrintOutcome.ABORTED
    assert codes(told) == [Code.CANCELLED]


def job_reasons(printer: VirtualPrinter, job: int) -> tuple[str, ...]:
    answer = IppClient(printer.url).job_attributes(job, "job-state-reasons")
    assert isinstance(answer, Answered)
    return answer.job.strings("job-state-reasons")


def test_power_cut_during_the_job_is_a_question(
    slow_printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    errand = print_document(slow_printer.url, PDF, ticket, journal, wait=Clock())
    until_running(errand)
    slow_printer.power_off()
    assert codes([next(errand)]) == [Code.UNREACHABLE]
    slow_printer.power_on()

    told = list(errand)

    assert codes(told) == [Code.OUTCOME_UNKNOWN]
    assert outcome(told[-1]) is PrintOutcome.UNKNOWN
    assert len(slow_printer.documents()) == 1
    assert journal.lines[-1] == ("settled", ticket.job_id, PrintOutcome.UNKNOWN)


def test_a_job_id_given_to_somebody_else_is_a_question(
    slow_printer: VirtualPrinter, key: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    errand = print_document(slow_printer.url, PDF, ticket, journal, wait=Clock())
    running = until_running(errand)
    slow_printer.power_off()
    slow_printer.power_on()
    key.touch()
    other = list(
        print_document(
            slow_printer.url,
            a_pdf("other"),
            PrintTicket(uuid4(), "other"),
            Notebook(),
            wait=Clock(),
        )
    )
    assert other[-1] == PrintSettled(PrintOutcome.PRINTED, running.printer_job_id, None)

    told = list(errand)

    assert outcome(told[-1]) is PrintOutcome.UNKNOWN
    assert codes(told) == [Code.OUTCOME_UNKNOWN]


def test_a_power_cut_between_job_and_document_prints_once(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    """Nothing had left, so the job is made anew; no person is asked."""
    journal.at_created = printer.power_off
    told: list[PrintProgress] = []

    for progress in print_document(printer.url, PDF, ticket, journal, wait=Clock()):
        told.append(progress)
        if codes([progress]) == [Code.UNREACHABLE]:
            journal.at_created = lambda: None
            printer.power_on()

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert [line[0] for line in journal.lines] == ["started", "created", "created", "settled"]
    assert len(printer.documents()) == 1


def test_a_busy_printer_is_waited_for(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    other = IppClient(printer.url)
    made = other.create_job("somebody-else")
    assert isinstance(made, Answered)
    assert made.good
    told: list[PrintProgress] = []

    for progress in print_document(printer.url, PDF, ticket, journal, wait=Clock()):
        told.append(progress)
        if codes([progress]) == [Code.BUSY]:
            other.cancel_job(1)

    assert codes(told) == [Code.BUSY]
    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_a_jam_is_told_and_cleared(
    tmp_path: Path, key: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    command = (
        "#!/bin/sh\necho 'STATE: +media-jam-error' >&2\n"
        f"while [ ! -e '{key}' ]; do sleep 0.02; done\n"
        "echo 'STATE: -media-jam-error' >&2\n"
    )
    with VirtualPrinter(tmp_path / "printer", command=command) as printer:
        told: list[PrintProgress] = []
        for progress in print_document(printer.url, PDF, ticket, journal, wait=Clock()):
            told.append(progress)
            if codes([progress]) == [Code.JAM]:
                key.touch()

    assert codes(told) == [Code.JAM]
    assert outcome(told[-1]) is PrintOutcome.PRINTED


def test_a_job_that_the_printer_gives_up(
    tmp_path: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    with VirtualPrinter(tmp_path / "printer", command="#!/bin/sh\nexit 1\n") as printer:
        told = list(print_document(printer.url, PDF, ticket, journal, wait=Clock()))

    assert codes(told) == [Code.ABORTED]
    assert outcome(told[-1]) is PrintOutcome.ABORTED


def test_a_printer_without_pdf_and_dots_gets_nothing(
    tmp_path: Path, ticket: PrintTicket, journal: Notebook
) -> None:
    with VirtualPrinter(tmp_path / "printer", formats="image/jpeg") as printer:
        told = list(print_document(printer.url, PDF, ticket, journal, wait=Clock()))

    assert codes(told) == [Code.REFUSED_FORMAT]
    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert [line[0] for line in journal.lines] == ["started", "settled"]


def test_a_journal_that_fails_keeps_the_document_home(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    journal.fails_at = "created"

    told = list(print_document(printer.url, PDF, ticket, journal, wait=Clock()))

    assert codes(told) == [Code.NO_JOURNAL]
    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert printer.documents() == []
    answer = IppClient(printer.url).job_attributes(1, "job-state")
    assert isinstance(answer, Answered)
    assert answer.job.integer("job-state") == 7  # canceled: the printer is free for others


def test_nothing_goes_out_before_the_first_row(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    journal.fails_at = "started"

    told = list(print_document(printer.url, PDF, ticket, journal, wait=Clock()))

    assert codes(told) == [Code.NO_JOURNAL]
    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert printer.documents() == []


def test_crash_after_the_journal_row_only(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), None)

    told = list(resume(printer.url, row, PDF, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_crash_before_the_job_id_was_written_down(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    IppClient(printer.url).create_job(ticket.job_name)
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), None)

    told = list(resume(printer.url, row, PDF, journal, wait=Clock()))

    assert journal.lines[0] == ("created", ticket.job_id, 1)
    assert isinstance(told[0], PrintSending)
    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_crash_before_the_document(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    IppClient(printer.url).create_job(ticket.job_name)
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), 1)

    told = list(resume(printer.url, row, PDF, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_crash_before_the_document_which_is_gone(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    IppClient(printer.url).create_job(ticket.job_name)
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), 1)

    told = list(resume(printer.url, row, None, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert printer.documents() == []
    again = list(print_document(printer.url, PDF, ticket, Notebook(), wait=Clock()))
    assert outcome(again[-1]) is PrintOutcome.PRINTED  # the empty job does not block the printer


@pytest.mark.parametrize("job_was_made", [False, True])
def test_crash_early_and_the_document_is_gone(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook, job_was_made: bool
) -> None:
    if job_was_made:
        IppClient(printer.url).create_job(ticket.job_name)
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), None)

    told = list(resume(printer.url, row, None, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert printer.documents() == []
    jobs = IppClient(printer.url).jobs("not-completed", "job-id")
    assert isinstance(jobs, Answered)
    assert jobs.job.values("job-id") == ()


def test_crash_after_printing_prints_no_second_time(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    list(print_document(printer.url, PDF, ticket, Notebook(), wait=Clock()))
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), 1)

    told = list(resume(printer.url, row, PDF, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert len(printer.documents()) == 1


def test_another_pdf_cannot_take_the_place(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    row = JournalRow(ticket, hashlib.sha256(PDF).hexdigest(), None)

    with pytest.raises(WrongDocumentError):
        resume(printer.url, row, a_pdf("other"), journal)


def test_over_tls_with_the_printers_own_certificate(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    trusted = ssl.create_default_context(cadata=printer.certificate())
    client = IppClient(printer.secure_url, tls=trusted)

    told = list(print_document(client, PDF, ticket, journal, wait=Clock()))

    assert outcome(told[-1]) is PrintOutcome.PRINTED
    assert [path.read_bytes() for path in printer.documents()] == [PDF]


def test_a_certificate_that_nobody_vouches_for(
    printer: VirtualPrinter, ticket: PrintTicket, journal: Notebook
) -> None:
    told: list[PrintProgress] = []

    told.extend(
        print_document(
            printer.secure_url, PDF, ticket, journal, wait=Clock(), cancelled=lambda: bool(told)
        )
    )

    assert codes(told) == [Code.UNTRUSTED]
    assert outcome(told[-1]) is PrintOutcome.NOT_SENT
    assert printer.documents() == []
