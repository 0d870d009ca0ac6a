"""A sample for every box: what ``form check`` writes, so that a clerk sees size and place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Protocol, assert_never

from forms.document import template as t
from forms.facts.lists import item_fact
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, ItemList, Known, Source, Value

BORN_IN = {
    "明治": date(1901, 1, 23),
    "大正": date(1921, 1, 23),
    "昭和": date(1951, 12, 23),
    "平成": date(1991, 12, 23),
    "令和": date(2029, 12, 23),
}
"""A day in each era, most with two digits for each part."""

LISTED = ("a", "b")
"""Lists have two items, so that a clerk sees the rows below each other."""

NAME = "葛󠄀城　花子"
DIGITS = "1234567890" * 4


class _Spec(Protocol):
    """What a sample is made by: :class:`forms.catalogue.FactSpec`."""

    @property
    def type(self) -> FactType: ...
    @property
    def values(self) -> tuple[str, ...]: ...


def sample_facts(template: t.FormTemplate, specs: Mapping[FactId, _Spec]) -> Facts:
    """A value for each fact of ``template``: by its box where that says it, else by its type."""
    listed = _known(dict(_listed(template)))
    found: dict[FactId, Value] = {}
    for item in template.items():
        if isinstance(item, t.Words | t.Space | t.Square) or item.fact in (None, t.TODAY):
            continue
        assert item.fact is not None
        value = _by_item(item)
        if value is None:
            value = _by_type(specs.get(t.declared(item.fact)))
        if value is not None:
            found |= {fact: value for fact in _facts_of(item.fact, listed) if fact not in found}
    return {**_known(found), **listed}


def _known(plain: Mapping[FactId, Value]) -> Facts:
    return {fact: Known(value, Source.CITIZEN) for fact, value in plain.items()}


def _listed(template: t.FormTemplate) -> Iterator[tuple[FactId, Value]]:
    """The lists, and that both sample items stand in each set of rows."""
    for rows in template.repeated():
        yield rows.list_fact, ItemList(LISTED, closed=True)
        if rows.only:
            yield from ((item_fact(rows.list_fact, item, rows.only), True) for item in LISTED)


def _facts_of(fact: FactId, listed: Facts) -> tuple[FactId, ...]:
    """The fact itself; that of an item for both sample items."""
    if t.list_of(fact) is None:
        return (fact,)
    own = t.item_fact(fact, listed)
    return () if own is None else (own,)


def _by_item(item: t.Written | t.Cells | t.DateParts | t.Choice) -> Value | None:
    match item:
        case t.DateParts():
            printed = item.eras or ((item.era,) if item.era else ("昭和",))
            return BORN_IN["昭和" if "昭和" in printed else printed[0]]
        case t.Choice():
            key = next(iter(item.options))
            return key == "yes" if set(item.options) <= {"yes", "no"} else key
        case t.Cells():
            kana = item.style in ("katakana", "half_kana")
            return "ミホン　ハナコ"[: item.count] if kana else DIGITS[: item.count]
        case t.Written():
            if item.words is not None:
                return next(iter(item.words))
            return {"postcode": "123-4567", "phone": "0123-45-6789"}.get(item.style)
    assert_never(item)


def _by_type(spec: _Spec | None) -> Value | None:
    if spec is None:
        return "見本"
    match spec.type:
        case FactType.NAME:
            return NAME
        case FactType.KANA:
            return "みほん　はなこ"
        case FactType.ADDRESS:
            return "みどり県みどり市中央三丁目1番1号　みどりハイツ203号室"
        case FactType.POSTCODE:
            return "123-4567"
        case FactType.PHONE:
            return "0123-45-6789"
        case FactType.DIGITS:
            return DIGITS[:8]
        case FactType.DATE:
            return BORN_IN["昭和"]
        case FactType.CHOICE:
            return spec.values[0] if spec.values else None
        case FactType.CHOICES:
            return spec.values
        case FactType.YES_NO:
            return True
        case FactType.COUNT:
            return 88
        case FactType.MONEY:
            return 50_000
        case FactType.LIST | FactType.ITEM:
            return None
        case FactType.TEXT:
            return "見本"
    assert_never(spec.type)
