"""Short campaigns on the line: the long ones are ``python -m tests.faults.line.campaign``."""

from __future__ import annotations

import pytest

from tests.faults.line.campaign import Plan, add_up, play, short_folder

pytestmark = pytest.mark.timeout(400)


def test_deaths_behind_a_broken_line_lose_nothing_and_double_nothing() -> None:
    with short_folder() as folder:
        result = play(Plan(11, 16, 1, 0, sqlite=True), folder, None)
    assert result.good, result
    assert result.acknowledged > 0
    assert result.kiosk_kills == 16
    assert result.faulty > 0


def test_saying_delivered_before_the_answer_is_noticed() -> None:
    plan = Plan(12, 16, 1, 0, variant="delivered_before_answer", sqlite=True)
    with short_folder() as folder:
        result = play(plan, folder, None)
    assert result.lost > 0, result


def test_rounds_add_up() -> None:
    line = '{"lost": 0, "faults": {"slow": 2}, "kiosk_kills": 3, "seed": 9, "variant": ""}'
    assert add_up([line, line]) == {"lost": 0, "kiosk_kills": 6, "fault slow": 4, "rounds": 2}
