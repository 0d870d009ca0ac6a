"""Ids of a pack's parts as parts of wording keys."""

from forms.facts.lists import of_every_item


def dashed(identifier: str) -> str:
    """An id as a part of a wording key; what an item's fact is called does not depend on the item."""
    fact = of_every_item(identifier).replace("[]", "")
    return fact.replace(".", "-").replace("_", "-")


def item_wording(item: str) -> str:
    """Key of a thing to bring."""
    return f"item-{dashed(item)}"


def facts_wording(fact: str) -> str:
    """Key of the head under which a fact stands at the console: the first word of its id."""
    return f"facts-{dashed(fact.split('.', maxsplit=1)[0])}"
