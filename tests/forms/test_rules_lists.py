"""Rules over lists: against Google's evaluator, and against every completion of what is missing."""

import itertools
from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.facts.lists import item_fact
from forms.facts.values import FactId, ItemList, Value, YearMonth
from forms.rules.compiler import Compiler
from forms.rules.outcome import Decided, Outcome, Unknown, unsure_of, waiting_for
from forms.rules.rule import Declared, RuleFaultsError, RuleType

TODAY = date(2026, 4, 1)
LIST = "h.members"
DECLARED = {
    "a.yes": Declared(RuleType.BOOL),
    "c.kinds": Declared(RuleType.TEXTS, ("car", "dog", "plot")),
    LIST: Declared(RuleType.LIST),
    "h.members[].ok": Declared(RuleType.BOOL),
    "h.members[].birth": Declared(RuleType.DATE),
    "h.members[].sex": Declared(RuleType.TEXT, ("male", "female")),
    "h.heirs": Declared(RuleType.LIST),
    "h.heirs[].share": Declared(RuleType.INT),
}
FIELDS: Mapping[str, tuple[Value, ...]] = {
    "ok": (True, False),
    "birth": (date(1961, 4, 2), date(2010, 1, 1)),
    "sex": ("male", "female"),
}
COMPILER = Compiler(DECLARED)
MOST = 2
"""Items that a completion may add to an open list."""

within = st.recursive(
    st.sampled_from(
        [
            "p.ok",
            "a.yes",
            "p.sex == 'male'",
            "p.sex in ['female']",
            "age_attained(p.birth, today) >= 65",
            "p.birth < today",
            "h.members.exists(q, q.ok && q.sex != p.sex)",
            "h.members.all(q, q.birth == p.birth)",
        ]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} && {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} || {p[1]})"),
        inner.map(lambda p: f"!({p})"),
    ),
    max_leaves=3,
)
rules = st.recursive(
    st.one_of(
        within.map(lambda body: f"h.members.exists(p, {body})"),
        within.map(lambda body: f"h.members.all(p, {body})"),
        st.sampled_from(
            ["a.yes", "'car' in c.kinds", "c.kinds.size() > 1", "h.members.size() >= 2"]
        ),
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} && {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} || {p[1]})"),
        inner.map(lambda p: f"!({p})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} ? {p[1]} : {p[2]})"),
    ),
    max_leaves=3,
)


@st.composite
def totals(draw: st.DrawFn) -> dict[FactId, Value]:
    """Every fact known, the list closed."""
    items = draw(st.sampled_from([(), ("a",), ("b", "a")]))
    facts: dict[FactId, Value] = {
        "a.yes": draw(st.booleans()),
        "c.kinds": tuple(sorted(draw(st.sets(st.sampled_from(["car", "dog", "plot"]))))),
        LIST: ItemList(items, closed=True),
    }
    for item in items:
        for name, values in FIELDS.items():
            facts[item_fact(LIST, item, name)] = draw(st.sampled_from(values))
    return facts


def evaluated(text: str, known: Mapping[FactId, Value], unsure: frozenset[FactId]) -> Outcome:
    def lookup(name: FactId) -> Outcome:
        if name == "today":
            return Decided(TODAY)
        if name in unsure:
            return unsure_of(name)
        return Decided(known[name], (name,)) if name in known else waiting_for(name)

    return COMPILER.compile(text, RuleType.BOOL).evaluate(lookup)


def completions(
    known: Mapping[FactId, Value], told: frozenset[FactId]
) -> Iterator[dict[FactId, Value]]:
    """Every way to answer what is missing; an open list gets up to ``MOST`` items in all."""
    listed = known.get(LIST, ItemList())
    assert isinstance(listed, ItemList)
    sizes = [listed.items] if listed.closed else more_items(listed.items)
    for items in sizes:
        missing: dict[FactId, tuple[Value, ...]] = {"a.yes": (True, False)}
        missing["c.kinds"] = ((), ("car",), ("car", "dog"))
        for item in items:
            missing |= {item_fact(LIST, item, name): values for name, values in FIELDS.items()}
        open_facts = {f: v for f, v in missing.items() if f not in known and f not in told}
        for values in itertools.product(*open_facts.values()):
            answers = dict(zip(open_facts, values, strict=True))
            yield {**known, LIST: ItemList(items, closed=True), **answers}


def more_items(items: tuple[str, ...]) -> list[tuple[str, ...]]:
    new = [item for item in ("y", "z") if item not in items]
    return [(*items, *new[:more]) for more in range(max(0, MOST - len(items)) + 1)]


