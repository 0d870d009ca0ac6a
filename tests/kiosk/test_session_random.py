"""Anybody may touch anything at any time."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from cardreader.failures import CardFailure, CardFailureCode
from kiosk.screens.build import build_view
from kiosk.session import events as e
from kiosk.session.reducer import initial, reduce
from kiosk.session.states import (
    AttractShown,
    EndReason,
    Finishing,
    ReadingCard,
    SessionEnded,
    SessionState,
)
from tests.kiosk.situations import one_of_each_event
from tests.kiosk.walk import CARD, wording, world

KEYS = [
    *"あかさたなはまやらわん1234567890abc",
    "dakuten",
    "small",
    "erase",
    "clear",
    "space",
    "convert",
]

EVENTS: st.SearchStrategy[e.Event] = st.one_of(
    st.sampled_from(one_of_each_event()),
    st.just(e.NextPressed()),
    st.just(e.CardRead(CARD)),
    st.sampled_from(
        [
            "okuyami",
            "certificates",
            "yes",
            "no",
            "dont_know",
            "visitor",
            "deceased",
            "spouse",
            "kouki",
        ]
    ).map(e.Chosen),
    st.sampled_from(KEYS).map(e.KeyTyped),
    st.sampled_from(["visitor.name", "year", "month", "day", "nowhere"]).map(e.FieldChosen),
    st.sampled_from(["relation", "visitor_name", "death_date", "nothing"]).map(e.EditPressed),
    st.sampled_from(list(CardFailureCode)).map(lambda code: e.CardFailed(CardFailure(code, 1))),
    st.integers(0, 400).map(e.IdleElapsed),
    st.integers(-1, 9).map(e.PinEdited),
    st.builds(e.CardChecked, st.integers(0, 3), st.none() | st.integers(0, 10)),
    st.booleans().map(e.AssistChanged),
    st.sampled_from(["wait", "without_paper", "end", "try_again", "keep", "none"]).map(
        e.TroubleKeyPressed
    ),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(EVENTS, max_size=60))
def test_no_sequence_breaks_it_and_every_state_has_a_way_out(events: list[e.Event]) -> None:
    state = initial(UUID(int=7))
    for event in [e.StartPressed(), *events]:
        state, _ = reduce(state, event, world())
    for language in world().languages():
        build_view(state, world(), wording(), language)
    assert isinstance(_left_alone(state).situation, SessionEnded | AttractShown)
    if not isinstance(state.situation, SessionEnded):
        stopped, _ = reduce(state, e.StopPressed(), world())
        assert stopped.situation == SessionEnded(EndReason.STOPPED)
        assert stopped.visit.facts == {}


def _left_alone(state: SessionState) -> SessionState:
    """The citizen goes away; the clock runs.  Work that never ends is ended by its watchdog."""
    for _ in range(4):
        if isinstance(state.situation, ReadingCard | Finishing):
            state, _effects = reduce(state, e.IdleElapsed(1000), world())
        state, _effects = reduce(state, e.IdleElapsed(1000), world())
    return state


@settings(max_examples=100, deadline=None)
@given(st.lists(EVENTS, max_size=40))
def test_nothing_personal_in_any_repr(events: list[e.Event]) -> None:
    state = initial(UUID(int=7))
    secret = ("吉﨑", "恵美子", "中桜塚", "1948")
    for event in [e.StartPressed(), *events]:
        state, effects = reduce(state, event, world())
        said = f"{state!r}{event!r}{effects!r}{state}{event}"
        assert not any(word in said for word in secret)
