"""Types of facts: what a value of each may be."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import assert_never

from forms.facts.values import Value


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
    YES_NO = "yes_no"
    COUNT = "count"
    TEXT = "text"


def has_type(value: Value, kind: FactType) -> bool:
    """Whether ``value`` is of the Python type that ``kind`` carries."""
    match kind:
        case FactType.YES_NO:
            return isinstance(value, bool)
        case FactType.COUNT:
            return isinstance(value, int) and not isinstance(value, bool)
        case FactType.DATE:
            return isinstance(value, date)
        case (
            FactType.NAME
            | FactType.KANA
            | FactType.ADDRESS
            | FactType.POSTCODE
            | FactType.PHONE
            | FactType.DIGITS
            | FactType.CHOICE
            | FactType.TEXT
        ):
            return isinstance(value, str)
        case _:
            assert_never(kind)
