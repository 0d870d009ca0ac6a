"""マイナンバーカード: 基本4情報 by the four-digit PIN of the 券面事項入力補助AP.

The 個人番号 (EF 0001) is never selected: there is no code for it here.  The retry counter is asked
before every VERIFY, a VERIFY is sent once, and the last try only when a person allowed it
(``reference/card.md`` 1, 2.15, 2.16, 7).
"""

from __future__ import annotations

from typing import Final

from cardreader.cards.basic_four import OUTER, BasicFour, BasicFourFault, parse_basic_four
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.apdu import Command, Response, decode_response, encode, exchange
from cardreader.protocol.ber import TlvFault, read_header
from cardreader.protocol.status import (
    BLOCKED,
    END_OF_FILE_REACHED,
    INTERNAL,
    MISMATCH_WITHOUT_COUNTER,
    NOT_FOUND,
    OFFSET_BEYOND_END,
    OK,
    status_text,
    tries_in,
)
from cardreader.protocol.transmit import LineBroken, Transmit

TEXT_AP: Final = bytes.fromhex("D3921000310001010408")
JPKI_AP: Final = bytes.fromhex("D392F000260100000001")
PIN_FILE: Final = 0x0011
BASIC_FOUR_FILE: Final = 0x0002
PIN_LENGTH: Final = 4
HEADER_BYTES: Final = 7
"""Two of the tag, up to three of the length, and two spare: what working clients ask for."""
CHUNK: Final = 0xE0
"""Some readers break at full 256-byte answers (``reference/card.md`` 7, row 10)."""
MOST_BYTES: Final = 8192


class _Refused(Exception):
    """Ends a conversation with a result; never leaves this module."""

    def __init__(self, failure: CardFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


def pin_tries(transmit: Transmit) -> int | CardFailure:
    """How many wrong PINs the card would still take (0 to 15); consumes nothing.

    Also the detection: anything but a My Number Card is told by its failure.
    """
    try:
        _select_text_ap(transmit)
        return _ask_counter(transmit)
    except (_Refused, LineBroken) as end:
        return end.failure


def read_basic_four(
    transmit: Transmit, pin: bytearray, *, allow_last_try: bool = False
) -> BasicFour | CardFailure:
    """Verify ``pin`` (ASCII digits) once and read the four.

    ``pin`` is filled with zeros in every case, also when an exception passes.  With one try left
    nothing is sent unless ``allow_last_try``.
    """
    try:
        if len(pin) != PIN_LENGTH or not pin.isdigit():
            return CardFailure(CardFailureCode.PIN_INCOMPLETE)
        _select_text_ap(transmit)
        tries = _ask_counter(transmit)
        if tries == 0:
            return CardFailure(CardFailureCode.PIN_BLOCKED, tries_left=0)
        if tries == 1 and not allow_last_try:
            return CardFailure(CardFailureCode.PIN_LAST_TRY, tries_left=1)
        _verify(transmit, pin)
        file = _read_file(transmit, BASIC_FOUR_FILE)
        return parse_basic_four(file)
    except (_Refused, LineBroken) as end:
        return end.failure
    except BasicFourFault as fault:
        return CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))
    finally:
        wipe(pin)


def wipe(secret: bytearray) -> None:
    """Overwrite in place; the length stays."""
    for index in range(len(secret)):
        secret[index] = 0


def _select_text_ap(transmit: Transmit) -> None:
    response = _select_application(transmit, TEXT_AP)
    if response.ok:
        return
    if response.sw in BLOCKED:
        raise _Refused(CardFailure(CardFailureCode.PIN_BLOCKED, tries_left=0))
    jpki = _select_application(transmit, JPKI_AP)
    code = CardFailureCode.PHONE if jpki.ok else CardFailureCode.NOT_MY_NUMBER
    raise _Refused(CardFailure(code, detail=status_text(response.sw)))


