"""How a kiosk introduces itself: the one-time code, its name and public key, signed by that key.

The same bytes on both sides; the office answers with the public keys that a kiosk seals to.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from sync.envelope.canonical import canonical

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_CODE = re.compile(r"[A-Z2-7]{16}")
LONGEST = 2048
"""Bytes of a request; more is not read."""


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a kiosk asks for.  The signature showed that it holds the key's private half."""

    device: str
    code: str
    key: Ed25519PublicKey


def fingerprint(key: Ed25519PublicKey) -> str:
    """80 bits of SHA-256 in five groups of four hex digits: people compare it on two screens."""
    digits = hashlib.sha256(_raw(key)).hexdigest()[:20]
    return "-".join(digits[n : n + 4] for n in range(0, 20, 4))


def to_request(device: str, code: str, key: Ed25519PrivateKey) -> bytes:
    """The body of the request."""
    plain = {
        "device": device,
        "code": code,
        "key": base64.b64encode(_raw(key.public_key())).decode("ascii"),
    }
    signature = base64.b64encode(key.sign(_message(plain))).decode("ascii")
    return canonical({**plain, "signature": signature})


def from_request(body: bytes) -> Enrolment | None:
    """``None``: not a request, or not signed by the key in it."""
    try:
        plain: dict[str, Any] = json.loads(body)
        signature = base64.b64decode(plain.pop("signature"), validate=True)
        device, code = plain["device"], plain["code"].replace("-", "").upper()
        raw = base64.b64decode(plain["key"], validate=True)
        key = Ed25519PublicKey.from_public_bytes(raw)
        key.verify(signature, _message(plain))
    except (InvalidSignature, KeyError, TypeError, AttributeError, ValueError, RecursionError):
        return None
    if not (_NAME.fullmatch(device) and _CODE.fullmatch(code)):
        return None
    return Enrolment(device, code, key)


def _message(plain: dict[str, Any]) -> bytes:
    return b"kakanai enrolment 1\n" + canonical(plain)


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)
