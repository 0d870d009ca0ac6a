"""Work that many threads share."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from sync.office.together import Together


class Desk:
    """Works off batches; the first one waits until ``gather`` others stand behind it."""

    def __init__(self, most: int = 32) -> None:
        self.batches: list[list[int]] = []
        self.free = threading.Event()
        self.at_work = threading.Event()
        self.together: Together[int, int] = Together(self.work, most)

    def work(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        self.at_work.set()
        assert self.free.wait(60)
        if 13 in items:
            raise ValueError("13")
        return [item * 10 for item in items]

    def waiting(self) -> int:
        return len(self.together._waiting)


def test_those_who_come_meanwhile_go_together_and_each_hears_its_own_answer() -> None:
    desk = Desk()
    with ThreadPoolExecutor(9) as pool:
        first = pool.submit(desk.together.do, 1)
        assert desk.at_work.wait(60)
        others = {n: pool.submit(desk.together.do, n) for n in range(2, 10)}
        until_waiting(desk, 8)
        desk.free.set()
        assert first.result() == 10
        assert {n: each.result() for n, each in others.items()} == {n: n * 10 for n in others}
    assert [len(batch) for batch in desk.batches] == [1, 8]


def test_no_more_go_together_than_may() -> None:
    desk = Desk(most=3)
    with ThreadPoolExecutor(8) as pool:
        first = pool.submit(desk.together.do, 1)
        assert desk.at_work.wait(60)
        others = [pool.submit(desk.together.do, n) for n in range(2, 9)]
        until_waiting(desk, 7)
        desk.free.set()
        assert [each.result() for each in (first, *others)] == [n * 10 for n in range(1, 9)]
    assert [len(batch) for batch in desk.batches] == [1, 3, 3, 1]


def test_a_fault_is_heard_by_those_who_went_with_it_and_by_nobody_else() -> None:
    desk = Desk()
    with ThreadPoolExecutor(3) as pool:
        first = pool.submit(desk.together.do, 1)
        assert desk.at_work.wait(60)
        unlucky = [pool.submit(desk.together.do, n) for n in (13, 14)]
        until_waiting(desk, 2)
        desk.free.set()
        assert first.result() == 10
        for each in unlucky:
            with pytest.raises(ValueError, match="13"):
                each.result()
    assert desk.together.do(2) == 20


def until_waiting(desk: Desk, count: int) -> None:
    met = threading.Event()
    for _ in range(2000):
        if desk.waiting() == count:
            return
        met.wait(0.01)
    pytest.fail("they do not gather")
