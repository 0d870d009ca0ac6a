"""What standing a form has: in the data, on every page, in the metadata."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from ruamel.yaml import YAML

import assets
from forms.catalogue import PackFaults, load
from forms.document import fill, load_template
from forms.render import render_pdf
from forms.status import FormStatus
from tests.support import pages

CITY = Path(__file__).parent / "city"


def read(status: FormStatus, *, practice: bool = False) -> str:
    context = replace(pages.CONTEXT, status=status, practice=practice)
    pdf = render_pdf([fill(pages.template("card_henno"), {}, context)])
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert str(opened.docinfo["/Subject"]).endswith(f" {status.value}")
    return pages.poppler_text(pdf, "-raw")


@pytest.mark.parametrize("status", FormStatus)
def test_every_page_says_what_it_is(status: FormStatus) -> None:
    assert f"（{status.label}）" in read(status)


def test_a_sample_says_so_across_the_page_also_outside_practice() -> None:
    assert read(FormStatus.SAMPLE).replace("（見本）", "").count("見本") == 1
    assert "見本" not in read(FormStatus.APPROVED)
    assert read(FormStatus.APPROVED, practice=True).count("練習") == 1
    assert "練習" not in read(FormStatus.SAMPLE)


def test_a_draft_says_that_it_cannot_be_handed_in() -> None:
    assert "このままでは提出できません" in read(FormStatus.DRAFT)


def test_a_sheet_over_the_citys_page_without_a_foot_says_it_too() -> None:
    template = load_template(CITY / "midori_juminhyo.yaml")
    for status, said in ((FormStatus.DRAFT, "清書用の下書き"), (FormStatus.SAMPLE, "見本")):
        form = fill(template, {}, replace(pages.CONTEXT, status=status))
        assert said in pages.poppler_text(render_pdf([form]), "-raw")


def city_pack(root: Path, change: str) -> Path:
    """The standard pack and a city over it that says one thing about one form."""
    (root / "standard").symlink_to(assets.ROOT / "packs" / "standard")
    folder = root / "midori"
    folder.mkdir()
    (folder / "pack.yaml").write_text(
        (assets.ROOT / "packs/toyonaka/pack.yaml").read_text("utf-8").replace("toyonaka", "midori"),
        "utf-8",
    )
    (folder / "forms.yaml").write_text(f"replace: {{card_henno: {{{change}}}}}\n", "utf-8")
    return root


def test_a_city_approves_a_form_with_its_name_and_day(tmp_path: Path) -> None:
    root = city_pack(tmp_path, "approved: {by: 市民課, on: 2026-04-01}")
    form = load("midori", root).forms["card_henno"]
    assert form.status is FormStatus.APPROVED
    assert form.approved == "市民課 2026-04-01"


@pytest.mark.parametrize(
    "change",
    [
        "status: approved",
        "status: sample, approved: {by: 市民課, on: 2026-04-01}",
        "approved: {by: 市民課}",
    ],
)
def test_nothing_is_approved_by_nobody(tmp_path: Path, change: str) -> None:
    with pytest.raises(PackFaults):
        load("midori", city_pack(tmp_path, change))


def test_what_nobody_has_declared_is_a_sample() -> None:
    pack = load("standard")
    declared = YAML(typ="safe").load((pages.TEMPLATES.parent / "forms.yaml").read_text("utf-8"))
    silent = [form for form, entry in declared.items() if "status" not in entry]
    assert len(silent) > 40
    assert {pack.forms[form].status for form in silent} == {FormStatus.SAMPLE}
    assert {spec.status for spec in pack.forms.values()} == {FormStatus.SAMPLE, FormStatus.DRAFT}
