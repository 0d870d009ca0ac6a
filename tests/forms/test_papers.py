"""What a family takes home: list, belongings, calendar, letter; read back by poppler, codes by ZXing.

What they say of the stories is written by hand from the stories and domain.md.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from uuid import UUID

import pytest
import zxingcpp

import assets
from forms.catalogue import Pack, load
from forms.catalogue.model import HandOff
from forms.catalogue.wording import Wording
from forms.document import FillContext, FilledForm
from forms.document.ink import Letters
from forms.document.pack_city import city_names
from forms.facts.values import Facts, Known, Source
from forms.journey import Journey, relevant_facts
from forms.journey.journey import derive
from forms.papers.bring_list import bring_list
from forms.papers.calendar import calendar_entry, days_to_keep
from forms.papers.flow import BOTTOM, LEFT, RIGHT
from forms.papers.letter import letters
from forms.papers.todo_list import todo_list
from forms.papers.words import PaperWords
from forms.render import render_pdf
from tests.support import pages
from tests.support.cases import load_case
from tests.support.okuyami_cases import FOLDER

PROXY = "son_other_household_kokuho_proxy"
NAMES: Facts = {
    "visitor.name": Known("渡邊\U000e0108　花子", Source.CARD),
    "visitor.address": Known("大阪府豊中市本町一丁目2番3号", Source.CARD),
    "visitor.phone": Known("09000001234", Source.CITIZEN),
    "visitor.birth": Known(date(1989, 1, 7), Source.CARD),
    "deceased.name": Known("葛\U000e0100城　\U00020bb7雄", Source.CITIZEN),
}


@cache
def pack() -> Pack:
    return load("toyonaka")


@cache
def journey(story: str) -> Journey:
    case = load_case(FOLDER / f"{story}.yaml")
    return derive(pack(), "okuyami", {**case.facts, **NAMES}, case.today)


@cache
def words(language: str) -> PaperWords:
    return PaperWords(Wording.from_files(assets.ROOT / "wording"), pack(), language)


def context(*, practice: bool = False) -> FillContext:
    return FillContext(
        today=date(2026, 11, 20),
        submission=UUID(int=7),
        number="A-027",
        city=city_names(pack()),
        pack_version=pack().version,
        practice=practice,
    )


def letters_of(story: str) -> tuple[FilledForm, ...]:
    case = journey(story)
    return letters(words("ja"), case, {**relevant_facts(case), **NAMES}, context())


def text(*papers: FilledForm) -> str:
    return pages.poppler_text(render_pdf(papers), "-raw")


def test_what_is_due_first_stands_first_with_where_and_what_to_bring() -> None:
    # Died 2026-11-10: 14 days later is the 24th, 葬祭費 two years after the funeral.
    said = text(todo_list(words("ja"), journey(PROXY), context()))
    assert "受付番号A-027" in said
    first, _, rest = said.partition("11月24日(火)まで".replace("(", "（").replace(")", "）"))
    assert "お手続きの一覧" in first
    group, _, later = rest.partition("令和10年11月13日（月）まで")
    for title in ("世帯主の変更", "国民健康保険をやめる届け出", "介護保険をやめる届け出"):
        assert title in group
        assert title not in later
    assert "葬祭費（国民健康保険）の申請" in later
    assert "窓口市民課持ち物窓口に来る方の本人確認書類、頼まれた人が使う紙（委任状）" in group
    assert "届け出る方委任状があればあなた" in group
    assert "市役所の外でのお手続き" in later


@pytest.mark.parametrize(
    ("kind", "told"),
    [("koseki_self_with_card", "1通450円"), ("koseki_removed_self", "1通750円")],
)
def test_the_list_tells_the_fee_of_what_is_asked_for(kind: str, told: str) -> None:
    case = load_case(FOLDER.parent / "certificates" / f"{kind}.yaml")
    found = derive(pack(), "certificates", case.facts, case.today)
    assert told in text(todo_list(words("ja"), found, context()))


def test_everything_to_do_stands_on_the_list_once() -> None:
    case = journey(PROXY)
    said = text(todo_list(words("ja"), case, context()))
    for outcome in case.to_do:
        title = pack().wording.text(pack().procedures[outcome.id].wording, "ja")
        assert pages.squeezed(title) in said


def test_in_english_the_clerk_finds_the_japanese_name() -> None:
    said = text(todo_list(words("en"), journey(PROXY), context()))
    assert "Yourprocedures" in said
    assert "ByTue24November" in said
    assert "世帯主の変更" in said


def test_the_citizens_papers_are_in_large_print() -> None:
    case = journey(PROXY)
    for made in (todo_list(words("ja"), case, context()), bring_list(words("ja"), case, context())):
        for page in made.pages:
            sizes = [ink.size for ink in page.written if isinstance(ink, Letters)]
            assert min(sizes) >= 14


@pytest.mark.parametrize("language", ["ja", "en", "vi"])
@pytest.mark.parametrize(
    "story", [PROXY, "all_handbooks_and_allowances", "owns_nothing_70_alone", "household_of_seven"]
)
def test_nothing_reaches_over_the_edges(story: str, language: str) -> None:
    case = journey(story)
    made = [
        todo_list(words(language), case, context()),
        bring_list(words(language), case, context()),
    ]
    for page in [page for paper in (*made, *letters_of(story)) for page in paper.pages]:
        for ink in page.written:
            if isinstance(ink, Letters):
                assert ink.x >= LEFT - 0.1
                assert ink.y <= BOTTOM + 0.1
    drawn = pages.picture(render_pdf(made), 0, 100)
    right = round((RIGHT + 1.5) / 25.4 * 100)
    assert drawn.crop((right, 0, drawn.width, drawn.height)).getextrema() == (255, 255)


@pytest.mark.parametrize(
    ("language", "title", "face"),
    [
        ("zh-Hans", "手续一览", "noto-sc"),
        ("ko", "절차목록", "noto"),
        ("vi", "Cácthủtụccủaquývị", "noto"),
    ],
)
def test_a_sheet_in_letters_of_another_face_reads_back(
    language: str, title: str, face: str
) -> None:
    """The right face for the whole sheet; what is Japanese keeps the Japanese one; PDFium finds every letter."""
    made = todo_list(words(language), journey(PROXY), context())
    said = text(made)
    assert title in said
    assert "世帯主の変更" in said
    faces = {ink.face for page in made.pages for ink in page.written if isinstance(ink, Letters)}
    assert faces == {face, f"{face}-bold", "gothic"}


def test_things_to_bring_stand_once_with_those_that_want_them() -> None:
    said = text(bring_list(words("ja"), journey(PROXY), context()))
    assert said.count("会葬礼状か葬儀の領収書") == 1
    sure, _, perhaps = said.partition("あればお持ちいただくもの")
    assert "会葬礼状か葬儀の領収書葬祭費（国民健康保険）の申請" in sure
    assert "亡くなった方の限度額の認定証" in perhaps


def read_codes(paper: FilledForm) -> list[str]:
    pdf = render_pdf([paper])
    found = []
    for index in range(len(paper.pages)):
        found += [code.text for code in zxingcpp.read_barcodes(pages.picture(pdf, index, 200))]
    return found


def lines_of(entry: str) -> dict[str, str]:
    unfolded = entry.replace("\r\n ", "")
    return dict(line.split(":", 1) for line in unfolded.split("\r\n") if line)


def test_a_phone_reads_each_last_day_and_no_name_from_the_paper() -> None:
    found = [
        lines_of(code) for code in read_codes(todo_list(words("ja"), journey(PROXY), context()))
    ]
    days = sorted(entry["DTSTART;VALUE=DATE"] for entry in found)
    assert days == ["20261124", "20281113"]
    for entry in found:
        assert "お手続きの" in entry["SUMMARY"]
        every = "".join(entry.values())
        for private in ("渡邊", "花子", "𠮷雄", "葬祭費", "保険", str(UUID(int=7)), "A-027"):
            assert private not in every


def test_an_entry_is_icalendar_with_lines_of_75_octets() -> None:
    for language in ("ja", "en"):
        entry = calendar_entry(words(language), date(2026, 11, 24), 4, context())
        rows = entry.split("\r\n")
        assert rows[0] == "BEGIN:VCALENDAR"
        assert rows[-2:] == ["END:VCALENDAR", ""]
        assert max(len(row.encode()) for row in rows) <= 75
        assert "\n" not in entry.replace("\r\n", "")
        assert lines_of(entry)["DTEND;VALUE=DATE"] == "20261125"
    comma = replace(pack(), city=replace(pack().city, name="A, B; C"))
    said = calendar_entry(replace(words("en"), pack=comma), date(2026, 11, 24), 1, context())
    assert "SUMMARY:A\\, B\\; C: deadline of procedures (1)" in said


def test_days_that_are_over_are_not_put_into_a_calendar() -> None:
    todo = journey(PROXY).to_do
    last = max(each.deadline for each in todo if each.deadline is not None)
    assert days_to_keep(todo, last + timedelta(days=1)) == ()
    assert [day for day, _ in days_to_keep(todo, last)] == [last]


def test_a_letter_names_agent_and_procedures_and_leaves_the_principal_to_the_pen() -> None:
    household, mourner = letters_of(PROXY)
    said = text(household)
    for part in ("委任状", "（宛先）豊中市長", "頼む方（委任者）：世帯の方（新しい世帯主など）"):
        assert part in said
    agent = said[said.index("頼まれた方") :]
    assert "渡邊\U000e0108花子" in agent
    assert "昭和64年1月7日" in agent
    assert "090-0000-1234" in agent
    assert "国民健康保険をやめる届け出" in agent
    assert "葬祭費" not in said
    principal = said[: said.index("頼まれた方")]
    assert "花子" not in principal
    assert "葬祭を行った方（喪主）" in text(mourner)


def test_who_may_file_everything_gets_no_letter() -> None:
    assert letters_of("widow_61_married_12_years") == ()


def test_a_name_that_no_face_has_is_left_to_the_pen() -> None:
    case = journey(PROXY)
    facts = {**relevant_facts(case), "visitor.name": Known("\U0010fffd花子", Source.CITIZEN)}
    said = text(*letters(words("ja"), case, facts, context()))
    assert "花子" not in said
    assert "090-0000-1234" in said


def test_the_city_says_where_to_call_or_nothing_stands_there() -> None:
    bare = text(todo_list(words("ja"), journey(PROXY), context()))
    assert "ご予約・ご相談" not in bare
    there = {"booking": HandOff("06-0000-0001", "https://example.invalid/yoyaku")}
    told = replace(words("ja"), pack=replace(pack(), hand_off=there))
    made = todo_list(told, journey(PROXY), context())
    assert "ご予約電話06-0000-0001" in text(made)
    assert "https://example.invalid/yoyaku" in read_codes(made)


def test_practice_says_so_on_every_page() -> None:
    made = todo_list(words("ja"), journey(PROXY), context(practice=True))
    assert text(made).count("練習用です。お手続きには使えません。") == len(made.pages)


def test_no_wording_of_the_papers_is_unused_and_languages_have_the_same() -> None:
    found = {}
    for language in pack().languages:
        file = assets.ROOT / "wording" / language / "papers.ftl"
        keys = [
            line.split("=")[0].strip() for line in file.read_text(encoding="utf-8").splitlines()
        ]
        found[language] = {key for key in keys if key.startswith((".", "paper"))}
    assert {language for language, keys in found.items() if keys != found["ja"]} == set()
    source = "".join(path.read_text(encoding="utf-8") for path in Path("forms/papers").glob("*.py"))
    for key in found["ja"]:
        if key.startswith("paper") and not key.startswith(("paper-month-", "paper-weekday-")):
            assert f'"{key}' in source, key
