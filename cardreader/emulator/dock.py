"""The dock: a process that owns a virtual reader and lays emulated cards on it when told.

``python -m cardreader.emulator.dock --folder FOLDER``.  It listens on ``FOLDER/dock.sock``; each
connection carries one JSON line and gets one back.  ``FOLDER/authorities.yaml`` is the CA of its
cards, for who wants to check their signatures.  A card keeps its counters for as long as the dock lives,
as a real card keeps them in a purse.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final, TypedDict

from cardreader.emulator.card import EmulatedCard
from cardreader.emulator.faults import Fault
from cardreader.emulator.issuer import authorities_file
from cardreader.emulator.profiles import load_profile, profile_names
from cardreader.emulator.slot import Slot
from cardreader.emulator.virtual_reader import VirtualReader

SOCKET_NAME: Final = "dock.sock"
AUTHORITIES_NAME: Final = "authorities.yaml"
_REQUEST_SECONDS: Final = 5.0
_LONGEST_REQUEST: Final = 4096


class DockReader(TypedDict):
    """One place for a card; ``profile`` is None when it is empty."""

    index: int
    name: str
    profile: str | None


class DockCard(TypedDict):
    """A card that the dock has laid down before.  ``verifies`` counts VERIFYs with data."""

    profile: str
    tries_left: int | None
    verifies: int
    commands: int


class DockStatus(TypedDict):
    """``environment`` is what a client of the reader needs in its own."""

    environment: dict[str, str]
    running: bool
    readers: list[DockReader]
    cards: list[DockCard]


class Dock:
    """Commands in, plain data out; for one thread."""

    def __init__(self, folder: Path) -> None:
        self.reader = VirtualReader(folder / "reader")
        self.reader.start()
        self._slots = tuple(Slot(port) for port in self.reader.ports)
        self._cards: dict[str, EmulatedCard] = {}

    def close(self) -> None:
        for slot in self._slots:
            slot.remove()
        self.reader.stop()

    def obey(self, request: dict[str, Any]) -> dict[str, Any]:
        """Carry out one request.

        :raises KeyError: no such profile or missing argument.
        :raises ValueError: no such command, reader or fault.
        """
        match request.get("do"):
            case "insert":
                self._insert(request)
            case "remove":
                self._slot(request).remove()
            case "renew":
                self._renew(request["profile"])
            case "stop_service":
                self.reader.kill()
            case "start_service":
                self.reader.start()
            case "trace":
                return {"trace": list(self._card(request["profile"]).trace)}
            case "status":
                pass
            case other:
                raise ValueError(f"no command {other!r}")
        return {"status": self.status()}

    def status(self) -> DockStatus:
        return DockStatus(
            environment=dict(self.reader.environment),
            running=self.reader.running,
            readers=[
                DockReader(
                    index=index,
                    name=self.reader.names[index],
                    profile=None if slot.card is None else slot.card.profile.id,
                )
                for index, slot in enumerate(self._slots)
            ],
            cards=[
                DockCard(
                    profile=name,
                    tries_left=card.tries_left,
                    verifies=card.verifies,
                    commands=len(card.trace),
                )
                for name, card in self._cards.items()
            ],
        )

    def _insert(self, request: dict[str, Any]) -> None:
        card, slot = self._card(request["profile"]), self._slot(request)
        if any(other.card is card for other in self._slots if other is not slot):
            raise ValueError("this card lies on another reader")
        fault = Fault(**request.get("fault", {}))
        if not slot.insert(card, fault) and self.reader.running:
            raise ValueError("the reader did not notice the card")

    def _renew(self, profile: str) -> None:
        """Forget the card of ``profile``: its counters are those of the file again."""
        if any(slot.card is self._cards.get(profile, slot) for slot in self._slots):
            raise ValueError("take the card off first")
        self._cards.pop(profile, None)

    def _card(self, profile: str) -> EmulatedCard:
        if profile not in self._cards:
            if profile not in profile_names():
                raise KeyError(f"no profile {profile!r}; there are {', '.join(profile_names())}")
            self._cards[profile] = EmulatedCard(load_profile(profile))
            self._cards[profile].prepare()
        return self._cards[profile]

    def _slot(self, request: dict[str, Any]) -> Slot:
        index = request.get("reader", 0)
        if not isinstance(index, int) or not 0 <= index < len(self._slots):
            raise ValueError(f"no reader {index!r}")
        return self._slots[index]


def serve(
    folder: Path,
    *,
    until_stdin_closes: bool = False,
    on_ready: Callable[[DockStatus], None] | None = None,
) -> None:
    """Run a dock until SIGTERM or SIGINT, or until whoever started it closes its standard input.

    ``on_ready`` is called once, when the dock takes commands.

    :raises VirtualReaderFault: the virtual reader does not start here.
    """
    os.umask(0o077)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / SOCKET_NAME
    with contextlib.ExitStack() as stack, selectors.DefaultSelector() as selector:
        wakeup = _end_on_signals(stack)
        dock = Dock(folder)
        stack.callback(dock.close)
        (folder / AUTHORITIES_NAME).write_text(authorities_file(), encoding="ascii")
        path.unlink(missing_ok=True)
        listener = stack.enter_context(socket.socket(socket.AF_UNIX))
        listener.bind(str(path))
        stack.callback(path.unlink, missing_ok=True)
        listener.listen()
        selector.register(listener, selectors.EVENT_READ)
        selector.register(wakeup, selectors.EVENT_READ)
        if until_stdin_closes:
            selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
        if on_ready is not None:
            on_ready(dock.status())
        while True:
            ready = {key.fileobj for key, _ in selector.select()}
            if ready != {listener}:
                return
            connection, _ = listener.accept()
            with connection, contextlib.suppress(OSError):
                _answer(dock, connection)


def _end_on_signals(stack: contextlib.ExitStack) -> socket.socket:
    """A socket that becomes readable when the process is asked to end."""
    wakeup, caller = socket.socketpair()
    stack.enter_context(wakeup)
    stack.enter_context(caller)

    def wake(_number: int, _frame: FrameType | None) -> None:
        with contextlib.suppress(OSError):
            caller.send(b"x")

    signal.signal(signal.SIGTERM, wake)
    signal.signal(signal.SIGINT, wake)
    return wakeup


def _answer(dock: Dock, connection: socket.socket) -> None:
    connection.settimeout(_REQUEST_SECONDS)
    with connection.makefile("rwb") as line:
        request = line.readline(_LONGEST_REQUEST)
        try:
            reply = {"ok": True} | dock.obey(json.loads(request))
        except (KeyError, ValueError, TypeError) as fault:
            reply = {"ok": False, "why": str(fault.args[0]) if fault.args else repr(fault)}
        line.write(json.dumps(reply).encode() + b"\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--until-stdin-closes", action="store_true")
    arguments = parser.parse_args()
    serve(arguments.folder, until_stdin_closes=arguments.until_stdin_closes)
    return 0


if __name__ == "__main__":
    sys.exit(main())
