"""Whole visits to the card on a reader: connect, talk, power off.  For the kiosk and the commands.

All functions block for as long as the deadline of each command allows: call them from a worker.
"""

from __future__ import annotations

from collections.abc import Iterable

from cardreader.cards import my_number
from cardreader.cards.basic_four import BasicFour
from cardreader.cards.by_numbers import read_by_numbers
from cardreader.cards.recognition import OTHER_THINGS, type_of_atr
from cardreader.cards.serial import card_serial
from cardreader.cards.survey import CardSurvey, survey
from cardreader.cards.verified_read import Credential, VerifiedRecord, read_verified
from cardreader.failures import CardFailure
from cardreader.pcsc.connection import open_card
from cardreader.protocol.signatures import Authority


def ask_pin_tries(reader: str, *, deadline_seconds: float = 5.0) -> int | CardFailure:
    """Whether a My Number Card lies on ``reader``, and how many wrong PINs it would take."""
    with open_card(reader, deadline_seconds) as opened:
        return opened if isinstance(opened, CardFailure) else my_number.pin_tries(opened)


def ask_tries(
    reader: str, atr: bytes = b"", *, deadline_seconds: float = 5.0
) -> my_number.Tries | CardFailure:
    """The same, and how many wrong 照合番号B; ``atr`` as the reader reported it."""
    without_applications = type_of_atr(atr)
    if without_applications is not None:
        return CardFailure(OTHER_THINGS[without_applications])
    with open_card(reader, deadline_seconds) as opened:
        return opened if isinstance(opened, CardFailure) else my_number.ask_tries(opened)


def read_card(
    reader: str, pin: bytearray, *, allow_last_try: bool = False, deadline_seconds: float = 5.0
) -> BasicFour | CardFailure:
    """The 基本4情報 of the card on ``reader``; ``pin`` is wiped whatever happens."""
    try:
        with open_card(reader, deadline_seconds) as opened:
            if isinstance(opened, CardFailure):
                return opened
            return my_number.read_basic_four(opened, pin, allow_last_try=allow_last_try)
    finally:
        my_number.wipe(pin)


def read_card_verified(
    reader: str,
    typed: bytearray,
    authorities: Iterable[Authority],
    *,
    credential: Credential = Credential.PIN,
    staff: bool = False,
    deadline_seconds: float = 5.0,
) -> VerifiedRecord | CardFailure:
    """The 基本4情報 with provenance and checks; ``typed`` is wiped whatever happens."""
    try:
        with open_card(reader, deadline_seconds) as opened:
            if isinstance(opened, CardFailure):
                return opened
            return read_verified(opened, typed, authorities, credential=credential, staff=staff)
    finally:
        my_number.wipe(typed)


def read_card_by_numbers(
    reader: str,
    typed: bytearray,
    authorities: Iterable[Authority],
    *,
    staff: bool = False,
    photo: bool = False,
    deadline_seconds: float = 5.0,
) -> VerifiedRecord | CardFailure:
    """The 基本4情報 and the pictures of the card by its 照合番号B; ``typed`` is wiped whatever happens."""
    try:
        with open_card(reader, deadline_seconds) as opened:
            if isinstance(opened, CardFailure):
                return opened
            return read_by_numbers(opened, typed, authorities, staff=staff, photo=photo)
    finally:
        my_number.wipe(typed)


def read_serial(reader: str, *, deadline_seconds: float = 5.0) -> bytes | CardFailure:
    """The number of whatever lies on ``reader``, as a staff badge is known by."""
    with open_card(reader, deadline_seconds) as opened:
        return opened if isinstance(opened, CardFailure) else card_serial(opened)


def survey_card(
    reader: str, atr: bytes = b"", *, deadline_seconds: float = 5.0
) -> CardSurvey | CardFailure:
    """What lies on ``reader`` and what it tells freely; ``atr`` as the reader reported it."""
    without_applications = type_of_atr(atr)
    if without_applications is not None:
        return CardSurvey(without_applications)
    with open_card(reader, deadline_seconds) as opened:
        return opened if isinstance(opened, CardFailure) else survey(opened)
