"""Kiosks that may send: their public signing keys, asked for on every request."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from sqlalchemy import Connection, select

from sync.office import audit
from sync.office.database import Clock, Database, stamp
from sync.office.failures import OfficeFailureCode
from sync.office.tables import devices


def add(database: Database, clock: Clock, device: str, key: Ed25519PublicKey) -> None:
    """Enrol ``device``.  Raises ``ValueError`` when it is there with another key."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    now = clock()
    with database.writing() as connection:
        old = connection.execute(select(devices).where(devices.c.id == device)).one_or_none()
        if old is not None:
            if old.public_key == raw and old.revoked_at is None:
                return
            raise ValueError("this device is enrolled with another key, or was revoked")
        connection.execute(devices.insert().values(id=device, public_key=raw, added_at=stamp(now)))
        audit.append(connection, now, "operator", "device.added", f"device:{device}")


def revoke(database: Database, clock: Clock, device: str) -> bool:
    """Refuse ``device`` from now on; ``False`` when there is no such device."""
    now = clock()
    with database.writing() as connection:
        changed = connection.execute(
            devices.update().where(devices.c.id == device).values(revoked_at=stamp(now))
        )
        if changed.rowcount == 1:
            audit.append(connection, now, "operator", "device.revoked", f"device:{device}")
        return changed.rowcount == 1


def key_of(
    connection: Connection, device: str, *, even_revoked: bool = False
) -> Ed25519PublicKey | OfficeFailureCode:
    """The key to verify with.  ``even_revoked``: for what was taken in before the revocation."""
    row = connection.execute(select(devices).where(devices.c.id == device)).one_or_none()
    if row is None:
        return OfficeFailureCode.DEVICE_UNKNOWN
    if row.revoked_at is not None and not even_revoked:
        return OfficeFailureCode.DEVICE_REVOKED
    return Ed25519PublicKey.from_public_bytes(row.public_key)
