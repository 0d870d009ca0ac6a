"""Wording that a pack needs, and keys that nothing needs: a misspelt key would be silent otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from forms.catalogue.faults import PackFault, did_you_mean
from forms.catalogue.ids import dashed, facts_wording, item_wording
from forms.catalogue.model import Pack
from forms.catalogue.places import Place
from forms.catalogue.procedures import LETTER, Otherwise
from forms.catalogue.source import PackSource
from forms.catalogue.wording import WordingFault, keys

REASONS: Final = (
    *("needed", "not-needed", "check-at-counter", "undecided"),
    *("change-needed", "change-not-needed", "change-check-at-counter", "change-undecided"),
    *("answer", "record", "always", "unchecked"),
    *("sheet", "sheet.lead", "sheet.number", "sheet.page", "sheet.practice"),
    *("sheet.because", "sheet.otherwise"),
    *("date-from", "date-until", "count-from", "count-until", "between"),
    *("yes", "no", "dont-know", "declined", "not-applicable", "date"),
    *("month", "money", "of-item", "both", "none"),
)
"""Every ``reason-…`` of :mod:`forms.journey.reason_rows` and of :mod:`forms.papers.reasons_sheet`."""

_VARIABLES: Final[Mapping[str, str | int]] = {
    "yen": 0,
    "label": "",
    "name": "",
    "value": "",
    "first": "",
    "last": "",
    "wareki": "",
    "year": "",
    "month": 1,
    "day": "",
    "number": "",
    "page": 1,
    "pages": 1,
}
"""What the texts of a pack may name."""

CONSOLE: Final = "ja"
"""The clerk's pages are in Japanese alone."""


def check_wording(pack: Pack, source: PackSource) -> Iterator[PackFault]:
    """Missing, unused and doubled keys in every language of the pack.

    A language that is not complete may lack keys: ``kakanai catalogue check --translations`` lists them.
    """
    everywhere = dict(_needed(pack, source))
    heads = dict(_heads(pack, source))
    named = dict(_named_amounts(pack))
    for language in pack.languages:
        needed = everywhere | heads if language == CONSOLE else everywhere
        for key, place in needed.items():
            try:
                found = pack.wording.optional(key, language, **named.get(key, _VARIABLES))
            except WordingFault as fault:
                yield place.fault(str(fault))
                continue
            if found is None and pack.wording.translation(language).complete:
                yield place.fault(f"no wording {key!r} in {language!r}")
        yield from _unused(source, language, {*everywhere, *heads, *_optional(pack)})


def _unused(source: PackSource, language: str, known: set[str]) -> Iterator[PackFault]:
    """In the pack's own folder only: what a city leaves out stays in the pack that it extends."""
    folder = source.folders[-1]
    seen: set[str] = set()
    for key, file, line in keys(folder / "wording", language):
        name = str(file.relative_to(folder.parent))
        if key not in known:
            hint = did_you_mean(key, known)
            yield PackFault(name, line, 1, f"nothing uses the wording {key!r}{hint}")
        elif key in seen:
            yield PackFault(name, line, 1, f"{key!r} is there twice")
        seen.add(key)


def _optional(pack: Pack) -> Iterator[str]:
    """Keys that may be there."""
    for spec in pack.facts.values():
        yield from (f"{spec.choice_wording(value)}.second" for value in spec.values)
    for question in pack.questions.values():
        # .unit stands behind a number; .reading asks for a name's reading alone; .yes and .no explain doors.
        parts = (".unit", ".reading", ".reading-lead", ".yes", ".no")
        yield from (question.wording + part for part in parts)
    for procedure in pack.procedures.values():
        yield f"{procedure.wording}.note"
        yield from procedure.amount_wordings
        yield f"{procedure.wording}.letter"  # who writes the letter of authority; in Japanese
        if procedure.deadline is None:
            yield f"{procedure.wording}.deadline"  # where no day can be counted
    yield from (f"{guidance.wording}.note" for guidance in pack.guidance.values())


def _named_amounts(pack: Pack) -> Iterator[tuple[str, Mapping[str, str | int]]]:
    """Sentences that tell several amounts, with the parameters that each of them may name."""
    for job in pack.procedures.values():
        if len(job.fees) > 1:
            yield job.amount_wording(len(job.fees)), {dashed(name): 0 for name in job.parameters}


def _heads(pack: Pack, source: PackSource) -> Iterator[tuple[str, Place]]:
    """The heads under which the console shows facts: one for each first word of their ids."""
    for fact in pack.facts:
        yield facts_wording(fact), source.entries["facts"][fact].place()


def _needed(pack: Pack, source: PackSource) -> Iterator[tuple[str, Place]]:
    """Every key that must be there, and what needs it."""
    entries = source.entries
    yield "language-name", source.header.place("languages")
    yield from ((f"reason-{part}", source.header.place("languages")) for part in REASONS)
    for fact, spec in pack.facts.items():
        place = entries["facts"][fact].place()
        yield spec.wording, place
        yield from ((spec.choice_wording(value), place) for value in spec.values)
    for question, asked in pack.questions.items():
        place = entries["questions"][question].place()
        yield from ((asked.wording + part, place) for part in ("", ".lead", ".reason", ".short"))
        yield f"group-{dashed(asked.group)}", place
        yield from ((hint.wording, place) for hint in asked.hints)
    for procedure, job in pack.procedures.items():
        place = entries["procedures"][procedure].place()
        yield from ((job.wording + part, place) for part in ("", ".office"))
        yield from ((item_wording(each.item), place) for each in job.bring)
        if job.filing is not None and job.filing.otherwise is Otherwise.LETTER:
            yield item_wording(LETTER), place
        yield f"section-{dashed(job.section)}", place
        yield from ((key, place) for key in job.amount_wordings)
    holding = {hold.guidance for job in pack.procedures.values() for hold in job.holds}
    for guidance, told in pack.guidance.items():
        place = entries["guidance"][guidance].place()
        yield from ((told.wording + part, place) for part in ("", ".office"))
        if guidance in holding:
            yield f"{told.wording}.held", place
    for form, page in pack.forms.items():
        yield page.wording, entries["forms"][form].place()
    for event, life in pack.events.items():
        place = entries["events"][event].place()
        yield from ((life.wording + part, place) for part in ("", ".lead"))
