"""How working clients talk to the card, and what differs from card to card (reference/card.md 6.3, 6.4)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicNumbers
from cryptography.hazmat.primitives.hashes import SHA256

from cardreader.cards.verified_read import VerifiedRecord, read_verified
from cardreader.emulator import issuer
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.faults import CardGone, CardHangs, Fault, FaultyLine
from cardreader.emulator.profiles import Behaviour, load_profile
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.apdu import Command, encode, exchange
from cardreader.protocol.signatures import Reason
from cardreader.protocol.transmit import Transmit

TEXT = "00A4040C0AD3921000310001010408"
VISUAL = "00A4040C0AD3921000310001010402"
COMMON = "00A4040C0AD3921000310001010100"
JPKI = "00A4040C0AD392F000260100000001"
PIN = ("00A4020C020011", "002000800431323334")
AUTH_PIN = ("00A4020C020018", "002000800431323334")


def fresh(**behaviour: object) -> EmulatedCard:
    profile = load_profile("jpki_test_card")
    return EmulatedCard(replace(profile, behaviour=Behaviour(**behaviour)))  # type: ignore[arg-type]  # per test


def send(card: EmulatedCard, *apdus: str) -> bytes:
    return [card.respond(bytes.fromhex(apdu)) for apdu in apdus][-1]


def test_seven_bytes_then_blocks_of_256_and_an_exact_rest() -> None:
    card = fresh()
    head = send(card, TEXT, *PIN, "00A4020C020003", "00B0000007")
    assert head[:2] == b"\xff\x30"
    assert len(send(card, "00B0000000")) == 256 + 2
    assert len(send(card, "00B0010050")) == 80 + 2
    assert send(card, "00B0015001") == b"\x6b\x00", "never an empty 9000 at the end"


def test_the_whole_object_with_one_extended_le() -> None:
    card = fresh()
    content = send(card, TEXT, *PIN, "00A4020C020002", "00B00000000000")
    assert content[:2] == b"\xff\x20"
    assert content[-2:] == b"\x90\x00"
    length = send(card, "00B0000203")
    assert len(length) == 5
    more = send(card, f"00B00000{0x65 + 3 + 7:02X}")
    assert more.endswith(b"\xff\xff\x90\x00"), "filler behind the object, with 9000"


def test_a_certificate_in_whole_blocks_past_its_end() -> None:
    card = fresh()
    head = send(card, JPKI, "00A4020C02000A", "00B0000004")
    assert head[:2] == b"\x30\x82"
    total = int.from_bytes(head[2:4], "big") + 4
    answers = [
        send(card, f"00B0{offset >> 8:02X}{offset & 0xFF:02X}00") for offset in range(0, total, 256)
    ]
    assert {len(answer) for answer in answers} == {258}
    rest = send(card, f"00B0000400{(total - 4) >> 8:02X}{(total - 4) & 0xFF:02X}")
    assert len(rest) == total - 4 + 2


def test_both_pins_of_the_jpki_are_asked_at_the_start() -> None:
    card = fresh()
    for file in ("0018", "001B"):
        assert send(card, JPKI, f"00A4020C02{file}", "00200080")[0] == 0x63


def test_short_file_ids_for_reading_and_verifying() -> None:
    card = fresh()
    assert send(card, TEXT, "002000910431323334") == b"\x90\x00"
    assert send(card, "00B0820002") == b"\xff\x20\x90\x00"


@pytest.mark.parametrize("clears", [False, True])
def test_selecting_the_same_application_anew(clears: bool) -> None:
    """One client re-selects between VERIFY and the signature, another takes it for logout."""
    card = fresh(reselect_clears=clears)
    signature = "802A00803330" + "31300D060960864801650304020105000420" + "00" * 32 + "00"
    send(card, JPKI, *AUTH_PIN, JPKI)
    answer = send(card, "00A4020C020017", signature)
    assert answer == b"\x69\x82" if clears else len(answer) == 258


@pytest.mark.parametrize("clears", [False, True])
def test_selecting_another_application(clears: bool) -> None:
    card = fresh(other_application_clears=clears)
    send(card, TEXT, *PIN, JPKI, TEXT)
    answer = send(card, "00A4020C020002", "00B0000002")
    assert answer == (b"\x69\x82" if clears else b"\xff\x20\x90\x00")


def test_power_off_forgets_and_a_warm_reset_does_not() -> None:
    card = fresh()
    send(card, TEXT, *PIN)
    card.reset()
    assert send(card, TEXT, "00A4020C020002", "00B0000002") == b"\xff\x20\x90\x00"
    card.power_off()
    assert send(card, TEXT, "00A4020C020002", "00B0000002") == b"\x69\x82"


@pytest.mark.parametrize("word", [0x6984, 0x6983])
def test_a_blocked_key(word: int) -> None:
    card = fresh(blocked_word=word)
    wrong = "002000800439393939"
    answers = [send(card, TEXT, "00A4020C020011", wrong).hex() for _ in range(4)]
    assert answers == ["63c2", "63c1", "63c0", f"{word:04x}"]
    assert send(card, "00200080") == b"\x63\xc0"


def test_a_right_entry_restores_the_counter() -> None:
    card = fresh()
    assert send(card, TEXT, "00A4020C020011", "002000800439393939") == b"\x63\xc2"
    assert send(card, PIN[1], "00200080") == b"\x63\xc3"


def test_a_card_that_says_verified_instead_of_its_counter() -> None:
    card = fresh(tells_verified=True)
    assert send(card, TEXT, *PIN, "00200080") == b"\x90\x00"
    result = read_verified(lambda apdu: card.respond(bytes(apdu)), bytearray(b"1234"), ())
    assert isinstance(result, CardFailure)
    assert result.code is CardFailureCode.RESET
    assert card.verifies == 1


def test_the_first_command_may_fail_once() -> None:
    card = fresh(first_command_fails=True)
    record = read_verified(line(card, Fault()), bytearray(b"1234"), own_authorities())
    assert isinstance(record, VerifiedRecord)
    assert record.name.check.verified
    assert card.verifies == 1


def test_challenges_are_as_long_as_asked_for_and_never_the_same() -> None:
    card = fresh()
    first, second = send(card, TEXT, "0084000010"), send(card, "0084000010")
    assert len(first) == len(second) == 18
    assert first != second
    assert len(send(card, "0084000000")) == 258


def test_a_pin_can_be_changed_after_it_was_verified() -> None:
    card = fresh()
    change = "002401800435363738"
    assert send(card, TEXT, "00A4020C020011", change) == b"\x69\x82"
    assert send(card, PIN[1], change) == b"\x90\x00"
    assert send(card, "002000800435363738") == b"\x90\x00"
    assert not any("35363738" in apdu for apdu in card.trace), "no secret in the trace"


def test_internal_authentication_of_the_common_application() -> None:
    card = fresh()
    answer = send(card, COMMON, "008800990401020304" + "00")
    key = issuer.key_of("common jpki_test_card")
    public = RSAPublicNumbers(65537, int.from_bytes(key.modulus, "big")).public_key()
    public.verify(answer[:-2], bytes.fromhex("01020304"), PKCS1v15(), SHA256())


VISUAL_READABLE = {
    "0001": {"birth"},
    "0002": {"a", "b"},
    "0003": {"none", "birth", "a", "b"},
    "0004": {"none", "birth", "a", "b"},
    "0005": {"a"},
}
VISUAL_CREDENTIALS = {
    "none": None,
    "birth": ("0011", b"550217"),
    "b": ("0012", b"55021720352285"),
    "a": ("0013", b"537686677188"),
}


@pytest.mark.parametrize("credential", VISUAL_CREDENTIALS)
@pytest.mark.parametrize("file", VISUAL_READABLE)
def test_access_matrix_of_the_visual_application(file: str, credential: str) -> None:
    card = fresh()
    send(card, VISUAL)
    given = VISUAL_CREDENTIALS[credential]
    if given is not None:
        key, value = given
        assert (
            send(card, f"00A4020C02{key}", f"00200080{len(value):02X}{value.hex()}") == b"\x90\x00"
        )
    answer = send(card, f"00A4020C02{file}", "00B0000004")
    allowed = credential in VISUAL_READABLE[file]
    assert answer.endswith(b"\x90\x00") if allowed else answer == b"\x69\x82"


def line(card: EmulatedCard, fault: Fault) -> Transmit:
    faulty = FaultyLine(card, fault)
    return lambda apdu: faulty.respond(bytes(apdu))


@pytest.mark.parametrize(
    "fault",
    [
        Fault(pieces=16),
        Fault(pieces=64),
        Fault(pieces=253),
        Fault(exact_le=True),
        Fault(short_only=True),
        Fault(cut_at=253),
    ],
    ids=str,
)
def test_readers_of_every_kind_give_the_whole_card(fault: Fault) -> None:
    card = fresh()
    record = read_verified(line(card, fault), bytearray(b"1234"), own_authorities())
    assert isinstance(record, VerifiedRecord)
    assert record.basic_four.name == "黒桐　幹也"
    assert record.name.check.verified
    assert card.verifies == 1


@pytest.mark.parametrize("cut", [3, 64])
def test_a_reader_that_cuts_answers_leaves_the_copy_check_open_not_failed(cut: int) -> None:
    record = read_verified(line(fresh(), Fault(cut_at=cut)), bytearray(b"1234"), own_authorities())
    assert isinstance(record, VerifiedRecord)
    assert record.name.check.verified
    assert (record.clone, record.clone_reason) == ("not_checked", Reason.NOT_READ)
    assert record.contradicted is None


def test_what_a_fault_does_to_the_line() -> None:
    card = fresh()
    select = bytes.fromhex(TEXT)
    with pytest.raises(CardGone):
        FaultyLine(card, Fault(pull_after=0)).respond(select)
    assert card.trace == [], "pulled before it saw the command"
    with pytest.raises(CardGone):
        FaultyLine(card, Fault(lose_answer_after=0)).respond(select)
    assert len(card.trace) == 1, "obeyed, and the answer lost"
    with pytest.raises(CardHangs):
        FaultyLine(card, Fault(hang_after=0)).respond(select)
    assert FaultyLine(card, Fault(short_only=True)).respond(b"\0\xb0\0\0\0\0\0") == b"\x67\x00"
    noisy = [FaultyLine(card, Fault(noise_after=0, seed=seed)) for seed in range(40)]
    assert len({one.respond(select) for one in noisy}) > 5
    assert noisy[0].respond(select) == b"\x90\x00", "noise comes once"


def test_an_exchange_fetches_the_pieces() -> None:
    faulty = line(fresh(), Fault(pieces=10))
    exchange(faulty, Command(0, 0xA4, 4, 0x0C, bytes.fromhex(TEXT[10:])))
    response = exchange(faulty, Command(0, 0xB0, 0x85, 0, le=64))
    assert (len(response.data), response.ok) == (64, True)
    assert encode(Command(0, 0xC0, 0, 0, le=10)) == bytes.fromhex("00C000000A")
