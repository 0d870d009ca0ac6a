"""和暦, kana, numbers, clusters."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.text.clusters import clusters, composed, is_private, is_selector
from forms.text.kana import half_width, katakana
from forms.text.numbers import ascii_digits, phone_parts, postcode_parts
from forms.text.wareki import ERAS, FIRST_DAY, gregorian, wareki

DAYS = st.dates(min_value=FIRST_DAY, max_value=date(2100, 12, 31))


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(1873, 1, 1), "明治6年1月1日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(2026, 11, 21), "令和8年11月21日"),
    ],
)
def test_era_borders(day: date, text: str) -> None:
    assert str(wareki(day)) == text


@given(DAYS)
def test_a_date_comes_back_from_its_japanese_form(day: date) -> None:
    parts = wareki(day)
    assert gregorian(parts.era.name, parts.year, parts.month, parts.day) == day


@given(DAYS.filter(lambda day: day < date(2100, 12, 31)))
def test_eras_only_go_forward(day: date) -> None:
    today, tomorrow = wareki(day), wareki(day + timedelta(days=1))
    order = ERAS.index(tomorrow.era) - ERAS.index(today.era)
    assert order in (0, 1)
    if order:
        assert tomorrow.year == 1


@pytest.mark.parametrize(
    ("era", "year", "month", "day"),
    [
        ("昭和", 64, 1, 8),
        ("平成", 1, 1, 7),
        ("令和", 0, 5, 1),
        ("元禄", 1, 1, 1),
        ("平成", 31, 5, 1),
    ],
)
def test_a_day_outside_its_era_is_refused(era: str, year: int, month: int, day: int) -> None:
    with pytest.raises(ValueError, match="era"):
        gregorian(era, year, month, day)


def test_days_of_the_old_calendar_are_refused() -> None:
    with pytest.raises(ValueError, match="1873"):
        wareki(date(1872, 12, 31))


@pytest.mark.parametrize(
    ("text", "kana"),
    [
        ("かつらぎ　よしお", "カツラギ　ヨシオ"),
        ("ﾜﾀﾅﾍﾞ ﾊﾅｺ", "ワタナベ ハナコ"),
        ("ゔぁいおりん", "ヴァイオリン"),
        ("マリー・アンヌ", "マリー・アンヌ"),
        ("葛󠄀城", "葛󠄀城"),
    ],
)
def test_katakana(text: str, kana: str) -> None:
    assert katakana(text) == kana


@pytest.mark.parametrize(
    ("text", "narrow"),
    [
        ("ワタナベ　ハナコ", "ﾜﾀﾅﾍﾞ ﾊﾅｺ"),
        ("パク　ジュン", "ﾊﾟｸ ｼﾞｭﾝ"),
        ("ヴィクトル", "ｳﾞｨｸﾄﾙ"),
        ("ショウワ", "ｼｮｳﾜ"),
        ("カ）ミドリ", "ｶ)ﾐﾄﾞﾘ"),
        ("ＡＢ１２", "AB12"),
    ],
)
def test_half_width(text: str, narrow: str) -> None:
    assert half_width(text) == narrow


@given(st.text(alphabet=st.characters(min_codepoint=0x30A1, max_codepoint=0x30F4), max_size=12))
def test_half_width_agrees_with_unicode(text: str) -> None:
    spoken = text.translate({ord(a): b for a, b in zip("ヮヰヱ", "ワイエ", strict=True)})
    assert unicodedata.normalize("NFKC", half_width(text)) == spoken


@given(st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0xFAFF)))
def test_kana_forms_leave_kanji_alone(text: str) -> None:
    assert katakana(text) == text


@pytest.mark.parametrize("text", ["560-8501", "5608501", "〒５６０－８５０１", " 560 8501"])
def test_postcodes(text: str) -> None:
    assert postcode_parts(text) == ("560", "8501")


@pytest.mark.parametrize("text", ["560850", "", "56085011"])
def test_no_postcode(text: str) -> None:
    with pytest.raises(ValueError, match="seven"):
        postcode_parts(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("09012345678", ("090", "1234", "5678")),
        ("0668580000", ("06", "6858", "0000")),
        ("072-123-4567", ("072", "123", "4567")),
        ("（06）6858－0000", ("06", "6858", "0000")),
        ("0120123456", ("0120", "123", "456")),
        ("0721234567", ("0721234567",)),
        ("", ()),
    ],
)
def test_phone_parts(text: str, parts: tuple[str, ...]) -> None:
    assert phone_parts(text) == parts


@given(st.text())
def test_phone_parts_keep_every_digit(text: str) -> None:
    assert "".join(phone_parts(text)) == ascii_digits(text)


@given(st.text())
def test_clusters_joined_are_the_text(text: str) -> None:
    parts = clusters(text)
    assert "".join(parts) == text
    assert not any(is_selector(part[0]) for part in parts[1:])


def test_clusters_keep_selectors_and_marks() -> None:
    assert clusters("葛\U000e0100城e\u0301") == ("葛\U000e0100", "城", "e\u0301")
    assert composed("e\u0301") == "é"
    assert composed("神\ufe00") is None
    assert is_private("\ue000")
    assert not is_private("\ufa19")


def test_no_character_of_the_plain_blocks_joins_another() -> None:
    for code in range(0x40000):
        char = chr(code)
        joins = is_selector(char) or unicodedata.category(char) in ("Mn", "Me")
        if joins:
            assert clusters("a" + char) == ("a" + char,), f"U+{code:04X}"
