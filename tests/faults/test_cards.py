"""The short form of the campaign with faulty cards, and that it sees what it looks for."""

from __future__ import annotations

import pytest

from cardreader.cards import conversation, verified_read
from cardreader.cards.basic_four import BasicFour, parse_basic_four
from cardreader.cards.conversation import Secret
from cardreader.protocol.transmit import Transmit
from tests.faults.card_plan import Plan
from tests.faults.cards import visits


def test_no_fault_costs_a_try_or_shows_another_card() -> None:
    outcome = visits(7, 30)
    assert (outcome.crashes, outcome.wrong) == ([], [])
    assert sum(outcome.kinds.values()) == 30
    assert len(outcome.kinds) >= 6
    assert len(outcome.screens) >= 3


def test_a_seed_is_a_visit() -> None:
    assert Plan.of(12) == Plan.of(12)
    assert len({Plan.of(seed) for seed in range(50)}) > 40


def test_it_sees_a_pin_that_is_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    once = conversation.verify

    def twice(transmit: Transmit, secret: Secret, typed: bytearray) -> None:
        copy = bytearray(typed)
        once(transmit, secret, typed)
        once(transmit, secret, copy)

    monkeypatch.setattr(verified_read, "verify", twice)
    assert any("nobody asked for" in what for what in visits(7, 10).wrong)


def test_it_sees_a_wrong_card(monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[BasicFour] = []

    def stale(file: bytes) -> BasicFour:
        first.append(parse_basic_four(file))
        return first[0]

    monkeypatch.setattr(verified_read, "parse_basic_four", stale)
    assert visits(7, 8).wrong
