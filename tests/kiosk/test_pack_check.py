"""The kiosk's check where it starts: the pack's forms are part of it, since citizens' processes read them unchecked."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from forms.document.parts import parts_file
from kiosk.app.pack_check import template_faults
from tests.kiosk.walk import pack


def test_the_city_has_no_faulty_form() -> None:
    assert list(template_faults(pack())) == []


def test_a_fault_of_a_form_is_told_by_its_line(tmp_path: Path) -> None:
    form = next(iter(pack().forms.values()))
    path = tmp_path / "forms" / form.template.name
    path.parent.mkdir()
    shutil.copy(parts_file(form.template), parts_file(path))
    text = form.template.read_text("utf-8")
    path.write_text(text.replace("\npages:", "\nhight: 3\npages:", 1), "utf-8")
    broken = replace(pack(), forms={form.id: replace(form, template=path)})
    assert any("hight" in str(fault) for fault in template_faults(broken))
