"""What the citizen has given so far.  Everything personal is kept out of ``repr``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from cardreader.cards.verified_read import VerifiedRecord
from forms.facts.values import Facts, FactState
from kiosk.session.findings import BoxFinding
from kiosk.session.looks import Looks
from kiosk.session.prepared import PreparedCase


class Whose(StrEnum):
    """Whose card was laid down; the value is the role before the dot of a fact id."""

    VISITOR = "visitor"
    DECEASED = "deceased"


class Delivery(StrEnum):
    """Where the sealed submission is.  ``DELIVERED`` only after the office's receipt."""

    NOT_YET_STORED = "not_yet_stored"
    STORED = "stored"
    DELIVERED = "delivered"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Reception:
    """The keeper's promise for this session: the number shown to the citizen and the device's sequence."""

    number: str
    sequence: int


@dataclass(frozen=True, slots=True)
class Visit:
    """One citizen's case while it is being made."""

    session: UUID
    language: str = "ja"
    looks: Looks = field(default_factory=Looks)
    staff_called: bool = False
    reader_ready: bool = True
    card_on_reader: bool = False
    practice: str = ""
    """The invented family of a practice session: nothing of it is sent."""
    paper_out: bool = False
    """Sheets came out, of this visit or of the one before, and nobody has said that they were taken."""
    assisted: bool = False
    """A member of staff stands beside the citizen and has said so to the kiosk."""
    numbers_left: int | None = None
    """Tries of the numbers printed on the card that lies there (照合番号B); None when nobody asked it."""
    event: str | None = None
    facts: Facts = field(default_factory=dict, repr=False)
    history: tuple[str, ...] = ()
    """Ids of answered screens (:mod:`kiosk.session.asking`), in the order in which they were answered first."""
    cards: Mapping[Whose, VerifiedRecord] = field(default_factory=dict, repr=False)
    """What each card said, once its owner was confirmed."""
    prepared: PreparedCase | None = field(default=None, repr=False)
    """A case begun before, read from its code; nothing of it counts until it is confirmed."""
    own_card: bool = False
    """After the card of the person who died, the visitor's own is asked for now."""
    reception: Reception | None = None
    delivery: Delivery = Delivery.NOT_YET_STORED
    left_for_pen: tuple[BoxFinding, ...] = ()
    """Boxes that the citizen agreed to leave empty; anything else found asks again."""
    addresses: Mapping[str, str] = field(default_factory=dict, repr=False)
    """Start of the address per role (``visitor``), found by its postcode; a proposal, not a fact."""

    def with_facts(self, more: Mapping[str, FactState]) -> Facts:
        """The facts with ``more`` put over them."""
        return {**self.facts, **more}
