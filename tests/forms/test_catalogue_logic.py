"""`catalogue check`: rules that decide nothing, questions never asked, わからない that hides."""

from datetime import date
from pathlib import Path

import pytest

from forms.catalogue import PackFaults
from forms.catalogue.cli import check_pack
from tests.support.tiny_pack import write

DAY = date(2026, 11, 21)


def faults(root: Path, *, release: bool = False, day: date = DAY) -> list[str]:
    try:
        check_pack("tiny", root, day, release=release)
    except PackFaults as found:
        return [str(fault) for fault in found.faults]
    return []


def test_the_pack_that_the_others_break_holds(tmp_path: Path) -> None:
    assert faults(write(tmp_path), release=True) == []


@pytest.mark.parametrize(
    ("rule", "comes_to"),
    [
        ("a.children >= 0", "true"),
        ("a.resident || a.children < 5 || a.children >= 5", "true"),
        ("a.children >= 4 && a.children <= 3", "false"),
        ("a.resident && !a.resident && a.children >= 2", "false"),
        ("a.children > 9", "false"),  # over the limit of the fact
        ("1 > 2", "false"),
    ],
)
def test_a_rule_that_no_answer_changes_is_a_fault(rule: str, comes_to: str, tmp_path: Path) -> None:
    root = write(
        tmp_path, {"procedures.yaml": ("when: a.resident && a.children >= 2", f"when: {rule}")}
    )
    found = [fault for fault in faults(root) if "is always" in fault]
    assert found == [f"tiny/procedures.yaml:4:9: is always {comes_to}, whatever is answered"]


def test_ages_are_tried_at_their_limits(tmp_path: Path) -> None:
    """Nobody is 75 by birthday and not by the eve of it, but the eve itself tells them apart."""
    facts = "a.children: {type: count, limits: [0, 9]}"
    birth = facts + "\na.birth: {type: date}"
    changes = {"facts.yaml": (facts, birth), "procedures.yaml": ("a.resident && a", "{} && a")}
    changes["questions.yaml"] = (
        "children:",
        "birth: {kind: date, facts: [a.birth], group: g}\nchildren:",
    )
    changes["events.yaml"] = ("[resident, children]", "[resident, birth, children]")
    changes["wording/ja/tiny.ftl"] = (
        "fact-a-children",
        "fact-a-birth = 誕生日\nquestion-birth = 誕生日は\n    .lead = 日\n    .reason = 決まる\n"
        "    .short = 誕生日\nfact-a-children",
    )

    def always(rule: str) -> bool:
        changes["procedures.yaml"] = ("a.resident &&", f"a.resident && {rule} &&")
        return any("is always" in fault for fault in faults(write(tmp_path, changes)))

    assert always("(age_on(a.birth, today) >= 75 && age_attained(a.birth, today) < 75)")
    assert not always("(age_attained(a.birth, today) >= 75 && age_on(a.birth, today) < 75)")


def test_a_question_that_no_answer_leads_to_is_a_fault(tmp_path: Path) -> None:
    """Each rule alone can go both ways; together they never leave the number to be asked."""
    changes = {
        "facts.yaml": ("limits: [0, 9]}", "limits: [0, 9], applies: '!a.resident'}"),
        "questions.yaml": ("[a.resident], dont_know: true", "[a.resident]"),
    }
    (found,) = faults(write(tmp_path, changes))
    assert found == "tiny/events.yaml:8:25: 'e' never asks 'children', whatever is answered"


def test_a_question_of_no_event_is_a_fault(tmp_path: Path) -> None:
    changes = {
        "procedures.yaml": ("when: a.resident && a.children >= 2", "when: a.resident"),
        "events.yaml": ("[resident, children]", "[resident]"),
    }
    assert faults(write(tmp_path, changes)) == ["tiny/questions.yaml:2:1: no event asks 'children'"]


def test_a_dont_know_that_a_derivation_takes_as_no_is_a_fault(tmp_path: Path) -> None:
    """The first derivation is skipped while its `when` is unknown, so the second says no."""
    derived = (
        "a.family: {type: yes_no, asked_by: nobody, derive: [{when: a.resident, value: 'true'}, "
    )
    changes = {
        "facts.yaml": ("a.resident:", derived + "{value: 'false'}]}\na.resident:"),
        "procedures.yaml": ("a.resident &&", "a.family &&"),
        "wording/ja/tiny.ftl": ("fact-a-resident", "fact-a-family = 家族\nfact-a-resident"),
    }
    (found,) = faults(write(tmp_path, changes))
    assert "わからない to 'a.resident' hides 'p'" in found
    assert found.startswith("tiny/procedures.yaml:4:9: ")
