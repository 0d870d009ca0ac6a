"""What a session left at the printer is taken back by a process of its own: a real keeper, a printer that stops."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from kiosk.app.config import KioskConfig, load_config, save_config
from printing.emulator import Deed, FaultPrinter
from printing.ipp.client import IppClient
from printing.ipp.in_order import PrintOrder, print_in_order
from printing.ipp.ticket import PrintFailure, PrintTicket
from printing.receipt import Paper
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal
from sync.store.process import KeeperProcess
from sync.store.results import PrintKind, PrintOutcome
from tests.support.keeper import DEVICE, OFFICE, KeeperBench, short_folder
from tests.support.printing import a_pdf, briefly


@dataclass
class Scene:
    """A keeper, a printer, a kiosk's settings, and a session that has begun."""

    config: Path
    printer: FaultPrinter
    keeper: KeeperClient
    session: UUID

    def left_at_the_printer(self) -> list[UUID]:
        """Two jobs are sent and wait for paper, the process that sent them is gone."""
        self.printer.break_down(Deed.PAPER_OUT)
        orders = [
            PrintOrder(PrintTicket(uuid4(), "forms"), lambda: a_pdf("one", "two")) for _ in range(3)
        ]
        journal = KeeperPrintJournal(self.keeper, PrintKind.FORMS, self.session)
        told = print_in_order(IppClient(self.printer.url), orders, journal, wait=briefly)
        for index, progress in told:
            if index == 1 and isinstance(progress, PrintFailure):
                break
        return [order.ticket.job_id for order in orders[:2]]

    def start(self, jobs: list[UUID]) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "kiosk.app.clearing", "--config", str(self.config)]
        return subprocess.Popen([*command, *map(str, jobs)], stdin=subprocess.PIPE)

    def outcomes(self) -> dict[UUID, PrintOutcome | None]:
        held = self.keeper.prints_of(self.session)
        assert isinstance(held, tuple)
        return {each.job_id: each.outcome for each in held}


@pytest.fixture
def scene() -> Iterator[Scene]:
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        bench = KeeperBench.make(folder, "http://127.0.0.1:1")
        keeper = KeeperProcess(bench.config)
        keeper.start()
        stack.callback(keeper.stop)
        printer = stack.enter_context(FaultPrinter())
        config = KioskConfig(
            office=OFFICE,
            device=DEVICE,
            pack="toyonaka",
            keeper_socket=bench.settings.socket,
            office_key=bench.keys.public("office"),
            escrow_key=bench.keys.public("escrow"),
            device_key=bench.keys.private("device"),
            forms_printer=printer.url,
            receipt_printer=printer.url,
        )
        save_config(config, folder / "kiosk.toml")
        client = stack.enter_context(closing(KeeperClient(bench.settings.socket)))
        session = uuid4()
        client.begin(session)
        yield Scene(folder / "kiosk.toml", printer, client, session)


def test_nothing_comes_out_after_the_session(scene: Scene) -> None:
    jobs = scene.left_at_the_printer()
    process = scene.start(jobs)
    assert process.wait(30) == 0
    assert process.stdin is not None
    process.stdin.close()
    assert scene.outcomes() == dict.fromkeys(jobs, PrintOutcome.ABORTED)
    scene.printer.put_right(Deed.PAPER_OUT)
    assert scene.printer.tray == []


def test_a_printer_that_is_off_is_asked_when_it_is_back(scene: Scene) -> None:
    jobs = scene.left_at_the_printer()
    scene.printer.power_off()
    with scene.start(jobs) as process:
        scene.printer.power_on()
        assert process.wait(60) == 0
    # It forgot them when it was off: whether a sheet came out only the tray tells.
    assert scene.outcomes() == dict.fromkeys(jobs, PrintOutcome.UNKNOWN)


def test_it_ends_with_the_supervisor(scene: Scene) -> None:
    jobs = scene.left_at_the_printer()
    scene.printer.power_off()
    process = scene.start(jobs)
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 0
    assert scene.outcomes() == dict.fromkeys(jobs)


def test_the_next_visit_cannot_be_met_by_the_one_before(scene: Scene) -> None:
    """A job of a visit that is over is not let out, even if its process still lives."""
    scene.keeper.begin(uuid4())
    order = PrintOrder(PrintTicket(uuid4(), "forms"), a_pdf)
    journal = KeeperPrintJournal(scene.keeper, PrintKind.FORMS, scene.session)
    list(print_in_order(IppClient(scene.printer.url), [order], journal, wait=briefly))
    assert scene.outcomes() == {order.ticket.job_id: PrintOutcome.NOT_SENT}
    assert scene.printer.documents == []


def test_a_receipt_in_dots_is_a_question_and_its_printer_is_not_asked(scene: Scene) -> None:
    """ESC/POS knows no jobs: what was under way may be on paper, what was not begun is not."""
    thermal = replace(
        load_config(scene.config),
        receipt_printer="escpos://127.0.0.1:1",
        receipt_paper=Paper.ROLL80,
    )
    save_config(thermal, scene.config)
    journal = KeeperPrintJournal(scene.keeper, PrintKind.RECEIPT, scene.session)
    begun, under_way = (PrintTicket(uuid4(), "receipt") for _ in range(2))
    for ticket in (begun, under_way):
        assert journal.started(ticket, "d" * 64)
    assert journal.created(under_way.job_id, 0)
    with scene.start([begun.job_id, under_way.job_id]) as process:
        assert process.wait(30) == 0
    assert scene.outcomes() == {
        begun.job_id: PrintOutcome.NOT_SENT,
        under_way.job_id: PrintOutcome.UNKNOWN,
    }
