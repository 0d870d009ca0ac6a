"""The partial evaluator against Google's, and against every completion of what is missing."""

import itertools
from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.facts.values import FactId, Value
from forms.rules.compiler import Compiler
from forms.rules.outcome import Decided, Outcome, Unknown, unsure_of, waiting_for
from forms.rules.rule import Declared, RuleFaultsError, RuleType
from forms.rules.wire import parse

DECLARED = {
    "a.yes": Declared(RuleType.BOOL),
    "b.yes": Declared(RuleType.BOOL),
    "c.count": Declared(RuleType.INT),
    "d.choice": Declared(RuleType.TEXT, ("kokuho", "kouki", "shaho")),
    "e.birth": Declared(RuleType.DATE),
}
DOMAIN: Mapping[FactId, tuple[Value, ...]] = {
    "a.yes": (True, False),
    "b.yes": (True, False),
    "c.count": (0, 1, 2),
    "d.choice": ("kokuho", "kouki", "shaho"),
    "e.birth": (date(1950, 2, 28), date(1961, 4, 2), date(2000, 2, 29)),
}
TODAY = date(2026, 4, 1)
COMPILER = Compiler(DECLARED)

choices = st.sampled_from(["kokuho", "kouki", "shaho"])
dates = st.sampled_from(
    ["e.birth", "today", "days_after(e.birth, 14)", "years_after(e.birth, c.count)"]
)
numbers = st.one_of(
    st.sampled_from(["c.count", "age_on(e.birth, today)", "age_attained(e.birth, today)"]),
    st.integers(-1, 66).map(str),
)
order = st.sampled_from(["==", "!=", "<", "<=", ">", ">="])
atoms = st.one_of(
    st.sampled_from(["a.yes", "b.yes", "true", "false"]),
    st.tuples(numbers, order, numbers).map(" ".join),
    st.tuples(dates, order, dates).map(" ".join),
    st.tuples(st.sampled_from(["==", "!="]), choices).map(lambda p: f"d.choice {p[0]} '{p[1]}'"),
    st.lists(choices, min_size=1, max_size=3).map(lambda c: f"d.choice in {c}"),
    st.tuples(numbers, numbers, numbers).map(lambda n: f"{n[0]} in [{n[1]}, {n[2]}]"),
)
rules = st.recursive(
    atoms,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda p: f"({p[0]} && {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} || {p[1]})"),
        inner.map(lambda p: f"!({p})"),
        st.tuples(inner, inner, inner).map(lambda p: f"({p[0]} ? {p[1]} : {p[2]})"),
    ),
    max_leaves=6,
)
totals = st.fixed_dictionaries({fact: st.sampled_from(v) for fact, v in DOMAIN.items()})


def partial(text: str, known: Mapping[FactId, Value], unsure: frozenset[FactId]) -> Outcome:
    def lookup(name: FactId) -> Outcome:
        if name == "today":
            return Decided(TODAY)
        if name in unsure:
            return unsure_of(name)
        if name in known:
            return Decided(known[name], (name,))
        return waiting_for(name)

    return COMPILER.compile(text, RuleType.BOOL).evaluate(lookup)


@settings(max_examples=300, deadline=None)
@given(rules, totals)
def test_on_total_facts_it_is_googles_evaluator(text: str, facts: dict[FactId, Value]) -> None:
    ours = partial(text, facts, frozenset())
    assert isinstance(ours, Decided)
    assert ours.value == COMPILER.oracle(text, {**facts, "today": TODAY})


@settings(max_examples=300, deadline=None)
@given(rules, totals, st.sets(st.sampled_from(sorted(DOMAIN))), st.booleans())
def test_a_known_result_holds_for_every_completion(
    text: str, facts: dict[FactId, Value], missing: set[FactId], said_dont_know: bool
) -> None:
    unsure = frozenset(missing) if said_dont_know else frozenset()
    known = {fact: value for fact, value in facts.items() if fact not in missing}
    ours = partial(text, known, unsure)
    if isinstance(ours, Unknown):
        assert ours.waiting | ours.unsure
        assert ours.waiting <= missing
        assert ours.unsure <= unsure
        assert not (unsure and ours.waiting)
        return
    named = COMPILER.compile(text, RuleType.BOOL).facts & missing
    for values in itertools.product(*(DOMAIN[fact] for fact in sorted(named))):
        completed = {**facts, **dict(zip(sorted(named), values, strict=True))}
        assert COMPILER.oracle(text, {**completed, "today": TODAY}) == ours.value


@settings(max_examples=200, deadline=None)
@given(rules, totals, st.sets(st.sampled_from(sorted(DOMAIN))))
def test_the_deciding_facts_alone_decide(
    text: str, facts: dict[FactId, Value], missing: set[FactId]
) -> None:
    known = {fact: value for fact, value in facts.items() if fact not in missing}
    ours = partial(text, known, frozenset())
    if isinstance(ours, Decided):
        alone = partial(text, {fact: known[fact] for fact in ours.because}, frozenset())
        assert isinstance(alone, Decided)
        assert alone.value == ours.value


