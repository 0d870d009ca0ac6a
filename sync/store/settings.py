"""The keeper's configuration: one TOML file, format 1; relative paths start at its folder."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

FORMAT = 1
_SOCKET_PATH_LIMIT = 107  # sockaddr_un holds 108 bytes with the closing zero
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


class SettingsError(Exception):
    """The file is missing, or a setting is absent, unknown or impossible."""


@dataclass(frozen=True, slots=True)
class KeeperSettings:
    """``letter``: the kiosk's letter in receipt numbers.  ``office`` and ``device``: as enrolled.

    ``device_key``: PEM file of the device's private key.  The keeper takes only what it signed, and
    derives from it the key of the store's row MACs; it does not sign.
    ``office_ca``: PEM file that the office's TLS certificate must lead to; absent = the system's.
    ``office_head_key``: PEM file of the key with which the office signs receipts; without it nothing
    is deleted after "in backup".  ``ballast_bytes``: room kept for finishing what was begun.
    """

    store: Path
    socket: Path
    letter: str
    office: str
    device: str
    device_key: Path
    office_url: str
    office_ca: Path | None = None
    office_head_key: Path | None = None
    min_free_bytes: int = 64 * 1024 * 1024
    retry_first_seconds: float = 1.0
    retry_most_seconds: float = 300.0
    answer_seconds: float = 20.0
    heartbeat_seconds: float = 300.0
    ballast_bytes: int = 16 * 1024 * 1024

    def __post_init__(self) -> None:
        if not (len(self.letter) == 1 and "A" <= self.letter <= "Z"):
            raise SettingsError("letter: one letter A to Z")
        if len(bytes(self.socket)) > _SOCKET_PATH_LIMIT:
            raise SettingsError("socket: the path is longer than a Unix socket may have")
        url = urlsplit(self.office_url)
        if url.scheme != "https" and not (url.scheme == "http" and url.hostname in _LOOPBACK):
            raise SettingsError("office_url: https, or http on this machine only")


def load_settings(path: Path) -> KeeperSettings:
    """Read ``path``.  Raises :class:`SettingsError` that names the setting."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        raise SettingsError(f"{path.name}: {type(fault).__name__}") from fault
    if plain.pop("format", None) != FORMAT:
        raise SettingsError(f"format: {FORMAT} is the only one known")
    values: dict[str, Any] = {}
    for name, value in plain.items():
        kind = _KINDS.get(name)
        if kind is None:
            raise SettingsError(f"{name}: no such setting")
        if isinstance(value, bool) or not isinstance(value, kind):
            raise SettingsError(f"{name}: not of its type")
        values[name] = path.parent.absolute() / str(value) if name in _PATHS else value
    try:
        return KeeperSettings(**values)
    except TypeError as fault:
        raise SettingsError(f"{path.name}: a setting is missing") from fault


def save_settings(settings: KeeperSettings, path: Path) -> None:
    """Write ``settings`` as TOML; for set-up, the demo and tests."""
    lines = [f"format = {FORMAT}"]
    for name in _KINDS:
        value = getattr(settings, name)
        if value is not None:
            shown = str(value) if name in _PATHS else value
            # A JSON string without escapes above ASCII is a TOML basic string.
            lines.append(f"{name} = {json.dumps(shown, ensure_ascii=False)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


_PATHS = frozenset({"store", "socket", "device_key", "office_ca", "office_head_key"})
_KINDS: dict[str, type | tuple[type, ...]] = {
    "store": str,
    "socket": str,
    "letter": str,
    "office": str,
    "device": str,
    "device_key": str,
    "office_url": str,
    "office_ca": str,
    "office_head_key": str,
    "min_free_bytes": int,
    "retry_first_seconds": (int, float),
    "retry_most_seconds": (int, float),
    "answer_seconds": (int, float),
    "heartbeat_seconds": (int, float),
    "ballast_bytes": int,
}
