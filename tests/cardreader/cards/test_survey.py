"""What a card tells anyone (reference/card.md 1, 2.4, 2.9), without costing a try."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from cardreader.cards.common import CommonRecord, parse_common_record
from cardreader.cards.recognition import CardType, type_of_atr
from cardreader.cards.survey import CardSurvey, survey
from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.profiles import CardKind, load_profile, profile_names
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.protocol.transmit import LineBroken
from tests.support.card import touches_the_number

ANSWERING = [name for name in profile_names() if load_profile(name).kind is not CardKind.MUTE]


def look(card: EmulatedCard) -> CardSurvey:
    found = survey(lambda apdu: card.respond(bytes(apdu)))
    assert isinstance(found, CardSurvey)
    return found


@pytest.mark.parametrize(
    ("profile", "kind", "token"),
    [
        ("taro", "my_number", "JPKIAPICCTOKEN2"),
        ("phone", "phone", "JPKIAPGPSETOKEN"),
        ("old_resident_card", "old_resident_card", "JPKIAPICCTOKEN"),
        ("licence", "licence", ""),
        ("residence_card", "residence_card", ""),
        ("transit_card", "unknown", ""),
    ],
)
def test_kinds(profile: str, kind: str, token: str) -> None:
    found = look(EmulatedCard(load_profile(profile)))
    assert (found.kind, found.token) == (kind, token)


def test_factory_counters_by_name() -> None:
    """Numbers from reference/card.md 2.4; 10 for 照合番号A and 生年月日 is our assumption there."""
    found = look(EmulatedCard(load_profile("jpki_test_card")))
    assert {c.id: c.tries_left for c in found.counters} == {
        "jpki.sign": 5,
        "jpki.auth": 3,
        "text.pin": 3,
        "text.collation_a": 10,
        "text.collation_b": 10,
        "visual.birth": 10,
        "visual.collation_b": 10,
        "visual.collation_a": 10,
        "resident.pin": 3,
        "common.pin": 3,
    }
    assert len({c.name for c in found.counters}) == len(found.counters)
    assert found.common == CommonRecord("13221", date(2035, 2, 17))
    assert not found.licence


def test_each_counter_is_its_own() -> None:
    """A bank's app blocked one 照合番号B, and nobody saw it (reference/card.md 2.4)."""
    places = {"visual.0012": "visual.collation_b", "text.0015": "text.collation_b"}
    places |= {"jpki.0018": "jpki.auth", "common.001C": "common.pin"}
    for place, counter in places.items():
        card = EmulatedCard(replace(load_profile("taro"), tries_left={place: 1}))
        low = [c.id for c in look(card).counters if c.tries_left == 1]
        assert low == [counter]


@pytest.mark.parametrize("name", ANSWERING)
def test_costs_no_try_and_reads_no_guarded_file(name: str) -> None:
    card = EmulatedCard(load_profile(name))
    before = [[key.left for key in app.keys.values()] for app in card.applications]
    look(card)
    assert card.verifies == 0
    assert before == [[key.left for key in app.keys.values()] for app in card.applications]
    reads = [apdu for apdu in card.trace if apdu[2:4] in ("b0", "b2")]
    assert not touches_the_number(card.trace)
    assert set(reads) <= {"00b0000020", "00b2010400"}  # the token's label, the free record


@pytest.mark.parametrize(
    ("answer", "tries", "detail"),
    [
        (b"\x69\x84", 0, ""),
        (b"\x69\x83", 0, ""),
        (b"\x90\x00", None, "already verified"),
        (b"\x63\x00", None, "status 6300"),
    ],
)
def test_other_answers(answer: bytes, tries: int | None, detail: str) -> None:
    card = EmulatedCard(load_profile("taro"))
    found = survey(lambda a: answer if a[1] == 0x20 else card.respond(bytes(a)))
    assert isinstance(found, CardSurvey)
    assert {(c.tries_left, c.detail) for c in found.counters} == {(tries, detail)}


def test_a_licence_on_the_card() -> None:
    card = EmulatedCard(load_profile("taro"))

    def transmit(apdu: bytes | bytearray) -> bytes:
        if apdu.hex().endswith("a0000002310600000000000000000000"):
            return b"\x90\x00"
        return card.respond(bytes(apdu))

    found = survey(transmit)
    assert isinstance(found, CardSurvey)
    assert found.licence


@pytest.mark.parametrize("at", range(40))
def test_the_line_breaks(at: int) -> None:
    card = EmulatedCard(load_profile("taro"))

    def transmit(apdu: bytes | bytearray) -> bytes:
        if len(card.trace) == at:
            raise LineBroken(CardFailure(CardFailureCode.REMOVED))
        return card.respond(bytes(apdu))

    found = survey(transmit)
    assert isinstance(found, CardFailure) or len(card.trace) <= at


def test_felica_by_its_atr() -> None:
    """The second ATR is that of a MIFARE card in PC/SC part 3's own example."""
    assert type_of_atr(load_profile("transit_card").atr) is CardType.TRANSIT
    mifare = bytes.fromhex("3B8F8001804F0CA000000306030001000000006A")
    assert type_of_atr(mifare) is None
    assert type_of_atr(load_profile("taro").atr) is None
    assert type_of_atr(b"") is None


def test_the_record_of_appendix_b() -> None:
    record = parse_common_record(b"\x01\x1c4000000127198431322120350217")
    assert record == CommonRecord("13221", date(2035, 2, 17))
    assert record is not None
    assert not record.expired(date(2035, 2, 17))
    assert record.expired(date(2035, 2, 18))


@pytest.mark.parametrize(
    "record",
    [
        b"",
        b"\x01\x1c400000012719843132212035021",
        b"\x01\x1c400000012719843132212035021x",
        b"\x01\x1c4000000127198431322120351317",
        b"\x02\x1c4000000127198431322120350217",
    ],
)
def test_records_that_are_none(record: bytes) -> None:
    assert parse_common_record(record) is None


def test_the_watch_over_the_number_can_bark() -> None:
    text, common = "00a4040c0ad3921000310001010408", "00a4040c0ad3921000310001010100"
    assert touches_the_number([text, "00a4020c020001"])
    assert touches_the_number([common, text, "00b0810010"])
    assert not touches_the_number([text, "00a4020c020002", common, "00a4020c020001"])
