"""Letters on paper: the right glyph for every sequence, and the text that was put in."""

from __future__ import annotations

import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import uharfbuzz
import zxingcpp
from fontTools.ttLib import TTFont
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

from forms.document.fill import fill
from forms.document.filled import FilledForm, FilledPage
from forms.document.ink import PT, Letters
from forms.render import render_pdf
from forms.render.faces import FontMissing, Mixed, face, face_for, find_file, uncovered
from tests.support import pages

KUZU_AJ1 = "葛\U000e0100"
KUZU_MJ = "葛\U000e0102"
HEN_MJ = "邊\U000e0108"
YOSHI = "\U00020bb7"


def page_of(*letters: Letters) -> FilledForm:
    """A form of one A4 page with nothing but ``letters``."""
    page = FilledPage(210.0, 297.0, (), letters, (), ())
    context = pages.CONTEXT
    return FilledForm("x", "x", "x", (page,), (), (), context.pack_version, context.submission)


def sequences(name: str) -> list[tuple[int, int]]:
    """Every variation sequence that the font file lists, read by fontTools."""
    with closing(TTFont(face(name).path, lazy=True)) as font:
        table = next(table for table in font["cmap"].tables if table.format == 14)
        return [
            (base, selector) for selector, entries in table.uvsDict.items() for base, _ in entries
        ]


def astral(name: str) -> list[int]:
    """Every code point over U+FFFF that the font file lists, private use aside."""
    with closing(TTFont(face(name).path, lazy=True)) as font:
        return [code for code in font.getBestCmap() if 0xFFFF < code < 0xF0000]


@cache
def harfbuzz(name: str) -> uharfbuzz.Font:
    blob = uharfbuzz.Blob.from_file_path(str(face(name).path))
    return uharfbuzz.Font(uharfbuzz.Face(blob))


@pytest.mark.parametrize("name", ["mincho", "ipamj"])
def test_every_sequence_of_the_font_has_the_glyph_that_harfbuzz_gives(name: str) -> None:
    listed = sequences(name)
    assert len(listed) > 10_000
    font = harfbuzz(name)
    for base, selector in listed:
        glyph = face(name).glyph(chr(base) + chr(selector))
        assert glyph is not None
        assert glyph.id == font.get_variation_glyph(base, selector)


def test_a_sequence_that_the_font_lacks_is_not_drawn_as_its_base() -> None:
    assert face("ipamj").glyph("葛") is not None
    assert face("ipamj").glyph(KUZU_AJ1) is None
    assert face("mincho").glyph(KUZU_MJ) is None
    assert face("mincho").glyph(YOSHI) is None


def test_one_face_serves_a_whole_name() -> None:
    for text, name in [
        (f"{KUZU_AJ1}城 一郎", "mincho"),
        (f"{YOSHI}田 花子", "ipamj"),
        (f"渡{HEN_MJ} 花子", "ipamj"),
        ("Łukasz Őze ñandú", "mincho"),
    ]:
        setter = face_for(text)
        assert setter is not None
        assert setter.runs(text) == ((text, name),)


def test_two_faces_only_where_no_face_has_all() -> None:
    setter = face_for(f"{KUZU_AJ1}城{YOSHI}雄")
    assert isinstance(setter, Mixed)
    assert setter.runs(f"{KUZU_AJ1}城{YOSHI}雄") == (
        (f"{KUZU_AJ1}城", "mincho"),
        (YOSHI, "ipamj"),
        ("雄", "mincho"),
    )


@pytest.mark.parametrize(
    "text", ["한", "汉", "\ue000", "葛\U000e01ef", "\n", "\U0001f600", "a\u0338"]
)
def test_what_no_face_has_is_named(text: str) -> None:
    assert face_for(f"山{text}") is None
    assert uncovered(f"山{text}川") == (text,)


def _drawn(text: str, name: str) -> Image.Image:
    pdf = render_pdf([page_of(Letters(text, name, 200.0, 40.0, 150.0))])
    return pages.picture(pdf, 0, 72.0)


