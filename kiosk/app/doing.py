"""Who does the effects of a session, as a shape: the devices, none at all, or a practice."""

from __future__ import annotations

from typing import Protocol
from uuid import UUID

from kiosk.session.effects import ConvertKana
from kiosk.session.states import EndReason
from kiosk.session.visit import Visit


class Hands(Protocol):
    """Who does the effects.  Nothing here blocks; answers come back as events through ``Engine.post``."""

    def check_card(self) -> None:
        """Answer ``CardChecked`` or ``CardFailed``."""

    def read_card(self, pin: bytearray, assisted: bool, /) -> None:
        """Answer ``CardRead`` or ``CardFailed``; ``pin`` is wiped."""

    def read_card_by_numbers(self, digits: bytearray, assisted: bool, /) -> None:
        """Answer ``CardRead`` or ``CardFailed``; ``digits`` are wiped."""

    def begin(self, session: UUID, /) -> None:
        """Answer ``Begun`` or ``BeginFailed``."""

    def seal_and_commit(self, visit: Visit) -> None:
        """Answer ``Committed``, ``CommitFailed``, or ``BoxesQuestioned`` before anything is sealed."""

    def watch_delivery(self, session: UUID, /) -> None:
        """Answer ``Delivered`` some time, or never."""

    def print_forms(self, visit: Visit, only: tuple[int, ...] | None = None, /) -> None:
        """All, or those at ``only``.  Answer ``PrintProgressed``, ``PrintHeld``; at the end ``PrintSettled``
        or ``PrintFailed``."""

    def note_papers(self, came: tuple[int, ...], missing: tuple[int, ...], /) -> None:
        """Write down what a person saw in the tray; no answer."""

    def print_receipt(self, visit: Visit) -> None:
        """Answer ``PrintHeld`` and at the end ``ReceiptPrinted`` or ``ReceiptFailed``."""

    def print_reasons(self, visit: Visit) -> None:
        """Answer ``ReasonsPrinted`` or ``ReasonsFailed``."""

    def print_prepared(self, visit: Visit) -> None:
        """Answer ``TakeawaySettled``."""

    def abandon_printing(self) -> None:
        """No answer."""

    def convert(self, wanted: ConvertKana) -> None:
        """Answer ``Converted``."""

    def look_up(self, postcode: str) -> None:
        """Answer ``AddressFound`` or nothing."""

    def call_staff(self, code: str | None) -> None:
        """No answer."""

    def tell_paper(self, out: bool, /) -> None:
        """No answer."""

    def check_staff_code(self, badge: str, code: bytearray, /) -> None:
        """Answer ``AssistChanged`` or ``CodeRefused``; ``code`` is wiped."""

    def ask_health(self) -> None:
        """Answer ``HealthTold``."""

    def print_test_page(self) -> None:
        """Answer ``TestPageTold``."""

    def audit(self, event: str) -> None:
        """No answer."""

    def end(self, reason: EndReason) -> None:
        """Leave; no answer."""
