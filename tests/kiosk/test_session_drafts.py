"""Typing: kana with marks, kanji candidates, dates in eras, numbers."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.facts.values import YearMonth
from kiosk.session.drafts.date_entry import (
    WESTERN,
    DateDraft,
    choose_era,
    choose_part,
    entered,
    era_of,
    new_date_draft,
    press_date,
)
from kiosk.session.drafts.kana import marked, to_katakana
from kiosk.session.drafts.number import NumberDraft, number_fault, press_number
from kiosk.session.drafts.text_entry import (
    TextDraft,
    TextField,
    choose_candidate,
    choose_field,
    choose_keyboard,
    new_text_draft,
    offer,
    press,
)
from tests.kiosk.walk import TODAY


def typed(draft: TextDraft, keys: str) -> TextDraft:
    for key in keys:
        draft = press(draft, key)
    return draft


def name_draft() -> TextDraft:
    return new_text_draft((TextField("x.name", "name"), TextField("x.name_kana", "kana")))


@pytest.mark.parametrize(
    ("before", "key", "after"),
    [
        ("か", "dakuten", "が"),
        ("が", "dakuten", "か"),
        ("は", "handakuten", "ぱ"),
        ("ば", "handakuten", "ぱ"),
        ("ぱ", "dakuten", "ば"),
        ("つ", "small", "っ"),
        ("っ", "small", "つ"),
        ("う", "dakuten", "ゔ"),
        ("あ", "dakuten", "あ"),
        ("", "small", ""),
        ("きや", "small", "きゃ"),
    ],
)
def test_marks_change_the_last_kana(before: str, key: str, after: str) -> None:
    assert marked(before, key) == after


def test_katakana() -> None:
    assert to_katakana("ゔぁゞ　ーン漢a") == "ヴァヾ　ーン漢a"


def test_kana_waits_for_kanji_and_a_candidate_fixes_it() -> None:
    draft = typed(name_draft(), "やまた")
    draft = press(draft, "dakuten")
    assert (draft.current.value, draft.current.pending) == ("", "やまだ")
    draft = offer(draft, "やまだ", ("山田", "やまだ", "山田", "山だ"))
    assert draft.shown_candidates == ("山田", "山だ", "やまだ")
    draft = choose_candidate(draft, "0")
    assert (draft.current.value, draft.current.pending) == ("山田", "")


def test_the_reading_becomes_the_furigana() -> None:
    draft = offer(typed(name_draft(), "やまだ"), "やまだ", ("山田",))
    draft = press(choose_candidate(draft, "0"), "space")
    draft = choose_candidate(offer(typed(draft, "はなこ"), "はなこ", ("花子",)), "0")
    assert [item.value for item in draft.fields] == ["山田\u3000花子", "ヤマダ\u3000ハナコ"]


def test_late_candidates_of_other_kana_are_dropped() -> None:
    draft = offer(typed(name_draft(), "やま"), "や", ("矢",))
    assert draft.candidates == ()


def test_more_candidates_come_in_pages_and_begin_again() -> None:
    draft = offer(typed(name_draft(), "あ"), "あ", tuple("亜阿安明吾彼"))
    seen = [draft.shown_candidates]
    for _ in range(2):
        draft = choose_candidate(draft, "more")
        seen.append(draft.shown_candidates)
    assert seen == [("亜", "阿", "安", "明"), ("吾", "彼", "あ"), ("亜", "阿", "安", "明")]
    assert choose_candidate(draft, "9") == draft
    assert choose_candidate(draft, "x") == draft


def test_leaving_a_field_keeps_its_kana() -> None:
    draft = choose_field(typed(name_draft(), "やまだ"), "x.name_kana")
    assert draft.fields[0].value == "やまだ"
    assert typed(draft, "は").fields[1].value == "ハ"


def test_a_kana_field_takes_marks_in_katakana() -> None:
    draft = press(typed(choose_field(name_draft(), "x.name_kana"), "た"), "dakuten")
    assert draft.fields[1].value == "ダ"


def test_latin_letters_are_fixed_at_once() -> None:
    draft = typed(choose_keyboard(name_draft(), "latin"), "Ly")
    assert (draft.current.value, draft.current.pending) == ("Ly", "")
    assert press(draft, "erase").current.value == "L"


@given(
    st.lists(st.sampled_from([*"あかはつ1aZ", "erase", "dakuten", "small", "space"]), max_size=300)
)
def test_typing_never_breaks_and_has_an_end(keys: list[str]) -> None:
    draft = name_draft()
    for key in keys:
        draft = press(draft, key)
    assert len(draft.current.text) <= 100


def dated(fact: str, era: str, year: str, month: str, day: str) -> date | None:
    draft: DateDraft = choose_era(new_date_draft(fact, None), era)
    for part, digits in (("year", year), ("month", month), ("day", day)):
        draft = choose_part(draft, part)
        for digit in digits:
            draft = press_date(draft, digit, TODAY)
    typed = entered(draft)
    assert not isinstance(typed, YearMonth)
    return typed


@pytest.mark.parametrize(
    ("era", "year", "month", "day", "expected"),
    [
        ("showa", "23", "7", "19", date(1948, 7, 19)),
        ("showa", "64", "1", "7", date(1989, 1, 7)),
        ("showa", "64", "1", "8", None),
        ("heisei", "1", "1", "8", date(1989, 1, 8)),
        ("heisei", "1", "1", "7", None),
        ("taisho", "15", "12", "24", date(1926, 12, 24)),
        (WESTERN, "2000", "2", "29", date(2000, 2, 29)),
        (WESTERN, "1900", "2", "29", None),
        ("showa", "40", "13", "1", None),
        ("showa", "0", "1", "1", None),
    ],
)
def test_dates(era: str, year: str, month: str, day: str, expected: date | None) -> None:
    assert dated("x.birth", era, year, month, day) == expected


def test_a_full_part_hands_over_to_the_next() -> None:
    draft = new_date_draft("x.death_date", None)
    for digit in "8112":
        draft = press_date(draft, digit, TODAY)
    assert (draft.year, draft.month, draft.day, draft.active) == ("8", "11", "2", "day")
    for _ in range(3):
        draft = press_date(draft, "erase", TODAY)
    assert (draft.month, draft.day, draft.active) == ("1", "", "month")


@given(st.dates(date(1912, 7, 30), date(2026, 11, 21)))
def test_a_known_date_is_shown_and_read_back(day: date) -> None:
    assert entered(new_date_draft("x.birth", day)) == day
    assert era_of(day)[0] in {"taisho", "showa", "heisei", "reiwa"}


@pytest.mark.parametrize(
    ("kind", "digits", "fault"),
    [
        ("postcode", "5600001", None),
        ("postcode", "560000", "postcode-seven"),
        ("phone", "0668582525", None),
        ("phone", "09012345678", None),
        ("phone", "090123", "phone-digits"),
        ("phone", "9012345678", "phone-digits"),
        ("count", "", "enter-number"),
        ("count", "0", "number-limits"),
        ("count", "10", None),
        ("digits", "123", "digits-missing"),
        ("digits", "1234567", None),
    ],
)
def test_numbers(kind: str, digits: str, fault: str | None) -> None:
    limits = (1, 10) if kind == "count" else None
    draft = NumberDraft("x.y", kind, length=7 if kind == "digits" else None, limits=limits)
    for digit in digits:
        draft = press_number(draft, digit)
    assert draft.digits == digits
    assert number_fault(draft) == fault


def test_a_number_takes_no_more_digits_than_it_has() -> None:
    draft = NumberDraft("x.y", "postcode")
    for digit in "56000012":
        draft = press_number(draft, digit)
    assert draft.digits == "5600001"
    assert press_number(draft, "clear").digits == ""
