"""The changing middle of a screen, as each builder gives it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from forms.journey import Journey
from kiosk.screens.foresight import EXACT, Foresight
from kiosk.screens.view import Banner, Kind
from kiosk.screens.words import Words
from kiosk.session.states import SessionState
from kiosk.session.world import World


@dataclass(frozen=True)
class Sight:
    """What a builder may look at."""

    state: SessionState
    world: World
    words: Words
    journey: Journey | None
    foresight: Foresight = EXACT


@dataclass(frozen=True)
class Content:
    """``next_key``: wording id of the right key; ``why``: wording id of the reason while it is grey."""

    kind: Kind
    title: str
    body: dict[str, Any]
    opening: str = ""
    lead: str = ""
    reason: str = ""
    banner: Banner | None = None
    next_key: str = "kiosk-key-next"
    next_enabled: bool = True
    why: str = ""
    back_key: str = "kiosk-key-back"
    back_enabled: bool = True
    extra: dict[str, Any] = field(default_factory=dict)
