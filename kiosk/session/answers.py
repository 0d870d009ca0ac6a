"""Between a question's draft and facts.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import assert_never

from forms.catalogue import Pack, QuestionKind
from forms.catalogue.model import QuestionSpec
from forms.facts.lists import items_of
from forms.facts.types import FactType
from forms.facts.values import (
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    Source,
    Value,
    YearMonth,
    known,
)
from forms.text.names import RefusedName, furigana_fault, read_name
from kiosk.session.drafts import Draft
from kiosk.session.drafts.choice import DECLINE, DONT_KNOW, NO, YES, ChoiceDraft
from kiosk.session.drafts.choices import ChoicesDraft
from kiosk.session.drafts.date_entry import (
    DateDraft,
    choose_part,
    entered,
    first_gap,
    new_date_draft,
)
from kiosk.session.drafts.instead import Instead, instead_of
from kiosk.session.drafts.items import ListDraft
from kiosk.session.drafts.number import COUNTED, NumberDraft, number_fault
from kiosk.session.drafts.text_entry import TextDraft, TextField, choose_field, new_text_draft


def draft_for(
    pack: Pack, question: str, facts: tuple[FactId, ...], given: Facts, addresses: Mapping[str, str]
) -> Draft:
    """A draft that shows what is already known of ``facts``; ``addresses`` are proposals by role."""
    spec = pack.questions[question]
    first = facts[0]
    value = known(given, first)
    instead = instead_of(given.get(first))
    match spec.kind:
        case QuestionKind.CHOICE:
            chosen = instead or (value if isinstance(value, str) else None)
            return ChoiceDraft(first, (*pack.facts[first].values, *_apart(spec)), chosen)
        case QuestionKind.YES_NO:
            said = (YES if value else NO) if isinstance(value, bool) else None
            return ChoiceDraft(first, (YES, NO, *_apart(spec)), instead or said)
        case QuestionKind.CHOICES:
            taken = value if isinstance(value, tuple) else ()
            return ChoicesDraft(
                first, pack.facts[first].values, frozenset(taken), value == (), instead
            )
        case QuestionKind.LIST:
            unsure = isinstance(value, ItemList) and value.unsure
            said = Instead.DONT_KNOW if unsure else instead
            return ListDraft(first, items_of(given, first), instead=said)
        case QuestionKind.DATE:
            day = value if isinstance(value, date | YearMonth) else None
            return replace(new_date_draft(first, day, instead), ahead=pack.facts[first].ahead)
        case QuestionKind.NUMBER:
            return _number_draft(pack, first, given, instead)
        case QuestionKind.TEXT:
            fields = tuple(_text_field(pack, fact, given, addresses) for fact in facts)
            return new_text_draft(fields, instead)
        case _:
            assert_never(spec.kind)


def _apart(spec: QuestionSpec) -> tuple[str, ...]:
    """What may be said instead of an answer."""
    return ((DONT_KNOW,) if spec.dont_know else ()) + ((DECLINE,) if spec.decline else ())


def _number_draft(pack: Pack, fact: FactId, given: Facts, instead: Instead | None) -> NumberDraft:
    spec = pack.facts[fact]
    value = known(given, fact)
    digits = "" if value is None else str(value)
    return NumberDraft(fact, spec.type, digits, spec.digits, spec.limits, instead)


_RECORD = frozenset({Source.CARD, Source.REGISTRY})


def _text_field(pack: Pack, fact: FactId, given: Facts, addresses: Mapping[str, str]) -> TextField:
    state = given.get(fact)
    recorded = state if isinstance(state, Known) and state.source in _RECORD else None
    value = known(given, fact)
    text = value if isinstance(value, str) else ""
    role, _, name = fact.partition(".")
    if not text and name == "address":
        text = addresses.get(role, "")
    spec = pack.facts[fact]
    return TextField(fact, spec.type, text, length=spec.digits, recorded=recorded)


def answer(draft: Draft, today: date) -> dict[FactId, FactState] | str:
    """The facts that the draft supplies, or the id of the sentence that says what is missing."""
    match draft:
        case ChoiceDraft():
            return _choice(draft)
        case ChoicesDraft():
            return _choices(draft)
        case ListDraft():
            return _list(draft)
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
            return _at_fault(draft)
        case DateDraft():
            gap = first_gap(draft)
            return choose_part(draft, gap) if gap else draft
        case _:
            return draft


def _choice(draft: ChoiceDraft) -> dict[FactId, FactState] | str:
    match draft.selected:
        case None:
            return "choose-one"
        case "dont_know" | "decline":
            return {draft.fact: Instead(draft.selected).state}
        case selected if draft.values[:2] == (YES, NO):
            return {draft.fact: _citizen(selected == YES)}
        case selected:
            return {draft.fact: _citizen(selected)}


def _choices(draft: ChoicesDraft) -> dict[FactId, FactState] | str:
    if draft.instead:
        return {draft.fact: draft.instead.state}
    return {draft.fact: _citizen(draft.chosen)} if draft.chosen or draft.none else "choose-some"


def _list(draft: ListDraft) -> dict[FactId, FactState]:
    """これで全員: no more are to come.  わからない: those on the list stay, and there may be others."""
    if draft.instead and draft.items:
        return {draft.fact: _citizen(ItemList(draft.items, unsure=True))}
    if draft.instead:
        return {draft.fact: draft.instead.state}
    return {draft.fact: _citizen(ItemList(draft.items, closed=True))}


def _date(draft: DateDraft, today: date) -> dict[FactId, FactState] | str:
    if draft.instead:
        return {draft.fact: draft.instead.state}
    gap = first_gap(draft)
    if gap is not None:
        return f"enter-{gap}"
    day = entered(draft)
    if day is None:
        return "date-not-in-calendar"
    begins = day.days[0] if isinstance(day, YearMonth) else day
    if begins > today and not draft.ahead:
        return "date-in-future"
    return {draft.fact: _citizen(day)}


def _number(draft: NumberDraft) -> dict[FactId, FactState] | str:
    if draft.instead:
        return {draft.fact: draft.instead.state}
    fault = number_fault(draft)
    if fault is not None:
        return fault
    value: Value = int(draft.digits) if draft.kind in COUNTED else draft.digits
    return {draft.fact: _citizen(value)}


def _texts(draft: TextDraft) -> dict[FactId, FactState] | str:
    if draft.instead:
        return {item.fact: draft.instead.state for item in draft.fields}
    facts: dict[FactId, FactState] = {}
    for item in draft.fields:
        fault = text_fault(item)
        if fault is not None:
            return fault
        facts[item.fact] = _as_recorded(item) or _citizen(item.text)
    return facts


def text_fault(item: TextField) -> str | None:
    """The id of the sentence that says what this field lacks, or why no record holds such a name."""
    if not item.text:
        return "enter-text"
    if _as_recorded(item):
        return None
    match item.kind:
        case FactType.NAME:
            name = read_name(item.text)
            fault = name.fault if isinstance(name, RefusedName) else None
        case FactType.KANA:
            fault = furigana_fault(item.text)
        case _:
            return None
    return None if fault is None else f"name-{fault}"


def _as_recorded(item: TextField) -> Known | None:
    """What a card or the registry said and nobody changed: it is the record, whatever its letters."""
    recorded = item.recorded
    untouched = recorded is not None and recorded.value == item.value + item.pending
    return recorded if untouched else None


def _at_fault(draft: TextDraft) -> TextDraft:
    fault = next((item.fact for item in draft.fields if text_fault(item)), draft.current.fact)
    return draft if fault == draft.current.fact else choose_field(draft, fault)


def _citizen(value: Value) -> Known:
    return Known(value, Source.CITIZEN)
