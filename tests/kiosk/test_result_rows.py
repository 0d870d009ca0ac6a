"""What a citizen reads of a day, of who files, and of what has to wait; by hand, at the limits."""

from dataclasses import replace
from datetime import date

import pytest

from forms.facts.values import DontKnow, FactState, Known, Source, Value
from forms.journey import derive
from kiosk.screens.content import Sight
from kiosk.screens.phrases import plain
from kiosk.screens.result_views import Row, lists
from kiosk.screens.words import Words
from kiosk.session.states import ResultShown, SessionState
from kiosk.session.visit import Visit
from kiosk.session.world import SessionSettings, World
from tests.kiosk.walk import FACTS, SESSION, pack, wording


def shown(
    today: date, language: str = "ja", *, practice: bool = True, **changes: Value | None
) -> dict[str, list[Row]]:
    said: dict[str, FactState] = {
        fact: DontKnow() if value is None else Known(value, Source.CITIZEN)
        for fact, value in {
            **FACTS,
            **{name.replace("__", "."): value for name, value in changes.items()},
        }.items()
    }
    world = World(pack(), today, SessionSettings(practice=practice))
    visit = replace(Visit(SESSION, language), event="okuyami", facts=said)
    journey = derive(pack(), "okuyami", said, today, checked_only=not practice)
    words = Words(wording(), pack(), language)
    return lists(Sight(SessionState(visit, ResultShown()), world, words, journey), journey)


def row(found: dict[str, list[Row]], title: str) -> Row:
    return next(each for each in found["rows"] if plain(each["title"]).startswith(title))


# Died on Thursday 12 November 2026: the notices end on Thursday 26 November.
@pytest.mark.parametrize(
    ("today", "left", "note"),
    [
        (date(2026, 11, 13), "11月26日（木）\nあと13日", ""),
        (date(2026, 11, 25), "11月26日（木）\nあと1日", ""),
        (date(2026, 11, 26), "11月26日（木）\nきょうまで", ""),
        (
            date(2026, 11, 27),
            "11月26日（木）\n過ぎています",
            "期限の日を過ぎていても、窓口でご相談ください。",
        ),
    ],
)
def test_the_days_left_are_said_and_a_day_that_is_over_kindly(
    today: date, left: str, note: str
) -> None:
    found = row(shown(today), "世帯主の変更")
    assert (plain(found["deadline"]), plain(found["note"])) == (left, note)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 25), "Thu 26 November\n1 day left"),
        (date(2026, 11, 26), "Thu 26 November\nToday is the last day"),
        (date(2026, 11, 27), "Thu 26 November\nAlready passed"),
    ],
)
def test_the_days_left_in_english(today: date, left: str) -> None:
    assert plain(row(shown(today, "en"), "New head of household")["deadline"]) == left


# 葬祭費: two years after the funeral of 15 November 2026, a Wednesday in 2028.
@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 16), "あと約2年"),
        (date(2026, 12, 20), "あと約22か月"),
        (date(2028, 9, 15), "あと約2か月"),  # 61 days
        (date(2028, 9, 16), "あと60日"),
    ],
)
def test_a_day_far_off_is_counted_roughly(today: date, left: str) -> None:
    assert plain(row(shown(today), "葬祭費")["deadline"]).endswith(left)


def test_a_day_that_moved_says_which_day_was_counted() -> None:
    # Died on Saturday 7 November: the 14th day, a Saturday, then Sunday and 勤労感謝の日.
    found = row(shown(date(2026, 11, 16), deceased__death_date=date(2026, 11, 7)), "世帯主の変更")
    assert plain(found["deadline"]) == "11月24日（火）\nあと8日"
    assert plain(found["note"]) == "11月21日（土）は窓口が休みのため、次に開く日が期限です。"


def test_a_day_that_does_not_move_says_to_come_before_when_it_is_near() -> None:
    # Funeral on 23 November 2024: two years later is 勤労感謝の日, and 葬祭費 is barred by time.
    def at(today: date) -> Row:
        found = shown(
            today,
            funeral__date=date(2024, 11, 23),
            deceased__death_date=date(2024, 11, 20),
        )
        return row(found, "葬祭費")

    near = at(date(2026, 11, 16))
    assert "この日は窓口が休みです。それより前にお越しください。" in plain(near["note"])
    far = at(date(2026, 9, 23))
    assert "休み" not in plain(far["note"])


def test_who_files_stands_in_the_row() -> None:
    own = row(shown(date(2026, 11, 21)), "世帯主の変更")
    assert plain(own["who"]) == "あなたができます"
    other = row(shown(date(2026, 11, 21), deceased__registered="this_city"), "世帯主の変更")
    assert plain(other["who"]) == "委任状がいります"
    bring = shown(date(2026, 11, 21), deceased__registered="this_city")["bring"]
    assert "頼まれた人が使う紙（委任状）" in [plain(str(each)) for each in bring]


def test_a_claim_that_waits_says_why_and_shows_nothing_else() -> None:
    found = shown(date(2026, 11, 21), deceased__high_medical_cost=True, heirs__may_renounce=None)
    held = row(found, "医療費の払いもどし")
    assert (held["deadline"], held["who"], held["check"]) == ("", "", True)
    assert plain(held["checkText"]) == "先にご相談ください"
    assert plain(held["note"]).startswith(
        "相続放棄をするかもしれない方は、先に家庭裁判所や弁護士に"
    )
    assert "戸籍" not in "".join(str(each) for each in found["bring"])


def test_a_released_kiosk_says_that_the_counter_checks() -> None:
    found = shown(date(2026, 11, 21), practice=False)
    needed = row(found, "葬祭費（後期")
    assert plain(needed["deadline"]) == "窓口で確かめます"
    assert plain(needed["who"]) == "窓口で確かめます"
    assert "円" not in needed["note"]
    assert plain(needed["note"]) == "金額は窓口で確かめます。"
    unneeded = row(found, "国民健康保険をやめる")
    assert (plain(unneeded["checkText"]), unneeded["deadline"]) == ("窓口で確かめます", "")
    dated = [each for each in found["elsewhere"] if "年" in each["deadline"]]
    assert dated == []


def test_the_amount_is_said_only_where_it_is_sure_to_be_paid() -> None:
    sure = row(shown(date(2026, 11, 21)), "葬祭費（後期")
    assert plain(sure["note"]) == "喪主の方に50,000円が出ます。"
    # Of 71, 後期 only with a disability: not sure.
    younger = shown(date(2026, 11, 21), deceased__birth=date(1955, 3, 3), deceased__insurance=None)
    unsure = row(younger, "葬祭費（後期")
    assert "円" not in unsure["note"]


def test_a_fee_that_depends_on_what_is_found_is_told_with_each_of_its_amounts() -> None:
    wishes = ("koseki", "removed_record")
    found = shown(date(2026, 11, 21), family__wishes=wishes, deceased__honseki_here=True)
    told = plain(row(found, "戸籍（除籍）の証明")["note"])
    assert told == "手数料は1通、戸籍は450円、除籍・改製原戸籍は750円です。"
    assert plain(row(found, "住民票の除票")["note"]) == "手数料は1通300円です。"
