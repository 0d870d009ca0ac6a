"""The envelope as it travels and lies: clear header, wrapped keys, ciphertext, digest, signature.

One flat JSON object in canonical spelling (``canonical.py``); any other spelling is refused, so the
bytes, the digest and the meaning belong to each other one to one.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import string
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
_ALPHABET = (string.ascii_letters + string.digits + "+/").encode()
_BEFORE, _AFTER = b'{"ciphertext":"', b'",'
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
    """A sealed submission.  ``digest``: SHA-256 in hex over the bytes of :meth:`sealed`.

    ``ciphertext64``: in base64, as it travels; only who opens it needs the bytes.
    """

    header: Header
    recipients: tuple[Recipient, ...]
    ciphertext64: bytes
    digest: str
    signature: bytes

    @property
    def id(self) -> UUID:
        """The submission's id."""
        return self.header.id

    @property
    def ciphertext(self) -> bytes:
        """Nonce and what AES-GCM made."""
        return base64.b64decode(self.ciphertext64)

    def sealed(self) -> bytes:
        """The bytes under the digest: wrapped keys and ciphertext."""
        return sealed_bytes(self.recipients, self.ciphertext64)

    def to_bytes(self) -> bytes:
        """Canonical JSON, ASCII only: the body of the PUT and the content of the store."""
        return _around(
            self.ciphertext64,
            {
                "format": FORMAT,
                **self.header.to_json(),
                "recipients": _recipients_json(self.recipients),
                "digest": self.digest,
                "signature": _encode(self.signature),
            },
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Envelope | SyncFailure:
        """Read the shape only; whether it is genuine says ``seal.verify``."""
        if len(data) > MAX_BYTES:
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "too long")
        try:
            plain, ciphertext64 = _apart(data)
            if plain["format"] != FORMAT:
                return SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "format")
            envelope = _envelope(plain, ciphertext64)
            same = envelope.to_bytes() == data
        except (KeyError, TypeError, AttributeError, ValueError, RecursionError):
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "shape")
        if not same:
            return SyncFailure(SyncFailureCode.ENVELOPE_UNREADABLE, "not canonical")
        return envelope


def sealed_bytes(recipients: tuple[Recipient, ...], ciphertext64: bytes) -> bytes:
    """Canonical bytes of what sealing produced."""
    return _around(ciphertext64, {"recipients": _recipients_json(recipients)})


def digest_of(sealed: bytes) -> str:
    """SHA-256, 64 hex digits."""
    return hashlib.sha256(sealed).hexdigest()


def _around(ciphertext64: bytes, rest: Mapping[str, Any]) -> bytes:
    """``canonical({"ciphertext": …, **rest})``, with the ciphertext not put through an encoder.

    Its name sorts before all others and base64 has nothing to escape; encoding 200 kB anew, three
    times a submission, was a third of the intake's work.
    """
    return _BEFORE + ciphertext64 + _AFTER + canonical(rest)[1:]


def _apart(data: bytes) -> tuple[Any, bytes]:
    """The inverse, without a decoder's way through 200 kB; any other spelling is read whole, to say what is wrong."""
    end = data.find(b'"', len(_BEFORE))
    if not (data.startswith(_BEFORE) and data.startswith(_AFTER, end)):
        plain = json.loads(data)
        return plain, plain["ciphertext"].encode("ascii")
    return json.loads(b"{" + data[end + len(_AFTER) :]), data[len(_BEFORE) : end]


def _one_spelling(data: bytes) -> bytes:
    """``data``, when it is base64 as an encoder writes it.  Raises ``ValueError``."""
    padding = data.translate(None, _ALPHABET)
    ends = data[-4:]
    if (
        len(data) % 4
        or padding not in (b"", b"=", b"==")
        or not data.endswith(padding)
        or base64.b64encode(base64.b64decode(ends)) != ends  # the bits that padding leaves over
    ):
        raise ValueError("not base64 in its one spelling")
    return data


def _recipients_json(recipients: tuple[Recipient, ...]) -> list[dict[str, str]]:
    return [
        {"role": each.role, "key": each.key_id, "wrapped": _encode(each.wrapped)}
        for each in recipients
    ]


def _envelope(plain: Mapping[str, Any], ciphertext64: bytes) -> Envelope:
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
        ciphertext64=_one_spelling(ciphertext64),
        digest=plain["digest"],
        signature=_decode(plain["signature"]),
    )


def _encode(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decode(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
