"""Tables of a kiosk's one durable file, schema 1.

No column holds personal data in the clear: content exists only inside the sealed envelope.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from sqlalchemy import (
    Column,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION: Final = 1
APPLICATION_ID: Final = 0x4B414B4E  # "KAKN", so that file(1) and we know the file

metadata = MetaData()

sessions = Table(
    "sessions",
    metadata,
    # AUTOINCREMENT: a sequence stays used even if its row should ever go.
    Column("sequence", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("day", Text, nullable=False),
    Column("counter", Integer, nullable=False),
    Column("number", Text, nullable=False),
    Column("receipt_given", Integer, nullable=False),
    UniqueConstraint("day", "counter"),
    sqlite_autoincrement=True,
)

outbox = Table(
    "outbox",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
    Column("envelope", LargeBinary, nullable=False),
    Column("digest", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("refusal", Text, nullable=False),
    Column("row_digest", Text, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("sequence", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("signature", Text, nullable=False),
    # Two hashes for one sequence can both be kept: that is the evidence.
    PrimaryKeyConstraint("sequence", "hash"),
)

prints = Table(
    "prints",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("job_id", Text, nullable=False, unique=True),
    Column("session", Text),
    Column("kind", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("media", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("printer_job", Integer),
    Column("outcome", Text),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("day", Text, nullable=False),
    Column("event", Text, nullable=False),
    sqlite_autoincrement=True,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text),
    Column("reason", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("repaired", Integer, nullable=False),
    sqlite_autoincrement=True,
)

_DIGESTED: Final = ("sequence", "id", "envelope", "digest", "state", "attempts", "refusal")


def row_digest(row: Mapping[str, object]) -> str:
    """SHA-256 over **all** other columns of an outbox row, each with its type and length.

    An uncovered column is how 13 of 1,000 random damages went unseen (sync.md 1c).
    """
    digest = hashlib.sha256(b"kakanai outbox row 1\n")
    for name in _DIGESTED:
        value = row[name]
        data = value if isinstance(value, bytes) else str(value).encode()
        digest.update(f"{name} {type(value).__name__} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()
