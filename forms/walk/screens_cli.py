"""``kakanai catalogue screens``: how many questions people see, and which ones cost most."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from forms.catalogue.model import Pack
from forms.walk.graph import Graph
from forms.walk.people import People
from forms.walk.population import Population, PopulationError
from forms.walk.screens import Grouping, Screens
from forms.walk.starts import starts
from forms.walk.walker import alone, walk

_PARTS = (0.05, 0.25, 0.5, 0.75, 0.95, 1.0)


def add_screens_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai catalogue screens``."""
    parser.add_argument("event")
    parser.add_argument("--population", type=Path, metavar="FILE", help="other shares of people")
    parser.add_argument("--only", nargs="+", metavar="PROCEDURE", help="an event of these only")
    parser.add_argument("--most", type=int, default=100_000, help="give up beyond so many parts")
    parser.add_argument(
        "--sample",
        type=int,
        metavar="N",
        help="N people drawn by chance, instead of the exact count",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the people drawn")
    parser.add_argument("--top", type=int, default=12, help="so many questions and groupings")


def run_screens(arguments: argparse.Namespace, pack: Pack, today: date) -> int:
    """0 when counted, 1 for too many parts, 2 for no such event, no population, or one that does not fit."""
    if arguments.event not in pack.events:
        print(f"no event {arguments.event!r}", file=sys.stderr)
        return 2
    try:
        population = Population.load(pack, arguments.event, today, arguments.population)
    except (PopulationError, FileNotFoundError) as fault:
        print(f"no population: {fault}", file=sys.stderr)
        return 2
    if arguments.only:
        pack = alone(pack, arguments.event, *arguments.only)
    asked = [f for q in pack.events[arguments.event].questions for f in pack.questions[q].facts]
    found: dict[str, Any] = {
        "pack": pack.id,
        "version": pack.version,
        "event": arguments.event,
        "by_default": population.without_line(iter(asked)),
    }
    chosen = {
        name: start
        for name, start in starts(pack, arguments.event, today).items()
        if not set(start) & set(population.lines)  # a card fixes what the population shares out
    }
    if arguments.sample:
        found["starts"] = [
            _sampled(name, People(replace(population, pack=pack), start), arguments)
            for name, start in chosen.items()
        ]
        _tell(arguments, found)
        return 0
    walks = {
        name: walk(pack, arguments.event, start, today, sets=True, most=arguments.most)
        for name, start in chosen.items()
    }
    if not all(graph.finished for graph in walks.values()):
        print(f"more than {arguments.most} parts: choose some procedures with --only")
        return 1
    found["starts"] = [
        _counted(name, graph, population, arguments.top) for name, graph in walks.items()
    ]
    _tell(arguments, found)
    return 0


def _tell(arguments: argparse.Namespace, found: dict[str, Any]) -> None:
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _print(found)


def _sampled(name: str, people: People, arguments: argparse.Namespace) -> dict[str, Any]:
    sample = people.sample(arguments.sample, arguments.seed)
    pack, event = people.population.pack, people.population.event
    about = {"sampled": sample.people, "seed": arguments.seed, "error": round(sample.error, 3)}
    flat = len(pack.events[event].questions)
    rows = _rows(pack, event, sample.shown, sample.groupings(), arguments.top)
    return {"start": name, **about, "flat": flat, **rows}


def _counted(name: str, graph: Graph, population: Population, top: int) -> dict[str, Any]:
    from forms.walk.counted import counted, groupings, one_by_one  # noqa: PLC0415 - numpy is not on a kiosk

    pack, event, start = graph.pack, graph.event, graph.start
    return {
        "start": name,
        "flat": len(pack.events[event].questions),
        "one_by_one": round(one_by_one(pack, event, start, population), 3),
        **_rows(pack, event, counted(graph, population), groupings(graph, population), top),
    }


def _rows(
    pack: Pack, event: str, found: Screens, saving: list[Grouping], top: int
) -> dict[str, Any]:
    costs = sorted(found.asked.items(), key=lambda row: -row[1])
    return {
        "mean": round(found.mean, 3),
        "percentiles": {f"{part:.0%}": found.percentile(part) for part in _PARTS},
        "costs": [
            {
                "question": question,
                "screens": round(share, 3),
                "for": sorted(_who_needs(pack, event, question)),
            }
            for question, share in costs[:top]
        ],
        "groupings": [
            {
                "first": row.first,
                "second": row.second,
                "saves": round(row.saves, 3),
                "needless": round(abs(row.needless), 3),
            }
            for row in saving[:top]
        ],
    }


def _who_needs(pack: Pack, event: str, question: str) -> set[str]:
    """``submission``, ``forms`` or ``procedures``: for whom the question is there at all."""
    facts = frozenset().union(*(pack.affected[fact] for fact in pack.questions[question].facts))
    spec = pack.events[event]
    found = {"submission"} if facts & set(spec.needs) else set()
    for procedure in spec.procedures:
        if any(facts & rule.facts for rule in pack.procedures[procedure].asking):
            found.add("procedures")
        if any(facts & set(form.needs) for form in pack.forms_of[procedure]):
            found.add("forms")
    return found


def _print(found: dict[str, Any]) -> None:
    print(f"{found['pack']} {found['version']}, {found['event']}")
    if found["by_default"]:
        print(f"shared out by default, without a line: {', '.join(found['by_default'])}")
    for start in found["starts"]:
        parts = ", ".join(f"{part} {number}" for part, number in start["percentiles"].items())
        print(f"\n{start['start']}: {start['mean']:.2f} questions on average; {parts}")
        if "sampled" in start:
            print(
                f"  SAMPLED: {start['sampled']} people by seed {start['seed']}, "
                f"standard error {start['error']:.2f}"
            )
        print(f"  all questions of the event, one after the other: {start['flat']}")
        if "one_by_one" in start:
            print(f"  each procedure by itself, nothing shared: {start['one_by_one']:.2f}")
        print("  questions that cost most (screens on average)")
        for row in start["costs"]:
            print(f"    {row['screens']:.3f}  {row['question']:<22} {', '.join(row['for'])}")
        print("  two on one screen would save (and show a needless field to)")
        for row in start["groupings"]:
            pair = f"{row['first']} + {row['second']}"
            print(f"    {row['saves']:.3f}  {pair:<40} {row['needless']:.1%}")
