"""The signatures that J-LIS puts on a My Number Card, and the card's answer to a challenge.

All are RSA-2048 with e = 65537, SHA-256 and PKCS#1 v1.5 (``reference/card.md`` 2.11).  Everything
here is pure: bytes of files in, a :class:`Checked` out.  A check that could not be made is
``not_checked`` with its reason, never ``verified`` and never ``invalid``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from cardreader.protocol.ber import Tlv, TlvFault, read_children, read_object

KEY_BYTES: Final = 256
KEY_ID_BYTES: Final = 16
EXPONENT: Final = b"\x01\x00\x01"
DIGEST_INFO: Final = bytes.fromhex("3031300d060960864801650304020105000420")
"""In front of a SHA-256 digest (RFC 8017, 9.2, note 1)."""
DIGEST_LIST_INFO: Final = bytes.fromhex("3071300d060960864801650304020105000460")
"""In front of the three digests of a card's face, which no library makes or takes."""


class Verdict(StrEnum):
    """What a check found out."""

    VERIFIED = "verified"
    INVALID = "invalid"
    NOT_CHECKED = "not_checked"


class Reason(StrEnum):
    """Why a verdict is not ``verified``."""

    NONE = ""
    UNKNOWN_AUTHORITY = "unknown_authority"
    """The certificate names a CA key that nobody gave us."""
    NOT_READ = "not_read"
    """The card did not give the file that the check needs."""
    NOT_SIGNED = "not_signed"
    """No signature on the card covers this value."""
    MALFORMED = "malformed"
    """The file has another structure than the one known; perhaps a newer card."""
    WRONG_CERTIFICATE = "wrong_certificate"
    """The certificate was not signed by the CA key it names."""
    WRONG_SIGNATURE = "wrong_signature"
    """The signature was not made by the certificate's key over these bytes."""
    WRONG_DIGEST = "wrong_digest"
    """The value is not the one that was signed."""
    ANOTHER_PERSON = "another_person"
    """Two applications of one card speak of different people."""
    WRONG_ANSWER = "wrong_answer"
    """The card does not hold the private key that was issued with it."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A verdict with its reason; ``Reason.NONE`` exactly when verified."""

    verdict: Verdict
    reason: Reason = Reason.NONE

    @property
    def verified(self) -> bool:
        return self.verdict is Verdict.VERIFIED


VERIFIED: Final = Checked(Verdict.VERIFIED)


def invalid(reason: Reason) -> Checked:
    return Checked(Verdict.INVALID, reason)


def not_checked(reason: Reason) -> Checked:
    return Checked(Verdict.NOT_CHECKED, reason)


class SignatureFault(ValueError):
    """A file is not built as its check needs it.  The message names tags, never content."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """RSA-2048 with e = 65537; ``modulus`` is 256 bytes, big-endian."""

    modulus: bytes

    def __post_init__(self) -> None:
        if len(self.modulus) != KEY_BYTES or not self.modulus[0] & 0x80 or not self.modulus[-1] & 1:
            raise SignatureFault("not an RSA-2048 modulus")

    def signed(self, signature: bytes, data: bytes) -> bool:
        """Whether ``signature`` is this key's over ``data``."""
        if len(signature) != KEY_BYTES:
            return False
        numbers = RSAPublicNumbers(65537, int.from_bytes(self.modulus, "big"))
        try:
            numbers.public_key().verify(signature, data, PKCS1v15(), SHA256())
        except InvalidSignature:
            return False
        return True

    def signed_list(self, signature: bytes, parts: Iterable[bytes]) -> bool:
        """Whether ``signature`` covers the list of the SHA-256 digests of three ``parts``.

        The block is compared whole, so nothing can hide in its padding.
        """
        number = int.from_bytes(signature, "big")
        modulus = int.from_bytes(self.modulus, "big")
        if len(signature) != KEY_BYTES or number >= modulus:
            return False
        content = DIGEST_LIST_INFO + b"".join(sha256(part).digest() for part in parts)
        padding = b"\xff" * (KEY_BYTES - 3 - len(content))
        block = pow(number, 65537, modulus).to_bytes(KEY_BYTES, "big")
        return block == b"\x00\x01" + padding + b"\x00" + content


@dataclass(frozen=True, slots=True)
class Authority:
    """A CA key; ``application`` is ``text`` or ``visual``: it vouches for no other."""

    key_id: bytes
    application: str
    key: PublicKey


@dataclass(frozen=True, slots=True)
class Certificate:
    """EF 0004: the key that signs the data of one application, with both key ids."""

    authority: bytes
    subject: bytes
    key: PublicKey
    body: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Integrity:
    """EF 0003 of the text AP: two digests; ``signed`` is what ``signature`` covers."""

    number_digest: bytes
    basic_four_digest: bytes
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class CardKey:
    """EF 0007 of the text AP: the key that answers challenges, itself signed."""

    key: PublicKey
    signed: bytes
    signature: bytes


