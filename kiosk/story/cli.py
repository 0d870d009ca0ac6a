"""example:
kakanai story tests/stories/*.yaml --out out/stories
kakanai story tests/stories/father_kouki_head.yaml --headless --out out/quick
kakanai story tests/stories/no_card_typed.yaml --headless --times --out out/quick
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.story.played import Played
from kiosk.story.story import StoryFault, load_story


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai story``."""
    parser.add_argument("stories", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, help="folder for what comes out")
    parser.add_argument("--headless", action="store_true", help="the same reducer, without Qt")
    parser.add_argument("--clerk", action="store_true", help="a clerk opens and confirms each case")
    parser.add_argument(
        "--times", action="store_true", help="touches, screens, a model of minutes; with --headless"
    )
    parser.add_argument("--json", action="store_true", help="print the transcripts")


def run(arguments: argparse.Namespace) -> int:
    """Play; 0 when every story went as told, 1 when not, 2 when a file cannot be read."""
    try:
        stories = [load_story(path) for path in arguments.stories]
    except StoryFault as fault:
        print(f"kakanai story: {fault}", file=sys.stderr)
        return 2
    try:
        if arguments.headless:
            from kiosk.story.headless import play_headless

            played = [play_headless(story, arguments.out / story.id) for story in stories]
        else:
            from kiosk.story.play import play_all

            played = play_all(stories, arguments.out, with_clerk=arguments.clerk)
    except StoryFault as fault:
        print(f"kakanai story: {fault}", file=sys.stderr)
        return 1
    if arguments.times:
        if not arguments.headless:
            print("kakanai story: --times needs --headless", file=sys.stderr)
            return 2
        _print_times(played)
    if arguments.json:
        print(json.dumps([one.transcript for one in played], ensure_ascii=False))
    for one in played:
        asked = len(one.transcript["asked"])
        print(
            f"{one.story.id}: {asked} questions, {one.transcript['seconds']['all']} s",
            file=sys.stderr,
        )
        for fault_text in one.faults:
            print(f"  {fault_text}", file=sys.stderr)
    return 1 if any(one.faults for one in played) else 0


def _print_times(played: Sequence[Played]) -> None:
    """A table; the model and its sources stand in ``kiosk.story.times``."""
    print(f"{'story':32} screens touches  least  elder  clerk (minutes, a model)")
    for one in played:
        times = one.transcript["times"]
        print(
            f"{one.story.id:32} {times['screens']:7} {times['touches']:7} {times['touches_least']:6} "
            f"{times['minutes_elder']:6} {times['minutes_clerk']:6}"
        )
