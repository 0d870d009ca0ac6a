"""Effects on real parts: pcscd with a virtual reader, the keeper, an office, printers over IPP."""

from __future__ import annotations

import queue
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
import zxingcpp

import assets
from cardreader.emulator.faults import Fault
from cardreader.emulator.slot import Slot
from forms.catalogue import Wording
from forms.facts.values import Known, Source
from kiosk.app.config import KioskConfig
from kiosk.app.engine import Engine
from kiosk.app.hands import DeviceHands
from kiosk.failures import SessionFailureCode
from kiosk.session.events import BeginFailed, Begun, Event
from kiosk.session.states import (
    Answering,
    EnteringPin,
    Finishing,
    FinishStep,
    InTrouble,
    ReadingCard,
    ReasonsSheet,
    ResultShown,
    Reviewing,
    SayingWhoseCard,
    Situation,
    WaitingForCard,
)
from kiosk.session.visit import Delivery
from kiosk.session.world import SessionSettings, World
from printing.emulator import Deed, FaultPrinter, Mishap, Model, Moment, Phase
from printing.emulator.receipt_printer import ReceiptPrinter
from printing.emulator.virtual_printer import VirtualPrinter
from printing.receipt import Paper
from sync.envelope.keys import load_sealing_private
from sync.envelope.seal import open_envelope
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.process import KeeperProcess
from sync.store.results import PrintKind, PrintOutcome
from tests.kiosk.walk import FACTS, TODAY, pack, touches
from tests.support.card import Table, shared_reader
from tests.support.keeper import DEVICE, OFFICE, KeeperBench, OfficePeer, short_folder


@dataclass
class Bench:
    """A citizen's engine in the test's thread, its hands on real parts."""

    engine: Engine
    waiting: queue.SimpleQueue[Event]
    hands: DeviceHands
    told: list[dict[str, object]]

    def now(self) -> Situation:
        """Where the session is; a call, so that it is looked at anew."""
        return self.engine.state.situation

    def until(self, condition: Callable[[], bool], seconds: float = 30.0) -> None:
        """Take events as they come until ``condition`` holds."""
        end = time.monotonic() + seconds
        while not condition():
            left = end - time.monotonic()
            assert left > 0, f"still {self.engine.state!r}"
            try:
                self.engine.post(self.waiting.get(timeout=min(left, 0.05)))
            except queue.Empty:
                continue

    def until_at(self, kind: type[Situation]) -> None:
        """Until the session is in a situation of this kind."""
        self.until(lambda: isinstance(self.engine.state.situation, kind))

    def act(self, *actions: str) -> None:
        """Touches, each ``action`` or ``action:argument``."""
        for action in actions:
            name, _, argument = action.partition(":")
            self.engine.act(name, argument)

    def pin(self, digits: str) -> None:
        """Four touches."""
        for digit in digits:
            self.engine.pin_digit(int(digit))

    def answer_all(self) -> None:
        """Every question by touches."""
        while isinstance(situation := self.engine.state.situation, Answering):
            for event in touches(situation, FACTS):
                self.engine.post(event)
            self.act("next")


@dataclass
class Surroundings:
    """Everything outside the citizen process."""

    keys: KeeperBench
    office: OfficePeer
    printer: VirtualPrinter
    table: Table
    folder: Path

    def config(self) -> KioskConfig:
        """A kiosk that uses all of it."""
        folder = self.keys.keys
        return KioskConfig(
            office=OFFICE,
            device=DEVICE,
            pack="toyonaka",
            keeper_socket=self.keys.settings.socket,
            office_key=folder.public("office"),
            escrow_key=folder.public("escrow"),
            device_key=folder.private("device"),
            forms_printer=self.printer.url,
            receipt_printer=self.printer.url,
            reader="Kakanai",
            session=SessionSettings(practice=True),
            today=TODAY,
        )

    def submission(self, session: UUID) -> Submission:
        """What the office can open."""
        envelope = Envelope.from_bytes(self.office.held[session])
        assert isinstance(envelope, Envelope)
        key = load_sealing_private(self.keys.keys.private("office"))
        opened = open_envelope(envelope, key)
        assert isinstance(opened, Submission)
        return opened


