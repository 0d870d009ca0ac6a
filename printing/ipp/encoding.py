"""The bytes of IPP: RFC 8010 section 3, with collections (RFC 8010 3.1.6).

``decode(encode(m))`` gives ``m`` back.  The decoder is strict, because a printer is a stranger on
the network: lengths must fit, integers have four octets, collections end, and :class:`Limits`
holds.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias


class GroupTag(IntEnum):
    """Delimiter tags that open a group (RFC 8010 3.5.1)."""

    OPERATION = 0x01
    JOB = 0x02
    PRINTER = 0x04
    UNSUPPORTED = 0x05


_END_OF_ATTRIBUTES = 0x03
_LAST_DELIMITER = 0x0F


class Tag(IntEnum):
    """Value tags (RFC 8010 3.5.2)."""

    UNSUPPORTED = 0x10
    UNKNOWN = 0x12
    NO_VALUE = 0x13
    INTEGER = 0x21
    BOOLEAN = 0x22
    ENUM = 0x23
    OCTETS = 0x30
    DATE_TIME = 0x31
    RESOLUTION = 0x32
    RANGE = 0x33
    COLLECTION = 0x34
    TEXT_WITH_LANGUAGE = 0x35
    NAME_WITH_LANGUAGE = 0x36
    END_COLLECTION = 0x37
    TEXT = 0x41
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    URI_SCHEME = 0x46
    CHARSET = 0x47
    LANGUAGE = 0x48
    MIME_TYPE = 0x49
    MEMBER_NAME = 0x4A


OUT_OF_BAND = frozenset(range(0x10, 0x20))
_STRINGS = frozenset(range(0x40, 0x60)) - {Tag.MEMBER_NAME}
_LOCALIZED = frozenset({Tag.TEXT_WITH_LANGUAGE, Tag.NAME_WITH_LANGUAGE})
_MAX_LENGTH = 0x7FFF


@dataclass(frozen=True, slots=True)
class Resolution:
    """Dots across and along the feed; ``units`` 3 = per inch, 4 = per centimetre."""

    cross_feed: int
    feed: int
    units: int


@dataclass(frozen=True, slots=True)
class IntRange:
    """``rangeOfInteger``, both ends included."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class Localized:
    """``textWithLanguage`` and ``nameWithLanguage``."""

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Collection:
    """A value made of attributes, for example ``media-col``."""

    members: tuple[Attribute, ...]


Data: TypeAlias = int | bool | str | bytes | Resolution | IntRange | Localized | Collection | None
"""``None`` for out-of-band values; ``bytes`` for octets, dateTime and tags that we do not know."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value and its tag (an ``int``: printers may use tags we have no name for)."""

    tag: int
    data: Data


@dataclass(frozen=True, slots=True)
class Attribute:
    """A name and at least one value."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Attributes under one delimiter; a Get-Jobs response has one JOB group per job."""

    tag: int
    attributes: tuple[Attribute, ...]

    def values(self, name: str) -> tuple[Data, ...]:
        """All values of the attribute; empty when absent or out of band."""
        for attribute in self.attributes:
            if attribute.name == name:
                return tuple(v.data for v in attribute.values if v.tag not in OUT_OF_BAND)
        return ()

    def strings(self, name: str) -> tuple[str, ...]:
        """The values that are text, without their language."""
        texts = (v.text if isinstance(v, Localized) else v for v in self.values(name))
        return tuple(text for text in texts if isinstance(text, str))

    def integer(self, name: str) -> int | None:
        """The first value if it is an integer or enum."""
        for value in self.values(name):
            if isinstance(value, int) and not isinstance(value, bool):
                return value
        return None


@dataclass(frozen=True, slots=True)
class Message:
    """A request (``code`` = operation) or a response (``code`` = status)."""

    code: int
    request_id: int
    groups: tuple[Group, ...]
    version: tuple[int, int] = (2, 0)

    def group(self, tag: GroupTag) -> Group:
        """The first group of this kind, or an empty one."""
        return next((g for g in self.groups if g.tag == tag), Group(tag, ()))


@dataclass(frozen=True, slots=True)
class Limits:
    """What a message may ask of us: octets of the whole message, values in it, depth of
    collections."""

    octets: int = 4 << 20
    values: int = 50_000
    depth: int = 8


DEFAULT_LIMITS = Limits()


