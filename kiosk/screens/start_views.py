"""Attract and purpose.

``attract``: headline, sub, steps [{icon, text, second}], start, languages [Key].
``purpose``: tiles [{name, icon, text, second, selected, action, argument}].
"""

from __future__ import annotations

from kiosk.screens.access_views import languages
from kiosk.screens.content import Content, Sight
from kiosk.screens.view import key
from kiosk.session.states import AttractShown, ChoosingEvent

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
                "text": words.say(f"kiosk-event-{event}"),
                "second": words.maybe(f"kiosk-event-{event}.second"),
                "selected": event == at.selected,
                "action": "choose",
                "argument": event,
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