@pytest.fixture(scope="module")
def surroundings() -> Iterator[Surroundings]:
    with ExitStack() as stack:
        folder = stack.enter_context(short_folder())
        office = OfficePeer()
        office.start()
        stack.callback(office.stop)
        keys = KeeperBench.make(folder, office.url)
        keeper = KeeperProcess(keys.config)
        keeper.start()
        stack.callback(keeper.stop)
        printer = stack.enter_context(VirtualPrinter(folder / "printer"))
        reader = shared_reader()
        slot = Slot(reader.ports[0])
        stack.callback(slot.remove)
        yield Surroundings(keys, office, printer, Table(reader, slot), folder)


@pytest.fixture
def bench(surroundings: Surroundings) -> Iterator[Bench]:
    with sitting(surroundings, surroundings.config()) as made:
        yield made


@contextmanager
def sitting(surroundings: Surroundings, config: KioskConfig) -> Iterator[Bench]:
    """A session that begins."""
    waiting: queue.SimpleQueue[Event] = queue.SimpleQueue()
    told: list[dict[str, object]] = []
    hands = DeviceHands(config, TODAY, waiting.put, told.append)
    world = World(pack(), TODAY, config.session)
    wording = Wording.from_files(assets.ROOT / "wording")
    engine = Engine(uuid4(), world, wording, hands)
    hands.start()
    try:
        yield Bench(engine, waiting, hands, told)
    finally:
        surroundings.table.take()
        hands.stop()


def test_a_power_cut_in_the_middle_is_a_question_and_only_a_person_prints_again(
    surroundings: Surroundings,
) -> None:
    cut = Mishap(Moment(Phase.SHEET, 1), Deed.POWER_CYCLE, 0.1)
    with FaultPrinter(Model(strangers=2), (cut,)) as printer:
        config = replace(surroundings.config(), forms_printer=printer.url)
        with sitting(surroundings, config) as bench:
            bench.act("start", "choose:certificates", "next", "skip")
            bench.answer_all()
            bench.until(lambda: bench.engine.state.visit.reception is not None)
            bench.act("next")
            bench.until(lambda: _trouble(bench) == "session.print_unknown", 90)
            assert printer.tray == []
            bench.act("trouble:paper_missing")
            assert _trouble(bench) == "session.print_missing"
            bench.act("trouble:print_again")
            bench.until_at(ResultShown)
            assert bench.now() == ResultShown(paper=True)
            assert len(printer.tray) == len(printer.documents) - 1 > 0
            with closing(KeeperClient(config.keeper_socket)) as keeper:
                kept = keeper.prints_of(bench.engine.state.visit.session)
    assert not isinstance(kept, SyncFailure)
    outcomes = [row.outcome for row in kept if row.kind is PrintKind.FORMS]
    assert outcomes == [PrintOutcome.ABORTED, PrintOutcome.PRINTED]


def test_nobody_answers_for_nothing_when_the_worker_is_gone(surroundings: Surroundings) -> None:
    """It ends where a key is missing or its TPM away (docs/adr/0022, ``test_app_faults``)."""
    told: queue.SimpleQueue[Event] = queue.SimpleQueue()
    hands = DeviceHands(surroundings.config(), TODAY, told.put, lambda _said: None)
    hands.begin(uuid4())
    assert told.get(timeout=30) == BeginFailed(SessionFailureCode.SEALING_FAILED)
    hands.stop()


def _trouble(bench: Bench) -> str:
    now = bench.now()
    return now.code if isinstance(now, InTrouble) else ""


