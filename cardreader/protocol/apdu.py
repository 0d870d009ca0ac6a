"""Command and response APDUs (ISO/IEC 7816-4:2013, 5.1) and one exchange of them.

``61xx`` and ``6Cxx`` are answered here, because contact readers in T=0 send them.
"""

from __future__ import annotations

from dataclasses import dataclass

from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.status import status_text
from cardreader.protocol.transmit import LineBroken, Transmit

SHORT_DATA = 255
SHORT_LE = 256
EXTENDED_DATA = 65535
EXTENDED_LE = 65536
MOST_CONTINUATIONS = 64
"""How many ``61xx`` one answer may be cut into before it counts as broken."""


@dataclass(frozen=True, slots=True)
class Command:
    """``le`` counts the bytes that are expected: 0 for none, 256 (short) or 65536 for all.

    The form is short unless ``extended`` is set or the sizes do not fit.  ``data`` is left out of
    the representation, because it may be a PIN.
    """

    cla: int
    ins: int
    p1: int
    p2: int
    data: bytes | bytearray = b""
    le: int = 0
    extended: bool = False

    def __post_init__(self) -> None:
        for name in ("cla", "ins", "p1", "p2"):
            if not 0 <= getattr(self, name) <= 0xFF:
                raise ValueError(f"{name} is not one byte")
        if len(self.data) > EXTENDED_DATA or not 0 <= self.le <= EXTENDED_LE:
            raise ValueError("data or le does not fit an APDU")

    def __repr__(self) -> str:
        header = f"{self.cla:02X}{self.ins:02X}{self.p1:02X}{self.p2:02X}"
        return f"Command({header}, {len(self.data)} bytes, le={self.le})"


@dataclass(frozen=True, slots=True)
class Response:
    """``data`` without the status word; ``sw`` is SW1 and SW2 as one number."""

    data: bytes
    sw: int

    @property
    def ok(self) -> bool:
        return self.sw == 0x9000

    def __repr__(self) -> str:
        return f"Response({len(self.data)} bytes, {self.sw:04X})"


def encode(command: Command) -> bytearray:
    """The bytes on the line; a ``bytearray``, so that the caller can wipe it."""
    apdu = bytearray((command.cla, command.ins, command.p1, command.p2))
    size, le = len(command.data), command.le
    extended = command.extended or size > SHORT_DATA or le > SHORT_LE
    if not extended:
        if size:
            apdu.append(size)
            apdu += command.data
        if le:
            apdu.append(le % 256)
        return apdu
    if size or le:
        apdu.append(0)
    if size:
        apdu += size.to_bytes(2, "big")
        apdu += command.data
    if le:
        apdu += (le % 65536).to_bytes(2, "big")
    return apdu


def decode_response(answer: bytes) -> Response:
    """Split the status word off.

    :raises LineBroken: fewer than two bytes: pcscd reports success with nothing when the card
        dies during the command (``reference/pcsc.md`` 4).
    """
    if len(answer) < 2:
        raise LineBroken(CardFailure(CardFailureCode.REMOVED, detail="answer without status"))
    return Response(bytes(answer[:-2]), int.from_bytes(answer[-2:], "big"))


def exchange(transmit: Transmit, command: Command) -> Response:
    """Send ``command`` once, and fetch what the card keeps back.

    The command itself is repeated only on ``6Cxx`` and only without command data, so no VERIFY
    is ever sent twice.

    :raises LineBroken: the card went away, or it never stops answering ``61xx``.
    """
    response = decode_response(transmit(encode(command)))
    if response.sw >> 8 == 0x6C and not command.data:
        again = Command(
            command.cla, command.ins, command.p1, command.p2, le=(response.sw & 0xFF) or SHORT_LE
        )
        response = decode_response(transmit(encode(again)))
    collected = bytearray(response.data)
    for _ in range(MOST_CONTINUATIONS):
        if response.sw >> 8 != 0x61:
            return Response(bytes(collected), response.sw)
        get_response = Command(0x00, 0xC0, 0, 0, le=(response.sw & 0xFF) or SHORT_LE)
        response = decode_response(transmit(encode(get_response)))
        collected += response.data
    raise LineBroken(CardFailure(CardFailureCode.UNREADABLE, detail=status_text(response.sw)))
