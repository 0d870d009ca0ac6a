"""Who comes: shares over facts, written down in ``assets/populations``; the format is told there.

People are of one *kind* for each combination of the axes.  Within a kind all facts are independent,
so that the chances of answers along a merged walk are exact: kind by kind, then summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML

import assets
from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import items_of, of_every_item
from forms.facts.types import FactType
from forms.facts.values import FactId, Facts, FactState, ItemList, Known, Value
from forms.rules.calendar import years_after
from forms.walk.answers import Answer

FOLDER: Final = assets.ROOT / "populations"


class PopulationError(Exception):
    """A population that does not fit the pack."""


@dataclass(frozen=True, slots=True)
class Kind:
    """People alike in ``traits`` (axis -> value); ``share`` of all."""

    share: float
    traits: Mapping[str, str]


@dataclass(frozen=True)
class Population:
    """Chances of answers to the questions of ``pack``.  ``assumed``: facts without a line of their own."""

    pack: Pack
    event: str
    kinds: tuple[Kind, ...]
    today: date
    dont_know: float
    yes: float
    lines: Mapping[FactId, Any]

    @classmethod
    def load(cls, pack: Pack, event: str, today: date, path: Path | None = None) -> Population:
        """From ``path``, or the standing one of ``event``.

        Raises :class:`PopulationError`, ``FileNotFoundError`` when there is none.
        """
        path = path or FOLDER / f"{event}.yaml"
        data = YAML(typ="safe").load(path.read_text(encoding="utf-8"))
        lines = {fact: line for fact, line in data["facts"].items() if fact in pack.facts}
        kinds = tuple(_kinds(data["axes"]))
        found = cls(pack, event, kinds, today, data["dont_know"], data["defaults"]["yes_no"], lines)
        found.check()
        return found

    def check(self) -> None:
        """Raises :class:`PopulationError`: shares that are no whole, values that no fact has."""
        whole = sum(kind.share for kind in self.kinds)
        if abs(whole - 1) > 1e-9:
            raise PopulationError(f"the kinds make {whole}, not 1")
        for fact in self.lines:
            spec = self.pack.facts[fact]
            for kind in self.kinds:
                line = self.line(fact, kind)
                if isinstance(line, dict) and spec.type is FactType.CHOICES:
                    if set(line) - set(spec.values):
                        raise PopulationError(f"{fact} has no value {set(line) - set(spec.values)}")
                elif isinstance(line, dict) and "years_before" not in line:
                    if abs(sum(line.values()) - 1) > 1e-9:
                        raise PopulationError(f"{fact}: the shares of {kind.traits} are no whole")
                    if spec.type is FactType.CHOICE and set(line) - set(spec.values):
                        raise PopulationError(f"{fact} has no value {set(line) - set(spec.values)}")

    def without_line(self, facts: Iterable[FactId]) -> tuple[FactId, ...]:
        """Those of ``facts`` whose answers are shared out by default, and matter: no texts."""
        free = (
            FactType.YES_NO,
            FactType.CHOICE,
            FactType.CHOICES,
            FactType.COUNT,
            FactType.DATE,
            FactType.LIST,
        )
        return tuple(f for f in facts if f not in self.lines and self.pack.facts[f].type in free)

    def axes_of(self, facts: Iterable[FactId]) -> set[str]:
        """Axes that the shares of ``facts`` depend on."""
        lines = (self.lines.get(fact) for fact in facts)
        return {line["by"] for line in lines if isinstance(line, dict) and "by" in line}

    def seen_by(self, facts: Iterable[FactId]) -> Population:
        """The same people, told apart only by what the shares of ``facts`` depend on."""
        axes = sorted(self.axes_of(facts))
        shares: dict[tuple[tuple[str, str], ...], float] = {}
        for kind in self.kinds:
            traits = tuple((axis, kind.traits[axis]) for axis in axes)
            shares[traits] = shares.get(traits, 0.0) + kind.share
        kinds = tuple(Kind(share, dict(traits)) for traits, share in shares.items())
        lines = {fact: line for fact, line in self.lines.items() if self.axes_of([fact]) <= {*axes}}
        return replace(self, kinds=kinds, lines=lines)

    def chances(self, kind: Kind, answers: Sequence[Answer], given: Facts) -> tuple[float, ...]:
        """The chance of each of ``answers`` (all those to one question) for people of ``kind``."""
        told = [_told(answer[0][1]) for answer in answers]
        unsure = [value is None for value in told]
        share = self.dont_know / sum(unsure) if any(unsure) else 0.0
        values = [value for value in told if value is not None]
        spread = iter(self._spread(self.pack.facts[answers[0][0][0]], kind, values, given))
        return tuple(
            share if is_unsure else (1 - share * sum(unsure)) * next(spread) for is_unsure in unsure
        )

    def counted_from(self, fact: FactId) -> frozenset[FactId]:
        """The days that a date's line counts its years from."""
        lines = (self.line(fact, kind) for kind in self.kinds)
        dates = (
            line["years_before"]
            for line in lines
            if isinstance(line, dict) and "years_before" in line
        )
        return frozenset().union(*dates)

    def line(self, fact: FactId, kind: Kind) -> Any:
        """What the population says of a fact (of an item: of every item) for people of ``kind``."""
        line = self.lines.get(of_every_item(fact))
        if isinstance(line, dict) and "by" in line:
            return line[kind.traits[line["by"]]]
        return line

    def _spread(
        self, spec: FactSpec, kind: Kind, values: Sequence[Value], given: Facts
    ) -> Sequence[float]:
        line = self.line(spec.id, kind)
        match spec.type:
            case FactType.YES_NO:
                yes = self.yes if line is None else float(line)
                return [yes if value is True else 1 - yes for value in values]
            case FactType.CHOICE:
                even = {value: 1 / len(values) for value in values}
                return [float((line or even).get(value, 0)) for value in values]
            case FactType.COUNT:
                return _by_stretch(line or {values[0]: 1.0}, values)
            case FactType.DATE:
                days = [value for value in values if isinstance(value, date)]
                return self._days(line, days, given)
            case FactType.CHOICES if line is not None:
                return _of_several({v: float(line.get(v, 0.0)) for v in spec.values}, values)
            case FactType.LIST if line is not None and len(values) > 1:
                more = self.one_more(line, len(items_of(given, spec.id)))
                return [1 - more, more]
            case _:  # a text is one; what has no line is shared out evenly
                return [1 / len(values)] * len(values)

    def one_more(self, line: Mapping[int, float], items: int) -> float:
        """The share of those who have so many ``items`` that have another one."""
        enough = sum(share for number, share in line.items() if number >= items)
        return (
            sum(share for number, share in line.items() if number > items) / enough
            if enough
            else 0.0
        )

    def days_of(self, line: Any, given: Facts) -> tuple[date, date]:
        """The first and the last day that a date's line means."""
        ((before, (least, most)),) = line["years_before"].items()
        state = given.get(before)
        told = state.value if isinstance(state, Known) else None
        base = told if isinstance(told, date) else self.today
        first = years_after(base, -(most + 1)).toordinal() + 1
        return date.fromordinal(first), max(date.fromordinal(first), years_after(base, -least))

    def _days(self, line: Any, values: Sequence[date], given: Facts) -> Sequence[float]:
        """Each day of the stretch is as likely; a value stands for the days up to the next one."""
        if line is None:
            return [1.0, *[0.0] * (len(values) - 1)]
        first, last = (day.toordinal() for day in self.days_of(line, given))
        starts = [first, *(max(first, v.toordinal()) for v in values[1:]), max(last, first) + 1]
        lengths = [max(0, min(b, last + 1) - min(a, last + 1)) for a, b in pairwise(starts)]
        return [length / (last - first + 1) for length in lengths]