def _select_application(transmit: Transmit, aid: bytes) -> Response:
    response = exchange(transmit, Command(0x00, 0xA4, 0x04, 0x0C, aid))
    if response.sw == INTERNAL:
        # The first command after power-up failed so on one card; once more, and nothing else.
        response = exchange(transmit, Command(0x00, 0xA4, 0x04, 0x0C, aid))
    return response


def _select_file(transmit: Transmit, file: int) -> None:
    response = exchange(transmit, Command(0x00, 0xA4, 0x02, 0x0C, file.to_bytes(2, "big")))
    if not response.ok:
        code = (
            CardFailureCode.NOT_MY_NUMBER
            if response.sw == NOT_FOUND
            else CardFailureCode.UNREADABLE
        )
        raise _Refused(CardFailure(code, detail=f"file {file:04X}: {status_text(response.sw)}"))


def _ask_counter(transmit: Transmit) -> int:
    """Select the PIN and send VERIFY without data (four bytes, case 1)."""
    _select_file(transmit, PIN_FILE)
    response = exchange(transmit, Command(0x00, 0x20, 0x00, 0x80))
    tries = tries_in(response.sw)
    if tries is not None:
        return tries
    if response.sw in BLOCKED:
        return 0
    if response.sw == OK:
        # Verified by a program before us that did not power the card off: laying it down anew
        # ends that, and only then is the counter known.
        raise _Refused(CardFailure(CardFailureCode.RESET, detail="already verified"))
    raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=status_text(response.sw)))


def _verify(transmit: Transmit, pin: bytearray) -> None:
    """Send the PIN once.  Both copies of it are wiped before anything else happens."""
    apdu = encode(Command(0x00, 0x20, 0x00, 0x80, pin))
    try:
        sw = decode_response(transmit(apdu)).sw
    except LineBroken as end:
        detail = f"{end.failure.code}: {end.failure.detail}"
        raise _Refused(CardFailure(CardFailureCode.PIN_UNCERTAIN, detail=detail)) from None
    finally:
        wipe(apdu)
        wipe(pin)
    if sw == OK:
        return
    tries = tries_in(sw)
    if tries == 0 or sw in BLOCKED:
        raise _Refused(CardFailure(CardFailureCode.PIN_BLOCKED, tries_left=0))
    if tries is not None:
        raise _Refused(CardFailure(CardFailureCode.PIN_WRONG, tries_left=tries))
    if sw == MISMATCH_WITHOUT_COUNTER:
        raise _Refused(CardFailure(CardFailureCode.PIN_UNCERTAIN, detail=status_text(sw)))
    raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=f"VERIFY: {status_text(sw)}"))


def _read_file(transmit: Transmit, file: int) -> bytes:
    """The outer object of ``file``, in as many reads as the reader and the card want."""
    _select_file(transmit, file)
    content = bytearray()
    _read_up_to(transmit, content, HEADER_BYTES)
    try:
        tag, length, value_start = read_header(bytes(content))
    except TlvFault as fault:
        raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))) from None
    total = value_start + length
    if tag != OUTER or total > MOST_BYTES:
        detail = f"outer tag {tag:X} with {total} bytes"
        raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=detail))
    _read_up_to(transmit, content, total)
    return bytes(content[:total])


def _read_up_to(transmit: Transmit, content: bytearray, total: int) -> None:
    """Continue ``content`` until it has ``total`` bytes; readers may cut any answer short."""
    while len(content) < total:
        piece = _read_binary(transmit, len(content), min(CHUNK, total - len(content)))
        if not piece:
            detail = f"file ends at {len(content)}"
            raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=detail))
        content += piece


def _read_binary(transmit: Transmit, offset: int, length: int) -> bytes:
    """At most ``length`` bytes; empty at the end of the file."""
    command = Command(0x00, 0xB0, offset >> 8 & 0x7F, offset & 0xFF, le=length)
    response = exchange(transmit, command)
    if response.sw in {OK, END_OF_FILE_REACHED}:
        return response.data
    if response.sw == OFFSET_BEYOND_END:
        return b""
    raise _Refused(CardFailure(CardFailureCode.UNREADABLE, detail=status_text(response.sw)))
