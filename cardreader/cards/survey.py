"""What lies on the reader, and what it tells anyone: kind, expiry, municipality, retry counters.

Asking a counter (VERIFY without data) costs no try, and no file that needs a right is read.  For
IT and counter staff: a locked 照合番号B is easily overlooked when only the PINs are asked
(``reference/card.md`` 1, 2.4, 2.9).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from cardreader.cards.common import COMMON_AP, CommonRecord, read_common_record
from cardreader.cards.conversation import (
    JPKI_AP,
    TEXT_AP,
    Refused,
    select_application,
    select_file,
)
from cardreader.cards.recognition import CardType, token_label, type_without_text_ap
from cardreader.failures import CardFailure
from cardreader.protocol.apdu import Command, exchange
from cardreader.protocol.status import BLOCKED, OK, status_text, tries_in
from cardreader.protocol.transmit import LineBroken, Transmit

VISUAL_AP: Final = bytes.fromhex("D3921000310001010402")
RESIDENT_AP: Final = bytes.fromhex("D3921000310001010401")
LICENCE_ON_CARD: Final = bytes.fromhex("A0000002310600000000000000000000")


@dataclass(frozen=True, slots=True)
class Counter:
    """``tries_left`` is None when the card did not say, and ``detail`` is what it said."""

    id: str
    name: str
    tries_left: int | None
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CardSurvey:
    """``common`` is None when the card does not tell it; ``licence``: a マイナ免許証 is on it."""

    kind: CardType
    token: str = ""
    common: CommonRecord | None = None
    licence: bool = False
    counters: tuple[Counter, ...] = ()

    def counter(self, name: str) -> Counter | None:
        """The counter with that id."""
        return next((counter for counter in self.counters if counter.id == name), None)


@dataclass(frozen=True, slots=True)
class _Asked:
    id: str
    name: str
    application: bytes
    file: int


PIN_COUNTER: Final = "text.pin"
_COUNTERS: Final = (
    _Asked("jpki.sign", "署名用パスワード", JPKI_AP, 0x001B),
    _Asked("jpki.auth", "利用者証明用暗証番号", JPKI_AP, 0x0018),
    _Asked(PIN_COUNTER, "券面事項入力補助用暗証番号", TEXT_AP, 0x0011),
    _Asked("text.collation_a", "照合番号A（券面事項入力補助AP）", TEXT_AP, 0x0014),
    _Asked("text.collation_b", "照合番号B（券面事項入力補助AP）", TEXT_AP, 0x0015),
    _Asked("visual.birth", "生年月日（券面事項確認AP）", VISUAL_AP, 0x0011),
    _Asked("visual.collation_b", "照合番号B（券面事項確認AP）", VISUAL_AP, 0x0012),
    _Asked("visual.collation_a", "照合番号A（券面事項確認AP）", VISUAL_AP, 0x0013),
    _Asked("resident.pin", "住民基本台帳用暗証番号（住基AP）", RESIDENT_AP, 0x001C),
    _Asked("common.pin", "住民基本台帳用暗証番号（共通カードAP）", COMMON_AP, 0x001C),
    _Asked("licence.pin", "マイナ免許証の暗証番号", LICENCE_ON_CARD, 0x0006),
)


def survey(transmit: Transmit) -> CardSurvey | CardFailure:
    """Ask the card for everything that is free; the current application changes."""
    try:
        return _survey(transmit)
    except LineBroken as end:
        return end.failure


def _survey(transmit: Transmit) -> CardSurvey:
    label = token_label(transmit)
    my_number = select_application(transmit, TEXT_AP).ok
    token = (label or b"").decode("ascii", "replace")
    if not my_number:
        kind = type_without_text_ap(transmit, label)
        return CardSurvey(kind, token, counters=() if label is None else _counters(transmit))
    counters = _counters(transmit)
    return CardSurvey(
        CardType.MY_NUMBER,
        token,
        read_common_record(transmit),
        select_application(transmit, LICENCE_ON_CARD).ok,
        counters,
    )


def _counters(transmit: Transmit) -> tuple[Counter, ...]:
    """Those that the card has, in the order of the table; one SELECT for each application."""
    found: list[Counter] = []
    current, there = b"", False
    for asked in _COUNTERS:
        if asked.application != current:
            current, there = asked.application, select_application(transmit, asked.application).ok
        counter = _counter(transmit, asked) if there else None
        if counter is not None:
            found.append(counter)
    return tuple(found)


def _counter(transmit: Transmit, asked: _Asked) -> Counter | None:
    try:
        select_file(transmit, asked.file)
    except Refused:
        return None
    sw = exchange(transmit, Command(0x00, 0x20, 0x00, 0x80)).sw
    if sw in BLOCKED:
        return Counter(asked.id, asked.name, 0)
    detail = "already verified" if sw == OK else status_text(sw)
    tries = tries_in(sw)
    return Counter(asked.id, asked.name, tries, "" if tries is not None else detail)
