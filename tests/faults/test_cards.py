"""The short form of the campaign with faulty cards, and that it sees what it looks for."""

from __future__ import annotations

import pytest

from cardreader.cards import conversation, verified_read
from cardreader.cards.basic_four import BasicFour, parse_basic_four
from cardreader.cards.conversation import Secret
from cardreader.protocol.transmit import Transmit
from tests.faults.card_plan import Plan
from tests.faults.cards import Outcome, campaign


def last(count: int, seed: int) -> Outcome:
    return list(campaign(count, seed))[-1]


def test_no_fault_costs_a_try_or_shows_another_card() -> None:
    outcome = last(30, seed=7)
    assert (outcome.crashes, outcome.wrong) == ([], [])
    assert outcome.done == 30
    assert len(outcome.kinds) >= 6
    assert len(outcome.screens) >= 3


def test_a_seed_is_a_visit() -> None:
    assert Plan.of(12) == Plan.of(12)
    assert len({Plan.of(seed) for seed in range(50)}) > 40


def test_it_goes_on_where_it_was() -> None:
    *_, early = campaign(3, 40)
    *_, resumed = campaign(6, 40, early)
    whole = last(6, seed=40)
    assert (resumed.done, resumed.kinds, resumed.screens) == (6, whole.kinds, whole.screens)


def test_it_sees_a_pin_that_is_sent_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    once = conversation.verify

    def twice(transmit: Transmit, secret: Secret, typed: bytearray) -> None:
        copy = bytearray(typed)
        once(transmit, secret, typed)
        once(transmit, secret, copy)

    monkeypatch.setattr(verified_read, "verify", twice)
    assert any("nobody asked for" in what for what in last(10, seed=7).wrong)


def test_it_sees_a_wrong_card(monkeypatch: pytest.MonkeyPatch) -> None:
    first: list[BasicFour] = []

    def stale(file: bytes) -> BasicFour:
        first.append(parse_basic_four(file))
        return first[0]

    monkeypatch.setattr(verified_read, "parse_basic_four", stale)
    assert last(8, seed=7).wrong
