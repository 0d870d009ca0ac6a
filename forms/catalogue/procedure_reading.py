"""Turns the entries of procedures.yaml, guidance.yaml and parameters.yaml into specs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from forms.catalogue.faults import did_you_mean
from forms.catalogue.places import Entry
from forms.catalogue.procedures import (
    Amount,
    Belonging,
    Closing,
    Deadline,
    Fee,
    Filing,
    GuidanceSpec,
    Hold,
    LegalSource,
    Otherwise,
    ParameterSpec,
    ProcedureSpec,
    Validity,
    Verify,
)
from forms.catalogue.reading import Reading, mapping
from forms.rules.rule import RuleType


class ProcedureReading:
    """The procedures of one pack, with the guidance and the parameters that they name."""

    def __init__(self, reading: Reading, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        self._reading = reading
        self._entries = entries
        self.parameters = {i: self._parameter(i, e) for i, e in entries["parameters"].items()}
        self.guidance = {i: self._guidance(i, e) for i, e in entries["guidance"].items()}
        self.procedures = {i: self._procedure(i, e) for i, e in entries["procedures"].items()}

    def _procedure(self, procedure: str, entry: Entry) -> ProcedureSpec:
        return ProcedureSpec(
            id=procedure,
            section=entry.data["section"],
            when=self._reading.rule(entry, RuleType.BOOL, "when"),
            counter=self._reading.optional(entry, RuleType.BOOL, "counter"),
            deadline=self._deadline(entry),
            benefit=self._named(entry, "benefit"),
            fees=tuple(self._fees(entry)),
            on_request=entry.data.get("on_request", False),
            filing=self._filing(entry),
            bring=tuple(self._belongings(entry)),
            holds=tuple(self._holds(entry)),
            source=self._legal(entry),
            valid=self._valid(entry),
        )

    def _deadline(self, entry: Entry) -> Deadline | None:
        plain = entry.data.get("deadline")
        if plain is None:
            return None
        return Deadline(
            self._reading.rule(entry, RuleType.DATE, "deadline", "date"),
            Verify(plain["verify"]),
            Closing(plain.get("closing", Closing.AS_IS)),
            self._legal(entry, "deadline"),
            self._valid(entry, "deadline"),
        )

    def _fees(self, entry: Entry) -> Iterator[Fee]:
        plain = entry.data.get("fee", ())
        if isinstance(plain, str):
            name = self._named(entry, "fee")
            yield from (Fee(each) for each in (name,) if each)
            return
        for index in range(len(plain)):
            name = self._named(entry, "fee", index, "parameter")
            when = self._reading.optional(entry, RuleType.BOOL, "fee", index, "when")
            if name is not None:
                yield Fee(name, when)

    def _named(self, entry: Entry, *path: str | int) -> str | None:
        """The parameter that stands at ``path``."""
        data: Any = entry.data
        for step in path:
            data = data.get(step) if isinstance(data, dict) else data[step]
        name: str | None = data
        if name is not None and name not in self.parameters:
            hint = did_you_mean(name, self.parameters)
            fault = entry.place(*path).fault(f"no parameter {name!r}{hint}")
            self._reading.faults.append(fault)
            return None
        return name

    def _filing(self, entry: Entry) -> Filing | None:
        plain = entry.data.get("who")
        if plain is None:
            return None
        may = self._reading.rule(entry, RuleType.BOOL, "who", "may")
        return Filing(may, Otherwise(plain["otherwise"]))

    def _belongings(self, entry: Entry) -> Iterator[Belonging]:
        for index, plain in enumerate(entry.data.get("bring", ())):
            if isinstance(plain, str):
                yield Belonging(plain)
            else:
                when = self._reading.optional(entry, RuleType.BOOL, "bring", index, "when")
                yield Belonging(plain["item"], when, plain.get("perhaps", False))

    def _holds(self, entry: Entry) -> Iterator[Hold]:
        for index, name in enumerate(entry.data.get("after", ())):
            if name in self.guidance:
                yield Hold(name, self.guidance[name].when)
            else:
                hint = did_you_mean(name, self.guidance)
                fault = entry.place("after", index).fault(f"no guidance {name!r}{hint}")
                self._reading.faults.append(fault)

    def _guidance(self, guidance: str, entry: Entry) -> GuidanceSpec:
        return GuidanceSpec(
            id=guidance,
            events=tuple(entry.data["events"]),
            when=self._reading.rule(entry, RuleType.BOOL, "when"),
            deadline=self._deadline(entry),
            source=self._legal(entry),
            valid=self._valid(entry),
        )

    def _parameter(self, parameter: str, entry: Entry) -> ParameterSpec:
        amounts = []
        for index, plain in enumerate(entry.data["values"]):
            first = self._reading.day(entry, "values", index, "from") or date.min
            amounts.append(Amount(plain["value"], first, self._legal(entry, "values", index)))
        for index, (before, after) in enumerate(pairwise(amounts), start=1):
            if after.first <= before.first:
                place = entry.place("values", index)
                self._reading.faults.append(place.fault("must be in force after the one above"))
        return ParameterSpec(parameter, Verify(entry.data["verify"]), tuple(amounts))

    def _legal(self, entry: Entry, *path: str | int) -> LegalSource:
        plain = mapping(entry, *path).get("source")
        if plain is None:
            return LegalSource()
        day = self._reading.day(entry, *path, "source", "checked_on")
        return LegalSource(plain["law"], plain["checked_by"], day)

    def _valid(self, entry: Entry, *path: str | int) -> Validity:
        if "valid" not in mapping(entry, *path):
            return Validity()
        first, last = (self._reading.day(entry, *path, "valid", end) for end in ("from", "until"))
        return Validity(first or date.min, last)
