"""The worker process from inside: one order after the other.  See ``kiosk.app.worker``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from multiprocessing.connection import Connection
from uuid import uuid4

import assets
from forms.catalogue import Wording, load
from forms.render import render_pdf
from kiosk.app.config import KioskConfig
from kiosk.app.paperwork import Paperwork
from kiosk.app.printing_steps import FormsSteps, ReasonsSteps, ReceiptSteps, TestPageSteps
from kiosk.app.privacy import (
    end_with_parent,
    keep_memory_private,
    report,
    report_faults_without_content,
)
from kiosk.app.worker import Abandon, Order, Print, PrintTest, Seal, Sealed
from kiosk.failures import SessionFailureCode
from kiosk.session.events import BoxesQuestioned, Event, PrintFailed, ReasonsFailed, ReceiptFailed
from kiosk.session.staff.events import TestPageTold
from kiosk.session.visit import Visit
from kiosk.session.world import World
from kiosk.staff.test_page import page_of_test
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintTicket
from printing.receipt import Paper
from sync.envelope.keys import load_sealing_public, load_signing_private
from sync.envelope.seal import SealingKeys
from sync.store.client import KeeperClient
from sync.store.journal import JournalUnavailableError, KeeperPrintJournal
from sync.store.results import PrintKind

_FORMS_TITLE, _RECEIPT_TITLE, _REASONS_TITLE, _TEST_TITLE = "forms", "receipt", "reasons", "test"


def work(orders: Connection, config: KioskConfig, today: date) -> None:
    """The process: one order after the other until the pipe closes."""
    end_with_parent()
    keep_memory_private()
    report_faults_without_content()
    try:
        _serve(orders, _Desk(orders, config, today))
    except Exception as fault:
        # Not raised: multiprocessing would print its message.  The closed pipe tells the parent.
        report(fault)


def _serve(orders: Connection, desk: _Desk) -> None:
    while True:
        try:
            order = orders.recv()
        except EOFError:
            return
        desk.do(order)


class _Desk:
    """The child's end."""

    def __init__(self, orders: Connection, config: KioskConfig, today: date) -> None:
        self._orders = orders
        self._config = config
        keys = SealingKeys(
            load_sealing_public(config.office_key),
            load_sealing_public(config.escrow_key),
            load_signing_private(config.device_key),
        )
        world = World(load(config.pack), today, config.session)
        wording = Wording.from_files(assets.ROOT / "wording")
        self._paperwork = Paperwork(world, wording, config.office, config.device, keys)
        self._paperwork.warm()
        self._keeper = KeeperClient(config.keeper_socket)

    def do(self, order: Order) -> None:
        match order:
            case Seal(visit=visit):
                self._orders.send(self._sealed(visit))
            case Print(kind=PrintKind.FORMS, visit=visit):
                self._print_forms(visit)
            case Print(kind=PrintKind.REASONS, visit=visit):
                self._print_reasons(visit)
            case Print(visit=visit):
                self._print_receipt(visit)
            case PrintTest():
                self._print_test()
            case Abandon():
                pass  # nothing is being printed

    def _sealed(self, visit: Visit) -> Sealed | BoxesQuestioned:
        """Every box is looked at before anything is sealed, so before the first sheet."""
        findings = self._paperwork.unsettled(visit)
        if findings:
            return BoxesQuestioned(findings)
        return Sealed(self._paperwork.envelope(visit))

    def _print_forms(self, visit: Visit) -> None:
        if self._config.forms_printer is None:
            self._orders.send(PrintFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        pdf, pages = self._paperwork.forms_pdf(visit)
        ticket = PrintTicket(uuid4(), _FORMS_TITLE)
        steps = FormsSteps(pages)
        journal = KeeperPrintJournal(self._keeper, PrintKind.FORMS, visit.session)
        for event in self._printed(self._config.forms_printer, pdf, ticket, journal, steps):
            self._orders.send(event)

    def _print_receipt(self, visit: Visit) -> None:
        if self._config.receipt_printer is None:
            self._orders.send(ReceiptFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        paper = self._config.receipt_paper
        pdf = self._paperwork.receipt_pdf(visit, paper)
        media = "iso_a5_148x210mm" if paper is Paper.A5 else "custom_receipt"
        ticket = PrintTicket(uuid4(), _RECEIPT_TITLE, media=media)
        journal = KeeperPrintJournal(self._keeper, PrintKind.RECEIPT, visit.session)
        printer = self._config.receipt_printer
        for event in self._printed(printer, pdf, ticket, journal, ReceiptSteps()):
            self._orders.send(event)

    def _print_reasons(self, visit: Visit) -> None:
        if self._config.forms_printer is None:
            self._orders.send(ReasonsFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        pdf = render_pdf([self._paperwork.reasons(visit)])
        ticket = PrintTicket(uuid4(), _REASONS_TITLE)
        journal = KeeperPrintJournal(self._keeper, PrintKind.REASONS, visit.session)
        printer = self._config.forms_printer
        for event in self._printed(printer, pdf, ticket, journal, ReasonsSteps()):
            self._orders.send(event)

    def _print_test(self) -> None:
        if self._config.forms_printer is None:
            self._orders.send(TestPageTold(printed=False))
            return
        pdf = page_of_test(
            self._paperwork.wording.text("kiosk-test-page", "ja"), self._config.device
        )
        ticket = PrintTicket(uuid4(), _TEST_TITLE)
        journal = KeeperPrintJournal(self._keeper, PrintKind.TEST)
        printer = self._config.forms_printer
        for event in self._printed(printer, pdf, ticket, journal, TestPageSteps()):
            self._orders.send(event)

    def _printed(
        self,
        printer: str,
        pdf: bytes,
        ticket: PrintTicket,
        journal: KeeperPrintJournal,
        steps: FormsSteps | ReceiptSteps | ReasonsSteps | TestPageSteps,
    ) -> Iterator[Event]:
        try:
            for told in print_document(printer, pdf, ticket, journal, cancelled=self._abandoned):
                yield from steps.events(told)
        except JournalUnavailableError:
            # Before the document left or after: only a look at the tray tells.
            yield steps.failed(SessionFailureCode.PRINT_UNKNOWN)

    def _abandoned(self) -> bool:
        """An order that comes while printing can only be to stop."""
        if self._orders.poll():
            order = self._orders.recv()
            assert isinstance(order, Abandon), "one order at a time"
            return True
        return False