def _by_freetype(text: str, name: str) -> Image.Image:
    """The same place, drawn by FreeType with raqm, which knows nothing of ours."""
    picture = Image.new("L", (595, 842), 255)
    font = ImageFont.truetype(str(face(name).path), 200, layout_engine=ImageFont.Layout.RAQM)
    ImageDraw.Draw(picture).text((40.0 / PT, 150.0 / PT), text, font=font, fill=0, anchor="ls")
    return picture


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Share of the ink of either picture that is farther than a dot from the other's ink."""
    inks = [
        ImageChops.invert(picture.crop((0, 0, 590, 840))).point(lambda v: 255 if v > 127 else 0)
        for picture in (one, other)
    ]
    near = [ink.filter(ImageFilter.MaxFilter(3)) for ink in inks]
    alone = [ImageChops.subtract(ink, far) for ink, far in zip(inks, reversed(near), strict=True)]
    return max(_count(lone) / _count(ink) for lone, ink in zip(alone, inks, strict=True))


def _count(ink: Image.Image) -> int:
    return ink.histogram()[255]


@pytest.mark.parametrize(
    ("text", "name", "base"),
    [
        (KUZU_AJ1, "mincho", "葛"),
        (KUZU_MJ, "ipamj", "葛"),
        ("葛\U000e0104", "ipamj", "葛"),
        (HEN_MJ, "ipamj", "邊"),
        (YOSHI, "ipamj", "吉"),
    ],
)
def test_the_outline_drawn_is_the_fonts(text: str, name: str, base: str) -> None:
    assert _difference(_drawn(text, name), _by_freetype(text, name)) < 0.01
    if harfbuzz_differs(text, name, base):
        assert _difference(_drawn(text, name), _by_freetype(base, name)) > 0.01


def harfbuzz_differs(text: str, name: str, base: str) -> bool:
    """Whether the font has another glyph for ``text`` than for ``base`` at all."""
    font = harfbuzz(name)
    if len(text) == 1:
        return font.get_nominal_glyph(ord(text)) != font.get_nominal_glyph(ord(base))
    special = font.get_variation_glyph(ord(text[0]), ord(text[1]))
    return special != font.get_nominal_glyph(ord(base))


@pytest.mark.parametrize("name", ["mincho", "ipamj"])
def test_sequences_and_rare_letters_read_back_as_they_were(name: str) -> None:
    chance = random.Random(20261121)
    parts = [chr(base) + chr(vs) for base, vs in chance.sample(sequences(name), 900)]
    rare = astral(name)
    parts += [chr(code) for code in chance.sample(rare, min(300, len(rare)))]
    lines = ["".join(parts[at : at + 20]) for at in range(0, len(parts), 20)]
    letters = [
        Letters(line, name, 8.0, 15.0, 12.0 + 4.4 * index) for index, line in enumerate(lines)
    ]
    pdf = render_pdf([page_of(*letters)])
    assert pages.poppler_text(pdf, "-raw") == "".join(lines)
    assert _pdfium(pdf) == "".join(lines)


def test_a_combining_mark_is_drawn_as_one_letter_and_kept_as_two() -> None:
    text = "Jose\u0301"
    pdf = render_pdf([page_of(Letters(text, "mincho", 20.0, 20.0, 40.0))])
    assert _difference(_drawn("e\u0301", "mincho"), _by_freetype("é", "mincho")) < 0.01
    assert pages.poppler_text(pdf) in (text, "José")


def test_compatibility_ideographs_are_not_unified() -> None:
    pdf = render_pdf([page_of(Letters("\ufa19社\u795e社", "mincho", 20.0, 20.0, 40.0))])
    assert pages.poppler_text(pdf) == "\ufa19社\u795e社"


def test_a_letter_without_a_glyph_is_never_drawn() -> None:
    with pytest.raises(LookupError):
        render_pdf([page_of(Letters(KUZU_AJ1, "ipamj", 20.0, 20.0, 40.0))])