def _kinds(axes: Mapping[str, Any]) -> Iterator[Kind]:
    """Every combination; an axis may depend on one before it."""
    kinds = [Kind(1.0, {})]
    for axis, told in axes.items():
        grown = []
        for kind in kinds:
            shares = told["shares"]
            if "by" in told:
                shares = shares[kind.traits[told["by"]]]
            grown += [Kind(kind.share * s, {**kind.traits, axis: v}) for v, s in shares.items()]
        kinds = grown
    yield from kinds


def _told(state: FactState) -> Value | None:
    """``None``: わからない, of a list also that there may be others."""
    if not isinstance(state, Known) or (isinstance(state.value, ItemList) and state.value.unsure):
        return None
    return state.value


def _of_several(shares: Mapping[str, float], values: Sequence[Value]) -> Sequence[float]:
    """Chances of every set; or of all, of each by itself and of none: who chose some is taken for who chose one."""
    chosen = [value if isinstance(value, tuple) else () for value in values]
    by_set = [prod(s if v in each else 1 - s for v, s in shares.items()) for each in chosen]
    if len(chosen) == 2 ** len(shares):
        return by_set
    some = 1 - sum(by_set[at] for at, each in enumerate(chosen) if len(each) != 1)
    whole = sum(shares.values())
    return [
        by_set[at] if len(each) != 1 else some * shares[each[0]] / whole if whole else 0.0
        for at, each in enumerate(chosen)
    ]


def _by_stretch(line: Mapping[Any, float], values: Sequence[Value]) -> Sequence[float]:
    """Shares of counts, each put to the last of ``values`` that is not over it."""
    found = [0.0] * len(values)
    counted = [value for value in values if isinstance(value, int)]
    for number, share in line.items():
        under = [index for index, value in enumerate(counted) if value <= number]
        found[max(under, default=0)] += share
    return found