class MalformedIppError(ValueError):
    """The octets are no IPP message within the limits; the text says what and where."""


def attribute(name: str, tag: Tag, *data: Data) -> Attribute:
    """An attribute whose values share one tag."""
    return Attribute(name, tuple(Value(tag, item) for item in data))


def encode(message: Message, document: bytes = b"") -> bytes:
    """The octets of a message, with the document after it.  ``ValueError`` if a value does not
    fit."""
    head = struct.pack(">BBHI", *message.version, message.code, message.request_id)
    parts = [head]
    for group in message.groups:
        parts.append(bytes([group.tag]))
        for item in group.attributes:
            parts.extend(_encode_attribute(item))
    parts.append(bytes([_END_OF_ATTRIBUTES]))
    parts.append(document)
    return b"".join(parts)


def _encode_attribute(item: Attribute) -> Iterator[bytes]:
    name = item.name
    for value in item.values:
        yield from _encode_value(name, value)
        name = ""


def _encode_value(name: str, value: Value) -> Iterator[bytes]:
    if isinstance(value.data, Collection):
        yield _field(Tag.COLLECTION, name, b"")
        for member in value.data.members:
            yield _field(Tag.MEMBER_NAME, "", member.name.encode())
            for member_value in member.values:
                yield from _encode_value("", member_value)
        yield _field(Tag.END_COLLECTION, "", b"")
    else:
        yield _field(value.tag, name, _octets(value))


def _field(tag: int, name: str, octets: bytes) -> bytes:
    label = name.encode()
    if len(label) > _MAX_LENGTH or len(octets) > _MAX_LENGTH:
        raise ValueError(
            f"IPP value of {name or 'a further value'} longer than {_MAX_LENGTH} octets"
        )
    return struct.pack(">BH", tag, len(label)) + label + struct.pack(">H", len(octets)) + octets


def _octets(value: Value) -> bytes:
    match value.data:
        case None:
            return b""
        case bool(flag):
            return bytes([flag])
        case int(number):
            return struct.pack(">i", number)
        case str(text):
            return text.encode()
        case bytes(octets):
            return octets
        case Resolution(cross_feed, feed, units):
            return struct.pack(">iib", cross_feed, feed, units)
        case IntRange(lower, upper):
            return struct.pack(">ii", lower, upper)
        case Localized(language, text):
            first, second = language.encode(), text.encode()
            return struct.pack(">H", len(first)) + first + struct.pack(">H", len(second)) + second
        case Collection():
            raise AssertionError("collections are encoded by _encode_value")


@dataclass(slots=True)
class _Field:
    tag: int
    name: str
    octets: bytes


class _Reader:
    """Walks the octets; every step checks that it stays inside."""

    def __init__(self, octets: bytes, limits: Limits) -> None:
        if len(octets) > limits.octets:
            raise MalformedIppError(f"message of {len(octets)} octets, limit {limits.octets}")
        self._octets = octets
        self._at = 0
        self._values = 0
        self.limits = limits

    def take(self, count: int) -> bytes:
        piece = self._octets[self._at : self._at + count]
        if len(piece) != count:
            raise MalformedIppError(f"ends inside a value at octet {self._at}")
        self._at += count
        return piece

    def tag(self) -> int:
        return self.take(1)[0]

    def field(self, tag: int) -> _Field:
        self._values += 1
        if self._values > self.limits.values:
            raise MalformedIppError(f"more than {self.limits.values} values")
        name = self.take(self._length())
        octets = self.take(self._length())
        if not name.isascii():
            raise MalformedIppError(f"attribute name is not ASCII before octet {self._at}")
        return _Field(tag, name.decode("ascii"), octets)

    def _length(self) -> int:
        length = int.from_bytes(self.take(2), "big")
        if length > _MAX_LENGTH:
            raise MalformedIppError(f"negative length at octet {self._at}")
        return length

    def rest(self) -> bytes:
        return self._octets[self._at :]


def decode(octets: bytes, limits: Limits = DEFAULT_LIMITS) -> tuple[Message, bytes]:
    """The message and the document that follows it.  Raises :class:`MalformedIppError`."""
    reader = _Reader(octets, limits)
    major, minor, code, request_id = struct.unpack(">BBHI", reader.take(8))
    groups: list[Group] = []
    tag = reader.tag()
    while tag != _END_OF_ATTRIBUTES:
        if tag == 0 or tag > _LAST_DELIMITER:
            raise MalformedIppError(f"tag 0x{tag:02x} where a group should open")
        attributes, next_tag = _decode_group(reader)
        groups.append(Group(tag, attributes))
        tag = next_tag
    return Message(code, request_id, tuple(groups), (major, minor)), reader.rest()


