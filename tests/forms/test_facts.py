"""Values of facts: what older cases wrote is read for ever; lists grow, shrink and close."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.facts.lists import (
    items_of,
    of_every_item,
    parts,
    with_item,
    with_list_closed,
    with_list_open,
    without_item,
    without_the_lost,
)
from forms.facts.types import FactType, has_type
from forms.facts.values import (
    Declined,
    DontKnow,
    Facts,
    FactState,
    ItemList,
    Known,
    NotApplicable,
    Source,
    Value,
    YearMonth,
    from_json,
    to_json,
)

LIST = "household.members"

WRITTEN = [
    # As format 1 of a submission wrote them in 2026.11; they are never to be changed.
    ({"state": "known", "source": "card", "type": "text", "value": "髙𠮷葛\U000e0100"},
     Known("髙𠮷葛\U000e0100", Source.CARD)),
    ({"state": "known", "source": "citizen", "type": "bool", "value": False},
     Known(False, Source.CITIZEN)),
    ({"state": "known", "source": "qr", "type": "int", "value": 2}, Known(2, Source.QR)),
    ({"state": "known", "source": "registry", "type": "date", "value": "1945-03-10"},
     Known(date(1945, 3, 10), Source.REGISTRY)),
    ({"state": "unknown", "source": "citizen"}, DontKnow()),
    ({"state": "declined", "source": "citizen"}, Declined()),
    ({"state": "not_applicable", "source": "derived"}, NotApplicable()),
    # Since lists, several choices and months.
    ({"state": "known", "source": "clerk", "type": "month", "value": "1945-03"},
     Known(YearMonth(1945, 3), Source.CLERK)),
    ({"state": "known", "source": "citizen", "type": "choices", "value": ["car", "dog"]},
     Known(("car", "dog"), Source.CITIZEN)),
    ({"state": "known", "source": "citizen", "type": "choices", "value": []},
     Known((), Source.CITIZEN)),
    ({"state": "known", "source": "citizen", "type": "items",
      "value": {"items": ["a", "c"], "closed": True}},
     Known(ItemList(("a", "c"), closed=True), Source.CITIZEN)),
    ({"state": "known", "source": "citizen", "type": "items",
      "value": {"items": ["a"], "closed": False, "unsure": True}},
     Known(ItemList(("a",), unsure=True), Source.CITIZEN)),
]  # fmt: skip


@pytest.mark.parametrize(("plain", "state"), WRITTEN)
def test_what_was_written_is_read_and_written_alike(
    plain: dict[str, object], state: FactState
) -> None:
    assert from_json(plain) == state
    assert to_json(state) == plain


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("month", "1945-13"),
        ("month", "1945"),
        ("month", 194503),
        ("choices", "car"),
        ("choices", ["car", 1]),
        ("items", ["a"]),
        ("items", {"items": ["a"]}),
        ("items", {"items": [1], "closed": True}),
        ("items", {"items": ["a"], "closed": 1}),
        ("money", 5),
    ],
)
def test_what_is_no_fact_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValueError):
        from_json({"state": "known", "source": "citizen", "type": kind, "value": value})


@pytest.mark.parametrize(
    ("kind", "fits", "does_not"),
    [
        (FactType.CHOICES, ("a",), "a"),
        (FactType.MONEY, 50_000, True),
        (FactType.LIST, ItemList(), ("a",)),
        (FactType.ITEM, "a", ItemList(("a",))),
        (FactType.DATE, YearMonth(1945, 3), "1945-03"),
        (FactType.TEXT, "a", ("a",)),
    ],
)
def test_a_type_takes_its_values_and_no_others(
    kind: FactType, fits: Value, does_not: Value
) -> None:
    assert has_type(fits, kind)
    assert not has_type(does_not, kind)


@pytest.mark.parametrize(
    ("month", "days"),  # 1900 was no leap year, 1944 and 2000 were
    [((1944, 2), 29), ((1900, 2), 28), ((2000, 2), 29), ((1945, 4), 30), ((1945, 12), 31)],
)
def test_a_month_may_be_any_of_its_days(month: tuple[int, int], days: int) -> None:
    found = YearMonth(*month).days
    assert found[0] == date(*month, 1)
    assert len(found) == days
    assert {(day.year, day.month) for day in found} == {month}


def test_a_month_that_there_is_not() -> None:
    with pytest.raises(ValueError, match="month must be in"):
        YearMonth(1945, 13)


def test_an_item_has_an_id_that_is_not_given_again_while_anything_of_it_is_left() -> None:
    facts: Facts = {}
    facts, first = with_item(facts, LIST)
    facts = {**facts, "household.members[a].name": Known("花子", Source.CITIZEN)}
    facts, second = with_item(facts, LIST)
    assert (first, second) == ("a", "b")
    listless = {fact: state for fact, state in facts.items() if fact != LIST}
    _, third = with_item(listless, LIST)
    assert third == "b"  # of a something is left
    facts = without_item(facts, LIST, "a")
    assert facts == {LIST: Known(ItemList(("b",)), Source.CITIZEN)}


def test_after_z_comes_aa() -> None:
    facts: Facts = {}
    for _ in range(28):
        facts, _ = with_item(facts, LIST)
    assert items_of(facts, LIST)[24:] == ("y", "z", "aa", "ab")


def test_a_list_closes_and_opens_with_what_it_holds() -> None:
    facts, _ = with_item({}, LIST)
    closed = with_list_closed(facts, LIST)
    assert closed[LIST] == Known(ItemList(("a",), closed=True), Source.CITIZEN)
    assert with_list_open(closed, LIST) == facts
    assert with_list_closed({}, LIST)[LIST] == Known(ItemList((), closed=True), Source.CITIZEN)
    assert without_item(closed, LIST, "a")[LIST] == with_list_closed({}, LIST)[LIST]


def test_a_list_that_is_asked_again_after_dont_know_is_new() -> None:
    facts, item = with_item({LIST: DontKnow()}, LIST)
    assert item == "a"
    assert facts[LIST] == Known(ItemList(("a",)), Source.CITIZEN)


def test_what_is_left_of_a_gone_item_is_lost() -> None:
    name, gone = "household.members[a].name", "household.members[b].name"
    facts: dict[str, FactState] = {LIST: Known(ItemList(("a",)), Source.CITIZEN)}
    facts |= {name: Known("花子", Source.CITIZEN), gone: DontKnow(), "x.y": DontKnow()}
    assert without_the_lost(facts).keys() == {LIST, name, "x.y"}


@given(st.sampled_from(["a", "b", "aa"]), st.sampled_from(["name", "birth_place"]))
def test_an_items_fact_takes_apart(item: str, name: str) -> None:
    fact = f"{LIST}[{item}].{name}"
    assert parts(fact) == (LIST, item, name)
    assert of_every_item(fact) == f"{LIST}[].{name}"
    assert parts("visitor.name") is None
    assert of_every_item("visitor.name") == "visitor.name"
