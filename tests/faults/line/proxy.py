"""A line between kiosk and office that breaks: six faults, chosen per connection from a seed."""

from __future__ import annotations

import contextlib
import random
import socket
import struct
import threading
import time
from collections import Counter
from enum import StrEnum

_RESET = struct.pack("ii", 1, 0)
_HOLD_SECONDS = 30.0


class Fault(StrEnum):
    """What happens to one connection."""

    NONE = "none"
    REFUSED = "refused"
    """Reset as soon as it is made."""
    REQUEST_CUT = "request_cut"
    """The office gets a part of the request."""
    ANSWER_LOST = "answer_lost"
    """The office has done its work; not one byte of its answer arrives."""
    ANSWER_CUT = "answer_cut"
    """A part of the answer arrives."""
    BLACK_HOLE = "black_hole"
    """Bytes go in; nothing ever comes out."""
    SLOW = "slow"
    """Everything arrives, in small pieces."""


FAULTS = tuple(fault for fault in Fault if fault is not Fault.NONE)


class FaultyLine:
    """Forwards ``port`` to the office at ``target``; ``share`` of the connections get a fault."""

    def __init__(self, target: int, share: float, seed: int) -> None:
        self._target = target
        self.share = share
        self._random = random.Random(seed)
        self._turn = threading.Lock()
        self.counts: Counter[Fault] = Counter()
        self.absorbed = 0
        """Answers of 200 to a PUT: the office had it already."""
        self._listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = int(self._listener.getsockname()[1])
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _choose(self) -> tuple[Fault, int]:
        with self._turn:
            faulty = self._random.random() < self.share
            fault = self._random.choice(FAULTS) if faulty else Fault.NONE
            self.counts[fault] += 1
            return fault, self._random.randrange(1, 2000)

    def _serve(self, client: socket.socket) -> None:
        fault, part = self._choose()
        with contextlib.suppress(OSError), client:
            client.settimeout(_HOLD_SECONDS)
            if fault is Fault.REFUSED:
                _reset(client)
                return
            if fault is Fault.BLACK_HOLE:
                while client.recv(65536):
                    pass
                return
            with socket.create_connection(("127.0.0.1", self._target), timeout=5) as office:
                office.settimeout(_HOLD_SECONDS)
                there = threading.Thread(
                    target=self._forward, args=(client, office, fault, part), daemon=True
                )
                there.start()
                self._answer(client, office, fault, part)

    def _forward(
        self, client: socket.socket, office: socket.socket, fault: Fault, part: int
    ) -> None:
        sent = 0
        with contextlib.suppress(OSError):
            while data := client.recv(2048 if fault is Fault.SLOW else 65536):
                if fault is Fault.SLOW:
                    time.sleep(0.003)
                if fault is Fault.REQUEST_CUT and sent + len(data) > part:
                    office.sendall(data[: max(0, part - sent)])
                    _reset(office)
                    _reset(client)
                    return
                office.sendall(data)
                sent += len(data)
            office.shutdown(socket.SHUT_WR)

    def _answer(
        self, client: socket.socket, office: socket.socket, fault: Fault, part: int
    ) -> None:
        again = False
        while data := office.recv(65536):
            # Head and body of an answer may come apart; a connection carries one after another.
            again = b"HTTP/1.1 200" in data or (again and b"HTTP/1.1 " not in data)
            if again and b'"digest"' in data:
                with self._turn:
                    self.absorbed += 1
            if fault is Fault.ANSWER_LOST:
                _reset(client)
                return
            if fault is Fault.ANSWER_CUT:
                client.sendall(data[: min(part, len(data) - 1)])
                _reset(client)
                return
            client.sendall(data)


def _reset(side: socket.socket) -> None:
    side.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    side.close()
