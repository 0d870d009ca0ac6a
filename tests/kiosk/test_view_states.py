"""A screen for every state, in every language, with everything that a citizen needs on it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import assets
from cardreader.failures import CardFailureCode
from forms.catalogue.wording import keys
from kiosk.screens.build import build_view
from kiosk.screens.phrases import (
    BREAK,
    JOIN,
    address_phrases,
    date_phrases,
    name_phrases,
    phrased,
    plain,
)
from kiosk.screens.view import ScreenView
from kiosk.screens.words import Words
from kiosk.session import events as e
from kiosk.session.actions import ACTIONS, event_for
from kiosk.session.states import (
    Answering,
    AskingSurvey,
    AttractShown,
    ChoosingEvent,
    Finishing,
    FinishStep,
    InTrouble,
    Remedy,
    ResultShown,
    Reviewing,
    SearchingEvent,
    SessionEnded,
    SessionState,
    ThingsLeft,
    WaitingForCard,
)
from kiosk.session.visit import Delivery
from tests.kiosk.every_question import one_of_every_question
from tests.kiosk.situations import one_of_each_question, one_of_each_situation
from tests.kiosk.walk import Citizen, pack, wording, world

LANGUAGES = world().languages()
_KEYS_OF_THE_PAD = {"key"}


def view(state: SessionState, language: str = "ja") -> ScreenView:
    return build_view(state, world(), wording(), language)


def pressable(node: Any) -> Iterator[dict[str, Any]]:
    """Everything in the view that names an action."""
    if isinstance(node, dict):
        if "action" in node:
            yield node
        for value in node.values():
            yield from pressable(value)
    elif isinstance(node, list):
        for value in node:
            yield from pressable(value)


def states() -> list[SessionState]:
    return [*one_of_each_situation(), *one_of_each_question()]


def _name(state: SessionState) -> str:
    situation = state.situation
    return situation.question if isinstance(situation, Answering) else type(situation).__name__


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", states(), ids=_name)
def test_every_state_has_a_screen(state: SessionState, language: str) -> None:
    shown = view(state, language)
    assert json.loads(json.dumps(shown)) == shown, "plain JSON"
    assert shown["title"]
    assert shown["staff"]["text"]
    names = [item["name"] for item in pressable(dict(shown))]
    assert len(names) == len(set(names)), "object names are unique"
    for item in pressable(dict(shown)):
        assert item["action"] in ACTIONS
        assert event_for(item["action"], item["argument"])
    if not shown["next"]["enabled"] and not isinstance(state.situation, SessionEnded):
        assert shown["next"]["why"], "a grey key says why"


@pytest.mark.parametrize("state", states(), ids=_name)
def test_the_idle_question_covers_every_screen(state: SessionState) -> None:
    shown = view(replace(state, idle_left=20))
    overlay = shown["overlay"]
    assert overlay is not None
    assert overlay["seconds"] == 20
    assert (shown["next"]["action"], shown["back"]["action"]) == ("stay", "stop")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CardFailureCode)
def test_every_card_failure_has_words(code: CardFailureCode, language: str) -> None:
    _trouble(code.value, language)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "code",
    [
        *("session.card_laid_down_again", "session.finishing_slow", "session.print_aborted"),
        *("session.keeper_away", "session.sealing_failed"),
        *("session.print_unknown", "session.print_not_sent", "session.printer_worker_away"),
    ],
)
def test_every_failure_of_the_session_has_words(code: str, language: str) -> None:
    _trouble(code, language)


def _trouble(code: str, language: str) -> None:
    at = InTrouble(code, WaitingForCard(), tuple(Remedy), tries_left=1)
    citizen = Citizen()
    citizen.starts()
    shown = view(replace(citizen.state, situation=at), language)
    assert shown["title"]
    assert shown["lead"]
    assert code not in json.dumps({**shown, "code": ""}), "never a code on the screen"
    assert len(shown["body"]["keys"]) == len(Remedy)


@pytest.mark.parametrize("complaint_of", states(), ids=_name)
def test_a_grey_next_key_answers(complaint_of: SessionState) -> None:
    citizen = Citizen()
    citizen.state = complaint_of
    if view(complaint_of)["next"]["enabled"]:
        return
    citizen.happens(e.NextPressed())
    if citizen.state.complaint is None:
        assert citizen.state.situation == complaint_of.situation, "grey keys lead nowhere"
        return
    for language in LANGUAGES:
        banner = view(citizen.state, language)["banner"]
        assert banner is not None
        assert banner["head"]


def test_every_complaint_has_words_in_every_language() -> None:
    complaints = [
        *("choose-one", "choose-way", "put-card", "pin-four", "working", "enter-text"),
        *("enter-number", "number-limits", "postcode-seven", "phone-digits", "digits-missing"),
        *("enter-year", "enter-month", "enter-day", "date-not-in-calendar", "date-in-future"),
    ]
    for language in LANGUAGES:
        for complaint in complaints:
            assert wording().text(f"kiosk-why-{complaint}", language)


def test_both_languages_have_the_same_keys() -> None:
    found = {
        language: {key for key, _, _ in keys(assets.ROOT / "wording", language)}
        for language in LANGUAGES
    }
    assert found["ja"] == found["en"]


@pytest.mark.parametrize("language", world().languages())
def test_no_answer_says_the_same_twice(language: str) -> None:
    """ "Yes" over "Yes", where a language has no other word for what the Japanese says: seen on a picture."""
    twice = [
        f"{name}: {said}"
        for name, state in one_of_every_question().items()
        for said in _said_twice(build_view(state, world(), wording(), language))
    ]
    assert twice == []


def _said_twice(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if part.get("text") and part.get("text") == part.get("second"):
            yield plain(part["text"])
        yield from _said_twice(list(part.values()))
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _said_twice(each)


def test_the_palette_is_quiet_from_the_first_bereaved_screen_to_the_end() -> None:
    for state in one_of_each_situation():
        loud = isinstance(
            state.situation,
            AttractShown
            | ChoosingEvent
            | SearchingEvent
            | SessionEnded
            | AskingSurvey
            | ThingsLeft,
        )
        assert view(state)["palette"] == ("standard" if loud else "quiet")
    citizen = Citizen()
    citizen.starts("certificates")
    assert view(citizen.state)["palette"] == "standard"


def test_condolence_once_on_the_first_screen() -> None:
    citizen = Citizen()
    citizen.starts()
    first = plain(view(citizen.state)["opening"])
    assert first.startswith("心からお悔やみ申し上げます。")
    citizen.happens(e.SkipPressed())
    later = [citizen.state]
    citizen.answers_all()
    later += citizen.states[-40:]
    for state in later:
        assert "お悔やみ" not in json.dumps(view(state), ensure_ascii=False).replace(JOIN, "")


def test_the_number_of_the_question_counts_up_and_the_rest_is_about() -> None:
    citizen = Citizen()
    citizen.starts()
    citizen.happens(e.SkipPressed())
    places = []
    while isinstance(citizen.state.situation, Answering):
        note = view(citizen.state)["phases"][1]["note"]
        place, _, total = note.partition("/")
        places.append(int(place))
        assert int(total.removeprefix("約")) >= int(place)
        citizen.answers()
    assert places == list(range(1, len(places) + 1))


def test_arrived_is_said_only_after_the_receipt_of_the_office() -> None:
    state = next(s for s in one_of_each_situation() if isinstance(s.situation, ResultShown))
    at_work = Finishing(FinishStep.RECEIPT)
    for delivery in Delivery:
        visit = replace(state.visit, delivery=delivery)
        arrived = delivery is Delivery.DELIVERED
        assert ("届きました" in plain(view(replace(state, visit=visit))["lead"])) is arrived
        banner = view(replace(state, visit=visit, situation=at_work))["banner"]
        assert (banner is None) == (delivery is Delivery.NOT_YET_STORED)
        if banner is not None:
            assert (banner["tone"], "届きました" in plain(banner["head"])) in {
                (("ok", True) if arrived else ("wait", False)),
            }


def test_the_result_says_first_that_it_is_not_finished() -> None:
    state = next(s for s in one_of_each_situation() if isinstance(s.situation, ResultShown))
    shown = view(state)
    assert plain(shown["title"]) == "お手続きはまだ終わっていません"
    assert shown["body"]["number"] == "027"
    assert "世帯主の変更" in {plain(row["title"]) for row in shown["body"]["rows"]}
    assert shown["next"]["text"] == "おわる"


def test_the_review_shows_every_answer() -> None:
    state = next(s for s in one_of_each_situation() if isinstance(s.situation, Reviewing))
    rows = [row for group in view(state)["body"]["groups"] for row in group["rows"]]
    questions = {row["argument"] for row in rows}
    assert set(state.visit.history) <= questions
    undecided = [row["argument"] for row in rows if row["undecided"]]
    assert undecided == ["pension"]


def test_a_held_printer_shows_in_words_which_sheet_waits() -> None:
    citizen = Citizen()
    citizen.starts("certificates")
    citizen.happens(e.Begun("027", 1), e.SkipPressed())
    citizen.answers_all()
    at = Finishing(FinishStep.PRINTING, 0, 1, held="printer.out_of_paper")
    shown = view(replace(citizen.state, situation=at))
    assert [step["state"] for step in shown["body"]["steps"]] == ["done", "wait", "todo"]
    assert plain(shown["title"]) == "紙がなくなりました"
    assert plain(shown["lead"]) == "係員が紙を入れます。このままお待ちください。"


@pytest.mark.parametrize(
    ("day", "text"),
    [
        # 元号法 and the edicts: the first day belongs to the new era.
        (date(2019, 4, 30), "平成31年4月30日"),
        (date(2019, 5, 1), "令和元年5月1日"),
        (date(1989, 1, 7), "昭和64年1月7日"),
        (date(1989, 1, 8), "平成元年1月8日"),
        (date(1926, 12, 24), "大正15年12月24日"),
        (date(1926, 12, 25), "昭和元年12月25日"),
        (date(1912, 7, 29), "明治45年7月29日"),
        (date(1912, 7, 30), "大正元年7月30日"),
    ],
)
def test_days_in_japanese_eras(day: date, text: str) -> None:
    assert Words(wording(), pack(), "ja").day(day) == text


def test_phrases_break_between_words_only() -> None:
    marked = phrased("マイナンバーカードを 台に 置いてください", "ja")
    assert plain(marked) == "マイナンバーカードを台に置いてください"
    assert [piece.replace(JOIN, "") for piece in marked.split(BREAK)][-2:] == [
        "台に",
        "置いてください",
    ]
    assert phrased("Put your card here", "en") == "Put your card here"


@pytest.mark.parametrize(
    ("text", "language", "parts"),
    [
        ("後期高齢者医療の 方", "ja", "後期高齢者医療の|方"),
        ("葬祭費を 受け取る", "ja", "葬祭費を|受け取る"),
        ("成年後見人・保佐人など", "ja", "成年後見人・|保佐人など"),
        ("夫・妻", "ja", "夫・妻"),
        ("お通夜・告別式・家族葬など", "ja", "お通夜・|告別式・|家族葬など"),
        ("呼叫工作人员", "zh-Hans", "呼叫|工作|人员"),
        ("福利服务（障害福祉サービス）", "zh-Hans", "福利|服务|（障害福祉サービス）"),
        ("介护保险（相続代表人）", "zh-Hans", "介护|保险|（相続代表人）"),
        ("请选“是”。", "zh-Hans", "请|选|“是”。"),
        ("출입국재류관리국(出入国在留管理局)", "ko", "출입국재류관리국|(出入国在留管理局)"),
    ],
)
def test_lines_break_between_words(text: str, language: str, parts: str) -> None:
    assert phrased(text, language).replace(JOIN, "").replace(BREAK, "|") == parts


def test_a_letter_behind_a_space_is_not_left_alone() -> None:
    assert phrased("なくなった 方", "ja-easy").replace(JOIN, "") == "なくなった\u00a0方"
    assert phrased("노인 등", "ko") == "노인\u00a0등"


def test_a_number_stays_with_what_it_counts_and_japanese_words_stay_whole_in_english() -> None:
    assert "13日までに" in [
        piece.replace(JOIN, "") for piece in phrased("11月 13日までに 返す", "ja").split(BREAK)
    ]
    english = phrased("Procedures after a death (おくやみ)", "en")
    assert english == f"Procedures after a death ({JOIN.join('おくやみ')})"


@pytest.mark.parametrize(
    ("address", "parts"),
    [
        ("大阪府豊中市中桜塚三丁目99番88－701号", "大阪府|豊中市|中桜塚三丁目|99番88－701号"),
        ("愛知県豊田市西町3丁目60番地", "愛知県|豊田市|西町3丁目|60番地"),
        # Names of places that look like the end of one.
        ("三重県四日市市諏訪町1番5号", "三重県|四日市市|諏訪町|1番5号"),
        ("東京都東村山市本町1丁目2番地3", "東京都|東村山市|本町1丁目|2番地3"),
        ("北海道余市郡余市町朝日町26番地", "北海道|余市郡余市町|朝日町|26番地"),
        ("大阪府大阪市北区中之島一丁目3番20号", "大阪府|大阪市北区|中之島一丁目|3番20号"),
        ("福島県田村市船引町1　サンプル荘　501", "福島県|田村市|船引町|1|　サンプル荘|　501"),
    ],
)
def test_an_address_breaks_at_its_parts(address: str, parts: str) -> None:
    assert address_phrases(address).replace(JOIN, "").replace(BREAK, "|") == parts


@given(st.text(alphabet="大阪府豊中市郡町村区丁目番地号12３ー　 ABハイツ", max_size=30))
def test_no_letter_of_an_address_is_lost(address: str) -> None:
    assert plain(address_phrases(address)) == address


def test_a_name_breaks_between_its_parts_and_a_day_after_its_year() -> None:
    name = name_phrases("吉田　太郎", "ヨシダ　タロウ").replace(JOIN, "")
    assert name.split(BREAK) == ["吉田　", "太郎", "（ヨシダ\u00a0タロウ）"]
    day = date_phrases("令和10年11月13日", "ja").replace(JOIN, "")
    assert day.split(BREAK) == ["令和10年", "11月13日"]
    assert name_phrases("葛\U000e0100西　花子") == "葛\U000e0100西　花子"


def test_a_variation_selector_is_not_parted_from_its_letter() -> None:
    assert JOIN + "\U000e0100" not in phrased("葛\U000e0100西さんの お名前", "ja")


def test_who_has_begun_a_word_of_search_is_not_told_that_nothing_is_found() -> None:
    citizen = Citizen()
    citizen.happens(e.StartPressed(), e.SearchPressed(), e.KeyTyped("そ"))
    assert plain(view(citizen.state)["body"]["hint"]) == "もう1字入れてください。"
    citizen.happens(e.KeyTyped("う"))
    assert view(citizen.state)["body"]["hint"] == ""
    citizen.happens(e.KeyTyped("ぬ"))
    assert plain(view(citizen.state)["body"]["hint"]).startswith("見つかりません。")
