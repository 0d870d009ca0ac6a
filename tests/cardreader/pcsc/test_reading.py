"""Reading through a real pcscd, with everything that goes wrong there (reference/pcsc.md 4)."""

from __future__ import annotations

import threading
import time

import pytest

from cardreader.cards.basic_four import BasicFour
from cardreader.cards.my_number import pin_tries
from cardreader.emulator.card import TEXT_AID, EmulatedCard
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import CardKind, load_profile, profile_names
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.connection import open_card
from cardreader.reading import ask_pin_tries, read_card
from tests.support.card import Table, until

READABLE = [
    name
    for name in profile_names()
    if load_profile(name).kind is CardKind.MY_NUMBER and load_profile(name).pin_left > 1
]


def code_of(result: BasicFour | int | CardFailure) -> CardFailureCode:
    assert isinstance(result, CardFailure)
    return result.code


@pytest.mark.parametrize("name", READABLE)
def test_the_four_facts_of_everyone(table: Table, name: str) -> None:
    card = table.lay(name)
    assert ask_pin_tries(table.name) == card.profile.pin_left
    pin = bytearray(card.profile.pin.encode())
    person = read_card(table.name, pin)
    assert isinstance(person, BasicFour)
    assert (person.name, person.address) == (card.profile.name, card.profile.address)
    assert person.birth is not None
    assert f"{person.birth:%Y%m%d}" == card.profile.birth
    assert pin == bytearray(4)
    assert card.verifies == 1


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("blocked_pin", "card.pin_blocked"),
        ("one_try_left", "card.pin_last_try"),
        ("phone", "card.phone"),
        ("transit_card", "card.not_my_number"),
        ("two_cards", "card.unresponsive"),
    ],
)
def test_cards_that_are_not_read(table: Table, name: str, code: str) -> None:
    card, pin = table.lay(name), bytearray(b"1234")
    assert code_of(read_card(table.name, pin)) == code
    assert pin == bytearray(4)
    assert card.verifies == 0


def test_a_wrong_pin_and_then_the_right_one(table: Table) -> None:
    card = table.lay("taro")
    assert read_card(table.name, bytearray(b"9999")) == CardFailure(CardFailureCode.PIN_WRONG, 2)
    assert ask_pin_tries(table.name) == 2
    assert isinstance(read_card(table.name, bytearray(b"1234")), BasicFour)
    assert (card.tries_left, card.verifies) == (3, 2)


@pytest.mark.parametrize("after", range(7))
def test_pulled_at_each_command(table: Table, after: int) -> None:
    card, pin = EmulatedCard(load_profile("taro")), bytearray(b"1234")
    table.lay(card, Fault(pull_after=after))
    expected = CardFailureCode.PIN_UNCERTAIN if after == 3 else CardFailureCode.REMOVED
    assert code_of(read_card(table.name, pin)) is expected
    assert pin == bytearray(4)
    assert (card.tries_left, card.verifies) == (3, 1 if after > 3 else 0)
    until(lambda: not table.has_card())
    table.lay(card)
    assert isinstance(read_card(table.name, bytearray(b"1234")), BasicFour)


def test_taken_away_between_two_commands(table: Table) -> None:
    table.lay("taro")
    with open_card(table.name) as transmit:
        assert not isinstance(transmit, CardFailure)
        assert transmit(bytes.fromhex("00A4040C0A" + TEXT_AID)) == b"\x90\x00"
        table.take()
        assert code_of(pin_tries(transmit)) is CardFailureCode.REMOVED
        assert code_of(pin_tries(transmit)) is CardFailureCode.REMOVED


def test_a_hung_card_ends_at_the_deadline_and_leaves_no_handle(table: Table) -> None:
    card, pin = EmulatedCard(load_profile("taro")), bytearray(b"1234")
    table.lay(card, Fault(hang_after=4))
    began = time.monotonic()
    assert code_of(read_card(table.name, pin, deadline_seconds=0.5)) is CardFailureCode.HUNG
    assert time.monotonic() - began < 2
    assert pin == bytearray(4)
    # While it hangs, a new conversation hangs or is refused, and ends all the same.
    again = ask_pin_tries(table.name, deadline_seconds=0.5)
    assert code_of(again) in {CardFailureCode.HUNG, CardFailureCode.IN_USE}
    table.take()
    until(lambda: not any(t.name == "card conversation" for t in threading.enumerate()))
    table.lay(card)
    assert isinstance(read_card(table.name, bytearray(b"1234")), BasicFour)


def test_a_slow_card_is_waited_for(table: Table) -> None:
    table.lay("taro", Fault(slow=0.1))
    began = time.monotonic()
    assert isinstance(read_card(table.name, bytearray(b"1234")), BasicFour)
    assert time.monotonic() - began > 0.7


def test_another_program_holds_the_card(table: Table) -> None:
    table.lay("taro")
    with open_card(table.name) as first:
        assert not isinstance(first, CardFailure)
        assert code_of(ask_pin_tries(table.name)) is CardFailureCode.IN_USE
    assert ask_pin_tries(table.name) == 3


def test_the_card_is_powered_off_afterwards(table: Table) -> None:
    card = table.lay("taro")
    assert isinstance(read_card(table.name, bytearray(b"1234")), BasicFour)
    until(lambda: card.respond(bytes.fromhex("00B0000004")) == b"\x69\x86")
    card.respond(bytes.fromhex("00A4040C0A" + TEXT_AID))
    card.respond(bytes.fromhex("00A4020C020002"))
    assert card.respond(bytes.fromhex("00B0000004")) == b"\x69\x82"


def test_no_card_no_reader_no_service(table: Table) -> None:
    pin = bytearray(b"1234")
    assert code_of(read_card(table.name, pin)) is CardFailureCode.ABSENT
    assert pin == bytearray(4)
    assert code_of(ask_pin_tries("Reader That Is Not There")) is CardFailureCode.READER_MISSING
    table.reader.stop()
    assert code_of(ask_pin_tries(table.name)) is CardFailureCode.SERVICE_MISSING
    table.reader.start()
    table.lay("taro")
    assert ask_pin_tries(table.name) == 3


def test_pcscd_dies_during_a_conversation(table: Table) -> None:
    table.lay("taro")
    with open_card(table.name) as transmit:
        assert not isinstance(transmit, CardFailure)
        table.reader.kill()
        assert code_of(pin_tries(transmit)) is CardFailureCode.SERVICE_MISSING
    table.reader.start()
    until(table.has_card)
    assert ask_pin_tries(table.name) == 3
