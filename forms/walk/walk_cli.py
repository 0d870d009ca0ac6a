"""``kakanai catalogue walk``: every part of an event's journeys, and walks by chance that may find no other."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from random import SystemRandom
from typing import Any, Final

from forms.catalogue.model import Pack
from forms.facts.values import Facts
from forms.walk.chance import RandomWalks, random_walks, twins
from forms.walk.faults import WalkFault, counter_reasons, told
from forms.walk.fold import lengths
from forms.walk.graph import Graph
from forms.walk.ledger import Ledger, Run, next_seed
from forms.walk.starts import starts
from forms.walk.walker import alone, walk

_AT_A_TIME: Final = 100


def add_walk_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai catalogue walk``."""
    parser.add_argument("event")
    parser.add_argument("--start", metavar="NAME", help="only this start, as `no card`")
    parser.add_argument("--each", action="store_true", help="each procedure by itself")
    parser.add_argument(
        "--sets",
        action="store_true",
        help="of several choices every set, not only none, each and all",
    )
    parser.add_argument("--most", type=int, default=100_000, help="give up beyond so many parts")
    parser.add_argument("--random", type=int, default=0, metavar="N", help="N unmerged walks")
    parser.add_argument(
        "--ledger", type=Path, metavar="FILE", help="go on from the random walks of earlier runs"
    )
    parser.add_argument("--twins", type=int, default=0, metavar="N", help="N pairs side by side")
    parser.add_argument("--seed", type=int, help="of the first random walk; printed")


@dataclass(frozen=True)
class WalkReport:
    """One start of one event.  ``seconds``: processor time of the merged walk."""

    start: str
    parts: int
    edges: int
    futures: int
    ends: int
    """Kinds of what waits when all parts but the late ones have ended."""
    parts_known: int
    """Parts when nobody says わからない."""
    shortest: int
    longest: int
    seconds: float
    finished: bool = True
    random: int = 0
    random_met: int = 0
    """Parts that the random walks came to."""
    random_open: int = 0
    """Moments of theirs that could not be looked up: a day was drawn that another is held against."""
    twins: int = 0
    faults: list[str] = field(default_factory=list)


def run_walk(arguments: argparse.Namespace, pack: Pack, today: date) -> int:
    """0 when everything holds, 1 when not or not finished, 2 for no such event or start."""
    if arguments.event not in pack.events:
        print(f"no event {arguments.event!r}", file=sys.stderr)
        return 2
    chosen = dict(starts(pack, arguments.event, today))
    if arguments.start is not None:
        if arguments.start not in chosen:
            print(f"no start {arguments.start!r}: {', '.join(chosen)}", file=sys.stderr)
            return 2
        chosen = {arguments.start: chosen[arguments.start]}
    seed = arguments.seed if arguments.seed is not None else SystemRandom().randrange(10**6)
    reasons = counter_reasons(pack, arguments.event)
    if not arguments.json:
        print(f"{pack.id} {pack.version}, {arguments.event}, seed {seed}")
        print("with every answer known 窓口で確認 only by")
        for procedure, why in reasons.items():
            print(f"  {procedure}: {why}")
    reports = []
    packs = {"": pack}
    if arguments.each:
        procedures = pack.events[arguments.event].procedures
        packs = {f"{p}, ": alone(pack, arguments.event, p) for p in procedures}
    for (part, of), (name, start) in product(packs.items(), chosen.items()):
        report = _walked(arguments, of, today, part + name, start, seed)
        reports.append(report)
        if not arguments.json:
            print("\n".join(_lines(report)), flush=True)
    if arguments.json:
        plain: dict[str, Any] = {"pack": pack.id, "version": pack.version, "seed": seed}
        plain |= {"event": arguments.event, "counter": reasons}
        plain |= {"starts": [asdict(report) for report in reports]}
        print(json.dumps(plain, ensure_ascii=False, indent=1))
    return 1 if any(report.faults or not report.finished for report in reports) else 0


def _walked(
    arguments: argparse.Namespace, pack: Pack, today: date, name: str, start: Facts, seed: int
) -> WalkReport:
    began = time.process_time()
    sets, most = arguments.sets, arguments.most
    graph = walk(pack, arguments.event, start, today, sets=sets, most=most)
    seconds = time.process_time() - began
    certain = walk(pack, arguments.event, start, today, unsure=False, sets=sets, most=most)
    faults = [*_told(graph, graph.faults), *_told(certain, certain.faults)]
    sums = _by_chance(arguments, graph, name, seed)
    pairs = twins(graph, seed, arguments.twins)
    shortest, longest = lengths(graph) if graph.finished else (0, 0)
    return WalkReport(
        start=name,
        parts=len(graph.nodes),
        edges=graph.edges,
        futures=graph.futures,
        ends=len(graph.ends),
        parts_known=len(certain.nodes),
        shortest=shortest,
        longest=longest,
        seconds=round(seconds, 2),
        finished=graph.finished and certain.finished,
        random=sums.walks,
        random_met=len(sums.met),
        random_open=sums.open_days,
        twins=pairs.pairs,
        faults=[*faults, *sums.faults, *pairs.faults],
    )


def _by_chance(arguments: argparse.Namespace, graph: Graph, start: str, seed: int) -> RandomWalks:
    """Some walks at a time, so that a run that is cut off loses little."""
    pack, sums = graph.pack, RandomWalks()
    ledger = Ledger(arguments.ledger) if arguments.ledger is not None else None
    before = ledger.of(pack.id, pack.version, graph.event, start) if ledger else ()
    seed, left = next_seed(before, seed), arguments.random
    while left > 0:
        some = min(left, _AT_A_TIME)
        found = deque(random_walks(graph, range(seed, seed + some)), maxlen=1).pop()
        if ledger is not None:
            told = (pack.id, pack.version, graph.event, start, seed, some, len(found.faults))
            ledger.add(Run(*told, graph.finished))
        sums.add(found)
        seed, left = seed + some, left - some
        if not arguments.json and sums.walks % 10_000 == 0:
            print(f"  … {sums.walks} random walks, {len(sums.faults)} faults", flush=True)
    if ledger is not None and not arguments.json:
        walks, faults = (sum(r.walks for r in before), sum(r.faults for r in before))
        print(f"  in the ledger: {walks + sums.walks} walks, {faults + len(sums.faults)} faults")
    return sums


def _told(graph: Graph, faults: Iterable[WalkFault]) -> Iterator[str]:
    for fault in faults:
        path = "; ".join(told(answer) for answer in (*graph.path(fault.node), fault.answer))
        yield f"{fault.message}\n    after {path}"


def _lines(report: WalkReport) -> Iterator[str]:
    yield (
        f"{report.start}: {report.parts} parts, {report.edges} edges, {report.futures} futures, "
        f"{report.shortest} to {report.longest} screens, {report.seconds} s"
    )
    yield f"  {report.ends} kinds of what waits for the end"
    yield f"  every answer known: {report.parts_known} parts"
    if not report.finished:
        yield "  NOT FINISHED: more parts than --most; only those come to were looked at"
    if report.random:
        yield (
            f"  {report.random} random walks met {report.random_met} of the parts; "
            f"{report.random_open} of their moments had a day still open"
        )
    if report.twins:
        yield f"  {report.twins} pairs of merged parts walked side by side"
    yield f"  {len(report.faults)} faults"
    for fault in report.faults[:20]:
        yield f"  FAULT {fault}"
