"""What the database holds already of the envelopes that want in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from sqlalchemy import and_, bindparam, or_, select

from sync.envelope.wire import Envelope
from sync.office import devices
from sync.office.failures import OfficeFailureCode
from sync.office.tables import devices as devices_table
from sync.office.tables import office_state, submissions
from sync.office.trips import Row, Step


class Answer(Enum):
    """What becomes of an envelope that is not refused."""

    FRESH = auto()
    """To be stored."""
    AGAIN = auto()
    """These very bytes are here."""


Verdict: TypeAlias = Answer | OfficeFailureCode

_SAME_ID = submissions.c.id == bindparam("id")
_SAME_PLACE = and_(
    submissions.c.device == bindparam("device"), submissions.c.sequence == bindparam("sequence")
)
_QUESTION = (
    select(
        devices_table.c.id,
        devices_table.c.status,
        office_state.c.epoch,
        office_state.c.backed_up,
        submissions.c.id,
        submissions.c.digest,
        submissions.c.device,
        submissions.c.sequence,
    )
    .select_from(
        devices_table.join(office_state, office_state.c.id == 1).outerjoin(
            submissions, or_(_SAME_ID, _SAME_PLACE)
        )
    )
    .where(devices_table.c.id == bindparam("device"))
)
"""Of one envelope: its device's standing, and what is here under its id or in its place, if anything."""


@dataclass(slots=True)
class Held:
    """Standing of each device, digest of each known id, and who has each (device, sequence)."""

    epoch: int
    backed_up: int
    standing: dict[str, str]
    digests: dict[str, str]
    places: set[tuple[str, int]]

    @classmethod
    def question(cls, envelopes: Sequence[Envelope]) -> Step:
        """To be asked with the audit's head locked; each part of it goes by an index."""
        values = [
            {
                "id": str(each.id),
                "device": each.header.device,
                "sequence": each.header.sequence,
            }
            for each in envelopes
        ]
        return Step(_QUESTION, values)

    @classmethod
    def from_answer(cls, rows: Sequence[Row]) -> Held:
        """What the question found."""
        # A device's key was read, so its row is there: devices are never deleted.
        epoch, backed_up = rows[0][2:4]
        held = cls(epoch, backed_up, {}, {}, set())
        for name, status, _, _, id_, digest, device, sequence in rows:
            held.standing[name] = status
            if id_ is not None:
                held.digests[id_] = digest
                held.places.add((device, sequence))
        return held

    def take(self, envelope: Envelope) -> Verdict:
        """What becomes of it.  A fresh one counts as here for those behind it."""
        header, id_ = envelope.header, str(envelope.id)
        refused = devices.refusal(self.standing[header.device])
        if refused is not None:
            return refused
        digest = self.digests.get(id_)
        if digest is not None:
            return Answer.AGAIN if digest == envelope.digest else OfficeFailureCode.OTHER_CONTENT
        if (header.device, header.sequence) in self.places:
            return OfficeFailureCode.SEQUENCE_TAKEN
        self.digests[id_] = envelope.digest
        self.places.add((header.device, header.sequence))
        return Answer.FRESH
