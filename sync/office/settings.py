"""Settings of an office: one TOML file, each entry can be overridden by the environment.

Every field of :class:`OfficeSettings` is an entry of the same name; ``KAKANAI_OFFICE_<NAME>``
in the environment wins over the file.  Paths in the file are relative to the file.
"""

from __future__ import annotations

import dataclasses
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sync.office.failures import OfficeSetupError

LISTEN = "127.0.0.1:8720"
PREFIX = "KAKANAI_OFFICE_"


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """One office.

    ``database``: empty = a SQLite file in ``folder``; otherwise a SQLAlchemy URL such as
    ``postgresql+psycopg://user@host/name``.  ``listen`` is ``address:port``; TLS belongs to the
    proxy in front.  ``behind_tls`` marks the cookie ``Secure``.  ``rate_per_minute`` and
    ``rate_burst`` hold for each device, ``at_once`` for all: more is asked to come later.
    ``opener``: the opener's socket; ``start_opener``: serving starts it as a child (``false`` where
    it runs as another user's service, which is safer).
    """

    folder: Path
    office: str = "toyonaka"
    pack: str = "toyonaka"
    database: str = ""
    keys: str = "keys"
    listen: str = LISTEN
    behind_tls: bool = False
    practice: bool = True
    idle_minutes: int = 15
    refresh_seconds: int = 20
    max_envelope_kib: int = 2048
    rate_per_minute: int = 1200
    rate_burst: int = 200
    at_once: int = 64
    opener: str = "opener.sock"
    start_opener: bool = True

    @property
    def database_url(self) -> str:
        """The URL for SQLAlchemy."""
        return self.database or f"sqlite:///{self.folder / 'office.db'}"

    @property
    def keys_folder(self) -> Path:
        """Where the office key, the escrow public key and the cookie key lie."""
        return self.folder / self.keys

    @property
    def packs_folder(self) -> Path:
        """The shelf with every version of the pack that the office has run with."""
        return self.folder / "packs"

    @property
    def opener_socket(self) -> Path:
        """Where the opener listens."""
        return self.folder / self.opener

    @property
    def address(self) -> tuple[str, int]:
        """Host and port of ``listen``."""
        host, _, port = self.listen.rpartition(":")
        return host, int(port)


def load(path: Path, environment: Mapping[str, str] | None = None) -> OfficeSettings:
    """Read ``path``.  Raises :class:`OfficeSetupError` with every wrong entry named."""
    environment = os.environ if environment is None else environment
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError as fault:
        raise OfficeSetupError(
            f"no settings file {path}; `kakanai office init` writes one"
        ) from fault
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise OfficeSetupError(f"{path}: {fault}") from fault
    return from_mapping(plain, path.resolve().parent, environment)


def from_mapping(
    plain: Mapping[str, object], folder: Path, environment: Mapping[str, str]
) -> OfficeSettings:
    """Settings from plain values; ``folder`` is the base of relative paths."""
    entries = {f.name: f for f in dataclasses.fields(OfficeSettings) if f.name != "folder"}
    wrong = [f"unknown entry {name}" for name in plain if name not in {*entries, "folder"}]
    values: dict[str, object] = {}
    for name, entry in entries.items():
        given: object = plain.get(name, entry.default)
        override = environment.get(PREFIX + name.upper())
        if override is not None:
            given = override
        value = _typed(given, type(entry.default), from_text=override is not None)
        if value is None:
            wrong.append(f"{name} = {given!r} is not {_SAID[type(entry.default)]}")
        else:
            values[name] = value
    if wrong:
        raise OfficeSetupError("; ".join(wrong))
    base = folder / str(plain.get("folder", "."))
    return OfficeSettings(folder=base.resolve(), **values)  # type: ignore[arg-type]  # checked above


def to_toml(settings: OfficeSettings) -> str:
    """The file that ``office init`` writes; ``folder`` is where the file lies."""
    lines = ["# Kakanai office settings. KAKANAI_OFFICE_<NAME> in the environment wins."]
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        match value:
            case Path():
                continue
            case bool():
                text = str(value).lower()
            case int():
                text = str(value)
            case _:
                text = '"' + str(value).replace("\\", "\\\\").replace('"', '\\"') + '"'
        lines.append(f"{field.name} = {text}")
    return "\n".join(lines) + "\n"


_SAID: dict[type, str] = {str: "text", bool: "true or false", int: "a whole number"}


def _typed(given: object, kind: type, *, from_text: bool) -> object | None:
    if from_text and isinstance(given, str):
        if kind is bool:
            return {"true": True, "false": False, "1": True, "0": False}.get(given.lower())
        if kind is int:
            return int(given) if given.isdecimal() else None
    if kind is int and isinstance(given, bool):
        return None
    return given if isinstance(given, kind) else None
