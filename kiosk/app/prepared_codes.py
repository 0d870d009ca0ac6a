"""A prepared case as QR codes: compact, sealed to the city's kiosks, in parts that a hand scanner reads well.

JSON, DEFLATE, HPKE (X25519, HKDF-SHA256, AES-256-GCM; RFC 9180) to the draft key, base45 (RFC 9285), parts of 800
letters: QR version 19 at level M in alphanumeric mode (ISO/IEC 18004, table 7: 1,003 letters at version 20-M), about
40 mm wide with modules of 0.4 mm.  The draft key's private half is in every kiosk of the city and nowhere else; a lost
paper is closed to everybody but a kiosk, which opens it beside staff or for the visitor's card only (adr/0018).
"""

from __future__ import annotations

import json
import secrets
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from forms.facts.values import from_json, to_json
from kiosk.session.prepared import Made, PreparedCase

PREFIX: Final = "KKND1:"
_SUITE: Final = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_INFO: Final = b"kakanai prepared case 1"
_PART: Final = 800
_MOST_PARTS: Final = 9
_MOST_BYTES: Final = 64 * 1024
"""Inflated; a code that grows beyond is no case."""
_BASE45: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"


class NotPreparedError(ValueError):
    """Not a prepared case of this city; nothing of its content is in the message."""


def codes_of(case: PreparedCase, key: X25519PublicKey) -> tuple[str, ...]:
    """One to nine texts for QR codes.  Raises ``ValueError`` for a case that is too long for nine."""
    plain = {
        "made": case.made.value,
        "event": case.event,
        "day": case.day.isoformat(),
        "facts": {fact: to_json(state) for fact, state in case.facts.items()},
        "history": list(case.history),
        "name": case.name,
        "birth": None if case.birth is None else case.birth.isoformat(),
    }
    packed = zlib.compress(json.dumps(plain, ensure_ascii=False).encode("utf-8"), 9)
    letters = base45(_SUITE.encrypt(packed, key, info=_INFO))
    parts = [letters[at : at + _PART] for at in range(0, len(letters), _PART)]
    if len(parts) > _MOST_PARTS:
        raise ValueError("too long for the codes of one sheet")
    mark = secrets.token_hex(2).upper()
    return tuple(f"{PREFIX}{mark}{n}{len(parts)}:{part}" for n, part in enumerate(parts, start=1))


@dataclass(slots=True)
class Collector:
    """Parts as they are scanned, in any order; another sheet's part begins anew."""

    _mark: str = ""
    _parts: dict[int, str] = field(default_factory=dict)

    def take(self, text: str) -> str | None:
        """All letters, once the last part is there.  Raises :class:`NotPreparedError`."""
        head, colon, part = text.removeprefix(PREFIX).partition(":")
        if not text.startswith(PREFIX) or not colon or len(head) != 6 or not head[4:].isdigit():
            raise NotPreparedError("not a part of a prepared case")
        mark, number, total = head[:4], int(head[4]), int(head[5])
        if not 1 <= number <= total:
            raise NotPreparedError("not a part of a prepared case")
        if mark != self._mark:
            self._mark, self._parts = mark, {}
        self._parts[number] = part
        if len(self._parts) < total:
            return None
        letters = "".join(self._parts[n] for n in sorted(self._parts))
        self._mark, self._parts = "", {}
        return letters


def opened(letters: str, key: X25519PrivateKey) -> PreparedCase:
    """The case.  Raises :class:`NotPreparedError`."""
    try:
        packed = _SUITE.decrypt(from_base45(letters), key, info=_INFO)
        inflate = zlib.decompressobj()
        plain = json.loads(inflate.decompress(packed, _MOST_BYTES))
        return _case(plain)
    except (InvalidTag, ValueError, KeyError, TypeError, AttributeError, zlib.error) as fault:
        raise NotPreparedError(type(fault).__name__) from None


def _case(plain: Mapping[str, Any]) -> PreparedCase:
    facts = {str(fact): from_json(state) for fact, state in plain["facts"].items()}
    birth = plain["birth"]
    return PreparedCase(
        Made(plain["made"]),
        str(plain["event"]),
        date.fromisoformat(plain["day"]),
        facts,
        tuple(str(asking) for asking in plain["history"]),
        str(plain["name"]),
        None if birth is None else date.fromisoformat(birth),
    )


def base45(data: bytes) -> str:
    """RFC 9285, 3."""
    letters = []
    for at in range(0, len(data), 2):
        pair = data[at : at + 2]
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            letters.append(_BASE45[digit])
    return "".join(letters)


def from_base45(letters: str) -> bytes:
    """The inverse.  Raises ``ValueError``."""
    digits: Sequence[int] = [_BASE45.index(letter) for letter in letters]
    data = bytearray()
    for at in range(0, len(digits), 3):
        group = digits[at : at + 3]
        if len(group) == 1:
            raise ValueError("a letter too many")
        number = sum(digit * 45**place for place, digit in enumerate(group))
        if number >> 8 * (len(group) - 1):
            raise ValueError("no such group of letters")
        data += number.to_bytes(len(group) - 1, "big")
    return bytes(data)
