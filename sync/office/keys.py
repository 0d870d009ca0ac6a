"""The office's keys: who may hold which.

``office.private.pem`` is for the opener alone; ``escrow.public.pem`` is what clerks' additions are
sealed to as well (its private half is made or moved offline); ``audit-head.private.pem`` signs the
heads in receipts; ``console.secret`` signs cookies and keys the log-in brake.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey

from sync.envelope.keys import (
    KeyFolder,
    load_sealing_private,
    load_sealing_public,
    load_signing_private,
    save_private,
    save_public,
)
from sync.office.failures import OfficeSetupError

_COOKIE_KEY = "console.secret"
_SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class OfficeKeys:
    """What the intake and the console hold: nothing that opens a submission."""

    office: X25519PublicKey
    escrow: X25519PublicKey
    audit_head: Ed25519PrivateKey
    secret: bytes


def make(folder: Path) -> list[str]:
    """Make what is missing in ``folder``; returns the names of new files.  Never overwrites."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys, made = KeyFolder(folder), []
    for role, key in (
        ("office", X25519PrivateKey.generate()),
        ("escrow", X25519PrivateKey.generate()),
        ("audit-head", Ed25519PrivateKey.generate()),
    ):
        if keys.public(role).exists():
            continue
        save_private(key, keys.private(role))
        save_public(key.public_key(), keys.public(role))
        made += [keys.private(role).name, keys.public(role).name]
    if not (folder / _COOKIE_KEY).exists():
        handle = os.open(folder / _COOKIE_KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(_SECRET_BYTES))
        made.append(_COOKIE_KEY)
    return made


def load_opening(folder: Path) -> X25519PrivateKey:
    """The one key that opens, for the opener's process alone.  Raises ``KeyFileError``."""
    return load_sealing_private(KeyFolder(folder).private("office"))


def load(folder: Path) -> OfficeKeys:
    """Raises ``KeyFileError`` or :class:`OfficeSetupError` when something is missing or open to all."""
    keys = KeyFolder(folder)
    try:
        secret = (folder / _COOKIE_KEY).read_bytes()
    except OSError as fault:
        raise OfficeSetupError(
            f"{_COOKIE_KEY} is missing; `kakanai office init` makes it"
        ) from fault
    if len(secret) < _SECRET_BYTES:
        raise OfficeSetupError(f"{_COOKIE_KEY} is too short")
    return OfficeKeys(
        office=load_sealing_public(keys.public("office")),
        escrow=load_sealing_public(keys.public("escrow")),
        audit_head=load_signing_private(keys.private("audit-head")),
        secret=secret,
    )
