"""``kakanai form`` as a clerk uses it."""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path

import pytest

from forms.render import cli
from tests.support import pages


def run(*words: str | Path) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    return cli.run(parser.parse_args([str(word) for word in words]))


def test_render_draws_the_facts_and_answers_with_the_fields(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / "form.pdf"
    facts.write_text(
        json.dumps(
            {
                "deceased.name": "\U00020bb7田 一郎",
                "deceased.birth": "1926-12-24",
                "visitor.name": {
                    "state": "known",
                    "source": "card",
                    "type": "text",
                    "value": "葛\U000e0100城 梅",
                },
                "visitor.phone": {"state": "unknown", "source": "citizen"},
            }
        ),
        encoding="utf-8",
    )
    words = ("render", "card_henno", "--facts", facts, "--out", out, "--today", "2026-11-21")
    assert run(*words, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == []
    assert answer["fields"]["deceased.birth.year"] == "15"
    assert answer["fields"]["visitor.phone"] == ""
    read = pages.poppler_text(out.read_bytes(), "-raw")
    assert "\U00020bb7田一郎" in read
    assert "葛\U000e0100城梅" in read


def test_a_problem_is_exit_code_1_and_names_code_points(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / "form.pdf"
    facts.write_text('{"visitor.name": "山\\ue123"}', encoding="utf-8")
    assert run("render", "card_henno", "--facts", facts, "--out", out) == 1
    assert capsys.readouterr().out.split() == ["form.glyph_missing", "visitor.name", "U+E123"]


def test_what_cannot_be_read_is_exit_code_2(tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    assert run("render", "card_henno", "--facts", tmp_path / "none.json", "--out", out) == 2
    assert not out.exists()


def test_check_finds_no_fault_and_draws_every_box_by_name(tmp_path: Path) -> None:
    assert run("check", "--out", tmp_path) == 0
    drawn = {path.stem for path in tmp_path.glob("*.pdf")}
    assert drawn == {path.stem for path in pages.TEMPLATES.glob("*.yaml")}
    assert "deceased.name" in pages.poppler_text((tmp_path / "card_henno.pdf").read_bytes())


def test_check_tells_file_and_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = (pages.TEMPLATES / "juminhyo_seikyusho.yaml").read_text(encoding="utf-8")
    lines = text.replace("fact: visitor.phone", "fcat: visitor.phone").splitlines()
    wrong.write_text("\n".join(lines), encoding="utf-8")
    at = next(index for index, line in enumerate(lines, 1) if "fcat" in line)
    assert run("check", wrong) == 1
    told = capsys.readouterr().out
    assert told.startswith(f"wrong.yaml:{at}: ")
    assert "did you mean 'fact'" in told


def test_an_unknown_form_has_a_suggestion(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("render", "card_hennou", "--facts", tmp_path / "f", "--out", tmp_path / "o")
    assert run(*words) == 2
    assert "card_henno" in capsys.readouterr().err


def test_boxes_that_the_pack_does_not_feed_are_a_fault(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "wrong.yaml"
    text = (pages.TEMPLATES / "juminhyo_seikyusho.yaml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("visitor.phone", "visitor.fax"), encoding="utf-8")
    assert run("check", wrong) == 1
    assert capsys.readouterr().out.splitlines() == [
        "wrong.yaml: the pack has no fact 'visitor.fax'",
        "wrong.yaml: its boxes and 'needs' in forms.yaml differ by visitor.fax, visitor.phone",
    ]


@pytest.mark.parametrize(
    ("form", "department"),
    [("kokuho_soshitsu", "保険資格課"), ("kouki_sosaihi", "保険給付課"), ("card_henno", "市民課")],
)
def test_the_department_is_the_procedures_own(tmp_path: Path, form: str, department: str) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / "form.pdf"
    facts.write_text("{}", encoding="utf-8")
    assert run("render", form, "--facts", facts, "--out", out) == 0
    assert f"豊中市{department}" in pages.poppler_text(out.read_bytes(), "-raw")


def test_watch_draws_at_each_change_and_goes_on_after_half_a_line(tmp_path: Path) -> None:
    facts, out = tmp_path / "facts.json", tmp_path / "form.png"
    facts.write_text('{"visitor.name": "葛城"}', encoding="utf-8")
    words = ["form", "render", "card_henno", "--facts", str(facts), "--out", str(out), "--watch"]
    command = [sys.executable, "-c", "import sys; from kiosk.cli import main; main()", *words]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as watching:
        try:
            assert watching.stdout is not None
            assert watching.stdout.readline().rstrip().endswith("drawn")
            first = out.read_bytes()
            assert first.startswith(b"\x89PNG")
            facts.write_text('{"visitor.name": "葛', encoding="utf-8")
            assert "column" in watching.stdout.readline()
            facts.write_text('{"visitor.name": "渡邊"}', encoding="utf-8")
            assert watching.stdout.readline().rstrip().endswith("drawn")
            assert out.read_bytes() != first
        finally:
            watching.kill()
