"""The kiosk's configuration file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kiosk.app.config import ConfigFault, KioskConfig, ScreenConfig, load_config, save_config
from kiosk.session.world import SessionSettings
from printing.receipt import Paper

SMALLEST = """\
format = 1
office = "toyonaka"
device = "kiosk-a"
pack = "toyonaka"
[keeper]
socket = "keeper.sock"
[keys]
office = "keys/office.pem"
escrow = "keys/escrow.pem"
device = "keys/device.pem"
"""


def test_the_smallest_file_and_its_paths(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(SMALLEST, "utf-8")
    config = load_config(file)
    assert config.keeper_socket == tmp_path / "keeper.sock"
    assert config.office_key == tmp_path / "keys" / "office.pem"
    assert config.session == SessionSettings()
    assert config.forms_printer is None


def test_what_is_saved_is_read_back(tmp_path: Path) -> None:
    config = KioskConfig(
        office="toyonaka",
        device="kiosk-b",
        pack="toyonaka",
        keeper_socket=tmp_path / "k",
        office_key=tmp_path / "o",
        escrow_key=tmp_path / "e",
        device_key=tmp_path / "d",
        forms_printer="ipp://localhost:1/ipp/print",
        receipt_printer="ipp://localhost:2/ipp/print",
        receipt_paper=Paper.ROLL80,
        reader='ACS "quoted" 読',
        screen=ScreenConfig(1920, 1080, 4.5, full=True),
        session=SessionSettings(
            idle_seconds=180,
            warning_seconds=90,
            output={"okuyami": "print"},
            events=("juminhyo",),
            languages=("ja",),
            card_reader=False,
            practice=True,
        ),
        robot_socket=tmp_path / "r",
        today=date(2026, 11, 21),
    )
    file = tmp_path / "kiosk.toml"
    save_config(config, file)
    assert load_config(file) == config


def test_a_thermal_printer_has_a_roll(tmp_path: Path) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(SMALLEST + '[printer]\nreceipt = "escpos:///dev/usb/lp0"\n', "utf-8")
    config = load_config(file)
    assert config.receipt_in_dots
    assert config.receipt_paper is Paper.ROLL80


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (("format = 1", "format = 2"), "format"),
        (('office = "toyonaka"\n', ""), "office: missing"),
        (('device = "kiosk-a"', "device = 3"), "device: not of its type"),
        (("[keeper]", "colour = 1\n[keeper]"), "colour: no such setting"),
        (("[keys]", "[keys]\nold = 'x'"), "keys.old: no such setting"),
        (("[keys]", "[printer]\nreceipt_paper = 'a6'\n[keys]"), "a6"),
        (("[keys]", "[printer]\nreceipt = 'escpos://p'\nreceipt_paper = 'a5'\n[keys]"), "roll80"),
        (("format = 1", "format = ="), "TOMLDecodeError"),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, change: tuple[str, str], named: str) -> None:
    file = tmp_path / "kiosk.toml"
    file.write_text(SMALLEST.replace(*change), "utf-8")
    with pytest.raises(ConfigFault, match=named):
        load_config(file)


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(ConfigFault, match="FileNotFoundError"):
        load_config(tmp_path / "none.toml")
