"""Boxes that would not come out right: each answer with what happens to it, before anything is printed."""

from __future__ import annotations

from typing import Any

from forms.text.letters import letters_shown
from kiosk.screens.content import Content, Sight
from kiosk.screens.review_views import ONE_PAGE
from kiosk.session.findings import BoxFinding
from kiosk.session.states import SettlingBoxes


def settling(sight: Sight, at: SettlingBoxes) -> Content:
    """Correct the answer, or leave the box for the pen at the counter; no letter is ever replaced."""
    words = sight.words
    allowed = sight.world.settings.leave_for_pen
    rows = [_row(sight, finding) for finding in at.findings]
    lead = "kiosk-boxes.lead" if allowed else "kiosk-boxes.staff"
    return Content(
        "review",
        words.say("kiosk-boxes"),
        {
            "groups": [{"title": words.text("kiosk-boxes-group"), "icon": "doc", "rows": rows}],
            **ONE_PAGE,
        },
        lead=words.say(lead),
        next_key="kiosk-key-leave-box",
        next_enabled=allowed,
        why="" if allowed else "working",
    )


def _row(sight: Sight, finding: BoxFinding) -> dict[str, Any]:
    words, journey = sight.words, sight.journey
    assert journey is not None
    fact = finding.facts[0] if finding.facts else ""
    question = next(
        (line.question_id for line in journey.review if fact in line.facts), None
    )  # what the card gave is not typed over here
    return {
        "name": f"row.{question}.edit" if question else "",
        "label": words.text(_label(fact)) if fact else words.text("kiosk-boxes-form"),
        "value": words.shown(fact, journey.facts.get(fact)) if fact else "",
        "reading": words.say(
            f"kiosk-box-{finding.code.removeprefix('form.').replace('_', '-')}",
            letters=letters_shown(finding.letters),
        ),
        "undecided": False,
        "edit": words.text("kiosk-key-edit") if question else "",
        "action": "edit",
        "argument": question or "",
        "isName": bool(fact) and sight.world.pack.facts[fact].type == "name",
    }


def _label(fact: str) -> str:
    return "fact-" + fact.replace(".", "-").replace("_", "-")
