"""The worker process from inside: one order after the other.  See ``kiosk.app.worker``."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from multiprocessing.connection import Connection
from uuid import UUID, uuid4

import assets
from forms.catalogue import Wording, load
from forms.render import render_pdf
from kiosk.app.config import KioskConfig
from kiosk.app.orders import Orders
from kiosk.app.paper_jobs import PaperJob, PapersSteps, paper_jobs
from kiosk.app.paperwork import Paperwork
from kiosk.app.prepared_codes import codes_of
from kiosk.app.printing_steps import OneSheetSteps, ReasonsSteps, ReceiptSteps
from kiosk.app.privacy import (
    end_with_parent,
    keep_memory_private,
    report,
    report_faults_without_content,
)
from kiosk.app.worker import Abandon, NotePapers, Order, Print, PrintCase, PrintTest, Seal, Sealed
from kiosk.failures import SessionFailureCode
from kiosk.session.events import (
    BoxesQuestioned,
    PrintFailed,
    ReasonsFailed,
    ReceiptFailed,
    TakeawaySettled,
)
from kiosk.session.prepared_steps import prepared_of
from kiosk.session.staff.events import TestPageTold
from kiosk.session.visit import Visit
from kiosk.session.world import World
from kiosk.staff.takeaway_sheet import takeaway_sheet
from kiosk.staff.test_page import page_of_test
from printing.ipp.client import IppClient
from printing.ipp.in_order import PrintOrder, print_in_order
from printing.ipp.settle import print_document
from printing.ipp.ticket import PrintProgress, PrintTicket
from printing.receipt import Paper
from printing.thermal.print_dots import print_dots
from sync.envelope.keys import (
    KeyFileError,
    load_sealing_private,
    load_sealing_public,
    load_signing_private,
)
from sync.envelope.seal import SealingKeys
from sync.store.client import KeeperClient
from sync.store.journal import KeeperPrintJournal
from sync.store.results import PrintKind, PrintOutcome

_RECEIPT_MEDIA = {
    Paper.A5: "iso_a5_148x210mm",
    Paper.A4: "iso_a4_210x297mm",
    Paper.ROLL80: "custom_receipt",
}
_FORMS_TITLE, _RECEIPT_TITLE, _REASONS_TITLE, _TEST_TITLE = "forms", "receipt", "reasons", "test"
_CASE_TITLE = "takeaway"


def work(orders: Connection, config: KioskConfig, today: date) -> None:
    """The process: one order after the other until the pipe closes."""
    end_with_parent()
    keep_memory_private()
    report_faults_without_content()
    try:
        _serve(_Desk(orders, config, today))
    except Exception as fault:
        # Not raised: multiprocessing would print its message.  The closed pipe tells the parent.
        report(fault)


def _serve(desk: _Desk) -> None:
    while True:
        try:
            order = desk.orders.take()
        except EOFError:
            return
        desk.do(order)


class _Desk:
    """The child's end."""

    def __init__(self, orders: Connection, config: KioskConfig, today: date) -> None:
        self._orders = orders
        self.orders = Orders(orders)
        self._config = config
        keys = SealingKeys(
            load_sealing_public(config.office_key),
            load_sealing_public(config.escrow_key),
            load_signing_private(config.device_key),
        )
        self._today = today
        world = World(load(config.pack, checked=True), today, config.session)
        wording = Wording.from_files(assets.ROOT / "wording")
        self._paperwork = Paperwork(world, wording, config.office, config.device, keys)
        self._paperwork.warm()
        self._keeper = KeeperClient(config.keeper_socket)
        self._printed_papers: list[tuple[tuple[PaperJob, ...], tuple[UUID, ...]]] = []
        self._came: set[int] = set()
        self._missing: set[int] = set()

    def do(self, order: Order) -> None:
        match order:
            case Seal(visit=visit):
                self._orders.send(self._sealed(visit))
            case Print(kind=PrintKind.FORMS, visit=visit, only=only):
                self._print_forms(visit, only)
            case Print(kind=PrintKind.REASONS, visit=visit):
                self._print_reasons(visit)
            case Print(visit=visit):
                self._print_receipt(visit)
            case PrintTest():
                self._print_test()
            case PrintCase(visit=visit):
                self._print_case(visit)
            case NotePapers(came=came, missing=missing):
                self._note_papers(came, missing)
            case Abandon():
                pass  # nothing is being printed

    def _sealed(self, visit: Visit) -> Sealed | BoxesQuestioned:
        """Every box is looked at before anything is sealed, so before the first sheet."""
        findings = self._paperwork.unsettled(visit)
        if findings:
            return BoxesQuestioned(findings)
        return Sealed(self._paperwork.envelope(visit))

    def _print_forms(self, visit: Visit, only: tuple[int, ...] | None) -> None:
        if self._config.forms_printer is None:
            self._orders.send(PrintFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        jobs = paper_jobs(self._paperwork.papers(visit, only), self._config.sheets_per_job)
        orders = [
            PrintOrder(
                PrintTicket(
                    uuid4(), _FORMS_TITLE, sides=job.papers[0].sides, tray=job.papers[0].tray
                ),
                partial(render_pdf, [form for paper in job.papers for form in paper.forms]),
            )
            for job in jobs
        ]
        self._printed_papers.append((jobs, tuple(order.ticket.job_id for order in orders)))
        client = self._config.forms_access.client(self._config.forms_printer)
        steps = PapersSteps(jobs)
        journal = KeeperPrintJournal(self._keeper, PrintKind.FORMS, _journal_of(visit))
        told = print_in_order(
            client, orders, journal, wait=self.orders.wait, cancelled=self.orders.stopped
        )
        for index, progress in told:
            for event in steps.events(index, progress):
                self._orders.send(event)

    def _note_papers(self, came: tuple[int, ...], missing: tuple[int, ...]) -> None:
        """A job is printed when a person has seen all of its papers; one that lacks some is over."""
        self._came |= set(came)
        self._missing |= set(missing)
        for jobs, ids in self._printed_papers:
            for job, id_ in zip(jobs, ids, strict=True):
                places = set(job.places)
                if not places & {*came, *missing} or places - self._came - self._missing:
                    continue
                outcome = PrintOutcome.ABORTED if places & self._missing else PrintOutcome.PRINTED
                self._keeper.print_settled(id_, outcome)

    def _print_receipt(self, visit: Visit) -> None:
        if self._config.receipt_printer is None:
            self._orders.send(ReceiptFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        paper, printer = self._config.receipt_paper, self._config.receipt_printer
        pdf = self._paperwork.receipt_pdf(visit, paper)
        ticket = PrintTicket(uuid4(), _RECEIPT_TITLE, media=_RECEIPT_MEDIA[paper])
        if self._config.receipt_in_dots:
            journal = KeeperPrintJournal(self._keeper, PrintKind.RECEIPT, visit.session)
            told = print_dots(
                printer, pdf, ticket, journal, wait=self.orders.wait, cancelled=self.orders.stopped
            )
            self._tell(told, ReceiptSteps())
            return
        client = self._config.receipt_access.client(printer)
        self._print(client, pdf, ticket, PrintKind.RECEIPT, visit, ReceiptSteps())

    def _print_reasons(self, visit: Visit) -> None:
        if self._config.forms_printer is None:
            self._orders.send(ReasonsFailed(SessionFailureCode.PRINT_NOT_SENT))
            return
        pdf = render_pdf(self._paperwork.to_take_home(visit))
        ticket = PrintTicket(uuid4(), _REASONS_TITLE)
        client = self._config.forms_access.client(self._config.forms_printer)
        self._print(client, pdf, ticket, PrintKind.REASONS, visit, ReasonsSteps())

    def _print_test(self) -> None:
        if self._config.forms_printer is None:
            self._orders.send(TestPageTold(printed=False))
            return
        pdf = page_of_test(
            self._paperwork.wording.text("kiosk-test-page", "ja"), self._config.device
        )
        ticket = PrintTicket(uuid4(), _TEST_TITLE)
        client = self._config.forms_access.client(self._config.forms_printer)
        self.orders.give_way()
        self._print(client, pdf, ticket, PrintKind.TEST, None, OneSheetSteps(TestPageTold))

    def _print_case(self, visit: Visit) -> None:
        key = self._config.draft_key
        if self._config.forms_printer is None or key is None:
            self._orders.send(TakeawaySettled(printed=False))
            return
        try:
            opened = load_sealing_private(key)
        except KeyFileError:  # its TPM is away
            self._orders.send(TakeawaySettled(printed=False))
            return
        codes = codes_of(prepared_of(visit, self._today), opened.public_key())
        words = self._paperwork.paper_words(visit)
        pdf = takeaway_sheet(words, codes, practice=bool(visit.practice))
        ticket = PrintTicket(uuid4(), _CASE_TITLE)
        client = self._config.forms_access.client(self._config.forms_printer)
        self.orders.give_way()
        self._print(client, pdf, ticket, PrintKind.TAKEAWAY, None, OneSheetSteps(TakeawaySettled))

    def _print(
        self,
        client: IppClient,
        pdf: bytes,
        ticket: PrintTicket,
        kind: PrintKind,
        visit: Visit | None,
        steps: ReceiptSteps | ReasonsSteps | OneSheetSteps,
    ) -> None:
        journal = KeeperPrintJournal(self._keeper, kind, _journal_of(visit))
        told = print_document(
            client, pdf, ticket, journal, wait=self.orders.wait, cancelled=self.orders.stopped
        )
        self._tell(told, steps)

    def _tell(
        self, told: Iterator[PrintProgress], steps: ReceiptSteps | ReasonsSteps | OneSheetSteps
    ) -> None:
        for progress in told:
            for event in steps.events(progress):
                if not self.orders.replaced:
                    self._orders.send(event)


def _journal_of(visit: Visit | None) -> UUID | None:
    """The session under which a sheet is written down; a practice has none at the keeper."""
    return None if visit is None or visit.practice else visit.session
