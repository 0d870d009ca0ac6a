"""A screen reader without a voice: a second program that knows the kiosk by AT-SPI alone.

    /usr/bin/python3 program.py ADDRESS-OF-THE-SESSION-BUS

Runs with Debian's Python and its python3-dbus, and imports nothing of the project.  One JSON object a line, one
answer each:

* ``{"command": "screen"}`` → ``{"items": [{"role", "name", "states", "actions"}, …]}``: what the window that is shown
  tells of itself, in the tree's order
* ``{"command": "press", "name": "つぎへ"}`` → ``{"pressed": true|false}``: the first shown item with this name, or
  whose name goes on with 。 behind it, by its own action

Interfaces: the XML of at-spi2-core 2.46; states: ``AtspiStateType``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import dbus

ACCESSIBLE = "org.a11y.atspi.Accessible"
ACTION = "org.a11y.atspi.Action"
REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
STATES = {4: "checked", 12: "focused", 24: "sensitive", 25: "showing"}


@dataclass
class Item:
    """One accessible."""

    role: str
    name: str
    states: list[str]
    actions: list[str]
    place: tuple[str, str] = field(repr=False)


class Reader:
    """Looks at the desktop anew at each question."""

    def __init__(self, session_bus: str) -> None:
        session = dbus.bus.BusConnection(session_bus)
        launcher = session.get_object("org.a11y.Bus", "/org/a11y/bus")
        address = dbus.Interface(launcher, "org.a11y.Bus").GetAddress()
        self._bus = dbus.bus.BusConnection(str(address))

    def screen(self) -> list[Item]:
        """What the shown window tells; nothing while no window is shown, or while it changes."""
        try:
            for application in self._children(REGISTRY):
                for window in self._children(application):
                    item = self._item(window)
                    if "showing" in item.states:
                        return [item, *self._below(window)]
        except dbus.DBusException:
            pass  # a process or an item that has ended since it was named
        return []

    def press(self, name: str) -> bool:
        """By the action that the item itself calls Press."""
        for item in self.screen():
            if (item.name == name or item.name.startswith(name + "。")) and "Press" in item.actions:
                action = self._interface(item.place, ACTION)
                return bool(action.DoAction(item.actions.index("Press")))
        return False

    def _below(self, place: tuple[str, str]) -> Iterator[Item]:
        for child in self._children(place):
            item = self._item(child)
            if "showing" in item.states:
                yield item
            yield from self._below(child)

    def _children(self, place: tuple[str, str]) -> list[tuple[str, str]]:
        found = self._interface(place, ACCESSIBLE).GetChildren()
        return [(str(name), str(path)) for name, path in found]

    def _item(self, place: tuple[str, str]) -> Item:
        accessible = self._interface(place, ACCESSIBLE)
        properties = self._interface(place, "org.freedesktop.DBus.Properties")
        low, high = (int(word) for word in accessible.GetState())
        bits = low | high << 32
        states = [name for bit, name in STATES.items() if bits >> bit & 1]
        return Item(
            role=str(accessible.GetRoleName()),
            name=str(properties.Get(ACCESSIBLE, "Name")),
            states=states,
            actions=self._actions(place) if "showing" in states else [],
            place=place,
        )

    def _actions(self, place: tuple[str, str]) -> list[str]:
        interfaces = self._interface(place, ACCESSIBLE).GetInterfaces()
        if ACTION not in interfaces:
            return []
        return [str(name) for name, *_ in self._interface(place, ACTION).GetActions()]

    def _interface(self, place: tuple[str, str], interface: str) -> dbus.Interface:
        name, path = place
        return dbus.Interface(self._bus.get_object(name, path, introspect=False), interface)


def _answer(reader: Reader, request: dict[str, Any]) -> dict[str, Any]:
    if request["command"] == "press":
        try:
            return {"pressed": reader.press(request["name"])}
        except dbus.DBusException:
            return {"pressed": False}
    items = reader.screen()
    return {
        "items": [
            {"role": i.role, "name": i.name, "states": i.states, "actions": i.actions}
            for i in items
        ]
    }


def main() -> None:
    """Until standard input closes."""
    reader = Reader(sys.argv[1])
    for line in sys.stdin:
        answer = _answer(reader, json.loads(line))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
