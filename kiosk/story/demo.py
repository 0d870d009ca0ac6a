"""The main job on this machine.

With a display the kiosk opens in a window and stays until Ctrl-C; without one the おくやみ case is played by itself.

example: packaging/demo --out out/demo
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.story.clerk import console
from kiosk.story.house import CLERK, House
from kiosk.story.play import play
from kiosk.story.story import StoryFault, load_story

STORY = Path(__file__).parents[2] / "tests" / "stories" / "father_kouki_head.yaml"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words of ``kakanai demo``."""
    parser.add_argument(
        "--out", type=Path, default=Path("out/demo"), help="folder for what comes out"
    )
    parser.add_argument("--play", action="store_true", help="play the case even with a display")


def run(arguments: argparse.Namespace) -> int:
    """Open the kiosk, or play the case; 0 when it ended as told."""
    display = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    if display and not arguments.play:
        return _open()
    return _play(arguments.out)


def _play(out: Path) -> int:
    started = time.monotonic()
    shutil.rmtree(out, ignore_errors=True)
    story = load_story(STORY)
    try:
        with House(pack=story.pack, screen=story.screen, today=story.today) as house:
            house.open_kiosk()
            with console(house.office.url, CLERK) as clerk:
                played = play(story, house, out, clerk)
    except StoryFault as fault:
        print(f"demo: {fault}", file=sys.stderr)
        return 1
    for wrong in played.faults:
        print(f"demo: {wrong}", file=sys.stderr)
    transcript = played.transcript
    needed = [p for p in transcript["procedures"] if p["state"] == "needed"]
    print(
        f"受付番号 {transcript['submission']['number']}: {len(transcript['asked'])} questions, "
        f"{len(needed)} procedures, {len(transcript['forms'])} forms, "
        f"{time.monotonic() - started:.0f} s.  Look into {out}/"
    )
    return 1 if played.faults else 0


def _open() -> int:
    today = datetime.now(ZoneInfo("Asia/Tokyo")).date()
    with House(today=today, windowed=True) as house:
        house.open_kiosk()
        print(
            f"""
The kiosk opens in a window.
  lay a card down    .venv/bin/kakanai dock window      or  .venv/bin/kakanai dock put taro   (PIN 1234)
  the clerk's page   {house.office.url}   {CLERK.name} / {CLERK.password}
  sheets             {house.printer.spool} and {house.receipts.spool}
Ctrl-C ends everything and removes what it made.
"""
        )
        with contextlib.suppress(KeyboardInterrupt):
            house.wait()
    return 0
