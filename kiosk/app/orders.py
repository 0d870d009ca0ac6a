"""What a worker is told to do while it already does something: one order after the other."""

from __future__ import annotations

from collections import deque
from multiprocessing.connection import Connection

from kiosk.app.worker import Abandon, Order


class Orders:
    """The worker's end of the pipe.  ``Abandon`` stops what is being done; any other order waits its turn.

    A single sheet that is still waiting for its printer gives way to the next order: whoever asked for it has gone
    on to something else, and nobody waits for its answer.
    """

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        self._waiting: deque[Order] = deque()
        self._stopping = False
        self._gives_way = False
        self.replaced = False
        """Whether the present order gave way."""

    def take(self) -> Order:
        """The next one.  Raises ``EOFError`` when there will be none."""
        order: Order = self._waiting.popleft() if self._waiting else self._pipe.recv()
        self._stopping = self._gives_way = self.replaced = False
        return order

    def give_way(self) -> None:
        """The present order is a single sheet."""
        self._gives_way = True

    def wait(self, seconds: float) -> None:
        """An order ends the wait: a citizen who goes does not wait for the next look."""
        self._pipe.poll(seconds)

    def stopped(self) -> bool:
        """Whether the present order shall end."""
        while not self._stopping and self._pipe.poll():
            order: Order = self._pipe.recv()
            if not isinstance(order, Abandon):
                self._waiting.append(order)
                self.replaced = self._gives_way
            self._stopping = self.replaced or isinstance(order, Abandon)
        return self._stopping
