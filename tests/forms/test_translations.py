"""Languages that are not complete yet, who has read them, and furigana."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assets
from forms.catalogue import Wording
from forms.catalogue.translation import Translation, read_about
from forms.catalogue.untranslated import untranslated
from forms.catalogue.wording import WordingFault
from forms.text.furigana import Part, as_read, parts, unread, without_readings


def write(folder: Path, language: str, text: str, about: str = "") -> None:
    (folder / language).mkdir(parents=True)
    (folder / language / "a.ftl").write_text(text, encoding="utf-8")
    if about:
        (folder / language / "about.yaml").write_text(about, encoding="utf-8")


def test_an_incomplete_language_lends_the_japanese(tmp_path: Path) -> None:
    write(tmp_path, "ja", "a = はい\n    .second = そうです\nb = いいえ\n")
    write(tmp_path, "vi", "a = Có\n", "complete: false\n")
    write(tmp_path, "en", "a = Yes\n", "complete: true\n")
    words = Wording.from_files(tmp_path)
    assert [words.text(key, "vi") for key in ("a", "b")] == ["Có", "いいえ"]
    assert words.speaker("b", "vi") == "ja"
    assert words.optional("a.second", "vi") is None, "a line may be left out"
    assert words.text("a.second", "vi") == "そうです", "but not where one must stand"
    with pytest.raises(WordingFault):
        words.text("b", "en")


def test_who_has_read_a_translation(tmp_path: Path) -> None:
    file = tmp_path / "about.yaml"
    assert read_about(file) == Translation(complete=True)
    file.write_text("reviewer: 山田ティ\nreviewed: 2026-11-01\n", encoding="utf-8")
    read = Translation(True, "山田ティ", date(2026, 11, 1))
    assert read_about(file) == read
    assert read.joined(Translation(complete=False)) == Translation(complete=False)
    for wrong in ("reviewer: 山田\n", "complete: 1\n", "reviewed: soon\n", "reviwer: x\n", "- x\n"):
        file.write_text(wrong, encoding="utf-8")
        with pytest.raises(ValueError, match=r"reviewer|complete"):
            read_about(file)


def test_what_is_not_translated_is_listed(tmp_path: Path) -> None:
    write(tmp_path, "ja", "a = 質問\n    .lead = 何\nb = 答\n")
    write(tmp_path, "ja-easy", "a = 質問《しつもん》を 見る\n", "complete: false\n")
    listed = [str(each) for each in untranslated(tmp_path, "ja-easy")]
    assert listed == [
        "ja-easy/a.ftl: a.lead is not translated",
        "ja-easy/a.ftl: b is not translated",
        "ja-easy/a.ftl: a has no reading for 見",
    ]


def test_texts_for_staff_alone_are_not_asked_for(tmp_path: Path) -> None:
    write(tmp_path, "ja", "a = 紙\n    .staff = 給紙\n")
    write(tmp_path, "ko", "a = 종이\n", "complete: false\n")
    (tmp_path / "ja" / "failures-office.ftl").write_text("office = 課\n", encoding="utf-8")
    assert list(untranslated(tmp_path, "ko")) == []


def test_furigana_is_taken_apart() -> None:
    text = "お手続《てつづ》きを ｜お父さん《おとうさん》と 7日《なのか》"
    assert list(parts(text)) == [
        Part("お"),
        Part("手続", "てつづ"),
        Part("きを "),
        Part("お父さん", "おとうさん"),
        Part("と 7"),
        Part("日", "なのか"),
    ]
    assert without_readings(text) == "お手続きを お父さんと 7日"
    assert as_read(text) == "おてつづきを おとうさんと 7なのか"
    assert unread("保険《ほけん》の 種類") == ["種類"]


@given(st.text(st.characters(exclude_characters="《》｜")))
def test_a_text_without_readings_stays_as_it_is(text: str) -> None:
    assert without_readings(text) == text == as_read(text)


@pytest.mark.parametrize("folder", ["wording", "packs/standard/wording"])
def test_the_kiosk_says_who_has_read_what(folder: str) -> None:
    """Each translation has its line, reviewed or not; complete ones lack nothing."""
    root = assets.ROOT / folder
    words = Wording.from_files(root)
    for language in words.languages:
        if language == "ja":
            continue
        assert (root / language / "about.yaml").is_file(), language
        if words.translation(language).complete and language != "en":
            assert list(untranslated(root, language)) == []
