"""Who comes, and what they see: shares become answers, exactly or by drawing people."""

from datetime import date
from functools import cache
from random import Random

import pytest

from forms.catalogue import Pack, load
from forms.facts.lists import unsure_answer
from forms.facts.values import ItemList, Known, Source
from forms.journey.moment import QuestionNeed
from forms.walk import asked
from forms.walk.answers import Answers
from forms.walk.people import People
from forms.walk.population import Population
from forms.walk.stretches import Stretches
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)


@cache
def pack() -> Pack:
    return load("toyonaka")


@cache
def population() -> Population:
    return Population.load(pack(), "okuyami", TODAY)


def test_everything_that_matters_has_a_share() -> None:
    facts = [f for q in pack().events["okuyami"].questions for f in pack().questions[q].facts]
    assert population().without_line(facts) == ()


@pytest.mark.parametrize(
    ("sets", "by_hand"),
    [
        # shintai 0.9, ryoiku never, seishin 0.1: none 0.09, both 0.09; one of them 0.82, nine times as often the first
        (False, {(): 0.09, ("shintai",): 0.91 * 0.9, ("seishin",): 0.91 * 0.1}),
        (True, {(): 0.09, ("shintai",): 0.81, ("seishin",): 0.01, ("shintai", "seishin"): 0.09}),
    ],
    ids=["none, each and all", "every set"],
)
def test_several_choices_are_shared_out(sets: bool, by_hand: dict[tuple[str, ...], float]) -> None:
    shares = {"shintai": 0.9, "ryoiku": 0.0, "seishin": 0.1}
    told = Population(
        pack(), "okuyami", population().kinds, TODAY, 0.0, 0.5, {"deceased.handbooks": shares}
    )
    answers = Answers(pack(), pack().events["okuyami"], TODAY, sets=sets)
    values = answers.values("deceased.handbooks", {})
    screens = [(("deceased.handbooks", Known(value, Source.CITIZEN)),) for value in values]
    chances = told.chances(population().kinds[0], screens, {})
    found = {value: chance for value, chance in zip(values, chances, strict=True) if chance}
    assert found == pytest.approx(by_hand)


def test_a_list_is_as_long_as_its_shares_say() -> None:
    """Half of the people have one item, half two: the second comes to half of those with the first."""
    assert population().one_more({1: 0.5, 2: 0.5}, 0) == 1.0
    assert population().one_more({1: 0.5, 2: 0.5}, 1) == 0.5
    assert population().one_more({1: 0.5, 2: 0.5}, 2) == 0.0


def test_a_drawn_person_answers_one_whole_session() -> None:
    people = People(population(), {})
    session = list(people.session(Random(5)))
    questions = [need.question.id for need, _ in session]
    assert questions[0] == pack().events["okuyami"].questions[0]
    assert all(set(need.facts) == set(answer) for need, answer in session)
    sample = people.sample(3, 5)
    total = sum(n * many for n, many in sample.screens.items())
    assert sample.shown.mean * 3 == pytest.approx(total)
    assert sum(sample.shown.asked.values()) == pytest.approx(sample.shown.mean)


def test_lines_of_an_age_are_where_the_law_has_them() -> None:
    """後期高齢者医療 from the 75th birthday, 介護 from the day before the 65th (年齢計算ニ関スル法律)."""
    lines = Stretches(pack(), pack().events["okuyami"], TODAY)
    died = {"deceased.death_date": Known(date(2026, 11, 10), Source.CITIZEN)}
    starts = {stretch.first for stretch in lines.of("deceased.birth", died)}
    assert {date(1951, 11, 11), date(1961, 11, 12)} <= starts


def test_a_question_that_no_session_came_to_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asked, "_SESSIONS", 0)
    small = load("toyonaka", SMALL)
    assert asked.asked_questions(small, "okuyami", TODAY) == {*small.events["okuyami"].questions}


def test_of_a_list_there_may_be_others_is_no_known_answer() -> None:
    """わからない to a list that has somebody on it: the share of those who do not know, as of any question."""
    spec, given = "family.heirs", {"family.heirs": Known(ItemList(("a",)), Source.CITIZEN)}
    question = pack().questions["heirs"]
    need = QuestionNeed(question, question.facts, ("submission",))
    answers = list(Answers(pack(), pack().events["okuyami"], TODAY).to(need, given))
    unsure = [a[0][1] == unsure_answer(spec, given) for a in answers]
    chances = population().chances(population().kinds[0], answers, given)
    assert sum(chances) == pytest.approx(1)
    assert [c for c, u in zip(chances, unsure, strict=True) if u] == [population().dont_know]
