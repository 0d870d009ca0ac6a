"""The envelope as it travels and lies: clear header, wrapped keys, ciphertext, digest, signature.

One flat JSON object in canonical spelling (``canonical.py``); any other spelling is refused, so the
bytes, the digest and the meaning belong to each other one to one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sync.envelope.canonical import canonical
from sync.failures import SyncFailure, SyncFailureCode

FORMAT = 1
CONTENT_TYPE = "application/vnd.kakanai.envelope+json"
MAX_BYTES = 8 * 1024 * 1024
"""Longer is refused unread: ten times the largest case (sync.md 6 plans 200 kB)."""

SUITE_X25519 = "x25519-aes256gcm-ed25519"
"""HPKE base mode (RFC 9180) X25519, HKDF-SHA256, AES-256-GCM for the key; AES-256-GCM; Ed25519."""

_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_LAST_SEQUENCE = 2**53 - 1  # the largest integer that every JSON reader keeps


@dataclass(frozen=True, slots=True)
class Header:
    """All that an intake without the key can see.  Raises ``ValueError`` for other spellings."""

    id: UUID
    office: str
    device: str
    sequence: int
    suite: str = SUITE_X25519

    def __post_init__(self) -> None:
        for name in (self.office, self.device, self.suite):
            if not _NAME.fullmatch(name):
                raise ValueError("office, device and suite are short lower-case ASCII names")
        if not 0 < self.sequence <= _LAST_SEQUENCE:
            raise ValueError("a sequence counts from 1")

    def to_bytes(self) -> bytes:
        """Canonical; bound into the wrapped keys, the ciphertext and the signature."""
        return canonical({"format": FORMAT, **self.to_json()})

    def to_json(self) -> dict[str, str | int]:
        """The header's members of the outer object."""
        return {
            "id": str(self.id),
            "office": self.office,
            "device": self.device,
            "sequence": self.sequence,
            "suite": self.suite,
        }


@dataclass(frozen=True, slots=True)
class Recipient:
    """The data key, wrapped for one public key.  ``role`` is ``office`` or ``escrow``."""

    role: str
    key_id: str
    wrapped: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """A sealed submission.  ``digest``: SHA-256 in hex over the bytes of :meth:`sealed`."""

    header: Header
    recipients: tuple[Recipient, ...]
    ciphertext: bytes
    digest: str
    signature: bytes

    @property
    def id(self) -> UUID:
        """The submission's id."""
        return self.header.id

    def sealed(self) -> bytes:
        """The bytes under the digest: wrapped keys and ciphertext."""
        return sealed_bytes(self.recipients, self.ciphertext)

    def to_bytes(self) -> bytes:
        """Canonical JSON, ASCII only: the body of the PUT and the content of the store."""
        return canonical(
            {
                "format": FORMAT,
                **self.header.to_json(),
                **_sealed_json(self.recipients, self.ciphertext),
                "digest": self.digest,
                "signature": _encode(self.signature),
            }
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Envelope | SyncFailure:
        """Read the shape only; whether it is genuine says ``seal.verify``."""
        if len(data) > MAX_BYTES:
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "too long")
        try:
            plain = json.loads(data)
            if plain["format"] != FORMAT:
                return SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "format")
            envelope = _envelope(plain)
            same = envelope.to_bytes() == data
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "shape")
        if not same:
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "not canonical")
        return envelope


def sealed_bytes(recipients: tuple[Recipient, ...], ciphertext: bytes) -> bytes:
    """Canonical bytes of what sealing produced."""
    return canonical(_sealed_json(recipients, ciphertext))


def digest_of(sealed: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(sealed).hexdigest()


def _sealed_json(recipients: tuple[Recipient, ...], ciphertext: bytes) -> dict[str, Any]:
    return {
        "recipients": [
            {"role": each.role, "key": each.key_id, "wrapped": _encode(each.wrapped)}
            for each in recipients
        ],
        "ciphertext": _encode(ciphertext),
    }


def _envelope(plain: Mapping[str, Any]) -> Envelope:
    sequence = plain["sequence"]
    if isinstance(sequence, bool) or not isinstance(sequence, int):
        raise TypeError
    return Envelope(
        header=Header(
            UUID(plain["id"]), plain["office"], plain["device"], sequence, plain["suite"]
        ),
        recipients=tuple(
            Recipient(each["role"], each["key"], _decode(each["wrapped"]))
            for each in plain["recipients"]
        ),
        ciphertext=_decode(plain["ciphertext"]),
        digest=plain["digest"],
        signature=_decode(plain["signature"]),
    )


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
