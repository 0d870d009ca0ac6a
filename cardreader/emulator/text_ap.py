"""The files of the 券面事項入力補助AP of an emulated card, byte for byte.

Layouts and sizes: ``reference/card.md`` 2.5, 2.6, 6.3.  Written apart from the reader's parser, so
that both cannot share a mistake.  Signatures are real, by the CA of ``issuer``; a profile may ask for a
forgery.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from typing import Final

from cardreader.emulator import issuer
from cardreader.emulator.profiles import ERAS, Forgery, Profile

PIN: Final = 0x0011
COLLATION_A: Final = 0x0014
COLLATION_B: Final = 0x0015
_NUMBER_SIZE: Final = 17
_INTEGRITY_SIZE: Final = 336
_CERTIFICATE_SIZE: Final = 568


def individual_number(profile: Profile) -> bytes:
    """EF 0001: 17 bytes."""
    return _filled(b"\xff\x10\x0c" + profile.number.encode("ascii"), _NUMBER_SIZE)


def basic_four(profile: Profile) -> bytes:
    """EF 0002: the object and filler to a multiple of 256, at least 16 bytes of it."""
    content = _basic_four_object(profile)
    return _filled(content, (len(content) + 16 + 255) // 256 * 256)


def integrity(profile: Profile) -> bytes:
    """EF 0003: digests of the whole EF 0001 and of EF 0002 behind its offset table."""
    content = _basic_four_object(profile)
    table_end = _inner_start(content) + _offset_table_size(profile)
    text = content[table_end:]
    if profile.forgery is Forgery.CHANGED_TEXT:
        text += b"!"
    digests = tlv("DF31", sha256(individual_number(profile)).digest()) + tlv(
        "DF32", sha256(text).digest()
    )
    forged = profile.forgery is Forgery.WRONG_SIGNATURE
    key = issuer.key_of("forger") if forged else issuer.issuer_key("text")
    return _filled(tlv("FF30", digests + tlv("DF33", key.sign(digests))), _INTEGRITY_SIZE)


def issuer_certificate(profile: Profile, application: str = "text") -> bytes:
    """EF 0004: a card-verifiable certificate with the key ids of test cards."""
    number = issuer.AUTHORITIES[application]
    if profile.forgery is Forgery.UNKNOWN_AUTHORITY:
        number = issuer.STRANGER
    forged = profile.forgery is Forgery.WRONG_CERTIFICATE
    signer = issuer.key_of("forger") if forged else issuer.authority_key(application)
    subject = issuer.key_id(f"{profile.municipality}21", "000")
    body = issuer.key_id(number, "001") + subject + issuer.issuer_key(application).objects
    content = tlv("5F4E", body) + tlv("5F37", signer.sign(body))
    return _filled(tlv("7F21", content), _CERTIFICATE_SIZE)


def session_key(profile: Profile) -> bytes:
    """EF 0006: the public key for session keys; nobody opens a session today."""
    return _filled(tlv("A1", issuer.key_of(f"session {profile.id}").objects), 512)


def card_key(profile: Profile) -> bytes:
    """EF 0007: the key that answers challenges, signed."""
    key = tlv("DF51", issuer.key_of(f"card {profile.id}").objects)
    signature = tlv("DF52", issuer.issuer_key("text").sign(key))
    return _filled(tlv("FF50", key + signature), 768)


def answering_key(profile: Profile) -> issuer.SigningKey:
    """EF 0013: the private half of it; who copied a card's files has another one."""
    owner = "copier" if profile.forgery is Forgery.COPIED else f"card {profile.id}"
    return issuer.key_of(owner)


def basic_information() -> bytes:
    """EF 0005: version and capabilities; one client insists on 256 readable bytes."""
    inner = (
        tlv("DF41", bytes.fromhex("01030E01"))
        + tlv("DF42", issuer.key_id("6000034", "001"))
        + tlv("DF43", bytes(32) + b"\xff" * 96)
    )
    return _filled(tlv("FF40", inner), 256)


def birth_number(profile: Profile) -> bytes:
    """生年月日: era year, month, day as printed (6 digits)."""
    return collation_b(profile)[:6]


def collation_b(profile: Profile) -> bytes:
    """照合番号B: birth as era year, month, day; year of expiry; security code (14 digits)."""
    born = date(int(profile.birth[:4]), int(profile.birth[4:6]), int(profile.birth[6:]))
    before = next(year for start, year in ERAS if born >= start)
    digits = f"{born.year - before:02d}{born:%m%d}{profile.expiry:%Y}{profile.security_code}"
    return digits.encode("ascii")


def _basic_four_object(profile: Profile) -> bytes:
    parts = [
        tlv("DF22", profile.name.encode(), long=profile.long_lengths),
        tlv("DF23", profile.address.encode(), long=profile.long_lengths),
        tlv("DF24", profile.birth.encode("ascii"), long=profile.long_lengths),
        tlv("DF25", profile.sex.encode("ascii"), long=profile.long_lengths),
    ]
    table_size = _offset_table_size(profile)
    inner_size = table_size + sum(map(len, parts))
    position = (5 if inner_size >= 0x80 or profile.long_lengths else 3) + table_size
    offsets = b""
    for part in parts:
        offsets += position.to_bytes(2, "big")
        position += len(part)
    table = tlv("DF21", offsets, long=profile.long_lengths)
    return tlv("FF20", table + b"".join(parts), long=profile.long_lengths)


def _offset_table_size(profile: Profile) -> int:
    return 13 if profile.long_lengths else 11


def _inner_start(content: bytes) -> int:
    return 5 if content[2] == 0x82 else 3


def tlv(tag: str, value: bytes, *, long: bool = False) -> bytes:
    """One object: one length byte below 128, else (or when ``long``) ``82 hi lo``."""
    size = len(value)
    length = bytes((size,)) if size < 0x80 and not long else b"\x82" + size.to_bytes(2, "big")
    return bytes.fromhex(tag) + length + value


def _filled(content: bytes, size: int) -> bytes:
    return content.ljust(size, b"\xff")
