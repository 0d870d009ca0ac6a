"""What only the city knows, and has not said in its pack: names of sections, amounts, days, where to book."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalogue.faults import PackFault
from forms.catalogue.ids import dashed
from forms.catalogue.model import Pack
from forms.catalogue.procedures import Verify
from forms.catalogue.source import PackSource
from forms.catalogue.wording import keys
from forms.status import FormStatus


def city_gaps(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Each thing that the city fills in or confirms, with the place where it stands now."""
    yield from _sections(pack, source)
    yield from _amounts(pack, source)
    yield from _days(pack, source)
    yield from _hand_off(pack, source)
    yield from _forms(pack, source)
    yield from _screens(pack, source)


def _used(pack: Pack) -> dict[str, None]:
    return dict.fromkeys(p for event in pack.events.values() for p in event.procedures)


def _sections(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Names that still are those of the pack that the city's extends."""
    own = source.folders[-1] / "wording"
    said = {language: {key for key, _, _ in keys(own, language)} for language in pack.languages}
    for section in dict.fromkeys(pack.procedures[p].section for p in _used(pack)):
        key = f"section-{dashed(section)}"
        # What is not translated wholly is lent by the Japanese, with the city's name in it.
        whole = [each for each in pack.languages if pack.wording.translation(each).complete]
        missing = [language for language in whole if key not in said[language]]
        if missing:
            name = pack.wording.text(key, missing[0])
            message = f"{key} is the standard pack's in {', '.join(missing)}: {name}"
            yield source.header.place("city").fault(message)


def _amounts(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    for name, parameter in pack.parameters.items():
        if parameter.verify is not Verify.CITY:
            continue
        for index, amount in enumerate(parameter.amounts):
            if amount.source.missing:
                place = source.entries["parameters"][name].place("values", index)
                missing = ", ".join(amount.source.missing)
                yield place.fault(f"{name} is {amount.value} without {missing}")


def _days(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    for procedure in _used(pack):
        deadline = pack.procedures[procedure].deadline
        if deadline is not None and deadline.verify is Verify.CITY and deadline.source.missing:
            place = source.entries["procedures"][procedure].place("deadline")
            yield place.fault(f"the last day of {procedure} is the city's: {deadline.date.text}")


def _hand_off(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    for name, there in pack.hand_off.items():
        for part, value in (("phone", there.phone), ("url", there.url)):
            if value is None:
                place = source.header.place("hand_off", name, part)
                yield place.fault(f"{name}: no {part} to send people to")


def _forms(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Forms of our own drawing: the city approves each, or sets its own in the place."""
    for form in pack.forms.values():
        if form.status is FormStatus.SAMPLE:
            place = source.entries["forms"][form.id].place()
            title = pack.wording.text(form.wording, "ja")
            yield place.fault(f"{form.id} is a 見本 that the city has not approved: {title}")


def _screens(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Screens of core systems that still are those of the pack that the city's extends."""
    for screen, entry in source.entries["transcription"].items():
        place = entry.place()
        if not place.file.startswith(f"{pack.id}/"):
            yield place.fault(f"{screen}: the order of boxes is the standard pack's example")
