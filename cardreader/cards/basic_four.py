"""基本4情報: name, address, birth date, sex, as EF 0002 of the 券面事項入力補助AP holds them.

Layout: ``reference/card.md`` 2.5 and 2.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cardreader.protocol.ber import Tlv, TlvFault, read_children, read_object

OUTER = 0xFF20
OFFSETS = 0xDF21
NAME = 0xDF22
ADDRESS = 0xDF23
BIRTH = 0xDF24
SEX = 0xDF25
_PARTS = (NAME, ADDRESS, BIRTH, SEX)

_SEXES = {b"1": "male", b"2": "female"}


@dataclass(frozen=True, slots=True)
class BasicFour:
    """Every code point exactly as on the card, nothing normalised.

    ``birth`` is None when the card holds no complete date; ``sex`` is ``male``, ``female`` or
    ``other_or_unstated`` (ISO/IEC 5218).  The representation is empty: this is personal data.
    """

    name: str
    address: str
    birth: date | None
    sex: str

    def __repr__(self) -> str:
        return "BasicFour(…)"


class BasicFourFault(ValueError):
    """The file is not a 基本4情報.  The message names tags and positions, never content."""


def parse_basic_four(file: bytes) -> BasicFour:
    """Read the content of EF 0002; filler after the outer object is allowed.

    :raises BasicFourFault: a part is missing, doubled or misplaced, the offset table contradicts
        the objects, or a text is not UTF-8.
    """
    try:
        outer = read_object(file)
        if outer.tag != OUTER:
            raise BasicFourFault(f"outer tag is {outer.tag:X}")
        parts = _collect(list(read_children(file, outer)))
    except TlvFault as fault:
        raise BasicFourFault(str(fault)) from None
    _check_offsets(parts)
    name, address = (_text(parts[tag]) for tag in (NAME, ADDRESS))
    if not name:
        raise BasicFourFault("empty name")
    return BasicFour(name, address, parse_date(parts[BIRTH].value), parse_sex(parts[SEX].value))


def _collect(children: list[Tlv]) -> dict[int, Tlv]:
    parts: dict[int, Tlv] = {}
    for child in children:
        if child.tag in parts:
            raise BasicFourFault(f"{child.tag:X} twice")
        parts[child.tag] = child
    missing = [f"{tag:X}" for tag in (OFFSETS, *_PARTS) if tag not in parts]
    if missing:
        raise BasicFourFault(f"{', '.join(missing)} missing")
    return parts


def _check_offsets(parts: dict[int, Tlv]) -> None:
    """A table that points elsewhere means two readers would see two different persons."""
    table = parts[OFFSETS].value
    if len(table) < 2 * len(_PARTS) or len(table) % 2:
        raise BasicFourFault("offset table has a wrong length")
    for index, tag in enumerate(_PARTS):
        if int.from_bytes(table[2 * index : 2 * index + 2], "big") != parts[tag].start:
            raise BasicFourFault(f"offset of {tag:X} is wrong")


def _text(part: Tlv) -> str:
    try:
        return part.value.decode("utf-8")
    except UnicodeDecodeError:
        # from None: the exception object would carry the bytes of the name.
        raise BasicFourFault(f"{part.tag:X} is not UTF-8") from None


def parse_sex(digit: bytes) -> str:
    """``male``, ``female`` or ``other_or_unstated`` (ISO/IEC 5218)."""
    return _SEXES.get(digit, "other_or_unstated")


def parse_date(digits: bytes) -> date | None:
    """``YYYYMMDD``; None for unknown parts (cards of persons without a known birthday)."""
    if len(digits) != 8 or not digits.isdigit():
        return None
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return None
