"""The short form of the fuzz campaign, and that it sees an untyped failure."""

from __future__ import annotations

import pytest

from tests.faults import card_fuzz
from tests.faults.card_fuzz import Target, inputs, routes, targets


def test_only_typed_failures() -> None:
    outcome = inputs(20261121, 3000)
    assert outcome.wrong == []
    assert set(outcome.tried) == {target.name for target in targets()} | set(routes())


def test_what_is_not_broken_parses() -> None:
    for target in targets():
        assert target.parse(target.good) is not None, target.name


def test_an_untyped_failure_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(data: bytes) -> int:
        return data[100]

    monkeypatch.setattr(
        card_fuzz, "targets", lambda: (Target("careless", careless, b"x" * 101, ()),)
    )
    outcome = inputs(1, 200)
    assert outcome.wrong
