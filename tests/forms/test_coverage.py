"""The coverage table: nothing empty without a reason, no reason too many, the page as the pack is."""

from functools import cache
from pathlib import Path

import pytest

import assets
from forms.catalogue.coverage import ProcedureCoverage, coverage, faults, reasons, table
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
