"""``kakanai printer``: what staff learn of a printer from the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.config import KioskConfig, save_config
from kiosk.cli import main
from printing.emulator import Deed, FaultPrinter
from printing.ipp.encoding import Tag, attribute
from sync.store.process import KeeperProcess
from tests.support.keeper import DEVICE, OFFICE, KeeperBench, short_folder


@pytest.fixture
def printer() -> Iterator[FaultPrinter]:
    with FaultPrinter() as faulty:
        faulty.more = (
            attribute("printer-make-and-model", Tag.TEXT, "Example 9000"),
            attribute("marker-names", Tag.NAME, "black toner", "waste"),
            attribute("marker-levels", Tag.INTEGER, 12, -2),
            attribute("printer-impressions-completed", Tag.INTEGER, 48213),
        )
        yield faulty


@pytest.fixture
def config(printer: FaultPrinter) -> Iterator[Path]:
    with short_folder() as folder:
        bench = KeeperBench.make(folder, "http://127.0.0.1:9")
        save_config(
            KioskConfig(
                office=OFFICE,
                device=DEVICE,
                pack="toyonaka",
                keeper_socket=bench.settings.socket,
                office_key=bench.keys.public("office"),
                escrow_key=bench.keys.public("escrow"),
                device_key=bench.keys.private("device"),
                forms_printer=printer.url,
                receipt_printer=printer.url,
            ),
            folder / "kiosk.toml",
        )
        keeper = KeeperProcess(bench.config)
        keeper.start()
        try:
            yield folder / "kiosk.toml"
        finally:
            keeper.stop()


def test_what_staff_learn_of_a_printer(
    printer: FaultPrinter, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["printer", "status", "--config", str(config)]
    assert main([*command, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["forms"]
    assert told["model"] == "Example 9000"
    assert told["supplies"] == {"black toner": 12, "waste": None}
    assert (told["sheets"], told["tracked"], told["hindrances"]) == (48213, True, [])

    printer.extra_reasons = ("toner-low-warning",)
    printer.break_down(Deed.COVER_OPEN)
    assert main(command) == 1
    words = capsys.readouterr().out
    assert "カバー、扉または給紙トレイがあいています" in words
    assert "残り少し: toner-low" in words

    printer.power_off()
    assert main(command) == 1
    assert "応答がありません" in capsys.readouterr().out


def test_a_test_page_is_printed_and_written_down(
    printer: FaultPrinter, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["printer", "test", "--config", str(config)]) == 0
    assert "printed" in capsys.readouterr().out
    assert len(printer.tray) == 1


def test_a_file_that_is_not_there_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["printer", "status", "--config", str(tmp_path / "none.toml")]) == 2
    assert "none.toml" in capsys.readouterr().out
