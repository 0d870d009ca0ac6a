"""The face of a My Number Card: EF 0002 of the 券面事項確認AP, opened by the 照合番号B of that AP.

Name and address are pictures exactly as printed, the only rendering on the card of characters
outside the standard sets (``reference/card.md`` 2.7, 2.12).  The signature covers birth, sex, the
card's key, both pictures and the photo; neither expiry nor security code.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from cardreader.cards.basic_four import parse_date, parse_sex
from cardreader.protocol.ber import Tlv, TlvFault, read_children, read_object
from cardreader.protocol.signatures import (
    KEY_BYTES,
    Certificate,
    Checked,
    PublicKey,
    Reason,
    SignatureFault,
    invalid,
    parse_public_key,
)

FACE_OUTER: Final = 0xFF20
_OFFSETS: Final = 0xDF21
_BIRTH, _SEX, _KEY, _NAME, _ADDRESS, _PHOTO, _SIGNATURE, _EXPIRY, _CODE = range(0xDF22, 0xDF2B)
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JP2: Final = bytes.fromhex("0000000C6A502020")


class FaceFault(ValueError):
    """The file is no card face.  The message names tags and positions, never content."""


@dataclass(frozen=True, slots=True)
class Face:
    """``name`` and ``address`` are PNG, ``photo`` is JPEG 2000; the representation is empty.

    ``signed`` are the three sections that ``signature`` covers.  Who does not need the photo drops
    the whole object as soon as the pictures are taken from it.
    """

    birth: date | None
    sex: str
    name: bytes
    address: bytes
    photo: bytes
    expiry: date | None
    card_key: PublicKey
    signed: tuple[bytes, bytes, bytes]
    signature: bytes

    def __repr__(self) -> str:
        return "Face(…)"


def parse_face(file: bytes) -> Face:
    """Filler after the outer object is allowed.

    :raises FaceFault: a part is missing, misplaced or of another kind, or the offsets are wrong.
    """
    try:
        outer = read_object(file)
        table, *parts = read_children(file, outer)
        _check_order(outer, table, parts)
        birth, sex, key, name, address, photo, signature, expiry, _ = parts
        card_key = parse_public_key(key.value)
    except (TlvFault, SignatureFault, ValueError) as fault:
        raise FaceFault(str(fault)) from None
    if not (name.value.startswith(_PNG) and address.value.startswith(_PNG)):
        raise FaceFault("a picture is no PNG")
    if not photo.value.startswith(_JP2):
        raise FaceFault("the photo is no JPEG 2000")
    if len(signature.value) != KEY_BYTES:
        raise FaceFault("signature of another size")
    return Face(
        parse_date(birth.value),
        parse_sex(sex.value),
        name.value,
        address.value,
        photo.value,
        parse_date(expiry.value),
        card_key,
        (
            file[birth.start : key.end],
            file[name.start : address.end],
            file[photo.start : photo.end],
        ),
        signature.value,
    )


def _check_order(outer: Tlv, table: Tlv, parts: list[Tlv]) -> None:
    """All objects in their order, each where the offset table says."""
    if outer.tag != FACE_OUTER or table.tag != _OFFSETS:
        raise FaceFault(f"{outer.tag:X} begins with {table.tag:X}")
    if [part.tag for part in parts] != list(range(_BIRTH, _CODE + 1)):
        raise FaceFault("parts missing or in another order")
    if table.value != b"".join(part.start.to_bytes(2, "big") for part in parts):
        raise FaceFault("offset table is wrong")


def check_face(face: Face, certificate: Certificate, trust: Checked) -> Checked:
    """By EF 0004 of the same application; ``trust`` is what ``check_certificate`` said."""
    if not trust.verified:
        return trust
    if not certificate.key.signed_list(face.signature, face.signed):
        return invalid(Reason.WRONG_SIGNATURE)
    return Checked(trust.verdict)
