"""Several readers, two cards, slots that never answer: through the real pcscd."""

from __future__ import annotations

from collections.abc import Iterator
from queue import SimpleQueue

import pytest

from cardreader.cards.my_number import Tries
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.slot import Slot
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.readers import look_at_readers
from cardreader.pcsc.watcher import ReaderEvent, Watcher
from kiosk.app.places import CardPlaces
from kiosk.session import events as e
from kiosk.session.events import Event
from tests.support.card import shared_reader, until


class Kiosk:
    """Two places, and what the session is told of them."""

    def __init__(self) -> None:
        reader = shared_reader()
        reader.start()
        look_at_readers()  # pcscd looks for cards once somebody has asked
        self.names = reader.names
        self.slots = tuple(Slot(port) for port in reader.ports)
        self.places = CardPlaces(2.5)
        self.told: SimpleQueue[Event] = SimpleQueue()
        self.watcher = Watcher(self._heard)
        self.heard = 0

    def _heard(self, event: ReaderEvent) -> None:
        told = self.places.note(event)
        if told is not None:
            self.told.put(told)
        self.heard += 1

    def lay(self, place: int, profile: str) -> EmulatedCard:
        card = EmulatedCard(load_profile(profile))
        before = self.heard
        assert self.slots[place].insert(card)
        if self.watcher_runs:
            until(lambda: self.heard > before)
        return card

    def take(self, place: int) -> None:
        before = self.heard
        self.slots[place].remove()
        until(lambda: self.heard > before)

    watcher_runs = False

    def start(self) -> None:
        """Both readers are found at once."""
        self.watcher.start()
        self.watcher_runs = True
        assert [self.told.get(timeout=10), self.told.get(timeout=10)] == [e.ReaderFound()] * 2

    def all_told(self) -> list[Event]:
        told = []
        while not self.told.empty():
            told.append(self.told.get())
        return told


@pytest.fixture
def kiosk() -> Iterator[Kiosk]:
    made = Kiosk()
    yield made
    if made.watcher_runs:
        made.watcher.stop()
    for slot in made.slots:
        slot.remove()
    until(_empty)


def _empty() -> bool:
    states = look_at_readers()
    return not isinstance(states, CardFailure) and not any(state.card for state in states)


def test_a_slot_that_was_mute_before_is_no_card(kiosk: Kiosk) -> None:
    kiosk.lay(0, "two_cards")
    kiosk.start()
    until(lambda: kiosk.heard == 3)
    assert kiosk.all_told() == []
    assert kiosk.places.ask() == CardFailure(CardFailureCode.ABSENT)
    kiosk.lay(1, "taro")
    assert kiosk.all_told() == [e.CardInserted()]
    assert kiosk.places.ask() == Tries(3, 10)
    assert kiosk.places.reader == kiosk.names[1]


def test_a_card_that_lay_there_before_counts(kiosk: Kiosk) -> None:
    kiosk.lay(0, "taro")
    kiosk.start()
    until(lambda: kiosk.heard == 3)
    assert kiosk.all_told() == [e.CardInserted()]
    assert kiosk.places.ask() == Tries(3, 10)


def test_of_two_cards_the_my_number_card_is_read(kiosk: Kiosk) -> None:
    kiosk.start()
    kiosk.lay(1, "hanako")
    other = kiosk.lay(0, "licence")
    assert kiosk.places.ask() == Tries(3, 10)
    assert kiosk.places.reader == kiosk.names[1]
    assert other.verifies == 0
    kiosk.all_told()
    kiosk.take(0)
    assert kiosk.all_told() == [], "the card in use still lies there"
    kiosk.take(1)
    assert kiosk.all_told() == [e.CardRemoved()]
    assert kiosk.places.reader is None


def test_of_two_other_things_the_one_that_says_something_is_told(kiosk: Kiosk) -> None:
    kiosk.start()
    kiosk.lay(0, "licence")
    kiosk.lay(1, "two_cards")
    answer = kiosk.places.ask()
    assert isinstance(answer, CardFailure)
    assert answer.code is CardFailureCode.LICENCE