def test_from_the_card_to_the_office_and_the_paper(
    bench: Bench, surroundings: Surroundings
) -> None:
    sheets = len(surroundings.printer.documents())
    bench.act("start", "choose:certificates", "next")
    card = surroundings.table.lay("taro")
    bench.until_at(EnteringPin)
    bench.pin("0000")
    bench.act("next")
    bench.until(lambda: bench.now() == EnteringPin(2, missed=True))
    bench.pin("1234")
    bench.act("next")
    bench.until(lambda: not isinstance(bench.now(), EnteringPin | ReadingCard))
    bench.act("next")
    surroundings.table.take()
    bench.answer_all()
    assert bench.now() == Reviewing()
    bench.until(lambda: bench.engine.state.visit.reception is not None)
    bench.act("next")
    bench.until_at(ResultShown)
    bench.until(lambda: bench.engine.state.visit.delivery is Delivery.DELIVERED)
    assert card.verifies == 2
    assert len(surroundings.printer.documents()) == sheets + 2
    submission = surroundings.submission(bench.engine.state.visit.session)
    reception = bench.engine.state.visit.reception
    assert reception is not None
    assert submission.number == reception.number
    given = {
        fact: state
        for fact, state in submission.facts.items()
        if not (isinstance(state, Known) and state.source is Source.DERIVED)
    }
    assert given == {
        fact: state
        for fact, state in bench.engine.state.visit.facts.items()
        if fact in submission.facts
    }
    assert [form.form_id for form in submission.forms] == ["juminhyo_seikyusho"]
    assert bench.told == [{"event": "paper_out"}], "nothing personal is said to the supervisor"
    bench.act("reasons")
    assert bench.now() == ResultShown(reasons=ReasonsSheet.PRINTING)
    bench.until(lambda: bench.now() == ResultShown(reasons=ReasonsSheet.PRINTED))
    assert len(surroundings.printer.documents()) == sheets + 3


def test_a_card_pulled_in_the_middle_is_asked_for_again(
    bench: Bench, surroundings: Surroundings
) -> None:
    bench.act("start", "choose:okuyami", "next")
    # Five commands: the counter was asked, the reading is on its way.
    card = surroundings.table.lay("taro", Fault(pull_after=5))
    bench.until_at(EnteringPin)
    bench.pin("1234")
    bench.act("next")
    bench.until_at(InTrouble)
    surroundings.table.take()
    surroundings.table.lay(card)
    bench.until_at(EnteringPin)
    bench.pin("1234")
    bench.act("next")
    bench.until_at(SayingWhoseCard)


def test_the_printer_off_calls_staff_and_goes_on_when_it_is_back(
    bench: Bench, surroundings: Surroundings
) -> None:
    bench.act("start", "choose:certificates", "next", "skip")
    bench.answer_all()
    bench.until(lambda: bench.engine.state.visit.reception is not None)
    surroundings.printer.power_off()
    try:
        bench.act("next")
        bench.until_at(InTrouble)
        situation = bench.now()
        assert isinstance(situation, InTrouble)
        assert situation.code == "printer.unreachable"
        assert bench.told == [{"event": "staff", "code": "printer.unreachable"}]
        bench.act("trouble:wait")
        situation_now = bench.now()
        assert isinstance(situation_now, Finishing)
        assert situation_now.step is FinishStep.PRINTING
    finally:
        surroundings.printer.power_on()
    bench.until_at(ResultShown)
    assert bench.now() == ResultShown(paper=True)


def test_the_receipt_on_a_thermal_printer_that_runs_out_of_paper(
    surroundings: Surroundings,
) -> None:
    sheets = len(surroundings.printer.documents())
    with ReceiptPrinter(lines_left=300) as thermal:
        config = replace(
            surroundings.config(), receipt_printer=thermal.url, receipt_paper=Paper.ROLL80
        )
        with sitting(surroundings, config) as bench:
            bench.act("start", "choose:certificates", "next", "skip")
            bench.answer_all()
            bench.until(lambda: bench.engine.state.visit.reception is not None)
            bench.act("next")
            bench.until_at(InTrouble)
            assert bench.now().code == "printer.out_of_paper"  # type: ignore[union-attr]  # above
            assert thermal.lines_out == 300
            thermal.refill()
            bench.act("trouble:wait")
            bench.until_at(ResultShown)
            session = bench.engine.state.visit.session
        (paper,) = thermal.receipts
    assert thermal.faults == []
    assert len(surroundings.printer.documents()) == sheets + 1, "the form only"
    (code,) = zxingcpp.read_barcodes(paper.convert("L"))
    assert str(session) in code.text
    with closing(KeeperClient(surroundings.keys.settings.socket)) as keeper:
        unprinted = keeper.unprinted_receipts()
    assert not isinstance(unprinted, SyncFailure)
    assert session not in {each.session for each in unprinted}


