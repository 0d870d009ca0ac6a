"""Parts that are written once stand in many forms as if each had written them itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.document import TemplateFaults, load_template
from forms.document.template import Table, Written

HEAD = "format: 1\nform: x\nprocedure: y.z\ntitle: t\npages:\n"
PARTS = """\
person:
  - height: 6
    cells: [{label: フリガナ}, {line: [{fact: $who.name_kana, as: katakana}]}]
  - height: 11
    cells: [{label: 氏名}, {line: [{fact: $who.name, size: $size}]}]
whole:
  - {gap: 3, table: {columns: $columns, rows: [{use: person, who: $who, size: 12}]}}
endless:
  - {use: endless}
"""
BY_HAND = """\
  - - gap: 3
      table:
        columns: [30, 60]
        rows:
          - height: 6
            cells: [{label: フリガナ}, {line: [{fact: mourner.name_kana, as: katakana}]}]
          - height: 11
            cells: [{label: 氏名}, {line: [{fact: mourner.name, size: 12}]}]
"""


def template(tmp_path: Path, body: str) -> Path:
    (tmp_path / "form_parts.yaml").write_text(PARTS, "utf-8")
    path = tmp_path / "forms" / "x.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(HEAD + body, "utf-8")
    return path


@pytest.mark.parametrize(
    "body",
    [
        BY_HAND.partition("          - height")[0]
        + "          - {use: person, who: mourner, size: 12}\n",
        "  - - {use: whole, who: mourner, columns: [30, 60]}\n",
    ],
)
def test_a_part_is_as_if_written_in_place(tmp_path: Path, body: str) -> None:
    by_hand = load_template(template(tmp_path, BY_HAND))
    assert load_template(template(tmp_path, body)) == by_hand
    assert load_template(template(tmp_path, body), checked=True) == by_hand


@pytest.mark.parametrize(
    ("use", "said"),
    [
        ("{use: persn, who: a}", "no part 'persn'; there are: endless, person, whole"),
        ("{use: person, who: a}", "part 'person' needs 'size'"),
        ("{use: person, who: a, size: 9, whom: b}", "part 'person' has no $whom"),
        ("{use: endless}", "part 'endless' uses itself"),
    ],
)
def test_a_wrong_use_names_its_line(tmp_path: Path, use: str, said: str) -> None:
    body = f"  - - table:\n        columns: [30, 60]\n        rows:\n          - {use}\n"
    # Also where it was thought to be without faults.
    for checked in (False, True):
        with pytest.raises(TemplateFaults) as caught:
            load_template(template(tmp_path, body), checked=checked)
        [fault] = caught.value.faults
    assert (fault.line, fault.message) == (9, said)


def test_what_is_wrong_inside_a_part_is_told_where_it_is_used(tmp_path: Path) -> None:
    body = "  - - {use: whole, who: mourner, columns: [30]}\n"
    with pytest.raises(TemplateFaults) as caught:
        load_template(template(tmp_path, body))
    assert {fault.line for fault in caught.value.faults} == {6}


def test_a_changed_part_changes_the_form(tmp_path: Path) -> None:
    path = template(tmp_path, "  - - {use: whole, who: mourner, columns: [30, 60]}\n")
    before = load_template(path)
    parts = tmp_path / "form_parts.yaml"
    parts.write_text(PARTS.replace("height: 11", "height: 12.5"), "utf-8")
    assert load_template(path) != before


USUAL = """\
words:
  kin: {child: 子, other: その他}
cells:
  usual: {size: 12, who: visitor}
  entries: [{line: [{fact: $who.name, size: $size}]}]
"""
KIN = "{fact: visitor.relation, words: kin}"


@pytest.mark.parametrize(
    ("use", "fact", "size"),
    [
        ("{use: cells}", "visitor.name", 12.0),
        ("{use: cells, who: mourner, size: 9}", "mourner.name", 9.0),
    ],
)
def test_what_is_usual_need_not_be_said(tmp_path: Path, use: str, fact: str, size: float) -> None:
    path = template(tmp_path, f"  - - table: {{columns: [60], rows: [{{cells: [{use}]}}]}}\n")
    (tmp_path / "form_parts.yaml").write_text(USUAL, "utf-8")
    [item] = load_template(path).items()
    assert isinstance(item, Written)
    assert (item.fact, item.size) == (fact, size)


def test_words_of_the_pack_are_every_forms_and_its_own_come_first(tmp_path: Path) -> None:
    body = f"  - - table: {{columns: [60], rows: [{{cells: [{{line: [{KIN}]}}]}}]}}\n"
    path = template(tmp_path, body)
    (tmp_path / "form_parts.yaml").write_text(USUAL, "utf-8")
    [item] = load_template(path).items()
    assert isinstance(item, Written)
    assert item.words == {"child": "子", "other": "その他"}
    path.write_text(HEAD.replace("pages:", "words: {kin: {child: 子女}}\npages:") + body, "utf-8")
    [item] = load_template(path).items()
    assert isinstance(item, Written)
    assert item.words == {"child": "子女"}


def test_a_stretched_table_has_taller_rows_and_says_whose_hand_its_cells_are(
    tmp_path: Path,
) -> None:
    rows = "[{height: 10, cells: [{label: a}, {hand: signature, line: []}]}, {cells: [{label: b}, {line: []}]}]"
    body = f"  - - table: {{columns: [30, 60], stretch: 1.5, hand: clerk, rows: {rows}}}\n"
    [page] = load_template(template(tmp_path, body)).pages
    assert isinstance(page, tuple)
    [block] = page
    assert isinstance(block.content, Table)
    assert [row.height for row in block.content.rows] == [15.0, 12.0]
    first, second = (row.cells[1] for row in block.content.rows)
    assert (first.hand, first.pen) == ("signature", True)
    assert (second.hand, second.pen) == ("clerk", False)
