"""What people put on a reader that is no My Number Card, through the real pcscd."""

from __future__ import annotations

from queue import SimpleQueue

import pytest

from cardreader.cards.my_number import Tries
from cardreader.emulator.profiles import profile_names
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.watcher import CardInserted, ReaderEvent, Watcher
from cardreader.reading import ask_tries
from tests.support.card import Table, until

THINGS = {
    "phone": CardFailureCode.PHONE,
    "iphone": CardFailureCode.PHONE,
    "old_resident_card": CardFailureCode.OLD_RESIDENT_CARD,
    "licence": CardFailureCode.LICENCE,
    "residence_card": CardFailureCode.RESIDENCE_CARD,
    "transit_card": CardFailureCode.TRANSIT,
    "two_cards": CardFailureCode.UNRESPONSIVE,
    "other_card": CardFailureCode.NOT_MY_NUMBER,
}


def asked(table: Table, profile: str) -> Tries | CardFailure:
    """As the kiosk does: the watcher tells of the card and its ATR, then it is asked."""
    heard: SimpleQueue[ReaderEvent] = SimpleQueue()
    watcher = Watcher(heard.put)
    watcher.start()
    try:
        card = table.lay(profile)
        found: list[CardInserted] = []

        def inserted() -> bool:
            while not heard.empty():
                event = heard.get()
                if isinstance(event, CardInserted):
                    found.append(event)
            return bool(found)

        until(inserted)
        answer = ask_tries(found[-1].reader, found[-1].atr)
        assert card.verifies == 0
        return answer
    finally:
        watcher.stop()
        table.take()


@pytest.mark.parametrize(("profile", "code"), THINGS.items())
def test_it_is_told_by_what_it_is(table: Table, profile: str, code: CardFailureCode) -> None:
    answer = asked(table, profile)
    assert isinstance(answer, CardFailure)
    assert answer.code is code


def test_a_my_number_card_is_told_by_its_counters(table: Table) -> None:
    assert asked(table, "taro") == Tries(3, 10)


def test_every_profile_is_named() -> None:
    assert set(THINGS) <= set(profile_names())
