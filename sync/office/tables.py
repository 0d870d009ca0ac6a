"""The office's tables, the same on SQLite and PostgreSQL.

What a dump shows: which device sent what when, the reception number, the event, which procedures
are at which section in which state, and who of the staff did what.  What it does not show: any
fact about a person; those are in ``submissions.envelope``, ``case_revisions.sealed`` and
``task_notes.sealed``, readable only with the office's private key.  Instants are ISO-8601 UTC text.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = 2

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)
_ID = BigInteger().with_variant(Integer, "sqlite")

schema_version = Table(
    "schema_version", metadata, Column("version", Integer, primary_key=True, autoincrement=False)
)

devices = Table(
    "devices",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("public_key", LargeBinary, nullable=False),
    Column("added_at", String(32), nullable=False),
    Column("revoked_at", String(32)),
    Column("status", String(16), nullable=False),
)

device_invites = Table(
    "device_invites",
    metadata,
    Column("device", String(64), primary_key=True),
    # Of the one-time code; the code itself is only on the screen of who made it.
    Column("code_hash", String(64), nullable=False, unique=True),
    Column("until", String(32), nullable=False),
)

office_state = Table(
    "office_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    # Grows with each restore from a backup; kiosks then send again what the backup had not.
    Column("epoch", BigInteger, nullable=False),
    # Place in the audit up to which a backup holds everything.
    Column("backed_up", BigInteger, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("office", String(64), nullable=False),
    Column("device", ForeignKey("devices.id"), nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("suite", String(64), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("signature", LargeBinary, nullable=False),
    Column("envelope", LargeBinary, nullable=False),
    Column("received_at", String(32), nullable=False),
    UniqueConstraint("device", "sequence"),
)

to_open = Table(
    "to_open",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
)

rewrapped = Table(
    "rewrapped",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("key_id", String(16), primary_key=True),
    Column("wrapped", LargeBinary, nullable=False),
    Column("at", String(32), nullable=False),
)

opening_faults = Table(
    "opening_faults",
    metadata,
    Column("submission_id", ForeignKey("submissions.id"), primary_key=True),
    Column("code", String(64), nullable=False),
    Column("at", String(32), nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", ForeignKey("submissions.id"), primary_key=True),
    Column("number", String(32), nullable=False, index=True),
    Column("event", String(64), nullable=False),
    Column("pack", String(64), nullable=False),
    Column("pack_version", String(64), nullable=False),
    Column("language", String(16), nullable=False),
    Column("made_at", String(32), nullable=False, index=True),
    Column("supersedes", String(36), index=True),
    Column("version", Integer, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
    Column("display_name", String(64), nullable=False),
    Column("section", String(64), nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("epoch", Integer, nullable=False),
    Column("added_at", String(32), nullable=False),
)

tasks = Table(
    "tasks",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False),
    Column("procedure", String(96), nullable=False),
    Column("section", String(64), nullable=False),
    Column("check_at_counter", Boolean, nullable=False),
    Column("state", String(16), nullable=False),
    Column("account_id", ForeignKey("accounts.id")),
    Column("changed_at", String(32), nullable=False),
    Column("confirmed_at", String(32)),
    Column("version", Integer, nullable=False),
    UniqueConstraint("case_id", "procedure"),
    Index("ix_tasks_section_state", "section", "state"),
)

task_notes = Table(
    "task_notes",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("task_id", ForeignKey("tasks.id"), nullable=False, index=True),
    Column("reason", String(64), nullable=False),
    Column("sealed", LargeBinary),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("at", String(32), nullable=False),
)

case_revisions = Table(
    "case_revisions",
    metadata,
    Column("case_id", ForeignKey("cases.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("sealed", LargeBinary, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("at", String(32), nullable=False),
)

form_marks = Table(
    "form_marks",
    metadata,
    Column("id", _ID, primary_key=True),
    Column("case_id", ForeignKey("cases.id"), nullable=False, index=True),
    Column("form", String(64), nullable=False),
    Column("procedure", String(96), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("account_id", ForeignKey("accounts.id"), nullable=False),
    Column("at", String(32), nullable=False),
)

login_failures = Table(
    "login_failures",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", String(32), nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("actor", String(96), nullable=False),
    Column("action", String(64), nullable=False),
    Column("subject", String(96), nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", BigInteger, nullable=False),
    Column("hash", String(64), nullable=False),
)
