"""Names as the residence record has them.  Expectations are from domain.md 4.10, 4.11 and the pages it names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

import assets
from forms.render.faces import face
from forms.text.furigana import KANJI
from forms.text.names import (
    LONGEST,
    NameFault,
    NameKind,
    RecordName,
    RefusedName,
    chinese_letters,
    furigana_fault,
    read_name,
)

REPOSITORY = Path(__file__).parents[2]
JAPANESE, LATIN, BESIDE = NameKind.JAPANESE, NameKind.LATIN, NameKind.LATIN_BESIDE_KANJI

KEPT = [
    ("山田　花子", JAPANESE),
    ("山田花子", JAPANESE),  # the blank is a help, not a rule
    ("髙橋　﨑", JAPANESE),  # 4.10 (4): never 高, 崎
    ("渡邉　邊", JAPANESE),
    ("𠮷田　一郎", JAPANESE),  # outside of the BMP, and of JIS X 0213
    ("葛\U000e0100西　花子", JAPANESE),  # 4.10 (1): NFC and IVS as they are
    ("佐々木　すゞ", JAPANESE),
    ("一ノ瀬　ルーシー", JAPANESE),
    ("四ヶ所　〆子", JAPANESE),
    ("スミス　アンナ", JAPANESE),  # 通称 in kana: 志木市 30327
    ("金田　民秀", JAPANESE),  # 通称 in kanji
    ("\U0001b022つ", JAPANESE),  # 変体仮名 in a name of before 1948
    ("龍　國雄", JAPANESE),  # 繁体字 and letters of a 戸籍 at once
    ("関　刘", JAPANESE),  # simplified, and in 文字情報基盤: letters do not tell
    ("MARIA FERNANDA GUADALUPE DE LOS ANGELES VILLANUEVA SANTACRUZ", LATIN),
    ("Anne-Marie O'Brien", LATIN),
    ("ＮＧＵＹＥＮ　ＶＡＮ", LATIN),
    ("LI XIAOMING 李　暁明", BESIDE),  # a residence card may have both: 法務省告示第582号
]

REFUSED = [
    ("山田1", NameFault.DIGITS),
    ("山田　２世", NameFault.DIGITS),
    ("HENRY Ⅷ", NameFault.DIGITS),
    ("スミス・アンナ", NameFault.SIGNS),  # a 通称 has no 記号等: 志木市 30327
    ("山田、花子", NameFault.SIGNS),
    ("SMITH, JOHN", NameFault.SIGNS),
    ("山田😀", NameFault.SIGNS),
    ("山田\u200b花子", NameFault.SIGNS),
    ("山-田", NameFault.SIGNS),
    ("-", NameFault.SIGNS),
    ("ﾔﾏﾀﾞ　ﾊﾅｺ", NameFault.HALF_WIDTH),
    ("김민수", NameFault.OTHER_SCRIPT),  # no Hangul: 志木市 30327
    ("Иванов", NameFault.OTHER_SCRIPT),
    ("JOSÉ", NameFault.OTHER_SCRIPT),
    ("\ue000田", NameFault.PRIVATE_USE),  # 4.10: the same code is another letter elsewhere
    ("\U000f0000田", NameFault.PRIVATE_USE),
    ("陈　红", NameFault.CHINESE),  # 4.11: no 簡体字; a record has 陳　紅
    ("山田MARIA", NameFault.MIXED),
    ("山田　MARIA", NameFault.MIXED),
    ("LI 李 XIAOMING", NameFault.MIXED),
    ("山田（佐藤", NameFault.BRACKETS),
    ("山田）花子", NameFault.BRACKETS),
    ("山田（）花子", NameFault.BRACKETS),
    ("（佐藤）", NameFault.BRACKETS),
    ("山田（佐藤）（鈴木）花子", NameFault.BRACKETS),
    ("LEE MIN（MINNIE）", NameFault.BRACKETS),  # a 通称 has no alphabet
    ("山" * (LONGEST + 1), NameFault.TOO_LONG),
]


@pytest.mark.parametrize(("name", "kind"), KEPT)
def test_a_name_of_the_record_is_told_by_its_letters(name: str, kind: NameKind) -> None:
    assert read_name(name) == RecordName(kind)


@pytest.mark.parametrize(("name", "fault"), REFUSED)
def test_anything_else_is_refused_with_its_rule(name: str, fault: NameFault) -> None:
    said = read_name(name)
    assert isinstance(said, RefusedName)
    assert said.fault is fault


@pytest.mark.parametrize(
    ("name", "kind", "bracketed"),
    [
        ("山田（佐藤）　花子", JAPANESE, "佐藤"),  # 旧氏 in brackets: 4.11
        ("山田［佐藤］　花子", JAPANESE, "佐藤"),
        ("山田　花子 (髙橋)", JAPANESE, "髙橋"),
        ("LEE MIN（木村　民）", LATIN, "木村　民"),  # with the real name: 4.11
    ],
)
def test_brackets_hold_a_former_or_a_japanese_name(
    name: str, kind: NameKind, bracketed: str
) -> None:
    assert read_name(name) == RecordName(kind, bracketed)


def test_who_is_refused_is_told_which_letters() -> None:
    assert read_name("山1田1花2") == RefusedName(NameFault.DIGITS, ("1", "2"))


def test_the_limit_counts_letters_and_not_their_selectors() -> None:
    assert read_name("葛\U000e0100" * LONGEST) == RecordName(JAPANESE)


@pytest.mark.parametrize(
    "reading",
    ["ヤマダ　ハナコ", "ショウコ", "シヨウコ", "ヴァン　ルーシー", "ヰヱヲヂヅ", "ヤマダ ハナコ"],
)
def test_furigana_are_full_width_katakana(reading: str) -> None:
    assert furigana_fault(reading) is None


@pytest.mark.parametrize(
    ("reading", "fault"),
    [
        ("やまだ", NameFault.FURIGANA),
        ("山田", NameFault.FURIGANA),
        ("ヤマダA", NameFault.FURIGANA),
        ("ヤマダ・ハナコ", NameFault.FURIGANA),
        ("スヾ", NameFault.FURIGANA),  # 現代仮名遣い has no mark of repetition among its sounds
        ("", NameFault.FURIGANA),
        ("ﾔﾏﾀﾞ", NameFault.HALF_WIDTH),
        ("ア" * (LONGEST + 1), NameFault.TOO_LONG),
    ],
)
def test_furigana_are_nothing_else(reading: str, fault: NameFault) -> None:
    assert furigana_fault(reading) is fault


def _has(standard: str, letter: str) -> bool:
    try:
        letter.encode(standard)
    except UnicodeEncodeError:
        return False
    return True


def test_the_chinese_letters_are_those_that_the_standards_say() -> None:
    cells = [bytes(cell) for cell in product(range(0xA1, 0xFF), range(0x40, 0xFF))]
    chinese = {cell.decode(standard, "ignore") for standard in ("gb2312", "big5") for cell in cells}
    known = face("ipamj").codes
    derived = {
        letter
        for letter in chinese
        if re.fullmatch(f"[{KANJI}]", letter)
        and ord(letter) not in known
        and not any(_has(standard, letter) for standard in ("euc_jp", "euc_jis_2004", "cp932"))
    }
    assert len(derived) > 1000
    assert derived == chinese_letters()


@given(st.text(max_size=120))
def test_every_text_has_an_answer_and_no_name_is_changed(text: str) -> None:
    said = read_name(text)
    if isinstance(said, RefusedName):
        assert all(letter in text for letter in said.letters)
    else:
        assert said.bracketed in text
    assert furigana_fault(text) is None or isinstance(furigana_fault(text), NameFault)


@given(
    st.text(alphabet="山田花子葛邉髙﨑ヶノーあ 　", min_size=1).filter(str.strip),
    st.sampled_from("0１①!・@\u0000☆\ue0f0"),
)
def test_one_bad_letter_refuses_a_good_name(good: str, bad: str) -> None:
    assert isinstance(read_name(good), RecordName)
    assert isinstance(read_name(good + bad), RefusedName)


def _said(plain: Any) -> Iterator[tuple[str, str]]:
    """Every (key, text) of a data file, however deep."""
    if isinstance(plain, dict):
        for key, value in plain.items():
            inner = value["value"] if isinstance(value, dict) and "value" in value else value
            if isinstance(inner, str):
                yield str(key), inner
            yield from _said(inner)
    elif isinstance(plain, list):
        for each in plain:
            yield from _said(each)


def test_every_invented_person_of_the_repository_has_such_a_name() -> None:
    names, readings = set[str](), set[str]()
    files = [
        assets.ROOT / "practice" / "families.yaml",
        *(REPOSITORY / "cardreader" / "emulator" / "profiles").glob("*.yaml"),
        *(REPOSITORY / "tests" / "stories").rglob("*.yaml"),
    ]
    loader = YAML(typ="safe")
    for path in files:
        for key, text in _said(loader.load(path.read_text(encoding="utf-8"))):
            if re.search(r"(^|[._])(name|household.new_head|hittosha)$", key) and text != "unknown":
                names.add(text)
            elif key.endswith("_kana") and text != "unknown":
                readings.add(text)
    assert len(names) > 25
    assert len(readings) > 3
    assert {name: said for name in names if isinstance(said := read_name(name), RefusedName)} == {}
    assert {reading for reading in readings if furigana_fault(reading)} == set()
