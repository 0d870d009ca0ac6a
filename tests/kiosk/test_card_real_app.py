"""A handful of faulty cards in the real app: touches, pcscd, the emulated card in a process of its own.

Thousands of them through the same reading and session without Qt: ``tests.faults.cards``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from cardreader.emulator.faults import Fault
from kiosk.session.world import CardNumbers, SessionSettings
from kiosk.story.driver import RobotDriver, View, wait_for
from kiosk.story.house import House
from tests.support.sessions import TODAY, words_on

SECONDS = 30.0
_NUMBERS = (("year", "40"), ("month", "4"), ("day", "12"), ("expiry", "2031"), ("code", "4821"))
FAULTS = {
    "pulled": (Fault(pull_after=9), {"card.removed"}),
    "answer of the PIN lost": (Fault(lose_answer_after=11), {"card.pin_uncertain"}),
    "hung": (Fault(hang_after=14), {"card.hung"}),
    "noise": (Fault(noise_after=13, seed=3), {"card.unreadable"}),
}
"""Asking the counters takes 5 commands; then 3 for the free record, 3 to the counter, the PIN is the 12th."""

pytestmark = [pytest.mark.xdist_group("house"), pytest.mark.timeout(300)]


class Person:
    """Touches and looks."""

    def __init__(self, house: House, finger: RobotDriver) -> None:
        self.house = house
        self.finger = finger

    def presses(self, *names: str) -> None:
        for name in names:
            self.finger.press(name)

    def sees(self, *kinds: str) -> View:
        view: View = wait_for(
            lambda: (shown := self.finger.view())["kind"] in kinds and shown,
            SECONDS,
            f"the screen {' or '.join(kinds)}",
        )
        return view

    def lays(self, card: str, fault: Fault | None = None) -> None:
        self.house.dock.client.insert(card, fault=fault)

    def enters_pin(self) -> None:
        self.sees("pin")
        self.presses(*(f"key.digit.{digit}" for digit in "1234"), "key.next")

    def enters_numbers(self) -> None:
        for part, digits in _NUMBERS:
            self.presses(f"field.{part}", *(f"key.digit.{digit}" for digit in digits))
        self.presses("key.next")

    def tries_of(self, card: str) -> Any:
        rows = {row["profile"]: row for row in self.house.dock.client.status()["cards"]}
        return rows[card]["tries_left"], rows[card]["verifies"]


@pytest.fixture(scope="module")
def house() -> Iterator[House]:
    settings = SessionSettings(practice=True, card_numbers=CardNumbers.ALONE, idle_seconds=600)
    with House(today=TODAY, session=settings) as built:
        built.open_kiosk()
        yield built


def test_cards_that_fail_and_then_are_read(house: House) -> None:
    with house.finger() as finger:
        person = Person(house, finger)
        person.presses("key.start")
        person.sees("purpose")
        tile = next(t for t in finger.view()["body"]["tiles"] if t["argument"] == "certificates")
        person.presses(tile["name"], "key.next")
        person.sees("card")
        for fault, codes in FAULTS.values():
            person.lays("taro", fault)
            person.enters_pin()
            view = person.sees("trouble", "confirm")
            assert view["kind"] == "trouble"
            assert view["lead"]
            assert view["code"] in codes
            person.house.dock.client.remove()
        assert person.tries_of("taro")[0] == 3
        person.lays("transit_card")
        wait_for(
            lambda: "これは電車やお店のカードです" in words_on(finger.view()).replace(" ", ""),
            SECONDS,
            "the transit card's screen",
        )
        person.house.dock.client.remove()
        person.lays("taro")
        person.sees("pin")
        person.presses("key.skip")
        person.sees("card_numbers")
        person.enters_numbers()
        view = person.sees("confirm")
        assert "吉田" in words_on(view).replace("𠮷", "吉")
        assert view["body"]["rows"][0]["picture"].startswith("data:image/png")
        assert person.tries_of("taro") == (3, 5), "three by PIN, one per application by numbers"
        # Back to the card, which is now as slow as the slowest reader: 300 ms for each command.
        person.house.dock.client.remove()
        person.presses("key.back")
        person.sees("card")
        person.lays("hanako", Fault(slow=0.3))
        person.enters_pin()
        assert person.sees("confirm")["body"]["rows"][0]["isName"]
