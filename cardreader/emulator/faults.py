"""What goes wrong between a card and its reader, as data, and a line on which it goes wrong.

The faults of ``reference/card.md`` 6.4 (item 7): a card taken off after n commands, slow or hung cards, readers
that cut, refuse or piece answers together, noise.  The same line serves the virtual reader and tests in memory.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from cardreader.emulator.card import EmulatedCard

_WRONG_LENGTH: Final = b"\x67\x00"
_OK: Final = b"\x90\x00"
_GET_RESPONSE: Final = b"\x00\xc0\x00\x00"


class CardGone(Exception):
    """The card was taken away in the middle of a command: nothing comes back."""


class CardHangs(Exception):
    """The card will never answer this command."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Commands are counted since the card was laid down.

    ``pull_after`` n: taken away when command n + 1 arrives, before the card sees it.
    ``lose_answer_after`` n: the card obeys command n + 1 and is taken away before its answer arrives.
    ``hang_after`` n: command n + 1 is never answered.
    ``noise_after`` n: command n + 1 is answered by bytes that no card sends; ``seed`` says which.
    ``slow``: seconds before each answer.
    ``short_only``: the reader takes no extended APDU (6700).
    ``cut_at``: the reader hands on so many bytes of an answer and drops the rest.
    ``pieces``: answers come in so many bytes at once, the rest by GET RESPONSE (61xx).
    ``exact_le``: a Le that is not what is there is answered by 6Cxx.
    """

    pull_after: int | None = None
    lose_answer_after: int | None = None
    hang_after: int | None = None
    noise_after: int | None = None
    seed: int = 0
    slow: float = 0.0
    short_only: bool = False
    cut_at: int | None = None
    pieces: int | None = None
    exact_le: bool = False


class FaultyLine:
    """``respond`` as the card's own, with one card's faults.  Waiting for ``slow`` is the caller's."""

    def __init__(self, card: EmulatedCard, fault: Fault) -> None:
        self.card = card
        self.fault = fault
        self._served = 0
        self._rest = b""

    def respond(self, apdu: bytes) -> bytes:
        """The answer as it comes out of the reader.

        :raises CardGone: it was taken off.
        :raises CardHangs: it does not answer.
        """
        fault, number = self.fault, self._served
        self._served += 1
        if _due(fault.pull_after, number):
            raise CardGone
        if _due(fault.hang_after, number):
            raise CardHangs
        if fault.short_only and _extended(apdu):
            return _WRONG_LENGTH
        answer = self._pieced(apdu) if fault.pieces else self._exact(apdu)
        if _due(fault.lose_answer_after, number):
            raise CardGone
        if fault.noise_after == number:
            return _noise(Random(f"{fault.seed} {number}"), answer)  # noqa: S311 - not a secret
        if fault.cut_at is not None and len(answer) - 2 > fault.cut_at:
            return answer[: fault.cut_at] + answer[-2:]
        return answer

    def _exact(self, apdu: bytes) -> bytes:
        answer = self.card.respond(apdu)
        there = len(answer) - 2
        if not self.fault.exact_le or not answer.endswith(_OK) or len(apdu) != 5:
            return answer
        wanted = apdu[4] or 256
        return answer if wanted == there else bytes((0x6C, there % 256))

    def _pieced(self, apdu: bytes) -> bytes:
        size = self.fault.pieces or 256
        if apdu[:4] == _GET_RESPONSE:
            data, self._rest = self._rest[: apdu[4] or 256], self._rest[apdu[4] or 256 :]
        else:
            answer = self.card.respond(apdu)
            if not answer.endswith(_OK):
                return answer
            data, self._rest = answer[:-2][:size], answer[:-2][size:]
        left = min(len(self._rest), size)
        return data + (bytes((0x61, left % 256)) if left else _OK)


def _due(after: int | None, number: int) -> bool:
    return after is not None and number >= after


def _extended(apdu: bytes) -> bool:
    return len(apdu) > 5 and apdu[4] == 0


def _noise(random: Random, answer: bytes) -> bytes:
    """Another status, a changed bit, a cut, or nothing that makes sense."""
    match random.randrange(5):
        case 0:
            return answer[:-2] + random.choice(_STRANGE)
        case 1 if len(answer) > 2:
            spoilt = bytearray(answer)
            spoilt[random.randrange(len(spoilt) - 2)] ^= 1 << random.randrange(8)
            return bytes(spoilt)
        case 2:
            return answer[: random.randrange(len(answer))]
        case 3:
            return _OK
        case _:
            return random.randbytes(random.randrange(260)) + random.choice((_OK, b""))


_STRANGE: Final = tuple(
    bytes.fromhex(word)
    for word in (
        *("6100", "6110", "6C00", "6C05", "6200", "6281", "6282", "6283", "6300", "63C0", "63C3"),
        *("6581", "6700", "6881", "6981", "6982", "6983", "6984", "6985", "6986", "6A80", "6A82"),
        *("6A86", "6A88", "6B00", "6D00", "6E00", "6F00", "9000", "9F10", "0000", "FFFF"),
    )
)
