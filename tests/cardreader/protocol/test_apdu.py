"""Commands as bytes: the transcripts of reference/card.md 2.15 and ISO/IEC 7816-4, 5.1."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.emulator.card import _body
from cardreader.protocol.apdu import Command, Response, decode_response, encode, exchange
from cardreader.protocol.transmit import LineBroken


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (Command(0, 0xA4, 2, 0x0C, b"\x00\x11"), "00A4020C020011"),
        (Command(0, 0x20, 0, 0x80), "00200080"),
        (Command(0, 0x20, 0, 0x80, b"1234"), "002000800431323334"),
        (Command(0, 0xB0, 0, 0, le=7), "00B0000007"),
        (Command(0, 0xB0, 0, 0, le=256), "00B0000000"),
        (Command(0, 0xB0, 0, 0, le=65536), "00B00000000000"),
        (Command(0, 0xB0, 0, 4, le=0x0123), "00B00004000123"),
        (Command(0x80, 0x2A, 0, 0x80, b"\x30", le=256), "802A0080013000"),
        (Command(0, 0xCA, 1, 2, b"\x30", le=256, extended=True), "00CA0102000001300100"),
    ],
)
def test_bytes_on_the_line(command: Command, expected: str) -> None:
    assert encode(command).hex().upper() == expected


@given(
    data=st.binary(max_size=300),
    le=st.sampled_from([0, 1, 7, 255, 256, 257, 4096, 65536]),
    extended=st.booleans(),
)
def test_the_card_understands_every_form(data: bytes, le: int, extended: bool) -> None:
    apdu = bytes(encode(Command(0, 0xB0, 0, 0, data, le, extended)))
    assert _body(apdu) == (data, le)


@pytest.mark.parametrize("place", range(4))
def test_header_is_bytes(place: int) -> None:
    header = [0, 0, 0, 0]
    header[place] = 256
    cla, ins, p1, p2 = header
    with pytest.raises(ValueError, match="not one byte"):
        Command(cla, ins, p1, p2)


def test_representation_hides_data() -> None:
    assert "1234" not in repr(Command(0, 0x20, 0, 0x80, b"1234"))
    assert "secret" not in repr(Response(b"secret", 0x9000))


def test_answer_without_status_is_a_lost_card() -> None:
    with pytest.raises(LineBroken):
        decode_response(b"\x90")


def test_get_response_collects_the_pieces() -> None:
    answers = iter([b"ab\x61\x02", b"cd\x61\x01", b"e\x90\x00"])
    sent: list[str] = []

    def transmit(apdu: bytes | bytearray) -> bytes:
        sent.append(apdu.hex())
        return next(answers)

    assert exchange(transmit, Command(0, 0xB0, 0, 0, le=5)) == Response(b"abcde", 0x9000)
    assert sent == ["00b0000005", "00c0000002", "00c0000001"]


def test_wrong_le_is_asked_again_with_the_right_one() -> None:
    answers = iter([b"\x6c\x03", b"abc\x90\x00"])
    sent: list[str] = []

    def transmit(apdu: bytes | bytearray) -> bytes:
        sent.append(apdu.hex())
        return next(answers)

    assert exchange(transmit, Command(0, 0xB0, 0, 0, le=256)).data == b"abc"
    assert sent == ["00b0000000", "00b0000003"]


def test_a_command_with_data_is_never_repeated() -> None:
    sent: list[str] = []

    def transmit(apdu: bytes | bytearray) -> bytes:
        sent.append(apdu.hex())
        return b"\x6c\x03"

    assert exchange(transmit, Command(0, 0x20, 0, 0x80, b"1234")).sw == 0x6C03
    assert len(sent) == 1


def test_endless_continuation_ends() -> None:
    with pytest.raises(LineBroken):
        exchange(lambda _: b"a\x61\x01", Command(0, 0xB0, 0, 0, le=1))
