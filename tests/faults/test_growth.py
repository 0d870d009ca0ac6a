"""What grows is told, of each house by itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from tests.faults.growth import WARM_AFTER_SESSIONS, held, slopes


def test_a_process_that_grows_is_told_from_one_whose_caches_fill() -> None:
    rows: list[dict[str, Any]] = []
    for session in range(1, 201):
        filling = min(session, WARM_AFTER_SESSIONS)
        rows.append(
            {
                "house": "a",
                "session": session,
                "leaking": [1000 + 3 * session, 500 + 2 * session],
                "filling": [1000 + 9 * filling, 500],
            }
        )
    rows.append({"house": "b", "session": 201, "leaking": [10, 5], "filling": [10, 5]})
    found = slopes(rows)
    assert found["a"]["leaking"]["slope"] == found["a"]["leaking"]["slope_warm"] == [3.0, 2.0]
    assert found["a"]["filling"]["slope_warm"] == [0.0, 0.0]
    assert found["a"]["filling"]["last"] == [1450, 500]
    assert found["b"]["sessions"] == 1
    assert found["b"]["leaking"]["slope"] is None


def test_what_a_process_holds_is_as_its_status_says() -> None:
    rss, pss = held(os.getpid())
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    told = next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    assert abs(rss - told) < 4096
    assert 0 < pss <= rss
