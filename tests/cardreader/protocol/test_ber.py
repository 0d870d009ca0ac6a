"""BER-TLV as cards write it: X.690 8.1, and the longer lengths of reference/card.md 2.5."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.protocol.ber import (
    TlvFault,
    read_children,
    read_header,
    read_object,
    write_object,
)

TAGS = st.sampled_from([0x04, 0x30, 0x5F4E, 0x7F21, 0xDF22, 0xFF20])


@given(tag=TAGS, value=st.binary(max_size=600), long_form=st.booleans())
def test_what_is_written_is_read(tag: int, value: bytes, long_form: bool) -> None:
    data = write_object(tag, value, long_form=long_form)
    found = read_object(data + b"\xff\xff")
    assert (found.tag, found.value, found.end) == (tag, value, len(data))


@given(values=st.lists(st.tuples(TAGS, st.binary(max_size=40)), max_size=8))
def test_children_fill_their_parent(values: list[tuple[int, bytes]]) -> None:
    data = write_object(0xFF20, b"".join(write_object(*pair) for pair in values))
    children = list(read_children(data, read_object(data)))
    assert [(c.tag, c.value) for c in children] == values
    assert all(data[c.value_start : c.end] == c.value for c in children)


@given(data=st.binary(max_size=80))
def test_any_bytes_give_an_object_or_a_fault(data: bytes) -> None:
    try:
        found = read_object(data)
    except TlvFault:
        return
    assert found.end <= len(data)
    assert data[found.value_start : found.end] == found.value


@pytest.mark.parametrize(
    ("header", "length"),
    [("FF4082009F", 0x9F), ("FF40819F", 0x9F), ("FF4008", 8), ("DF22820008", 8)],
)
def test_all_forms_of_length(header: str, length: int) -> None:
    data = bytes.fromhex(header)
    assert read_header(data)[1:] == (length, len(data))


@pytest.mark.parametrize(
    "data",
    [
        "",
        "FF",
        "FF20",
        "FF2082",
        "FF208200",
        "FF2080",  # indefinite
        "FF208300000130",  # three bytes of length
        "FF8020",  # padded tag
        "FFA0A0A001",  # tag without end
        "FF200141"[:-2],  # value missing
    ],
)
def test_refused(data: str) -> None:
    with pytest.raises(TlvFault):
        read_object(bytes.fromhex(data))


def test_a_child_may_not_reach_over_its_parent() -> None:
    data = bytes.fromhex("FF2003DF2205") + b"abcde"
    with pytest.raises(TlvFault):
        list(read_children(data, read_object(data)))


def test_the_number_of_objects_is_limited() -> None:
    data = write_object(0x30, b"\x04\x00" * 300)
    with pytest.raises(TlvFault, match="too many"):
        list(read_children(data, read_object(data)))


def test_a_fault_names_no_content() -> None:
    with pytest.raises(TlvFault) as caught:
        read_object(bytes.fromhex("DF22") + b"\x7fsecret")
    assert "secret" not in str(caught.value)
