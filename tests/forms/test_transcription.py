"""転記票 and 引継票: what stands in each box of a core system's screen, on paper, in codes, in CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
import zxingcpp

from forms.catalogue import PackFaults, load
from forms.catalogue.transcription import CoreScreen, ScreenBox, TypedAs
from forms.document import CityNames, FillContext, FilledForm
from forms.facts.values import DontKnow, Facts, Known, Source
from forms.papers.handover import HandedFact, HandedProcedure, HandOver, handover_sheet
from forms.papers.transcription import (
    MOST,
    TypedScreen,
    codes,
    transcription_csv,
    transcription_sheet,
    typed_screens,
)
from forms.render import render_pdf
from tests.support import pages
from tests.support.tiny_pack import write

CONTEXT = FillContext(
    today=date(2026, 11, 20),
    submission=UUID(int=7),
    number="A-027",
    city=CityNames("見本市", "見本市長", "見本県後期高齢者医療広域連合長"),
    pack_version="1",
)
FACTS: Facts = {
    "deceased.name": Known("葛\U000e0100城　\U00020bb7雄", Source.CARD),
    "deceased.name_kana": Known("かつらぎ　よしお", Source.CITIZEN),
    "deceased.birth": Known(date(1926, 12, 25), Source.CITIZEN),
    "deceased.death_date": Known(date(2026, 12, 31), Source.CITIZEN),
    "deceased.sex": Known("male", Source.CITIZEN),
    "deceased.kaigo_number": DontKnow(),
    "account.use_public": Known(False, Source.CITIZEN),
    "account.bank": Known("=cmd|みどり銀行", Source.CITIZEN),
    "visitor.phone": Known("090-1234-5678", Source.CITIZEN),
}
SOURCES = {"deceased.name": "カード", "deceased.birth": "本人の入力"}


SCREEN = CoreScreen(
    "loss",
    "介護保険　資格喪失",
    ("okuyami.kaigo_loss",),
    (
        ScreenBox("被保険者番号", "deceased.kaigo_number", typed_as=TypedAs.DIGITS),
        ScreenBox("喪失事由", text="死亡"),
        ScreenBox("喪失年月日", "deceased.death_date", typed_as=TypedAs.ERA7, plus_days=1),
        ScreenBox("届出日", "deceased.death_date", typed_as=TypedAs.YMD),
        ScreenBox("生年月日", "deceased.birth", typed_as=TypedAs.ERA7),
        ScreenBox("カナ氏名", "deceased.name_kana", typed_as=TypedAs.HALF_KANA),
        ScreenBox("フリガナ", "deceased.name_kana", typed_as=TypedAs.KATAKANA),
        ScreenBox("氏名", "deceased.name"),
        ScreenBox("性別", "deceased.sex", codes={"male": "1", "female": "2"}),
        ScreenBox("公金受取口座", "account.use_public", codes={"yes": "1", "no": "0"}),
        ScreenBox("電話", "visitor.phone", typed_as=TypedAs.DIGITS),
        ScreenBox("銀行", "account.bank"),
    ),
)
TYPED = [
    "",
    "死亡",
    "5090101",  # 令和9年1月1日, the day after
    "20261231",
    "3011225",  # the first day of 昭和
    "ｶﾂﾗｷﾞ ﾖｼｵ",
    "カツラギ　ヨシオ",
    "葛\U000e0100城　\U00020bb7雄",
    "1",
    "0",
    "09012345678",
    "=cmd|みどり銀行",
]


def typed() -> TypedScreen:
    (screen,) = typed_screens([SCREEN], FACTS, SOURCES)
    return screen


def read_codes(paper: FilledForm) -> list[str]:
    pdf = render_pdf([paper])
    found = []
    for index in range(len(paper.pages)):
        found += [code.text for code in zxingcpp.read_barcodes(pages.picture(pdf, index, 200))]
    return found


def test_each_box_says_what_is_typed_and_where_it_comes_from() -> None:
    assert [each.value for each in typed().boxes] == TYPED
    sources = {each.label: each.source for each in typed().boxes}
    assert sources["被保険者番号"] == "未確認"
    assert sources["喪失事由"] == "固定"
    assert sources["氏名"] == "カード"


def test_a_reader_of_codes_types_the_screen_from_the_first_box_to_the_last() -> None:
    sheet = transcription_sheet("介護保険課", [typed()], CONTEXT)
    assert "".join(read_codes(sheet)) == "\t".join(TYPED)


def test_a_long_screen_has_several_codes_that_each_end_between_two_boxes() -> None:
    long = TypedScreen("長い", tuple(replace(typed().boxes[7], value="桜" * 40) for _ in range(6)))
    parts = codes(long)
    assert len(parts) == 3
    assert "".join(parts) == "\t".join(["桜" * 40] * 6)
    assert all(len(part.encode()) <= MOST for part in parts)
    assert all(part.endswith("\t") for part in parts[:-1])


def test_the_file_is_read_by_a_spreadsheet_and_calculates_nothing() -> None:
    made = transcription_csv([typed()])
    assert made.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(made.decode("utf-8-sig"))))
    assert rows[0] == ["画面", "順", "項目", "値", "出所", "データ項目"]
    assert [row[3] for row in rows[1:]] == [*TYPED[:-1], "'=cmd|みどり銀行"]
    assert [row[1] for row in rows[1:]] == [str(n) for n in range(1, 13)]
    assert rows[8] == [
        "介護保険　資格喪失", "8", "氏名", TYPED[7], "カード", "deceased.name",
    ]  # fmt: skip


def test_a_letter_that_no_face_has_is_shown_as_geta_and_stays_in_the_file() -> None:
    facts = {**FACTS, "deceased.name": Known("\U0010fffd城", Source.CITIZEN)}
    (screen,) = typed_screens([SCREEN], facts, SOURCES)
    assert "〓城" in pages.poppler_text(
        render_pdf([transcription_sheet("介護保険課", [screen], CONTEXT)])
    )
    assert "\U0010fffd城" in transcription_csv([screen]).decode("utf-8-sig")


def hand_over() -> HandOver:
    procedure = HandedProcedure(
        title="介護保険をやめる届け出",
        need="必要",
        because=("生年月日：昭和元年12月25日",),
        deadline="令和9年1月14日（木）\nあと14日",
        who="この方が届け出できます",
        bring=("介護保険の被保険者証",),
        forms=("介護保険 資格喪失届",),
        told=("申請中だった方は、ケアマネジャーがカードを預かっていることがあります。",),
        state="未着手",
    )
    return HandOver(
        section="介護保険課",
        event="おくやみのお手続き",
        language="英語",
        people=(("亡くなった方", "葛\U000e0100城　\U00020bb7雄", "カツラギ　ヨシオ"),),
        procedures=(procedure,) * 12,
        facts=(HandedFact("死亡した日", "令和8年12月31日", "本人の入力"),),
        open=("要介護の認定",),
        others=(("市民課", "受付済み"),),
        card=("カード：署名を確認、複製の検査は合格",),
    )


def test_the_next_counter_finds_all_it_needs_on_the_sheet_and_the_case_by_its_code() -> None:
    sheet = handover_sheet(hand_over(), CONTEXT)
    said = pages.poppler_text(render_pdf([sheet]), "-raw")
    for part in ("引継票介護保険課", "A-027", "入力した言語英語", "様式：介護保険資格喪失届"):
        assert part in said
    for part in ("要介護の認定", "死亡した日令和8年12月31日本人の入力", "市民課受付済み"):
        assert part in said
    assert "伝えた：申請中だった方は" in said
    assert UUID(int=7).urn in read_codes(sheet)
    assert len(sheet.pages) > 1


def test_a_table_repeats_its_head_on_each_page() -> None:
    sheet = handover_sheet(hand_over(), CONTEXT)
    first, second = (
        pages.poppler_text(render_pdf([replace(sheet, pages=(page,))]), "-raw")
        for page in sheet.pages[:2]
    )
    assert first.count("届け出る方・持ち物") == second.count("届け出る方・持ち物") == 1


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("procedures: [q]", "no procedure 'q'"),
        (
            "boxes: [{label: 人数, fact: a.childre}]",
            "no fact 'a.childre'; did you mean 'a.children'",
        ),
        ("boxes: [{label: 人数}]", "transcription.yaml:4"),
    ],
)
def test_a_screen_that_names_what_is_not_there_is_a_fault(
    tmp_path: Path, wrong: str, said: str
) -> None:
    good = {"procedures": "procedures: [p]", "boxes": "boxes: [{label: 氏名, text: あ}]"}
    good[wrong.partition(":")[0]] = wrong
    text = "screen:\n  title: 画面\n" + "".join(f"  {line}\n" for line in good.values())
    root = write(tmp_path)
    (root / "tiny" / "transcription.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackFaults) as found:
        load("tiny", root)
    assert said in str(found.value)
