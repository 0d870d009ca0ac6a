"""Kiosks that may send: their public signing keys and their standing, asked for on every request.

A kiosk comes in by a one-time code: the office invites a name, the kiosk makes its key and sends
code and public key, and a person compares the key's fingerprint on both screens before it counts.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, select

from sync.envelope.enrolment import Enrolment, fingerprint
from sync.office import audit
from sync.office.database import Clock, Database, stamp, unstamp
from sync.office.failures import OfficeFailureCode
from sync.office.tables import device_invites, devices

CODE_LIFE = timedelta(minutes=15)
_CODE_BYTES = 10  # 80 bits: 16 letters of base 32


class Standing(StrEnum):
    """Whether a device may send."""

    PENDING = "pending"
    """Its key came in by a code; nobody has compared the fingerprint yet."""
    ACTIVE = "active"
    SUSPENDED = "suspended"
    """Refused for now: it may be allowed again."""
    REVOKED = "revoked"
    """Refused for ever; what it sent before stays readable."""


_REFUSALS = {
    Standing.PENDING: OfficeFailureCode.DEVICE_PENDING,
    Standing.SUSPENDED: OfficeFailureCode.DEVICE_SUSPENDED,
    Standing.REVOKED: OfficeFailureCode.DEVICE_REVOKED,
}


@dataclass(frozen=True, slots=True)
class Device:
    """A kiosk as the list shows it."""

    name: str
    standing: Standing
    fingerprint: str
    added_at: str


def add(database: Database, clock: Clock, device: str, key: Ed25519PublicKey) -> None:
    """Enrol ``device`` by its key file.  Raises ``ValueError`` when it is there otherwise."""
    raw, now = _raw(key), clock()
    with database.writing() as connection:
        old = connection.execute(select(devices).where(devices.c.id == device)).one_or_none()
        if old is not None:
            if old.public_key == raw and old.status == Standing.ACTIVE.value:
                return
            raise ValueError("this device is enrolled with another key, or is not active")
        _insert(connection, device, raw, stamp(now), Standing.ACTIVE)
        audit.append(connection, now, "operator", "device.added", f"device:{device}")


def invite(database: Database, clock: Clock, device: str) -> str:
    """A one-time code for ``device``, shown once; a new one replaces the last.

    Raises ``ValueError`` when the device is enrolled already.
    """
    code = base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode("ascii")
    now = clock()
    with database.writing() as connection:
        if connection.execute(select(devices.c.id).where(devices.c.id == device)).first():
            raise ValueError("this device is enrolled already; a new machine gets a new name")
        connection.execute(device_invites.delete().where(device_invites.c.device == device))
        connection.execute(
            device_invites.insert().values(
                device=device, code_hash=_hash(code), until=stamp(now + CODE_LIFE)
            )
        )
        audit.append(connection, now, "operator", "device.invited", f"device:{device}")
    return code


def enrol(database: Database, clock: Clock, wanted: Enrolment) -> Device | OfficeFailureCode:
    """Take a key in by its code.  The code is used up by the first key that comes with it."""
    raw, now = _raw(wanted.key), clock()
    with database.writing() as connection:
        invited = connection.execute(
            select(device_invites).where(device_invites.c.code_hash == _hash(wanted.code))
        ).one_or_none()
        if invited is None or invited.device != wanted.device or unstamp(invited.until) < now:
            subject = f"device:{wanted.device}"
            audit.append(connection, now, "intake", "device.code_refused", subject)
            return OfficeFailureCode.CODE_WRONG
        connection.execute(device_invites.delete().where(device_invites.c.device == wanted.device))
        _insert(connection, wanted.device, raw, stamp(now), Standing.PENDING)
        audit.append(connection, now, "intake", "device.enrolled", f"device:{wanted.device}")
        return Device(wanted.device, Standing.PENDING, fingerprint(wanted.key), stamp(now))


def confirm(database: Database, clock: Clock, device: str, seen: str) -> bool:
    """A person saw the same fingerprint on the kiosk.  ``False``: no such pending device, or not it."""
    now = clock()
    with database.writing() as connection:
        row = connection.execute(select(devices).where(devices.c.id == device)).one_or_none()
        if row is None or row.status != Standing.PENDING.value:
            return False
        shown = fingerprint(Ed25519PublicKey.from_public_bytes(row.public_key))
        if seen.replace("-", "").casefold() != shown.replace("-", ""):
            return False
        _set(connection, device, status=Standing.ACTIVE.value)
        audit.append(connection, now, "operator", "device.confirmed", f"device:{device}")
        return True


def change(database: Database, clock: Clock, device: str, standing: Standing) -> bool:
    """Suspend, allow again or revoke.  ``False``: no such device, or it cannot go there."""
    now = clock()
    allowed = {
        Standing.SUSPENDED: {Standing.ACTIVE},
        Standing.ACTIVE: {Standing.SUSPENDED},
        Standing.REVOKED: {Standing.PENDING, Standing.ACTIVE, Standing.SUSPENDED},
        Standing.PENDING: set[Standing](),
    }[standing]
    with database.writing() as connection:
        old = connection.execute(
            select(devices.c.status).where(devices.c.id == device)
        ).scalar_one_or_none()
        if old is None or Standing(old) not in allowed:
            return False
        revoked_at = stamp(now) if standing is Standing.REVOKED else None
        _set(connection, device, status=standing.value, revoked_at=revoked_at)
        audit.append(connection, now, "operator", f"device.{standing.value}", f"device:{device}")
        return True


def revoke(database: Database, clock: Clock, device: str) -> bool:
    """Refuse ``device`` from now on; ``False`` when there is no such device."""
    return change(database, clock, device, Standing.REVOKED)


def all_devices(connection: Connection) -> tuple[Device, ...]:
    """Every device, by name."""
    found = connection.execute(select(devices).order_by(devices.c.id))
    return tuple(
        Device(
            row.id,
            Standing(row.status),
            fingerprint(Ed25519PublicKey.from_public_bytes(row.public_key)),
            row.added_at,
        )
        for row in found
    )


def refusal(status: str) -> OfficeFailureCode | None:
    """Why a device of this standing is refused; ``None``: it is not."""
    return _REFUSALS.get(Standing(status))


def key_of(
    connection: Connection, device: str, *, even_revoked: bool = False
) -> Ed25519PublicKey | OfficeFailureCode:
    """The key to verify with.  ``even_revoked``: for what was taken in while it was active."""
    row = connection.execute(select(devices).where(devices.c.id == device)).one_or_none()
    if row is None:
        return OfficeFailureCode.DEVICE_UNKNOWN
    refused = refusal(row.status)
    if refused is not None and not even_revoked:
        return refused
    return Ed25519PublicKey.from_public_bytes(row.public_key)


def _insert(
    connection: Connection, device: str, raw: bytes, added_at: str, standing: Standing
) -> None:
    connection.execute(
        devices.insert().values(id=device, public_key=raw, added_at=added_at, status=standing.value)
    )


def _set(connection: Connection, device: str, **values: str | None) -> None:
    connection.execute(devices.update().where(devices.c.id == device).values(**values))


def _raw(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.Raw, PublicFormat.Raw)


def _hash(code: str) -> str:
    """80 random bits need no slow hash."""
    return hashlib.sha256(b"kakanai device code 1\n" + code.encode()).hexdigest()
