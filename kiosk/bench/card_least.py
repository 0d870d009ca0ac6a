"""The shortest command sequences that give the same as each route, with short APDUs.

Each file by its short id (``reference/card.md`` 2.2, one source), 256 bytes at once, and no more than its head says.
The counter is still asked before each VERIFY: that is a rule, not a cost.
"""

from __future__ import annotations

from cardreader.cards.common import COMMON_AP
from cardreader.cards.conversation import TEXT_AP
from cardreader.cards.survey import VISUAL_AP
from cardreader.protocol.ber import read_header
from cardreader.protocol.transmit import Transmit

_BLOCK = 256
_CHALLENGE = bytes(32)
_TEXT_FILES = (0x02, 0x03, 0x04, 0x07)


def least_tries(line: Transmit) -> None:
    """Application, counter of the PIN, counter of the numbers."""
    _select(line, TEXT_AP)
    _counter(line, 0x11)
    _counter(line, 0x15)


def least_pin(line: Transmit, pin: bytes) -> None:
    """The free record; counter, VERIFY, four files, a challenge."""
    _common(line)
    _text(line, 0x11, pin)


def least_numbers(line: Transmit, numbers: bytes) -> None:
    """The same with the numbers, then the face of the card with its certificate and a challenge."""
    _common(line)
    _text(line, 0x15, numbers)
    _select(line, VISUAL_AP)
    _counter(line, 0x12)
    _verify(line, 0x12, numbers)
    _read(line, 0x02)
    _read(line, 0x04)
    _challenge(line)


def _common(line: Transmit) -> None:
    _select(line, COMMON_AP)
    _ok(line(bytes.fromhex("00B2010C00")))


def _text(line: Transmit, key: int, secret: bytes) -> None:
    _select(line, TEXT_AP)
    _counter(line, key)
    _verify(line, key, secret)
    for file in _TEXT_FILES:
        _read(line, file)
    _challenge(line)


def _select(line: Transmit, aid: bytes) -> None:
    _ok(line(b"\x00\xa4\x04\x0c" + bytes((len(aid),)) + aid))


def _counter(line: Transmit, key: int) -> None:
    answer = line(bytes((0x00, 0x20, 0x00, 0x80 | key)))
    if answer[-2] != 0x63:
        raise RuntimeError("no counter")


def _verify(line: Transmit, key: int, secret: bytes) -> None:
    _ok(line(bytes((0x00, 0x20, 0x00, 0x80 | key, len(secret))) + secret))


def _challenge(line: Transmit) -> None:
    _ok(line(b"\x80\x2a\x03\x00\x20" + _CHALLENGE + b"\x00"))


def _read(line: Transmit, file: int) -> None:
    """The first block by short id; what its head says is left, block by block."""
    content = _ok(line(bytes((0x00, 0xB0, 0x80 | file, 0x00, 0x00))))
    _, length, start = read_header(content)
    total = start + length
    while len(content) < total:
        offset, size = len(content), min(_BLOCK, total - len(content))
        content += _ok(line(bytes((0x00, 0xB0, offset >> 8, offset & 0xFF, size % _BLOCK))))


def _ok(answer: bytes) -> bytes:
    if answer[-2:] != b"\x90\x00":
        raise RuntimeError("refused")
    return answer[:-2]
