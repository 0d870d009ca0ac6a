"""The screen of a list: one more, one less, one changed.  これで全員 is the answer of its question."""

from __future__ import annotations

from dataclasses import replace

from forms.facts.lists import items_of, with_item, without_item
from kiosk.session.asking import facts_asked, parted
from kiosk.session.drafts.items import ListDraft
from kiosk.session.events import AddPressed, EditPressed, RemovePressed
from kiosk.session.questions import asked_facts, forward, list_screen, open_question
from kiosk.session.states import Answering, SessionState
from kiosk.session.step import Step, complain, go, journey_of, stay
from kiosk.session.world import World


def add(state: SessionState, at: Answering, _event: AddPressed, world: World) -> Step:
    """One more: what there is to ask about it comes first, then the list again."""
    if not isinstance(at.draft, ListDraft):
        return stay(state)
    limits = world.pack.facts[at.draft.fact].limits
    if limits is not None and len(at.draft.items) >= limits[1]:
        return complain(state, "list-full")
    facts, _item = with_item(state.visit.facts, at.draft.fact)
    return forward(replace(state, visit=replace(state.visit, facts=facts)), world)


def remove(state: SessionState, at: Answering, event: RemovePressed, world: World) -> Step:
    """Asks once; the second time it is gone with everything said of it."""
    draft = at.draft
    if not isinstance(draft, ListDraft) or event.item not in {"", *draft.items}:
        return stay(state)
    if event.item == "" or event.item != draft.removing:
        return go(state, replace(at, draft=replace(draft, removing=event.item or None)))
    visit = state.visit
    gone = {
        asking
        for asking in visit.history
        if parted(asking)[1] == event.item
        and world.pack.questions[parted(asking)[0]].over == draft.fact
    }
    visit = replace(
        visit,
        facts=without_item(visit.facts, draft.fact, event.item),
        history=tuple(asking for asking in visit.history if asking not in gone),
    )
    left = replace(draft, items=items_of(visit.facts, draft.fact), removing=None)
    return go(replace(state, visit=visit), replace(at, draft=left))


def edit(state: SessionState, at: Answering, event: EditPressed, world: World) -> Step:
    """なおす of an item: its answered questions one after the other, then the list again."""
    question, item = parted(event.asking)
    draft = at.draft
    if not isinstance(draft, ListDraft) or item not in draft.items:
        return stay(state)
    if question not in world.pack.questions or not facts_asked(world.pack, event.asking):
        return stay(state)
    journey = journey_of(state.visit, world)
    facts = asked_facts(journey, world, event.asking)
    opened = open_question(state.visit, world, event.asking, facts)
    return go(state, replace(opened, from_list=True))


__all__ = ["add", "edit", "list_screen", "remove"]
