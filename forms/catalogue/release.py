"""What keeps a pack from citizens: rules that nobody has compared with the law, or out of force."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from forms.catalogue.faults import PackFault
from forms.catalogue.model import LegalSource, Pack, ProcedureSpec, Validity
from forms.catalogue.office_days import holidays
from forms.catalogue.places import Entry
from forms.catalogue.source import PackSource

_NOTICE: Final = timedelta(days=90)
"""内閣府 announces a year's holidays in February before it: there is always more than this to come."""


def unchecked(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Each deadline, amount and 「不要」 that a citizen would see from a rule without its source.

    A procedure that is always needed never says 「不要」.
    """
    for procedure in dict.fromkeys(p for event in pack.events.values() for p in event.procedures):
        spec, entry = pack.procedures[procedure], source.entries["procedures"][procedure]
        if spec.when.facts or spec.when.text != "true":
            yield from _without(spec.source, entry, f"{procedure}: would say 'not needed'")
        if spec.deadline is not None:
            says = f"{procedure}: would show a deadline"
            yield from _without(spec.deadline.source, entry, says, "deadline")
        if spec.benefit is not None:
            says = f"{procedure}: would show an amount"
            yield from _without(spec.benefit.source, entry, says, "benefit")


def _without(source: LegalSource, entry: Entry, says: str, *path: str) -> Iterator[PackFault]:
    if source.missing:
        place = entry.place(*path, "source")
        yield place.fault(f"{says} without {', '.join(source.missing)}")


def not_in_force(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    """What may not be used on ``day``: the pack, or a rule or amount in it."""
    yield from _outside(Validity(pack.valid_from, pack.valid_until), day, source.header, "the pack")
    for procedure, spec in pack.procedures.items():
        entry = source.entries["procedures"][procedure]
        for path, valid, what in _validities(spec):
            yield from _outside(valid, day, entry, f"the {what} of {procedure}", *path)


def expired(pack: Pack, source: PackSource, day: date) -> Iterator[PackFault]:
    """As :func:`not_in_force`, but a pack may be prepared before it comes into force."""
    yield from not_in_force(pack, source, max(day, pack.valid_from))
    last = holidays().last
    moves = any(office.on_holidays for office in pack.closing.values())
    if moves and day + _NOTICE > last:
        place = source.header.place("closing_days")
        yield place.fault(f"holidays are listed until {last} only: deadlines after it do not move")


def _validities(spec: ProcedureSpec) -> Iterator[tuple[tuple[str, ...], Validity, str]]:
    yield (), spec.valid, "rule"
    if spec.deadline is not None:
        yield ("deadline",), spec.deadline.valid, "deadline"
    if spec.benefit is not None:
        yield ("benefit",), spec.benefit.valid, "amount"


def _outside(
    valid: Validity, day: date, entry: Entry, what: str, *path: str
) -> Iterator[PackFault]:
    if day < valid.first:
        place = entry.place(*path, "valid", "from")
        yield place.fault(f"{what} holds from {valid.first}, not on {day}")
    elif valid.last is not None and day > valid.last:
        place = entry.place(*path, "valid", "until")
        yield place.fault(f"{what} held until {valid.last}, not on {day}")
