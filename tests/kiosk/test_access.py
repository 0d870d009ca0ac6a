"""Language and looks: on every screen, losing nothing, forgotten with the visit; what stands beside a translation."""

from dataclasses import replace
from typing import Any

import pytest

from forms.catalogue.translation import Translation
from kiosk.screens.build import build_view
from kiosk.screens.phrases import plain
from kiosk.screens.readings import MARK, letters, with_readings
from kiosk.session import events as e
from kiosk.session.looks import Contrast, Looks, Sheet, TextSize
from kiosk.session.reducer import reduce
from kiosk.session.states import SessionEnded, SessionState
from tests.kiosk.situations import one_of_each_question, one_of_each_situation
from tests.kiosk.walk import wording, world

STATES = [*one_of_each_situation(), *one_of_each_question()]


def after(state: SessionState, *events: e.Event) -> SessionState:
    for event in events:
        state, _ = reduce(state, event, world())
    return state


def view(state: SessionState, language: str = "ja") -> dict[str, Any]:
    return dict(build_view(state, world(), wording(), language))


def test_a_change_of_language_and_looks_loses_nothing() -> None:
    for state in STATES:
        if isinstance(state.situation, SessionEnded):
            continue
        changed = after(
            state,
            e.SheetTurned("looks"),
            e.LookChosen("text.1.6"),
            e.LookChosen("contrast.dark"),
            e.LookChosen("low.on"),
            e.LookChosen("left.on"),
            e.SheetTurned("language"),
            e.LanguageChosen("en"),
            e.SheetTurned(""),
        )
        looks = Looks(TextSize.LARGEST, Contrast.DARK, low=True, left=True)
        assert changed.visit.looks == looks
        assert changed.visit.language == "en"
        assert replace(changed, visit=state.visit) == state


def test_a_sheet_lies_over_the_screen_and_the_bar_puts_it_away() -> None:
    for state in STATES:
        if isinstance(state.situation, SessionEnded):
            continue
        lying = after(state, e.SheetTurned("looks"))
        shown = view(lying)
        assert shown["sheet"]["kind"] == "looks"
        for bar in ("back", "next"):
            assert (shown[bar]["action"], shown[bar]["argument"]) == ("sheet", "")
        assert after(lying, e.SheetTurned("looks")) == after(lying, e.SheetTurned("")) == state


def test_the_attract_screen_forgets_what_was_tried_on_it() -> None:
    (start,) = (s for s in STATES if type(s.situation).__name__ == "AttractShown")
    tried = after(start, e.LanguageChosen("en"), e.LookChosen("text.1.6"), e.SheetTurned("looks"))
    assert after(tried, e.IdleElapsed(59)) == tried
    assert after(tried, e.IdleElapsed(60)) == start


def test_a_look_that_does_not_exist_is_a_bug() -> None:
    for wrong in ("text.2", "low.maybe", "size.1", ""):
        with pytest.raises(ValueError):
            Looks().with_choice(wrong)


def test_the_japanese_stands_beside_a_translation_that_nobody_has_read() -> None:
    assert world().pack.wording.translation("en") == Translation(complete=True)
    state = next(s for s in STATES if getattr(s.situation, "question", "") == "relation")
    shown, japanese = view(state, "en"), view(state)
    assert shown["unread"]
    assert shown["beside"] == japanese["title"]
    beside = [option.get("beside") for option in shown["body"]["options"]]
    assert beside == [option["text"] for option in japanese["body"]["options"]]
    assert not japanese["unread"] and not japanese["beside"]


def test_a_word_that_says_the_japanese_already_is_left_alone() -> None:
    state = next(s for s in STATES if type(s.situation).__name__ == "Answering")
    shown = view(state, "en")
    for option in shown["body"].get("options", []):
        assert (
            plain(option.get("beside", "")) not in plain(option["text"]) or "beside" not in option
        )


def test_sheets_and_looks_are_named_in_the_view() -> None:
    state = after(STATES[0], e.SheetTurned(Sheet.LANGUAGE.value))
    names = [key["argument"] for key in view(state)["sheet"]["groups"][0]["keys"]]
    assert names == list(world().languages())


def test_readings_go_to_the_screen_behind_the_letters() -> None:
    shown = with_readings({"a": ["係員《かかりいん》を 呼《よ》ぶ", "はい"]})["a"]
    assert plain(letters(shown[0])) == "係員を 呼ぶ"
    assert shown[0].partition(MARK)[2] == "係員《かかりいん》を 呼《よ》ぶ"
    assert shown[1] == "はい"
