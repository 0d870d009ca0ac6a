"""The files of the 券面事項確認AP of an emulated card (``reference/card.md`` 2.7, 2.11).

The pictures show a pattern made of the text in place of its glyphs, the photo a grey field.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import Final

from PIL import Image

from cardreader.emulator import issuer
from cardreader.emulator.profiles import Forgery, Profile
from cardreader.emulator.text_ap import tlv

_DIGEST_LIST: Final = bytes.fromhex("3071300d060960864801650304020105000460")
_TABLE_SIZE: Final = 3 + 18
_HEADER_SIZE: Final = 5


def face(profile: Profile) -> bytes:
    """EF 0002: offset table, the signed sections, signature, expiry, security code; filler."""
    sections = [
        [
            tlv("DF22", profile.birth.encode("ascii")),
            tlv("DF23", profile.sex.encode("ascii")),
            tlv("DF24", issuer.key_of(f"card {profile.id}").objects),
        ],
        [tlv("DF25", _picture(profile.name)), tlv("DF26", _picture(profile.address))],
        [tlv("DF27", _photo())],
    ]
    digests = b"".join(sha256(b"".join(section)).digest() for section in sections)
    forged = profile.forgery is Forgery.WRONG_SIGNATURE
    key = issuer.key_of("forger") if forged else issuer.issuer_key("visual")
    parts = [part for section in sections for part in section]
    if profile.forgery is Forgery.CHANGED_TEXT:
        parts[3] = tlv("DF25", _picture(profile.name + "!"))
    parts += [
        tlv("DF28", key.pad_and_sign(_DIGEST_LIST + digests)),
        tlv("DF29", f"{profile.expiry:%Y%m%d}".encode("ascii")),
        tlv("DF2A", _picture(profile.security_code)),
    ]
    position, offsets = _HEADER_SIZE + _TABLE_SIZE, b""
    for part in parts:
        offsets += position.to_bytes(2, "big")
        position += len(part)
    content = tlv("FF20", tlv("DF21", offsets) + b"".join(parts))
    return _filled(content)


def age_record(profile: Profile) -> bytes:
    """EF 0001: the birth date and the card's key, signed together."""
    birth = tlv("DF11", profile.birth.encode("ascii"))
    key = tlv("DF12", issuer.key_of(f"card {profile.id}").objects)
    signature = tlv("DF13", issuer.issuer_key("visual").sign(birth + key))
    return _filled(tlv("FF10", birth + key + signature))


def basic_information(profile: Profile) -> bytes:
    """EF 0003: version, key id, version of the face, municipality, and bytes that nobody knows."""
    content = (
        tlv("DF31", bytes.fromhex("06030E01"))
        + tlv("DF32", issuer.key_id("6000024", "001"))
        + tlv("DF33", b"\x01")
        + tlv("DF34", profile.municipality.encode("ascii"))
        + tlv("DF35", issuer.key_id("6000024", "001") + bytes(256))
    )
    return _filled(tlv("FF30", content))


def number_picture(profile: Profile) -> bytes:
    """EF 0005: the 個人番号 as a picture, signed with the card's key.  Nobody of ours reads it."""
    picture = tlv("DF41", _picture(profile.number))
    key = tlv("DF42", issuer.key_of(f"card {profile.id}").objects)
    signature = tlv("DF43", issuer.issuer_key("visual").sign(picture + key))
    return _filled(tlv("FF40", picture + key + signature))


def _filled(content: bytes) -> bytes:
    return content.ljust((len(content) + 16 + 255) // 256 * 256, b"\xff")


def _picture(text: str) -> bytes:
    """PNG of 1 bit, one column of eight dots for each byte of ``text``."""
    data = text.encode()
    image = Image.frombytes("1", (8, len(data)), data).rotate(90, expand=True)
    return _saved(image, "PNG")


@cache
def _photo() -> bytes:
    return _saved(Image.new("L", (48, 60), 0x80), "JPEG2000")


def _saved(image: Image.Image, form: str) -> bytes:
    buffer = BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()
