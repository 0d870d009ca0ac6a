"""Random walks that add up over many runs: one line for each stretch of seeds, and where to go on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Run:
    """Walks from seed ``first`` on, one for each seed.  ``looked_up``: beside a finished merged walk."""

    pack: str
    version: str
    event: str
    start: str
    first: int
    walks: int
    faults: int
    looked_up: bool


@dataclass(frozen=True)
class Ledger:
    """A file of runs; a line is written when its walks are done, so that nothing is counted twice."""

    path: Path

    def runs(self) -> tuple[Run, ...]:
        """All so far.  Raises ``ValueError`` for a file that is none."""
        if not self.path.exists():
            return ()
        lines = self.path.read_text(encoding="utf-8").splitlines()
        try:
            return tuple(Run(**json.loads(line)) for line in lines)
        except TypeError as fault:
            raise ValueError(f"{self.path} is no ledger of walks") from fault

    def of(self, pack: str, version: str, event: str, start: str) -> tuple[Run, ...]:
        """Those of one start of one version of a pack."""
        wanted = (pack, version, event, start)
        return tuple(r for r in self.runs() if (r.pack, r.version, r.event, r.start) == wanted)

    def add(self, run: Run) -> None:
        """Written and on the disk before it returns."""
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def next_seed(runs: tuple[Run, ...], seed: int) -> int:
    """The first seed from ``seed`` on that none of ``runs`` has had."""
    for run in sorted(runs, key=lambda run: run.first):
        if run.first <= seed < run.first + run.walks:
            seed = run.first + run.walks
    return seed
