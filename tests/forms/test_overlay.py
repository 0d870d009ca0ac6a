"""Boxes over a city's own PDF: where the ink lands, what the page below looks like, what is wrong."""

from __future__ import annotations

import argparse
import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops, ImageFilter
from PIL.Image import Image

from forms.catalogue import load
from forms.document import FilledForm, TemplateFaults, field_texts, fill, load_template
from forms.document.filled import FieldKind
from forms.document.ink import PT, Rect
from forms.document.layout import layout_faults
from forms.facts.lists import of_every_item
from forms.facts.types import FactType
from forms.facts.values import Value
from forms.failures import FormProblemCode
from forms.render import cli, render_pdf
from forms.render.city_pdf import CityPdfFault
from forms.render.samples import sample_facts
from tests.support import pages

CITY = Path(__file__).parent / "city"
PDFS = ("midori-sosaihi.pdf", "midori-juminhyo-scan.pdf")
TEMPLATES = ("midori_sosaihi", "midori_juminhyo")


def filled(form: str, **more: Value) -> FilledForm:
    facts, _ = pages.expected()
    given = {name.replace("__", "."): value for name, value in more.items()}
    return fill(
        load_template(CITY / f"{form}.yaml"), {**facts, **pages.facts(given)}, pages.CONTEXT
    )


def difference(one: Image, other: Image) -> float:
    """Share of dots that differ clearly, a dot's shift at edges forgiven."""
    assert one.size == other.size
    apart = ImageChops.difference(
        one.filter(ImageFilter.GaussianBlur(1.5)), other.filter(ImageFilter.GaussianBlur(1.5))
    )
    counts = apart.histogram()
    return sum(counts[48:]) / sum(counts)


def written(
    folder: Path, pdf: str, boxes: list[tuple[str, Rect]], extra: str = "", page: int = 1
) -> Path:
    lines = [
        f"      - {{fact: {name}, size: 10, at: [{r.x}, {r.y}, {r.width}, {r.height}]}}"
        for name, r in boxes
    ]
    path = folder / "x.yaml"
    path.write_text(
        "format: 1\nform: x\nprocedure: y.z\ntitle: t\npages:\n"
        f"  - page_from: {{pdf: {pdf}, page: {page}}}\n    boxes:\n" + "\n".join(lines) + extra,
        encoding="utf-8",
    )
    return path


def turned(source: Path, target: Path, turn: int, unit: float = 1.0, flipped: bool = False) -> None:
    """The same file, seen otherwise: Rotate on the page tree's root (it is inherited)."""
    with pikepdf.open(source) as pdf:
        page = pdf.pages[0].obj
        if "/Rotate" in page:
            del page.Rotate
        pdf.Root.Pages.Rotate = turn - 360 if flipped else turn
        if unit != 1.0:
            page.UserUnit = unit
        if flipped:  # any two opposite corners are allowed (PDF 32000-1, 7.9.5)
            left, bottom, right, top = (float(part) for part in pdf.pages[0].cropbox)
            page.CropBox = pikepdf.Array([right, top, left, bottom])
        pdf.save(target)


@pytest.mark.parametrize("pdf", PDFS)
@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize(("unit", "flipped"), [(1.0, False), (0.5, True)])
def test_each_text_lands_in_its_rectangle_and_the_page_looks_as_before(
    tmp_path: Path, pdf: str, turn: int, unit: float, flipped: bool
) -> None:
    turned(CITY / pdf, tmp_path / "city.pdf", turn, unit, flipped)
    original = (tmp_path / "city.pdf").read_bytes()
    wide, high = (side * unit * PT for side in _size(original))
    boxes = {
        "a.first": Rect(3.0, 3.0, 40.0, 7.0),
        "a.second": Rect(wide - 43.0, 3.0, 40.0, 7.0),
        "a.third": Rect(3.0, high - 10.0, 40.0, 7.0),
        "a.fourth": Rect(wide - 43.0, high - 10.0, 40.0, 7.0),
        "a.middle": Rect(wide * 0.3, high * 0.4, 40.0, 7.0),
    }
    template = load_template(written(tmp_path, "city.pdf", list(boxes.items())))
    facts = pages.facts({name: f"葛\U000e0100{name}" for name in boxes})
    form = fill(template, facts, pages.CONTEXT)
    assert form.problems == ()
    assert (form.pages[0].width, form.pages[0].height) == pytest.approx((wide, high), abs=0.01)
    made = render_pdf([form], written_only=True)
    whole = render_pdf([form])
    for drawn in (made, whole):
        with pikepdf.open(BytesIO(drawn)) as opened:
            assert opened.pages[0].rotation == 0
        assert _size(drawn) == pytest.approx((wide / PT, high / PT), abs=0.01)
        for name, rect in boxes.items():
            around = pages.pdfium_text(drawn, 0, rect, high)
            assert f"葛\U000e0100{name}" in around
            _every_glyph_inside(made, rect, name, high)
    blank = render_pdf([fill(template, {}, pages.CONTEXT)])
    shown = pages.picture(blank, 0, 60.0 / unit)
    before = _drawn_by_itself(original, 60.0 / unit, unit)
    assert difference(shown, before) < 0.002
    assert difference(shown.rotate(180), before) > 0.01


