"""What an item of a list is called, on screens, in reasons and at the counter."""

from __future__ import annotations

from forms.catalogue.model import Pack
from forms.facts.lists import item_fact
from forms.facts.values import FactId, Facts, known


def called(pack: Pack, facts: Facts, over: FactId, item: str) -> str | None:
    """The item's name; ``None`` when it has none or it is not known (yet)."""
    name = pack.facts[over].named_by
    found = known(facts, item_fact(over, item, name)) if name is not None else None
    return str(found) if found else None
