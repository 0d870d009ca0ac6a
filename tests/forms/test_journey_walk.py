"""A walk over every branch of every event: all answers to every question, states merged.

Two moments are the same state when what is still open depends on the same values: the facts that open rules and open
derivations have used, what they wait for, and which of the facts that forms may need are settled.  That the merging is
sound is checked against walks that do not merge.
"""

import random
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache

import pytest

from forms.catalogue import Pack, load
from forms.catalogue.model import FactSpec
from forms.facts.types import FactType
from forms.facts.values import DontKnow, FactId, FactState, Known, Source, Value
from forms.journey import Journey, ProcedureState, QuestionNeed, derive
from forms.journey.reach import future_state

TODAY = date(2026, 11, 21)
DAY = date(2026, 11, 10)
DAYS = {  # of all pairs some are under 40, some 40 to 64, some over 75
    "deceased.birth": (date(1990, 5, 1), date(1980, 5, 1), date(1940, 5, 1)),
    "deceased.death_date": (DAY, date(1985, 5, 1)),
}

CARDS: dict[str, dict[FactId, FactState]] = {
    "no card": {},
    "visitor's card": {
        "visitor.name": Known("豊中花子", Source.CARD),
        "visitor.address": Known("大阪府豊中市中桜塚三丁目1番1号", Source.CARD),
        "visitor.birth": Known(date(1970, 1, 1), Source.CARD),
        "visitor.sex": Known("female", Source.CARD),
    },
    "the card of the person who died": {
        "deceased.name": Known("豊中太郎", Source.CARD),
        "deceased.address": Known("大阪府豊中市中桜塚三丁目1番1号", Source.CARD),
        "deceased.birth": Known(date(1940, 5, 1), Source.CARD),
        "deceased.sex": Known("male", Source.CARD),
    },
}
CASES = [
    ("okuyami", "no card"),
    ("okuyami", "visitor's card"),
    ("okuyami", "the card of the person who died"),
    ("juminhyo", "no card"),
    ("juminhyo", "visitor's card"),
]

Answer = tuple[tuple[FactId, FactState], ...]


@cache
def pack() -> Pack:
    return load("toyonaka")


def values(spec: FactSpec) -> tuple[Value, ...]:
    """Every value that a rule can tell apart."""
    match spec.type:
        case FactType.YES_NO:
            return (True, False)
        case FactType.CHOICE:
            return spec.values
        case FactType.COUNT:
            low, high = spec.limits or (0, 3)
            return tuple(range(low, min(low + 3, high + 1)))
        case FactType.DATE:
            return DAYS.get(spec.id, (DAY,))
        case _:
            return ("あ",)


def answers(need: QuestionNeed) -> Iterator[Answer]:
    """Every answer to the question; a screen of several texts is filled or not known as a whole."""
    specs = [pack().facts[fact] for fact in need.facts]
    if len(specs) == 1:
        for value in values(specs[0]):
            yield ((specs[0].id, Known(value, Source.CITIZEN)),)
    else:
        assert all(len(values(spec)) == 1 for spec in specs)
        yield tuple((spec.id, Known(values(spec)[0], Source.CITIZEN)) for spec in specs)
    if need.question.dont_know:
        yield tuple((spec.id, DontKnow()) for spec in specs)


def state(journey: Journey) -> Hashable:
    """What the rest of the journey depends on."""
    return future_state(pack(), journey)


def decisions(journey: Journey) -> dict[str, tuple[ProcedureState, str | None]]:
    """State, and the advice that holds it back."""
    return {
        outcome.id: (outcome.state, outcome.held)
        for outcome in journey.procedures
        if outcome.state is not ProcedureState.UNDECIDED
    }


def asks(need: QuestionNeed | None) -> Hashable:
    """A question without its hints, which decide nothing."""
    return need and (need.question.id, need.facts, need.why)


@dataclass
class Walk:
    """Every state of one event, from what a card gave."""

    event: str
    futures: dict[Hashable, int] = field(default_factory=dict)
    """State -> number of what can still come; equal numbers mean the same future."""
    numbers: dict[Hashable, int] = field(default_factory=dict)
    next: dict[Hashable, Hashable] = field(default_factory=dict)
    edges: int = 0
    longest: int = 0

    def derive(self, facts: dict[FactId, FactState]) -> Journey:
        return derive(pack(), self.event, facts, TODAY)

    def visit(
        self, journey: Journey, facts: dict[FactId, FactState], asked: tuple[str, ...] = ()
    ) -> int:
        key = state(journey)
        if key not in self.futures:
            self.next[key] = asks(journey.next_question)
            self.futures[key] = self.number(self.future(journey, facts, asked))
        return self.futures[key]

    def number(self, future: Hashable) -> int:
        return self.numbers.setdefault(future, len(self.numbers))

    def future(
        self, journey: Journey, facts: dict[FactId, FactState], asked: tuple[str, ...]
    ) -> Hashable:
        self.longest = max(self.longest, len(asked))
        need = journey.next_question
        if need is None:
            assert not journey.waiting, (asked, journey.waiting)
            assert len(decisions(journey)) == len(journey.procedures)
            return "end"
        assert need.facts, (asked, need.question.id)
        assert not set(need.facts) & set(facts), f"asked again: {need}"
        assert need.question.id not in asked, f"asked twice: {asked}"
        assert need.why, need.question.id
        before = decisions(journey)
        branches = []
        for answer in answers(need):
            self.edges += 1
            follow = facts | dict(answer)
            then = self.derive(follow)
            after = decisions(then)
            assert before.items() <= after.items(), (
                f"an answer to {need.question.id} undid a decision"
            )
            decided = tuple(sorted(set(after.items()) - set(before.items())))
            branches.append((decided, self.visit(then, follow, (*asked, need.question.id))))
        forms = [why for why in need.why if why in pack().forms or why in pack().events]
        assert forms or len(set(branches)) > 1, f"no answer to {need.question.id} matters: {asked}"
        return (need.question.id, need.facts, need.why, tuple(branches))


@cache
def walked(event: str, card: str) -> Walk:
    walk = Walk(event)
    walk.visit(walk.derive(CARDS[card]), CARDS[card])
    return walk


@pytest.mark.parametrize(("event", "card"), CASES)
def test_every_branch_ends_decided_without_asking_twice_or_without_need(
    event: str, card: str
) -> None:
    walk = walked(event, card)
    assert walk.edges > len(pack().events[event].questions) // 2
    assert walk.longest <= len(pack().events[event].questions)


@pytest.mark.parametrize(("event", "card"), CASES)
def test_walks_that_do_not_merge_agree(event: str, card: str) -> None:
    merged = walked(event, card)
    choose = random.Random(20261121)
    for _ in range(100):
        facts, asked = dict(CARDS[card]), list[str]()
        while True:
            journey = merged.derive(facts)
            need = journey.next_question
            assert merged.next[state(journey)] == asks(need)
            if need is None:
                break
            assert need.question.id not in asked
            assert not set(need.facts) & set(facts)
            asked.append(need.question.id)
            facts |= dict(choose.choice(list(answers(need))))
        assert not journey.waiting
