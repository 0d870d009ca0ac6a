"""Four forms of an invented city, set in other programs, carried from facts to the text on the page; and
the first template that `kakanai form import` makes of each."""

from __future__ import annotations

import argparse
import json
import shutil
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter

from forms.document import FilledForm, field_texts, fill, load_template
from forms.document.filled import FieldKind
from forms.document.ink import PT, Rect
from forms.document.layout import layout_faults
from forms.importing.paper import read_paper
from forms.render import cli, render_pdf
from forms.render.city_pdf import read_page
from tests.support import pages

CITY = Path(__file__).parent / "city"
FORMS = ("midori_koki", "midori_seikyu", "midori_kaigo", "midori_seikyu_scan")
"""LibreOffice; typst; typst with form fields, B5; a scan of 200 dpi askew on 200 x 287 mm."""


def filled(form: str) -> FilledForm:
    facts, _ = pages.expected()
    return fill(load_template(CITY / f"{form}.yaml"), facts, pages.CONTEXT)


@pytest.mark.parametrize("form", FORMS)
def test_every_text_of_the_facts_is_read_back_from_its_box(form: str) -> None:
    made = filled(form)
    assert made.problems == ()
    assert layout_faults(load_template(CITY / f"{form}.yaml"), pages.CITY) == ()
    overlay = render_pdf([made], written_only=True)
    texts = [f for f in made.fields if f.kind in (FieldKind.TEXT, FieldKind.CELLS) and f.text]
    assert len(texts) >= 6
    for field in texts:
        read = pages.pdfium_text(overlay, 0, field.rect, made.pages[0].height)
        assert read == pages.squeezed(field.text), field.box
    assert glyphs_outside(overlay, [f.rect for f in made.fields], made.pages[0].height) == []


def glyphs_outside(overlay: bytes, boxes: list[Rect], height: float) -> list[str]:
    """Letters of the overlay that do not lie in one box wholly."""
    document = pypdfium2.PdfDocument(overlay)
    text = document[0].get_textpage()
    stray = []
    for index in range(text.count_chars()):
        left, bottom, right, top = (side * PT for side in text.get_charbox(index))
        if right > left and not any(
            box.x - 0.01 <= left
            and right <= box.right + 0.01
            and box.y - 0.01 <= height - top
            and height - bottom <= box.bottom + 0.01
            for box in boxes
        ):
            stray.append(text.get_text_range(index, 1))
    document.close()
    return stray


def test_what_the_facts_say_is_what_stands_there() -> None:
    texts = field_texts(filled("midori_koki"))
    assert texts["deceased.name"] == "葛\U000e0100城 \U00020bb7雄"
    assert texts["deceased.sex"] == "男"
    assert texts["deceased.birth.era"] == "昭和"
    assert [texts[f"mourner.phone.{part}"] for part in (1, 2, 3)] == ["06", "6858", "0000"]
    assert texts["account.number"] == "0123456"
    texts = field_texts(filled("midori_seikyu"))
    assert texts["visitor.postcode.1"] == "560"
    assert texts["juminhyo.show_honseki"] == "載せない"


@pytest.mark.parametrize("form", FORMS)
def test_the_citys_page_looks_as_before_under_what_is_written(form: str) -> None:
    template = load_template(CITY / f"{form}.yaml")
    blank = fill(template, {}, pages.CONTEXT)
    shown = pages.picture(render_pdf([blank]), 0, 72)
    pdf = next(page.under.pdf for page in blank.pages if page.under)
    before = pages.picture(pdf.read_bytes(), 0, 72)
    height = round(230 / PT)  # below stands our foot on the one that has room for it
    near = [
        picture.crop((0, 0, before.width, height)).filter(ImageFilter.GaussianBlur(1.5))
        for picture in (shown, before)
    ]
    counts = ImageChops.difference(*near).histogram()
    # today's date is written on the blank of two of the forms
    assert sum(counts[64:]) / sum(counts) < 0.002


def test_a_form_with_fields_comes_out_without_them() -> None:
    with pikepdf.open(CITY / "midori-kaigo.pdf") as pdf:
        assert "/AcroForm" in pdf.Root
    with pikepdf.open(BytesIO(render_pdf([filled("midori_kaigo")]))) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert "/Annots" not in pdf.pages[0]


def imported(
    folder: Path, pdf: str, procedure: str, capsys: pytest.CaptureFixture[str]
) -> dict[str, str]:
    """The first template of ``pdf``; its text by line note."""
    shutil.copy(CITY / pdf, folder / pdf)
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    words = ["import", str(folder / pdf), "--form", "x", "--procedure", procedure, "--json"]
    assert cli.run(parser.parse_args(words)) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["faults"] == []
    assert cli.run(parser.parse_args(words)) == 2, "never over what a clerk has written"
    capsys.readouterr()
    lines = (folder / "x.yaml").read_text("utf-8").splitlines()
    boxes = [line.split("  # ") for line in lines if line.startswith("      - {")]
    return {note: line.strip(" -") for line, note in reversed(boxes)}


def test_import_proposes_the_facts_of_a_page_never_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes = imported(tmp_path, "midori-koki.pdf", "okuyami.kouki_sosaihi", capsys)
    proposed = {
        "死亡した被保険者 / 氏名": "{fact: deceased.name, size: 15",
        "死亡した被保険者 / フリガナ": "{fact: deceased.name_kana, as: katakana",
        "死亡した被保険者 / 死亡年月日": "{date: deceased.death_date, boxes: true, era: 令和",
        "死亡した被保険者 / 葬祭を行った日": "{date: funeral.date, boxes: true",
        "申請者（葬祭執行者） / 死亡した方との続柄": "{fact: mourner.relation, words: mourner_relation",
        "銀行等 / 預金種目": "{choose: account.kind",
        "銀行等 / 口座番号": "{fact: account.number, cells: 7",
        "銀行等 / 口座名義人（カナ）": "{fact: account.holder_kana, cells: 30",
        "被保険者番号": "{fact: deceased.kouki_number, cells: 8",
        "受付": "{office: true",
    }
    for note, start in proposed.items():
        assert boxes[note].startswith(start), note
    by_hand = next(line for note, line in boxes.items() if note.startswith("死亡した方の個人番号"))
    assert by_hand.startswith("{pen: true"), "the 個人番号 is never proposed"


def test_import_takes_form_fields_as_they_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    boxes = imported(tmp_path, "midori-kaigo.pdf", "okuyami.kaigo_loss", capsys)
    assert boxes["介護保険の被保険者番号"].startswith("{fact: deceased.kaigo_number, cells: 10")
    assert boxes["届出人の氏名"].startswith("{fact: visitor.name")
    assert boxes["届出人の署名; fact: ?"].startswith("{pen: true")


def test_a_scan_askew_gives_its_cells_where_they_are() -> None:
    paper = read_paper(read_page(CITY / "midori-seikyu-scan.pdf", 1))
    assert paper.turned == pytest.approx(0.7, abs=0.11)
    straight = read_paper(read_page(CITY / "midori-seikyu.pdf", 1))
    [name] = [c for c in straight.cells if abs(c.x - 43.0) < 0.3 and abs(c.y - 102.0) < 0.3]
    # make.py turned the sheet about its middle and cut 5 mm off each edge
    near = [
        cell
        for cell in paper.cells
        if abs(cell.width - name.width) < 0.6
        and abs(cell.height - name.height) < 0.6
        and abs(cell.x - (name.x - 5)) < 1.0
        and abs(cell.y - (name.y - 5)) < 1.5
    ]
    assert len(near) == 1
