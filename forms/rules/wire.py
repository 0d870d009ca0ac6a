"""Reads the protobuf wire format, as much of it as a checked CEL expression needs.

cel-expr-python hands its syntax tree out only as serialised ``cel.expr.CheckedExpr``.  The format
is frozen (protobuf.dev/programming-guides/encoding); sixty lines here are less than the protobuf
package and its generated code.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5


@dataclass(frozen=True, slots=True)
class Message:
    """Fields of one message in wire order: (field number, integer or bytes)."""

    fields: tuple[tuple[int, int | bytes], ...]

    def messages(self, number: int) -> Iterator[Message]:
        """Every field ``number``, read as a message."""
        for raw in self._all(number):
            if isinstance(raw, bytes):
                yield parse(raw)

    def message(self, number: int) -> Message | None:
        """The field ``number`` as a message, ``None`` when absent."""
        return next(self.messages(number), None)

    def text(self, number: int) -> str:
        """The field ``number`` as text, empty when absent."""
        return self.raw(number).decode()

    def raw(self, number: int) -> bytes:
        """The field ``number`` as bytes, empty when absent."""
        return next((raw for raw in self._all(number) if isinstance(raw, bytes)), b"")

    def integer(self, number: int) -> int:
        """The field ``number`` as a signed 64-bit integer, 0 when absent."""
        value = next((raw for raw in self._all(number) if isinstance(raw, int)), 0)
        return value - (1 << 64) if value >= 1 << 63 else value

    def has(self, number: int) -> bool:
        """Whether the field ``number`` is there."""
        return any(True for _ in self._all(number))

    def _all(self, number: int) -> Iterator[int | bytes]:
        return (raw for found, raw in self.fields if found == number)


def parse(data: bytes) -> Message:
    """Raises ``ValueError`` for bytes that are no message."""
    fields: list[tuple[int, int | bytes]] = []
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        number, kind = tag >> 3, tag & 7
        raw: int | bytes
        if kind == _VARINT:
            raw, at = _varint(data, at)
        elif kind in (_BYTES, _FIXED64, _FIXED32):
            size, at = _varint(data, at) if kind == _BYTES else (8 if kind == _FIXED64 else 4, at)
            raw, at = data[at : at + size], at + size
        else:
            raise ValueError(f"wire type {kind} at byte {at}")
        if at > len(data):
            raise ValueError("message ends early")
        fields.append((number, raw))
    return Message(tuple(fields))


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while at < len(data):
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if not byte & 0x80:
            return value, at
    raise ValueError("message ends early")
