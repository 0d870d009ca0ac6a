"""Story files: an order-free table of facts, a card or none, and what must come out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from forms.facts.values import FactId, Value, YearMonth
from kiosk.session.drafts.instead import Instead

_INSTEAD = {"unknown": Instead.DONT_KNOW, "declined": Instead.DECLINE}
_MONTH = re.compile(r"\d{4}-\d{2}")


class StoryFault(Exception):
    """A story file that cannot be played, or a story that went otherwise than told."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the person of the story would say.  ``keys``: how it is typed, see ``strokes.py``.

    Several choices are a list of them; a list of persons or things is a list of the ids that they get (a, b, …),
    and what is told of one stands under ``household.members[a].name``.
    """

    value: Value | None
    keys: str = ""

    instead: Instead | None = None
    """``unknown`` or ``declined`` in the file: what is said instead of a value."""


@dataclass(frozen=True, slots=True)
class Happening:
    """``do`` is done once, when the screen named ``when`` is first seen (or at ``start``)."""

    when: str
    do: str


@dataclass(frozen=True, slots=True)
class Story:
    """One story; every field as in the file."""

    id: str
    path: Path
    today: date
    pack: str
    event: str
    language: str = "ja"
    screen: str = "portrait"
    card: str | None = None
    pin: str = "1234"
    whose: str = "visitor"
    own_card: str | None = None
    """The visitor's own, after the card of the person who died."""
    facts: Mapping[FactId, Told] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()
    expect: Mapping[str, Any] = field(default_factory=dict)


def load_story(path: Path) -> Story:
    """Read one story.  Raises :class:`StoryFault` that names the file and the entry."""
    try:
        plain = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
        facts = {fact: _told(value) for fact, value in (plain.pop("facts", None) or {}).items()}
        happenings = tuple(Happening(**one) for one in plain.pop("happenings", None) or ())
        known = {name: plain.pop(name) for name in tuple(plain) if name in _PLAIN}
        strange = set(plain) | (set(known.get("expect") or {}) - _EXPECTED)
        if strange:
            raise StoryFault(f"{path.name}: unknown entries {sorted(strange)}")
        return Story(path=path, id=known.pop("story"), facts=facts, happenings=happenings, **known)
    except (OSError, UnicodeDecodeError, YAMLError, KeyError, TypeError, AttributeError) as fault:
        raise StoryFault(f"{path.name}: {fault}") from fault


_EXPECTED = frozenset(
    {"procedures", "not_asked", "failures", "forms", "prints", "texts", "delivery"}
)
_PLAIN = frozenset(
    {
        "story",
        "today",
        "pack",
        "event",
        "language",
        "screen",
        "card",
        "pin",
        "whose",
        "own_card",
        "expect",
    }
)


def _told(plain: object) -> Told:
    match plain:
        case "unknown" | "declined":
            return Told(None, instead=_INSTEAD[plain])
        case str() if _MONTH.fullmatch(plain):
            return Told(YearMonth.from_iso(plain))
        case list():
            return Told(tuple(str(each) for each in plain))
        case {"value": value, **rest}:
            return Told(value, str(rest.get("keys", "")))
        case bool() | int() | str() | date():
            return Told(plain)
    raise StoryFault(f"not a value: {plain!r}")
