"""The facts of a pack, those of items of its lists among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from forms.catalogue.model import FactSpec
from forms.facts.lists import item_fact, parts
from forms.facts.values import FactId


class FactTable(Mapping[FactId, FactSpec]):
    """Facts as declared, in the order of the files; also found by the id of one item's fact.

    What runs over the table meets ``household.members[].name`` once; ``household.members[b].name`` is
    made when it is asked for.
    """

    def __init__(self, declared: Mapping[FactId, FactSpec]) -> None:
        self._declared = declared
        self._items: dict[FactId, FactSpec] = {}

    def __getitem__(self, fact: FactId) -> FactSpec:
        found = self._declared.get(fact) or self._items.get(fact)
        return found if found is not None else self._made(fact)

    def _made(self, fact: FactId) -> FactSpec:
        found = parts(fact)
        if found is None:
            raise KeyError(fact)
        over, item, name = found
        made = self._items[fact] = self._declared[item_fact(over, "", name)].about(item)
        return made

    def __iter__(self) -> Iterator[FactId]:
        return iter(self._declared)

    def __len__(self) -> int:
        return len(self._declared)
