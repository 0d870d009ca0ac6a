"""The standard pack's forms: what stands in each box, what is read back, what stays empty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

import pytest
from PIL import Image, ImageChops, ImageDraw

from forms.document import FilledForm, field_texts, fill, load_template
from forms.document.filled import FieldKind
from forms.document.ink import PT, Ink, Letters, Rect, Ring
from forms.document.layout import layout_faults
from forms.document.template import Cells, Choice
from forms.facts.lists import of_every_item
from forms.render import render_pdf
from tests.support import pages

FORMS = tuple(pages.expected()[1])
KOUIKI = {"kouki_sosaihi", "kouki_juryo", "kouki_soshitsu"}
"""Forms for the prefecture's union."""
DRAFTS = {
    "nenkin_shibo": "日本年金機構",
    "nenkin_mishikyu": "日本年金機構",
    "izoku_kiso_nenkin": "日本年金機構",
    "kafu_nenkin": "日本年金機構",
    "shibo_ichijikin": "日本年金機構",
    "nenkin_kankei": "日本年金機構",
    "fuyo_kyosai": "府県知事",
    "hibaku_sosairyo": "府県知事",
    "senbotsu_shoken": "日本銀行",
}
"""Sheets to copy from onto another body's paper, and whose."""
NUMBERED = {
    "kokuho_soshitsu",
    "kokuho_sosaihi",
    "kouki_sosaihi",
    "kaigo_soshitsu",
    "kaigo_kogaku",
    "kouki_soshitsu",
    "jidoteate_nintei",
    "jifu_nintei",
    "hitorioya_iryo",
    "genshoyusha",
    "jidoteate_seikyu",
    "kaigo_tennyu",
}
"""Forms with a box for the 個人番号."""
ADDRESSEES = {
    "suido_henko": "豊中市上下水道事業管理者",
    "nochi_todoke": "豊中市農業委員会会長",
    "hogo_henko": "豊中市福祉事務所長",
    "shugaku_enjo": "豊中市教育委員会",
}
"""Forms of the city that are not for the mayor."""
DOTS = 144.0
LONG_WORD = 12.0
"""mm of a ring: round two letters it is shorter."""


@cache
def filled(form: str) -> FilledForm:
    facts, _ = pages.expected()
    return fill(pages.template(form), facts, pages.CONTEXT)


def test_these_are_all_templates() -> None:
    assert {path.stem for path in pages.TEMPLATES.glob("*.yaml")} == set(FORMS)


@pytest.mark.parametrize("form", FORMS)
def test_every_box_says_what_a_person_wrote_down(form: str) -> None:
    _, texts = pages.expected()
    assert filled(form).problems == ()
    assert field_texts(filled(form)) == texts[form]


@pytest.mark.parametrize("form", FORMS)
def test_everything_has_room(form: str) -> None:
    assert layout_faults(pages.template(form), pages.CITY) == ()


@pytest.mark.parametrize("form", FORMS)
def test_pdfium_reads_each_written_text_inside_its_own_box(form: str) -> None:
    result = filled(form)
    overlay = render_pdf([result], written_only=True)
    for field in result.fields:
        if field.kind in (FieldKind.TEXT, FieldKind.CELLS):
            height = result.pages[field.page].height
            read = pages.pdfium_text(overlay, field.page, field.rect, height)
            assert read == pages.squeezed(field.text), field.box


@pytest.mark.parametrize("form", FORMS)
def test_poppler_reads_all_written_texts_and_nothing_else(form: str) -> None:
    read = pages.poppler_text(render_pdf([filled(form)], written_only=True), "-raw")
    written = [
        pages.squeezed(field.text)
        for field in filled(form).fields
        if field.kind in (FieldKind.TEXT, FieldKind.CELLS)
    ]
    assert sorted(read) == sorted("".join(written))
    for text in written:
        if len(text) > 3 and "桜塚" not in text:  # an address may stand in two lines
            assert text in read


@pytest.mark.parametrize("form", FORMS)
def test_no_written_ink_outside_the_boxes(form: str) -> None:
    result = filled(form)
    drawn = pages.picture(render_pdf([result], written_only=True), 0, DOTS)
    for field in result.fields:
        reach = 0.9 if field.kind in (FieldKind.RING, FieldKind.TICK) else 0.15
        _blank(drawn, field.rect.inset(-reach))
    assert drawn.getextrema() == (255, 255)


