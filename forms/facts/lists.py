"""Lists of persons or things: ids of their items' facts, and how a list grows, shrinks and closes.

Three spellings: ``household.members`` is the list itself (an :class:`~forms.facts.values.ItemList`),
``household.members[a].name`` a fact of its item ``a``, and ``household.members[].name`` stands for that
fact of every item: so packs, rules and forms name it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from forms.facts.values import DontKnow, FactId, Facts, FactState, ItemList, Known, Source, known

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def item_fact(list_id: FactId, item: str, name: str) -> FactId:
    """The id of ``name`` of one item; of every item with ``item`` empty."""
    return f"{list_id}[{item}].{name}"


def parts(fact: FactId) -> tuple[FactId, str, str] | None:
    """List, item and name of an item's fact; ``None`` for any other fact."""
    if "[" not in fact:
        return None
    list_id, _, rest = fact.partition("[")
    item, _, name = rest.partition("].")
    return list_id, item, name


def of_every_item(fact: FactId) -> FactId:
    """The id under which a pack declares ``fact``: without the item."""
    if "[" not in fact:
        return fact
    over, _, name = parts(fact) or (fact, "", "")
    return item_fact(over, "", name)


def list_of(fact: FactId) -> FactId:
    """The list of an item's fact; any other fact is itself."""
    return fact.partition("[")[0]


def items_of(facts: Facts, list_id: FactId) -> tuple[str, ...]:
    """The items of a list so far."""
    value = known(facts, list_id)
    return value.items if isinstance(value, ItemList) else ()


def of_items(names: Iterable[FactId], facts: Facts) -> Iterator[FactId]:
    """``names``, where a fact of every item is the list and that fact of each item so far."""
    for fact in names:
        if "[]" not in fact:
            yield fact
            continue
        over, _, name = parts(fact) or (fact, "", "")
        yield over
        yield from (item_fact(over, item, name) for item in items_of(facts, over))


def without_the_lost(facts: Facts) -> Facts:
    """``facts`` without what is left of items that their lists no longer have."""
    lost = {
        fact
        for fact in facts
        if (item := parts(fact)) is not None and item[1] not in items_of(facts, item[0])
    }
    return {fact: state for fact, state in facts.items() if fact not in lost} if lost else facts


def with_item(facts: Facts, list_id: FactId) -> tuple[dict[FactId, FactState], str]:
    """``facts`` with a new item at the end of the list, which is open then; and the item's id.

    An id never returns while a fact of it is left, so that no answer about somebody who was taken
    off the list can be taken for one about the next.
    """
    items = items_of(facts, list_id)
    taken = {*items, *(p[1] for fact in facts if (p := parts(fact)) and p[0] == list_id)}
    item = next(name for name in _names() if name not in taken)
    value = ItemList((*items, item))
    return {**facts, list_id: Known(value, Source.CITIZEN)}, item


def without_item(facts: Facts, list_id: FactId, item: str) -> dict[FactId, FactState]:
    """``facts`` without the item and everything known of it; the list is as open as it was."""
    gone = item_fact(list_id, item, "")
    left = {fact: state for fact, state in facts.items() if not fact.startswith(gone)}
    state = left.get(list_id)
    if isinstance(state, Known) and isinstance(state.value, ItemList):
        items = tuple(other for other in state.value.items if other != item)
        left[list_id] = replace(state, value=replace(state.value, items=items))
    return left


def with_list_closed(facts: Facts, list_id: FactId) -> dict[FactId, FactState]:
    """これで全部です: no item is to come.  A list that was never begun is empty."""
    value = ItemList(items_of(facts, list_id), closed=True)
    return {**facts, list_id: Known(value, Source.CITIZEN)}


def unsure_answer(fact: FactId, facts: Facts) -> FactState:
    """わからない to ``fact``: who is on a list stays there, and there may be others."""
    items = items_of(facts, fact)
    return Known(ItemList(items, unsure=True), Source.CITIZEN) if items else DontKnow()


def with_list_open(facts: Facts, list_id: FactId) -> dict[FactId, FactState]:
    """Asked again: the items stay, and others may come."""
    value = ItemList(items_of(facts, list_id))
    return {**facts, list_id: Known(value, Source.CITIZEN)}


def _names() -> Iterator[str]:
    """a, b, … z, aa, ab, …"""
    yield from _LETTERS
    for first in _names():
        yield from (first + letter for letter in _LETTERS)
