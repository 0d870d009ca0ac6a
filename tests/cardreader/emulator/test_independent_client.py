"""OpenSC, which shares no line with us, talks to the emulated card."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.card import Table

pytestmark = pytest.mark.skipif(shutil.which("opensc-tool") is None, reason="OpenSC is absent")


def opensc(folder: Path, *words: str) -> str:
    done = subprocess.run(
        ["opensc-tool", *words],
        env=os.environ | {"HOME": str(folder), "XDG_CACHE_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    return done.stdout


def test_lists_the_readers(table: Table, tmp_path: Path) -> None:
    table.lay("taro")
    rows = opensc(tmp_path, "--list-readers").splitlines()
    assert [row.split()[1] for row in rows if row[:1].isdigit()] == ["Yes", "No"]


@pytest.mark.parametrize("profile", ["jpki_test_card", "taro"])
def test_reads_with_the_pin(table: Table, tmp_path: Path, profile: str) -> None:
    """One ATR that OpenSC knows and one that it has to probe."""
    card = table.lay(profile)
    words = [
        "--reader=0",
        "--card-driver=default",
        "--send-apdu=00A4040C0AD3921000310001010408",
        "--send-apdu=00A4020C020011",
        "--send-apdu=00200080",
        "--send-apdu=002000800431323334",
        "--send-apdu=00A4020C020002",
        "--send-apdu=00B0000007",
    ]
    output = opensc(tmp_path, *words)
    statuses = re.findall(r"SW1=0x([0-9A-F]{2}), SW2=0x([0-9A-F]{2})", output)
    assert ["".join(pair) for pair in statuses] == [
        "9000",
        "9000",
        "63C3",
        "9000",
        "9000",
        "9000",
    ]
    assert "FF 20" in output
    assert card.verifies == 1


def test_names_the_atr(table: Table, tmp_path: Path) -> None:
    table.lay("jpki_test_card")
    assert opensc(tmp_path, "--reader=0", "--atr").strip().upper() == "3B:E0:00:FF:81:31:FE:45:14"
