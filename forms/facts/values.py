"""Facts: one thing known about a person or the case, with its source.

A fact that is absent from :data:`Facts` has not been asked yet.  わからない is :class:`DontKnow`, an answer.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeAlias, assert_never

FactId: TypeAlias = str
"""Dotted: ``<role or group>.<name>``, for example ``deceased.death_date``; of an item of a list
``household.members[a].name``."""


@dataclass(frozen=True, slots=True, order=True)
class YearMonth:
    """A day of which only year and month are known."""

    year: int
    month: int

    def __post_init__(self) -> None:
        date(self.year, self.month, 1)  # raises ValueError for a month that there is not

    @classmethod
    def from_iso(cls, text: str) -> YearMonth:
        """From ``1945-03``.  Raises ``ValueError``."""
        year, month = text.split("-")
        return cls(int(year), int(month))

    @property
    def days(self) -> tuple[date, ...]:
        """Every day that it may be."""
        return tuple(date(self.year, self.month, 1 + n) for n in range(self._length))

    @property
    def _length(self) -> int:
        return monthrange(self.year, self.month)[1]

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"


@dataclass(frozen=True, slots=True)
class ItemList:
    """The items of a list by their short ids, in the order in which they were added.

    ``closed``: somebody said that these are all.  ``unsure``: somebody was asked whether there are more
    and does not know it; then nothing that another one could change is ever decided.  What is known
    of an item stands beside the list, under ids as ``household.members[a].name``; see
    :mod:`forms.facts.lists`.
    """

    items: tuple[str, ...] = ()
    closed: bool = False
    unsure: bool = False

    @property
    def asks_more(self) -> bool:
        """Whether it is still to be asked if these are all."""
        return not (self.closed or self.unsure)


Value: TypeAlias = str | bool | int | date | YearMonth | tuple[str, ...] | ItemList
"""Choices are their value id (``str``), several choices a tuple of them in the declared order; money
(yen) and counts are ``int``; names keep every code point."""


class Source(StrEnum):
    """Who says so."""

    CARD = "card"
    REGISTRY = "registry"
    QR = "qr"
    CITIZEN = "citizen"
    CLERK = "clerk"
    DERIVED = "derived"


@dataclass(frozen=True, slots=True)
class Known:
    """A value and who gave it."""

    value: Value
    source: Source


@dataclass(frozen=True, slots=True)
class DontKnow:
    """わからない: asked and answered; keeps a procedure as 「窓口で確認」."""

    source: Source = Source.CITIZEN


@dataclass(frozen=True, slots=True)
class Declined:
    """The citizen does not want to say it at the kiosk."""

    source: Source = Source.CITIZEN


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The question does not arise."""

    source: Source = Source.DERIVED


FactState: TypeAlias = Known | DontKnow | Declined | NotApplicable
Facts: TypeAlias = Mapping[FactId, FactState]


def known(facts: Facts, fact: FactId) -> Value | None:
    """The value of ``fact`` when it is known, else ``None``."""
    state = facts.get(fact)
    return state.value if isinstance(state, Known) else None


def to_json(state: FactState) -> dict[str, Any]:
    """One fact as plain JSON: ``state``, ``source`` and, when known, ``type`` and ``value``."""
    match state:
        case Known(value=value):
            return {"state": "known", "source": state.source.value, **_typed(value)}
        case DontKnow():
            return {"state": "unknown", "source": state.source.value}
        case Declined():
            return {"state": "declined", "source": state.source.value}
        case NotApplicable():
            return {"state": "not_applicable", "source": state.source.value}
        case _:
            assert_never(state)


def _typed(value: Value) -> dict[str, Any]:
    match value:
        case bool():
            return {"type": "bool", "value": value}
        case int():
            return {"type": "int", "value": value}
        case date():
            return {"type": "date", "value": value.isoformat()}
        case str():
            return {"type": "text", "value": value}
        case YearMonth():
            return {"type": "month", "value": str(value)}
        case ItemList():
            return {
                "type": "items",
                "value": {"items": list(value.items), "closed": value.closed}
                | ({"unsure": True} if value.unsure else {}),
            }
        case tuple():
            return {"type": "choices", "value": list(value)}
        case _:
            assert_never(value)


def from_json(plain: Mapping[str, Any]) -> FactState:
    """The inverse of :func:`to_json`.  Raises ``ValueError`` on anything else.

    A type, once written, is read for ever: cases of last year are opened with it.
    """
    try:
        source = Source(plain["source"])
        match plain["state"]:
            case "unknown":
                return DontKnow(source)
            case "declined":
                return Declined(source)
            case "not_applicable":
                return NotApplicable(source)
            case "known":
                return Known(_value(plain["type"], plain["value"]), source)
    except (KeyError, TypeError) as fault:
        raise ValueError("not a fact") from fault
    raise ValueError("not a fact")


def _value(kind: str, plain: object) -> Value:
    match kind, plain:
        case "bool", bool():
            return plain
        case "int", int() if not isinstance(plain, bool):
            return plain
        case "date", str():
            return date.fromisoformat(plain)
        case "text", str():
            return plain
        case "month", str():
            return YearMonth.from_iso(plain)
        case "choices", list() if all(isinstance(part, str) for part in plain):
            return tuple(plain)
        case "items", {"items": list() as items, "closed": bool() as closed, **more} if all(
            isinstance(item, str) for item in items
        ):
            return ItemList(tuple(items), closed, more.get("unsure") is True)
    raise ValueError("not a fact")
