"""Work of many requests in one transaction: a commit, and a turn at the audit's lock, for all that wait.

Whoever comes while nobody is at work begins it; meanwhile the next ones gather.  Alone, a request
waits for nobody.  Each hears its own answer, and only after the commit.  Gathering happens in the
event loop: a thread for each request costs more in hand-overs than the work itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Together(Generic[T, R]):
    """``work`` gets up to ``most`` items, in a thread, and gives an answer for each, in their order."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], most: int) -> None:
        self._work = work
        self._most = most
        self._waiting: list[tuple[T, asyncio.Future[R]]] = []
        self._at_work: asyncio.Task[None] | None = None
        self._thread = ThreadPoolExecutor(1, "together")

    async def do(self, item: T) -> R:
        """The item's answer.  Raises what ``work`` raised for the items that went with it."""
        answer: asyncio.Future[R] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._at_work is None:
            self._at_work = asyncio.create_task(self._work_off())
        return await answer

    async def _work_off(self) -> None:
        try:
            while self._waiting:
                batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
                await self._work_for(batch)
        finally:
            self._at_work = None

    async def _work_for(self, batch: Sequence[tuple[T, asyncio.Future[R]]]) -> None:
        items = [item for item, _ in batch]
        # One who has gone away meanwhile has nobody to tell: what was done stays done.
        try:
            loop = asyncio.get_running_loop()
            answers = await loop.run_in_executor(self._thread, self._work, items)
        except Exception as fault:
            for _, answer in batch:
                if not answer.done():
                    answer.set_exception(fault)
            return
        for (_, answer), made in zip(batch, answers, strict=True):
            if not answer.done():
                answer.set_result(made)