@pytest.mark.parametrize("form", FORMS)
def test_nothing_is_written_where_the_pen_or_the_office_writes(form: str) -> None:
    result = filled(form)
    drawn = pages.picture(render_pdf([result], written_only=True), 0, DOTS)
    page = result.pages[0]
    assert page.pen or form in DRAFTS
    assert page.office or form in DRAFTS
    everything = Image.new("L", drawn.size, 255)
    kept = everything.copy()
    for rect in (*page.pen, *page.office):
        kept.paste(drawn.crop(_dots(rect)), _dots(rect)[:2])
    assert ImageChops.difference(everything, kept).getbbox() is None


@pytest.mark.parametrize("form", FORMS)
def test_the_rings_and_ticks_are_drawn_and_an_unknown_fact_draws_none(form: str) -> None:
    marks = [f for f in filled(form).fields if f.kind in (FieldKind.RING, FieldKind.TICK)]
    drawn = pages.picture(render_pdf([filled(form)], written_only=True), 0, DOTS)
    for field in marks:
        inside = drawn.crop(_dots(field.rect))
        dark = sum(inside.histogram()[:128])
        assert bool(dark) == bool(field.text), field.box
    fixed = {item.box for item in _choices(form) if item.always is not None}
    empty = fill(pages.template(form), {}, pages.CONTEXT)
    for field in empty.fields:
        if field.box not in fixed and not field.box.startswith("today."):
            assert field.text == "", field.box


@pytest.mark.parametrize("form", FORMS)
def test_cells_for_the_individual_number_have_no_fact(form: str) -> None:
    twelve = [
        item
        for item in pages.template(form).items()
        if isinstance(item, Cells) and item.count == 12 and item.groups == (4, 4, 4)
    ]
    assert all(item.fact is None for item in twelve)
    assert bool(twelve) == (form in NUMBERED)


@pytest.mark.parametrize("form", FORMS)
def test_addressee_title_and_department_are_printed(form: str) -> None:
    read = pages.poppler_text(render_pdf([filled(form)]), "-raw")
    usual = pages.CITY.kouiki if form in KOUIKI else pages.CITY.mayor
    addressee = ADDRESSEES.get(form, usual)
    said = f"（提出先）{DRAFTS[form]}" if form in DRAFTS else f"（宛先）{addressee}"
    assert said in read
    departments = (pages.CITY.department, *pages.CITY.departments.values())
    assert any(name.replace("\u3000", "") in read for name in departments)
    assert "A-012" in read


@pytest.mark.parametrize("form", FORMS)
def test_the_facts_of_a_template_are_those_that_feed_its_boxes(form: str) -> None:
    fed = {of_every_item(fact) for field in filled(form).fields for fact in field.facts}
    assert pages.template(form).facts == fed | pages.template(form).gates


def _choices(form: str) -> list[Choice]:
    return [item for item in pages.template(form).items() if isinstance(item, Choice)]


def _dots(rect: Rect) -> tuple[int, int, int, int]:
    scale = DOTS / 72 / PT
    return (
        round(rect.x * scale),
        round(rect.y * scale),
        round(rect.right * scale),
        round(rect.bottom * scale),
    )


def _blank(picture: Image.Image, rect: Rect) -> None:
    ImageDraw.Draw(picture).rectangle(_dots(rect), fill=255)


@pytest.mark.parametrize("form", FORMS)
def test_a_template_that_was_checked_is_read_as_the_same(form: str) -> None:
    """libyaml against the reader with places, to the last type of a value."""
    path = pages.template_file(form)
    assert repr(load_template(path, checked=True)) == repr(load_template(path))


def test_a_ring_round_a_long_word_crosses_none_of_its_letters() -> None:
    """Words of three letters and more: the shorter have room, and eras stand between dots."""
    looked = 0
    for form in FORMS:
        for number, page in enumerate(filled(form).pages):
            rings = [
                ink for ink in page.written if isinstance(ink, Ring) and ink.rect.width > LONG_WORD
            ]
            if rings:
                both = ImageChops.multiply(
                    _ink(filled(form), number, page.printed, Letters),
                    _ink(filled(form), number, rings, Ring),
                )
                looked += len(rings)
                for ring in rings:
                    assert both.crop(_dots(ring.rect)).getbbox() is None, (form, ring.rect)
    assert looked > 10


def _ink(
    form: FilledForm, number: int, inks: Sequence[Ink], kind: type[Letters] | type[Ring]
) -> Image.Image:
    """White where a page's inks of one kind are, black elsewhere."""
    page = replace(
        form.pages[number], printed=tuple(i for i in inks if isinstance(i, kind)), written=()
    )
    picture = pages.picture(render_pdf([replace(form, pages=(page,))]), 0, DOTS).convert("L")
    return ImageChops.invert(picture).point(lambda dark: 255 if dark > 150 else 0)