@settings(max_examples=200, deadline=None)
@given(rules, totals())
def test_on_total_facts_it_is_googles_evaluator(text: str, facts: dict[FactId, Value]) -> None:
    ours = evaluated(text, facts, frozenset())
    assert isinstance(ours, Decided)
    assert ours.value == COMPILER.oracle(text, {**facts, "today": TODAY})


@settings(max_examples=150, deadline=None)
@given(rules, totals(), st.data())
def test_a_decided_result_holds_whatever_is_answered_and_whoever_comes(
    text: str, facts: dict[FactId, Value], data: st.DataObject
) -> None:
    known = partial(facts, data)
    ours = evaluated(text, known, frozenset())
    if isinstance(ours, Decided):
        for completed in completions(known, frozenset()):
            found = evaluated(text, completed, frozenset())
            assert isinstance(found, Decided)
            assert found.value == ours.value
            assert COMPILER.oracle(text, {**completed, "today": TODAY}) == ours.value
    else:
        assert ours.waiting


@settings(max_examples=150, deadline=None)
@given(rules, totals(), st.data())
def test_what_waits_for_nothing_stays_unknown(
    text: str, facts: dict[FactId, Value], data: st.DataObject
) -> None:
    known = partial(facts, data)
    unsure = frozenset(data.draw(st.sets(st.sampled_from(sorted(facts)), max_size=2)))
    known = {fact: value for fact, value in known.items() if fact not in unsure}
    ours = evaluated(text, known, unsure)
    if isinstance(ours, Unknown) and not ours.waiting and LIST not in unsure:
        for completed in completions(known, unsure):
            assert isinstance(evaluated(text, completed, unsure), Unknown)


@settings(max_examples=150, deadline=None)
@given(rules, totals(), st.data())
def test_the_deciding_facts_alone_decide(
    text: str, facts: dict[FactId, Value], data: st.DataObject
) -> None:
    known = partial(facts, data)
    ours = evaluated(text, known, frozenset())
    if isinstance(ours, Decided):
        alone = {fact: known[fact] for fact in ours.because}
        again = evaluated(text, alone, frozenset())
        assert isinstance(again, Decided)
        assert again.value == ours.value


def partial(facts: dict[FactId, Value], data: st.DataObject) -> dict[FactId, Value]:
    """``facts`` without some; the list may be open, with fewer items, or not begun."""
    gone = data.draw(st.sets(st.sampled_from(sorted(facts))))
    known = {fact: value for fact, value in facts.items() if fact not in gone}
    listed = known.get(LIST)
    if isinstance(listed, ItemList) and data.draw(st.booleans(), label="open"):
        known[LIST] = ItemList(listed.items)
    return known


MEMBERS: Mapping[FactId, Value] = {LIST: ItemList(("a", "b")), "h.members[a].ok": True}


def test_an_open_list_is_unknown_unless_already_decided() -> None:
    assert evaluated("h.members.exists(p, p.ok)", MEMBERS, frozenset()) == Decided(
        True, (LIST, "h.members[a].ok")
    )
    found = evaluated("h.members.all(p, p.ok)", MEMBERS, frozenset())
    assert isinstance(found, Unknown)
    assert found.waiting == {LIST, "h.members[b].ok"}
    assert evaluated("h.members.size() > 1", MEMBERS, frozenset()) == waiting_for(LIST)


def test_an_empty_list_has_nobody_and_everybody() -> None:
    nobody: Mapping[FactId, Value] = {LIST: ItemList((), closed=True)}
    assert evaluated("h.members.exists(p, p.ok)", nobody, frozenset()) == Decided(False, (LIST,))
    assert evaluated("h.members.all(p, p.ok)", nobody, frozenset()) == Decided(True, (LIST,))


def test_dont_know_whether_there_are_more_keeps_those_that_are_there() -> None:
    unsure: Mapping[FactId, Value] = {**MEMBERS, LIST: ItemList(("a", "b"), unsure=True)}
    found = evaluated("h.members.exists(p, p.ok)", unsure, frozenset())
    assert found == Decided(True, (LIST, "h.members[a].ok"))
    found = evaluated("h.members.all(p, p.ok)", unsure, frozenset())
    assert isinstance(found, Unknown)
    assert found.waiting == {"h.members[b].ok"}
    found = evaluated("h.members.size() > 1", unsure, frozenset())
    assert isinstance(found, Unknown)
    assert not found.waiting


