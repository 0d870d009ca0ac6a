"""Sessions in the real app that end where the test wants: at a screen, with everything typed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kiosk.story.driver import RobotDriver
from kiosk.story.house import House
from kiosk.story.player import Player
from kiosk.story.story import Happening, Story, Told

TODAY = date(2026, 11, 21)
TYPED = Story(
    id="typed",
    path=Path("typed"),
    today=TODAY,
    pack="toyonaka",
    event="certificates",
    facts={
        "cert.kind": Told("juminhyo"),
        "cert.submit_to": Told("bank"),
        "juminhyo.whose": Told("self"),
        "juminhyo.shows": Told(()),
        "cert.copies": Told(1),
        "visitor.name": Told("みほん"),
        "visitor.name_kana": Told("ミホン"),
        "visitor.birth": Told(date(1949, 12, 31)),
        "visitor.address": Told("とよなかし"),
        "visitor.postcode": Told("5610881"),
        "visitor.phone": Told("0600000000"),
    },
)
"""A 住民票 without a card: the shortest way to a screen full of a citizen's data."""


def words_on(view: Mapping[str, Any]) -> str:
    """All texts of a screen, without the marks that say where a line may break."""
    return json.dumps(view, ensure_ascii=False).replace("\u2060", "").replace("\u200b", "")


class _ReachedError(Exception):
    """The player has come to the screen."""


def play_until(screen: str, story: Story, house: House, finger: RobotDriver) -> Player:
    """Play ``story`` up to the first sight of ``screen`` (its name as in a transcript)."""

    def stop() -> None:
        raise _ReachedError

    halting = replace(story, happenings=(*story.happenings, Happening(screen, "halt")))
    player = Player(halting, finger, {**house.acts(story.card, story.own_card), "halt": stop})
    try:
        player.play()
    except _ReachedError:
        return player
    raise AssertionError(f"the story ended before {screen}: {player.seen}")