def test_the_same_form_gives_the_same_bytes_and_no_name_in_the_metadata() -> None:
    facts, _ = pages.expected()
    first, second = (
        render_pdf([fill(pages.template(form), facts, pages.CONTEXT)])
        for form in ("kouki_sosaihi", "kouki_sosaihi")
    )
    assert first == second
    with pikepdf.open(BytesIO(first)) as pdf:
        info = {key: str(value) for key, value in pdf.docinfo.items()}
        fonts = [str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()]
    assert info["/Title"] == "kouki_sosaihi"
    assert info["/Subject"] == "pack 3 approved"
    assert info["/Keywords"] == pages.CONTEXT.submission.urn
    assert not any("葛" in value or "渡" in value for value in info.values())
    assert fonts
    assert all("+" in font for font in fonts), "every font is an embedded subset"


def test_another_process_that_has_drawn_other_names_gives_the_same_bytes() -> None:
    facts, _ = pages.expected()
    here = render_pdf([fill(pages.template("kouki_sosaihi"), facts, pages.CONTEXT)])
    program = (
        "import sys\n"
        "from forms.document import fill\n"
        "from forms.render import render_pdf\n"
        "from tests.support import pages\n"
        "facts, _ = pages.expected()\n"
        "other = pages.facts({'visitor.name': 'Jose\\u0301 \\u845b\\U000e0102 \\u00a0'})\n"
        "render_pdf([fill(pages.template('card_henno'), other, pages.CONTEXT)])\n"
        "form = fill(pages.template('kouki_sosaihi'), facts, pages.CONTEXT)\n"
        "sys.stdout.buffer.write(render_pdf([form]))\n"
    )
    root = Path(__file__).parents[2]
    there = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, cwd=root
    ).stdout
    assert there == here


def test_no_conformance_is_claimed_that_nobody_has_checked() -> None:
    with pikepdf.open(
        BytesIO(render_pdf([fill(pages.template("card_henno"), {}, pages.CONTEXT)]))
    ) as pdf:
        assert "/Metadata" not in pdf.Root
        assert "/OutputIntents" not in pdf.Root


def test_the_code_at_the_foot_is_the_submission() -> None:
    pdf = render_pdf([fill(pages.template("card_henno"), {}, pages.CONTEXT)])
    codes = zxingcpp.read_barcodes(pages.picture(pdf, 0, 300.0))
    assert [code.text for code in codes] == [pages.CONTEXT.submission.urn]


def test_practice_prints_mihon_across_each_page() -> None:
    template = pages.template("card_henno")
    practice = render_pdf([fill(template, {}, replace(pages.CONTEXT, practice=True))])
    assert "練習" in _pdfium(practice)
    usual = _pdfium(render_pdf([fill(template, {}, pages.CONTEXT)]))
    assert "練習" not in usual
    assert "見本" not in usual


def _pdfium(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    read = document[0].get_textpage().get_text_range()
    document.close()
    return pages.squeezed(read)


def test_a_missing_font_names_its_package(tmp_path: Path) -> None:
    with pytest.raises(FontMissing, match="fonts-ipamj-mincho"):
        find_file("ipamj", [tmp_path, tmp_path / "none"])


def test_a_named_directory_comes_first(tmp_path: Path) -> None:
    other = tmp_path / "deep" / "ipamjm.ttf"
    other.parent.mkdir()
    other.symlink_to(face("ipamj").path)
    assert find_file("ipamj", [tmp_path, face("ipamj").path.parent]) == other


def test_threads_draw_the_same_bytes_as_one() -> None:
    facts, _ = pages.expected()
    forms = [fill(pages.template(f), facts, pages.CONTEXT) for f in ("card_henno", "kouki_sosaihi")]
    alone = [render_pdf([form]) for form in forms]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda form: render_pdf([form]), forms * 4))
    assert together == alone * 4
