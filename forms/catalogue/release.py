"""What keeps a pack from citizens: rules that nobody has compared with the law, or out of force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from forms.catalogue.faults import PackFault
from forms.catalogue.model import Pack
from forms.catalogue.office_days import holidays
from forms.catalogue.places import Entry
from forms.catalogue.procedures import GuidanceSpec, LegalSource, ProcedureSpec, Validity
from forms.catalogue.source import PackSource

_NOTICE: Final = timedelta(days=90)
"""内閣府 announces a year's holidays in February before it: there is always more than this to come."""


def unchecked(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Each deadline, amount and 「不要」 that a citizen would see from a rule without its source.

    A procedure that is always needed never says 「不要」.
    """
    amounts: dict[str, str] = {}
    for procedure in dict.fromkeys(p for event in pack.events.values() for p in event.procedures):
        spec, entry = pack.procedures[procedure], source.entries["procedures"][procedure]
        if not spec.on_request:
            yield from _unchecked(spec, entry, "would say 'not needed'")
        for parameter in spec.parameters:
            amounts.setdefault(parameter, procedure)
    for guidance, told in pack.guidance.items():
        entry = source.entries["guidance"][guidance]
        yield from _unchecked(told, entry, "would not be told")
    for parameter, procedure in amounts.items():
        entry = source.entries["parameters"][parameter]
        for index, amount in enumerate(pack.parameters[parameter].amounts):
            says = f"{procedure}: would show the amount {parameter!r}"
            yield from _without(amount.source, entry, says, "values", index)


def _unchecked(
    spec: ProcedureSpec | GuidanceSpec, entry: Entry, without: str
) -> Iterator[PackFault]:
    if spec.when.facts or spec.when.text != "true":
        yield from _without(spec.source, entry, f"{spec.id}: {without}")
    if spec.deadline is not None:
        says = f"{spec.id}: would show a deadline"
        yield from _without(spec.deadline.source, entry, says, "deadline")


def _without(source: LegalSource, entry: Entry, says: str, *path: str | int) -> Iterator[PackFault]:
    if source.missing:
        place = entry.place(*path, "source")
        yield place.fault(f"{says} without {', '.join(source.missing)}")


def not_in_force(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    """What may not be used on ``day``: the pack, or a rule or amount in it."""
    yield from _outside(Validity(pack.valid_from, pack.valid_until), day, source.header, "the pack")
    for kind, specs in (("procedures", pack.procedures), ("guidance", pack.guidance)):
        for name, spec in specs.items():
            entry = source.entries[kind][name]
            yield from _outside(spec.valid, day, entry, f"the rule of {name}")
            if spec.deadline is not None:
                valid, what = spec.deadline.valid, f"the deadline of {name}"
                yield from _outside(valid, day, entry, what, "deadline")
    for name, parameter in pack.parameters.items():
        if parameter.on(day) is None:
            place = source.entries["parameters"][name].place("values", 0, "from")
            first = parameter.amounts[0].first
            yield place.fault(f"{name!r} holds from {first}, not on {day}")


def expired(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    """As :func:`not_in_force`, but a pack may be prepared before it comes into force."""
    yield from not_in_force(pack, source, max(day, pack.valid_from))
    last = holidays().last
    moves = any(office.on_holidays for office in pack.closing.values())
    if moves and day + _NOTICE > last:
        place = source.header.place("closing_days")
        yield place.fault(f"holidays are listed until {last} only: deadlines after it do not move")


def _outside(
    valid: Validity, day: date, entry: Entry, what: str, *path: str
) -> Iterator[PackFault]:
    if day < valid.first:
        place = entry.place(*path, "valid", "from")
        yield place.fault(f"{what} holds from {valid.first}, not on {day}")
    elif valid.last is not None and day > valid.last:
        place = entry.place(*path, "valid", "until")
        yield place.fault(f"{what} held until {valid.last}, not on {day}")
