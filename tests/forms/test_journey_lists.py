"""The journey over lists: asked person by person, closed, changed, taken back."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from forms.catalogue import Pack, QuestionKind, load
from forms.catalogue.model import FactSpec
from forms.facts.lists import (
    items_of,
    parts,
    unsure_answer,
    with_item,
    with_list_closed,
    with_list_open,
    without_item,
)
from forms.facts.types import FactType
from forms.facts.values import (
    Declined,
    DontKnow,
    FactId,
    Facts,
    FactState,
    ItemList,
    Known,
    Source,
    Value,
    YearMonth,
)
from forms.journey import Journey, ProcedureState, QuestionNeed, derive, relevant_facts
from forms.journey.estimate import usual_answer
from forms.journey.moment import Moment
from forms.walk.chance import RandomWalks, random_walks, twins
from forms.walk.walker import walk
from tests.support import family_pack

TODAY = date(2026, 4, 1)
MEMBERS, VEHICLES = "household.members", "household.vehicles"
ADULT, CHILD, OLD = date(1980, 1, 1), date(2018, 1, 1), date(1940, 1, 1)


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return load_family(tmp_path_factory.mktemp("packs"))


def load_family(root: Path) -> Pack:
    return load("family", family_pack.write(root))


def said(**values: Value) -> dict[FactId, FactState]:
    """``visitor__name`` is ``visitor.name``."""
    return {f.replace("__", "."): Known(v, Source.CITIZEN) for f, v in values.items()}


def about(item: str, **values: Value) -> dict[FactId, FactState]:
    return {f"{MEMBERS}[{item}].{n}": Known(v, Source.CITIZEN) for n, v in values.items()}


def members(*items: str, closed: bool = True) -> dict[FactId, FactState]:
    return {MEMBERS: Known(ItemList(items, closed=closed), Source.CITIZEN)}


BEGUN = said(visitor__living_alone=False, visitor__name="山田")


def asks(pack: Pack, facts: Facts) -> tuple[str, str | None] | None:
    need = derive(pack, "move", facts, TODAY).next_question
    return (need.question.id, need.item) if need is not None else None


def states(pack: Pack, facts: Facts) -> dict[str, ProcedureState]:
    return {o.id: o.state for o in derive(pack, "move", facts, TODAY).procedures}


def test_one_person_is_told_of_as_a_whole_before_the_next(pack: Pack) -> None:
    facts: Facts = BEGUN
    assert asks(pack, facts) == ("members", None)
    facts, first = with_item(facts, MEMBERS)
    assert asks(pack, facts) == ("member_name", first)
    facts = {**facts, **about(first, name="花子")}
    assert asks(pack, facts) == ("member_birth", first)
    facts = {**facts, **about(first, birth=ADULT)}
    assert asks(pack, facts) == ("member_kokuho", first)
    facts = {**facts, **about(first, kokuho=True)}
    assert asks(pack, facts) == ("members", None)  # an adult is asked for no school
    facts, second = with_item(facts, MEMBERS)
    assert asks(pack, facts) == ("member_name", second)
    facts = {**facts, **about(second, name="太郎", birth=CHILD, kokuho=True)}
    assert asks(pack, facts) == ("member_school", second)
    facts = {**facts, **about(second, school="primary")}
    assert asks(pack, facts) == ("members", None)
    facts = with_list_closed(facts, MEMBERS)
    assert asks(pack, facts) == ("head_name", None)


def test_whoever_comes_together_is_asked_about_in_order(pack: Pack) -> None:
    facts = {**BEGUN, **members("b", "a", closed=False), **about("a", name="花子")}
    assert asks(pack, facts) == ("member_name", "b")
    facts |= about("b", name="太郎", birth=OLD)
    assert asks(pack, facts) == ("member_birth", "a")  # at 75 nobody is in 国保
    facts |= about("a", birth=ADULT, kokuho=False)
    assert asks(pack, facts) == ("members", None)


def test_an_open_list_decides_what_it_can_and_no_more(pack: Pack) -> None:
    facts = {**BEGUN, **members("a", closed=False)}
    facts |= about("a", name="花子", birth=CHILD, kokuho=False, school="none")
    found = states(pack, facts)
    assert found["child_allowance"] is ProcedureState.NEEDED
    assert found["kokuho_change"] is ProcedureState.UNDECIDED
    found = states(pack, {**facts, **members("a")})
    assert found["kokuho_change"] is ProcedureState.NOT_NEEDED


def test_dont_know_about_the_list_hides_nothing(pack: Pack) -> None:
    facts = {**BEGUN, MEMBERS: DontKnow()}
    found = states(pack, facts)
    assert found["child_allowance"] is ProcedureState.CHECK_AT_COUNTER
    assert found["kokuho_change"] is ProcedureState.CHECK_AT_COUNTER
    assert asks(pack, facts) == ("head_name", None)


def test_dont_know_about_one_item_hides_nothing(pack: Pack) -> None:
    facts = {**BEGUN, **members("a", "b"), **about("a", name="花子"), **about("b", birth=ADULT)}
    facts |= {f"{MEMBERS}[a].birth": DontKnow(), f"{MEMBERS}[b].name": DontKnow()}
    assert states(pack, facts)["child_allowance"] is ProcedureState.CHECK_AT_COUNTER


def test_a_birth_known_by_its_month_is_enough_where_every_day_of_it_is(pack: Pack) -> None:
    facts = {**BEGUN, **members("a"), **about("a", name="太郎", birth=YearMonth(2018, 1))}
    assert states(pack, facts)["child_allowance"] is ProcedureState.NEEDED
    # Born in April 2008, whoever is 18 on 1 April 2026 was born on the 1st: nobody can tell.
    facts |= about("a", birth=YearMonth(2008, 4))
    assert states(pack, facts)["child_allowance"] is ProcedureState.CHECK_AT_COUNTER
    facts |= about("a", birth=YearMonth(2008, 3))
    assert states(pack, facts)["child_allowance"] is ProcedureState.NOT_NEEDED


def test_what_is_gone_is_said_nowhere(pack: Pack) -> None:
    facts: Facts = {**BEGUN, **members("a", "b"), **about("a", name="花子", birth=ADULT)}
    facts = {**facts, **about("b", name="太郎", birth=CHILD)}
    assert states(pack, facts)["child_allowance"] is ProcedureState.NEEDED
    facts = without_item(facts, MEMBERS, "b")
    journey = derive(pack, "move", facts, TODAY)
    assert states(pack, facts)["child_allowance"] is ProcedureState.NOT_NEEDED
    assert not any("[b]" in fact for fact in (*journey.facts, *journey.relevant))
    # A copy of the facts that still has them changes nothing.
    left = {**facts, **about("b", name="太郎", birth=CHILD)}
    assert seen(derive(pack, "move", left, TODAY)) == seen(journey)


def test_who_lives_alone_has_no_members_even_if_some_were_told_before(pack: Pack) -> None:
    facts = {**BEGUN, **members("a"), **about("a", name="太郎", birth=CHILD, kokuho=True)}
    facts |= said(visitor__living_alone=True)
    journey = derive(pack, "move", facts, TODAY)
    assert not any(fact.startswith(MEMBERS) for fact in relevant_facts(journey))
    assert not any(line.question_id.startswith("member") for line in journey.review)
    assert asks(pack, facts) == ("vehicles", None)
    facts |= said(visitor__living_alone=False)
    assert states(pack, facts)["child_allowance"] is ProcedureState.NEEDED


def test_the_review_has_a_line_for_each_person_and_thing(pack: Pack) -> None:
    facts = {**BEGUN, **members("a", "b")}
    facts |= about("a", name="花子", birth=ADULT, kokuho=True)
    facts |= about("b", name="太郎", birth=CHILD, kokuho=False, school="primary")
    lines = [(line.question_id, line.item) for line in derive(pack, "move", facts, TODAY).review]
    assert lines == [
        ("alone", None),
        ("visitor_name", None),
        ("members", None),
        ("member_name", "a"),
        ("member_birth", "a"),
        ("member_kokuho", "a"),
        ("member_name", "b"),
        ("member_birth", "b"),
        ("member_kokuho", "b"),  # for the counter; who is not in 国保 is asked for no school
    ]


def test_a_form_over_a_list_wants_everyone_on_it(pack: Pack) -> None:
    facts = {**BEGUN, **members("a", "b"), **about("a", name="花子", birth=ADULT, kokuho=True)}
    facts |= about("b", birth=OLD)
    need = derive(pack, "move", facts, TODAY).next_question
    assert need is not None
    assert (need.question.id, need.item, need.why) == ("member_name", "b", ("change",))
    leaves = relevant_facts(derive(pack, "move", {**facts, **about("b", name="父")}, TODAY))
    assert {f"{MEMBERS}[{item}].{n}" for item in "ab" for n in ("name", "birth")} <= leaves.keys()


def test_who_is_chosen_from_the_list_is_asked_nothing_again(pack: Pack) -> None:
    facts: Facts = {
        **BEGUN,
        **members("a", "b"),
        **about("a", name="花子", birth=ADULT, kokuho=True),
    }
    facts = {**facts, **about("b", name="父", birth=OLD), **said(head__name="山田")}
    assert asks(pack, facts) == ("next_head", None)
    chosen = {**facts, "household.next_head": Known("b", Source.CITIZEN)}
    assert asks(pack, chosen) == ("vehicles", None)
    found = derive(pack, "move", chosen, TODAY).facts
    assert found["next.name"] == Known("父", Source.DERIVED)
    assert found["next.birth"] == Known(OLD, Source.DERIVED)
    # Not of the list, or not known: then it is asked.
    assert asks(pack, {**facts, "household.next_head": DontKnow()}) == ("next_name", None)
    assert asks(pack, {**facts, MEMBERS: DontKnow()}) == ("next_name", None)  # nobody to choose
    # Who is taken off the list is not the next head any more.
    assert asks(pack, without_item(chosen, MEMBERS, "b")) == ("next_head", None)


def test_where_nobody_is_left_to_choose_from_no_line_leads_there(pack: Pack) -> None:
    facts = {**BEGUN, **members("a"), **about("a", name="父", birth=OLD)}
    facts |= {MEMBERS: unsure_answer(MEMBERS, facts), "household.next_head": DontKnow()}
    facts |= said(head__name="山田", next__name="花子", next__birth=ADULT)
    lines = [line.question_id for line in derive(pack, "move", facts, TODAY).review]
    assert "next_head" in lines
    nobody = derive(pack, "move", without_item(facts, MEMBERS, "a"), TODAY)
    assert "next_head" not in [line.question_id for line in nobody.review]


def test_within_an_item_what_applies_and_what_does_not(pack: Pack) -> None:
    facts: Facts = {**BEGUN, **members()}
    facts, item = with_item(facts, VEHICLES)
    facts = {**facts, **said(head__name="山田")}
    facts = {**facts, f"{VEHICLES}[{item}].kind": Known("moped", Source.CITIZEN)}
    assert asks(pack, with_list_closed(facts, VEHICLES)) == ("vehicle_plate", item)
    facts = {**facts, f"{VEHICLES}[{item}].kind": Known("car", Source.CITIZEN)}
    assert asks(pack, with_list_closed(facts, VEHICLES)) == ("helps", None)


def test_the_estimate_counts_the_usual_number_of_items(pack: Pack) -> None:
    facts: Facts = BEGUN
    counted = 0
    while (need := derive(pack, "move", facts, TODAY).next_question) is not None:
        assert derive(pack, "move", facts, TODAY).remaining >= 1
        facts = {**facts, **usual(pack, need, facts)}
        counted += 1
    assert counted == derive(pack, "move", BEGUN, TODAY).remaining
    assert len(items_of(facts, MEMBERS)) == 2  # typical: 2
    assert len(items_of(facts, VEHICLES)) == 1


def usual(pack: Pack, need: QuestionNeed, facts: Facts) -> dict[FactId, FactState]:
    return {
        fact: Known(usual_answer(spec, TODAY, items_of(facts, over)), Source.CITIZEN)
        for fact in need.facts
        for spec in [pack.facts[fact]]
        for over in [MEMBERS if spec.type is FactType.ITEM else fact]
    }


def seen(journey: Journey) -> dict[str, object]:
    """All that a citizen and the office see of the journey."""
    need = journey.next_question
    return {
        "procedures": journey.procedures,
        "next": need and (need.question.id, need.item, need.facts, need.why, need.hints),
        "forms": journey.forms,
        "review": journey.review,
        "leaves": relevant_facts(journey),
    }


def values(spec: FactSpec) -> list[Value]:
    match spec.type:
        case FactType.YES_NO:
            return [True, False]
        case FactType.CHOICE:
            return [*spec.values]
        case FactType.CHOICES:
            return [(), spec.values[:1], spec.values]
        case FactType.MONEY:
            return [50_000, 50_001]
        case FactType.DATE:
            return [ADULT, CHILD, OLD, YearMonth(1980, 1)]
        case _:
            return [f"{spec.id} 1", f"{spec.id} 2"]


def answers(pack: Pack, need: QuestionNeed, facts: Facts) -> Iterator[dict[FactId, FactState]]:
    """What the screen can give."""
    (fact, *_) = need.facts
    chosen_from = items_of(facts, MEMBERS)
    if need.question.kind is QuestionKind.LIST:
        if len(items_of(facts, fact)) < 2:
            yield {fact: with_item(facts, fact)[0][fact]}
        yield {fact: with_list_closed(facts, fact)[fact]}
    else:
        for value in chosen_from if fact == "household.next_head" else values(pack.facts[fact]):
            yield {fact: Known(value, Source.CITIZEN)}
    if need.question.dont_know:
        yield {fact: unsure_answer(fact, facts)}
    if need.question.decline:
        yield {fact: Declined()}


def of(pack: Pack, facts: Facts) -> Moment:
    return Moment.of(pack, pack.events["move"], facts, TODAY)


def all_of(moment: Moment) -> tuple[object, ...]:
    return (
        moment.procedures,
        dict(moment.waiting),
        moment.forms,
        moment.next_question(),
        moment.open_facts,
        moment.effective_facts(),
        moment.review(),
        moment.relevant,
    )


def test_following_moments_are_the_moments_derived_anew(pack: Pack) -> None:
    choose = random.Random(20261123)
    for _ in range(25):
        facts: Facts = {}
        moment = of(pack, facts)
        while (need := moment.next_question()) is not None:
            assert all(moment.wanted_by(fact) for fact in moment.open_facts)
            more = choose.choice(list(answers(pack, need, facts)))
            facts = {**facts, **more}
            moment = moment.after(more)
            assert all_of(moment) == all_of(of(pack, facts))
        if items := items_of(facts, MEMBERS):  # somebody is taken off the list at the review
            shorter = without_item(facts, MEMBERS, items[0])
            moment = moment.after({MEMBERS: shorter[MEMBERS]})
            assert all_of(moment) == all_of(of(pack, shorter))


class Family(RuleBasedStateMachine):
    """A citizen who adds, answers, changes and takes back ends as one who answers straight."""

    pack: Pack

    def __init__(self) -> None:
        super().__init__()
        self.facts: Facts = {}

    def journey(self) -> Journey:
        return derive(self.pack, "move", self.facts, TODAY)

    @rule(data=st.data(), many=st.integers(1, 12))
    def answers_what_comes(self, data: st.DataObject, many: int) -> None:
        for _ in range(many):
            need = self.journey().next_question
            if need is None:
                return
            if need.question.kind is not QuestionKind.LIST:
                kept = {f for f in need.facts if f in self.facts and not self.names_nobody(f)}
                assert not kept, "asked again"
            every = list(answers(self.pack, need, self.facts))
            self.say(data.draw(st.sampled_from(every)))

    def names_nobody(self, fact: FactId) -> bool:
        """The next head was taken off the list: who it is now is asked once more."""
        state = self.facts[fact]
        gone = isinstance(state, Known) and state.value not in items_of(self.facts, MEMBERS)
        return fact == "household.next_head" and gone

    def say(self, answer: Mapping[FactId, FactState]) -> None:
        """So that it comes last in the order."""
        kept = {fact: state for fact, state in self.facts.items() if fact not in answer}
        self.facts = {**kept, **answer}

    @precondition(lambda self: bool(self.journey().review))
    @rule(data=st.data())
    def changes_an_answer(self, data: st.DataObject) -> None:
        line = data.draw(st.sampled_from(self.journey().review))
        question = self.pack.questions[line.question_id]
        need = QuestionNeed(question, line.facts, (), (), line.item)
        self.say(data.draw(st.sampled_from(list(answers(self.pack, need, self.facts)))))

    @precondition(lambda self: bool(items_of(self.facts, MEMBERS)))
    @rule(data=st.data())
    def takes_a_person_back(self, data: st.DataObject) -> None:
        item = data.draw(st.sampled_from(items_of(self.facts, MEMBERS)))
        self.facts = without_item(self.facts, MEMBERS, item)
        journey = self.journey()
        assert not any((p := parts(fact)) and p[:2] == (MEMBERS, item) for fact in journey.facts)

    @precondition(lambda self: MEMBERS in self.facts and len(items_of(self.facts, MEMBERS)) < 3)
    @rule()
    def opens_the_list_again(self) -> None:
        self.facts = with_list_open(self.facts, MEMBERS)

    def teardown(self) -> None:
        while (need := self.journey().next_question) is not None:
            self.say(usual(self.pack, need, self.facts))
        backwards = dict(reversed([*self.facts.items()]))
        assert seen(derive(self.pack, "move", backwards, TODAY)) == seen(self.journey())
        straight: Facts = {}
        known = dict(self.facts)
        while (need := derive(self.pack, "move", straight, TODAY).next_question) is not None:
            # straight on it may matter what a later answer had made moot: said to both alike
            known = usual(self.pack, need, straight) | known
            straight = {**straight, **{f: self.told(known, f, straight) for f in need.facts}}
        self.facts = known
        assert seen(derive(self.pack, "move", straight, TODAY)) == seen(self.journey())

    @staticmethod
    def told(known: Facts, fact: FactId, before: Facts) -> FactState:
        """A list is told one by one: what is asked of the first hangs on nobody who comes later."""
        items, so_far = items_of(known, fact), len(items_of(before, fact))
        if so_far < len(items):
            return Known(ItemList(items[: so_far + 1]), Source.CITIZEN)
        return known[fact]


def test_any_order_of_adding_answering_and_taking_back(pack: Pack) -> None:
    class OfThePack(Family):
        pass

    OfThePack.pack = pack
    from hypothesis.stateful import run_state_machine_as_test

    run_state_machine_as_test(
        OfThePack, settings=settings(max_examples=40, stateful_step_count=12, deadline=None)
    )


def test_every_state_of_a_pack_with_lists_is_walked(pack: Pack) -> None:
    """Up to two members and two vehicles; merged states have the same future."""
    graph = walk(pack, "move", {}, TODAY, unsure=False)
    assert graph.faults == []
    met = RandomWalks()
    for found in random_walks(graph, range(60)):
        met = found
    assert met.faults == []
    assert twins(graph, 20261123, 40).faults == ()