def _size(pdf: bytes) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].get_size()
    finally:
        document.close()


def _drawn_by_itself(pdf: bytes, dots: float, unit: float) -> Image:
    """The city's page as pdfium shows it (which does not know UserUnit)."""
    return pages.picture(pdf, 0, dots * unit)


def _every_glyph_inside(overlay: bytes, rect: Rect, name: str, high: float) -> None:
    document = pypdfium2.PdfDocument(overlay)
    text = document[0].get_textpage()
    start = text.get_text_range().replace("\r\n", "\n")
    assert name in start
    found = 0
    for index in range(text.count_chars()):
        left, bottom, right, top = (side * PT for side in text.get_charbox(index))
        if (
            left < rect.right
            and right > rect.x
            and high - top < rect.bottom
            and high - bottom > rect.y
        ):
            found += 1
            assert rect.x <= left and right <= rect.right
            assert rect.y <= high - top and high - bottom <= rect.bottom
    document.close()
    assert found >= len(name)


@pytest.mark.parametrize("form", TEMPLATES)
def test_the_citys_templates_fill_without_problem(form: str) -> None:
    result = filled(form)
    assert result.problems == ()
    assert layout_faults(load_template(CITY / f"{form}.yaml"), pages.CITY) == ()
    overlay = render_pdf([result], written_only=True)
    for field in result.fields:
        if field.kind in (FieldKind.TEXT, FieldKind.CELLS):
            read = pages.pdfium_text(overlay, field.page, field.rect, result.pages[0].height)
            assert read == pages.squeezed(field.text), field.box


def test_the_boxes_say_what_the_facts_say() -> None:
    texts = field_texts(filled("midori_sosaihi"))
    assert texts["deceased.name"] == "葛\U000e0100城 \U00020bb7雄"
    assert texts["deceased.sex"] == "１　男"
    assert texts["funeral.kind"] == "火葬のみ"
    assert [texts[f"deceased.birth.{part}"] for part in ("era", "year", "month", "day")] == [
        "昭和", "元", "12", "25",
    ]  # fmt: skip
    assert [texts[f"mourner.phone.{part}"] for part in (1, 2, 3)] == ["06", "6858", "0000"]
    assert texts["deceased.postcode"] == "5618501"


def test_what_the_city_printed_is_still_there_with_what_was_written() -> None:
    read = pages.poppler_text(render_pdf([filled("midori_sosaihi")]), "-raw")
    assert "（宛先）みどり県後期高齢者医療広域連合長" in read
    assert "葛\U000e0100城\U00020bb7雄" in read
    assert "受付番号A-012" in read
    assert "刷版" not in pages.poppler_text(
        render_pdf([filled("midori_sosaihi")]), "-raw", "-cropbox"
    )


def test_nothing_but_the_code_is_added_where_no_place_is_given_for_it() -> None:
    read = pages.poppler_text(render_pdf([filled("midori_juminhyo")]), "-raw")
    assert "A-012" not in read


