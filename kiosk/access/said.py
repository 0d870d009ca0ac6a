"""What a screen says, and who may hear it.  Pure.

The room hears fixed prompts only: a text goes to the loudspeaker when it is one of those that were rendered at build
time, word for word and without a variable, so nothing that a citizen has given can be in it.  Everything else, and
whatever has the focus (answers, names, keys), goes to the headphones.  Digits of a PIN are said nowhere, only how
many there are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from forms.text.furigana import as_read
from kiosk.screens.phrases import plain
from kiosk.screens.readings import MARK

View = Mapping[str, Any]

_SECRET_KEYS: Final = re.compile(r"key\.digit\.[0-9]\Z")
_SPACES: Final = re.compile(r"[ \u3000\n]+")


class Channel(StrEnum):
    """Where a sentence may be heard."""

    LOUDSPEAKER = "loudspeaker"
    HEADPHONES = "headphones"


@dataclass(frozen=True, slots=True)
class Utterance:
    """One sentence; ``text`` as it is pronounced."""

    text: str
    channel: Channel


def pronounced(text: str) -> str:
    """A text of a view or of the wording as a voice says it; also what a rendered prompt is filed under."""
    whole = text.partition(MARK)[2] or text
    return _SPACES.sub("", as_read(plain(whole)))


def on_entry(view: View, prompts: Container[str]) -> tuple[Utterance, ...]:
    """Title, lead and banner of the screen, or of what lies over it."""
    return tuple(_told(text, prompts) for text in _texts(view) if text)


def _texts(view: View) -> Iterator[str]:
    over = view["overlay"] or view["sheet"]
    if over:
        yield from (pronounced(over.get(part, "")) for part in ("title", "lead", "note"))
        return
    yield from (pronounced(view[part]) for part in ("opening", "title", "lead"))
    if view["kind"] == "pin" and view["body"].get("length"):
        yield pronounced(view["words"]["digits"].replace("%1", str(view["body"]["length"])))
    if view["banner"]:
        yield from (pronounced(view["banner"][part]) for part in ("head", "text"))
    if view["kind"] == "result":
        yield pronounced(f"{view['body']['numberLabel']}。{view['body']['number']}")


def _told(text: str, prompts: Container[str]) -> Utterance:
    return Utterance(text, Channel.LOUDSPEAKER if text in prompts else Channel.HEADPHONES)


def changes(before: View | None, view: View, prompts: Container[str]) -> tuple[Utterance, ...]:
    """What is new since ``before``: all of another screen, else only the sentences that were not there."""
    said = on_entry(view, prompts)
    if before is None or _screen(before) != _screen(view):
        return said
    # Counted: the reason why つぎへ does not go on may be the lead once more.
    return tuple((Counter(said) - Counter(on_entry(before, prompts))).elements())


def _screen(view: View) -> tuple[Any, ...]:
    sheet = view["sheet"]["kind"] if view["sheet"] else None
    return (view["kind"], view["title"], view["language"], bool(view["overlay"]), sheet)


def at_focus(view: View, name: str, spoken: str) -> tuple[Utterance, ...]:
    """What has the focus: its words, whether it is chosen, which of how many (look.md 5)."""
    if view["kind"] == "pin" and _SECRET_KEYS.match(name):
        return ()
    parts = [spoken]
    siblings = _siblings(view, name)
    if siblings:
        names = [each["name"] for each in siblings]
        place = names.index(name)
        if siblings[place].get("selected"):
            parts.append(view["words"]["picked"])
        of = view["words"]["place"].replace("%1", str(len(names))).replace("%2", str(place + 1))
        parts.append(of)
    return (Utterance("。".join(pronounced(part) for part in parts), Channel.HEADPHONES),)


def _siblings(view: View, name: str) -> list[Mapping[str, Any]]:
    """The group of keys of which ``name`` is one: answers, tiles, eras, a row of a sheet."""
    groups: list[Any] = [
        view["body"].get(each) for each in ("options", "tiles", "eras", "languages")
    ]
    groups += [group["keys"] for group in (view["sheet"] or {"groups": []})["groups"]]
    groups.append([view["body"][each] for each in ("yes", "no") if each in view["body"]])
    for group in groups:
        if isinstance(group, list) and any(each.get("name") == name for each in group):
            return [each for each in group if "name" in each]
    return []
