"""Which badges open assist mode: the city's file of hashed badges and codes.

    format = 1
    salt = "5f…"                       # 16 bytes, hex: of this file

    [[badge]]
    id = "A1"                          # what the audit counts; no name of a person
    badge = "9c…"                      # argon2id of the badge's own number with the file's salt, hex
    code = "$argon2id$…"               # argon2id of the code, PHC string with a salt of its own

A badge is the number of a contactless card (which can be copied) or the text of a printed code (which can be
photographed); therefore the code.  A stolen file gives neither: argon2id with OWASP's smallest cost.
"""

from __future__ import annotations

import json
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.low_level import Type, hash_secret_raw

FORMAT: Final = 1
PREFIX: Final = "KKNS1:"
"""Tells a printed badge from any other code; behind it 128 random bits in hex."""
_SALT_BYTES, _HASH_BYTES = 16, 32
_TIME, _MEMORY_KIB, _LANES = 2, 19 * 1024, 1
"""OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, 2 passes, 1 lane; 40 ms here."""
_HASHER: Final = PasswordHasher(_TIME, _MEMORY_KIB, _LANES)


class BadgeFileFault(ValueError):
    """The file is missing or not as above; the message says where."""


@dataclass(frozen=True, slots=True)
class Badge:
    """One line of the file."""

    id: str
    badge: str
    code: str


@dataclass(frozen=True, slots=True)
class Badges:
    """The file.  Empty where a city has none: then nothing opens assist mode."""

    salt: bytes = b""
    badges: tuple[Badge, ...] = ()

    def find(self, token: bytes) -> str | None:
        """The id of the badge with this number or text."""
        if not self.badges:
            return None
        hashed = hashed_badge(token, self.salt)
        found = (each.id for each in self.badges if secrets.compare_digest(each.badge, hashed))
        return next(found, None)

    def opens(self, badge: str, code: bytearray) -> bool:
        """Whether ``code`` (ASCII digits, zero bytes behind them) is that of ``badge``; ``code`` is wiped."""
        try:
            typed = bytes(code).rstrip(b"\0")
            stored = next((each.code for each in self.badges if each.id == badge), None)
            return stored is not None and _HASHER.verify(stored, typed)
        except VerificationError:
            return False
        finally:
            code[:] = bytes(len(code))

    def added(self, id_: str, token: bytes, code: str) -> Badges:
        """With one more badge, or its new code.  Raises ``BadgeFileFault`` for a badge of another id."""
        known = self.find(token)
        if known not in (None, id_):
            raise BadgeFileFault(f"this badge is {known} already")
        salt = self.salt or secrets.token_bytes(_SALT_BYTES)
        new = Badge(id_, hashed_badge(token, salt), _HASHER.hash(code))
        return Badges(salt, (*(each for each in self.badges if each.id != id_), new))


def hashed_badge(token: bytes, salt: bytes) -> str:
    """64 hex digits."""
    return hash_secret_raw(token, salt, _TIME, _MEMORY_KIB, _LANES, _HASH_BYTES, Type.ID).hex()


def load_badges(path: Path) -> Badges:
    """Read the file.  Raises :class:`BadgeFileFault`."""
    try:
        plain = tomllib.loads(path.read_text("utf-8"))
        if plain["format"] != FORMAT:
            raise BadgeFileFault(f"{path.name}: format {FORMAT} is the only one known")
        badges = tuple(Badge(str(b["id"]), str(b["badge"]), str(b["code"])) for b in plain["badge"])
        return Badges(bytes.fromhex(plain["salt"]), badges)
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BadgeFileFault(f"{path.name}: {type(fault).__name__}") from fault


def save_badges(badges: Badges, path: Path) -> None:
    """Write the file, readable by its owner only."""
    lines = [f"format = {FORMAT}", f'salt = "{badges.salt.hex()}"']
    for each in badges.badges:
        lines.append("\n[[badge]]")
        # A JSON string without control characters is a TOML string.
        lines += [f"{key} = {json.dumps(getattr(each, key))}" for key in ("id", "badge", "code")]
    path.touch(mode=0o600)
    path.write_text("\n".join(lines) + "\n", "utf-8")
