"""Work of many threads in one transaction: a commit, and a turn at the audit's lock, for all that wait.

Whoever finds nobody at work does it, for everybody who waits by then; meanwhile the next ones gather.
Alone, a caller waits for nobody.  Each hears its own answer, and only after the commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(slots=True)
class _Place(Generic[T, R]):
    item: T
    answers: list[R] = field(default_factory=list)
    fault: BaseException | None = None

    @property
    def done(self) -> bool:
        return bool(self.answers) or self.fault is not None


class Together(Generic[T, R]):
    """``work`` gets up to ``most`` items and gives an answer for each, in their order."""

    def __init__(self, work: Callable[[Sequence[T]], Sequence[R]], most: int) -> None:
        self._work = work
        self._most = most
        self._gathering = threading.Lock()
        self._working = threading.Lock()
        self._waiting: list[_Place[T, R]] = []

    def do(self, item: T) -> R:
        """The item's answer.  Raises what ``work`` raised for the items that went with it."""
        place: _Place[T, R] = _Place(item)
        with self._gathering:
            self._waiting.append(place)
        while not place.done:
            with self._working:
                if not place.done:
                    self._work_off()
        if place.fault is not None:
            raise place.fault
        return place.answers[0]

    def _work_off(self) -> None:
        with self._gathering:
            batch, self._waiting = self._waiting[: self._most], self._waiting[self._most :]
        try:
            answers = self._work([place.item for place in batch])
        except BaseException as fault:
            for place in batch:
                place.fault = fault
            return
        for place, answer in zip(batch, answers, strict=True):
            place.answers.append(answer)
