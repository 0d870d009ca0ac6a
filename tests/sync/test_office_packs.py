"""A pack version stays with an open case: read with its own, or with the present one, or kindly not at all."""

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest

import assets
from forms.catalogue import Pack, load
from forms.catalogue.faults import PackFaults
from forms.catalogue.load import load_with_source
from forms.catalogue.source import PackSource
from forms.facts.values import FactState, Known, Source
from sync.envelope.submission import Submission
from sync.office.casefile import CaseFile, CaseFiles
from sync.office.failures import OfficeFailureCode
from sync.office.opener import OpenedCase
from sync.office.pack_versions import PackVersions, keep, present
from tests.support.office_cases import mother_kokuho, submission

PACKS = assets.ROOT / "packs"
DEADLINE = "    date: days_after(deceased.death_date, 14)\n    closing: next_open\n"


def version_of(folder: Path, version: str, *, term: int = 14) -> tuple[Pack, PackSource]:
    """The pack as it is, under another version; 国保's term in days is the mark of it."""
    shutil.copytree(PACKS, folder)
    header = folder / "toyonaka/pack.yaml"
    text = header.read_text(encoding="utf-8")
    header.write_text(re.sub(r'^version: ".*"', f'version: "{version}"', text, flags=re.M), "utf-8")
    rules = folder / "standard/procedures.yaml"
    text = rules.read_text(encoding="utf-8")
    before, loss, after = text.partition("okuyami.kokuho_loss:")
    after = after.replace("deceased.death_date, 14", f"deceased.death_date, {term}", 1)
    rules.write_text(before + loss + after, encoding="utf-8")
    changed, source = load_with_source(
        "toyonaka", folder, checked=True
    )  # the loader has its own tests
    assert changed.version == version
    return changed, source


def opened(version: str, **changes: FactState) -> OpenedCase:
    made = submission(mother_kokuho(), "A-001", UUID(int=7))
    facts = {**made.facts, **{k.replace("__", "."): v for k, v in changes.items()}}
    return OpenedCase(replace(made, pack_version=version, facts=facts), (), ())


def deadline(file: CaseFile | OfficeFailureCode) -> date | None:
    assert isinstance(file, CaseFile)
    return next(o.deadline for o in file.journey.procedures if o.id == "okuyami.kokuho_loss")


def test_a_case_keeps_the_rules_that_it_was_made_with(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    _old, source = version_of(tmp_path / "old", "2026.9", term=10)
    keep(source, shelf)
    present, _ = version_of(tmp_path / "new", "2027.1")
    files = CaseFiles(PackVersions(present, shelf), practice=True)
    earlier, now = files.read(opened("2026.9")), files.read(opened("2027.1"))
    # died on 15 November: 10 days are the 25th, 14 days the 29th, a Sunday: the 30th
    assert (deadline(earlier), deadline(now)) == (date(2026, 11, 25), date(2026, 11, 30))
    assert isinstance(earlier, CaseFile)
    assert isinstance(now, CaseFile)
    assert (earlier.own_version, now.own_version) == (True, True)
    assert {form.pack_version for form in files.all_forms(earlier)} == {"2026.9"}


def test_a_version_that_is_gone_is_read_with_the_present_one_and_said(tmp_path: Path) -> None:
    present, _ = version_of(tmp_path / "new", "2027.1")
    for shelf in (None, tmp_path / "empty"):
        file = CaseFiles(PackVersions(present, shelf), practice=True).read(opened("2026.9"))
        assert isinstance(file, CaseFile)
        assert not file.own_version
        assert file.pack is present


def test_answers_that_the_present_version_does_not_know_wait_for_their_own(tmp_path: Path) -> None:
    present, _ = version_of(tmp_path / "new", "2027.1")
    files = CaseFiles(PackVersions(present), practice=True)
    strange = opened("2026.9", deceased__insurance=Known(date(2026, 1, 1), Source.CITIZEN))
    assert files.read(strange) is OfficeFailureCode.PACK_VERSION_MISSING
    other_event = replace(strange, submission=renamed(strange.submission))
    assert files.read(other_event) is OfficeFailureCode.PACK_VERSION_MISSING


def renamed(made: Submission) -> Submission:
    return replace(made, event="toyonaka.moving")


def test_a_version_on_the_shelf_stays_as_it_is(tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    old, source = version_of(tmp_path / "old", "2026.9", term=10)
    keep(source, shelf)
    (tmp_path / "old/standard/procedures.yaml").write_text("{}", encoding="utf-8")
    keep(source, shelf)
    again = PackVersions(load("toyonaka", checked=True), shelf).of("toyonaka", "2026.9")
    assert again is not None
    assert again.procedures.keys() == old.procedures.keys()


@pytest.mark.parametrize("version", ["../new", "2026.9/../../old", ""])
def test_what_a_submission_names_is_no_path(version: str, tmp_path: Path) -> None:
    shelf = tmp_path / "shelf"
    pack, source = version_of(tmp_path / "old", "2026.9")
    keep(source, shelf)
    assert PackVersions(pack, shelf).of("toyonaka", version) is None


def test_a_pack_is_looked_through_unless_its_very_files_were(tmp_path: Path) -> None:
    root, shelf = tmp_path / "packs", tmp_path / "shelf"
    shutil.copytree(PACKS, root)
    (_pack, source) = load_with_source("toyonaka", root, checked=True)
    keep(source, shelf)
    assert present("toyonaka", root, shelf).version == source.header.data["version"]
    rules = root / "standard/procedures.yaml"
    rules.write_text(rules.read_text("utf-8").replace("section: ", "section: no_", 1), "utf-8")
    with pytest.raises(PackFaults):
        present("toyonaka", root, shelf)
