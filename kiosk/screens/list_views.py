"""A list of persons or things.

``list``: rows [{name, title, second, isName, edit Key|null, remove Key|null, asked}], add Key, others [Option].
``asked``: {text, yes Key, no Key} while it is asked whether the row shall go, else null.
"""

from __future__ import annotations

from typing import Any

from forms.catalogue.model import QuestionSpec
from forms.facts.lists import item_fact, items_of
from forms.facts.values import FactId, Known
from kiosk.screens.content import Content, Sight
from kiosk.screens.phrases import BREAK, name_phrases, plain
from kiosk.screens.view import key, option
from kiosk.session.asking import asking_id
from kiosk.session.drafts.choice import DONT_KNOW
from kiosk.session.drafts.items import ListDraft


def item_name(sight: Sight, over: FactId, item: str) -> str:
    """What an item is called: by its own name, else by its place on the list."""
    assert sight.journey is not None
    facts, called = sight.journey.facts, sight.world.pack.facts[over].named_by
    if called is not None:
        state = facts.get(item_fact(over, item, called))
        if isinstance(state, Known):
            return str(state.value).replace("\u3000", " ").strip()
    items = items_of(sight.state.visit.facts, over)
    number = items.index(item) + 1 if item in items else len(items)
    return sight.words.text("kiosk-item-number", number=str(number))


def list_of_items(
    sight: Sight, spec: QuestionSpec, draft: ListDraft, common: dict[str, Any]
) -> Content:
    """Those so far; one more; これで全部です in the place of つぎへ."""
    words = sight.words
    add = words.maybe(f"{spec.wording}.add") or words.say("kiosk-list-add")
    others = []
    if spec.dont_know:
        others.append(
            option(
                f"choice.{draft.fact}.{DONT_KNOW}",
                words.say("kiosk-dont-know"),
                words.say("kiosk-dont-know.second"),
                draft.instead is not None,
                DONT_KNOW,
                apart=True,
            )
        )
    body = {
        "rows": [_row(sight, draft, item) for item in draft.items],
        "add": {**key("key.add", plain(add), "add"), "icon": "plus"},
        "others": others,
    }
    close = "kiosk-key-all" if draft.items else "kiosk-key-nobody"
    return Content(
        "list", body=body, next_key="kiosk-key-next" if draft.instead else close, **common
    )


def _row(sight: Sight, draft: ListDraft, item: str) -> dict[str, Any]:
    words, over = sight.words, draft.fact
    name = item_name(sight, over, item)
    edit = _first_question(sight, over, item)
    asked = None
    if draft.removing == item:
        asked = {
            "text": words.say("kiosk-list-remove", name=name),
            "yes": key(f"row.{item}.gone", words.text("kiosk-list-remove-yes"), "remove", item),
            "no": key(f"row.{item}.keep", words.text("kiosk-list-remove-no"), "remove", ""),
        }
    return {
        "name": f"row.{item}",
        "title": name_phrases(name),
        "isName": True,
        "second": _second(sight, over, item),
        "edit": key(f"row.{item}.edit", words.text("kiosk-key-edit"), "edit", edit)
        if edit
        else None,
        "remove": key(f"row.{item}.remove", words.text("kiosk-key-remove"), "remove", item),
        "asked": asked,
    }


def _first_question(sight: Sight, over: FactId, item: str) -> str:
    """The screen that なおす opens; "" where nothing is asked about an item."""
    event = sight.state.visit.event
    assert event is not None
    questions = sight.world.pack.questions_over(event, over)
    return asking_id(questions[0].id, item) if questions else ""


def _second(sight: Sight, over: FactId, item: str) -> str:
    """What else is known of it, as far as one line takes."""
    assert sight.journey is not None
    called = sight.world.pack.facts[over].named_by
    begins = item_fact(over, item, "")
    shown = [
        sight.words.shown(fact, state)
        for fact, state in sight.journey.facts.items()
        if fact.startswith(begins) and isinstance(state, Known) and fact != begins + (called or "")
    ]
    return f"\u3000{BREAK}".join(shown[:2])
