"""Kana to kanji: what names carry beside the everyday forms is offered too."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.kana import converter, variants
from kiosk.session.drafts.text_entry import CANDIDATES_PER_PAGE
from kiosk.session.letters import letter_variants


@pytest.mark.parametrize(
    ("reading", "names"),
    [
        # The pairs of 縮退 髙→高, 﨑→崎, 邉・邊→辺 and their like.
        ("よしだ", ("吉田", "\U00020bb7田")),
        ("さいとう", ("斎藤", "斉藤", "齋藤", "齊藤")),
        ("わたなべ", ("渡辺", "渡邉", "渡邊")),
        ("たかはし", ("高橋", "髙橋")),
        ("やまざき", ("山崎", "山﨑")),
    ],
)
def test_common_variants_stand_on_the_first_page(reading: str, names: tuple[str, ...]) -> None:
    assert set(names) <= set(converter().candidates(reading)[:CANDIDATES_PER_PAGE])


def test_the_everyday_form_comes_first() -> None:
    assert converter().candidates("よしだ")[0] == "吉田"
    assert converter().candidates("よしざき　えみこ")[0].startswith("吉崎　")


def test_both_parts_of_a_name_vary() -> None:
    assert "\U00020bb7田　太郎" in converter().candidates("よしだ　たろう")


def test_each_variant_is_one_letter_that_stays_itself() -> None:
    for letter, others in letter_variants().items():
        assert len(letter) == 1
        assert letter not in others
        assert len(set(others)) == len(others)
        for other in others:
            assert unicodedata.normalize("NFC", other) == other, (letter, other)


@given(st.text(alphabet="吉高崎辺島沢あ田", max_size=8))
def test_variants_change_letters_only_into_their_own_forms(text: str) -> None:
    for other in variants(text):
        assert len(other) == len(text)
        assert other != text
        for before, after in zip(text, other, strict=True):
            assert after == before or after in letter_variants()[before]
