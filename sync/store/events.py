"""Anonymous events, counted in the transaction of what they tell about."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from uuid import UUID, uuid5

from sqlalchemy import Connection, func, select

from sync.store import rows
from sync.store.schema import audit

_EVENT = re.compile(r"[a-z]+(\.[a-z_]+)+(\.[1-9])?")
"""Words; at the end a place in a row of choices may follow.  A number of anybody does not pass."""
_OURS = UUID("6b616b61-6e61-4169-8000-000000000001")


def is_event(text: str) -> bool:
    """Whether the store counts it."""
    return _EVENT.fullmatch(text) is not None


class Events:
    """Operations on ``audit``; each inside the caller's transaction."""

    def __init__(self, connection: Connection, today: Callable[[], date]) -> None:
        self._connection = connection
        self._today = today

    def note(self, id_: UUID, event: str) -> None:
        """Count ``event`` once per ``id_``.  Raises ``ValueError`` for what is no event code."""
        if not is_event(event):
            raise ValueError("no event: a dotted lower-case code is")
        known = select(func.count()).select_from(audit).where(audit.c.id == str(id_))
        if not self._connection.scalar(known):
            day = self._today().isoformat()
            rows.insert(self._connection, audit, {"id": str(id_), "day": day, "event": event})

    def about(self, subject: UUID, event: str) -> None:
        """Count ``event`` once per ``subject``; the row does not name it."""
        self.note(uuid5(_OURS, f"{subject} {event}"), event)
