"""The number of a badge, over PC/SC's Get Data."""

from __future__ import annotations

import pytest

from cardreader.cards.serial import card_serial
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from cardreader.failures import CardFailure


def test_a_badge_has_a_number_and_other_cards_none_that_counts() -> None:
    badge = EmulatedCard(load_profile("staff_badge"))
    assert card_serial(lambda apdu: badge.respond(bytes(apdu))) == bytes.fromhex("04A1B2C3D4E580")
    assert badge.trace == ["ffca000000"]
    card = EmulatedCard(load_profile("taro"))
    assert isinstance(card_serial(lambda apdu: card.respond(bytes(apdu))), CardFailure)


@pytest.mark.parametrize("answer", ["6d00", "04a19000", "00" * 11 + "9000", ""])
def test_a_reader_that_does_not_know_the_command_or_says_too_little(answer: str) -> None:
    assert isinstance(card_serial(lambda _apdu: bytes.fromhex(answer)), CardFailure)
