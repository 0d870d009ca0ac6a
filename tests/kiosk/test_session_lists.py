"""Lists, several choices, what is said instead of an answer, days of which only the month is known."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.catalogue import load
from forms.facts.values import Declined, DontKnow, ItemList, Known, YearMonth
from kiosk.screens.build import build_view
from kiosk.screens.masks import is_masked, masked
from kiosk.screens.phrases import plain
from kiosk.session import events as e
from kiosk.session.states import Answering, Reviewing
from kiosk.session.world import SessionSettings, World
from tests.kiosk.walk import Citizen, pack, wording
from tests.support import family_pack

MEMBERS = "household.members"


@pytest.fixture(scope="module")
def family(tmp_path_factory: pytest.TempPathFactory) -> World:
    root: Path = tmp_path_factory.mktemp("packs")
    pack = load("family", family_pack.write(root))
    return World(pack, date(2026, 11, 21), SessionSettings(languages=("ja",), card_reader=False))


@pytest.fixture
def citizen(family: World) -> Citizen:
    """At the list of the household, with nobody on it."""
    one = Citizen(at=family)
    one.starts("move")
    one.happens(e.Begun("027", 1), e.Chosen("no"), e.NextPressed())
    types(one, "山田")
    assert asking(one) == "members"
    return one


def asking(one: Citizen) -> str:
    at = one.now()
    return at.asking if isinstance(at, Answering) else type(at).__name__


def view(one: Citizen) -> dict[str, Any]:
    return dict(build_view(one.state, one.world, wording(), "ja"))


def types(one: Citizen, text: str) -> None:
    one.happens(e.KeyTyped("clear"), *(e.KeyTyped(letter) for letter in text), e.NextPressed())


def born(one: Citizen, digits: str, *more: e.Event) -> None:
    one.happens(e.EraChosen("western"), *(e.KeyTyped(digit) for digit in digits), *more)
    one.happens(e.NextPressed())


def adds(one: Citizen, name: str, year: str) -> None:
    """An adult: name, birth, and where that still matters, insured by the city."""
    one.happens(e.AddPressed())
    types(one, name)
    born(one, f"{year}0101")
    if asking(one).startswith("member_kokuho"):
        one.happens(e.Chosen("yes"), e.NextPressed())


def items(one: Citizen) -> ItemList | None:
    state = one.visit().facts.get(MEMBERS)
    return state.value if isinstance(state, Known) and isinstance(state.value, ItemList) else None


def test_one_who_is_added_is_asked_about_before_the_next_and_by_name(citizen: Citizen) -> None:
    citizen.happens(e.AddPressed())
    assert asking(citizen) == "member_name[a]"
    types(citizen, "花子")
    assert asking(citizen) == "member_birth[a]"
    born(citizen, "19800101")
    citizen.happens(e.Chosen("yes"), e.NextPressed())
    assert asking(citizen) == "members"
    rows = view(citizen)["body"]["rows"]
    assert [plain(row["title"]) for row in rows] == ["花子"]
    assert "1980" in rows[0]["second"] or "昭和55年" in plain(rows[0]["second"])


def test_these_are_all(citizen: Citizen) -> None:
    adds(citizen, "花子", "1980")
    adds(citizen, "次郎", "1982")
    assert items(citizen) == ItemList(("a", "b"))
    citizen.happens(e.NextPressed())
    assert items(citizen) == ItemList(("a", "b"), closed=True)
    assert asking(citizen) != "members"


def test_dont_know_whether_there_are_more_keeps_who_is_there(citizen: Citizen) -> None:
    """It was seen to lose them, and to undo what was decided by them."""
    adds(citizen, "花子", "1980")
    citizen.happens(e.Chosen("dont_know"), e.NextPressed())
    assert items(citizen) == ItemList(("a",), unsure=True)
    assert asking(citizen) != "members"


def test_nobody_is_an_answer_too(citizen: Citizen) -> None:
    assert view(citizen)["next"]["text"] == "なし"
    citizen.happens(e.NextPressed())
    assert items(citizen) == ItemList((), closed=True)


def test_removing_is_asked_once(citizen: Citizen) -> None:
    adds(citizen, "花子", "1980")
    citizen.happens(e.RemovePressed("a"))
    asked = view(citizen)["body"]["rows"][0]["asked"]
    assert plain(asked["text"]) == "「花子」をけしますか"
    citizen.happens(e.RemovePressed(""))
    assert view(citizen)["body"]["rows"][0]["asked"] is None
    citizen.happens(e.RemovePressed("a"), e.RemovePressed("a"))
    assert items(citizen) == ItemList()
    assert not [fact for fact in citizen.visit().facts if "[a]" in fact]
    assert not [step for step in citizen.visit().history if "[a]" in step]


def test_a_removed_item_asks_nothing_more_and_the_next_one_is_new(citizen: Citizen) -> None:
    adds(citizen, "花子", "1980")
    citizen.happens(e.RemovePressed("a"), e.RemovePressed("a"), e.AddPressed())
    assert asking(citizen).startswith("member_name[")
    field = view(citizen)["body"]["fields"][0]
    assert field["value"] == ""


def test_going_back_from_a_new_one_leaves_nobody_on_the_list(citizen: Citizen) -> None:
    citizen.happens(e.AddPressed(), e.BackPressed())
    assert asking(citizen) == "members"
    assert view(citizen)["body"]["rows"] == []


def test_going_back_within_one_person(citizen: Citizen) -> None:
    citizen.happens(e.AddPressed())
    types(citizen, "花子")
    citizen.happens(e.BackPressed())
    assert asking(citizen) == "member_name[a]"
    assert view(citizen)["body"]["fields"][0]["value"] == "花子"


def test_changing_one_leads_through_its_questions_and_back_to_the_list(citizen: Citizen) -> None:
    adds(citizen, "花子", "1980")
    adds(citizen, "次郎", "1982")
    edit = view(citizen)["body"]["rows"][0]["edit"]
    citizen.happens(e.EditPressed(edit["argument"]))
    assert asking(citizen) == "member_name[a]"
    types(citizen, "春子")
    assert asking(citizen) == "member_birth[a]"
    citizen.happens(e.NextPressed(), e.NextPressed())
    assert asking(citizen) == "members"
    assert [plain(row["title"]) for row in view(citizen)["body"]["rows"]] == ["春子", "次郎"]


def test_each_line_of_the_review_opens_its_own_person(citizen: Citizen) -> None:
    adds(citizen, "花子", "1980")
    adds(citizen, "次郎", "1982")
    citizen.happens(e.NextPressed())
    finish(citizen)
    rows = [row for group in view(citizen)["body"]["groups"] for row in group["rows"]]
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names))
    row = next(row for row in rows if row["argument"] == "member_name[b]")
    assert plain(row["label"]).startswith("次郎")
    citizen.happens(e.EditPressed("member_name[b]"))
    assert view(citizen)["body"]["fields"][0]["value"] == "次郎"
    types(citizen, "三郎")
    assert isinstance(citizen.now(), Reviewing)


def finish(one: Citizen) -> None:
    """Whatever is still asked is not known, or nothing."""
    for _ in range(20):
        at = one.now()
        if not isinstance(at, Answering):
            return
        spec = one.world.pack.questions[at.question]
        if spec.kind == "list":
            one.happens(e.NextPressed())
        elif spec.dont_know:
            one.happens(e.Chosen("dont_know"), e.NextPressed())
        elif spec.decline:
            one.happens(e.Chosen("decline"), e.NextPressed())
        else:
            types(one, "花子")
    raise AssertionError(asking(one))


def reach(one: Citizen, question: str) -> None:
    """As :func:`finish`, up to one question."""
    for _ in range(20):
        at = one.now()
        assert isinstance(at, Answering), question
        if at.question == question:
            return
        if one.world.pack.questions[at.question].kind == "list":
            one.happens(e.NextPressed())
        else:
            one.happens(e.Chosen("dont_know"), e.NextPressed())
    raise AssertionError(question)


def test_several_choices_are_taken_and_given_back(citizen: Citizen) -> None:
    reach(citizen, "helps")
    assert view(citizen)["body"]["several"]
    citizen.happens(e.NextPressed())
    assert citizen.complaint() == "choose-some"
    citizen.happens(e.Chosen("taxi"), e.Chosen("meals"), e.Chosen("alarm"), e.Chosen("alarm"))
    citizen.happens(e.NextPressed())
    state = citizen.visit().facts["household.helps"]
    assert isinstance(state, Known)
    assert state.value == ("meals", "taxi"), "in the declared order"


def test_none_of_these_is_an_answer_of_its_own(citizen: Citizen) -> None:
    reach(citizen, "helps")
    citizen.happens(e.Chosen("taxi"), e.Chosen("none_of_these"), e.NextPressed())
    state = citizen.visit().facts["household.helps"]
    assert isinstance(state, Known)
    assert state.value == ()


def test_money_is_shown_in_groups_and_may_be_declined(citizen: Citizen) -> None:
    reach(citizen, "rent")
    citizen.happens(*(e.KeyTyped(digit) for digit in "0065000"))
    field = view(citizen)["body"]["fields"][0]
    assert (field["value"], field["unit"]) == ("65,000", "円")
    offered = [option["argument"] for option in view(citizen)["body"]["others"]]
    assert offered == ["dont_know", "decline"]
    citizen.happens(e.Chosen("decline"), e.NextPressed())
    assert isinstance(citizen.visit().facts["household.rent"], Declined)


def test_a_typed_amount_takes_the_place_of_what_was_said_instead(citizen: Citizen) -> None:
    reach(citizen, "rent")
    citizen.happens(e.Chosen("dont_know"), *(e.KeyTyped(digit) for digit in "65000"))
    citizen.happens(e.NextPressed())
    state = citizen.visit().facts["household.rent"]
    assert isinstance(state, Known)
    assert state.value == 65000


def test_a_month_is_enough_where_the_day_is_not_known(citizen: Citizen) -> None:
    citizen.happens(e.AddPressed())
    types(citizen, "花子")
    citizen.happens(e.Chosen("without_day"))
    assert [field["argument"] for field in view(citizen)["body"]["fields"]] == ["year", "month"]
    born(citizen, "198003")
    state = citizen.visit().facts[f"{MEMBERS}[a].birth"]
    assert isinstance(state, Known)
    assert state.value == YearMonth(1980, 3)
    citizen.happens(e.BackPressed())
    assert view(citizen)["body"]["echo"] == "昭和55年（1980年）3月"


def test_the_month_in_which_an_era_changes_belongs_to_both(citizen: Citizen) -> None:
    citizen.happens(e.AddPressed())
    types(citizen, "花子")
    for era, year in (("showa", "64"), ("heisei", "1")):
        citizen.happens(e.KeyTyped("clear"), e.EraChosen(era), e.Chosen("without_day"))
        citizen.happens(*(e.KeyTyped(digit) for digit in year), e.FieldChosen("month"))
        citizen.happens(e.KeyTyped("1"))
        assert view(citizen)["next"]["enabled"], era


def test_not_knowing_who_is_on_the_list(citizen: Citizen) -> None:
    citizen.happens(e.Chosen("dont_know"), e.NextPressed())
    assert isinstance(citizen.visit().facts[MEMBERS], DontKnow)


@pytest.mark.parametrize(
    ("fact", "value", "shown"),
    [
        ("visitor.phone", "0668582525", "06-••••-2525"),
        ("visitor.phone", "09000001234", "090-••••-1234"),
        ("account.number", "1234567", "••••567"),
    ],
)
def test_telephone_and_account_are_masked_once_they_are_entered(
    fact: str, value: str, shown: str
) -> None:
    assert masked(pack().facts[fact], value) == shown
    assert is_masked(pack().facts[fact])


def test_whose_data_yes_would_use_is_seen_before_it_is_touched() -> None:
    one = Citizen()
    one.starts()
    one.happens(e.SkipPressed())
    while asking(one) != "is_mourner":
        one.answers()
    banner = view(one)["banner"]
    assert plain(banner["text"]).startswith("山田　花子")
    assert "そのまま" in plain(banner["head"])
