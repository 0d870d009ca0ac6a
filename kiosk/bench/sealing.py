"""An enrolled device that seals submissions of one fact: for measuring the line and for breaking it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.facts.values import Known, Source
from sync.envelope.keys import load_sealing_public
from sync.envelope.seal import SealingKeys, seal
from sync.envelope.submission import Submission
from sync.envelope.wire import Envelope
from sync.office.process import OfficeProcess

FACT = "deceased.address"


class SealingDevice:
    """Enrols ``name`` at ``office`` with ``key``."""

    def __init__(self, office: OfficeProcess, name: str, key: Ed25519PrivateKey) -> None:
        office.enrol(name, key.public_key())
        self.name = name
        self._keys = SealingKeys(
            load_sealing_public(office.keys.public("office")),
            load_sealing_public(office.keys.public("escrow")),
            key,
        )

    def sealed(self, id_: UUID, number: str, sequence: int, said: str) -> Envelope:
        """A submission whose only fact, :data:`FACT`, is ``said``."""
        submission = Submission(
            id=id_,
            number=number,
            office="toyonaka",
            device=self.name,
            pack="toyonaka",
            pack_version="1",
            event="okuyami",
            language="ja",
            today=date(2026, 11, 21),
            facts={FACT: Known(said, Source.CITIZEN)},
            procedures=(),
            forms=(),
        )
        return seal(submission, self._keys, sequence)
