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
