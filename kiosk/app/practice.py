"""The hands of a practice session: invented cards, real paper, and nothing for the keeper or the office.

The keeper is asked for no number and gets no submission, so its outbox has no row of a practice.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from cardreader.cards.my_number import wipe
from cardreader.failures import CardFailure, CardFailureCode
from kiosk.app.doing import Hands
from kiosk.session import events
from kiosk.session.effects import ConvertKana
from kiosk.session.events import Event
from kiosk.session.states import EndReason, SessionState
from kiosk.session.visit import Visit, Whose
from kiosk.session.world import World
from kiosk.staff.families import families

NUMBER = "000"
"""No citizen's number: those begin with a letter or at 001."""


class PracticeHands:
    """Answers at once; what goes to a printer or to people goes on to ``real``."""

    def __init__(
        self,
        real: Hands,
        world: World,
        state: Callable[[], SessionState],
        post: Callable[[Event], None],
    ) -> None:
        self.post = post
        self._real = real
        self._world = world
        self._state = state

    def check_card(self) -> None:
        """Every practice card is a good one."""
        self.post(events.CardChecked(3, 10))

    def read_card(self, pin: bytearray, _assisted: bool) -> None:
        """Any PIN but 0000 opens it, so that a wrong one can be practised."""
        wrong = bytes(pin) == b"0000"
        wipe(pin)
        if wrong:
            self.post(events.CardFailed(CardFailure(CardFailureCode.PIN_WRONG, 2)))
        else:
            self._read()

    def read_card_by_numbers(self, digits: bytearray, _assisted: bool) -> None:
        """Any numbers."""
        wipe(digits)
        self._read()

    def _read(self) -> None:
        visit = self._state().visit
        assert visit.event is not None
        dead = self._world.asks_whose_card(visit.event) and not visit.own_card
        whose = Whose.DECEASED if dead else Whose.VISITOR
        self.post(events.CardRead(families()[visit.practice].record(whose)))

    def begin(self, _session: UUID) -> None:
        """Nothing is reserved."""
        self.post(events.Begun(NUMBER, 0))

    def seal_and_commit(self, _visit: Visit) -> None:
        """Nothing is sealed."""
        self.post(events.Committed())

    def watch_delivery(self, _session: UUID) -> None:
        """Nothing is sent, and 届きました is never said."""

    def print_forms(self, visit: Visit, only: tuple[int, ...] | None = None) -> None:
        """On real paper, marked."""
        self._real.print_forms(visit, only)

    def note_papers(self, came: tuple[int, ...], missing: tuple[int, ...]) -> None:
        """As in a session."""
        self._real.note_papers(came, missing)

    def print_receipt(self, visit: Visit) -> None:
        """On real paper, marked."""
        self._real.print_receipt(visit)

    def print_reasons(self, visit: Visit) -> None:
        """On real paper, marked."""
        self._real.print_reasons(visit)

    def print_prepared(self, visit: Visit) -> None:
        """On real paper, marked."""
        self._real.print_prepared(visit)

    def abandon_printing(self) -> None:
        """As in a session."""
        self._real.abandon_printing()

    def convert(self, wanted: ConvertKana) -> None:
        """As in a session."""
        self._real.convert(wanted)

    def look_up(self, postcode: str) -> None:
        """As in a session."""
        self._real.look_up(postcode)

    def call_staff(self, _code: str | None) -> None:
        """Nobody is called away from somebody who needs them."""

    def tell_paper(self, out: bool) -> None:
        """Practice sheets lie in the same tray."""
        self._real.tell_paper(out)

    def check_staff_code(self, badge: str, code: bytearray) -> None:
        """As in a session."""
        self._real.check_staff_code(badge, code)

    def ask_health(self) -> None:
        """As in a session."""
        self._real.ask_health()

    def print_test_page(self) -> None:
        """As in a session."""
        self._real.print_test_page()

    def audit(self, _event: str) -> None:
        """Practice is in no figure."""

    def end(self, reason: EndReason) -> None:
        """As in a session."""
        self._real.end(reason)
