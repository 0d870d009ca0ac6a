"""A citizen at the reducer who answers, goes back, changes and switches the language ends as one who
answers straight: the same procedures, forms and facts are handed over."""

from __future__ import annotations

from datetime import date
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from forms.catalogue import load
from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import of_every_item
from forms.facts.types import FactType
from forms.facts.values import Value
from forms.journey import Journey, derive, relevant_facts
from kiosk.session.events import (
    BackPressed,
    EditPressed,
    LanguageChosen,
    NextPressed,
    SkipPressed,
)
from kiosk.session.states import Answering, Reviewing, WaitingForCard
from kiosk.session.step import journey_of
from kiosk.session.world import SessionSettings, World
from tests.kiosk.walk import FACTS, TODAY, Citizen, touches
from tests.support.small_pack import SMALL

DAYS = [date(2026, 11, 12), date(1948, 7, 19), date(1980, 5, 1)]


@cache
def small() -> World:
    """The small pack on a fixed day, so that many sessions are played."""
    return World(load("toyonaka", SMALL), TODAY, SessionSettings(practice=True))


@cache
def whole() -> World:
    """The pack that we ship."""
    return World(load("toyonaka"), TODAY, SessionSettings(practice=True))


def possible(pack: Pack, fact: str) -> list[Value]:
    """What may be told of a fact by touches; the first as in the walk's own table."""
    spec: FactSpec = pack.facts[fact]
    match spec.type:
        case FactType.CHOICES:
            return [(), spec.values[:1], spec.values[1:3], spec.values]
        case FactType.YES_NO:
            return [True, False]
        case FactType.CHOICE:
            return [*spec.values]
        case FactType.COUNT:
            return [1, 2, 3]
        case FactType.DATE:
            return [*DAYS]
        case FactType.DIGITS:
            return ["1" * (spec.digits or 1)]
        case _:
            usual = FACTS.get(fact)
            return [usual if usual is not None else "あ"]


class AtTheKiosk(RuleBasedStateMachine):
    """``told``: the last answer to each fact."""

    world = staticmethod(small)
    certificate = "juminhyo"

    @initialize(okuyami=st.booleans())
    def begins(self, okuyami: bool) -> None:
        self.event = event = "okuyami" if okuyami else self.certificate
        self.told: dict[str, Value | None] = dict(FACTS)
        self.citizen = Citizen(self.told, self.world())
        self.citizen.starts(event)
        self.citizen.happens(SkipPressed())

    def possible(self, fact: str) -> list[Value]:
        return possible(self.world().pack, of_every_item(fact))

    def journey(self) -> Journey:
        return journey_of(self.citizen.visit(), self.world())

    def answer_here(self, data: st.DataObject) -> None:
        situation = self.citizen.now()
        assert isinstance(situation, Answering)
        for fact in self.world().pack.questions[situation.question].facts:
            self.told[fact] = data.draw(st.sampled_from(self.possible(fact)), label=fact)
        self.citizen.happens(*touches(situation, self.told), NextPressed())
        assert self.citizen.complaint() is None, (situation.question, self.citizen.complaint())

    @precondition(lambda self: isinstance(self.citizen.now(), Answering))
    @rule(data=st.data(), many=st.sampled_from([1, 5, 60]))
    def answers(self, data: st.DataObject, many: int) -> None:
        for _ in range(many):
            if isinstance(self.citizen.now(), Answering):
                self.answer_here(data)

    @precondition(lambda self: isinstance(self.citizen.now(), Answering | Reviewing))
    @rule(many=st.integers(1, 4))
    def goes_back(self, many: int) -> None:
        for _ in range(many):
            if isinstance(self.citizen.now(), Answering | Reviewing):
                self.citizen.happens(BackPressed())
        if isinstance(self.citizen.now(), WaitingForCard):
            self.citizen.happens(SkipPressed())

    @precondition(lambda self: isinstance(self.citizen.now(), Reviewing))
    @rule(data=st.data(), many=st.integers(1, 3))
    def changes_answers(self, data: st.DataObject, many: int) -> None:
        for _ in range(many):
            if isinstance(self.citizen.now(), Reviewing):
                lines = [line.question_id for line in self.journey().review]
                self.citizen.happens(EditPressed(data.draw(st.sampled_from(lines))))
                self.answer_here(data)

    @rule(language=st.sampled_from(["ja", "en"]))
    def switches_the_language(self, language: str) -> None:
        before = self.citizen.visit().facts
        self.citizen.happens(LanguageChosen(language))
        assert self.citizen.visit().facts == before

    @invariant()
    def sees_what_deriving_anew_says(self) -> None:
        """The journey is taken over from touch to touch; nothing of an earlier one may stay."""
        if not hasattr(self, "citizen"):
            return  # before it begins
        anew = derive(self.world().pack, self.event, self.citizen.visit().facts, self.world().today)
        assert self.journey() == anew

    def teardown(self) -> None:
        self.finish(self.citizen)
        straight = Citizen(self.told, self.world())
        straight.starts(self.event)
        straight.happens(SkipPressed())
        self.finish(straight)
        here, there = self.journey(), journey_of(straight.visit(), self.world())
        assert here.procedures == there.procedures
        assert here.forms == there.forms
        assert relevant_facts(here) == relevant_facts(there)

    def finish(self, citizen: Citizen) -> None:
        """Straight on to the review, as told before or, of what never came, as usual."""
        for _ in range(120):
            situation = citizen.now()
            if isinstance(situation, WaitingForCard):
                citizen.happens(SkipPressed())
            elif isinstance(situation, Answering):
                for fact in self.world().pack.questions[situation.question].facts:
                    if self.told.get(fact) is None:
                        self.told[fact] = self.possible(fact)[0]
                citizen.answers()
            else:
                break
        assert isinstance(citizen.now(), Reviewing), citizen.now()


class WithTheWholePack(AtTheKiosk):
    """75 procedures; several choices, and lists that nobody is on."""

    world = staticmethod(whole)
    certificate = "certificates"


TestWithTheWholePack = WithTheWholePack.TestCase
TestWithTheWholePack.settings = settings(max_examples=4, stateful_step_count=6, deadline=None)
TestAtTheKiosk = AtTheKiosk.TestCase
TestAtTheKiosk.settings = settings(max_examples=15, stateful_step_count=10, deadline=None)
