"""What does not fit goes to a 別紙: whole, referred to, counted."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.document import FilledForm, as_set, field_texts, fill, load_template
from forms.document.filled import FilledPage
from forms.document.ink import Letters
from forms.document.template import FormTemplate
from forms.failures import FormProblemCode
from forms.render import render_pdf
from forms.render.faces import face_for
from tests.support import pages

FORM = """\
format: 1
form: x
procedure: y.z
title: 異動届
pages:
  - - table:
        columns: [20, 50]
        rows:
          - cells:
              - {label: 住所}
              - {line: [{fact: a.address, lines: 2, overflow: sheet, label: あなたの住所}]}
          - cells:
              - {label: 備考}
              - {line: [{fact: a.note, overflow: sheet, label: 備考}]}
          - cells:
              - {label: 氏名}
              - {line: [{fact: a.name}]}
"""
LONG = "大阪府豊中市中桜塚三丁目1番1号　葛\U000e0100城ハイツ" * 6


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> FormTemplate:
    path = Path(tmp_path_factory.mktemp("form")) / "x.yaml"
    path.write_text(FORM, encoding="utf-8")
    return load_template(path)


def form_of(template: FormTemplate, **facts: str) -> FilledForm:
    given = pages.facts({f"a.{name}": value for name, value in facts.items()})
    return fill(template, given, pages.CONTEXT)


def test_what_fits_makes_no_sheet(template: FormTemplate) -> None:
    form = form_of(template, address="豊中市本町一丁目", name="豊中 太郎")
    assert len(form.pages) == 1
    assert "a.address.sheet" not in field_texts(form)


def test_the_box_refers_to_the_sheet_and_the_sheet_has_it_all(template: FormTemplate) -> None:
    form = form_of(template, address=LONG, note="あ" * 300)
    assert form.problems == ()
    texts = field_texts(form)
    assert texts["a.address"] == texts["a.note"] == "別紙1"
    assert texts["a.address.sheet"] == LONG
    assert texts["a.note.sheet"] == "あ" * 300
    assert len(form.pages) == 2
    overlay = render_pdf([form], written_only=True)
    for field in form.fields:
        read = pages.pdfium_text(overlay, field.page, field.rect, 297.0)
        assert read == pages.squeezed(field.text), field.box
    read = pages.poppler_text(render_pdf([form]), "-raw")
    for said in ("異動届に添える別紙", "あなたの住所", "受付番号A-012", "x1/2", "x2/2"):
        assert said in read


def test_what_is_longer_than_a_sheet_goes_on_over_the_next(template: FormTemplate) -> None:
    text = "".join(f"{number:04d}、" for number in range(1200))
    form = form_of(template, address=text, note=LONG)
    texts = field_texts(form)
    pieces = [texts[box] for box in texts if box.startswith("a.address.sheet")]
    assert len(pieces) == 3
    assert "".join(pieces) == text
    assert (texts["a.address"], texts["a.note"]) == ("別紙1", "別紙3")
    assert len(form.pages) == 4


def test_without_the_policy_it_is_refused(template: FormTemplate) -> None:
    form = form_of(template, name="あ" * 80)
    assert [problem.code for problem in form.problems] == [FormProblemCode.TOO_LONG]
    assert len(form.pages) == 1


def test_a_letter_without_a_glyph_is_a_problem_on_a_sheet_too(template: FormTemplate) -> None:
    form = form_of(template, address=LONG + "\ue000")
    [problem] = form.problems
    assert (problem.code, problem.characters) == (FormProblemCode.GLYPH_MISSING, ("\ue000",))
    assert len(form.pages) == 1


LETTERS = st.text(
    alphabet=st.sampled_from("豊中市あー、。（）「」Wij1 　ヴ渡邉\U00020bb7"),
    min_size=30,
    max_size=900,
)


@settings(max_examples=30, deadline=None)
@given(address=LETTERS, note=LETTERS)
def test_all_of_every_text_is_on_the_form_inside_the_paper(
    template: FormTemplate, address: str, note: str
) -> None:
    form = form_of(template, address=address, note=note)
    assert form.problems == ()
    texts = field_texts(form)
    for box, text in (("a.address", address), ("a.note", note)):
        pieces = [texts[name] for name in texts if name.startswith(f"{box}.sheet")]
        if texts[box] != text:
            assert texts[box].startswith("別紙")
            assert "".join(pieces) == text
    for field in form.fields:
        if ".sheet" not in field.box:
            continue
        for run in _runs(form.pages[field.page]):
            setter = face_for(run.text)
            assert setter is not None
            left, right = setter.overhang(run.text)
            em = run.size * 25.4 / 72
            assert run.x - left * em >= 12.0
            assert run.x + (setter.width(run.text) + right) * em <= 198.0
            assert run.y <= 297.0 - 20.0


def _runs(page: FilledPage) -> list[Letters]:
    return [ink for ink in page.written if isinstance(ink, Letters)]


def test_pages_are_counted_over_the_whole_set(template: FormTemplate) -> None:
    forms = [form_of(template, address=LONG), form_of(template), form_of(template, note=LONG)]
    numbered = as_set(forms)
    whole = render_pdf(numbered)
    for index in range(5):
        read = pages.poppler_text(whole, "-f", str(index + 1), "-l", str(index + 1), "-raw")
        assert f"全体{index + 1}/5" in read
    assert "全体" not in pages.poppler_text(render_pdf(forms), "-raw")
    assert [field_texts(form) for form in numbered] == [field_texts(form) for form in forms]