def test_a_page_of_the_city_is_embedded_once_however_many_sheets_show_it() -> None:
    forms = [filled("midori_juminhyo"), filled("midori_sosaihi"), filled("midori_juminhyo")]
    with pikepdf.open(BytesIO(render_pdf(forms))) as pdf:
        under = [page.Resources.XObject["/City"].objgen for page in pdf.pages]
        scans = [o for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/Width" in o]
    assert under[0] == under[2] != under[1]
    assert len(scans) == 1


def test_the_same_overlay_gives_the_same_bytes() -> None:
    forms = [filled(form) for form in TEMPLATES]
    first = render_pdf(forms)
    assert render_pdf(forms) == first
    with pikepdf.open(BytesIO(first)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "midori_sosaihi midori_juminhyo"


def faults(path: Path) -> list[tuple[int, str]]:
    with pytest.raises(TemplateFaults) as caught:
        load_template(path)
    return [(fault.line, fault.message) for fault in caught.value.faults]


def test_a_pdf_that_is_not_there_or_has_no_such_page(tmp_path: Path) -> None:
    boxes = [("a.b", Rect(10, 10, 30, 8))]
    [(line, told)] = faults(written(tmp_path, "none.pdf", boxes))
    assert line == 6
    assert "none.pdf" in told
    shutil.copy(CITY / PDFS[0], tmp_path / "city.pdf")
    [(line, told)] = faults(written(tmp_path, "city.pdf", boxes, page=3))
    assert line == 6
    assert "1 pages; there is no page 3" in told


def test_a_pdf_of_another_size_with_layers_or_a_password(tmp_path: Path) -> None:
    boxes = [("a.b", Rect(10, 10, 30, 8))]
    shutil.copy(CITY / PDFS[0], tmp_path / "city.pdf")
    path = written(tmp_path, "city.pdf", boxes)
    path.write_text(path.read_text().replace("page: 1}", "page: 1, size: [257, 182]}"))
    [(_, told)] = faults(path)
    assert "210.0 x 297.0 mm, not 257 x 182" in told
    with pikepdf.open(CITY / PDFS[0]) as pdf:
        pdf.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="u", owner="o"))
        pdf.Root.OCProperties = pikepdf.Dictionary()
        pdf.save(tmp_path / "layers.pdf")
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.4 no more")
    for name, word in (("locked", "password"), ("layers", "layers"), ("broken", "no readable")):
        [(_, told)] = faults(written(tmp_path, f"{name}.pdf", boxes))
        assert word in told


@pytest.mark.parametrize(
    ("box", "told"),
    [
        ("{fact: a.c}", "'at'"),
        ("{pen: true}", "'at'"),
        ("{fact: a.c, at: [1, 2, 3]}", "[1, 2, 3]"),
        ("{date: a.c, era: 令和, year: [1, 1, 5, 5], month: [9, 1, 5, 5]}", "'day'"),
        ("{date: a.c, year: [1, 1, 5, 5], month: [9, 1, 5, 5], day: [15, 1, 5, 5]}", "era_at"),
        ("{fact: a.c, as: phone, parts: [[1, 1, 5, 5], [9, 1, 5, 5]]}", "3 parts"),
        ("{fact: a.c, at: [1, 1, 20, 5], overflow: sheet}", "'label'"),
        ("{fact: a.c, at: [1, 1, 20, 5], algin: left}", "'align'"),
        ("{fact: a.b, at: [1, 1, 20, 5]}", "second box"),
        ("{choose: a.c, options: {p: P}}", "'P'"),
    ],
)
def test_boxes_that_make_no_sense_have_their_line(tmp_path: Path, box: str, told: str) -> None:
    shutil.copy(CITY / PDFS[0], tmp_path / "city.pdf")
    path = written(tmp_path, "city.pdf", [("a.b", Rect(30, 30, 30, 8))], f"\n      - {box}\n")
    found = faults(path)
    assert [line for line, _ in found] == [9]
    assert told in found[0][1]


def test_boxes_over_each_other_over_the_edge_or_over_the_pen(tmp_path: Path) -> None:
    shutil.copy(CITY / PDFS[0], tmp_path / "city.pdf")
    boxes = [
        ("a.b", Rect(10, 10, 30, 8)),
        ("a.c", Rect(39, 12, 30, 8)),
        ("a.d", Rect(190, 40, 30, 8)),
        ("a.e", Rect(10, 60, 30, 8)),
    ]
    path = written(tmp_path, "city.pdf", boxes, "\n      - {pen: true, at: [30, 60, 40, 8]}\n")
    told = layout_faults(load_template(path), pages.CITY)
    assert [text.split(": ", 1)[1] for text in told] == [
        "a.d reaches over the edge of the page (210.0 x 297.0)",
        "a.b and a.c overlap",
        "a.e reaches into an area that stays empty for the hand",
    ]


