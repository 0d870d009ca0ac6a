"""The review.

``review``: groups [{title, rows [{name, label, value, undecided, edit, action, argument}]}], page, pages, pageKeys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from forms.catalogue.ids import dashed
from forms.facts.values import Declined, DontKnow, FactState, Known
from forms.journey import ReviewLine
from kiosk.screens.content import Content, Sight
from kiosk.screens.list_views import item_name
from kiosk.screens.masks import is_masked, masked
from kiosk.screens.phrases import BREAK, name_phrases, plain
from kiosk.session.asking import of_line
from kiosk.session.states import Reviewing


def review(sight: Sight, _at: Reviewing) -> Content:
    """Groups by person; わからない in words."""
    words, journey = sight.words, sight.journey
    assert journey is not None
    groups: dict[str, dict[str, Any]] = {}
    for line in journey.review:
        group = sight.world.pack.questions[line.question_id].group
        icon = _GROUP_ICONS.get(group, "doc")
        fresh = {"title": words.text(f"group-{dashed(group)}"), "icon": icon, "rows": []}
        groups.setdefault(group, fresh)["rows"].append(_review_row(sight, line))
    body = {"groups": list(groups.values()), **ONE_PAGE}
    return Content(
        "review",
        words.say("kiosk-review"),
        body,
        lead=words.say("kiosk-review.lead"),
        next_key="kiosk-key-fine",
    )


_GROUP_ICONS = {"deceased": "flower", "visitor": "person", "household": "people", "cards": "card"}


def _review_row(sight: Sight, line: ReviewLine) -> dict[str, Any]:
    words, journey = sight.words, sight.journey
    assert journey is not None
    spec = sight.world.pack.questions[line.question_id]
    facts = {fact: journey.facts.get(fact) for fact in line.facts}
    undecided = any(isinstance(state, DontKnow | Declined) for state in facts.values())
    declined = any(isinstance(state, Declined) for state in facts.values())
    value = words.text("kiosk-declined" if declined else "kiosk-undecided")
    label = words.say(f"{spec.wording}.short")
    if line.item is not None:
        label = words.say(
            "kiosk-item-label", name=item_name(sight, spec.over or "", line.item), what=plain(label)
        )
    asking = of_line(line)
    return {
        "name": f"row.{asking}.edit",
        "label": label,
        "value": value if undecided else _values(sight, facts),
        "undecided": undecided,
        "edit": words.text("kiosk-key-edit"),
        "action": "edit",
        "argument": asking,
        "isName": any(sight.world.pack.facts[fact].type == "name" for fact in line.facts),
    }


def _values(sight: Sight, facts: Mapping[str, FactState | None]) -> str:
    """The values of one line; a reading stands in brackets behind its name."""
    text = ""
    for fact, state in facts.items():
        if text and sight.world.pack.facts[fact].type == "kana":
            text = name_phrases(plain(text), sight.words.value(fact, state))
            continue
        spec = sight.world.pack.facts[fact]
        if is_masked(spec) and isinstance(state, Known):
            value = masked(spec, str(state.value))
        else:
            value = sight.words.shown(fact, state)
        text += f"　{BREAK}{value}" if text else value
    return text


ONE_PAGE: dict[str, Any] = {"page": 1, "pages": 1, "pageKeys": None}
"""Everything is sent at once: the screen turns pages by what fits."""
