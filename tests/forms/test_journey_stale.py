"""Whatever was answered before and is no longer needed changes nothing and leaves nowhere."""

from dataclasses import replace
from datetime import date
from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.catalogue import Pack, load
from forms.catalogue.model import AskedBy, FactSpec
from forms.facts.types import FactType
from forms.facts.values import DontKnow, FactId, FactState, Known, Source, Value
from forms.journey import Journey, ProcedureState, derive, relevant_facts
from tests.support.small_pack import SMALL

TODAY = date(2026, 11, 21)
DATES = [date(1985, 5, 1), date(1961, 11, 11), date(1940, 5, 1), date(2026, 11, 10)]
ON_CARDS = {
    f"{person}.{part}"
    for person in ("visitor", "deceased")
    for part in ("name", "address", "birth", "sex")
}


@cache
def pack() -> Pack:
    return load("toyonaka", SMALL)


def answers(spec: FactSpec) -> st.SearchStrategy[FactState]:
    values: list[Value]
    match spec.type:
        case FactType.YES_NO:
            values = [True, False]
        case FactType.CHOICE:
            values = [*spec.values]
        case FactType.COUNT:
            values = [0, 1, 2]
        case FactType.DATE:
            values = [*DATES]
        case _:
            values = [f"{spec.id} 1", f"{spec.id} 2"]
    sources = (Source.CITIZEN, Source.CARD) if spec.id in ON_CARDS else (Source.CITIZEN,)
    known = [Known(value, source) for value in values for source in sources]
    return st.sampled_from([*known, DontKnow()])


everything = st.fixed_dictionaries(
    {i: answers(s) for i, s in pack().facts.items() if s.asked_by is AskedBy.CITIZEN}
)


def asked_only(event: str, said: dict[FactId, FactState]) -> dict[FactId, FactState]:
    """What a citizen who would say ``said`` is asked, from what a card gave."""
    facts: dict[FactId, FactState] = {
        fact: state for fact, state in said.items() if state.source is Source.CARD
    }
    while (need := derive(pack(), event, facts, TODAY).next_question) is not None:
        assert not set(need.facts) & set(facts)
        facts |= {fact: said[fact] for fact in need.facts}
    return facts


def result(journey: Journey, either: frozenset[FactId] = frozenset()) -> dict[str, object]:
    """All that the citizen and the office see of it; ``either``: answers that may stand or not."""
    return {
        **{
            outcome.id: replace(
                outcome, because=tuple(f for f in outcome.because if f not in either)
            )
            for outcome in journey.procedures
        },
        "forms": journey.forms,
        "review": [line for line in journey.review if not either.issuperset(line.facts)],
        "facts": {f: state for f, state in relevant_facts(journey).items() if f not in either},
    }


def ruled_out_by_either(one: Journey, other: Journey) -> frozenset[FactId]:
    """Answers of which each alone rules a procedure out: which is named depends on which was asked.

    A reason that only has more in it than the other is no such one: what is more must not be there.
    """
    found: set[FactId] = set()
    for left, right in zip(one.procedures, other.procedures, strict=True):
        said, asked = {*left.because}, {*right.because}
        if left.state is right.state is ProcedureState.NOT_NEEDED and said - asked and asked - said:
            found |= said ^ asked
    return frozenset(found)


@settings(max_examples=100, deadline=None)
@given(everything, st.sampled_from(["okuyami", "juminhyo"]))
def test_stale_answers_change_nothing(said: dict[FactId, FactState], event: str) -> None:
    with_stale = derive(pack(), event, said, TODAY)
    without = derive(pack(), event, asked_only(event, said), TODAY)
    either = ruled_out_by_either(with_stale, without)
    assert with_stale.next_question is None
    assert result(with_stale, either) == result(without, either)


@settings(max_examples=100, deadline=None)
@given(everything, st.sampled_from(["okuyami", "juminhyo"]))
def test_what_leaves_the_kiosk_is_enough_to_derive_the_same_at_the_office(
    said: dict[FactId, FactState], event: str
) -> None:
    at_kiosk = derive(pack(), event, said, TODAY)
    at_office = derive(pack(), event, relevant_facts(at_kiosk), TODAY)
    assert at_office.next_question is None
    assert result(at_office) == result(at_kiosk)


def test_a_card_of_the_deceased_that_gave_an_address_goes_along_with_the_household_question() -> (
    None
):
    values: dict[FactId, Value] = {
        "deceased.resident": True,
        "deceased.head_of_household": False,
        "deceased.insurance": "shaho",
        "deceased.birth": DATES[0],
        "deceased.death_date": DATES[3],
        "deceased.kaigo_certified": False,
        "deceased.seal_card": True,
        "deceased.mynumber_card": False,
        "visitor.same_household": False,
        "visitor.address": "visitor.address 1",
    }
    said: dict[FactId, FactState] = {i: Known(v, Source.CITIZEN) for i, v in values.items()}
    said["deceased.address"] = Known("deceased.address 1", Source.CARD)
    at_kiosk = derive(pack(), "okuyami", said, TODAY)
    at_office = derive(pack(), "okuyami", relevant_facts(at_kiosk), TODAY)
    assert "visitor.same_household" in relevant_facts(at_kiosk)
    assert result(at_office) == result(at_kiosk)
