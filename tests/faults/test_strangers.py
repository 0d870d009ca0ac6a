"""The short form: no stranger's mark in eight sessions, and the built-in leak is caught."""

from __future__ import annotations

from argparse import Namespace

import pytest

from tests.faults.campaign import Share
from tests.faults.strangers import marker, play, sessions_in

SEED = 20261122


@pytest.mark.parametrize("number", [0, 1, 77, 65_535, 999_999])
def test_a_mark_is_found_as_it_is_written(number: int) -> None:
    katakana = "".join(chr(ord(char) + 0x60) for char in marker(number))
    assert sessions_in(f"あ{marker(number)}い") == {number}
    assert sessions_in(f"\u2060{katakana}\u200b") == {number}
    assert sessions_in(f"0709-{number:07}"[:8] + "-" + f"{number:07}"[3:]) == {number}
    assert sessions_in("みほん　まるえ　07011112222") == set()


def test_nobodys_data_in_anothers_session() -> None:
    account = play(Namespace(variant=None), Share(SEED, 0, 8))
    assert account["texts"] > 8 * 8
    assert account["strangers"] == 0


def test_a_build_that_leaks_is_caught() -> None:
    assert play(Namespace(variant="leak"), Share(SEED, 0, 4))["strangers"] > 0
