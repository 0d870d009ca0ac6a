"""Forms one after the other in a process of its own: the first one's time, and memory over thousands.

    python -m kiosk.bench.many_forms 10000

Answers with one JSON object; times in ms of the wall clock, memory in MB (resident).
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from pathlib import Path

from forms.catalogue import load
from forms.document import fill, load_template
from forms.render.pdf import preload, render_pdf
from kiosk.bench.submission import Bundle, session_facts

PACK = "toyonaka"
SETTLED = 0.2
"""After this share of the forms every cache has what it will have."""


def run(count: int) -> dict[str, float]:
    """Fill and draw ``count`` forms of the pack in turn, each with new values."""
    chance = random.Random(count)  # noqa: S311 - values for a measurement
    pack = load(PACK)
    own = Bundle(tuple(load_template(spec.template) for spec in pack.forms.values()), pack)
    facts = session_facts(own, chance)
    context = own.context()
    preload()
    started = time.perf_counter()
    render_pdf([fill(own.templates[0], facts, context)])
    first = (time.perf_counter() - started) * 1000
    settled = _resident()
    started = time.perf_counter()
    for index in range(count):
        if index % len(own.templates) == 0:
            facts = session_facts(own, chance)
        render_pdf([fill(own.templates[index % len(own.templates)], facts, context)])
        if index == int(count * SETTLED):
            settled = _resident()
    seconds = time.perf_counter() - started
    return {
        "first_ms": first,
        "each_ms": seconds * 1000 / count,
        "settled_mb": settled,
        "end_mb": _resident(),
    }


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(int(sys.argv[1]))))
