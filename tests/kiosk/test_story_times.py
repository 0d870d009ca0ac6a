"""The model of minutes, by hand: what is read, what is touched, what it comes to."""

from __future__ import annotations

from typing import Any

import pytest

from kiosk.story.times import CLERK, ELDER, Screen, account, letters_on


def test_a_screen_by_hand() -> None:
    # 357 letters take a younger reader a minute; a clerk reads a tenth of them.
    screen = Screen("choice:x", 357, 3)
    assert screen.seconds(CLERK) == pytest.approx(6.0 + 1.35 + 0.28 + 2 * 0.28)
    # 75 s of reading, 1.35*118/70, (1.1 + 2*0.28)*146/70
    assert screen.seconds(ELDER) == pytest.approx(75.0 + 2.2757 + 3.4623, abs=1e-3)
    assert Screen("progress", 357).seconds(CLERK) == pytest.approx(6.0)


def test_only_what_a_person_reads_counts() -> None:
    view: dict[str, Any] = {
        "opening": "",
        "title": "お名\u2060前\u200bは ",
        "lead": "1つ",
        "banner": None,
        "body": {
            "options": [{"name": "choice.a", "text": "はい", "argument": "yes", "selected": False}]
        },
        "words": {"erase": "けす"},
    }
    assert letters_on(view) == 4 + 2 + 2


def test_the_least_saves_the_key_after_a_choice_and_no_typed_letter() -> None:
    told = account([Screen("choice:a", 10, 2), Screen("text:b", 10, 8), Screen("progress", 5)])
    assert (told["screens"], told["touches"], told["touches_least"]) == (2, 10, 9)
