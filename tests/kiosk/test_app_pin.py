"""The PIN pad: four digits, one buffer, nothing to read off."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.app.pin import LENGTH, PinPad


def test_the_buffer_itself_is_handed_over() -> None:
    pad = PinPad()
    for digit in (1, 9, 0, 4):
        pad.push(digit)
    taken = pad.take()
    assert taken == bytearray(b"1904")
    assert len(pad) == 0
    pad.push(7)
    assert taken == bytearray(b"1904"), "the pad goes on with another buffer"


def test_wiping_and_erasing_leave_zeros() -> None:
    pad = PinPad()
    for digit in (1, 2, 3):
        pad.push(digit)
    pad.erase()
    assert len(pad) == 2
    pad.wipe()
    assert len(pad) == 0
    assert pad.take() == bytearray(LENGTH)


@given(st.lists(st.integers(0, 9), max_size=8))
def test_no_digit_in_any_text(digits: list[int]) -> None:
    pad = PinPad()
    for digit in digits:
        pad.push(digit)
    count = min(len(digits), LENGTH)
    assert repr(pad) == str(pad) == f"PinPad({count} of {LENGTH})"


@pytest.mark.parametrize("digit", [-1, 10])
def test_only_digits(digit: int) -> None:
    with pytest.raises(ValueError, match="not a digit"):
        PinPad().push(digit)
