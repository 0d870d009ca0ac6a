"""What the database holds already of the envelopes that want in: one look for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from sqlalchemy import Connection, bindparam, select, true, tuple_, union

from sync.envelope.wire import Envelope
from sync.office import devices
from sync.office.failures import OfficeFailureCode
from sync.office.tables import devices as devices_table
from sync.office.tables import office_state, submissions


class Answer(Enum):
    """What becomes of an envelope that is not refused."""

    FRESH = auto()
    """To be stored."""
    AGAIN = auto()
    """These very bytes are here."""


Verdict: TypeAlias = Answer | OfficeFailureCode

_HERE = select(submissions.c.id, submissions.c.digest, submissions.c.device, submissions.c.sequence)
_PLACE = tuple_(submissions.c.device, submissions.c.sequence)
_KNOWN = union(
    _HERE.where(submissions.c.id.in_(bindparam("ids", expanding=True))),
    _HERE.where(_PLACE.in_(bindparam("places", expanding=True))),
).subquery("known")
_QUESTION = (
    select(
        devices_table.c.id.label("name"),
        devices_table.c.status,
        office_state.c.epoch,
        office_state.c.backed_up,
        *_KNOWN.c,
    )
    .select_from(devices_table.join(office_state, office_state.c.id == 1).outerjoin(_KNOWN, true()))
    .where(devices_table.c.id.in_(bindparam("devices", expanding=True)))
)
"""Put together once: building it was a fifth of the work in the chain's lock."""


@dataclass(slots=True)
class Held:
    """Standing of each device, digest of each known id, and who has each (device, sequence)."""

    epoch: int
    backed_up: int
    standing: dict[str, str]
    digests: dict[str, str]
    places: set[tuple[str, int]]

    @classmethod
    def ask(cls, connection: Connection, envelopes: Sequence[Envelope]) -> Held:
        """One question, each part of it by an index, however many envelopes there are."""
        rows = connection.execute(
            _QUESTION,
            {
                "ids": [str(each.id) for each in envelopes],
                "places": [(each.header.device, each.header.sequence) for each in envelopes],
                "devices": list({each.header.device for each in envelopes}),
            },
        ).all()
        found = [row for row in rows if row.id is not None]
        # A device's key was read, so its row is there: devices are never deleted.
        return cls(
            epoch=rows[0].epoch,
            backed_up=rows[0].backed_up,
            standing={row.name: row.status for row in rows},
            digests={row.id: row.digest for row in found},
            places={(row.device, row.sequence) for row in found},
        )

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
