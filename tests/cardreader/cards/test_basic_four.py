"""EF 0002: the public bytes of the JPKI test card (reference/card.md, Appendix B)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardreader.cards.basic_four import BasicFour, BasicFourFault, parse_basic_four
from cardreader.emulator import text_ap
from cardreader.emulator.profiles import load_profile
from cardreader.protocol.ber import write_object

VECTOR = bytes.fromhex(
    "ff2065df2108000e002000590064df220fe9bb92e6a190e38080e5b9b9e4b99fdf2336e69db1e4baace983bde6b885e7"
    "80ace5b882e8a6b3e5b883e5ad90e58d97efbc91efbc92efbc8defbc97efbc8defbc92efbc90efbc92df240831393830"
    "30323137df250131"
)
PERSON = BasicFour("黒桐　幹也", "東京都清瀬市観布子南１２－７－２０２", date(1980, 2, 17), "male")
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300)


def test_public_vector() -> None:
    assert parse_basic_four(VECTOR) == PERSON


def test_filler_after_the_object_is_allowed() -> None:
    assert parse_basic_four(VECTOR + b"\xff" * 152) == PERSON


def test_the_emulated_card_holds_the_vector() -> None:
    file = text_ap.basic_four(load_profile("jpki_test_card"))
    assert file[: len(VECTOR)] == VECTOR
    assert set(file[len(VECTOR) :]) == {0xFF}


@given(name=TEXTS, address=TEXTS, long_lengths=st.booleans())
def test_every_character_comes_through(name: str, address: str, long_lengths: bool) -> None:
    profile = replace(load_profile("taro"), name=name, address=address, long_lengths=long_lengths)
    person = parse_basic_four(text_ap.basic_four(profile))
    assert (person.name, person.address) == (name, address)


@pytest.mark.parametrize(
    ("digits", "expected"),
    [
        ("19680229", date(1968, 2, 29)),
        ("19690229", None),
        ("19680000", None),
        ("00000000", None),
        ("        ", None),
    ],
)
def test_birth(digits: str, expected: date | None) -> None:
    profile = replace(load_profile("taro"), birth=digits)
    assert parse_basic_four(text_ap.basic_four(profile)).birth == expected


@pytest.mark.parametrize(
    ("digit", "expected"),
    [("1", "male"), ("2", "female"), ("9", "other_or_unstated"), ("0", "other_or_unstated")],
)
def test_sex_by_iso_5218(digit: str, expected: str) -> None:
    profile = replace(load_profile("taro"), sex=digit)
    assert parse_basic_four(text_ap.basic_four(profile)).sex == expected


@given(data=st.binary(max_size=200))
def test_any_bytes_give_a_fault(data: bytes) -> None:
    with pytest.raises(BasicFourFault):
        parse_basic_four(data)


@given(position=st.integers(0, len(VECTOR) - 1), bit=st.integers(0, 7))
def test_one_flipped_bit_is_told_or_harmless(position: int, bit: int) -> None:
    """Signatures are not checked yet, so a flipped letter passes; structure may not."""
    broken = bytearray(VECTOR)
    broken[position] ^= 1 << bit
    try:
        person = parse_basic_four(bytes(broken))
    except BasicFourFault:
        return
    assert position >= 14  # the outer header and the offset table are never free to change
    assert person != PERSON


def test_a_part_twice_is_refused() -> None:
    doubled = write_object(0xFF20, VECTOR[3:] + write_object(0xDF25, b"2"))
    with pytest.raises(BasicFourFault, match="twice"):
        parse_basic_four(doubled)


def test_wrong_offsets_are_refused() -> None:
    broken = bytearray(VECTOR)
    broken[9] += 1
    with pytest.raises(BasicFourFault, match="offset"):
        parse_basic_four(bytes(broken))


def test_nothing_of_the_person_is_in_representation_or_fault() -> None:
    assert "黒桐" not in repr(PERSON)
    with pytest.raises(BasicFourFault) as caught:
        parse_basic_four(VECTOR.replace("黒".encode(), b"\xff\xfe\xfd"))
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "UTF-8" in str(caught.value)
