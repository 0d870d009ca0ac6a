"""A clerk's keyboard: romaji as a Japanese keyboard knows it, digits that choose, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.staff.typing import BACK, ERASE, FIELD, NEXT, SPACE, Typist


def text_view(keyboard: str = "kana", **body: Any) -> dict[str, Any]:
    fields = [
        {"active": True, "pending": "", "action": "field", "argument": "visitor.name"},
        {"active": False, "pending": "", "action": "field", "argument": "visitor.name_kana"},
    ]
    return {
        "kind": "text",
        "next": {"enabled": True},
        "body": {"fields": fields, "candidates": [], "keyboard": keyboard, **body},
    }


def typed(view: dict[str, Any], text: str) -> list[tuple[str, str]]:
    typist = Typist()
    return [act for char in text for act in typist.acts(view, char)]


@pytest.mark.parametrize(
    ("letters", "kana"),
    [
        ("yamada", "やまだ"),
        ("kyouko", "きょうこ"),
        ("shinichi", "しにち"),
        ("shin'ichi", "しんいち"),
        ("sinniti", "しんいち"),
        ("kantou", "かんとう"),
        ("hattori", "はっとり"),
        ("chiyoda", "ちよだ"),
        ("jyun", "じゅ"),
        ("KATO", "かと"),
        ("sa-bisu", "さーびす"),
    ],
)
def test_romaji_becomes_kana(letters: str, kana: str) -> None:
    acts = typed(text_view(), letters)
    assert "".join(argument for action, argument in acts if action == "key") == kana


def test_an_n_at_the_end_is_written_when_the_clerk_goes_on() -> None:
    assert typed(text_view(), "jyun" + NEXT)[-2:] == [("key", "ん"), ("next", "")]
    assert typed(text_view(), "ken" + SPACE)[-2:] == [("key", "ん"), ("key", "convert")]


def test_space_converts_what_is_open_and_else_is_a_space() -> None:
    view = text_view()
    assert typed(view, SPACE) == [("key", "space")]
    view["body"]["fields"][0]["pending"] = "やまだ"
    assert typed(view, SPACE) == [("key", "convert")]


def test_erasing_takes_back_letters_first() -> None:
    assert typed(text_view(), "k" + ERASE) == []
    assert typed(text_view(), "k" + ERASE + ERASE) == [("key", "erase")]


def test_tab_goes_to_the_next_field_and_escape_back() -> None:
    assert typed(text_view(), FIELD) == [("field", "visitor.name_kana")]
    assert typed(text_view(), BACK) == [("back", "")]


def test_digits_choose_candidates_where_there_are_some() -> None:
    offered = [{"action": "candidate", "argument": "0"}, {"action": "candidate", "argument": "1"}]
    assert typed(text_view(candidates=offered), "2") == [("candidate", "1")]
    assert typed(text_view(candidates=offered), "3") == []
    assert typed(text_view(), "3") == [("key", "3")]


def test_digits_choose_answers() -> None:
    options = [{"action": "choose", "argument": "yes"}, {"action": "choose", "argument": "no"}]
    view = {"kind": "yes_no", "next": {"enabled": False}, "body": {"options": options}}
    assert typed(view, "2") == [("choose", "no")]
    assert typed(view, "x30") == []


def test_an_era_by_its_letter() -> None:
    eras = [{"argument": "heisei"}, {"argument": "showa"}]
    view = {"kind": "date", "next": {"enabled": False}, "body": {"eras": eras}}
    assert typed(view, "s29r") == [("era", "showa"), ("key", "2"), ("key", "9")]


@given(st.text(max_size=40))
def test_no_key_breaks_it_and_only_single_letters_come_out(text: str) -> None:
    words = {"convert", "erase", "space"}
    for action, argument in typed(text_view(), text):
        assert action in {"key", "next", "back", "field"}
        assert action != "key" or len(argument) == 1 or argument in words
