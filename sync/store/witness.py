"""What the office said about itself: heads of its audit chain, its epoch, how far its backup goes.

The kiosk keeps the heads as a witness.  An *epoch* begins when the office was restored from a
backup: then everything that is still here goes out again, and the office absorbs what it has.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, func, select

from sync.store import rows
from sync.store.results import DeliveryState, Head, OfficeState
from sync.store.schema import heads, office, outbox, sessions


class Witness:
    """Operations on ``heads`` and ``office``; each inside the caller's transaction."""

    def __init__(self, connection: Connection, today: Callable[[], date]) -> None:
        self._connection = connection
        self._today = today

    def keep(self, head: Head) -> None:
        """Keep a head; the same one again changes nothing."""
        same = (
            (heads.c.epoch == head.epoch)
            & (heads.c.sequence == head.sequence)
            & (heads.c.hash == head.hash)
        )
        if self._connection.scalar(select(func.count()).select_from(heads).where(same)):
            return
        values = {"epoch": head.epoch, "sequence": head.sequence, "hash": head.hash}
        rows.insert(self._connection, heads, {**values, "signature": head.signature})

    def told(self, state: OfficeState) -> None:
        """A new epoch sends all again; a backup that goes further frees what it holds.

        Both only go up: an older word that comes late, or is replayed, changes nothing.
        """
        epoch, backed_up = self.state()
        if state.epoch < epoch:
            return
        if state.epoch > epoch:
            delivered = outbox.c.state == DeliveryState.DELIVERED.value
            waiting = DeliveryState.WAITING.value
            rows.change(self._connection, outbox, delivered, state=waiting)
            backed_up = 0
        backed_up = max(backed_up, state.backed_up)
        told = {"epoch": state.epoch, "backed_up": backed_up}
        heard = {"heard_day": self._today().isoformat()}
        if not rows.change(self._connection, office, office.c.id == 1, **told, **heard):
            rows.insert(self._connection, office, {"id": 1, **told, **heard})
        self._free(backed_up)

    def state(self) -> tuple[int, int]:
        """Epoch and watermark as last told; zeros before the first word."""
        row = self._connection.execute(select(office.c.epoch, office.c.backed_up)).one_or_none()
        return (0, 0) if row is None else (row.epoch, row.backed_up)

    def heard_day(self) -> str | None:
        """The day of the office's last signed word; ``None``: none yet."""
        return self._connection.scalar(select(office.c.heard_day)) or None

    def last_head(self) -> int:
        """The newest sequence in the newest epoch."""
        newest = select(func.max(heads.c.epoch)).scalar_subquery()
        found = select(func.max(heads.c.sequence)).where(heads.c.epoch == newest)
        return self._connection.scalar(found) or 0

    def all_heads(self) -> tuple[Head, ...]:
        """For ``kakanai office verify``: oldest first."""
        found = self._connection.execute(select(heads).order_by(heads.c.epoch, heads.c.sequence))
        return tuple(Head(row.sequence, row.hash, row.signature, row.epoch) for row in found)

    def conflicts(self) -> int:
        """Places of the office's chain for which it told two hashes."""
        place = (heads.c.epoch, heads.c.sequence)
        twice = select(heads.c.sequence).group_by(*place).having(func.count() > 1)
        return self._connection.scalar(select(func.count()).select_from(twice.subquery())) or 0

    def _free(self, backed_up: int) -> None:
        """Delete the sealed bytes that the office's backup holds; the session remembers."""
        safe = (outbox.c.state == DeliveryState.DELIVERED.value) & (
            outbox.c.head_sequence <= backed_up
        )
        for sequence in self._connection.scalars(select(outbox.c.sequence).where(safe)).all():
            if rows.checked(self._connection, outbox, sequence) is None:
                continue  # a damaged row's word is not taken; the next look puts it aside
            rows.change(self._connection, sessions, sessions.c.sequence == sequence, backed_up=1)
            self._connection.execute(outbox.delete().where(outbox.c.sequence == sequence))
