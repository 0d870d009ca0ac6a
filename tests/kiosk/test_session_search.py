"""Words of one's own find the event: as people say it, with kana, in any width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.session import events as e
from kiosk.session.effects import BeginSession
from kiosk.session.search import found_events
from kiosk.session.states import ChoosingEvent, SearchingEvent, WaitingForCard
from tests.kiosk.walk import SESSION, Citizen, world


@pytest.mark.parametrize(
    ("typed", "event"),
    [
        ("父が亡くなった", "okuyami"),
        ("ちちがなくなりました", "okuyami"),
        ("ハハガ　ナクナッタ", "okuyami"),
        ("おくやみ", "okuyami"),
        ("そうしき", "okuyami"),
        ("葬式", "okuyami"),
        ("じゅうみんひょうがほしい", "certificates"),
        ("住民", "certificates"),
        ("じゅうみん", "certificates"),
        ("きょうはよいてんき", None),
        ("死", "okuyami"),
        ("あ", None),
        ("", None),
    ],
)
def test_japanese(typed: str, event: str | None) -> None:
    found = found_events(typed, world(), "ja")
    assert found[:1] == ((event,) if event else ())


@pytest.mark.parametrize(
    ("typed", "language", "event"),
    [
        ("bo toi moi mat", "vi", "okuyami"),
        ("Bố tôi mới mất", "vi", "okuyami"),
        ("doi dia chi", "vi", "tenkyo"),
        ("meu pai faleceu", "pt-BR", "okuyami"),
        ("certidao", "pt-BR", "certificates"),
        ("mudanca", "pt-BR", "tennyu"),
        ("ボンさん", "vi", None),
    ],
)
def test_without_the_accents_that_no_key_has(typed: str, language: str, event: str | None) -> None:
    found = found_events(typed, world(), language)
    assert found[:1] == ((event,) if event else ())


@pytest.mark.parametrize(
    ("typed", "event"),
    [("my father DIED", "okuyami"), ("ｄｅａｔｈ", "okuyami"), ("juminhyo", "certificates")],
)
def test_english(typed: str, event: str) -> None:
    assert found_events(typed, world(), "en")[0] == event


@given(st.text(max_size=30))
def test_anything_may_be_typed(typed: str) -> None:
    assert set(found_events(typed, world(), "ja")) <= set(world().events())


def test_what_is_found_leads_on_as_its_picture_does() -> None:
    citizen = Citizen()
    citizen.happens(e.StartPressed(), e.SearchPressed(), *(e.KeyTyped(c) for c in "なくなった"))
    assert isinstance(citizen.now(), SearchingEvent)
    effects = citizen.happens(e.NextPressed())
    assert citizen.now() == WaitingForCard()
    assert BeginSession(SESSION) in effects
    assert citizen.visit().event == "okuyami"


def test_nothing_found_says_so_and_back_are_the_pictures() -> None:
    citizen = Citizen()
    citizen.happens(e.StartPressed(), e.SearchPressed(), e.KeyTyped("ぬ"), e.NextPressed())
    assert citizen.complaint() == "search-none"
    citizen.happens(e.KeyTyped("convert"), e.CandidateChosen("0"), e.CandidateChosen("more"))
    assert isinstance(citizen.now(), SearchingEvent)
    citizen.happens(e.BackPressed())
    assert citizen.now() == ChoosingEvent()
