"""Attract and purpose.

``attract``: headline, sub, steps [{icon, text, second}], start, languages [Key].
``purpose``: tiles [{name, icon, text, second, selected, action, argument}].
"""

from __future__ import annotations

from forms.catalogue.ids import dashed
from kiosk.screens.access_views import languages
from kiosk.screens.content import Content, Sight
from kiosk.screens.view import Field, Key, key
from kiosk.session.search import too_short
from kiosk.session.starting import found_by
from kiosk.session.states import AttractShown, ChoosingEvent, SearchingEvent

_STEPS = (("hand", "answer"), ("printer", "form"), ("pen", "sign"))


def attract(sight: Sight, _at: AttractShown) -> Content:
    """Readable from three metres; three real steps."""
    words = sight.words
    steps = [
        {
            "icon": icon,
            "text": words.say(f"kiosk-attract-step-{name}"),
            "second": words.say(f"kiosk-attract-step-{name}.second"),
        }
        for icon, name in _STEPS
    ]
    start = key("key.start", words.text("kiosk-key-start"), "start")
    body = {
        "headline": words.say("kiosk-attract"),
        "sub": words.say("kiosk-attract.sub"),
        "steps": steps,
        "stepsTitle": words.text("kiosk-attract.steps"),
        "start": start,
        "languages": languages(sight),
    }
    return Content(
        "attract",
        words.say("kiosk-attract"),
        body,
        next_key="kiosk-key-start",
        back_enabled=False,
    )


def purpose(sight: Sight, at: ChoosingEvent) -> Content:
    """Which life event."""
    words = sight.words
    tiles = []
    for event in sight.world.events():
        spec = sight.world.pack.events[event]
        tiles.append(
            {
                "name": f"choice.event.{event}",
                "icon": spec.icon,
                "text": words.say(f"kiosk-event-{dashed(event)}"),
                "second": words.maybe(f"kiosk-event-{dashed(event)}.second"),
                "selected": event == at.selected,
                "action": "choose",
                "argument": event,
            }
        )
    if any(spec.words for spec in sight.world.pack.events.values()):
        tiles.append(
            {
                "name": "key.search",
                "icon": "search",
                "text": words.say("kiosk-key-search"),
                "second": words.say("kiosk-key-search.second"),
                "selected": False,
                "action": "search",
                "argument": "",
            }
        )
    return Content(
        "purpose",
        words.say("kiosk-purpose"),
        {"tiles": tiles},
        lead=words.say("kiosk-purpose.lead"),
        next_enabled=at.selected is not None,
        why="choose-one",
        back_key="kiosk-key-quit",
    )


def searching(sight: Sight, at: SearchingEvent) -> Content:
    """Typed words over the events that they may mean."""
    words, item = sight.words, at.draft.current
    found = found_by(sight.state, at, sight.world)
    field = Field(
        name="field.search",
        label=words.text("kiosk-search-label"),
        value=item.value,
        active=True,
        error="",
        action="field",
        argument=item.fact,
        pending="",
    )
    body = {
        "fields": [field],
        "keyboard": at.draft.keyboard.value,
        "katakana": False,
        "converts": False,
        "keyboards": _keyboards(sight, at),
        "candidates": [
            key(f"candidate.{place}", words.text(f"kiosk-event-{event}"), "candidate", str(place))
            for place, event in enumerate(found)
        ],
        "candidatesTitle": words.text("kiosk-search-found") if found else "",
        "hint": "" if found or not item.text else words.say(_why_nothing(item.text)),
        "others": [],
    }
    return Content(
        "text",
        words.say("kiosk-search"),
        body,
        lead=words.say("kiosk-search.lead"),
        next_enabled=len(found) == 1,
        why="choose-one" if found else "search-none",
    )


def _why_nothing(typed: str) -> str:
    """Who has begun a word is not told that nothing is like it."""
    return "kiosk-search-more" if too_short(typed) else "kiosk-search-nothing"


def _keyboards(sight: Sight, at: SearchingEvent) -> list[Key]:
    shown: list[Key] = []
    for each in at.draft.current.keyboards:
        name = sight.words.text(f"kiosk-keyboard-{each.value}")
        entry = key(f"keyboard.{each.value}", name, "keyboard", each.value)
        shown.append({**entry, "selected": each is at.draft.keyboard})
    return shown
