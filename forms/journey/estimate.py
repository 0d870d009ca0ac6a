"""How many questions are still to come: an estimate for the screen, nothing else."""

from __future__ import annotations

from datetime import date
from typing import Final

from forms.catalogue.model import FactSpec
from forms.facts.lists import items_of
from forms.facts.types import FactType
from forms.facts.values import FactId, ItemList, Known, Source, Value
from forms.journey.moment import Moment
from forms.journey.order import first_to_ask
from forms.journey.screens import Screen

_USUAL_ITEMS: Final = tuple("abcdefghijklmnopqrstuvwxyz")


def remaining(moment: Moment) -> int:
    """Questions to come when each is answered as usual (``typical`` of the pack or yes)."""
    today = moment.resolver.today
    asked: set[Screen] = set()
    while (screen := first_to_ask(moment, moment.open_facts)) is not None:
        assert screen not in asked, "a question is asked twice"
        asked.add(screen)
        answers = {
            fact: usual_answer(spec, today, items_of(moment.resolver.given, _list(spec)))
            for fact in moment.missing(screen)
            for spec in [moment.pack.facts[fact]]
        }
        moment = moment.after({f: Known(value, Source.CITIZEN) for f, value in answers.items()})
    return len(asked)


def usual_answer(spec: FactSpec, today: date, items: tuple[str, ...] = ()) -> Value:
    """What most people would answer; for the estimate only.  ``items``: those of its list so far."""
    if spec.type is FactType.LIST:
        return ItemList(items or _USUAL_ITEMS[: _usual_size(spec)], closed=True)
    if spec.typical is not None:
        return spec.typical
    match spec.type:
        case FactType.YES_NO:
            return True
        case FactType.COUNT | FactType.MONEY:
            return spec.limits[0] if spec.limits else 1
        case FactType.DATE:
            return today
        case FactType.CHOICE:
            return spec.values[0]
        case FactType.CHOICES:
            return spec.values[:1]
        case FactType.ITEM:
            return items[0] if items else ""
        case _:
            return ""


def _list(spec: FactSpec) -> FactId:
    """The list itself, or the one that an item is chosen from."""
    return spec.of if spec.type is FactType.ITEM and spec.of is not None else spec.id


def _usual_size(spec: FactSpec) -> int:
    return spec.typical if isinstance(spec.typical, int) else 1
