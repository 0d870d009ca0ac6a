"""kakanai report forms: each box once, what is left with its reason, and how much is left over all."""

from __future__ import annotations

import json
import statistics
from pathlib import Path
from typing import Any

import pytest

from forms.catalogue.load import load
from forms.document import load_template
from forms.report.boxes import boxes
from forms.report.filling import Filling, Left, LeftBox, filling
from forms.report.visit import visit
from kiosk.cli import main
from tests.forms.report_forms import counted
from tests.support.cases import load_case
from tests.support.okuyami_cases import FOLDER

STORIES = Path(__file__).parents[1] / "stories"
TEMPLATE = """\
format: 1
form: x
procedure: y.z
title: t
pages:
  - - table:
        columns: [30, 60, 30, 60]
        rows:
          - cells:
              - {label: 氏名}
              - {line: [{fact: a.name}]}
              - {label: 生年月日}
              - {line: [{date: a.birth}]}
          - cells:
              - {label: 種類}
              - {line: [{choose: a.kind, options: {x: 甲, y: 乙}}, {check: none, options: [その他（]}, {pen: 9}, ）]}
              - {label: 個人番号}
              - {hand: clerk, line: [{cells: [4, 4, 4], by_hand: true}]}
          - cells:
              - {label: 署名}
              - {hand: signature, line: [（自署）]}
              - {label: 理由}
              - {pen: true, line: []}
          - cells:
              - {label: 日}
              - {line: [令和, {pen: 8}, 年, {pen: 8}, 月]}
              - {label: 決定}
              - {office: true, line: [{pen: 9}]}
    - table: {hand: proxy, columns: [30], rows: [{cells: [{pen: true, line: []}]}]}
    - table: {office: true, columns: [30], rows: [{cells: [{pen: true, line: []}]}]}
"""


def test_a_box_is_what_one_would_write_into(tmp_path: Path) -> None:
    file = tmp_path / "forms" / "x.yaml"
    file.parent.mkdir()
    file.write_text(TEMPLATE, "utf-8")
    found = [(box.label, box.item is not None, box.hand) for box in boxes(load_template(file))]
    assert found == [
        ("氏名", True, "person"),
        ("生年月日", True, "person"),
        ("種類", True, "person"),  # その他（ ） beside it is no box of its own
        ("個人番号", False, "clerk"),
        ("署名", False, "signature"),
        ("理由", False, "person"),
        ("日", False, "person"),
        ("", False, "proxy"),
    ]


def _case(name: str, **answers: Any) -> Filling:
    case = load_case(FOLDER / f"{name}.yaml")
    pack = load(case.pack)
    visited = visit(pack, "okuyami", {**case.facts, **answers}, case.today)
    assert visited.journey.next_question is None
    return filling(pack, visited.journey, case.today)


def test_what_a_widow_says_leaves_her_nothing_to_write_but_numbers() -> None:
    found = _case("c2_widow_80_no_card")
    assert found.for_the_citizen == ()
    assert found.share == 1
    assert "kouki_sosaihi" in found.forms
    numbers = [box for box in found.left if box.form == "kouki_sosaihi"]
    assert [(box.label, box.why) for box in numbers] == [
        ("被保険者番号", Left.CLERK),
        ("死亡した方の個人番号", Left.NUMBER),
    ]


def test_what_a_clerk_types_once_stands_on_every_form_of_the_case() -> None:
    """The number of 後期 on two forms and a check on one: two are typed, of three; the 個人番号 is apart."""
    left = [
        LeftBox("a", "被保険者番号", "deceased.kouki_number", Left.CLERK),
        LeftBox("b", "被保険者番号", "deceased.kouki_number", Left.CLERK),
        LeftBox("b", "確認", "", Left.CLERK),
        LeftBox("b", "死亡した方の個人番号", "", Left.NUMBER),
    ]
    found = Filling(("a", "b"), filled=5, left=tuple(left))
    assert found.share == 1
    assert found.share_with_clerk == 5 / 9
    assert found.share_typed_once == 6 / 8


def test_no_number_but_the_individual_one_is_left_to_the_hand() -> None:
    """Of those that the clerk writes: each is a fact, typed once.  Left is the insurance of a child who moved in."""
    left = ("kodomo_iryo_shinsei", "記号番号")
    pack = load("toyonaka")
    by_hand = {
        (form, box.label)
        for form, spec in pack.forms.items()
        for box in boxes(load_template(spec.template))
        if box.item is None and box.hand == "clerk" and "番号" in box.label
    }
    assert {each for each in by_hand if "個人番号" not in each[1]} == {left}
    assert any("個人番号" in label for _, label in by_hand)


def test_over_the_cases_the_median_is_at_least_95_percent() -> None:
    """Every thirtieth: ``python -m tests.forms.report_forms`` counts all."""
    found = [one.filling for one in counted(sorted(FOLDER.glob("*.yaml"))[::30])]
    shares = [filling.share for filling in found if filling.forms]
    assert len(shares) >= 3
    assert statistics.median(shares) >= 0.95
    once = [filling.share_typed_once for filling in found if filling.forms]
    assert statistics.median(once) >= 0.9


def test_the_command_tells_each_story_and_the_median(capsys: pytest.CaptureFixture[str]) -> None:
    story = str(STORIES / "mother_kokuho_not_head.yaml")
    other = str(STORIES / "no_card_typed.yaml")  # of another event
    assert main(["report", "forms", story, other, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    [each] = told["each"]
    assert told["stories"] == 1
    assert each["story"] == "mother_kokuho_not_head"
    assert (
        each["filled"] + len([b for b in each["left"] if b["why"] not in ("clerk", "number")])
        == each["all"]
    )
    assert told["median"] == each["share"] >= 0.95
    assert main(["report", "forms", other]) == 1
    assert main(["report", "forms", str(STORIES / "none.yaml")]) == 2
