"""``kakanai catalogue``: exit codes, and output that programs read."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import main
from tests.support.small_pack import SMALL

STORY = SMALL / "stories" / "heir_other_city_unsure.yaml"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    root = [] if "--root" in words else ["--root", str(SMALL)]
    code = main(["catalogue", *words, *root])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def read(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    code, out, err = run(capsys, *words, "--json")
    assert (code, err) == (0, "")
    found: dict[str, Any] = json.loads(out)
    return found


def test_list_gives_every_part_with_id_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "list")
    for part in ("procedures", "forms", "questions", "facts", "events", "languages"):
        assert found[part]
        assert all(row["id"] and row["title"] for row in found[part]), part
    assert len(found["procedures"]) == 11
    assert len(found["forms"]) == 7
    titles = {row["id"]: row["title"] for row in found["languages"]}
    assert titles == {"ja": "日本語", "en": "English"}


def test_check_says_which_pack_holds(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--on", "2026-11-21")
    assert (code, out) == (0, "standard: holds\ntoyonaka: holds\n")


def test_check_fails_with_file_line_and_column(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SMALL, tmp_path / "packs")
    file = tmp_path / "packs/standard/events.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("    - shaho\n", "    - shaoh\n"), encoding="utf-8")
    code, out, _ = run(capsys, "check", "--root", str(tmp_path / "packs"), "--json")
    assert code == 1
    (fault,) = json.loads(out)["packs"]["standard"]
    assert fault["file"] == "standard/events.yaml"
    assert fault["line"] == text[: text.index("- shaho")].count("\n") + 1
    assert "did you mean 'shaho'?" in fault["message"]


def test_check_for_release_names_what_nobody_has_compared_with_the_law(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ("check", "toyonaka", "--release", "--on", "2026-11-21", "--json")
    code, out, _ = run(capsys, *words)
    assert code == 1
    messages = [fault["message"] for fault in json.loads(out)["packs"]["toyonaka"]]
    for says, many in (
        ("not needed", 10),
        ("a deadline", 13),
        ("the amount", 2),
        ("not be told", 3),
    ):
        assert sum(says in message for message in messages) == many, says


def test_explain_tells_rule_questions_and_forms(capsys: pytest.CaptureFixture[str]) -> None:
    found = read(capsys, "explain", "okuyami.kokuho_sosaihi")
    assert found["forms"] == ["kokuho_sosaihi"]
    assert found["verify"] == ["city", "law"]
    assert found["questions"] == [
        "deceased_resident",
        "insurance",
        "shaho",
        "funeral_done",
        "funeral_kind",
    ]
    assert "okuyami.kaigo_loss" in read(capsys, "explain", "death_date")["for"]
    assert read(capsys, "explain", "kouki_sosaihi")["procedures"] == ["okuyami.kouki_sosaihi"]
    assert read(capsys, "explain", "mourner.name")["derived"] == [
        "visitor.name when visitor.is_mourner"
    ]


def test_explain_with_answers_gives_state_and_reason(capsys: pytest.CaptureFixture[str]) -> None:
    given = [
        word
        for answer in (
            "deceased.resident=yes",
            "deceased.birth=1961-11-11",
            "deceased.death_date=2026-11-10",
        )
        for word in ("--given", answer)
    ]
    found = read(capsys, "explain", "okuyami.kaigo_loss", *given, "--today", "2026-11-21")
    assert found["state"] == "needed"
    assert found["deadline"] == "2026-11-24"
    assert "「この市の住民票」が「いいえ」なら 必要ありません。" in found["changes"]
    unsure = read(capsys, "explain", "okuyami.seal_card", "--given", "deceased.resident=?")
    assert (unsure["state"], unsure["waits_for"]) == ("undecided", ["deceased.seal_card"])


def test_explain_takes_a_story_and_answers_over_it(capsys: pytest.CaptureFixture[str]) -> None:
    words = ("explain", "okuyami.kaigo_loss", "--story", str(STORY), "--language", "en")
    found = read(capsys, *words)
    assert found["state"] == "check_at_counter"
    assert (
        "Because the answer to “Date of birth (person who died)” was “I don’t know”."
        in (found["reasons"])
    )
    assert (found["deadline"], found["days_left"]) == ("2026-11-26", 5)  # 12 November and 14 days
    found = read(capsys, *words, "--given", "deceased.resident=no")
    assert found["state"] == "not_needed"
    code, out, _ = run(capsys, *words)
    assert code == 0
    assert re.search(r"^reasons: +Because .*\n +Because ", out, re.MULTILINE)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("explain", "okuyami.kaigo_los"), "did you mean 'okuyami.kaigo_loss'?"),
        (("explain", "okuyami.kaigo_loss", "--given", "deceased.birt=?"), "'deceased.birth'"),
        (("explain", "okuyami.kaigo_loss", "--given", "deceased.birth=old"), "is no date"),
        (("explain", "insurance", "--given", "deceased.birth=?"), "is no procedure"),
        (("explain", "okuyami.kaigo_loss", "--story", "nowhere.yaml"), "nowhere.yaml is no story"),
        (("list", "--language", "fr"), "no language 'fr'"),
        (("check", "--on", "tomorrow"), "'tomorrow' is no day"),
    ],
)
def test_a_wrong_call_is_told(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err


def test_a_missing_pack_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "list", "--pack", "toyonka")
    assert code == 1
    assert "did you mean 'toyonaka'?" in err
