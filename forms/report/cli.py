"""example:
kakanai report forms tests/stories/father_kouki_head.yaml   boxes that we fill over all that a citizen would write
kakanai report forms tests/stories/*.yaml --json            of each story, and the median
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

import assets
from forms.catalogue.explain import case
from forms.catalogue.faults import PackFaults
from forms.catalogue.load import load
from forms.catalogue.telling import BadAnswerError
from forms.report.filling import Filling, filling, listed
from forms.report.visit import visit


@dataclass(frozen=True, slots=True)
class Counted:
    """One story: its boxes and the number of screens."""

    story: str
    screens: int
    filling: Filling


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``forms``."""
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    forms = commands.add_parser(
        "forms",
        help="how many boxes of the forms are filled, and which are left",
        description="Every question is answered by the story, or else by a usual answer.",
    )
    forms.add_argument("story", nargs="+", type=Path, metavar="FILE", help="a story file")
    forms.add_argument("--event", default="okuyami", help="stories of other events are left out")
    forms.add_argument("--root", type=Path, default=assets.ROOT / "packs", help="packs folder")
    forms.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    """Exit code 0, 1 (a faulty pack, or no story of the event) or 2 (no story)."""
    try:
        counted = [
            one for file in arguments.story if (one := _counted(file, arguments)) is not None
        ]
    except BadAnswerError as fault:
        print(fault, file=sys.stderr)
        return 2
    except PackFaults as faults:
        print(faults, file=sys.stderr)
        return 1
    if not counted:
        print(f"no story of {arguments.event!r}", file=sys.stderr)
        return 1
    tell(counted, as_json=arguments.json)
    return 0


def _counted(file: Path, arguments: argparse.Namespace) -> Counted | None:
    try:
        plain = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8"))
        told = {key: plain.get(key) for key in ("event", "pack", "card", "whose")}
    except (OSError, AttributeError) as fault:
        raise BadAnswerError(f"{file.name} is no story: {fault}") from None
    if told["event"] != arguments.event:
        return None
    pack = load(str(told["pack"]), arguments.root)
    said = case(pack, (), None, file)
    whose = str(told["whose"]) if told["card"] else None
    visited = visit(pack, arguments.event, said.facts, said.today, card_of=whose)
    return Counted(file.stem, len(visited.questions), filling(pack, visited.journey, said.today))


def tell(counted: Sequence[Counted], *, as_json: bool) -> None:
    """Prints the figures of each story and over all."""
    every = [one.filling for one in counted if one.filling.forms]
    shares = [filling.share for filling in every]
    over_all = {
        "stories": len(counted),
        "median": _median(shares),
        "lowest": min(shares, default=None),
        "median_with_clerk": _median([filling.share_with_clerk for filling in every]),
        "median_typed_once": _median([filling.share_typed_once for filling in every]),
    }
    if as_json:
        print(
            json.dumps({**over_all, "each": [_plain(one) for one in counted]}, ensure_ascii=False)
        )
        return
    for one in counted:
        found = one.filling
        all_boxes = found.filled + len(found.for_the_citizen)
        print(
            f"{one.story}: {found.filled} of {all_boxes} boxes ({found.share:.1%}), with the clerk's"
            f" {found.share_with_clerk:.1%}, typed once {found.share_typed_once:.1%};"
            f" {len(found.forms)} forms, {one.screens} screens"
        )
        for line in listed(found):
            print(f"    {line}")
    if shares:
        print(
            f"median {over_all['median']:.1%}, lowest {over_all['lowest']:.1%},"
            f" with the clerk's {over_all['median_with_clerk']:.1%},"
            f" typed once {over_all['median_typed_once']:.1%}: {len(counted)} stories"
        )


def _median(shares: Sequence[float]) -> float | None:
    return statistics.median(shares) if shares else None


def _plain(one: Counted) -> dict[str, Any]:
    found = one.filling
    return {
        "story": one.story,
        "screens": one.screens,
        "forms": list(found.forms),
        "filled": found.filled,
        "all": found.filled + len(found.for_the_citizen),
        "share": found.share,
        "share_with_clerk": found.share_with_clerk,
        "share_typed_once": found.share_typed_once,
        "left": [asdict(box) for box in found.left],
    }
