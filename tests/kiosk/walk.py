"""A citizen in tests: answers by facts, whatever the order of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from uuid import UUID

import assets
from cardreader.cards.basic_four import BasicFour
from forms.catalogue import Pack, Wording, load
from forms.facts.values import Value
from kiosk.session.drafts.choice import DONT_KNOW, ChoiceDraft
from kiosk.session.drafts.choices import NONE, ChoicesDraft
from kiosk.session.drafts.date_entry import DateDraft
from kiosk.session.drafts.items import ListDraft
from kiosk.session.drafts.number import NumberDraft
from kiosk.session.drafts.text_entry import TextDraft
from kiosk.session.effects import Audit, Effect
from kiosk.session.events import (
    Chosen,
    EraChosen,
    Event,
    FieldChosen,
    KeyboardChosen,
    KeyTyped,
    NextPressed,
    StartPressed,
)
from kiosk.session.reducer import initial, reduce
from kiosk.session.staff.places import StaffPlace
from kiosk.session.states import Answering, SessionState, Situation
from kiosk.session.visit import Visit
from kiosk.session.world import SessionSettings, World
from sync.store.events import is_event
from tests.support.card import record_of

SESSION = UUID("6f1c2a34-0000-4000-8000-000000000001")
TODAY = date(2026, 11, 21)
CARD = record_of(
    BasicFour("吉﨑　恵美子", "大阪府豊中市中桜塚三丁目１番１号", date(1948, 7, 19), "female")
)

FACTS: dict[str, Value | None] = {
    "visitor.name": "山田　花子",
    "visitor.name_kana": "ヤマダ　ハナコ",
    "visitor.birth": date(1960, 2, 29),
    "visitor.postcode": "5600001",
    "visitor.address": "大阪府豊中市北緑丘1番1号",
    "visitor.phone": "0668582525",
    "visitor.relation": "spouse",
    "visitor.same_household": True,
    "visitor.is_mourner": True,
    "visitor.is_heir_rep": True,
    "deceased.name": "山田　太郎",
    "deceased.name_kana": "ヤマダ　タロウ",
    "deceased.resident": True,
    "death.report_filed": True,
    "deceased.registered": "with_visitor",
    "deceased.care": (),
    "deceased.pension": None,
    "deceased.supports": (),
    "deceased.tax": "by_slip",
    "deceased.things": ("seal_card", "mynumber_card"),
    "estate.things": (),
    "family.wishes": (),
    "funeral.stage": "held",
    "household.remaining_kokuho": False,
    "deceased.death_date": date(2026, 11, 12),
    "deceased.birth": date(1948, 7, 19),
    "deceased.sex": "male",
    "deceased.married": "over_10y",
    "deceased.postcode": "5600001",
    "deceased.address": "大阪府豊中市北緑丘1番1号",
    "deceased.head_of_household": True,
    "household.remaining_over_15": 2,
    "household.new_head_is_visitor": False,
    "household.new_head": "山田　花子",
    "household.new_head_kana": "ヤマダ　ハナコ",
    "household.head_name": "山田　太郎",
    "deceased.insurance": "kouki",
    "deceased.shaho_within_3_months": False,
    "deceased.kaigo_certified": False,
    "deceased.high_medical_cost": False,
    "heirs.may_renounce": False,
    "deceased.seal_card": None,
    "deceased.mynumber_card": True,
    "funeral.done": True,
    "funeral.kind": "funeral",
    "funeral.date": date(2026, 11, 15),
    "mourner.name": "山田　花子",
    "mourner.name_kana": "ヤマダ　ハナコ",
    "mourner.relation": "spouse",
    "mourner.postcode": "5600001",
    "mourner.address": "大阪府豊中市北緑丘1番1号",
    "mourner.phone": "0668582525",
    "account.where": "bank",
    "account.bank": "北緑丘銀行",
    "account.branch": "本店",
    "account.kind": "ordinary",
    "account.number": "1234567",
    "account.holder_kana": "ヤマダハナコ",
    "cert.kind": "juminhyo",
    "cert.submit_to": "bank",
    "juminhyo.whose": "self",
    "juminhyo.shows": (),
    "cert.copies": 1,
    "move.party": "me",
    "move.date": date(2026, 11, 15),
    "move.papers": "certificate",
    "new_home.postcode": "5600001",
}
"""Synthetic; ``None`` is わからない."""


@cache
def pack() -> Pack:
    """The city's pack."""
    return load("toyonaka")