def test_a_pdf_that_changes_is_read_again_and_never_swapped_after_the_check(tmp_path: Path) -> None:
    shutil.copy(CITY / PDFS[0], tmp_path / "city.pdf")
    path = written(tmp_path, "city.pdf", [("a.b", Rect(10, 10, 30, 8))])
    form = fill(load_template(path), {}, pages.CONTEXT)
    shutil.copy(CITY / PDFS[1], tmp_path / "city.pdf")
    with pytest.raises(CityPdfFault, match="changed"):
        render_pdf([form])
    assert fill(load_template(path), {}, pages.CONTEXT).pages[0].width == pytest.approx(
        296, abs=0.1
    )


def test_a_number_that_has_not_the_forms_parts_is_left_to_the_clerk() -> None:
    result = filled("midori_sosaihi", mourner__phone="0123456789")
    [problem] = result.problems
    assert (problem.code, problem.box) == (FormProblemCode.NOT_DIGITS, "mourner.phone")
    assert [field_texts(result)[f"mourner.phone.{part}"] for part in (1, 2, 3)] == [""] * 3


@pytest.mark.parametrize("form", TEMPLATES)
def test_check_draws_every_box_with_name_and_sample_over_the_citys_page(
    form: str, tmp_path: Path
) -> None:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    words = ["check", str(CITY / f"{form}.yaml"), "--out", str(tmp_path)]
    assert cli.run(parser.parse_args(words)) == 0
    drawn = (tmp_path / f"{form}.pdf").read_bytes()
    read = pages.poppler_text(drawn, "-raw")
    template = load_template(CITY / f"{form}.yaml")
    for fact in template.facts:
        assert fact in read
    assert "みどりハイツ203号室" in read
    tinted = _coloured(drawn)
    for field in fill(template, {}, pages.CONTEXT).fields:
        x, y, right, bottom = (
            round(side / PT * 2)
            for side in (field.rect.x, field.rect.y, field.rect.right, field.rect.bottom)
        )
        saturation = tinted.crop((x, y, right, bottom)).convert("HSV").getchannel("S")
        assert max(saturation.histogram()[20:]) > 30, field.box
    unwritten = fill(template, {}, pages.CONTEXT)
    unwritten = replace(unwritten, pages=(replace(unwritten.pages[0], written=()),))
    blank = pages.picture(render_pdf([unwritten]))
    above_the_code = (0, 0, blank.width, round(275.0 / PT * 2))
    hidden = ImageChops.subtract(tinted.convert("L"), blank).crop(above_the_code)
    assert sum(hidden.histogram()[10:]) < 50, "what the city printed stays as dark as it was"


def _coloured(pdf: bytes) -> Image:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return document[0].render(scale=2).to_pil().convert("RGB")
    finally:
        document.close()


def test_every_sample_fits_its_box() -> None:
    pack = load("toyonaka")
    for template in [
        *(load_template(spec.template) for spec in pack.forms.values()),
        *(load_template(CITY / f"{form}.yaml") for form in TEMPLATES),
    ]:
        samples = sample_facts(template, pack.facts)
        lists = {fact for fact in samples if pack.facts[of_every_item(fact)].type is FactType.LIST}
        assert {of_every_item(fact) for fact in samples} - lists == template.facts - lists
        assert fill(template, samples, pages.CONTEXT).problems == ()


def test_what_fields_and_stamps_show_is_part_of_the_page(tmp_path: Path) -> None:
    with pikepdf.open(CITY / PDFS[0]) as pdf:
        black = pdf.make_stream(b"0 g 0 0 100 50 re f")
        black.Subtype, black.BBox = pikepdf.Name.Form, pikepdf.Array([0, 0, 100, 50])
        shown = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Stamp,
            Rect=pikepdf.Array([128, 128, 228, 178]),
            F=4,
            AP=pikepdf.Dictionary(N=black),
        )
        pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(shown)])
        pdf.save(tmp_path / "city.pdf")
    template = load_template(written(tmp_path, "city.pdf", [("a.b", Rect(10, 10, 30, 8))]))
    drawn = pages.picture(render_pdf([fill(template, {}, pages.CONTEXT)]), 0, 72.0)
    # CropBox starts at 28.346 pt: the stamp is seen at 99.65 .. 199.65 from the left
    assert drawn.crop((102, 842 - 147, 197, 842 - 103)).getextrema() == (0, 0)
    assert drawn.crop((102, 842 - 90, 197, 842 - 60)).getextrema()[1] == 255
