"""The city's file of badges: what it opens, and that it tells nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from kiosk.staff.badges import BadgeFileFault, Badges, load_badges, save_badges

SERIAL = bytes.fromhex("04A1B2C3D4E580")
OTHER = bytes.fromhex("04A1B2C3D4E581")


def pad(code: str) -> bytearray:
    """As the staff's pad hands a code over."""
    return bytearray(code.encode().ljust(8, b"\0"))


@pytest.fixture(scope="module")
def badges() -> Badges:
    return Badges().added("A1", SERIAL, "246810")


def test_a_badge_and_its_code_open_and_the_typed_code_is_wiped(badges: Badges) -> None:
    assert badges.find(SERIAL) == "A1"
    typed = pad("246810")
    assert badges.opens("A1", typed)
    assert typed == bytearray(8)


@pytest.mark.parametrize("code", ["246811", "24681", "2468100", ""])
def test_another_code_opens_nothing_and_is_wiped(badges: Badges, code: str) -> None:
    typed = pad(code)
    assert not badges.opens("A1", typed)
    assert typed == bytearray(8)


def test_another_badge_is_nobodys(badges: Badges) -> None:
    assert badges.find(OTHER) is None
    assert not badges.opens("A2", pad("246810"))
    assert Badges().find(SERIAL) is None


def test_the_file_keeps_neither_number_nor_code(badges: Badges, tmp_path: Path) -> None:
    path = tmp_path / "staff.toml"
    save_badges(badges.added("B2", OTHER, "1357"), path)
    text = path.read_text()
    assert SERIAL.hex() not in text.lower()
    assert "246810" not in text
    assert "1357" not in text.split("$argon2id")[0]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    again = load_badges(path)
    assert again.find(OTHER) == "B2"
    assert again.opens("B2", pad("1357"))
    assert not again.opens("A1", pad("1357")), "each badge has its own code"


def test_a_new_code_replaces_the_old_one(badges: Badges) -> None:
    changed = badges.added("A1", SERIAL, "9999")
    assert len(changed.badges) == 1
    assert not changed.opens("A1", pad("246810"))
    assert changed.opens("A1", pad("9999"))
    with pytest.raises(BadgeFileFault, match="A1"):
        changed.added("B2", SERIAL, "1111")


@pytest.mark.parametrize(
    "text", ["", "format = 2", "format = 1\nsalt = 3", "format = 1\nsalt = 'zz'"]
)
def test_a_wrong_file_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "staff.toml"
    path.write_text(text)
    with pytest.raises(BadgeFileFault):
        load_badges(path)
