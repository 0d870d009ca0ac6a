"""Items of lists that a form has no row for: one line that says what a row would have said of one."""

from __future__ import annotations

from datetime import date

from forms.document import template as t
from forms.document.formats import choice_keys, written_text
from forms.facts.lists import item_fact
from forms.facts.values import FactId, Facts, Value, known
from forms.failures import FormProblemCode
from forms.text.wareki import FIRST_DAY, wareki


def item_line(rows: t.Repeated, facts: Facts, item: str) -> str:
    """What the row of ``item`` would have said, with wide spaces between its boxes."""
    said = [
        _said(box, known(facts, fact))
        for box in rows.items
        if (fact := _fact(box, item)) is not None
    ]
    return "　".join(text for text in said if text)


def _fact(box: t.Item, item: str) -> FactId | None:
    fact = getattr(box, "fact", None)
    list_fact = t.list_of(fact) if fact else None
    return item_fact(list_fact, item, fact.rpartition("].")[2]) if fact and list_fact else None


def _said(box: t.Item, value: Value | None) -> str:
    if value is None:
        return ""
    match box:
        case t.Written():
            text = written_text(box, value)
            return "" if isinstance(text, FormProblemCode) else text
        case t.DateParts() if isinstance(value, date) and value >= FIRST_DAY:
            return str(wareki(value))
        case t.Choice():
            return "、".join(box.options.get(key, "").strip() for key in choice_keys(value))
        case _:
            return str(value)
