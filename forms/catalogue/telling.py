"""Facts as people write them in stories and on the command line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from forms.catalogue.faults import did_you_mean
from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import item_fact
from forms.facts.types import FactType, has_type
from forms.facts.values import (
    DontKnow,
    FactId,
    FactState,
    ItemList,
    Known,
    Source,
    Value,
    YearMonth,
)

_ITEMS = "abcdefghijklmnopqrstuvwxyz"


class BadAnswerError(Exception):
    """An id or an answer that the pack does not have."""


def told(pack: Pack, fact: FactId, plain: object) -> Iterator[tuple[FactId, FactState]]:
    """A fact of a story, of a list with those of its items.  Raises :class:`BadAnswerError`.

    ``unknown`` is わからない; several choices are a list of them; a month is ``1945-03``; the items of a
    list are a list of mappings, or ``a, b`` when their facts stand by themselves.
    """
    spec = pack.facts.get(fact)
    if spec is None:
        raise BadAnswerError(f"no fact {fact!r}{did_you_mean(fact, pack.facts)}")
    if isinstance(plain, Mapping) and "value" in plain:
        plain = plain["value"]
    if plain == "unknown":
        yield fact, DontKnow()
        return
    if spec.type is FactType.LIST and isinstance(plain, Sequence) and not isinstance(plain, str):
        yield fact, _known(ItemList(tuple(_ITEMS[: len(plain)]), closed=True))
        for item, about in zip(_ITEMS, plain, strict=False):
            for name, value in about.items():
                yield from told(pack, item_fact(fact, item, name), value)
        return
    value = _of_type(spec, plain)
    if value is None:
        raise BadAnswerError(f"{plain!r} is no {spec.type.value} for {fact!r}")
    yield fact, _known(value)


def answered(pack: Pack, answer: str) -> tuple[FactId, FactState]:
    """``fact=value`` of the command line; ``?`` is わからない.  Raises :class:`BadAnswerError`."""
    fact, sign, text = answer.partition("=")
    spec = pack.facts.get(fact)
    if spec is None or not sign:
        raise BadAnswerError(f"no fact {fact!r}{did_you_mean(fact, pack.facts)}")
    if text == "?":
        return fact, DontKnow()
    try:
        return fact, _known(_read(spec, text))
    except (ValueError, KeyError):
        raise BadAnswerError(f"{text!r} is no {spec.type.value} for {fact!r}") from None


def _known(value: Value) -> Known:
    return Known(value, Source.CITIZEN)


def _of_type(spec: FactSpec, plain: object) -> Value | None:
    """``plain`` from YAML as a value of the fact; ``None``: it is none."""
    if spec.type is FactType.CHOICES and isinstance(plain, list):
        return _several(spec, plain) if set(plain) <= set(spec.values) else None
    if isinstance(plain, str) and spec.type in (FactType.DATE, FactType.LIST):
        try:
            return _read(spec, plain)
        except ValueError:
            return None
    if isinstance(plain, bool | int | str | date) and has_type(plain, spec.type):
        return plain
    return None


def _read(spec: FactSpec, text: str) -> Value:
    """Raises ``ValueError`` or ``KeyError``."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    match spec.type:
        case FactType.YES_NO:
            return {"yes": True, "no": False, "true": True, "false": False}[text]
        case FactType.COUNT | FactType.MONEY:
            return int(text)
        case FactType.DATE:
            return YearMonth.from_iso(text) if text.count("-") == 1 else date.fromisoformat(text)
        case FactType.LIST:
            return ItemList(tuple(parts), closed=True)
        case FactType.CHOICES if set(parts) <= set(spec.values):
            return _several(spec, parts)
        case FactType.CHOICE if text in spec.values:
            return text
        case FactType.CHOICE | FactType.CHOICES:
            raise ValueError(text)
        case _:
            return text


def _several(spec: FactSpec, chosen: Sequence[str]) -> tuple[str, ...]:
    return tuple(value for value in spec.values if value in chosen)
