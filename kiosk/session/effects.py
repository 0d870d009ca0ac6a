"""What shall be done outside.  Imperative; personal parts have no ``repr``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias
from uuid import UUID

from kiosk.session.states import EndReason
from kiosk.session.visit import Visit


@dataclass(frozen=True, slots=True)
class CheckCard:
    """Ask the card on the reader what it is and how many tries are left."""


@dataclass(frozen=True, slots=True)
class ReadCard:
    """Take the PIN out of the pad, verify it once and read; the pad is empty afterwards.

    ``assisted``: the last try too.
    """

    session: UUID
    assisted: bool = False


@dataclass(frozen=True, slots=True)
class ReadCardByNumbers:
    """Verify the 14 ``digits`` once per application and read; ``assisted``: below five tries too, and
    with the photo for the clerk's look."""

    session: UUID
    digits: str = field(repr=False)
    assisted: bool = False


@dataclass(frozen=True, slots=True)
class WipePin:
    """Overwrite the pad."""


@dataclass(frozen=True, slots=True)
class BeginSession:
    """Ask the keeper for the session's number; asking again gives the same."""

    session: UUID


@dataclass(frozen=True, slots=True)
class SealAndCommit:
    """Check every form, seal once and let the keeper commit; a repeated command hands over the same bytes."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class WatchDelivery:
    """Ask the keeper until the office has answered."""

    session: UUID


@dataclass(frozen=True, slots=True)
class PrintForms:
    """Render and print the filled forms; ``only``: those that a person found missing, by their place."""

    visit: Visit = field(repr=False)
    only: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class NotePapers:
    """A person has looked at the tray: these papers came, these did not."""

    came: tuple[int, ...]
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PrintReceipt:
    """Render and print the receipt."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintReasons:
    """Render and print the reasons."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class PrintPrepared:
    """Seal the answers to the city's kiosks and print them as codes."""

    visit: Visit = field(repr=False)


@dataclass(frozen=True, slots=True)
class AbandonPrinting:
    """The citizen goes without the paper: cancel what has not been sent."""


class Listed(StrEnum):
    """Lists that a text can be taken from."""

    BANKS = "banks"
    BRANCHES = "branches"


@dataclass(frozen=True, slots=True)
class ConvertKana:
    """Find kanji for a reading; first those that a list has.  ``bank``: whose branches."""

    reading: str = field(repr=False)
    listed: Listed | None = None
    bank: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class LookUpPostcode:
    """Find the town of a postcode of seven digits."""

    postcode: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CallStaff:
    """Tell the staff; ``code`` is a failure code when the machine calls by itself."""

    code: str | None = None


@dataclass(frozen=True, slots=True)
class TellPaper:
    """Tell the supervisor, which outlives the session, whether sheets lie in the tray."""

    out: bool


@dataclass(frozen=True, slots=True)
class CheckStaffCode:
    """Take the code out of the staff's pad and hold it against the badge; the pad is empty afterwards."""

    badge: str


@dataclass(frozen=True, slots=True)
class WipeStaffCode:
    """Overwrite the staff's pad."""


@dataclass(frozen=True, slots=True)
class AskHealth:
    """Ask the parts of the kiosk how they are."""


@dataclass(frozen=True, slots=True)
class PrintTestPage:
    """A page without anybody's data."""


@dataclass(frozen=True, slots=True)
class Audit:
    """Count an event of the catalogue; never with personal data."""

    event: str


@dataclass(frozen=True, slots=True)
class EndSession:
    """Forget and leave."""

    reason: EndReason


Effect: TypeAlias = (
    CheckCard
    | ReadCard
    | ReadCardByNumbers
    | WipePin
    | BeginSession
    | SealAndCommit
    | WatchDelivery
    | PrintForms
    | NotePapers
    | PrintReceipt
    | PrintReasons
    | PrintPrepared
    | AbandonPrinting
    | ConvertKana
    | LookUpPostcode
    | CallStaff
    | TellPaper
    | CheckStaffCode
    | WipeStaffCode
    | AskHealth
    | PrintTestPage
    | Audit
    | EndSession
)
