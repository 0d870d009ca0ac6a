"""Between a question's draft and facts.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never

from forms.catalogue import Pack
from forms.facts.values import DontKnow, FactId, Facts, FactState, Known, Source, Value, known
from kiosk.session.drafts import Draft
from kiosk.session.drafts.choice import DONT_KNOW, NO, YES, ChoiceDraft
from kiosk.session.drafts.date_entry import (
    DateDraft,
    choose_part,
    entered,
    first_gap,
    new_date_draft,
)
from kiosk.session.drafts.number import NumberDraft, number_fault
from kiosk.session.drafts.text_entry import TextDraft, TextField, new_text_draft, next_empty


def draft_for(
    pack: Pack, question: str, facts: tuple[FactId, ...], given: Facts, addresses: Mapping[str, str]
) -> Draft:
    """A draft that shows what is already known of ``facts``; ``addresses`` are proposals by role."""
    spec = pack.questions[question]
    first = facts[0]
    unknown = isinstance(given.get(first), DontKnow)
    match spec.kind:
        case "choice":
            values = (*pack.facts[first].values, *((DONT_KNOW,) if spec.dont_know else ()))
            value = known(given, first)
            chosen = DONT_KNOW if unknown else value if isinstance(value, str) else None
            return ChoiceDraft(first, values, chosen)
        case "yes_no":
            values = (YES, NO, *((DONT_KNOW,) if spec.dont_know else ()))
            answer = known(given, first)
            chosen = DONT_KNOW if unknown else None
            if isinstance(answer, bool):
                chosen = YES if answer else NO
            return ChoiceDraft(first, values, chosen)
        case "date":
            day = known(given, first)
            return new_date_draft(first, day if isinstance(day, date) else None, unknown)
        case "number":
            return _number_draft(pack, first, given, unknown)
        case _:
            fields = tuple(_text_field(pack, fact, given, addresses) for fact in facts)
            return new_text_draft(fields, unknown)


def _number_draft(pack: Pack, fact: FactId, given: Facts, unknown: bool) -> NumberDraft:
    spec = pack.facts[fact]
    value = known(given, fact)
    digits = "" if value is None else str(value)
    return NumberDraft(fact, spec.type, digits, spec.digits, spec.limits, unknown)


def _text_field(pack: Pack, fact: FactId, given: Facts, addresses: Mapping[str, str]) -> TextField:
    value = known(given, fact)
    text = value if isinstance(value, str) else ""
    role, _, name = fact.partition(".")
    if not text and name == "address":
        text = addresses.get(role, "")
    spec = pack.facts[fact]
    return TextField(fact, spec.type, text, length=spec.digits)


def answer(draft: Draft, today: date) -> dict[FactId, FactState] | str:
    """The facts that the draft supplies, or the id of the sentence that says what is missing."""
    match draft:
        case ChoiceDraft():
            return _choice(draft)
        case DateDraft():
            return _date(draft, today)
        case NumberDraft():
            return _number(draft)
        case TextDraft():
            return _texts(draft)
        case _:
            assert_never(draft)


def settled_draft(draft: Draft) -> Draft:
    """After a refused つぎへ: the place that needs attention becomes the active one."""
    match draft:
        case TextDraft():
            return next_empty(draft) or draft
        case DateDraft():
            gap = first_gap(draft)
            return choose_part(draft, gap) if gap else draft
        case _:
            return draft


def _choice(draft: ChoiceDraft) -> dict[FactId, FactState] | str:
    match draft.selected:
        case None:
            return "choose-one"
        case "dont_know":
            return {draft.fact: DontKnow()}
        case selected if draft.values[:2] == (YES, NO):
            return {draft.fact: _citizen(selected == YES)}
        case selected:
            return {draft.fact: _citizen(selected)}


def _date(draft: DateDraft, today: date) -> dict[FactId, FactState] | str:
    if draft.unknown:
        return {draft.fact: DontKnow()}
    gap = first_gap(draft)
    if gap is not None:
        return f"enter-{gap}"
    day = entered(draft)
    if day is None:
        return "date-not-in-calendar"
    return "date-in-future" if day > today else {draft.fact: _citizen(day)}


def _number(draft: NumberDraft) -> dict[FactId, FactState] | str:
    if draft.unknown:
        return {draft.fact: DontKnow()}
    fault = number_fault(draft)
    if fault is not None:
        return fault
    value: Value = int(draft.digits) if draft.kind == "count" else draft.digits
    return {draft.fact: _citizen(value)}


def _texts(draft: TextDraft) -> dict[FactId, FactState] | str:
    if draft.unknown:
        return {item.fact: DontKnow() for item in draft.fields}
    facts: dict[FactId, FactState] = {}
    for item in draft.fields:
        fault = text_fault(item)
        if fault is not None:
            return fault
        facts[item.fact] = _citizen(item.text)
    return facts


def text_fault(item: TextField) -> str | None:
    """The id of the sentence that says what this field lacks."""
    return None if item.text else "enter-text"


def _citizen(value: Value) -> Known:
    return Known(value, Source.CITIZEN)
