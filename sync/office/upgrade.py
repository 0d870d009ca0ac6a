"""Brings an office of schema 1 to schema 2, in the caller's transaction.

Schema 1 knew devices as there or revoked, and looked for submissions without a case by comparing
the two tables.
"""

from __future__ import annotations

from sqlalchemy import Connection, select

from sync.office.tables import (
    cases,
    device_invites,
    devices,
    metadata,
    office_state,
    rewrapped,
    submissions,
    to_open,
)


def from_schema_1(connection: Connection) -> None:
    """Add what is new; every row of before stays."""
    metadata.create_all(connection, tables=[device_invites, office_state, to_open, rewrapped])
    connection.exec_driver_sql(
        "ALTER TABLE devices ADD COLUMN status VARCHAR(16) NOT NULL DEFAULT 'active'"
    )
    connection.execute(
        devices.update().where(devices.c.revoked_at.is_not(None)).values(status="revoked")
    )
    connection.execute(office_state.insert().values(id=1, epoch=1, backed_up=0))
    made = select(cases.c.id).where(cases.c.id == submissions.c.id).exists()
    waiting = select(submissions.c.id).where(~made)
    connection.execute(to_open.insert().from_select(["submission_id"], waiting))
