"""Ids of a pack's parts as parts of wording keys."""


def dashed(identifier: str) -> str:
    """An id as a part of a wording key."""
    return identifier.replace(".", "-").replace("_", "-")


def item_wording(item: str) -> str:
    """Key of a thing to bring."""
    return f"item-{dashed(item)}"
