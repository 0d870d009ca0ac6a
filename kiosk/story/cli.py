"""example:
kakanai story tests/stories/*.yaml --out out/stories
kakanai story tests/stories/father_kouki_head.yaml --headless --out out/quick
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kiosk.story.story import StoryFault, load_story


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai story``."""
    parser.add_argument("stories", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--out", type=Path, required=True, help="folder for what comes out")
    parser.add_argument("--headless", action="store_true", help="the same reducer, without Qt")
    parser.add_argument("--clerk", action="store_true", help="a clerk opens and confirms each case")
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
