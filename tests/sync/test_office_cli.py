"""``kakanai office``: set up, add, serve, look; and the wording of each failure."""

from __future__ import annotations

import argparse
import io
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from assets import ROOT
from forms.catalogue.wording import Wording
from sync.envelope.keys import save_public
from sync.office import cli
from sync.office.failures import OfficeFailureCode
from sync.office.process import OfficeProcess
from tests.support.office_cases import DECEASED, Kiosk, mother_kokuho


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    cli.add_arguments(parser)
    return cli.run(parser.parse_args(arguments))


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert run(*arguments, "--json") == 0
    plain = json.loads(capsys.readouterr().out)
    assert isinstance(plain, dict)
    return plain


def test_from_nothing_to_an_office(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = str(tmp_path / "new" / "office.toml")
    made = answer(capsys, "init", "--config", config)
    assert "office.private.pem" in made["keys"]
    assert answer(capsys, "init", "--config", config)["keys"] == []  # a second time changes nothing
    for secret in (tmp_path / "new" / "keys").glob("*.private.pem"):
        assert secret.stat().st_mode & 0o077 == 0
    key = Ed25519PrivateKey.generate()
    save_public(key.public_key(), tmp_path / "kiosk.pem")
    device = ("device", "add", "kiosk-a", "--key", str(tmp_path / "kiosk.pem"), "--config", config)
    assert answer(capsys, *device) == {"name": "kiosk-a"}
    assert answer(capsys, *device) == {"name": "kiosk-a"}
    save_public(Ed25519PrivateKey.generate().public_key(), tmp_path / "other.pem")
    assert (
        run("device", "add", "kiosk-a", "--key", str(tmp_path / "other.pem"), "--config", config)
        == 1
    )
    monkeypatch.setattr("sys.stdin", io.StringIO("practice-only-1\n"))
    assert answer(capsys, "user", "add", "c1", "--config", config) == {"name": "c1"}
    monkeypatch.setattr("sys.stdin", io.StringIO("short\n"))
    assert run("user", "add", "c2", "--config", config) == 1
    assert run("health", "--config", config, "--json") == 1  # nobody serves it
    assert json.loads(capsys.readouterr().out)["serving"] is False


def test_without_set_up_it_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("case", "A-001", "--config", str(tmp_path / "none.toml")) == 2
    assert "office init" in capsys.readouterr().err
    (tmp_path / "office.toml").write_text("", "utf-8")
    assert run("case", "A-001", "--config", str(tmp_path / "office.toml")) == 2
    assert "office init" in capsys.readouterr().err


def test_a_served_office_is_healthy_and_shows_a_case(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with OfficeProcess(tmp_path) as office:
        config = ("--config", str(office.config))
        case_id = Kiosk(office).enrol().send(mother_kokuho(), "A-012")
        health = answer(capsys, "health", *config)
        assert health["serving"] is True
        assert health["audit_broken_at"] is None
        for wanted in ("A-012", str(case_id)):
            shown = answer(capsys, "case", wanted, *config)
            assert shown["id"] == str(case_id)
            assert shown["facts"]["deceased.name"]["value"] == DECEASED
            states = {p["id"]: p["state"] for p in shown["procedures"]}
            assert states["okuyami.kokuho_sosaihi"] == "needed"
            assert states["okuyami.kouki_sosaihi"] == "not_needed"
            forms = {f["form"]: f for f in shown["forms"]}
            assert set(forms) == {
                "kokuho_soshitsu",
                "nenkin_shibo",
                "kaigo_daihyo",
                "kokuho_sosaihi",
                "kaigo_soshitsu",
                "card_henno",
            }
            assert DECEASED in forms["kokuho_sosaihi"]["fields"].values()
            assert all(f["problems"] == [] for f in shown["forms"])
        assert run("case", "Z-999", *config) == 1
        assert answer(capsys, "health", *config)["audit_rows"] == health["audit_rows"] + 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_failure_has_its_words(language: str) -> None:
    wording = Wording.from_files(ROOT / "wording")
    for code in OfficeFailureCode:
        for part in ("", ".safe", ".next", ".staff"):
            assert wording.text(code.wording + part, language).strip()
