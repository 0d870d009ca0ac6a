"""The numbers printed on the card.

``card_numbers``: rows [{label, active, fields [Field]}] (birth date, expiry, code), place birth|expiry|code,
samples {birth, expiry}, skip Key.
"""

from __future__ import annotations

from kiosk.screens.content import Content, Sight
from kiosk.screens.view import Banner, Field, key
from kiosk.session.drafts.card_numbers import CardNumbersDraft
from kiosk.session.states import EnteringCardNumbers

_ROWS = {"birth": ("year", "month", "day"), "expiry": ("expiry",), "code": ("code",)}


def card_numbers(sight: Sight, at: EnteringCardNumbers) -> Content:
    """Where the numbers stand is drawn; the one that is asked now is marked."""
    words, draft = sight.words, at.draft
    place = next(row for row, parts in _ROWS.items() if draft.active in parts)
    rows = [
        {
            "label": words.text(f"kiosk-numbers-{row}"),
            "active": row == place,
            "fields": [_field(sight, draft, part) for part in parts],
        }
        for row, parts in _ROWS.items()
    ]
    body = {
        "rows": rows,
        "place": place,
        "samples": {
            "birth": words.text("kiosk-numbers-sample-birth"),
            "expiry": words.text("kiosk-numbers-sample-expiry"),
        },
        "skip": key("key.skip", words.text("kiosk-key-without-card"), "skip"),
    }
    return Content(
        "card_numbers",
        words.say("kiosk-numbers"),
        body,
        lead=words.say(f"kiosk-numbers-where-{place}"),
        banner=_refused(sight, at),
        next_enabled=draft.filled or bool(draft.part(draft.active)),
        why=f"card-{draft.active}",
    )


def _field(sight: Sight, draft: CardNumbersDraft, part: str) -> Field:
    return Field(
        name=f"field.{part}",
        label="",
        value=draft.part(part),
        active=draft.active == part,
        error="",
        action="field",
        argument=part,
        unit=sight.words.text("kiosk-numbers-unit", part=part),
    )


def _refused(sight: Sight, at: EnteringCardNumbers) -> Banner | None:
    left = sight.state.visit.numbers_left
    if not at.refused or left is None:
        return None
    words = sight.words
    return Banner(
        tone="error",
        head=words.say("kiosk-numbers-wrong"),
        text=words.say("kiosk-numbers-tries", tries=left),
    )
