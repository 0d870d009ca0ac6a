"""What holds for every way to a card: the 個人番号 stays untouched, tries are asked for first and never doubled, and
nothing secret or personal reaches a log, a representation or a result (issue 5; reference/card.md 1, 2.4, 7)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from cardreader.cards.by_numbers import read_by_numbers
from cardreader.cards.my_number import ask_tries, pin_tries, read_basic_four
from cardreader.cards.survey import survey
from cardreader.cards.verified_face import read_face
from cardreader.cards.verified_read import Credential, read_verified
from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.faults import CardGone, Fault, FaultyLine
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.text_ap import collation_b
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.connection import open_card
from cardreader.protocol.transmit import LineBroken, Transmit
from cardreader.reading import read_card_by_numbers, read_card_verified, survey_card
from tests.support.card import Table, touches_the_number

PROFILE = "own_pin"
PIN = load_profile(PROFILE).pin.encode("ascii")
NUMBERS = collation_b(load_profile(PROFILE))

ROUTES: dict[str, Callable[[Transmit], object]] = {
    "pin_tries": pin_tries,
    "ask_tries": ask_tries,
    "survey": survey,
    "basic_four": lambda line: read_basic_four(line, bytearray(PIN)),
    "verified": lambda line: read_verified(line, bytearray(PIN), own_authorities()),
    "verified_b": lambda line: read_verified(
        line, bytearray(NUMBERS), own_authorities(), credential=Credential.COLLATION_B
    ),
    "face": lambda line: read_face(line, bytearray(NUMBERS), own_authorities()),
    "numbers": lambda line: read_by_numbers(line, bytearray(NUMBERS), own_authorities()),
    "numbers_staff": lambda line: read_by_numbers(
        line, bytearray(NUMBERS), own_authorities(), staff=True, photo=True
    ),
}
COLLATION_A = {("0408", "0014"), ("0402", "0013")}
"""End of the AID and file of the 照合番号A, which is the 個人番号 itself."""


def line_to(card: EmulatedCard, fault: Fault | None = None) -> Transmit:
    faulty = FaultyLine(card, fault or Fault())

    def transmit(apdu: bytes | bytearray) -> bytes:
        try:
            return faulty.respond(bytes(apdu))
        except CardGone:
            raise LineBroken(CardFailure(CardFailureCode.REMOVED)) from None

    return transmit


def verified_keys(trace: list[str]) -> Iterator[tuple[str, str]]:
    """Application and file of each VERIFY that carried something."""
    application = file = ""
    for apdu in trace:
        if apdu.startswith("00a4040c"):
            application = apdu[-4:]
        elif apdu.startswith("00a4020c02"):
            file = apdu[10:]
        elif apdu.startswith("002000") and "[" in apdu:
            sfi = int(apdu[6:8], 16) & 0x1F
            yield application, f"{sfi:04x}" if sfi else file


@pytest.mark.parametrize("route", ROUTES)
def test_the_number_is_never_touched_and_its_key_never_used(route: str) -> None:
    card = EmulatedCard(load_profile(PROFILE))
    ROUTES[route](line_to(card))
    assert not touches_the_number(card.trace)
    assert not COLLATION_A & set(verified_keys(card.trace))
    assert len(card.trace) > 2


@pytest.mark.parametrize("route", ROUTES)
def test_each_verify_follows_its_counter_and_comes_once(route: str) -> None:
    card = EmulatedCard(load_profile(PROFILE))
    ROUTES[route](line_to(card))
    sent = [index for index, apdu in enumerate(card.trace) if apdu.startswith("00200080[")]
    for index in sent:
        assert card.trace[index - 1] == "00200080", "the counter first"
    keys = list(verified_keys(card.trace))
    assert len(keys) == len(set(keys)), "no key twice"


@pytest.mark.parametrize("wrong", [b"9999", b"0000"])
@pytest.mark.parametrize("left", range(4))
def test_the_last_try_is_never_used_without_staff(left: int, wrong: bytes) -> None:
    card = EmulatedCard(replace(load_profile(PROFILE), pin_left=left))
    for _ in range(4):
        read_verified(line_to(card), bytearray(wrong), own_authorities())
    assert card.tries_left == min(left, 1)
    assert card.verifies == max(0, left - 1)


@pytest.mark.parametrize("at", range(0, 26, 3))
def test_after_a_removal_the_counter_is_asked_before_anything_is_sent(at: int) -> None:
    card = EmulatedCard(load_profile(PROFILE))
    read_verified(line_to(card, Fault(lose_answer_after=at)), bytearray(PIN), own_authorities())
    card.power_off()
    before = len(card.trace)
    read_verified(line_to(card), bytearray(PIN), own_authorities())
    again = card.trace[before:]
    assert again.index("00200080") < again.index("00200080[4]")
    assert card.tries_left == 3


def test_the_card_is_powered_off_after_every_visit(table: Table) -> None:
    card = table.lay(PROFILE)
    for visit in (
        lambda: read_card_verified(table.name, bytearray(PIN), own_authorities()),
        lambda: read_card_by_numbers(table.name, bytearray(NUMBERS), own_authorities()),
        lambda: survey_card(table.name),
    ):
        visit()
        with open_card(table.name) as line:
            assert not isinstance(line, CardFailure)
            line(bytes.fromhex("00A4040C0AD3921000310001010408"))
            line(bytes.fromhex("00A4020C020002"))
            assert line(bytes.fromhex("00B0000004")) == b"\x69\x82"
    assert card.tries_left == 3


def test_no_log_at_any_level_holds_pin_numbers_or_person(
    table: Table, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """pcscd's own log too."""
    caplog.set_level(logging.DEBUG)
    card = table.lay(PROFILE)
    profile = card.profile
    results = [
        read_card_verified(table.name, bytearray(b"9876"), own_authorities()),
        read_card_verified(table.name, bytearray(PIN), own_authorities()),
        read_card_by_numbers(table.name, bytearray(NUMBERS), own_authorities(), photo=True),
    ]
    table.take()
    card = table.lay(card, Fault(lose_answer_after=6))
    results.append(read_card_verified(table.name, bytearray(PIN), own_authorities()))
    out, err = capfd.readouterr()
    log = (table.reader.folder / "pcscd.log").read_text("utf-8", errors="replace")
    said = f"{caplog.text}{out}{err}{results!r}{card.trace}".lower() + log.lower()
    secrets = (PIN, b"9876", NUMBERS)
    assert not any(_spelled(secret, said) for secret in secrets)
    assert not any(word in said for word in (profile.name, profile.address, profile.number))
    assert profile.name.encode().hex() not in said


def _spelled(secret: bytes, text: str) -> bool:
    """As the bytes of a command would be logged: hexadecimal, close or apart, or as they are when long."""
    apart = " ".join(f"{byte:02x}" for byte in secret)
    plain = secret.decode("ascii") in text if len(secret) > 8 else False
    return secret.hex() in text or apart in text or plain
