"""The conversation with a My Number Card, command by command (reference/card.md 2.15, 2.16, 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.cards.basic_four import BasicFour
from cardreader.cards.my_number import pin_tries, read_basic_four
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile, profile_names
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.transmit import LineBroken, Transmit

SELECT_NUMBER_FILE = "00a4020c020001"
ASK_COUNTER = "00200080"
VERIFY = "00200080[4]"


def card_of(profile: str) -> EmulatedCard:
    return EmulatedCard(load_profile(profile))


def line_to(card: EmulatedCard) -> Transmit:
    return lambda apdu: card.respond(bytes(apdu))


def code_of(result: BasicFour | int | CardFailure) -> CardFailureCode:
    assert isinstance(result, CardFailure)
    return result.code


def test_transcript() -> None:
    card = card_of("jpki_test_card")
    person = read_basic_four(line_to(card), bytearray(b"1234"))
    assert isinstance(person, BasicFour)
    assert person.name == "黒桐　幹也"
    assert card.trace == [
        "00a4040c0ad3921000310001010408",
        "00a4020c020011",
        ASK_COUNTER,
        VERIFY,
        "00a4020c020002",
        "00b0000007",
        "00b0000761",
    ]


@pytest.mark.parametrize("name", profile_names())
@pytest.mark.parametrize("pin", [b"1234", b"9999", b"12"])
def test_never_the_number_and_never_a_pin_without_the_counter(name: str, pin: bytes) -> None:
    card = card_of(name)
    for _ in range(5):
        read_basic_four(line_to(card), bytearray(pin), allow_last_try=True)
        pin_tries(line_to(card))
    assert SELECT_NUMBER_FILE not in card.trace
    assert not [apdu for apdu in card.trace if apdu.startswith("00b081")]  # by short id
    for position, apdu in enumerate(card.trace):
        if apdu == VERIFY:
            assert card.trace[position - 1] == ASK_COUNTER


def test_wrong_pins_count_down_and_stop_at_the_last() -> None:
    card = card_of("taro")
    results = [read_basic_four(line_to(card), bytearray(b"0000")) for _ in range(5)]
    assert results == [
        CardFailure(CardFailureCode.PIN_WRONG, 2),
        CardFailure(CardFailureCode.PIN_WRONG, 1),
        *[CardFailure(CardFailureCode.PIN_LAST_TRY, 1)] * 3,
    ]
    assert (card.verifies, card.tries_left) == (2, 1)


def test_the_last_try_when_allowed() -> None:
    card = card_of("one_try_left")
    right = read_basic_four(line_to(card), bytearray(b"1234"), allow_last_try=True)
    assert isinstance(right, BasicFour)
    assert card.tries_left == 3
    card = card_of("one_try_left")
    wrong = read_basic_four(line_to(card), bytearray(b"4321"), allow_last_try=True)
    assert wrong == CardFailure(CardFailureCode.PIN_BLOCKED, 0)
    again = read_basic_four(line_to(card), bytearray(b"1234"), allow_last_try=True)
    assert again == CardFailure(CardFailureCode.PIN_BLOCKED, 0)
    assert card.verifies == 1


def test_a_blocked_card_gets_no_pin() -> None:
    card = card_of("blocked_pin")
    assert pin_tries(line_to(card)) == 0
    assert code_of(read_basic_four(line_to(card), bytearray(b"1234"))) == "card.pin_blocked"
    assert card.verifies == 0


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        ("phone", "card.phone"),
        ("iphone", "card.phone"),
        ("old_resident_card", "card.old_resident_card"),
        ("licence", "card.licence"),
        ("residence_card", "card.residence_card"),
        ("transit_card", "card.not_my_number"),
    ],
)
def test_other_things_on_the_reader(profile: str, code: str) -> None:
    assert code_of(pin_tries(line_to(card_of(profile)))) == code
    assert code_of(read_basic_four(line_to(card_of(profile)), bytearray(b"1234"))) == code


@pytest.mark.parametrize("pin", [b"", b"123", b"12345", b"12a4", "１２３".encode()])
def test_only_four_digits_reach_the_card(pin: bytes) -> None:
    card = card_of("taro")
    assert code_of(read_basic_four(line_to(card), bytearray(pin))) == "card.pin_incomplete"
    assert card.trace == []


@dataclass
class BrokenLine:
    """Breaks at command ``at``; the card may still have got it."""

    card: EmulatedCard
    at: int
    delivered: bool
    error: Exception

    def __call__(self, apdu: bytes | bytearray) -> bytes:
        if len(self.card.trace) < self.at:
            return self.card.respond(bytes(apdu))
        if self.delivered:
            self.card.respond(bytes(apdu))
        raise self.error


@pytest.mark.parametrize("delivered", [False, True])
@pytest.mark.parametrize("at", range(7))
def test_the_line_breaks_at_each_command(at: int, delivered: bool) -> None:
    card, pin = card_of("taro"), bytearray(b"1234")
    broken = LineBroken(CardFailure(CardFailureCode.REMOVED))
    result = read_basic_four(BrokenLine(card, at, delivered, broken), pin)
    expected = CardFailureCode.PIN_UNCERTAIN if at == 3 else CardFailureCode.REMOVED
    assert code_of(result) is expected
    assert pin == bytearray(4)
    assert card.verifies == (1 if at > 3 or (at == 3 and delivered) else 0)


@pytest.mark.parametrize("at", range(7))
def test_the_pin_is_wiped_when_an_exception_passes(at: int) -> None:
    card, pin = card_of("taro"), bytearray(b"1234")
    with pytest.raises(ZeroDivisionError):
        read_basic_four(BrokenLine(card, at, False, ZeroDivisionError()), pin)
    assert pin == bytearray(4)


@pytest.mark.parametrize("typed", [b"1234", b"9999", b"12"])
def test_the_pin_and_its_command_are_wiped(typed: bytes) -> None:
    card, pin, sent = card_of("taro"), bytearray(typed), []

    def transmit(apdu: bytes | bytearray) -> bytes:
        sent.append(apdu)
        return card.respond(bytes(apdu))

    read_basic_four(transmit, pin)
    assert pin == bytearray(len(typed))
    assert not [apdu for apdu in sent if typed in apdu]


@given(most=st.integers(1, 255), form=st.sampled_from(["short", "61", "6c"]))
def test_readers_that_cut_answers(most: int, form: str) -> None:
    """Truncating readers, and T=0 readers with GET RESPONSE or a corrected Le."""
    card = card_of("long_address")
    kept = bytearray()

    def transmit(apdu: bytes | bytearray) -> bytes:
        if apdu[1] == 0xC0:
            answer = bytes(kept)
        else:
            answer = card.respond(bytes(apdu))
            if apdu[1] != 0xB0 or len(answer) == 2:
                return answer
            if form == "short":
                return answer[:-2][:most] + answer[-2:]
            if form == "6c" and len(answer) - 2 > most:
                return bytes((0x6C, most))
            answer = answer[:-2]
        kept[:] = answer[most:]
        tail = bytes((0x61, min(len(kept), 255))) if kept else b"\x90\x00"
        return answer[:most] + tail

    # More pieces than a client must accept are a broken card.
    if form == "61" and most < 8:
        return
    person = read_basic_four(transmit, bytearray(b"1234"))
    assert isinstance(person, BasicFour)
    assert person.address == load_profile("long_address").address


def test_the_first_command_may_fail_once() -> None:
    card = card_of("taro")
    failed: list[bytes | bytearray] = []

    def transmit(apdu: bytes | bytearray) -> bytes:
        if not failed:
            failed.append(apdu)
            return b"\x6f\x00"
        return card.respond(bytes(apdu))

    assert pin_tries(transmit) == 3


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"\x90\x00", "card.reset"),
        (b"\x69\x84", "card.pin_blocked"),
        (b"\x69\x83", "card.pin_blocked"),
        (b"\x67\x00", "card.unreadable"),
        (b"\x63\x00", "card.unreadable"),
    ],
)
def test_other_answers_to_the_counter(answer: bytes, code: str) -> None:
    card = card_of("taro")

    def transmit(apdu: bytes | bytearray) -> bytes:
        return answer if bytes(apdu) == bytes.fromhex(ASK_COUNTER) else card.respond(bytes(apdu))

    assert code_of(read_basic_four(transmit, bytearray(b"1234"))) == code
    assert card.verifies == 0


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (b"\x63\x00", "card.pin_uncertain"),
        (b"\x63\xc0", "card.pin_blocked"),
        (b"\x69\x84", "card.pin_blocked"),
        (b"\x69\x85", "card.unreadable"),
        (b"", "card.pin_uncertain"),
    ],
)
def test_other_answers_to_the_pin(answer: bytes, code: str) -> None:
    card = card_of("taro")

    def transmit(apdu: bytes | bytearray) -> bytes:
        return answer if apdu[1] == 0x20 and len(apdu) > 4 else card.respond(bytes(apdu))

    assert code_of(read_basic_four(transmit, bytearray(b"1234"))) == code


@pytest.mark.parametrize(
    "content", [b"\xff" * 64, b"\x00" * 64, bytes.fromhex("ff2082ffff"), b"\xff\x20"]
)
def test_files_that_are_none(content: bytes) -> None:
    card = card_of("taro")

    def transmit(apdu: bytes | bytearray) -> bytes:
        if apdu[1] != 0xB0:
            return card.respond(bytes(apdu))
        offset, le = apdu[2] << 8 | apdu[3], apdu[4] or 256
        piece = content[offset : offset + le]
        return piece + b"\x90\x00" if piece else b"\x6b\x00"

    assert code_of(read_basic_four(transmit, bytearray(b"1234"))) == "card.unreadable"


def test_a_long_name_is_read_in_several_pieces() -> None:
    long = replace(load_profile("taro"), name="𠮷" * 128, address="豊" * 600)
    card = EmulatedCard(long)
    person = read_basic_four(line_to(card), bytearray(b"1234"))
    assert isinstance(person, BasicFour)
    assert (person.name, person.address) == (long.name, long.address)
