"""Effects on real parts: reader, keeper, worker process, kana.  Nothing here blocks the screen.

Each part has one thread; what it finds out comes back through ``post``, which must be safe to call from any thread.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from datetime import date
from threading import Event as Flag
from threading import Thread
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from cardreader.cards.my_number import wipe
from cardreader.cards.verified_read import VerifiedRecord
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc import watcher
from cardreader.reading import read_card_by_numbers, read_card_verified, read_serial
from forms.render.qr import modules
from kiosk.app.config import KioskConfig
from kiosk.app.kana import candidates_for, converter
from kiosk.app.names import name_svg
from kiosk.app.places import CardPlaces
from kiosk.app.postcode import town
from kiosk.app.prepared_codes import Collector, NotPreparedError, opened
from kiosk.app.privacy import report
from kiosk.app.scanner import Scanner
from kiosk.app.trust import card_authorities
from kiosk.app.worker import (
    Abandon,
    Answer,
    NotePapers,
    Print,
    PrintCase,
    PrintTest,
    Seal,
    Sealed,
    Worker,
)
from kiosk.failures import SessionFailureCode
from kiosk.session import events
from kiosk.session.effects import ConvertKana
from kiosk.session.events import Event
from kiosk.session.staff.events import BadgeShown, CodeRefused, HealthTold
from kiosk.session.states import EndReason
from kiosk.session.visit import Visit
from kiosk.staff.badges import PREFIX as BADGE_PREFIX
from kiosk.staff.badges import Badges, load_badges
from sync.envelope.keys import KeyFileError, load_sealing_private
from sync.failures import SyncFailure
from sync.store.client import KeeperClient
from sync.store.results import DeliveryState, PrintKind

_DELIVERY_POLL_SECONDS = 1.0
_RARE_NAME = ("\U00020bb7", "#000000")
"""Opens the faces with rare letters (0.2 s) while nobody is there."""
CARD_SECONDS = 2.5
"""For each command.  A card that hangs is told of within three seconds; the slowest card known answers
in less than one (``reference/card.md`` 7, row 20)."""
CODE_TRIES = 3
"""Of the staff's code, in one session; each wrong one is counted in the store."""
_CARD_BUG = events.CardFailed(CardFailure(CardFailureCode.UNREADABLE))
Post = Callable[[Event], None]
Tell = Callable[[dict[str, object]], None]


