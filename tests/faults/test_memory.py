"""The search itself: in chunks, across their borders, and in another process."""

from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.faults.memory import Alone, digits_alone, found_in, search, small_integers

_MEBIBYTE = 1024 * 1024


@given(
    st.lists(st.binary(min_size=4, max_size=12).filter(lambda n: any(n[:4])), max_size=5),
    st.lists(st.binary(max_size=40) | st.just(bytes(23)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_scan_counts_what_python_counts(
    needles: list[bytes], pieces: list[bytes], luck: random.Random
) -> None:
    content = b"".join(luck.choice([piece, *needles]) for piece in pieces)
    found = found_in(content, {str(i): (needle,) for i, needle in enumerate(needles)})
    for i, needle in enumerate(needles):
        starts = range(len(content))
        assert found[str(i)] == sum(content.startswith(needle, at) for at in starts)


@pytest.mark.parametrize("place", [0, 1, _MEBIBYTE - 70, _MEBIBYTE - 3, 2 * _MEBIBYTE - 4])
def test_nothing_is_missed_at_the_border_of_a_chunk(place: int) -> None:
    content = bytearray(3 * _MEBIBYTE)
    content[place : place + 8] = b"07090123"
    assert found_in(bytes(content), {"phone": (b"07090123",)})["phone"] >= 1


def test_digits_that_are_part_of_more_are_no_pin() -> None:
    needles = {"pin": digits_alone("7391")}
    assert found_in(b"a-7391-b", needles)["pin"] == 1
    assert found_in("＜7391＞".encode("utf-16-le"), needles)["pin"] == 1
    for longer in (b"17391", b"73910", b"a7391", "73912".encode("utf-16-le")):
        assert found_in(b"--" + longer + b"--", needles)["pin"] == 0


def test_a_needle_must_be_one_that_the_scan_can_tell() -> None:
    for needle in (b"abc", bytes(8), b"a" * 65):
        with pytest.raises(ValueError, match="needle"):
            found_in(b"", {"bad": (needle,)})


def test_another_process_is_searched() -> None:
    program = "import sys; kept = [7, 3, 9, 1], 'ゑ' + sys.stdin.readline(); print(flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        other.stdin.write(b"told-8052\n")
        other.stdin.flush()
        other.stdout.readline()
        needles: dict[str, tuple[bytes | Alone, ...]] = {
            "told": ("ゑtold-8052".encode("utf-16-le"),),
            "digits": (small_integers(b"\7\3\11\1", other.pid),),
            "not told": (b"told-8053",),
        }
        searched = search(other.pid, needles)
        other.stdin.close()
    assert searched.found["told"]
    assert searched.found["digits"]
    assert not searched.found["not told"]
    assert searched.size > _MEBIBYTE


WIPES = """
import os
from cardreader.pcsc.connection import wipe_numbers
lists = [list(bytes.fromhex("0020008004") + b"7391") for _ in range(9)]
os.write(1, b"told")
os.read(0, 1)
for numbers in lists:
    wipe_numbers(numbers)
os.write(1, b"wiped")
os.read(0, 1)
"""


def test_a_pin_wiped_from_a_list_of_numbers_has_no_copy_elsewhere() -> None:
    """pyscard takes lists; Python keeps what a slice replaces in a buffer of its own and frees that as it is."""
    with subprocess.Popen(
        [sys.executable, "-c", WIPES], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.read(4) == b"told"
        needles = {"pin": (small_integers(b"7391", other.pid),)}
        before = search(other.pid, needles).found["pin"]
        other.stdin.write(b"\n")
        other.stdin.flush()
        assert other.stdout.read(5) == b"wiped"
        after = search(other.pid, needles).found["pin"]
        other.stdin.close()
    assert before >= 9
    assert after == 0
