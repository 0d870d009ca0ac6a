"""Tables of a kiosk's one durable file, schema 3 (``upgrade.py`` brings older ones here).

No column holds personal data in the clear: content exists only inside the sealed envelope.  Every
row but those in quarantine carries a MAC over all of its columns (``rows.py``).
"""

from __future__ import annotations

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

SCHEMA_VERSION: Final = 3
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
    # The office's backup has the submission, so its sealed bytes were deleted here.
    Column("backed_up", Integer, nullable=False),
    Column("row_mac", Text, nullable=False),
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
    # Of the receipt: a backup that covers the office's chain up to here has the submission.
    Column("head_sequence", Integer, nullable=False),
    Column("row_mac", Text, nullable=False),
)

heads = Table(
    "heads",
    metadata,
    Column("epoch", Integer, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("hash", Text, nullable=False),
    Column("signature", Text, nullable=False),
    Column("row_mac", Text, nullable=False),
    # Two hashes for one sequence can both be kept: that is the evidence.
    PrimaryKeyConstraint("epoch", "sequence", "hash"),
)

office = Table(
    "office",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("epoch", Integer, nullable=False),
    Column("backed_up", Integer, nullable=False),
    # The day of its last signed word; "" = before schema 3.
    Column("heard_day", Text, nullable=False),
    Column("row_mac", Text, nullable=False),
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
    Column("row_mac", Text, nullable=False),
    sqlite_autoincrement=True,
)

audit = Table(
    "audit",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("day", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("row_mac", Text, nullable=False),
    sqlite_autoincrement=True,
)

quarantine = Table(
    "quarantine",
    metadata,
    Column("place", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("id", Text),
    Column("reason", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("repaired", Integer, nullable=False),
    sqlite_autoincrement=True,
)
