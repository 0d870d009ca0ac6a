"""A citizen who answers, goes back, changes and switches the language ends as one who answers straight."""

from datetime import date
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from forms.catalogue import Pack, QuestionKind, load
from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.facts.values import DontKnow, FactId, FactState, Known, Source, Value
from forms.journey import Journey, derive, relevant_facts
from forms.journey.reason_rows import reason_rows
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
DOORS = (QuestionKind.YES_NO, QuestionKind.CHOICE)
DAYS = [date(1985, 5, 1), date(1961, 11, 11), date(1940, 5, 1), date(2026, 11, 10)]


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def values(spec: FactSpec) -> list[Value]:
    match spec.type:
        case FactType.YES_NO:
            return [True, False]
        case FactType.CHOICE:
            return [*spec.values]
        case FactType.COUNT:
            return [0, 1, 2]
        case FactType.DATE:
            return [*DAYS]
        case _:
            return [f"{spec.id} 1", f"{spec.id} 2"]


def usual(facts: tuple[FactId, ...]) -> dict[FactId, FactState]:
    return {fact: Known(values(pack().facts[fact])[0], Source.CITIZEN) for fact in facts}


def seen(journey: Journey) -> dict[str, object]:
    """All that a citizen and the office see of the journey."""
    need = journey.next_question
    return {
        "procedures": {outcome.id: outcome for outcome in journey.procedures},
        "next": need and (need.question.id, need.facts, need.why, need.hints),
        "forms": journey.forms,
        "review": journey.review,
        "leaves": relevant_facts(journey),
    }


class Citizen(RuleBasedStateMachine):
    """``answers`` in the order in which they were last said."""

    @initialize(event=st.sampled_from(["okuyami", "juminhyo"]), card=st.booleans())
    def begins(self, event: str, card: bool) -> None:
        self.event = event
        self.card: dict[FactId, FactState] = {}
        if card:
            self.card = {
                "visitor.name": Known("豊中花子", Source.CARD),
                "visitor.address": Known("大阪府豊中市", Source.CARD),
                "visitor.birth": Known(date(1970, 1, 1), Source.CARD),
            }
        self.answers: dict[FactId, FactState] = {}

    def journey(self) -> Journey:
        return derive(pack(), self.event, {**self.card, **self.answers}, TODAY)

    def say(self, facts: tuple[FactId, ...], dont_know: bool, data: st.DataObject) -> None:
        unsure = dont_know and data.draw(st.integers(0, 3), label="わからない") == 0
        for fact in facts:
            self.answers.pop(fact, None)  # so that it comes last in the order
            chosen = data.draw(st.sampled_from(values(pack().facts[fact])), label=fact)
            self.answers[fact] = DontKnow() if unsure else Known(chosen, Source.CITIZEN)

    @precondition(lambda self: self.journey().next_question is not None)
    @rule(data=st.data(), many=st.integers(1, 20))
    def answers_what_comes(self, data: st.DataObject, many: int) -> None:
        for _ in range(many):
            need = self.journey().next_question
            if need is None:
                return
            assert not set(need.facts) & set(self.answers), "asked again"
            self.say(need.facts, need.question.dont_know, data)

    @precondition(lambda self: bool(self.journey().review))
    @rule(data=st.data(), many=st.integers(1, 4))
    def changes_answers_from_the_review(self, data: st.DataObject, many: int) -> None:
        """Choices most of all: they make other answers stale."""
        for _ in range(many):
            review = self.journey().review
            doors = [line for line in review if pack().questions[line.question_id].kind in DOORS]
            lines = data.draw(st.sampled_from([part for part in (doors, review) if part]))
            line = data.draw(st.sampled_from(lines))
            facts = tuple(fact for fact in line.facts if fact not in self.card)
            self.say(facts, pack().questions[line.question_id].dont_know, data)

    def teardown(self) -> None:
        """Neither order nor language matters; who answers straight ends at the same place."""
        while (need := self.journey().next_question) is not None:  # a change may leave a gap
            assert not set(need.facts) & set(self.answers), "asked again"
            self.answers |= usual(need.facts)
        facts = {**self.card, **self.answers}
        backwards = dict(reversed(facts.items()))
        assert seen(derive(pack(), self.event, backwards, TODAY)) == seen(self.journey())
        for language in pack().languages:
            rows = reason_rows(pack(), self.event, facts, TODAY, language)
            assert [row.procedure for row in rows] == list(pack().events[self.event].procedures)
        straight = dict(self.card)
        while (need := derive(pack(), self.event, straight, TODAY).next_question) is not None:
            # straight on it may matter what a later answer had made moot: said to both alike
            self.answers = usual(need.facts) | self.answers
            straight |= {fact: self.answers[fact] for fact in need.facts}
        assert seen(derive(pack(), self.event, straight, TODAY)) == seen(self.journey())


TestCitizen = Citizen.TestCase
TestCitizen.settings = settings(max_examples=40, stateful_step_count=12, deadline=None)
