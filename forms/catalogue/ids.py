"""Ids of a pack's parts as parts of wording keys."""

from typing import Final

from forms.facts.lists import of_every_item

HEADS: Final = "facts-"
"""How the keys of the console's heads begin; the console is Japanese."""


def dashed(identifier: str) -> str:
    """An id as a part of a wording key; what an item's fact is called does not depend on the item."""
    fact = of_every_item(identifier).replace("[]", "")
    return fact.replace(".", "-").replace("_", "-")


def item_wording(item: str) -> str:
    """Key of a thing to bring."""
    return f"item-{dashed(item)}"


def facts_wording(fact: str) -> str:
    """Key of the head under which a fact stands at the console: the first word of its id."""
    return f"{HEADS}{dashed(fact.split('.', maxsplit=1)[0])}"
