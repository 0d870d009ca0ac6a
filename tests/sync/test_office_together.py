"""Work that many requests share."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Sequence

import pytest

from sync.office.together import Together


class Desk:
    """Works off batches; the first one waits until it may go on."""

    def __init__(self, most: int = 32) -> None:
        self.batches: list[list[int]] = []
        self.free = threading.Event()
        self.together: Together[int, int] = Together(self.work, most)

    def work(self, items: Sequence[int]) -> list[int]:
        self.batches.append(list(items))
        assert self.free.wait(60)
        if 13 in items:
            raise ValueError("13")
        return [item * 10 for item in items]

    async def ask(self, first: int, *others: int) -> list[int | BaseException]:
        """``others`` come while ``first`` is being worked on."""
        one = asyncio.create_task(self.together.do(first))
        while not self.batches:
            await asyncio.sleep(0)
        rest = [asyncio.create_task(self.together.do(each)) for each in others]
        await asyncio.sleep(0)  # each of them has taken its place
        self.free.set()
        return await asyncio.gather(one, *rest, return_exceptions=True)


def test_those_who_come_meanwhile_go_together_and_each_hears_its_own_answer() -> None:
    desk = Desk()
    answers = asyncio.run(desk.ask(1, *range(2, 10)))
    assert answers == [n * 10 for n in range(1, 10)]
    assert [len(batch) for batch in desk.batches] == [1, 8]


def test_no_more_go_together_than_may() -> None:
    desk = Desk(most=3)
    answers = asyncio.run(desk.ask(*range(1, 9)))
    assert answers == [n * 10 for n in range(1, 9)]
    assert [len(batch) for batch in desk.batches] == [1, 3, 3, 1]


def test_a_fault_is_heard_by_those_who_went_with_it_and_by_nobody_else() -> None:
    desk = Desk()
    first, *unlucky = asyncio.run(desk.ask(1, 13, 14))
    assert first == 10
    assert [str(each) for each in unlucky] == ["13", "13"]
    assert all(isinstance(each, ValueError) for each in unlucky)
    # It goes on, in another loop too.
    assert asyncio.run(desk.together.do(2)) == 20


def test_one_who_goes_away_takes_nothing_from_the_others() -> None:
    desk = Desk()

    async def visit() -> int:
        gone = asyncio.create_task(desk.together.do(1))
        while not desk.batches:
            await asyncio.sleep(0)
        stays = asyncio.create_task(desk.together.do(2))
        gone.cancel()
        with pytest.raises(asyncio.CancelledError):
            await gone
        desk.free.set()
        return await stays

    assert asyncio.run(visit()) == 20
    assert desk.batches == [[1], [2]]
