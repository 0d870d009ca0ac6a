"""The boxes of the forms of every おくやみ case: which share is filled, and which are left.

    python -m tests.forms.report_forms --json > out/forms.json

The cases say what decides; names, days and the account are usual answers (:mod:`forms.report.visit`).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from forms.catalogue.load import load
from forms.catalogue.model import Pack
from forms.report.cli import Counted, tell
from forms.report.filling import filling
from forms.report.visit import visit
from tests.support.cases import load_case
from tests.support.okuyami_cases import FOLDER


@cache
def _pack(name: str) -> Pack:
    return load(name)


def counted(files: Sequence[Path]) -> Iterator[Counted]:
    """Each case, its own answers first."""
    for file in files:
        case = load_case(file)
        pack = _pack(case.pack)
        visited = visit(pack, "okuyami", case.facts, case.today)
        found = filling(pack, visited.journey, case.today)
        yield Counted(file.stem, len(visited.questions), found)


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints each case and the median."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args(arguments)
    tell(list(counted(sorted(FOLDER.glob("*.yaml")))), as_json=args.json)
    return 0


if __name__ == "__main__":
    sys.exit(main())
