"""What a session may look at but never changes: the pack, today, the settings of the kiosk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from forms.catalogue import Pack

SPOKEN: Final = frozenset({"ja", "ja-easy"})
"""Languages with a voice; the others are text (design.md 3)."""


class CardNumbers(StrEnum):
    """Who may read a card without its PIN, by the numbers printed on it (照合番号B)."""

    OFF = "off"
    ASSISTED = "assisted"
    """Beside a member of staff only: the card may be somebody else's."""
    ALONE = "alone"
    """A citizen alone too, until five tries are left: a city's own decision."""


class LeftPaper(StrEnum):
    """Who may say that sheets of the session before are gone: no printer feels its tray."""

    ANYBODY = "anybody"
    STAFF = "staff"
    """Where sheets with names must be seen by nobody else: the kiosk waits for a badge."""


@dataclass(frozen=True, slots=True)
class SessionSettings:
    """Times in seconds.  Sources: domain.md 5.3 (60 s quiet, 30 s shown); the working limits are ours."""

    idle_seconds: int = 60
    warning_seconds: int = 30
    reading_seconds: int = 45
    finishing_seconds: int = 240
    output: Mapping[str, str] = field(default_factory=dict)
    """Per event ``office`` (sealed to the office only) or ``print`` (forms on paper too); else the pack says."""
    events: tuple[str, ...] = ()
    """The events offered, in order; empty means all of the pack."""
    languages: tuple[str, ...] = ()
    """The languages offered, in order; empty means all of the pack whose translation is complete."""
    card_reader: bool = True
    card_numbers: CardNumbers = CardNumbers.ASSISTED
    takeaway: bool = False
    """Whether answers may be taken along on paper: the kiosk has the city's draft key."""
    survey: bool = False
    """One question in the city's wording at the end, counted only."""
    survey_seconds: int = 20
    left_paper: LeftPaper = LeftPaper.ANYBODY
    leave_for_pen: bool = True
    """Whether a citizen may go on with boxes left empty; else only staff can settle them."""
    practice: bool = False
    voice: bool = False
    """Whether this kiosk has a loudspeaker or a socket for headphones."""


@dataclass(frozen=True, slots=True)
class World:
    """Frozen when the session starts (``today`` too: a session over midnight keeps its day)."""

    pack: Pack
    today: date
    settings: SessionSettings = field(default_factory=SessionSettings)
    families: tuple[str, ...] = ()
    """Invented ones, that staff may practise with."""

    def events(self) -> tuple[str, ...]:
        """The offered events in order."""
        return self.settings.events or tuple(self.pack.events)

    def languages(self) -> tuple[str, ...]:
        """The offered languages in order."""
        return self.settings.languages or tuple(
            each for each in self.pack.languages if self.pack.wording.translation(each).complete
        )

    def speaks(self, language: str) -> bool:
        """Whether prompts can be heard in ``language``."""
        return self.settings.voice and language in SPOKEN

    def prints(self, event: str) -> bool:
        """Whether the forms of ``event`` come out on paper at the kiosk."""
        return self.settings.output.get(event, self.pack.events[event].output) == "print"

    def asks_whose_card(self, event: str) -> bool:
        """Whether a card laid down could be that of somebody who died."""
        return len(self.pack.events[event].subjects) > 1