def test_the_printer_off_and_without_paper(bench: Bench, surroundings: Surroundings) -> None:
    bench.act("start", "choose:certificates", "next", "skip")
    bench.answer_all()
    bench.until(lambda: bench.engine.state.visit.reception is not None)
    surroundings.printer.power_off()
    try:
        bench.act("next")
        bench.until_at(InTrouble)
        bench.act("trouble:without_paper")
        assert bench.now() == ResultShown(paper=False)
    finally:
        surroundings.printer.power_on()
    printed = {path.name for path in surroundings.printer.documents()}
    bench.until(lambda: bench.engine.state.visit.delivery is Delivery.DELIVERED)
    assert {path.name for path in surroundings.printer.documents()} == printed


def test_the_office_away_is_waiting_and_arrives_later(
    bench: Bench, surroundings: Surroundings
) -> None:
    surroundings.office.stop()
    try:
        bench.act("start", "choose:okuyami", "next", "skip")
        bench.answer_all()
        bench.until(lambda: bench.engine.state.visit.reception is not None)
        bench.act("next")
        bench.until_at(ResultShown)
        assert bench.engine.state.visit.delivery is Delivery.STORED
    finally:
        surroundings.office.start()
    bench.until(lambda: bench.engine.state.visit.delivery is Delivery.DELIVERED)
    submission = surroundings.submission(bench.engine.state.visit.session)
    assert submission.event == "okuyami"


def test_waiting_for_the_office_holds_nothing_up(bench: Bench, surroundings: Surroundings) -> None:
    surroundings.office.stop()
    try:
        bench.act("start", "choose:okuyami", "next", "skip")
        bench.answer_all()
        bench.until(lambda: bench.engine.state.visit.reception is not None)
        bench.act("next")
        bench.until_at(ResultShown)
        bench.hands.audit("asked_while_waiting")
        bench.until(lambda: _counted(surroundings, "session.asked_while_waiting") == 1, 5)
        bench.hands.begin(uuid4())
        assert isinstance(bench.waiting.get(timeout=5), Begun)
        assert bench.engine.state.visit.delivery is Delivery.STORED
    finally:
        surroundings.office.start()
    bench.until(lambda: bench.engine.state.visit.delivery is Delivery.DELIVERED)


def _counted(surroundings: Surroundings, event: str) -> int:
    store = surroundings.keys.settings.store
    with closing(sqlite3.connect(f"file:{store}?mode=ro", uri=True)) as connection:
        rows = connection.execute("SELECT count(*) FROM audit WHERE event = ?", (event,))
        return int(rows.fetchone()[0])


def test_pcscd_away_leaves_a_way_on(bench: Bench, surroundings: Surroundings) -> None:
    bench.act("start", "choose:okuyami", "next")
    bench.until(lambda: bench.engine.state.visit.reader_ready)
    surroundings.table.reader.stop()
    try:
        bench.until(lambda: not bench.engine.state.visit.reader_ready)
        assert bench.engine.view()["body"]["reader"] == "missing"
    finally:
        surroundings.table.reader.start()
    bench.until(lambda: bench.engine.state.visit.reader_ready)
    assert isinstance(bench.now(), WaitingForCard)
    bench.act("skip")
    assert isinstance(bench.now(), Answering)


def test_kana_comes_from_a_thread(bench: Bench) -> None:
    bench.act("start", "choose:okuyami", "next", "skip")
    while bench.engine.view()["kind"] != "text":
        situation = bench.now()
        assert isinstance(situation, Answering)
        for event in touches(situation, FACTS):
            bench.engine.post(event)
        bench.act("next")
    bench.act("key:は", "key:な", "key:こ")
    bench.until(lambda: bool(bench.engine.view()["body"]["candidates"]))
    assert "花子" in [item["text"] for item in bench.engine.view()["body"]["candidates"]]


def test_reasons_that_the_printer_holds_up_are_left_to_the_counter(
    bench: Bench, surroundings: Surroundings
) -> None:
    bench.act("start", "choose:certificates", "next", "skip")
    bench.answer_all()
    bench.until(lambda: bench.engine.state.visit.reception is not None)
    bench.act("next")
    bench.until_at(ResultShown)
    surroundings.printer.power_off()
    try:
        bench.act("reasons")
        failed = ResultShown(reasons=ReasonsSheet.FAILED)
        bench.until(lambda: bench.now() == failed)
    finally:
        surroundings.printer.power_on()
    bench.act("reasons")
    assert bench.now() == failed  # once is enough: the counter prints it