def _decode_group(reader: _Reader) -> tuple[tuple[Attribute, ...], int]:
    found: list[tuple[str, list[Value]]] = []
    tag = reader.tag()
    while tag > _LAST_DELIMITER:
        field = reader.field(tag)
        if field.name:
            found.append((field.name, []))
        elif not found:
            raise MalformedIppError("a further value before any attribute")
        found[-1][1].append(_decode_value(reader, field, 0))
        tag = reader.tag()
    return tuple(Attribute(name, tuple(values)) for name, values in found), tag


def _decode_collection(reader: _Reader, depth: int) -> Collection:
    if depth > reader.limits.depth:
        raise MalformedIppError(f"collections deeper than {reader.limits.depth}")
    found: list[tuple[str, list[Value]]] = []
    while True:
        tag = reader.tag()
        if tag <= _LAST_DELIMITER:
            raise MalformedIppError("collection without an end")
        field = reader.field(tag)
        if field.name:
            raise MalformedIppError(f"named value {field.name} inside a collection")
        if tag == Tag.END_COLLECTION:
            break
        if tag == Tag.MEMBER_NAME:
            if found and not found[-1][1]:
                raise MalformedIppError(f"member {found[-1][0]} without a value")
            found.append((_ascii(field.octets), []))
        elif not found:
            raise MalformedIppError("collection value before its member name")
        else:
            found[-1][1].append(_decode_value(reader, field, depth))
    if found and not found[-1][1]:
        raise MalformedIppError(f"member {found[-1][0]} without a value")
    return Collection(tuple(Attribute(name, tuple(values)) for name, values in found))


def _ascii(octets: bytes) -> str:
    if not octets or not octets.isascii():
        raise MalformedIppError("member name is empty or not ASCII")
    return octets.decode("ascii")


def _decode_value(reader: _Reader, field: _Field, depth: int) -> Value:
    tag, octets = field.tag, field.octets
    if tag in (Tag.END_COLLECTION, Tag.MEMBER_NAME):
        raise MalformedIppError(f"tag 0x{tag:02x} outside a collection")
    if tag == Tag.COLLECTION:
        return Value(tag, _decode_collection(reader, depth + 1))
    if tag in OUT_OF_BAND:
        # RFC 8010 3.9: a client ignores what an out-of-band value carries.
        return Value(tag, None)
    if tag in _STRINGS:
        # A printer's own texts may be badly encoded; that must not keep the paper from coming out.
        return Value(tag, octets.decode("utf-8", "replace"))
    if tag in _LOCALIZED:
        return Value(tag, _decode_localized(octets))
    match tag:
        case Tag.INTEGER | Tag.ENUM:
            return Value(tag, int(struct.unpack(">i", _exactly(octets, 4, tag))[0]))
        case Tag.BOOLEAN:
            if _exactly(octets, 1, tag)[0] > 1:
                raise MalformedIppError(f"boolean of 0x{octets[0]:02x}")
            return Value(tag, octets[0] == 1)
        case Tag.RESOLUTION:
            return Value(tag, Resolution(*struct.unpack(">iib", _exactly(octets, 9, tag))))
        case Tag.RANGE:
            return Value(tag, IntRange(*struct.unpack(">ii", _exactly(octets, 8, tag))))
        case Tag.DATE_TIME:
            return Value(tag, _exactly(octets, 11, tag))
        case _:
            return Value(tag, octets)


def _exactly(octets: bytes, count: int, tag: int) -> bytes:
    if len(octets) != count:
        raise MalformedIppError(f"value of tag 0x{tag:02x} with {len(octets)} octets, not {count}")
    return octets


def _decode_localized(octets: bytes) -> Localized:
    inner = _Reader(octets, DEFAULT_LIMITS)
    language = inner.take(int.from_bytes(inner.take(2), "big"))
    text = inner.take(int.from_bytes(inner.take(2), "big"))
    if inner.rest():
        raise MalformedIppError("octets after a text with language")
    return Localized(language.decode("utf-8", "replace"), text.decode("utf-8", "replace"))
