"""Templates that are wrong say where; texts fit their box or say that they do not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.document import FilledForm, TemplateFaults, field_texts, fill, load_template
from forms.document.filled import FilledPage
from forms.document.fitting import fit, wrap
from forms.document.ink import PT, Letters, Rect
from forms.document.layout import layout_faults
from forms.document.template import Align
from forms.facts.values import Declined, DontKnow, Facts, NotApplicable
from forms.failures import FormProblemCode
from forms.render import render_pdf
from forms.render.faces import face, face_for
from tests.support import pages

HEAD = "format: 1\nform: x\nprocedure: y.z\ntitle: t\npages:\n"


def written(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    return path


def faults_of(tmp_path: Path, body: str) -> list[tuple[int, str]]:
    with pytest.raises(TemplateFaults) as caught:
        load_template(written(tmp_path, body))
    return [(fault.line, fault.message) for fault in caught.value.faults]


CELL = """\
  - - table:
        columns: [30, 60]
        rows:
          - height: 8
            cells:
              - {{label: 氏名}}
              - {{line: [{item}]}}
"""


def test_a_misspelt_key_has_its_line_and_a_suggestion(tmp_path: Path) -> None:
    body = CELL.format(item="{fact: a.b, algin: left}")
    [(line, message)] = faults_of(tmp_path, body)
    assert line == 12
    assert "'algin'" in message
    assert "'align'" in message


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    body = CELL.format(item="{fact: a.b, lines: 50}") + "    - {text: a, size: 900}\n"
    assert [line for line, _ in faults_of(tmp_path, body)] == [12, 13]


@pytest.mark.parametrize(
    ("item", "told"),
    [
        ("{fact: a.b, words: nothing}", "nothing"),
        ("{fact: a.b, date: a.b}", "fact, date"),
        ("{width: 5}", "none"),
        ("{choose: a.b}", "options"),
        ("{check: a.b, options: {p: P}, always: q}", "none of the options"),
        ("{cells: 5}", "by_hand"),
        ("{fact: a.b}, {fact: a.b}", "second box"),
    ],
)
def test_items_that_make_no_sense(tmp_path: Path, item: str, told: str) -> None:
    [(line, message)] = faults_of(tmp_path, CELL.format(item=item))
    assert line == 12
    assert told in message


def test_rows_must_fill_their_columns(tmp_path: Path) -> None:
    body = CELL.format(item="a").replace("              - {label: 氏名}\n", "")
    [(line, message)] = faults_of(tmp_path, body)
    assert line == 9
    assert "take 1 columns; 2 of 2 are free" in message


def test_broken_yaml_has_its_line(tmp_path: Path) -> None:
    [(line, _)] = faults_of(tmp_path, "  - - {text: [a\n    b: c}\n")
    assert line in (6, 7)


def test_a_line_wider_than_its_cell_is_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, CELL.format(item="{fact: a.b, width: 70}"))
    [fault] = layout_faults(load_template(path), pages.CITY)
    assert "a.b is 10.0 mm wider" in fault


def test_blocks_below_the_paper_are_a_fault(tmp_path: Path) -> None:
    path = written(tmp_path, CELL.format(item="a").replace("height: 8", "height: 290"))
    [fault] = layout_faults(load_template(path), pages.CITY)
    assert "too low" in fault


def one_box(tmp_path: Path, item: str, facts: Facts) -> FilledForm:
    template = load_template(written(tmp_path, CELL.format(item=item)))
    return fill(template, facts, pages.CONTEXT)


@pytest.mark.parametrize("state", [DontKnow(), Declined(), NotApplicable()])
def test_what_is_not_known_leaves_the_box_empty(
    tmp_path: Path, state: DontKnow | Declined | NotApplicable
) -> None:
    filled = one_box(tmp_path, "{fact: a.b}", {"a.b": state})
    assert field_texts(filled) == {"a.b": ""}
    assert filled.problems == ()


@pytest.mark.parametrize(
    ("item", "value", "code", "characters"),
    [
        ("{fact: a.b}", "山\ue000川", FormProblemCode.GLYPH_MISSING, ("\ue000",)),
        ("{fact: a.b}", "あ" * 90, FormProblemCode.TOO_LONG, ()),
        ("{fact: a.b, cells: 7}", "12345678", FormProblemCode.TOO_LONG, ()),
        ("{fact: a.b, cells: 7}", "なし", FormProblemCode.NOT_DIGITS, ()),
        ("{fact: a.b, cells: [3, 4], as: postcode}", "12", FormProblemCode.NOT_DIGITS, ()),
        ("{fact: a.b}", True, FormProblemCode.NO_SUCH_CHOICE, ()),
        ("{choose: a.b, options: {p: P, q: Q}}", "r", FormProblemCode.NO_SUCH_CHOICE, ()),
        ("{date: a.b, era: 令和}", date(2019, 4, 30), FormProblemCode.ERA_NOT_PRINTED, ()),
        ("{date: a.b}", "2019-04-30", FormProblemCode.NOT_A_DATE, ()),
        ("{date: a.b}", date(1872, 12, 31), FormProblemCode.NOT_A_DATE, ()),
    ],
)
def test_problems_leave_the_box_empty_and_are_named(
    tmp_path: Path,
    item: str,
    value: str | bool | date,
    code: FormProblemCode,
    characters: tuple[str, ...],
) -> None:
    filled = one_box(tmp_path, item, pages.facts({"a.b": value}))
    [problem] = filled.problems
    assert (problem.code, problem.box, problem.facts) == (code, "a.b", ("a.b",))
    assert problem.characters == characters
    assert set(field_texts(filled).values()) == {""}
    assert filled.pages[0].written == ()


def test_a_letter_with_its_selector_takes_one_cell(tmp_path: Path) -> None:
    text = "葛\U000e0100ラギ"
    filled = one_box(tmp_path, "{fact: a.b, cells: 3, as: katakana}", pages.facts({"a.b": text}))
    assert filled.problems == ()
    letters = [ink.text for ink in filled.pages[0].written if isinstance(ink, Letters)]
    assert letters == ["葛\U000e0100", "ラ", "ギ"]


def test_an_option_that_may_stay_unmarked(tmp_path: Path) -> None:
    item = "{choose: a.b, options: {male: 男, female: 女}, unlisted: blank}"
    filled = one_box(tmp_path, item, pages.facts({"a.b": "other_or_unstated"}))
    assert filled.problems == ()
    assert field_texts(filled) == {"a.b": ""}


def test_the_next_day_crosses_months_and_eras(tmp_path: Path) -> None:
    item = "{date: a.b, plus_days: 1}"
    filled = one_box(tmp_path, item, pages.facts({"a.b": date(2019, 4, 30)}))
    texts = field_texts(filled)
    assert list(texts.values()) == ["令和", "元", "5", "1"]


@pytest.mark.parametrize(
    ("form", "fact", "rows"),
    [
        ("kouki_sosaihi", "mourner.name", 2),
        ("kokuho_soshitsu", "visitor.name", 2),
        ("card_henno", "deceased.name", 1),
        ("juminhyo_seikyusho", "visitor.name", 1),
    ],
)
def test_a_sixty_letter_name_fits_and_reads_back(form: str, fact: str, rows: int) -> None:
    name = "MAXIMILIANA BARTHOLOMEA WOLFESCHLEGELSTEINHAUSEN BERGERDORFF"
    assert len(name) == 60
    filled = fill(pages.template(form), pages.facts({fact: name}), pages.CONTEXT)
    assert filled.problems == ()
    box = next(field for field in filled.fields if field.box == fact)
    assert box.text == name
    runs = [ink for ink in filled.pages[0].written if isinstance(ink, Letters)]
    lines = [run for run in runs if run.text in name and len(run.text) > 20]
    assert len({line.y for line in lines}) == rows
    assert min(line.size for line in lines) >= 8.0
    overlay = render_pdf([filled], written_only=True)
    assert pages.pdfium_text(overlay, 0, box.rect, 297.0) == name.replace(" ", "")


NAMES = st.text(
    alphabet=st.one_of(
        st.sampled_from("渡邉葛飾一郎花子ヴァルタンŁőşñgjyÅ "),
        st.characters(min_codepoint=0x20, max_codepoint=0x2FF),
        st.characters(min_codepoint=0x3041, max_codepoint=0x9FFF),
        st.sampled_from(["\U00020bb7", "\U000e0100", "\U000e0102", "漢"]),
    ),
    min_size=1,
    max_size=40,
)
BOX = Rect(60.0, 100.0, 55.0, 9.0)


@settings(max_examples=150, deadline=None)
@given(
    text=NAMES,
    width=st.floats(8, 120),
    height=st.floats(4, 20),
    lines=st.sampled_from([1, 2]),
    align=st.sampled_from(["left", "center", "right"]),
)
def test_a_text_is_inside_its_box_or_nowhere(
    text: str, width: float, height: float, lines: int, align: Align
) -> None:
    box = Rect(50.0, 100.0, width, height)
    if face_for(text) is None:
        return
    fitted = fit(text, box, 14.0, 6.0, lines=lines, align=align)
    if fitted is None:
        smallest = face_for(text)
        assert smallest is not None
        low, high = smallest.height(text)
        too_wide = smallest.width(text) * 6.0 * PT > width - 1.6 - 1.0
        assert too_wide or (high - low) * 6.0 * PT > height - 0.4 - 0.5
        return
    assert "".join(run.text for run in fitted.letters) == text
    assert 6.0 <= fitted.size <= 14.0
    for run in fitted.letters:
        em, used = run.size * PT, face(run.face)
        low, high = used.height(run.text)
        left, right = used.overhang(run.text)
        assert run.x - left * em >= box.x - 1e-6
        assert run.x + (used.width(run.text) + right) * em <= box.right + 1e-6
        assert run.y - high * em >= box.y - 1e-6
        assert run.y - low * em <= box.bottom + 1e-6


@settings(max_examples=25, deadline=None)
@given(text=NAMES)
def test_no_ink_of_a_name_is_outside_its_box_on_the_paper(text: str) -> None:
    if face_for(text) is None:
        return
    fitted = fit(text, BOX, 15.0, 6.0)
    if fitted is None:
        return
    page = FilledPage(210.0, 297.0, (), fitted.letters, (), ())
    form = FilledForm("x", "x", "x", (page,), (), (), "1", pages.CONTEXT.submission)
    drawn = pages.picture(render_pdf([form]), 0, 144.0)
    scale = 2 / PT
    edges = (BOX.x, BOX.y, BOX.right, BOX.bottom)
    inside = [round(edge * scale) for edge in edges]
    drawn.paste(255, (inside[0] - 1, inside[1] - 1, inside[2] + 1, inside[3] + 1))
    assert drawn.getextrema() == (255, 255)


@given(st.text(alphabet="あいう、。（）「」ーっABC123 漢字", max_size=60), st.floats(12, 80))
def test_wrapped_text_is_all_there_and_keeps_the_line_rules(text: str, width: float) -> None:
    used = face("mincho-p")
    lines = wrap(text, used, 9.0, width)
    assert "".join(lines) == text
    for line in lines:
        assert len(line) <= 1 or used.width(line) * 9.0 * PT <= width + 1e-6


def test_line_rules() -> None:
    used = face("mincho")
    assert wrap("あいう、えお", used, 10.0, 3 * 10 * PT) == ["あい", "う、え", "お"]
    assert wrap("あ（いう", used, 10.0, 2 * 10 * PT) == ["あ", "（い", "う"]
    assert wrap("番地203号", used, 10.0, 3 * 10 * PT) == ["番地", "203号"]


def test_a_changed_template_is_read_again(tmp_path: Path) -> None:
    path = written(tmp_path, CELL.format(item="{fact: a.b}"))
    assert load_template(path).facts == {"a.b"}
    written(tmp_path, CELL.format(item="{fact: a.b.c}"))
    assert load_template(path).facts == {"a.b.c"}
