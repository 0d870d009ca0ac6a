"""``kakanai catalogue optimum``: the pack's order beside the best one, on drawn sub-catalogues."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from random import SystemRandom
from typing import Any, Final

from forms.catalogue.model import Pack
from forms.walk.optimum import Compared, SmallCatalogue, TooManyStatesError, compare, draw
from forms.walk.population import Population, PopulationError

LIMIT: Final = 0.10
"""The promise: at most so far over the best mean there could be."""


def add_optimum_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai catalogue optimum``."""
    parser.add_argument("event")
    parser.add_argument("--count", type=int, default=100, help="so many sub-catalogues")
    parser.add_argument("--seed", type=int, help="of the first one; the others follow; printed")
    parser.add_argument(
        "--most", type=int, default=20_000, help="give a sub-catalogue up beyond so many states"
    )
    parser.add_argument(
        "--carried", action="store_true", help="draw from what every submission carries as well"
    )


def run_optimum(arguments: argparse.Namespace, pack: Pack, today: date) -> int:
    """0 when the mean is within the limit, 1 when not, 2 for no such event or no population."""
    if arguments.event not in pack.events:
        print(f"no event {arguments.event!r}", file=sys.stderr)
        return 2
    try:
        population = Population.load(pack, arguments.event, today)
    except (PopulationError, FileNotFoundError) as fault:
        print(f"no population: {fault}", file=sys.stderr)
        return 2
    seed = arguments.seed if arguments.seed is not None else SystemRandom().randrange(10**6)
    if not arguments.json:
        print(f"{pack.id} {pack.version}, {arguments.event}, seed {seed}", flush=True)
    rows, given_up = [], []
    for row in _rows(arguments, pack, population, seed):
        if isinstance(row, SmallCatalogue):
            given_up.append(row.seed)
            continue
        rows.append(row)
        if not arguments.json:
            print(_line(row), flush=True)
    found = {**summary(rows), "given_up": given_up}
    if arguments.json:
        print(json.dumps({"seed": seed, **found, "rows": [_plain(row) for row in rows]}, indent=1))
    else:
        print(", ".join(f"{name} {value}" for name, value in found.items()))
    return 0 if rows and sum(row.over for row in rows) / len(rows) <= LIMIT else 1


def summary(rows: Sequence[Compared]) -> dict[str, Any]:
    """How far over the best: mean, percentiles, worst, and how many beyond :data:`LIMIT`."""
    overs = sorted(row.over for row in rows)
    return {
        "catalogues": len(rows),
        "at_best": sum(over < 1e-6 for over in overs),
        "mean_over": f"{sum(overs) / len(overs):.2%}",
        "median_over": f"{overs[len(overs) // 2]:.2%}",
        "p95_over": f"{overs[min(len(overs) - 1, int(len(overs) * 0.95))]:.2%}",
        "worst_over": f"{overs[-1]:.2%}",
        "beyond_limit": sum(over > LIMIT for over in overs),
    }


def _rows(
    arguments: argparse.Namespace, pack: Pack, population: Population, seed: int
) -> Iterator[Compared | SmallCatalogue]:
    """Drawn ones that ask something; those that are too wide as they are."""
    made, at = 0, seed
    while made < arguments.count:
        catalogue = draw(pack, arguments.event, at, carried=arguments.carried)
        at += 1
        if catalogue.pack.events[arguments.event].procedures:
            made += 1
            try:
                yield compare(catalogue, population, most=arguments.most)
            except TooManyStatesError:
                yield catalogue


def _line(row: Compared) -> str:
    catalogue = row.catalogue
    procedures = catalogue.pack.events[catalogue.event].procedures
    return (
        f"  seed {catalogue.seed}: {len(catalogue.facts)} facts, ours {row.ours:.3f}, "
        f"best {row.best:.3f}, over {row.over:.2%}, {row.states} states; {', '.join(procedures)}"
    )


def _plain(row: Compared) -> dict[str, Any]:
    return {
        "seed": row.catalogue.seed,
        "facts": sorted(row.catalogue.facts),
        "ours": row.ours,
        "best": row.best,
        "over": row.over,
        "states": row.states,
    }
