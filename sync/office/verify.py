"""Checks the audit chain from the outside: rows, signed heads that kiosks carried home, submissions.

Works on a database or on an exported file, and then needs the office's public head key only.  The
claim stays small: a change to what is older than the last head that somebody else holds is seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, select

from sync.envelope.receipt import head_statement, verified
from sync.envelope.wire import Envelope, digest_of
from sync.office.audit import row_hash
from sync.office.database import GENESIS
from sync.office.tables import audit, submissions

RESTORED = "office.restored"


class ExportError(Exception):
    """A file is not what ``audit export`` or ``status --heads`` wrote."""


@dataclass
class Finding:
    """What was looked at and what is wrong; ``broken_at`` is the first row that does not follow."""

    rows: int = 0
    broken_at: int | None = None
    heads: int = 0
    forged: list[int] = field(default_factory=list)
    """Heads that the office did not sign."""
    differing: list[int] = field(default_factory=list)
    """Heads of this epoch that the chain does not lead through: it was rewritten."""
    beyond: list[int] = field(default_factory=list)
    """Heads of this epoch that are newer than the chain's end: it was cut."""
    before_restore: int = 0
    """Heads of earlier epochs beyond the backup that was restored: lost with the old database."""
    missing: list[str] = field(default_factory=list)
    """Submissions that the chain says were taken, and that are not there as they came."""
    unwitnessed: int = 0
    """Rows after the last head that a kiosk holds: nobody else could tell a change in them."""

    @property
    def good(self) -> bool:
        """Nothing wrong."""
        wrong = (self.forged, self.differing, self.beyond, self.missing)
        return self.broken_at is None and not any(wrong)


def exported(connection: Connection) -> Iterator[str]:
    """The chain as JSON lines, oldest first.  No personal data is in it."""
    for row in connection.execute(select(audit).order_by(audit.c.sequence)).mappings():
        yield json.dumps(dict(row), ensure_ascii=False, sort_keys=True)


def read_lines(path: Path) -> list[dict[str, Any]]:
    """JSON lines.  Raises :class:`ExportError`."""
    try:
        lines = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]
    except (OSError, ValueError) as fault:
        raise ExportError(f"{path.name}: {type(fault).__name__}") from None
    if not all(isinstance(line, dict) for line in lines):
        raise ExportError(f"{path.name}: not JSON lines")
    return lines


def verify(
    rows: Iterable[Mapping[str, Any]], heads: Iterable[Mapping[str, Any]], key: Ed25519PublicKey
) -> Finding:
    """Walk ``rows`` once and hold ``heads`` (epoch, sequence, hash, signature) against them."""
    found = Finding()
    hashes: dict[int, str] = {}
    epochs: list[tuple[int, int]] = [(1, 1)]
    previous = GENESIS
    for row in rows:
        found.rows += 1
        plain = {name: row[name] for name in row if name != "hash"}
        whole = (
            row["sequence"] == found.rows
            and row["previous"] == previous
            and row["hash"] == row_hash(plain)
        )
        if not whole and found.broken_at is None:
            found.broken_at = found.rows
        previous = row["hash"]
        hashes[row["sequence"]] = row["hash"]
        if row["action"] == RESTORED:
            epochs.append((json.loads(row["detail"])["epoch"], row["sequence"]))
    last = 0
    for head in heads:
        found.heads += 1
        last = max(last, _hold_against(head, hashes, epochs, key, found))
    found.unwitnessed = found.rows - last
    return found


def _hold_against(
    head: Mapping[str, Any],
    hashes: Mapping[int, str],
    epochs: list[tuple[int, int]],
    key: Ed25519PublicKey,
    found: Finding,
) -> int:
    """The place up to which this head vouches for the chain; 0 = for nothing."""
    epoch, sequence, hash_ = head["epoch"], head["sequence"], head["hash"]
    statement = head_statement(epoch, sequence, hash_)
    if not verified("audit head", {**statement, "signature": head["signature"]}, key):
        found.forged.append(sequence)
        return 0
    if hashes.get(sequence) == hash_:
        return int(sequence)
    later = [began for number, began in epochs if number > epoch]
    if later and sequence >= min(later):
        # The chain that this head was in ended where the backup ended.
        found.before_restore += 1
    elif sequence in hashes:
        found.differing.append(sequence)
    else:
        found.beyond.append(sequence)
    return 0


def look_for_submissions(connection: Connection, found: Finding) -> None:
    """Every submission that the chain says was taken is here, byte for byte."""
    taken = connection.execute(
        select(audit.c.subject, audit.c.detail)
        .where(audit.c.action == "submission.taken")
        .order_by(audit.c.sequence)
    )
    for subject, detail in taken.all():
        row = connection.execute(
            select(submissions.c.digest, submissions.c.envelope).where(submissions.c.id == subject)
        ).one_or_none()
        wanted = json.loads(detail)["digest"]
        envelope = None if row is None else Envelope.from_bytes(row.envelope)
        if (
            row is None
            or row.digest != wanted
            or not isinstance(envelope, Envelope)
            or digest_of(envelope.sealed()) != wanted
        ):
            found.missing.append(subject)
