"""How much memory the long-lived processes hold after each session, and by how much it grows.

    python -m tests.faults.growth LEDGER...      # of tests.faults.leftovers

Rss and Pss in KiB (proc_pid_smaps(5), ``smaps_rollup``).  The slope is that of the line through all sessions of a
house; ``slope_warm`` leaves out the first 50, in which caches fill (the keeper's of its store above all).
"""

from __future__ import annotations

import json
import statistics
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

WARM_AFTER_SESSIONS = 50
Row = Mapping[str, Any]
"""``house``, ``session`` (from 1), and of each process [Rss, Pss]."""


def held(pid: int) -> tuple[int, int]:
    """Rss and Pss in KiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()
    found = {name: value for name, _, value in (line.partition(":") for line in lines[1:])}
    return int(found["Rss"].split()[0]), int(found["Pss"].split()[0])


def slopes(rows: Iterable[Row]) -> dict[str, dict[str, Any]]:
    """Per house: sessions, and of each process the first and last values and KiB a session of Rss and of Pss."""
    houses: dict[str, list[Row]] = {}
    for row in rows:
        houses.setdefault(str(row["house"]), []).append(row)
    return {house: _of_house(each) for house, each in houses.items()}


def _of_house(rows: Sequence[Row]) -> dict[str, Any]:
    warm = rows[WARM_AFTER_SESSIONS:]
    places = [name for name in rows[0] if name not in ("house", "session")]
    found: dict[str, Any] = {"sessions": len(rows)}
    for place in places:
        found[place] = {
            "first": rows[0][place],
            "last": rows[-1][place],
            "slope": _both(rows, place),
            "slope_warm": _both(warm, place),
        }
    return found


def _both(rows: Sequence[Row], place: str) -> list[float] | None:
    return [_slope(rows, place, which) for which in (0, 1)] if len(rows) > 1 else None


def _slope(rows: Sequence[Row], place: str, which: int) -> float:
    line = statistics.linear_regression(
        [float(row["session"]) for row in rows], [float(row[place][which]) for row in rows]
    )
    return round(line.slope, 2)


def main() -> int:
    """Prints a JSON object per ledger."""
    for name in sys.argv[1:]:
        shares = [json.loads(line) for line in Path(name).read_text("utf-8").splitlines()][1:]
        rows = [row for share in shares for row in share["account"]["long_lived"]]
        sys.stdout.write(json.dumps({"ledger": Path(name).name, **slopes(rows)}, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
