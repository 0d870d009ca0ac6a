"""Parts that are written once stand in many forms as if each had written them itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from forms.document import TemplateFaults, load_template

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
    with pytest.raises(TemplateFaults) as caught:
        load_template(template(tmp_path, body))
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
