"""How the screen meets the person: text size, contrast, low reach, left hand, voice.  Gone with the session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class TextSize(StrEnum):
    """The factor of the smaller texts; large ones grow less (look.md 2.2)."""

    NORMAL = "1"
    LARGER = "1.3"
    LARGEST = "1.6"


class Contrast(StrEnum):
    """Each at least 7:1 for every text; ``STRONG`` has black outlines and no tints beside."""

    NORMAL = "normal"
    DARK = "dark"
    STRONG = "strong"


class Sheet(StrEnum):
    """What may lie over a screen without changing anything of it."""

    LANGUAGE = "language"
    LOOKS = "looks"


@dataclass(frozen=True, slots=True)
class Looks:
    """``low``: everything that is pressed in the lower half; ``left``: keys of the bar mirrored."""

    text: TextSize = TextSize.NORMAL
    contrast: Contrast = Contrast.NORMAL
    low: bool = False
    left: bool = False
    voice: bool = False

    def with_choice(self, choice: str) -> Looks:
        """``text.1.3``, ``contrast.dark``, ``low.on``, ``low.off`` …  Raises ``ValueError``: a bug in a view."""
        what, _, value = choice.partition(".")
        match what:
            case "text":
                return replace(self, text=TextSize(value))
            case "contrast":
                return replace(self, contrast=Contrast(value))
            case "low":
                return replace(self, low=_switch(value))
            case "left":
                return replace(self, left=_switch(value))
            case "voice":
                return replace(self, voice=_switch(value))
            case _:
                raise ValueError(choice)


def _switch(value: str) -> bool:
    if value not in ("on", "off"):
        raise ValueError(value)
    return value == "on"