@cache
def wording() -> Wording:
    """The kiosk's own wording."""
    return Wording.from_files(assets.ROOT / "wording")


@cache
def world() -> World:
    """The pack on a fixed day."""
    return World(pack(), TODAY, SessionSettings(practice=True))


class Citizen:
    """Drives the reducer; keeps every state and effect."""

    def __init__(self, facts: Mapping[str, Value | None] = FACTS, at: World | None = None) -> None:
        self.world = at or world()
        self.state: SessionState = initial(SESSION)
        self.facts = facts
        self.effects: list[Effect] = []
        self.states: list[SessionState] = [self.state]

    def now(self) -> Situation:
        """Where the session is; a call, so that it is looked at anew each time."""
        return self.state.situation

    def staff(self) -> StaffPlace | None:
        """What covers the screen."""
        return self.state.staff

    def visit(self) -> Visit:
        """What was given so far."""
        return self.state.visit

    def complaint(self) -> str | None:
        """Why つぎへ did not go on."""
        return self.state.complaint

    def idle_left(self) -> int | None:
        """Seconds on the idle question."""
        return self.state.idle_left

    def happens(self, *events: Event) -> tuple[Effect, ...]:
        """Post events; the effects of the last one."""
        effects: tuple[Effect, ...] = ()
        for event in events:
            self.state, effects = reduce(self.state, event, self.world)
            self.effects += effects
            for effect in effects:  # what the keeper would refuse is counted nowhere
                assert not isinstance(effect, Audit) or is_event(f"session.{effect.event}")
            self.states.append(self.state)
        return effects

    def starts(self, event: str = "okuyami") -> None:
        """To the card screen."""
        self.happens(StartPressed(), Chosen(event), NextPressed())

    def comes_to(self, question: str) -> None:
        """Answer until this one is asked."""
        while self.asked().question != question:
            self.answers()

    def asked(self) -> Answering:
        """The present question."""
        situation = self.now()
        assert isinstance(situation, Answering)
        return situation

    def answers_all(self) -> list[str]:
        """Answer until no question is left; the questions asked."""
        asked = []
        while isinstance(self.state.situation, Answering):
            asked.append(self.state.situation.question)
            self.answers()
        return asked

    def answers(self) -> None:
        """Answer the present question by touches only, then つぎへ."""
        self.happens(*touches(self.asked(), self.facts), NextPressed())


def touches(situation: Answering, facts: Mapping[str, Value | None]) -> list[Event]:
    """The touches that answer a question."""
    match situation.draft:
        case ChoiceDraft() as draft:
            value = facts[draft.fact]
            if value is None:
                return [Chosen(DONT_KNOW)]
            if isinstance(value, bool):
                return [Chosen("yes" if value else "no")]
            return [Chosen(str(value))]
        case DateDraft() as draft:
            day = facts[draft.fact]
            assert isinstance(day, date)
            typed: list[Event] = [EraChosen("western"), KeyTyped("clear")]
            for part, digits in zip(
                ("year", "month", "day"), (day.year, day.month, day.day), strict=True
            ):
                typed += [FieldChosen(part), *(KeyTyped(char) for char in str(digits))]
            return typed
        case NumberDraft() as draft:
            return [KeyTyped("clear"), *(KeyTyped(char) for char in str(facts[draft.fact]))]
        case ChoicesDraft() as draft:
            chosen = facts[draft.fact]
            assert isinstance(chosen, tuple)
            if not chosen:
                return [] if draft.none else [Chosen(NONE)]
            return [
                Chosen(each) for each in draft.values if (each in chosen) != (each in draft.chosen)
            ]
        case ListDraft():
            return []  # whoever is on the list, these are all
        case TextDraft() as draft:
            events: list[Event] = []
            for item in draft.fields:
                events += [FieldChosen(item.fact), KeyboardChosen("kana"), KeyTyped("clear")]
                events += [KeyTyped(char) for char in str(facts[item.fact])]
            return events
