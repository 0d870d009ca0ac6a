"""What tests/support/screen_reader uses of python3-dbus 1.3, which Debian installs for its own Python."""

from typing import Any

from dbus import bus as bus

class DBusException(Exception):
    def get_dbus_name(self) -> str: ...

class Interface:
    def __init__(self, object: Any, dbus_interface: str) -> None: ...
    def __getattr__(self, member: str) -> Any: ...
