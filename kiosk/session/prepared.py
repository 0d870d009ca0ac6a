"""A case that was begun before: at home, by a clerk for a booked visit, or at a kiosk by somebody who had to leave.

Nothing in it is trusted: its facts are shown once, and only what the citizen says is right becomes an answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from cardreader.cards.basic_four import BasicFour
from forms.facts.values import DontKnow, FactId, Facts, FactState, Known, Source
from kiosk.session.asking import facts_asked, parted
from kiosk.session.visit import Visit, Whose
from kiosk.session.world import World

MOST_DAYS = 30
"""Older than this, families and addresses have changed: it is asked anew."""


class Made(StrEnum):
    """Who made it."""

    HOME = "home"
    """On the citizen's own device: opens for whoever holds the code, as the data is the holder's own."""
    BOOKED = "booked"
    """By a clerk, for a booked visit."""
    LEFT = "left"
    """By a kiosk, on paper that may be lost."""


@dataclass(frozen=True, slots=True)
class PreparedCase:
    """``history``: the screens answered, in order; ``name`` and ``birth``: of the visitor, for the match with a card."""

    made: Made
    event: str
    day: date
    facts: Facts = field(repr=False)
    history: tuple[str, ...] = ()
    name: str = field(default="", repr=False)
    birth: date | None = field(default=None, repr=False)


def prepared_of(visit: Visit, today: date) -> PreparedCase:
    """What somebody who leaves takes along: their answers.  What a card said is read from the card again."""
    assert visit.event is not None
    own = {fact: state for fact, state in visit.facts.items() if state.source is not Source.CARD}
    card = visit.cards.get(Whose.VISITOR)
    name = card.name.value if card else _text(visit.facts.get("visitor.name"))
    born = card.birth.value if card else None
    said = visit.facts.get("visitor.birth")
    if born is None and isinstance(said, Known) and isinstance(said.value, date):
        born = said.value
    return PreparedCase(Made.LEFT, visit.event, today, own, visit.history, name, born)


def _text(state: FactState | None) -> str:
    return state.value if isinstance(state, Known) and isinstance(state.value, str) else ""


def usable(case: PreparedCase, world: World) -> bool:
    """Of an event that is offered here, and not too old; a day to come is a wrong clock."""
    return case.event in world.events() and (
        timedelta(0) <= world.today - case.day <= timedelta(days=MOST_DAYS)
    )


def may_open(case: PreparedCase, visit: Visit) -> bool:
    """Whether it may be shown now: beside staff, to the holder of an own code, or to the visitor's own card."""
    if visit.assisted or case.made is Made.HOME:
        return True
    card = visit.cards.get(Whose.VISITOR)
    return card is not None and is_of(case, card.basic_four)


def is_of(case: PreparedCase, card: BasicFour) -> bool:
    """Name without its spaces, and day of birth; a case without both matches nobody."""
    if not case.name or case.birth is None or card.birth is None:
        return False
    return _close(case.name) == _close(card.name) and case.birth == card.birth


def _close(name: str) -> str:
    return "".join(name.split())


def confirmed(case: PreparedCase, visit: Visit, world: World) -> Visit:
    """The citizen has seen it all and said that it is right: now these are answers; a card's facts stay the card's."""
    pack = world.pack
    history = tuple(asking for asking in case.history if parted(asking)[0] in pack.questions)
    wanted = {fact for asking in history for fact in facts_asked(pack, asking)}
    said: dict[FactId, FactState] = {
        fact: _said(state) for fact, state in case.facts.items() if fact in wanted
    }
    merged: Mapping[FactId, FactState] = {**said, **visit.facts}
    return replace(visit, facts=dict(merged), history=history, prepared=None)


def _said(state: FactState) -> FactState:
    match state:
        case Known(value=value):
            return Known(value, Source.CITIZEN)
        case DontKnow():
            return DontKnow(Source.CITIZEN)
        case _:
            return state
