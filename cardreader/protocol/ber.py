"""BER-TLV as cards write it (ISO/IEC 7816-4 annex E; X.690).

Not DER: My Number Cards write lengths from 128 to 255 as ``82 00 xx``, and some write even shorter
ones so (``reference/card.md`` 2.5).  Everything else is strict: no indefinite lengths, no object
that reaches over the end of its parent, and limits on count and depth.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

MOST_TAG_BYTES = 3
MOST_LENGTH_BYTES = 2
MOST_OBJECTS = 256


class TlvFault(ValueError):
    """The bytes are no BER-TLV that this reader accepts.  The message holds positions only."""


@dataclass(frozen=True, slots=True)
class Tlv:
    """One object.  ``start`` and ``value_start`` are offsets in the parsed bytes."""

    tag: int
    value: bytes
    start: int
    value_start: int

    @property
    def end(self) -> int:
        return self.value_start + len(self.value)

    def __repr__(self) -> str:
        return f"Tlv({self.tag:X}, {len(self.value)} bytes at {self.start})"


def read_header(data: bytes, start: int = 0) -> tuple[int, int, int]:
    """Tag, length of the value, and offset of the value, of the object at ``start``.

    The value itself need not be there: a card's file is measured by its first bytes.
    """
    tag, position = _read_tag(data, start)
    if position >= len(data):
        raise TlvFault(f"no length at {position}")
    first = data[position]
    position += 1
    if first < 0x80:
        return tag, first, position
    count = first & 0x7F
    if not 1 <= count <= MOST_LENGTH_BYTES:
        raise TlvFault(f"length of {count} bytes at {position - 1}")
    if position + count > len(data):
        raise TlvFault(f"length cut off at {position}")
    return tag, int.from_bytes(data[position : position + count], "big"), position + count


def _read_tag(data: bytes, start: int) -> tuple[int, int]:
    if start >= len(data):
        raise TlvFault(f"no tag at {start}")
    tag = data[start]
    if tag & 0x1F != 0x1F:
        return tag, start + 1
    for position in range(start + 1, start + MOST_TAG_BYTES):
        if position >= len(data):
            break
        byte = data[position]
        if position == start + 1 and byte == 0x80:
            raise TlvFault(f"padded tag at {start}")
        tag = tag << 8 | byte
        if not byte & 0x80:
            return tag, position + 1
    raise TlvFault(f"tag cut off or too long at {start}")


def read_object(data: bytes, start: int = 0, end: int | None = None) -> Tlv:
    """The whole object at ``start``; it must not reach over ``end`` (default: all of ``data``)."""
    limit = len(data) if end is None else end
    tag, length, value_start = read_header(data[:limit], start)
    if value_start + length > limit:
        raise TlvFault(f"object at {start} reaches over the end")
    return Tlv(tag, data[value_start : value_start + length], start, value_start)


def read_children(data: bytes, parent: Tlv) -> Iterator[Tlv]:
    """The objects that fill ``parent`` exactly, in their order; offsets are those of ``data``."""
    position = parent.value_start
    for _ in range(MOST_OBJECTS):
        if position == parent.end:
            return
        child = read_object(data, position, parent.end)
        yield child
        position = child.end
    raise TlvFault("too many objects")


def write_object(tag: int, value: bytes, *, long_form: bool = False) -> bytes:
    """One object in the card's own form: one length byte below 128, else ``82 hi lo``."""
    head = tag.to_bytes((tag.bit_length() + 7) // 8 or 1, "big")
    if len(value) < 0x80 and not long_form:
        return head + bytes((len(value),)) + value
    if len(value) > 0xFFFF:
        raise ValueError("value does not fit a two-byte length")
    return head + b"\x82" + len(value).to_bytes(2, "big") + value
