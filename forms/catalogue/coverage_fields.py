"""The coverage table in full, by name: procedure, form, field, the question that supplies it, and languages.

One row for each fact that a procedure's rules or forms want (``docs/coverage.csv``, made by
``kakanai catalogue coverage --write``); :mod:`forms.catalogue.coverage` is its summary.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.catalogue.coverage import asking, question_keys, wanted
from forms.catalogue.model import AskedBy, EventSpec, FactSpec, Pack
from forms.facts.values import FactId

DECIDES: Final = "decides"
"""In the place of a form: the fact decides the procedure, or one that is written, and stands on no form."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of one form of a procedure, in one event; ``field`` is the fact's id, and the box's.

    ``question``: the one that asks it.  ``otherwise``: where it comes from when nobody is asked for it here; one of
    the two is empty, both only in a fault.  ``languages``: in which one the question (else the field's name) is said,
    by the language of the screen.
    """

    event: str
    procedure: str
    form: str
    field: FactId
    question: str
    otherwise: str
    languages: Mapping[str, str]


def field_rows(pack: Pack, why: Mapping[FactId, str]) -> Iterator[FieldRow]:
    """Every one, in the pack's order; fields in that of their names.  ``why``: of those that nothing supplies."""
    for event in pack.events.values():
        questions = {
            fact: question for question, facts in asking(pack, event).items() for fact in facts
        }
        for procedure in event.procedures:
            written = {form.id: form.needs for form in pack.forms_of[procedure]}
            on_forms = {fact for facts in written.values() for fact in facts}
            decides = wanted(pack, event, procedure) - on_forms
            for form, facts in [*written.items(), (DECIDES, tuple(decides))]:
                for fact in sorted(facts):
                    question = questions.get(fact, "")
                    yield FieldRow(
                        event.id,
                        procedure,
                        form,
                        fact,
                        question,
                        ""
                        if question
                        else _otherwise(pack, event, pack.facts[fact]) or why.get(fact, ""),
                        _languages(pack, question, pack.facts[fact]),
                    )


def _otherwise(pack: Pack, event: EventSpec, fact: FactSpec) -> str:
    if fact.id in event.says:
        return "the event says it"
    if fact.id not in pack.scope(event.id):
        return "does not arise in this event"
    follows = ", ".join(sorted(fact.consulted - {fact.id}))
    clerk = "the clerk" if fact.asked_by is AskedBy.CLERK else ""
    if fact.derive:
        return " or ".join(
            filter(None, (f"follows from {follows}" if follows else "a constant", clerk))
        )
    return clerk


def _languages(pack: Pack, question: str, fact: FactSpec) -> Mapping[str, str]:
    """By language of the screen the one that speaks: the Japanese lends what is not translated."""
    keys = list(question_keys(pack, pack.questions[question])) if question else [fact.wording]
    return {
        language: next(
            (
                speaker
                for key in keys
                if (speaker := pack.wording.speaker(key, language)) != language
            ),
            language,
        )
        for language in pack.languages
    }


def field_faults(rows: Sequence[FieldRow], why: Mapping[FactId, str]) -> Iterator[str]:
    """Fields that nothing supplies, languages that another one speaks for, and reasons that no field needs."""
    used = {row.field for row in rows if row.otherwise == why.get(row.field)}
    yield from (f"the field {fact} needs no reason any more" for fact in why if fact not in used)
    for row in rows:
        where = f"{row.event}: {row.field} of {row.procedure} ({row.form})"
        if not row.question and not row.otherwise:
            yield f"{where} is asked by no question and follows from nothing"
        lent = [language for language, speaker in row.languages.items() if speaker != language]
        if lent:
            yield f"{where} is not said in {', '.join(lent)}"


def field_table(pack: Pack, rows: Iterable[FieldRow]) -> str:
    """The file ``docs/coverage.csv``."""
    text = io.StringIO()
    file = csv.writer(text, lineterminator="\n")
    file.writerow(("event", "procedure", "form", "field", "question", "otherwise", *pack.languages))
    for row in rows:
        spoken = ("said" if speaker == each else speaker for each, speaker in row.languages.items())
        file.writerow(
            (row.event, row.procedure, row.form, row.field, row.question, row.otherwise, *spoken)
        )
    return text.getvalue()