def parse_certificate(file: bytes) -> Certificate:
    """EF 0004; filler may follow.

    :raises SignatureFault: another structure.
    """
    parts = _parts(file, 0x7F21, (0x5F4E, 0x5F37))
    body, signature = parts[0].value, parts[1].value
    if len(body) != 2 * KEY_ID_BYTES + 265 or len(signature) != KEY_BYTES:
        raise SignatureFault("certificate of another size")
    key = parse_public_key(body[2 * KEY_ID_BYTES :])
    return Certificate(
        body[:KEY_ID_BYTES], body[KEY_ID_BYTES : 2 * KEY_ID_BYTES], key, body, signature
    )


def parse_integrity(file: bytes) -> Integrity:
    """EF 0003; filler may follow.

    :raises SignatureFault: another structure.
    """
    number, four, signature = _parts(file, 0xFF30, (0xDF31, 0xDF32, 0xDF33))
    if (len(number.value), len(four.value), len(signature.value)) != (32, 32, KEY_BYTES):
        raise SignatureFault("integrity record of another size")
    return Integrity(number.value, four.value, file[number.start : four.end], signature.value)


def parse_card_key(file: bytes) -> CardKey:
    """EF 0007; filler may follow.

    :raises SignatureFault: another structure.
    """
    key, signature = _parts(file, 0xFF50, (0xDF51, 0xDF52))
    if len(signature.value) != KEY_BYTES:
        raise SignatureFault("signature of another size")
    return CardKey(parse_public_key(key.value), file[key.start : key.end], signature.value)


def check_certificate(
    certificate: Certificate, application: str, authorities: Iterable[Authority]
) -> Checked:
    """Whether a known CA of ``application`` signed it; several keys may have the same id."""
    named = [
        authority.key
        for authority in authorities
        if (authority.key_id, authority.application) == (certificate.authority, application)
    ]
    if not named:
        return not_checked(Reason.UNKNOWN_AUTHORITY)
    if any(key.signed(certificate.signature, certificate.body) for key in named):
        return VERIFIED
    return invalid(Reason.WRONG_CERTIFICATE)


def check_basic_four(
    file: bytes, integrity: Integrity, certificate: Certificate, trust: Checked
) -> Checked:
    """EF 0002 by EF 0003 by EF 0004; ``trust`` is what :func:`check_certificate` said.

    Without trust in the certificate nothing is checked, for its key proves nothing.

    :raises SignatureFault: ``file`` is not an EF 0002.
    """
    if not trust.verified:
        return trust
    if not certificate.key.signed(integrity.signature, integrity.signed):
        return invalid(Reason.WRONG_SIGNATURE)
    if basic_four_digest(file) != integrity.basic_four_digest:
        return invalid(Reason.WRONG_DIGEST)
    return VERIFIED


def check_card_key(card_key: CardKey, certificate: Certificate, trust: Checked) -> Checked:
    """EF 0007 by EF 0004: whether this key was issued with such a card."""
    if not trust.verified:
        return trust
    if not certificate.key.signed(card_key.signature, card_key.signed):
        return invalid(Reason.WRONG_SIGNATURE)
    return VERIFIED


def check_answer(card_key: CardKey, challenge: bytes, answer: bytes, trust: Checked) -> Checked:
    """The clone check: whether the card holds the private half of its key.

    ``trust`` is what :func:`check_card_key` said; a key that anyone could have made proves nothing.
    """
    if not trust.verified:
        return trust
    return VERIFIED if card_key.key.signed(answer, challenge) else invalid(Reason.WRONG_ANSWER)


def basic_four_digest(file: bytes) -> bytes:
    """SHA-256 of EF 0002 from the object behind the offset table to the end of the last one.

    :raises SignatureFault: ``file`` is not an EF 0002.
    """
    try:
        outer = read_object(file)
        first = next(read_children(file, outer), None)
    except TlvFault as fault:
        raise SignatureFault(str(fault)) from None
    if outer.tag != 0xFF20 or first is None or first.tag != 0xDF21:
        raise SignatureFault("no offset table")
    return sha256(file[first.end : outer.end]).digest()


def _parts(file: bytes, outer_tag: int, tags: tuple[int, ...]) -> list[Tlv]:
    """The objects in ``outer_tag``, which must be exactly ``tags`` in this order."""
    try:
        outer = read_object(file)
        children = list(read_children(file, outer))
    except TlvFault as fault:
        raise SignatureFault(str(fault)) from None
    found = tuple(child.tag for child in children)
    if outer.tag != outer_tag or found != tags:
        raise SignatureFault(f"{outer.tag:X} holds {', '.join(f'{tag:X}' for tag in found)}")
    return children


def parse_public_key(value: bytes) -> PublicKey:
    """Objects 90 (exponent) and 91 (modulus), one behind the other.

    :raises SignatureFault: another kind of key.
    """
    try:
        exponent = read_object(value)
        modulus = read_object(value, exponent.end)
    except TlvFault as fault:
        raise SignatureFault(str(fault)) from None
    if (exponent.tag, exponent.value, modulus.tag) != (0x90, EXPONENT, 0x91):
        raise SignatureFault("key of another kind")
    if modulus.end != len(value):
        raise SignatureFault("bytes behind the key")
    return PublicKey(modulus.value)
