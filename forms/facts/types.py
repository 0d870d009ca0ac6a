"""Types of facts: what a value of each may be."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import assert_never

from forms.facts.values import ItemList, Value, YearMonth


class FactType(StrEnum):
    """As packs name them."""

    NAME = "name"
    KANA = "kana"
    ADDRESS = "address"
    POSTCODE = "postcode"
    PHONE = "phone"
    DIGITS = "digits"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    COUNT = "count"
    MONEY = "money"
    TEXT = "text"
    LIST = "list"
    ITEM = "item"


def has_type(value: Value, kind: FactType) -> bool:
    """Whether ``value`` is of the Python type that ``kind`` carries."""
    match kind:
        case FactType.YES_NO:
            return isinstance(value, bool)
        case FactType.COUNT | FactType.MONEY:
            return isinstance(value, int) and not isinstance(value, bool)
        case FactType.DATE:
            return isinstance(value, date | YearMonth)
        case FactType.CHOICES:
            return isinstance(value, tuple)
        case FactType.LIST:
            return isinstance(value, ItemList)
        case (
            FactType.NAME
            | FactType.KANA
            | FactType.ADDRESS
            | FactType.POSTCODE
            | FactType.PHONE
            | FactType.DIGITS
            | FactType.CHOICE
            | FactType.ITEM
            | FactType.TEXT
        ):
            return isinstance(value, str)
        case _:
            assert_never(kind)
