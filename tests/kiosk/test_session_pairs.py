"""Every situation meets every event, and every situation has a way out."""

from __future__ import annotations

from itertools import product

import pytest

from kiosk.session.anywhere import ANYWHERE
from kiosk.session.events import Event
from kiosk.session.pairs import EVENTS, HANDLERS, IGNORED, SITUATIONS
from kiosk.session.reducer import reduce
from kiosk.session.states import SessionEnded, SessionState
from tests.kiosk.situations import one_of_each_event, one_of_each_situation
from tests.kiosk.walk import world

PAIRS = list(product(SITUATIONS, EVENTS))


def test_every_pair_is_in_exactly_one_place() -> None:
    for situation, event in PAIRS:
        handled = (situation, event) in HANDLERS
        anywhere = event in ANYWHERE and situation is not SessionEnded
        ignored = event in IGNORED[situation]
        assert [handled, anywhere, ignored].count(True) == 1, (situation, event)


def test_no_table_names_a_pair_that_does_not_exist() -> None:
    assert set(HANDLERS) <= set(PAIRS)
    assert set(ANYWHERE) <= set(EVENTS)
    for situation, events in IGNORED.items():
        assert len(events) == len(set(events)), situation
        assert set(events) <= set(EVENTS)


def test_the_samples_are_complete() -> None:
    assert {type(state.situation) for state in one_of_each_situation()} == set(SITUATIONS)
    assert {type(event) for event in one_of_each_event()} == set(EVENTS)


@pytest.mark.parametrize(
    "state", one_of_each_situation(), ids=lambda state: type(state.situation).__name__
)
@pytest.mark.parametrize("event", one_of_each_event(), ids=lambda event: type(event).__name__)
def test_every_pair_reduces(state: SessionState, event: Event) -> None:
    after, effects = reduce(state, event, world())
    assert type(after.situation) in SITUATIONS
    again, same_effects = reduce(state, event, world())
    assert (after, effects) == (again, same_effects), "the reducer is a function"
    if type(event) in IGNORED[type(state.situation)]:
        assert after.situation == state.situation
        assert effects == ()
    if isinstance(state.situation, SessionEnded):
        assert after == state
        assert effects == ()
