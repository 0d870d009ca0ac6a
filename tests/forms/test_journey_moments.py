"""A moment that follows another is the moment that is derived anew; the estimate rests on that."""

import random
from collections.abc import Hashable

import pytest

from forms.catalogue import Pack
from forms.facts.values import DontKnow, FactId, FactState, Known, Source
from forms.journey import derive
from forms.journey.estimate import remaining, usual_answer
from forms.journey.moment import Moment
from forms.walk.answers import Answers
from forms.walk.starts import starts
from tests.forms.test_walk import CASES, TODAY, pack


def of(event: str, facts: dict[FactId, FactState]) -> Moment:
    return Moment.of(pack(), pack().events[event], facts, TODAY)


def begun(event: str, start: str) -> dict[FactId, FactState]:
    return dict(starts(pack(), event, TODAY)[start])


def all_of(moment: Moment) -> Hashable:
    """Everything that a journey is made of."""
    return (
        moment.procedures,
        tuple(moment.waiting.items()),
        moment.forms,
        moment.next_question(),
        moment.open_facts,
        tuple(sorted(moment.effective_facts().items())),
        moment.review(),
        moment.relevant,
    )


@pytest.mark.parametrize(("event", "card"), CASES)
def test_following_moments_are_the_moments_derived_anew(event: str, card: str) -> None:
    choose = random.Random(20261122)
    answers = Answers(pack(), pack().events[event], TODAY)
    changed = 0
    for _ in range(20):
        facts = begun(event, card)
        moment = of(event, facts)
        while (need := moment.next_question()) is not None:
            assert all(moment.wanted_by(fact) for fact in moment.open_facts)
            more = dict(choose.choice(list(answers.to(need, facts))))
            facts |= more
            moment = moment.after(more)
            assert all_of(moment) == all_of(of(event, facts))
        for fact in choose.sample(
            sorted(facts), min(3, len(facts))
        ):  # an answer is corrected at the review
            facts |= {fact: DontKnow()}
            moment = moment.after({fact: DontKnow()})
            assert all_of(moment) == all_of(of(event, facts))
            changed += 1
    assert changed


@pytest.mark.parametrize(("event", "card"), CASES)
def test_the_estimate_is_the_number_of_questions_asked_when_all_answers_are_usual(
    event: str, card: str
) -> None:
    choose = random.Random(20261123)
    answers = Answers(pack(), pack().events[event], TODAY)
    for _ in range(5):
        facts = begun(event, card)
        while (need := derive(pack(), event, facts, TODAY).next_question) is not None:
            assert remaining(of(event, facts)) == asked(pack(), event, facts)
            facts |= dict(choose.choice(list(answers.to(need, facts))))
        assert remaining(of(event, facts)) == 0


def asked(pack: Pack, event: str, facts: dict[FactId, FactState]) -> int:
    """Questions until the end, each journey derived anew."""
    count = 0
    while (need := derive(pack, event, facts, TODAY).next_question) is not None:
        usual = {fact: usual_answer(pack.facts[fact], TODAY) for fact in need.facts}
        facts = facts | {fact: Known(value, Source.CITIZEN) for fact, value in usual.items()}
        count += 1
    return count
