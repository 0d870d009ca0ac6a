"""The list of licences names exactly what is locked, and nothing that we may not ship."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALLOWED = re.compile(
    r"^(MIT|MIT-0|MIT-CMU|BSD|BSD-2-Clause|BSD-3-Clause|Apache-2.0|MPL-2.0|PSF-2.0|LGPL-|WTFPL)"
)


def listed() -> dict[str, str]:
    rows = (ROOT / "docs" / "licences.md").read_text("utf-8").splitlines()
    cells = [row.strip("|").split("|") for row in rows if row.startswith("| ")]
    return {name.strip(): licence.strip() for name, licence in cells[1:]}


def test_every_locked_package_has_a_row() -> None:
    lock = (ROOT / "packaging" / "requirements.lock").read_text("utf-8")
    assert set(listed()) == set(re.findall(r"^([a-z0-9.-]+)==", lock, re.MULTILINE))


def test_every_licence_is_one_we_may_ship() -> None:
    assert {n: text for n, text in listed().items() if not ALLOWED.match(text)} == {}


def test_the_lock_names_no_package_host() -> None:
    for lock in (ROOT / "packaging").glob("*.lock"):
        assert "://" not in lock.read_text("utf-8")
