"""The clerk's papers of a case: 引継票 and 転記票 of one 課, made of what the console shows."""

from __future__ import annotations

from collections.abc import Iterator

from forms.catalogue.transcription import CoreScreen
from forms.facts.values import FactId
from forms.papers.handover import HandedFact, HandedProcedure, HandOver
from forms.papers.transcription import TypedScreen, typed_screens
from sync.office.casefile import CaseFile
from sync.office.console.view import CaseView, CaseViews, ProcedureView
from sync.office.console.words import LANGUAGES, SOURCES


def hand_over(view: CaseView, section: str, file: CaseFile, views: CaseViews) -> HandOver | None:
    """What the sheet of ``section`` says; ``None`` when the case has nothing for it."""
    own = next((each for each in view.sections if each.id == section), None)
    if own is None:
        return None
    used = used_by(file, section)
    return HandOver(
        section=own.title,
        event=view.event,
        language=LANGUAGES.get(view.row.language, view.row.language),
        people=view.people,
        procedures=tuple(map(_procedure, own.procedures)),
        facts=tuple(
            HandedFact(fact.label, fact.value, "、".join(filter(None, (fact.source, fact.mark))))
            for group in views.groups(file, used)
            for fact in group.facts
        ),
        open=tuple(label for fact, label in view.to_ask if fact in used),
        others=tuple((each.title, each.state_text) for each in view.sections if each is not own),
        card=view.card,
    )


def used_by(file: CaseFile, section: str) -> frozenset[FactId]:
    """Facts that the procedures of ``section`` were decided by, and those that their forms carry."""
    outcomes = {each.id: each for each in file.journey.to_do if each.section == section}
    decided = {fact for outcome in outcomes.values() for fact in outcome.because}
    written = {
        fact
        for need in file.journey.forms
        if need.procedure_id in outcomes
        for fact in file.pack.forms[need.form_id].needs
    }
    return frozenset(decided | written | set(file.pack.events[file.journey.event].needs))


def screens_of(file: CaseFile, section: str) -> tuple[TypedScreen, ...]:
    """The core system's screens for what ``section`` has to do, with this case's values."""
    todo = {each.id for each in file.journey.to_do if each.section == section}
    sources = {fact: SOURCES[state.source] for fact, state in file.facts.items()}
    return typed_screens(_wanted(file, todo), file.facts, sources)


def _wanted(file: CaseFile, todo: set[str]) -> Iterator[CoreScreen]:
    for screen in file.pack.transcription.values():
        if todo.intersection(screen.procedures):
            yield screen


def _procedure(each: ProcedureView) -> HandedProcedure:
    told = (each.day_note, each.amount, each.held, each.note)
    return HandedProcedure(
        title=each.title,
        need=each.need_text,
        because=tuple(f"{label}：{value}" for label, value in each.because),
        deadline="\n".join(filter(None, (each.deadline, each.left))),
        who=each.who,
        bring=each.bring,
        forms=tuple(form.title for form in each.forms),
        told=tuple(text for text in told if text),
        state=each.state_text,
    )
