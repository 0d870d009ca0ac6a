"""The same session without Qt, reader, printer, network: for stories that run under a second and for tests.

Everything happens in the caller's thread before ``act`` returns: an emulated card is talked to directly, the
envelope is sealed in memory and opened again by nobody, PDFs are drawn in memory.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from uuid import UUID, uuid4

import assets
from cardreader.cards.by_numbers import read_by_numbers
from cardreader.cards.my_number import ask_tries, wipe
from cardreader.cards.verified_read import VerifiedRecord, read_verified
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.signatures import Authority
from forms.catalogue import Pack, Wording, load
from forms.document import FilledForm
from kiosk.app.engine import Engine
from kiosk.app.kana import candidates_for
from kiosk.app.paperwork import Paperwork
from kiosk.app.pictures import with_safe_pictures
from kiosk.app.postcode import town
from kiosk.screens.view import ScreenView
from kiosk.session import events
from kiosk.session.effects import ConvertKana
from kiosk.session.events import Event
from kiosk.session.staff.events import CodeRefused, HealthTold, TestPageTold
from kiosk.session.states import EndReason, SessionState
from kiosk.session.visit import Visit
from kiosk.session.world import SessionSettings, World
from kiosk.staff.families import families
from printing.receipt import Paper
from sync.envelope.seal import SealingKeys
from sync.envelope.submission import Submission

Transmit = Callable[[bytes | bytearray], bytes]


@dataclass
class Outcome:
    """What a headless session left: the place of a printer's tray and of the office's inbox."""

    submission: Submission | None = None
    envelope: bytes | None = None
    forms: tuple[FilledForm, ...] = ()
    forms_pdf: bytes | None = None
    forms_printed: bool = False
    receipt_pdf: bytes | None = None
    staff_calls: list[str | None] = field(default_factory=list)
    paper_out: bool = False
    audit: list[str] = field(default_factory=list)
    ended: EndReason | None = None


PRACTICE_CODE = b"246810"


@dataclass
class Faults:
    """What shall go wrong; each value is a failure code, ``None`` is well."""

    begin: str | None = None
    commit: str | None = None
    office_down: bool = False
    printer: str | None = None
    receipt: str | None = None


class HeadlessKiosk:
    """One session.  ``card``: the transmit of an emulated card in the citizen's hand, or none;
    ``authorities``: whose signatures on it are believed."""

    def __init__(
        self,
        pack: str | Pack,
        today: date,
        *,
        settings: SessionSettings | None = None,
        card: Transmit | None = None,
        authorities: tuple[Authority, ...] = (),
        keys: SealingKeys | None = None,
        office: str = "office",
        device: str = "headless",
        number: str = "001",
        session: UUID | None = None,
        language: str = "ja",
        faults: Faults | None = None,
        draw: bool = True,
        engine: type[Engine] = Engine,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.outcome = Outcome()
        self.faults = faults or Faults()
        self.world = World(
            pack if isinstance(pack, Pack) else load(pack, checked=True),
            today,
            settings or SessionSettings(),
            tuple(families()),
        )
        wording = _wording()
        paperwork = Paperwork(self.world, wording, office, device, keys)
        self._hands = _HeadlessHands(
            self.outcome, self.faults, paperwork, card, authorities, number, draw
        )
        self.engine = engine(
            session or uuid4(), self.world, wording, self._hands, on_change, language
        )
        self._hands.post = self.engine.post

    @property
    def state(self) -> SessionState:
        """The state of the session."""
        return self.engine.state

    def view(self) -> ScreenView:
        """The screen that a citizen would see."""
        return self.engine.view()

    def act(self, action: str, argument: str = "") -> None:
        """A touch."""
        self.engine.act(action, argument)

    def pin(self, digits: str) -> None:
        """Four touches on the keypad."""
        for digit in digits:
            self.engine.pin_digit(int(digit))

    def put_card(self, card: Transmit | None = None) -> None:
        """Lay the card on the reader, or another one than before."""
        if card is not None:
            self._hands.card = card
        self._hands.card_lies_there = True
        self.engine.post(events.CardInserted())

    def take_card(self) -> None:
        """Take it off."""
        self._hands.card_lies_there = False
        self.engine.post(events.CardRemoved())

    def wait(self, seconds: int) -> None:
        """Nobody touches anything for so long."""
        self.engine.post(events.IdleElapsed(seconds))


@cache
def _wording() -> Wording:
    return Wording.from_files(assets.ROOT / "wording")


class _HeadlessHands:
    """Answers at once."""

    def __init__(
        self,
        outcome: Outcome,
        faults: Faults,
        paperwork: Paperwork,
        card: Transmit | None,
        authorities: tuple[Authority, ...],
        number: str,
        draw: bool,
    ) -> None:
        self.post: Callable[[Event], None] = lambda _event: None
        self.card_lies_there = False
        self._outcome = outcome
        self._faults = faults
        self._paperwork = paperwork
        self.card = card
        self._authorities = authorities
        self._number = number
        self._draw = draw

    def check_card(self) -> None:
        card = self._present()
        answer = card if isinstance(card, CardFailure) else ask_tries(card)
        if isinstance(answer, CardFailure):
            self.post(events.CardFailed(answer))
        else:
            self.post(events.CardChecked(answer.pin, answer.collation_b))

    def read_card(self, pin: bytearray, assisted: bool) -> None:
        try:
            card = self._present()
            answer = (
                card
                if isinstance(card, CardFailure)
                else read_verified(card, pin, self._authorities, staff=assisted)
            )
        finally:
            wipe(pin)
        self._tell_reading(answer)

    def read_card_by_numbers(self, digits: bytearray, assisted: bool) -> None:
        card, trusted = self._present(), self._authorities
        if isinstance(card, CardFailure):
            wipe(digits)
            self._tell_reading(card)
        else:
            self._tell_reading(
                read_by_numbers(card, digits, trusted, staff=assisted, photo=assisted)
            )

    def _tell_reading(self, answer: VerifiedRecord | CardFailure) -> None:
        if isinstance(answer, CardFailure):
            self.post(events.CardFailed(answer))
        else:
            self.post(events.CardRead(with_safe_pictures(answer)))

    def _present(self) -> Transmit | CardFailure:
        if self.card is None or not self.card_lies_there:
            return CardFailure(CardFailureCode.ABSENT)
        return self.card

    def begin(self, _session: UUID) -> None:
        if self._faults.begin is not None:
            self.post(events.BeginFailed(self._faults.begin))
        else:
            self.post(events.Begun(self._number, 1))

    def seal_and_commit(self, visit: Visit) -> None:
        if self._faults.commit is not None:
            self.post(events.CommitFailed(self._faults.commit))
            return
        findings = self._paperwork.unsettled(visit)
        if findings:
            self.post(events.BoxesQuestioned(findings))
            return
        self._outcome.submission = self._paperwork.submission(visit)
        self._outcome.forms = self._paperwork.forms(visit)
        if self._paperwork.keys is not None:
            self._outcome.envelope = self._outcome.envelope or self._paperwork.envelope(visit)
        self.post(events.Committed())

    def watch_delivery(self, _session: UUID) -> None:
        if not self._faults.office_down:
            self.post(events.Delivered())

    def print_forms(self, visit: Visit, only: tuple[int, ...] | None = None) -> None:
        if self._faults.printer is not None:
            self.post(events.PrintHeld(self._faults.printer))
            return
        pages = sum(len(form.pages) for form in self._outcome.forms)
        if self._draw:
            self._outcome.forms_pdf, pages = self._paperwork.forms_pdf(visit)
        self._outcome.forms_printed = True
        self.post(events.PrintProgressed(pages, pages))
        places = tuple(range(len(self._outcome.forms))) if only is None else only
        self.post(events.PrintSettled("printed", places))

    def note_papers(self, came: tuple[int, ...], missing: tuple[int, ...]) -> None:
        pass

    def print_receipt(self, visit: Visit) -> None:
        if self._faults.receipt is not None:
            self.post(events.ReceiptFailed(self._faults.receipt))
            return
        if self._draw:
            self._outcome.receipt_pdf = self._paperwork.receipt_pdf(visit, Paper.A5)
        self.post(events.ReceiptPrinted())

    def print_reasons(self, visit: Visit) -> None:
        if self._faults.printer is not None:
            self.post(events.ReasonsFailed(self._faults.printer))
            return
        self._paperwork.to_take_home(visit)
        self.post(events.ReasonsPrinted())

    def print_prepared(self, _visit: Visit) -> None:
        self.post(events.TakeawaySettled(printed=self._faults.printer is None))

    def abandon_printing(self) -> None:
        pass

    def convert(self, wanted: ConvertKana) -> None:
        self.post(events.Converted(wanted.reading, candidates_for(wanted)))

    def look_up(self, postcode: str) -> None:
        found = town(postcode)
        if found is not None:
            self.post(events.AddressFound(postcode, found))

    def call_staff(self, code: str | None) -> None:
        self._outcome.staff_calls.append(code)

    def tell_paper(self, out: bool) -> None:
        self._outcome.paper_out = out

    def check_staff_code(self, _badge: str, code: bytearray) -> None:
        """Without devices the one code is that of the practice badge."""
        known = bytes(code).rstrip(b"\0") == PRACTICE_CODE
        wipe(code)
        self.post(events.AssistChanged(on=True) if known else CodeRefused(0))

    def ask_health(self) -> None:
        self.post(HealthTold(()))

    def print_test_page(self) -> None:
        self.post(TestPageTold(printed=self._faults.printer is None))

    def audit(self, event: str) -> None:
        self._outcome.audit.append(event)

    def end(self, reason: EndReason) -> None:
        self._outcome.ended = reason
