"""Backup, restore and escrow: how acknowledged work outlives the office's disk and the office's key."""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from sqlalchemy import Connection, select

from sync.envelope.keys import key_id
from sync.envelope.seal import open_envelope, rewrap
from sync.envelope.wire import Envelope
from sync.failures import SyncFailure
from sync.office import audit
from sync.office.database import Clock, Database, stamp
from sync.office.sealed import Sealer, note_context, open_text, revision_context
from sync.office.tables import (
    case_revisions,
    office_state,
    opening_faults,
    rewrapped,
    submissions,
    task_notes,
    tasks,
    to_open,
)
from sync.office.verify import RESTORED


def covered(database: Database) -> int:
    """The chain's newest place: what a backup that begins now will hold at least."""
    with database.reading() as connection:
        return audit.read_head(connection).sequence


def mark_backed_up(database: Database, clock: Clock, upto: int) -> bool:
    """A backup that holds everything up to ``upto`` is complete.  ``False``: no such place.

    Kiosks hear it with the next receipt and delete what it holds.
    """
    now = clock()
    with database.writing() as connection:
        if not 0 < upto <= audit.read_head(connection).sequence:
            return False
        connection.execute(
            office_state.update().where(office_state.c.backed_up < upto).values(backed_up=upto)
        )
        audit.append(connection, now, "operator", "office.backed_up", "office", upto=upto)
        return True


def mark_restored(database: Database, clock: Clock) -> int:
    """This database came from a backup: a new epoch begins, and kiosks send again what they keep.

    The number is the time in seconds: a backup of before an earlier restore must not repeat it.
    """
    now = clock()
    with database.writing() as connection:
        old: int = connection.execute(select(office_state.c.epoch)).scalar_one()
        epoch = max(old + 1, int(now.timestamp()))
        connection.execute(office_state.update().values(epoch=epoch))
        audit.append(connection, now, "operator", RESTORED, "office", epoch=epoch)
        return epoch


@dataclass
class Escrow:
    """What an escrow key could open.  ``unreadable``: ids of submissions that it could not."""

    submissions: int
    revisions: int
    notes: int
    unreadable: list[str]


def rehearse(database: Database, clock: Clock, escrow: X25519PrivateKey) -> Escrow:
    """Open everything with the escrow key and change nothing but an audit row."""
    found = Escrow(0, 0, 0, [])
    for id_ in _submissions(database):
        with database.reading() as connection:
            envelope = _envelope(connection, id_)
        if isinstance(envelope, SyncFailure) or isinstance(
            open_envelope(envelope, escrow), SyncFailure
        ):
            found.unreadable.append(id_)
        else:
            found.submissions += 1
    with database.writing() as connection:
        for kind, place, context, sealed in _added(connection):
            _count(found, kind, place, readable=_text(sealed, context, escrow) is not None)
        _note(connection, clock, "escrow.rehearsed", found)
    return found


def restore(
    database: Database, clock: Clock, escrow: X25519PrivateKey, office: X25519PublicKey
) -> Escrow:
    """Make everything readable with a new ``office`` key.

    A transaction per submission; it can be run again, after a break or for kiosks that still seal
    to the old key.
    """
    sealer = Sealer(office, escrow.public_key())
    found = Escrow(0, 0, 0, [])
    for id_ in _submissions(database):
        with database.writing() as connection:
            _rewrap(connection, clock, id_, escrow, office, found)
    with database.writing() as connection:
        for kind, place, context, sealed in _added(connection):
            text = _text(sealed, context, escrow)
            _count(found, kind, place, readable=text is not None)
            if text is not None:
                _replace(connection, kind, place, sealer.again(text, context))
        # What did not open with the new key waits for the opener again.
        waiting = select(to_open.c.submission_id)
        again = select(opening_faults.c.submission_id).where(
            opening_faults.c.submission_id.not_in(waiting)
        )
        connection.execute(to_open.insert().from_select(["submission_id"], again))
        connection.execute(opening_faults.delete())
        _note(connection, clock, "escrow.restored", found)
    return found


def _rewrap(
    connection: Connection,
    clock: Clock,
    id_: str,
    escrow: X25519PrivateKey,
    office: X25519PublicKey,
    found: Escrow,
) -> None:
    envelope = _envelope(connection, id_)
    if isinstance(envelope, Envelope) and _readable(connection, envelope, key_id(office)):
        return
    further = envelope if isinstance(envelope, SyncFailure) else rewrap(envelope, escrow, office)
    if isinstance(further, SyncFailure):
        found.unreadable.append(id_)
        return
    connection.execute(
        rewrapped.insert().values(
            submission_id=id_, key_id=further.key_id, wrapped=further.wrapped, at=stamp(clock())
        )
    )
    found.submissions += 1


_Place = tuple[str, int]


def _submissions(database: Database) -> list[str]:
    with database.reading() as connection:
        return list(
            connection.execute(select(submissions.c.id).order_by(submissions.c.id)).scalars()
        )


def _envelope(connection: Connection, id_: str) -> Envelope | SyncFailure:
    data = connection.execute(
        select(submissions.c.envelope).where(submissions.c.id == id_)
    ).scalar_one()
    return Envelope.from_bytes(data)


def _text(sealed: bytes, context: str, escrow: X25519PrivateKey) -> str | None:
    return open_text(sealed, context, escrow, "escrow")


def _count(found: Escrow, kind: str, place: _Place, *, readable: bool) -> None:
    if not readable:
        found.unreadable.append(f"{kind} {place}")
    elif kind == "revision":
        found.revisions += 1
    else:
        found.notes += 1


def _added(connection: Connection) -> list[tuple[str, _Place, str, bytes]]:
    """Corrections and notes: kind, place, context, sealed bytes."""
    revisions = connection.execute(
        select(case_revisions.c.case_id, case_revisions.c.number, case_revisions.c.sealed)
    )
    notes = connection.execute(
        select(task_notes.c.id, tasks.c.case_id, task_notes.c.sealed)
        .join(tasks, tasks.c.id == task_notes.c.task_id)
        .where(task_notes.c.sealed.is_not(None))
    )
    return [
        *(
            ("revision", (r.case_id, r.number), revision_context(r.case_id, r.number), r.sealed)
            for r in revisions
        ),
        *(("note", (n.case_id, n.id), note_context(n.case_id), n.sealed) for n in notes),
    ]


def _replace(connection: Connection, kind: str, place: _Place, sealed: bytes) -> None:
    case_id, number = place
    if kind == "revision":
        here = (case_revisions.c.case_id == case_id) & (case_revisions.c.number == number)
        connection.execute(case_revisions.update().where(here).values(sealed=sealed))
    else:
        connection.execute(
            task_notes.update().where(task_notes.c.id == number).values(sealed=sealed)
        )


def _readable(connection: Connection, envelope: Envelope, new: str) -> bool:
    if any(each.key_id == new for each in envelope.recipients):
        return True
    wrapped = select(rewrapped.c.key_id).where(
        rewrapped.c.submission_id == str(envelope.id), rewrapped.c.key_id == new
    )
    return connection.execute(wrapped).first() is not None


def _note(connection: Connection, clock: Clock, action: str, found: Escrow) -> None:
    audit.append(
        connection,
        clock(),
        "operator",
        action,
        "office",
        submissions=found.submissions,
        revisions=found.revisions,
        notes=found.notes,
        unreadable=len(found.unreadable),
    )
