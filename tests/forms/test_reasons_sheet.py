"""The printed reasons, read back by poppler; what they say of two stories is written by hand."""

import re
import subprocess
from datetime import date
from functools import cache
from uuid import UUID

import pytest

from forms.catalogue import Pack, load
from forms.catalogue.explain import case
from forms.document import FillContext
from forms.document.pack_city import city_names
from forms.facts.values import Facts
from forms.journey import relevant_facts
from forms.journey.journey import derive
from forms.journey.reason_rows import reason_rows
from forms.papers.reasons_sheet import reasons_sheet
from forms.render import render_pdf
from tests.support.small_pack import SMALL

STORIES = SMALL / "stories"
DAY = date(2026, 11, 21)


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def facts_of(story: str) -> Facts:
    said = case(pack(), [], None, STORIES / f"{story}.yaml")
    assert said.today == DAY
    return said.facts


def sheet_text(facts: Facts, language: str, *, practice: bool = True) -> str:
    """As poppler reads the pages, without spaces and line ends."""
    rows = reason_rows(pack(), "okuyami", facts, DAY, language, checked_only=not practice)
    context = FillContext(
        today=DAY,
        submission=UUID(int=1),
        number="A-027",
        city=city_names(pack(), "okuyami.kaigo_loss"),
        pack_version=pack().version,
        practice=practice,
    )
    pdf = render_pdf([reasons_sheet(pack(), "okuyami", rows, context, language)])
    done = subprocess.run(
        ["pdftotext", "-raw", "-enc", "UTF-8", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return "".join(done.stdout.decode().split())


def parts(text: str, *heads: str) -> list[str]:
    """What stands between ``heads``, which must come in this order."""
    found = re.split("|".join(map(re.escape, heads)), text)
    assert [text.count(head) for head in heads] == [1] * len(heads)
    return found[1:]


def test_the_father_of_75_and_over() -> None:
    text = sheet_text(facts_of("father_kouki_head"), "ja")
    assert "受付番号A-027" in text
    assert "令和8年11月21日" in text
    needed, unneeded = parts(
        text, "必要です世帯主の変更", "必要ありません国民健康保険をやめる届け出"
    )
    # 世帯主変更: resident, head, two of 15 or over remain (domain 2.1, 2.3).
    assert "「世帯主だったか」のお答えが「はい」だったためです。" in needed
    assert "「残る15歳以上の人数」が「1以下」なら必要ありません。" in needed
    # 後期, so no 国保; nothing but the insurance would change that.
    assert "「健康保険」のお答えが「後期高齢者医療」だったためです。" in unneeded
    assert "「健康保険」が「国民健康保険」なら必要です。" in unneeded
    assert "「高い医療費」のお答えが「いいえ」だったためです。" in unneeded
    for title in ("後期高齢者医療をやめる届け出", "印鑑登録証を返す", "マイナンバーカードを返す"):
        assert title in needed
    assert "練習用です。お手続きには使えません。" in text


def test_the_english_story_says_why_the_refund_waits() -> None:
    text = sheet_text(facts_of("english_okuyami"), "en")
    assert "Yournumber:A-027" in text
    needed, check, unneeded = parts(
        text,
        "NeededLeavingNationalHealthInsurance",
        "WecheckatthecounterRefundofhighmedicalcosts",
        "NotneededNewheadofhousehold",
    )
    assert "ReturningtheMyNumberCard" in needed
    assert "Ifyoumayrenouncetheinheritance,askthefamilycourtoralawyerfirst." in check
    assert "If“Perhapsrenouncingtheinheritance”were“No”,itwouldbeneeded." in check
    assert "Becausetheanswerto“Sealregistrationcard”was“Idon’tknow”." in check
    assert "Becausetheanswerto“Remainingpeopleaged15orover”was“1”." in unneeded
    assert "Forpracticeonly." in text


def test_a_released_kiosk_says_that_the_counter_looks_at_what_is_unchecked() -> None:
    text = sheet_text(facts_of("father_kouki_head"), "ja", practice=False)
    assert "必要ありません国民健康保険をやめる届け出" not in text
    assert text.count("この決まりはまだ法律とくらべていないので、窓口で確かめます。") == 4
    assert "練習用" not in text


@pytest.mark.parametrize("language", ["ja", "en"])
def test_nobody_is_named_and_no_id_is_shown(language: str) -> None:
    facts = facts_of("father_kouki_head")
    text = sheet_text(relevant_facts(derive(pack(), "okuyami", facts, DAY)), language)
    assert "吉田" not in text
    assert "ヨシダ" not in text
    assert not re.search(r"[a-z]+_[a-z]+|deceased\.|visitor\.", text)


def test_the_same_reasons_give_the_same_bytes_on_any_number_of_pages() -> None:
    facts = facts_of("heir_other_city_unsure")
    rows = reason_rows(pack(), "okuyami", facts, DAY, "ja")
    context = FillContext(
        today=DAY,
        submission=UUID(int=1),
        number="A-027",
        city=city_names(pack(), "okuyami.kaigo_loss"),
        pack_version=pack().version,
    )
    many = [reasons_sheet(pack(), "okuyami", rows * 5, context, "ja") for _ in range(2)]
    assert len(many[0].pages) > 5
    assert render_pdf([many[0]]) == render_pdf([many[1]])
