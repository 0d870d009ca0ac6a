"""Seal a submission once, for the office and for the offline escrow, and open it again.

A random data key (AES-256-GCM) is wrapped by HPKE (RFC 9180, base mode) to each recipient.  The
header is HPKE's ``info`` and the ciphertext's associated data; HPKE base mode does not say who
sealed, so the device signs header and digest with Ed25519.  The kiosk holds public keys only and
cannot open what it sealed (sync.md 1a).
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from sync.envelope.keys import key_id
from sync.envelope.submission import Submission
from sync.envelope.wire import (
    SUITE_X25519,
    Envelope,
    Header,
    Recipient,
    digest_of,
    sealed_bytes,
)
from sync.failures import SyncFailure, SyncFailureCode

_WRAP = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_NONCE = 12
_BLOCK = 4096
"""The plaintext is filled with spaces to a multiple of this: its length tells less."""


@dataclass(frozen=True, slots=True)
class SealingKeys:
    """What a kiosk holds: two public keys to seal to, its own key to sign with."""

    office: X25519PublicKey
    escrow: X25519PublicKey
    device: Ed25519PrivateKey


def seal(submission: Submission, keys: SealingKeys, sequence: int) -> Envelope:
    """Seal once; a retry sends the same bytes, for sealing anew gives another digest.

    ``sequence`` is the one that the keeper's ``begin`` reserved.  Raises ``ValueError`` for an
    office or device name, or a text, that cannot travel.
    """
    header = Header(submission.id, submission.office, submission.device, sequence)
    plaintext = submission.to_bytes()
    plaintext = plaintext.ljust(-(-len(plaintext) // _BLOCK) * _BLOCK)
    data_key = AESGCM.generate_key(256)
    recipients = tuple(
        Recipient(role, key_id(key), _WRAP.encrypt(data_key, key, info=_info(header, role)))
        for role, key in (("office", keys.office), ("escrow", keys.escrow))
    )
    nonce = secrets.token_bytes(_NONCE)
    ciphertext = nonce + AESGCM(data_key).encrypt(nonce, plaintext, _associated(header))
    ciphertext64 = base64.b64encode(ciphertext)
    digest = digest_of(sealed_bytes(recipients, ciphertext64))
    return Envelope(
        header, recipients, ciphertext64, digest, keys.device.sign(_to_sign(header, digest))
    )


def verify(envelope: Envelope, device: Ed25519PublicKey) -> Envelope | SyncFailure:
    """The same envelope when digest and device signature hold; needs no private key."""
    if envelope.header.suite != SUITE_X25519:
        return SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "suite")
    if digest_of(envelope.sealed()) != envelope.digest:
        return SyncFailure(SyncFailureCode.ENVELOPE_TAMPERED, "digest")
    try:
        device.verify(envelope.signature, _to_sign(envelope.header, envelope.digest))
    except InvalidSignature:
        return SyncFailure(SyncFailureCode.ENVELOPE_TAMPERED, "signature")
    return envelope


def rewrap(
    envelope: Envelope, escrow: X25519PrivateKey, office: X25519PublicKey
) -> Recipient | SyncFailure:
    """A further wrapping of the data key, for a new office key; the envelope stays as it came."""
    opened = open_envelope(envelope, escrow)
    if isinstance(opened, SyncFailure):
        return opened
    mine = _wrapping(envelope.recipients, escrow)
    assert mine is not None  # it has just been opened with this key
    data_key = _WRAP.decrypt(mine.wrapped, escrow, info=_info(envelope.header, mine.role))
    wrapped = _WRAP.encrypt(data_key, office, info=_info(envelope.header, "office"))
    return Recipient("office", key_id(office), wrapped)


def open_envelope(
    envelope: Envelope, private_key: X25519PrivateKey, further: Sequence[Recipient] = ()
) -> Submission | SyncFailure:
    """Open with the office's or the escrow's private key.  ``further``: from :func:`rewrap`.

    Says nothing about who sealed it: call :func:`verify` with the enrolled device's key first.
    """
    if envelope.header.suite != SUITE_X25519:
        return SyncFailure(SyncFailureCode.ENVELOPE_UNSUPPORTED, "suite")
    wrapped = _wrapping((*envelope.recipients, *further), private_key)
    if wrapped is None:
        return SyncFailure(SyncFailureCode.ENVELOPE_NOT_FOR_US)
    ciphertext = envelope.ciphertext
    nonce, sealed = ciphertext[:_NONCE], ciphertext[_NONCE:]
    try:
        data_key = _WRAP.decrypt(
            wrapped.wrapped, private_key, info=_info(envelope.header, wrapped.role)
        )
        plaintext = AESGCM(data_key).decrypt(nonce, sealed, _associated(envelope.header))
    except (InvalidTag, ValueError):  # ValueError: a nonce or a key of a wrong length
        return SyncFailure(SyncFailureCode.ENVELOPE_TAMPERED, "ciphertext")
    try:
        submission = Submission.from_bytes(plaintext)
    except ValueError:
        return SyncFailure(SyncFailureCode.ENVELOPE_CONTENT, "not a submission")
    header = envelope.header
    inside = (submission.id, submission.office, submission.device)
    if inside != (header.id, header.office, header.device):
        return SyncFailure(SyncFailureCode.ENVELOPE_CONTENT, "another submission")
    return submission


def _wrapping(recipients: Sequence[Recipient], key: X25519PrivateKey) -> Recipient | None:
    mine = key_id(key.public_key())
    return next((each for each in recipients if each.key_id == mine), None)


def _info(header: Header, role: str) -> bytes:
    return b"kakanai data key 1\n" + role.encode() + b"\n" + header.to_bytes()


def _associated(header: Header) -> bytes:
    return b"kakanai submission 1\n" + header.to_bytes()


def _to_sign(header: Header, digest: str) -> bytes:
    return b"kakanai envelope 1\n" + header.to_bytes() + b"\n" + digest.encode()
