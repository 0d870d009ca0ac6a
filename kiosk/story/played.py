"""What came of a story, whichever way it was played."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.story.story import Story


@dataclass(frozen=True, slots=True)
class Played:
    """One story played: its transcript and everything that is wrong with it."""

    story: Story
    transcript: dict[str, Any]
    faults: list[str]
