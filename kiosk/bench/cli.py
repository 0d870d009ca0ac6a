"""example:
kakanai bench journey
kakanai bench screen --quick --json
kakanai bench office
"""

from __future__ import annotations

import argparse
import importlib
import json
from collections.abc import Callable

from kiosk.bench.figures import Figure, report

BENCHES = ("card", "journey", "forms", "screen", "paper", "office")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai bench``."""
    parser.add_argument("bench", choices=BENCHES, help="what to measure")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: done within 40 s")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")


def run(arguments: argparse.Namespace) -> int:
    """Measure; 0 when it could be measured, whether or not every limit holds."""
    measure: Callable[..., list[Figure]]
    measure = importlib.import_module(f"kiosk.bench.{arguments.bench}").measure
    figures = measure(quick=arguments.quick)
    if arguments.json:
        print(json.dumps(report(arguments.bench, figures, quick=arguments.quick), indent=1))
        return 0
    for one in figures:
        verdict = {True: "holds", False: "EXCEEDED", None: ""}[one.holds]
        limit = "" if one.limit is None else f"limit {one.limit:g}"
        print(f"{one.name:<36} {one.value:>10.3f} {one.unit:<13} {limit:<12} {verdict}")
    return 0
