"""IPP octets against octets put together by hand, round trips, and rubbish."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.ipp.encoding import (
    Attribute,
    Collection,
    Data,
    Group,
    GroupTag,
    IntRange,
    Limits,
    Localized,
    MalformedIppError,
    Message,
    Resolution,
    Tag,
    Value,
    attribute,
    decode,
    encode,
)

# Put together by hand as RFC 8010 appendix A.2, "Print-Job Response (Successful)", lays it out.
PRINT_JOB_RESPONSE = (
    b"\x02\x00\x00\x00\x00\x00\x00\x01"
    b"\x01"
    b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
    b"\x41\x00\x0estatus-message\x00\x0dsuccessful-ok"
    b"\x02"
    b"\x21\x00\x06job-id\x00\x04\x00\x00\x00\x93"
    b"\x45\x00\x07job-uri\x00\x27ipp://printer.example.com/ipp/print/147"
    b"\x23\x00\x09job-state\x00\x04\x00\x00\x00\x03"
    b"\x03"
)

# By hand after RFC 8010 3.1.6: a "media-col" that holds a "media-size".
MEDIA_COL = (
    b"\x34\x00\x09media-col\x00\x00"
    b"\x4a\x00\x00\x00\x0amedia-size"
    b"\x34\x00\x00\x00\x00"
    b"\x4a\x00\x00\x00\x0bx-dimension"
    b"\x21\x00\x00\x00\x04\x00\x00\x52\x08"
    b"\x4a\x00\x00\x00\x0by-dimension"
    b"\x21\x00\x00\x00\x04\x00\x00\x74\x04"
    b"\x37\x00\x00\x00\x00"
    b"\x37\x00\x00\x00\x00"
)


def test_a_response_is_read() -> None:
    message, document = decode(PRINT_JOB_RESPONSE)

    assert (message.version, message.code, message.request_id) == ((2, 0), 0, 1)
    job = message.group(GroupTag.JOB)
    assert (job.integer("job-id"), job.integer("job-state")) == (147, 3)
    assert job.strings("job-uri") == ("ipp://printer.example.com/ipp/print/147",)
    assert document == b""
    assert encode(message) == PRINT_JOB_RESPONSE


def test_a_collection_in_a_collection() -> None:
    octets = b"\x02\x00\x00\x05\x00\x00\x00\x01\x02" + MEDIA_COL + b"\x03%PDF"

    message, document = decode(octets)

    size = Collection(
        (
            attribute("x-dimension", Tag.INTEGER, 21000),
            attribute("y-dimension", Tag.INTEGER, 29700),
        )
    )
    media = Collection((attribute("media-size", Tag.COLLECTION, size),))
    assert message.groups == (
        Group(GroupTag.JOB, (attribute("media-col", Tag.COLLECTION, media),)),
    )
    assert document == b"%PDF"
    assert encode(message, document) == octets


int32 = st.integers(-(2**31), 2**31 - 1)
texts = st.text(max_size=60)
names = st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=20)


def values(tag: Tag, data: st.SearchStrategy[Data]) -> st.SearchStrategy[Value]:
    return data.map(lambda item: Value(tag, item))


plain = st.one_of(
    values(Tag.INTEGER, int32),
    values(Tag.ENUM, int32),
    values(Tag.BOOLEAN, st.booleans()),
    values(Tag.OCTETS, st.binary(max_size=60)),
    values(Tag.DATE_TIME, st.binary(min_size=11, max_size=11)),
    values(Tag.RESOLUTION, st.builds(Resolution, int32, int32, st.integers(-128, 127))),
    values(Tag.RANGE, st.builds(IntRange, int32, int32)),
    values(Tag.NAME_WITH_LANGUAGE, st.builds(Localized, names, texts)),
    values(Tag.TEXT, texts),
    values(Tag.KEYWORD, names),
    values(Tag.MIME_TYPE, names),
    values(Tag.NO_VALUE, st.none()),
)


def attributes(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[tuple[Attribute, ...]]:
    several = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.lists(st.builds(Attribute, names, several), max_size=4).map(tuple)


nested = st.recursive(
    plain,
    lambda inner: attributes(inner).map(lambda members: Value(Tag.COLLECTION, Collection(members))),
    max_leaves=12,
)
groups = st.lists(st.builds(Group, st.sampled_from(GroupTag), attributes(nested)), max_size=3)
messages = st.builds(
    Message,
    code=st.integers(0, 0xFFFF),
    request_id=st.integers(0, 2**32 - 1),
    groups=groups.map(tuple),
    version=st.tuples(st.integers(0, 255), st.integers(0, 255)),
)


@given(messages, st.binary(max_size=40))
def test_every_message_survives_the_wire(message: Message, document: bytes) -> None:
    assert decode(encode(message, document)) == (message, document)


@given(messages, st.data())
def test_a_message_cut_short_is_refused(message: Message, data: st.DataObject) -> None:
    octets = encode(message)
    cut = data.draw(st.integers(0, len(octets) - 1))

    with pytest.raises(MalformedIppError):
        decode(octets[:cut])


@given(st.binary(max_size=200))
def test_rubbish_is_refused_or_read_but_never_breaks(octets: bytes) -> None:
    try:
        message, rest = decode(b"\x02\x00\x00\x00\x00\x00\x00\x01" + octets)
    except MalformedIppError:
        return
    assert len(rest) < len(octets)
    assert message.request_id == 1


def in_job_group(octets: bytes) -> bytes:
    return b"\x02\x00\x00\x00\x00\x00\x00\x01\x02" + octets + b"\x03"


@pytest.mark.parametrize(
    ("octets", "why"),
    [
        (in_job_group(b"\x21\x00\x06job-id\x00\x03\x00\x00\x93"), "3 octets, not 4"),
        (in_job_group(b"\x22\x00\x04flag\x00\x01\x02"), "boolean of 0x02"),
        (in_job_group(b"\x44\x00\x00\x00\x01a"), "further value before any attribute"),
        (in_job_group(b"\x44\xff\xff"), "negative length"),
        (in_job_group(b"\x34\x00\x01c\x00\x00"), "collection without an end"),
        (in_job_group(b"\x37\x00\x01c\x00\x00"), "outside a collection"),
        (in_job_group(b"\x34\x00\x01c\x00\x00\x21\x00\x00\x00\x04\0\0\0\1"), "before its member"),
        (in_job_group(b"\x44\x00\x02\xe7\x95\x00\x01a"), "not ASCII"),
        (b"\x02\x00\x00\x00\x00\x00\x00\x01\x21", "where a group should open"),
    ],
)
def test_what_is_wrong_is_named(octets: bytes, why: str) -> None:
    with pytest.raises(MalformedIppError, match=why):
        decode(octets)


def test_limits_hold() -> None:
    deep = attribute("a", Tag.INTEGER, 1)
    for _ in range(9):
        deep = attribute("c", Tag.COLLECTION, Collection((deep,)))
    many = attribute("n", Tag.INTEGER, *range(11))

    with pytest.raises(MalformedIppError, match="deeper than 8"):
        decode(encode(Message(0, 1, (Group(GroupTag.JOB, (deep,)),))))
    with pytest.raises(MalformedIppError, match="more than 10 values"):
        decode(encode(Message(0, 1, (Group(GroupTag.JOB, (many,)),))), Limits(values=10))
    with pytest.raises(MalformedIppError, match="limit 20"):
        decode(PRINT_JOB_RESPONSE, Limits(octets=20))


def test_a_value_that_is_too_long_is_not_sent() -> None:
    message = Message(0, 1, (Group(GroupTag.JOB, (attribute("t", Tag.TEXT, "x" * 0x8000),)),))

    with pytest.raises(ValueError, match="longer than 32767"):
        encode(message)