def test_a_false_beside_an_unknown_is_false() -> None:
    assert partial("a.yes && b.yes", {"b.yes": False}, frozenset()) == Decided(False, ("b.yes",))
    assert partial("a.yes || b.yes", {"b.yes": True}, frozenset()) == Decided(True, ("b.yes",))


def test_dont_know_and_not_asked_are_two_unknowns() -> None:
    found = partial("a.yes && b.yes", {}, frozenset({"a.yes"}))
    assert isinstance(found, Unknown)
    assert found.waiting == {"b.yes"}
    assert found.unsure == {"a.yes"}


@pytest.mark.parametrize(
    ("text", "unsure", "waiting"),
    [
        ("a.yes || (a.yes && b.yes)", {"a.yes"}, set()),  # b.yes cannot decide it any more
        ("c.count > 1 || (c.count > 0 && a.yes)", {"c.count"}, set()),
        ("b.yes && (a.yes || (a.yes && c.count > 0))", {"a.yes"}, {"b.yes"}),
        ("a.yes ? b.yes : true", {"a.yes"}, {"b.yes"}),  # true whatever a.yes is, if b.yes
        ("a.yes ? b.yes : !b.yes", {"a.yes"}, {"b.yes"}),
        ("age_on(e.birth, today) >= 65 && a.yes", {"e.birth"}, {"a.yes"}),
    ],
)
def test_it_waits_only_for_facts_that_can_still_decide(
    text: str, unsure: set[str], waiting: set[str]
) -> None:
    found = partial(text, {}, frozenset(unsure))
    assert isinstance(found, Unknown)
    assert found.waiting == waiting


@settings(max_examples=300, deadline=None)
@given(rules, totals, st.data())
def test_what_waits_for_nothing_stays_unknown(
    text: str, facts: dict[FactId, Value], data: st.DataObject
) -> None:
    unsure = frozenset(data.draw(st.sets(st.sampled_from(sorted(DOMAIN)), max_size=2)))
    missing = data.draw(st.sets(st.sampled_from(sorted(set(DOMAIN) - unsure))))
    known = {f: v for f, v in facts.items() if f not in missing | unsure}
    ours = partial(text, known, unsure)
    if isinstance(ours, Unknown) and not ours.waiting:
        for values in itertools.product(*(DOMAIN[fact] for fact in sorted(missing))):
            completed = {**known, **dict(zip(sorted(missing), values, strict=True))}
            assert isinstance(partial(text, completed, unsure), Unknown)


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a.yse && b.yes", 1, 1, "no fact 'a.yse'; did you mean 'a.yes'?"),
        ("b.yes && (a.yes || b.yse)", 1, 20, "no fact 'b.yse'"),
        ("a.yes &&\n  c.count == 'x'", 2, 11, "no matching overload"),
        ("a.yes &&", 1, 9, "Syntax error"),
        ("c.count", 1, 1, "is int, must be bool"),
        ("a.yes &&\n d.choice == 'kokuo'", 2, 14, "no choice 'kokuo'; did you mean 'kokuho'?"),
        ("d.choice in ['kouki', 'koki']", 1, 23, "no choice 'koki'"),
        ("age_onn(e.birth, today) > 3", 1, 1, "did you mean 'age_on'?"),
        ("e.birth.getMonth() == 3", 1, 17, "rules may not use 'getMonth'"),
        ("[1, 2].exists(x, x > c.count)", 1, 14, "only a list of the pack has items"),
        ("c.count + 1 > 2", 1, 9, "rules may not use '+'"),
        ("d.choice == null", 1, 10, "no matching overload"),
    ],
)
def test_a_faulty_rule_fails_at_load_with_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(RuleFaultsError) as caught:
        COMPILER.compile(text, RuleType.BOOL)
    fault = caught.value.faults[0]
    assert (fault.line, fault.column) == (line, column)
    assert message in fault.message


@given(st.binary(max_size=40))
def test_foreign_bytes_are_no_message_or_a_message_never_a_crash(data: bytes) -> None:
    try:
        parse(data)
    except ValueError:
        return


@pytest.mark.parametrize(
    ("data", "number"),  # protobuf.dev/programming-guides/encoding: 150, and -2 as ten octets
    [(bytes.fromhex("089601"), 150), (bytes.fromhex("08feffffffffffffffff01"), -2)],
)
def test_integers_as_in_the_encoding_guide(data: bytes, number: int) -> None:
    assert parse(data).integer(1) == number


def test_text_as_in_the_encoding_guide() -> None:
    assert parse(bytes.fromhex("120774657374696e67")).text(2) == "testing"


def test_a_message_that_ends_early_is_refused() -> None:
    for broken in ("0896", "1207746573", "08"):
        with pytest.raises(ValueError, match="ends early"):
            parse(bytes.fromhex(broken))
