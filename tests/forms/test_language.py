"""The template language, piece by piece: what each writes, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.document import FilledForm, TemplateFaults, field_texts, fill, load_template
from forms.document.filled import FieldKind
from forms.document.ink import Code, Letters, Line
from forms.document.layout import layout_faults
from forms.facts.values import ItemList, Value
from forms.failures import FormProblemCode
from forms.render import render_pdf
from forms.render.boxes import boxes_over
from forms.render.samples import sample_facts
from tests.support import pages
from tests.support.pages import CITY, CONTEXT

HEAD = "format: 1\nform: x\nprocedure: y.z\ntitle: t\n"
MEMBERS = """\
words: {relation: {child: 子, spouse: 妻}}
pages:
  - - table:
        columns: [10, 60, 30, 70]
        rows:
          - height: 7
            cells: [{label: 番号}, {label: 氏名}, {label: 続柄}, {label: 生年月日}]
          - repeat: household.members
            times: 3
            height: 9
            OVERFLOW
            cells:
              - {line: ["{n}"]}
              - {line: [{fact: .name, size: 14, lines: 2}]}
              - {line: [{fact: .relation, words: relation}]}
              - {line: [{date: .birth, eras: [昭和, 平成, 令和]}]}
"""


def filled(tmp_path: Path, body: str, facts: dict[str, Value]) -> FilledForm:
    path = tmp_path / "x.yaml"
    path.write_text(HEAD + body, encoding="utf-8")
    template = load_template(path)
    assert layout_faults(template, CITY) == ()
    return fill(template, pages.facts(facts), CONTEXT)


def one(tmp_path: Path, item: str, facts: dict[str, Value]) -> FilledForm:
    body = (
        "pages:\n  - - table:\n        columns: [120]\n        rows:\n"
        f"          - {{height: 14, cells: [{{line: [{item}]}}]}}\n"
    )
    return filled(tmp_path, body, facts)


def people(*names: str) -> dict[str, Value]:
    items = tuple("abcdefgh"[: len(names)])
    facts: dict[str, Value] = {"household.members": ItemList(items, closed=True)}
    for item, name in zip(items, names, strict=True):
        facts[f"household.members[{item}].name"] = name
        facts[f"household.members[{item}].relation"] = "child"
    return facts


def members(tmp_path: Path, names: tuple[str, ...], overflow: str = "") -> FilledForm:
    body = MEMBERS.replace(
        "            OVERFLOW\n", f"            {overflow}\n" if overflow else ""
    )
    return filled(tmp_path, body, people(*names))


def test_each_item_of_a_list_has_its_row(tmp_path: Path) -> None:
    form = members(tmp_path, ("葛城 花子", "葛城 次郎"))
    texts = field_texts(form)
    assert form.problems == ()
    assert texts["household.members.1.name"] == "葛城 花子"
    assert texts["household.members.2.name"] == "葛城 次郎"
    assert texts["household.members.2.relation"] == "子"
    assert texts["household.members.3.name"] == ""
    named = {field.box: field.facts for field in form.fields}
    assert named["household.members.2.name"] == ("household.members[b].name",)
    first, second = (
        next(f.rect for f in form.fields if f.box == f"household.members.{n}.name") for n in (1, 2)
    )
    assert second.y - first.y == pytest.approx(9)


def test_the_row_belongs_to_the_item_not_to_the_order_of_the_ids(tmp_path: Path) -> None:
    facts = people("一", "二") | {"household.members": ItemList(("b", "a"), closed=True)}
    form = filled(tmp_path, MEMBERS.replace("            OVERFLOW\n", ""), facts)
    assert field_texts(form)["household.members.1.name"] == "二"


def test_a_person_too_many_goes_to_a_sheet_or_is_refused(tmp_path: Path) -> None:
    names = ("一", "二", "三", "四", "五")
    refused = members(tmp_path, names)
    [problem] = refused.problems
    assert (problem.code, problem.box) == (FormProblemCode.TOO_LONG, "household.members")
    form = members(tmp_path, names, "label: 世帯員")
    assert form.problems == ()
    assert len(form.pages) == 2
    read = pages.poppler_text(render_pdf([form]), "-raw")
    assert "世帯員" in read
    assert "4四子" in read
    assert "5五子" in read


def test_only_those_for_whom_a_fact_is_true_stand_and_are_counted(tmp_path: Path) -> None:
    body = MEMBERS.replace(
        "            OVERFLOW\n", "            only: .kokuho\n            label: 世帯員\n"
    )
    facts = people("一", "二", "三", "四", "五", "六")
    facts |= {f"household.members[{item}].kokuho": item not in "ae" for item in "abcde"}
    form = filled(tmp_path, body, facts)  # of 六 nobody knows it
    texts = field_texts(form)
    said = [texts[f"household.members.kokuho.{n}.name"] for n in (1, 2, 3)]
    assert said == ["二", "三", "四"]
    assert form.problems == ()
    assert len(form.pages) == 1
    more = filled(tmp_path, body, facts | {"household.members[f].kokuho": True})
    assert "4六子" in pages.poppler_text(render_pdf([more]), "-raw")
    assert "household.members[].kokuho" in load_template(tmp_path / "x.yaml").facts


def test_a_template_says_which_facts_of_items_it_needs_and_check_shows_two_rows(
    tmp_path: Path,
) -> None:
    members(tmp_path, ())
    template = load_template(tmp_path / "x.yaml")
    assert template.facts == {
        "household.members[].name",
        "household.members[].relation",
        "household.members[].birth",
    }
    samples = sample_facts(template, {})
    read = pages.poppler_text(render_pdf([boxes_over(template, CONTEXT, samples)]), "-raw")
    assert "household.members.3.birth" in read


@pytest.mark.parametrize(
    ("rows", "line", "told"),
    [
        ("          - {height: 8, cells: [{line: [{fact: .name}]}]}", 9, "repeated rows"),
        ("          - {repeat: a.b, times: 2, cells: [{line: []}, {line: []}]}", 9, "2 columns"),
        ("          - {repeat: a.b, cells: [{line: []}]}", 9, "times"),
        ("          - {only: .c, cells: [{line: []}]}", 9, "repeat"),
    ],
)
def test_repeated_rows_that_make_no_sense(tmp_path: Path, rows: str, line: int, told: str) -> None:
    path = tmp_path / "x.yaml"
    body = f"pages:\n  - - table:\n        columns: [60]\n        rows:\n{rows}\n"
    path.write_text(HEAD + body, encoding="utf-8")
    with pytest.raises(TemplateFaults) as caught:
        load_template(path)
    assert caught.value.faults[0].line == line
    assert told in caught.value.faults[0].message


def test_what_does_not_apply_is_struck_out(tmp_path: Path) -> None:
    item = "{strike: a.b, options: {p: 有, q: 無, r: 不明}}"
    form = one(tmp_path, item, {"a.b": "q"})
    [field] = form.fields
    assert (field.kind, field.text) == (FieldKind.STRIKE, "無")
    lines = [ink for ink in form.pages[0].written if isinstance(ink, Line)]
    labels = {ink.text: ink for ink in form.pages[0].printed if isinstance(ink, Letters)}
    assert len(lines) == 4, "two rules through each of the others"
    for rule in lines:
        over = [text for text, ink in labels.items() if abs(ink.x - rule.x1) < 0.01]
        assert over in (["有"], ["不明"])
    assert one(tmp_path, item, {}).pages[0].written == ()


def test_several_choices_are_all_ticked(tmp_path: Path) -> None:
    form = one(
        tmp_path, "{check: a.b, options: {p: 保険証, q: 印鑑, r: 通帳}}", {"a.b": ("p", "r")}
    )
    assert field_texts(form) == {"a.b": "保険証、通帳"}
    assert len(form.pages[0].written) == 2


def test_a_telephone_number_in_its_blanks(tmp_path: Path) -> None:
    item = "{fact: a.b, as: phone, parts: [16, 16, 18]}"
    form = one(tmp_path, item, {"a.b": "0668582525"})
    assert field_texts(form) == {"a.b.1": "06", "a.b.2": "6858", "a.b.3": "2525"}
    printed = [ink.text for ink in form.pages[0].printed if isinstance(ink, Letters)]
    assert printed == ["（", "）"]


def test_digits_that_the_form_has_already(tmp_path: Path) -> None:
    form = one(tmp_path, '{fact: a.b, cells: 5, printed: "1   0"}', {"a.b": "234"})
    assert field_texts(form) == {"a.b": "234"}
    row = [
        (ink.x, ink.text)
        for ink in (*form.pages[0].printed, *form.pages[0].written)
        if isinstance(ink, Letters)
    ]
    assert "".join(text for _, text in sorted(row)) == "12340"
    told = one(tmp_path, '{fact: a.b, cells: 5, printed: "1   0"}', {"a.b": "2345"})
    assert [problem.code for problem in told.problems] == [FormProblemCode.TOO_LONG]


def test_a_box_of_several_lines_wraps_by_the_line_rules(tmp_path: Path) -> None:
    text = "一年前から別の住所に住む父の介護のため、週に三日、（車で）通っている。" * 2
    form = one(tmp_path, "{fact: a.b, size: 9, lines: 3, width: 80}", {"a.b": text})
    assert form.problems == ()
    lines = [ink for ink in form.pages[0].written if isinstance(ink, Letters)]
    assert "".join(ink.text for ink in lines) == text
    assert 2 <= len({ink.y for ink in lines}) <= 3
    assert not any(ink.text[0] in "、。）" for ink in lines)


def test_money_and_the_code_in_a_cell(tmp_path: Path) -> None:
    form = one(tmp_path, "{fact: a.b, as: money}, {code: 12}", {"a.b": 1250000})
    assert field_texts(form) == {"a.b": "1,250,000"}
    codes = [ink for ink in form.pages[0].stamped if isinstance(ink, Code)]
    assert sorted(code.rect.width for code in codes) == [9.5, 12.0]