class DeviceHands:
    """The hands of a citizen process.  ``tell`` speaks to the supervisor, without personal data."""

    def __init__(self, config: KioskConfig, today: date, post: Post, tell: Tell) -> None:
        self._config = config
        self._post = post
        self._tell = tell
        self._authorities = card_authorities(config)
        self._places = CardPlaces(CARD_SECONDS)
        self._stopping = Flag()
        self._envelope: bytes | None = None
        self.end_reason = EndReason.STOPPED
        self._keeper = KeeperClient(config.keeper_socket)
        # Counting and waiting for the office must not stand before a number or a commit when the keeper is slow:
        # the calls of one client take turns.
        self._counter = KeeperClient(config.keeper_socket, limit=1.0)
        self._deliveries = KeeperClient(config.keeper_socket, limit=1.0)
        self._count_thread = ThreadPoolExecutor(1, "count")
        self._card_thread = ThreadPoolExecutor(1, "card")
        self._keeper_thread = ThreadPoolExecutor(1, "keeper")
        self._kana_thread = ThreadPoolExecutor(1, "kana")
        self._staff_thread = ThreadPoolExecutor(1, "staff")
        self._worker = Worker(config, today, self._answered)
        self._badges = Badges() if config.staff_badges is None else load_badges(config.staff_badges)
        self._code_tries = CODE_TRIES
        self._watcher: watcher.Watcher | None = None
        self._collector = Collector()
        self._draft_key: X25519PrivateKey | None = None
        self._scanner = None if config.scanner is None else Scanner(config.scanner, self._scanned)

    def start(self) -> None:
        """Start the worker, begin to watch the reader; load what is needed later."""
        self._worker.start()
        self._do(self._kana_thread, None, converter)
        self._do(self._kana_thread, None, name_svg, *_RARE_NAME)
        self._do(self._kana_thread, None, modules, "")
        if self._scanner is not None:
            self._scanner.start()
        if self._config.session.card_reader:
            self._watcher = watcher.Watcher(self._reader_changed, self._is_ours)
            self._watcher.start()

    def stop(self) -> None:
        """End threads and worker."""
        self._stopping.set()
        if self._watcher is not None:
            self._watcher.stop()
        if self._scanner is not None:
            self._scanner.stop()
        for thread in (
            self._card_thread,
            self._keeper_thread,
            self._kana_thread,
            self._count_thread,
            self._staff_thread,
        ):
            thread.shutdown(wait=False, cancel_futures=True)
        self._worker.stop()
        self._keeper.close()
        self._counter.close()
        self._deliveries.close()

    def _is_ours(self, reader: str) -> bool:
        return watcher.no_sam(reader) and self._config.reader in reader

    def _reader_changed(self, event: watcher.ReaderEvent) -> None:
        told = self._places.note(event)
        if told is None:
            return
        if not self._badges.badges:
            self._post(told)
        else:
            # In the card's thread, so that what lies there is asked before its removal is told.
            laid_on = event.reader if isinstance(event, watcher.CardInserted) else ""
            self._do(self._card_thread, None, self._tell_card, told, laid_on)

    def _tell_card(self, told: Event, laid_on: str) -> None:
        """A badge of the city is no citizen's card."""
        badge = self._badge_on(laid_on) if laid_on else None
        if badge is None:
            self._post(told)
        else:
            self._places.forget(laid_on)
            self._show_badge(badge)

    def _badge_on(self, reader: str) -> str | None:
        serial = read_serial(reader, deadline_seconds=CARD_SECONDS)
        return None if isinstance(serial, CardFailure) else self._badges.find(serial)

    def _show_badge(self, badge: str) -> None:
        if self._code_tries > 0:
            self._post(BadgeShown(badge))

    def _do(
        self,
        thread: ThreadPoolExecutor,
        failed: Event | None,
        errand: Callable[..., object],
        *given: object,
    ) -> None:
        """Run ``errand`` in ``thread``; a bug in it becomes ``failed``, so that nobody waits for ever."""

        def run() -> None:
            try:
                errand(*given)
            except Exception as fault:
                report(fault)
                if failed is not None:
                    self._post(failed)

        if not self._stopping.is_set():
            thread.submit(run)

    # card

    def check_card(self) -> None:
        """Ask the counter."""
        self._do(self._card_thread, _CARD_BUG, self._check_card)

    def _check_card(self) -> None:
        answer = self._places.ask()
        if isinstance(answer, CardFailure):
            self._post(events.CardFailed(answer))
        else:
            self._post(events.CardChecked(answer.pin, answer.collation_b))

    def read_card(self, pin: bytearray, assisted: bool) -> None:
        """Verify once and read."""
        self._do(self._card_thread, _CARD_BUG, self._read_card, pin, assisted)

    def _read_card(self, pin: bytearray, assisted: bool) -> None:
        reader = self._places.reader
        if reader is None:
            wipe(pin)
            self._post(events.CardFailed(CardFailure(CardFailureCode.ABSENT)))
            return
        self._tell_reading(
            read_card_verified(
                reader, pin, self._authorities, staff=assisted, deadline_seconds=CARD_SECONDS
            )
        )

    def read_card_by_numbers(self, digits: bytearray, assisted: bool) -> None:
        """Verify once per application and read; the photo only beside a clerk."""
        self._do(self._card_thread, _CARD_BUG, self._read_by_numbers, digits, assisted)

    def _read_by_numbers(self, digits: bytearray, assisted: bool) -> None:
        reader = self._places.reader
        if reader is None:
            wipe(digits)
            self._post(events.CardFailed(CardFailure(CardFailureCode.ABSENT)))
            return
        self._tell_reading(
            read_card_by_numbers(
                reader,
                digits,
                self._authorities,
                staff=assisted,
                photo=assisted,
                deadline_seconds=CARD_SECONDS,
            )
        )

    def _tell_reading(self, answer: VerifiedRecord | CardFailure) -> None:
        if isinstance(answer, CardFailure):
            self._post(events.CardFailed(answer))
        else:
            from kiosk.app.pictures import with_safe_pictures  # noqa: PLC0415 - when a card is read

            self._post(events.CardRead(with_safe_pictures(answer)))

    def tell_paper(self, out: bool) -> None:
        """To the supervisor, so that it outlives the session, whatever ends it."""
        self._tell({"event": "paper_out" if out else "paper_taken"})

    def _scanned(self, code: str) -> None:
        """In the scanner's thread; a badge needs the staff's, for its hash takes time."""
        if code.startswith(BADGE_PREFIX):
            self._do(self._staff_thread, None, self._badge_scanned, code)
        elif (key := self._opened_draft_key()) is None:
            self._post(events.CodeUnreadable())
        else:
            self._case_scanned(code, key)

    def _opened_draft_key(self) -> X25519PrivateKey | None:
        """Opened when the first case is scanned: a TPM may take seconds for it, or be away."""
        if self._draft_key is None and self._config.draft_key is not None:
            with suppress(KeyFileError):
                self._draft_key = load_sealing_private(self._config.draft_key)
        return self._draft_key

    def _badge_scanned(self, code: str) -> None:
        badge = self._badges.find(code.encode("ascii"))
        if badge is not None:
            self._show_badge(badge)

    def _case_scanned(self, code: str, key: X25519PrivateKey) -> None:
        try:
            letters = self._collector.take(code)
            if letters is not None:
                self._post(events.CaseScanned(opened(letters, key)))
        except NotPreparedError:
            self._post(events.CodeUnreadable())

    # staff

    def check_staff_code(self, badge: str, code: bytearray) -> None:
        """Hold it against the file; argon2 takes its time in a thread of its own."""
        self._do(self._staff_thread, CodeRefused(0), self._check_staff_code, badge, code)

    def _check_staff_code(self, badge: str, code: bytearray) -> None:
        if self._badges.opens(badge, code):
            self._post(events.AssistChanged(on=True))
        else:
            self._code_tries -= 1
            self._post(CodeRefused(self._code_tries))

    def ask_health(self) -> None:
        """Printers, store, the line to the office."""
        self._do(self._staff_thread, HealthTold(()), self._ask_health)

    def _ask_health(self) -> None:
        from kiosk.staff.health import health_of  # noqa: PLC0415 - when staff ask

        with closing(KeeperClient(self._config.keeper_socket, limit=2.0)) as keeper:
            self._post(HealthTold(health_of(self._config, keeper)))

    def print_test_page(self) -> None:
        """Order it."""
        self._worker.order(PrintTest())

    # keeper

    def begin(self, session: UUID) -> None:
        """Get the number; not for a session whose answers nobody could seal."""
        if self._worker.gone:
            self._post(events.BeginFailed(SessionFailureCode.SEALING_FAILED))
            return
        self._do(
            self._keeper_thread,
            events.BeginFailed(SessionFailureCode.KEEPER_AWAY),
            self._begin,
            session,
        )

    def _begin(self, session: UUID) -> None:
        answer = self._keeper.begin(session)
        if isinstance(answer, SyncFailure):
            self._post(events.BeginFailed(answer.code.value))
        else:
            self._post(events.Begun(answer.number, answer.sequence))

    def seal_and_commit(self, visit: Visit) -> None:
        """Seal in the worker; a second call commits the same bytes."""
        if self._envelope is None:
            self._worker.order(Seal(visit))
        else:
            self._do(
                self._keeper_thread,
                events.CommitFailed(SessionFailureCode.KEEPER_AWAY),
                self._commit,
                self._envelope,
            )

    def _commit(self, envelope: bytes) -> None:
        answer = self._keeper.commit(envelope)
        if isinstance(answer, SyncFailure):
            self._post(events.CommitFailed(answer.code.value))
        else:
            self._post(events.Committed())

    def watch_delivery(self, session: UUID) -> None:
        """Poll the keeper in a thread of its own, for the office may be away for days."""
        Thread(target=self._watch_delivery, args=(session,), name="delivery", daemon=True).start()

    def _watch_delivery(self, session: UUID) -> None:
        while not self._stopping.is_set():
            match self._deliveries.delivery(session):
                case DeliveryState.DELIVERED:
                    self._post(events.Delivered())
                    return
                case DeliveryState.REFUSED | DeliveryState.QUARANTINED:
                    self._post(events.Delivered(accepted=False))
                    return
            self._stopping.wait(_DELIVERY_POLL_SECONDS)

    # worker

    def _answered(self, answer: Answer) -> None:
        if isinstance(answer, Sealed):
            self._envelope = answer.envelope
            self._do(
                self._keeper_thread,
                events.CommitFailed(SessionFailureCode.KEEPER_AWAY),
                self._commit,
                answer.envelope,
            )
        else:
            self._post(answer)

    def print_forms(self, visit: Visit, only: tuple[int, ...] | None = None) -> None:
        """Order the forms."""
        self._worker.order(Print(PrintKind.FORMS, visit, only))

    def note_papers(self, came: tuple[int, ...], missing: tuple[int, ...]) -> None:
        """A person has looked at the tray."""
        self._worker.order(NotePapers(came, missing))

    def print_receipt(self, visit: Visit) -> None:
        """Order the receipt."""
        self._worker.order(Print(PrintKind.RECEIPT, visit))

    def print_reasons(self, visit: Visit) -> None:
        """Order the reasons."""
        self._worker.order(Print(PrintKind.REASONS, visit))

    def print_prepared(self, visit: Visit) -> None:
        """Order the sheet for somebody who leaves."""
        self._worker.order(PrintCase(visit))

    def abandon_printing(self) -> None:
        """Stop what has not left."""
        self._worker.order(Abandon())

    # entry

    def convert(self, wanted: ConvertKana) -> None:
        """Candidates for a reading."""
        self._do(self._kana_thread, None, self._convert, wanted)

    def _convert(self, wanted: ConvertKana) -> None:
        self._post(events.Converted(wanted.reading, candidates_for(wanted)))

    def look_up(self, postcode: str) -> None:
        """The town of a postcode."""
        self._do(self._kana_thread, None, self._look_up, postcode)

    def _look_up(self, postcode: str) -> None:
        found = town(postcode)
        if found is not None:
            self._post(events.AddressFound(postcode, found))

    # people

    def call_staff(self, code: str | None) -> None:
        """Over the supervisor to the staff's screen."""
        self._tell({"event": "staff", "code": code})

    def audit(self, event: str) -> None:
        """Count it in the keeper."""
        self._do(self._count_thread, None, self._counter.audit, f"session.{event}")

    def end(self, reason: EndReason) -> None:
        """Remember why; the main program says so when the last frame is drawn."""
        self.end_reason = reason
