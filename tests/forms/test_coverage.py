"""The coverage table: nothing empty without a reason, no reason too many, the page as the pack is."""

from functools import cache
from pathlib import Path

import pytest

import assets
from forms.catalogue.coverage import (
    ProcedureCoverage,
    coverage,
    faults,
    field_reasons,
    pen_reasons,
    reasons,
    table,
)
from forms.catalogue.coverage_fields import FieldRow, field_faults, field_rows, field_table
from forms.catalogue.load import load
from forms.catalogue.model import Pack
from tests.support.small_pack import SMALL

PAGE = Path(__file__).parents[2] / "docs" / "coverage.md"


@cache
def pack() -> Pack:
    return load("standard", assets.ROOT / "packs")


@cache
def rows() -> tuple[ProcedureCoverage, ...]:
    return tuple(coverage(pack(), reasons()))


def test_nothing_is_empty_without_a_reason() -> None:
    assert list(faults(rows(), reasons())) == []


def test_the_page_is_as_the_pack_is() -> None:
    said = "stale: kakanai catalogue coverage --pack standard --write docs/coverage.md"
    assert PAGE.read_text(encoding="utf-8") == table(pack(), rows()), said


@cache
def fields() -> tuple[FieldRow, ...]:
    return tuple(field_rows(pack(), field_reasons()))


def test_every_field_has_a_question_or_a_reason_and_is_said_in_every_language() -> None:
    assert list(field_faults(fields(), field_reasons())) == []


def test_the_table_by_name_is_as_the_pack_is() -> None:
    said = "stale: kakanai catalogue coverage --pack standard --write docs/coverage.md"
    assert PAGE.with_suffix(".csv").read_text(encoding="utf-8") == field_table(pack(), fields()), (
        said
    )


def test_a_field_names_its_question_or_where_else_it_comes_from() -> None:
    found = {(r.event, r.procedure, r.form, r.field): (r.question, r.otherwise) for r in fields()}
    head = ("okuyami", "okuyami.head_change", "setainushi_henko")
    assert found[*head, "deceased.death_date"] == ("death_date", "")
    seal = ("certificates", "inkan_cert", "inkan_shomei")
    assert found[*seal, "cert.seal_number"] == ("", "the clerk")
    assert found["tennyu", "tennyu", "jumin_ido", "move.kind"] == ("", "the event says it")
    decided = found["certificates", "kosei_todoke_cert", "decides", "todoke.filed_here"]
    assert decided == ("todoke_here", "")


def test_what_nothing_supplies_and_what_is_lent_is_told() -> None:
    row = FieldRow("e", "p", "f", "a.b", "", "", {"ja": "ja", "en": "ja"})
    assert list(field_faults([row], {"c.d": "because"})) == [
        "the field c.d needs no reason any more",
        "e: a.b of p (f) is asked by no question and follows from nothing",
        "e: a.b of p (f) is not said in en",
    ]


def test_what_is_left_to_the_pen_names_forms_and_a_reason() -> None:
    left = pen_reasons()
    assert {form for each in left.values() for form in each["forms"]} <= pack().forms.keys()
    assert all(each["reason"] in PAGE.read_text(encoding="utf-8") for each in left.values())


def test_a_row_says_what_is_asked_and_written_for_it() -> None:
    found = {(row.event, row.id): row for row in rows()}
    row = found["certificates", "juminhyo"]
    assert {"cert_kind", "juminhyo_whose", "juminhyo_shows"} <= set(row.questions)
    assert [form.id for form in row.forms] == ["juminhyo_seikyusho"]
    assert "juminhyo.show_honseki" in row.forms[0].facts
    assert "juminhyo_shows" not in found["certificates", "inkan_cert"].questions
    assert "insurance_before" not in found["tennyu", "kokuho_join"].questions
    assert "insurance_before" in found["tenkyo", "kokuho_join"].questions


def test_what_is_empty_is_told() -> None:
    small = load("standard", SMALL)
    bare = [row.id for row in coverage(small, {}) if not row.forms]
    found = list(faults(tuple(coverage(small, {"juminhyo": "not_set"})), {"juminhyo": "not_set"}))
    assert len([fault for fault in found if "does not say why" in fault]) == len(bare) > 0
    assert found[-1] == "juminhyo needs no reason any more"


def test_a_reason_has_a_name(tmp_path: Path) -> None:
    file = tmp_path / "coverage.yaml"
    file.write_text("forgotten: [juminhyo]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no reason"):
        reasons(file)
