"""The steps of a conversation with a My Number Card, each one command or a few.

They end with :class:`Refused` (the card said no) or ``LineBroken``, which the functions that talk
to a whole card turn into their results.  The retry counter is asked before every VERIFY and a
VERIFY is sent once (``reference/card.md`` 1, 2.15, 2.16, 7).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
HEADER_BYTES: Final = 7
"""Two of the tag, up to three of the length, and two spare: what working clients ask for."""
CHUNK: Final = 0xE0
"""Some readers break at full 256-byte answers (``reference/card.md`` 7, row 10)."""
MOST_BYTES: Final = 8192


class Refused(Exception):
    """Ends a conversation with a result; never leaves ``cardreader.cards``."""

    def __init__(self, failure: CardFailure) -> None:
        super().__init__(failure.code)
        self.failure = failure


@dataclass(frozen=True, slots=True)
class Secret:
    """A PIN or number that opens files of one application: its file, length in ASCII digits, and
    what it means when it is incomplete, wrong, used up or down to what nobody may touch."""

    name: str
    file: int
    length: int
    incomplete: CardFailureCode
    wrong: CardFailureCode
    few_left: CardFailureCode
    blocked: CardFailureCode
    spare: int
    """With so many tries left only staff may go on."""


PIN: Final = Secret(
    "pin",
    0x0011,
    4,
    CardFailureCode.PIN_INCOMPLETE,
    CardFailureCode.PIN_WRONG,
    CardFailureCode.PIN_LAST_TRY,
    CardFailureCode.PIN_BLOCKED,
    spare=1,
)
COLLATION_B: Final = Secret(
    "collation_b",
    0x0015,
    14,
    CardFailureCode.COLLATION_INCOMPLETE,
    CardFailureCode.COLLATION_WRONG,
    CardFailureCode.COLLATION_FEW_LEFT,
    CardFailureCode.COLLATION_BLOCKED,
    spare=5,
)


def wipe(secret: bytearray) -> None:
    """Overwrite in place; the length stays."""
    for index in range(len(secret)):
        secret[index] = 0


def complete(typed: bytearray, secret: Secret) -> bool:
    """Whether ``typed`` may be sent at all: nothing else may ever cost a try."""
    return len(typed) == secret.length and typed.isdigit()


def select_application(transmit: Transmit, aid: bytes) -> Response:
    """Select by AID, without asking for its description."""
    response = exchange(transmit, Command(0x00, 0xA4, 0x04, 0x0C, aid))
    if response.sw == INTERNAL:
        # The first command after power-up failed so on one card; once more, and nothing else.
        response = exchange(transmit, Command(0x00, 0xA4, 0x04, 0x0C, aid))
    return response


def select_file(transmit: Transmit, file: int) -> None:
    """Select a file of the current application, which is allowed without any right."""
    response = exchange(transmit, Command(0x00, 0xA4, 0x02, 0x0C, file.to_bytes(2, "big")))
    if not response.ok:
        code = (
            CardFailureCode.NOT_MY_NUMBER
            if response.sw == NOT_FOUND
            else CardFailureCode.UNREADABLE
        )
        raise Refused(CardFailure(code, detail=f"file {file:04X}: {status_text(response.sw)}"))


def ask_counter(transmit: Transmit, secret: Secret) -> int:
    """How many tries ``secret`` has: VERIFY without data (four bytes, case 1) costs none."""
    select_file(transmit, secret.file)
    response = exchange(transmit, Command(0x00, 0x20, 0x00, 0x80))
    tries = tries_in(response.sw)
    if tries is not None:
        return tries
    if response.sw in BLOCKED:
        return 0
    if response.sw == OK:
        # Verified by a program before us that did not power the card off: laying it down anew
        # ends that, and only then is the counter known.
        raise Refused(CardFailure(CardFailureCode.RESET, detail="already verified"))
    raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=status_text(response.sw)))


def ask_whether_allowed(transmit: Transmit, secret: Secret, *, staff: bool) -> None:
    """Ask the counter, and refuse when it is too low for a citizen alone."""
    tries = ask_counter(transmit, secret)
    if tries == 0:
        raise Refused(CardFailure(secret.blocked, tries_left=0))
    if tries <= secret.spare and not staff:
        raise Refused(CardFailure(secret.few_left, tries_left=tries))


def verify(transmit: Transmit, secret: Secret, typed: bytearray) -> None:
    """Send what was typed once, after :func:`ask_counter`.

    Both copies of it are wiped before anything else happens.
    """
    apdu = encode(Command(0x00, 0x20, 0x00, 0x80, typed))
    try:
        sw = decode_response(transmit(apdu)).sw
    except LineBroken as end:
        detail = f"{end.failure.code}: {end.failure.detail}"
        raise Refused(CardFailure(CardFailureCode.PIN_UNCERTAIN, detail=detail)) from None
    finally:
        wipe(apdu)
        wipe(typed)
    if sw == OK:
        return
    tries = tries_in(sw)
    if tries == 0 or sw in BLOCKED:
        raise Refused(CardFailure(secret.blocked, tries_left=0))
    if tries is not None:
        raise Refused(CardFailure(secret.wrong, tries_left=tries))
    if sw == MISMATCH_WITHOUT_COUNTER:
        raise Refused(CardFailure(CardFailureCode.PIN_UNCERTAIN, detail=status_text(sw)))
    raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=f"VERIFY: {status_text(sw)}"))


def read_file(transmit: Transmit, file: int, outer: int, most: int = MOST_BYTES) -> bytes:
    """The object with tag ``outer`` of ``file``, in as many reads as reader and card want."""
    select_file(transmit, file)
    content = bytearray()
    _read_up_to(transmit, content, HEADER_BYTES)
    try:
        tag, length, value_start = read_header(bytes(content))
    except TlvFault as fault:
        raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=str(fault))) from None
    total = value_start + length
    if tag != outer or total > most:
        detail = f"outer tag {tag:X} with {total} bytes"
        raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=detail))
    _read_up_to(transmit, content, total)
    return bytes(content[:total])


def _read_up_to(transmit: Transmit, content: bytearray, total: int) -> None:
    """Continue ``content`` until it has ``total`` bytes; readers may cut any answer short."""
    while len(content) < total:
        piece = read_binary(transmit, len(content), min(CHUNK, total - len(content)))
        if not piece:
            detail = f"file ends at {len(content)}"
            raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=detail))
        content += piece


def read_binary(transmit: Transmit, offset: int, length: int) -> bytes:
    """At most ``length`` bytes; empty at the end of the file."""
    command = Command(0x00, 0xB0, offset >> 8 & 0x7F, offset & 0xFF, le=length)
    response = exchange(transmit, command)
    if response.sw in {OK, END_OF_FILE_REACHED}:
        return response.data
    if response.sw == OFFSET_BEYOND_END:
        return b""
    raise Refused(CardFailure(CardFailureCode.UNREADABLE, detail=status_text(response.sw)))