def test_dont_know_about_one_item_does_not_hide_the_others() -> None:
    closed: Mapping[FactId, Value] = {
        LIST: ItemList(("a", "b"), closed=True),
        "h.members[b].ok": True,
    }
    unsure = frozenset({"h.members[a].ok"})
    found = evaluated("h.members.exists(p, p.ok)", closed, unsure)
    assert found == Decided(True, (LIST, "h.members[b].ok"))
    found = evaluated("h.members.all(p, p.ok)", closed, unsure)
    assert isinstance(found, Unknown)
    assert not found.waiting
    assert found.unsure == {"h.members[a].ok"}


@pytest.mark.parametrize(
    ("month", "limit", "decided"),
    [
        # Born in April 1961: 65 is reached from 2026-03-31 (born on the 1st) to 2026-04-29.
        (YearMonth(1961, 4), 65, None),
        (YearMonth(1961, 3), 65, True),
        (YearMonth(1961, 5), 65, False),
        (YearMonth(1961, 4), 64, True),
    ],
)
def test_a_month_decides_when_every_day_of_it_does(
    month: YearMonth, limit: int, decided: bool | None
) -> None:
    facts: Mapping[FactId, Value] = {
        LIST: ItemList(("a",), closed=True),
        "h.members[a].birth": month,
    }
    text = f"h.members.exists(p, age_attained(p.birth, today) >= {limit})"
    found = evaluated(text, facts, frozenset())
    if decided is None:
        assert isinstance(found, Unknown)
        assert not found.waiting
        assert "h.members[a].birth" in found.unsure
    else:
        assert isinstance(found, Decided)
        assert found.value is decided


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("h.members.exists(p, p.brith < today)", 1, 23, "no fact 'brith'; did you mean 'birth'?"),
        ("h.members.exists(p,\n  p.ok && p.birth == 3)", 2, 19, "'_==_' applied to '(date, int)'"),
        ("h.members.all(p, p.share > 1)", 1, 25, "no fact 'share' of 'h.members'"),
        ("h.members.exists(p, p.ok && p.sex == 'mael')", 1, 38, "did you mean 'male'?"),
        ("h.members.exists(p, p == p)", 1, 21, "say which fact of 'p'"),
        ("h.members.exists_one(p, p.ok)", 1, 11, "rules know exists, all and size only"),
        ("h.members.filter(p, p.ok).size() > 1", 1, 11, "rules know exists, all and size only"),
        ("h.members.map(p, p.ok).size() > 1", 1, 11, "rules know exists, all and size only"),
        ("h.members.exists(a, a.yes)", 1, 18, "'a' begins the name of a fact"),
        ("a.yes || h.members == h.members", 1, 10, "'h.members' is a list: ask for one of it"),
        ("c.kinds == c.kinds", 1, 1, "'c.kinds' is a list"),
        ("'cat' in c.kinds", 1, 1, "no choice 'cat'; did you mean 'car'?"),
        ("[1] == [2]", 1, 1, "rules have no maps, lists"),
        ("h.members[0].ok", 1, 13, "cannot be the operand of a select operation"),
        ("h.members.exists(p, has(p.ok))", 1, 29, "has() argument must be a field"),
        ("p.ok && h.members.exists(p, p.ok)", 1, 1, "no fact 'p'"),
    ],
)
def test_a_faulty_rule_over_a_list_fails_at_load_with_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(RuleFaultsError) as caught:
        COMPILER.compile(text, RuleType.BOOL)
    fault = caught.value.faults[0]
    assert (fault.line, fault.column) == (line, column), fault
    assert message in fault.message


def test_a_name_in_a_text_is_no_item() -> None:
    rule = COMPILER.compile("h.members.exists(p, p.ok || 'p.ok' == \"p.ok\")", RuleType.BOOL)
    assert rule.order == (LIST, "h.members[].ok")


def test_a_rule_within_a_list_is_about_one_item() -> None:
    compiler = Compiler(DECLARED, LIST)
    text = "item.ok && h.members.exists(p, p.birth < item.birth)"
    rule = compiler.compile(text, RuleType.BOOL).about("b")
    assert rule.order == ("h.members[b].ok", LIST, "h.members[].birth", "h.members[b].birth")
    with pytest.raises(RuleFaultsError, match=r"did you mean 'item\.birth'"):
        compiler.compile("item.brith < today", RuleType.BOOL)
    with pytest.raises(RuleFaultsError, match=r"no fact 'item\.ok'"):
        COMPILER.compile("item.ok", RuleType.BOOL)
