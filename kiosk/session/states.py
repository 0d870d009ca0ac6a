"""Where a session is.  Nouns of the situation; personal parts have no ``repr``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from cardreader.cards.verified_read import VerifiedRecord
from kiosk.session.asking import asking_id
from kiosk.session.drafts import Draft
from kiosk.session.drafts.card_numbers import CardNumbersDraft
from kiosk.session.drafts.text_entry import TextDraft
from kiosk.session.findings import BoxFinding
from kiosk.session.looks import Sheet
from kiosk.session.staff.places import StaffPlace
from kiosk.session.visit import Visit, Whose


@dataclass(frozen=True, slots=True)
class AttractShown:
    """Nobody is here, or somebody looks on from three metres."""


@dataclass(frozen=True, slots=True)
class ChoosingEvent:
    """Which life event; one tile may be chosen."""

    selected: str | None = None


@dataclass(frozen=True, slots=True)
class SearchingEvent:
    """Looking for the life event by words of one's own."""

    draft: TextDraft = field(repr=False)


@dataclass(frozen=True, slots=True)
class WaitingForCard:
    """``checking``: a card lies there and its counter is being asked.  ``again``: it was taken off too soon."""

    checking: bool = False
    again: bool = False


@dataclass(frozen=True, slots=True)
class EnteringPin:
    """``length`` of the four digits are in the pad.  ``missed``: the last PIN was wrong."""

    tries_left: int
    length: int = 0
    missed: bool = False


@dataclass(frozen=True, slots=True)
class EnteringCardNumbers:
    """The numbers printed on the card instead of the PIN.  ``refused``: what the card has said no to.

    The card may be taken into the hand meanwhile, to look at it.
    """

    draft: CardNumbersDraft = field(default_factory=CardNumbersDraft, repr=False)
    refused: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class ReadingCard:
    """The PIN, or ``numbers``, was handed over; the card works."""

    numbers: CardNumbersDraft | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class SayingWhoseCard:
    """The card's name is shown; whose is it?"""

    card: VerifiedRecord = field(repr=False)
    selected: Whose | None = None


@dataclass(frozen=True, slots=True)
class ConfirmingRead:
    """What the card said, in the citizen's sight, before it becomes facts."""

    card: VerifiedRecord = field(repr=False)
    whose: Whose
    name: str = field(default="", repr=False)
    """As people chose it by the card's picture; "" for as the card's text says."""

    @property
    def said_name(self) -> str:
        """The name as it stands now."""
        return self.name or self.card.basic_four.name


@dataclass(frozen=True, slots=True)
class ChoosingLetter:
    """Which form of one letter of the name stands on the card?"""

    origin: ConfirmingRead
    letter: str = field(repr=False)
    selected: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmingPrepared:
    """A case begun before (``Visit.prepared``), in the citizen's sight, before it becomes answers."""


@dataclass(frozen=True, slots=True)
class Answering:
    """One question, of ``item`` when it is asked for each item of a list.

    ``editing``: opened from the review, goes back there; ``from_list``: opened from the list's own screen.
    """

    question: str
    draft: Draft = field(repr=False)
    editing: bool = False
    item: str | None = None
    from_list: bool = False

    @property
    def asking(self) -> str:
        """The id of this screen."""
        return asking_id(self.question, self.item)


@dataclass(frozen=True, slots=True)
class Reviewing:
    """All answers; the screen turns its pages itself, by what fits."""


@dataclass(frozen=True, slots=True)
class SettlingBoxes:
    """Some boxes would not come out right: correct the answers, or leave the boxes for the pen at the counter.
    Nothing is sealed or printed yet."""

    findings: tuple[BoxFinding, ...]


LISTS = -1
"""Place of the lists that a family takes home among the papers of a session; forms are 0, 1, …"""


class FinishStep(StrEnum):
    """Order: number, seal and commit, then print, then receipt."""

    RESERVING = "reserving"
    STORING = "storing"
    PRINTING = "printing"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True)
class Finishing:
    """The machine works.  ``held``: failure code of a printer that waits for a person.

    Papers by their place: ``out`` lie in the tray, ``doubtful`` are asked for one after the other (or
    all ``at_once``), ``missing`` did not come.
    """

    step: FinishStep
    done: int = 0
    total: int = 0
    held: str | None = None
    out: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()
    at_once: bool = False


class ReasonsSheet(StrEnum):
    """The sheet of reasons, which is printed when it is asked for."""

    NOT_ASKED_FOR = "not_asked_for"
    PRINTING = "printing"
    PRINTED = "printed"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ResultShown:
    """The number, the steps, the list of counters.  ``paper``: the receipt lies in the tray; without
    it ``out`` are the papers that had come out when the citizen went on."""

    paper: bool = True
    out: tuple[int, ...] = ()
    reasons: ReasonsSheet = ReasonsSheet.NOT_ASKED_FOR


@dataclass(frozen=True, slots=True)
class KeepingCase:
    """The answers are being printed for somebody who has to leave."""

    origin: Answering | Reviewing


@dataclass(frozen=True, slots=True)
class TakingThings:
    """Everything is done; the card or the sheets that still lie there are to be taken along.

    Which of them: ``Visit.card_on_reader`` and ``Visit.paper_out``.
    """


@dataclass(frozen=True, slots=True)
class AskingSurvey:
    """One touch in the city's wording, counted and not kept with anything; never after おくやみ."""


@dataclass(frozen=True, slots=True)
class ThingsLeft:
    """Whoever was here before left the card or sheets: nobody begins beside them."""


class Remedy(StrEnum):
    """What a citizen can do in trouble; each is one key."""

    TRY_AGAIN = "try_again"
    WITHOUT_CARD = "without_card"
    BY_NUMBERS = "by_numbers"
    READ_CARD = "read_card"
    KEEP = "keep"
    WAIT = "wait"
    WITHOUT_PAPER = "without_paper"
    PAPER_CAME = "paper_came"
    PAPER_MISSING = "paper_missing"
    PRINT_AGAIN = "print_again"
    GO_ON = "go_on"
    TAKE_ALONG = "take_along"
    CALL_STAFF = "call_staff"
    END = "end"


@dataclass(frozen=True, slots=True)
class InTrouble:
    """Something needs a decision.  ``code`` has its texts in ``assets/wording``; ``came_from`` can be resumed."""

    code: str
    came_from: Resting
    remedies: tuple[Remedy, ...]
    tries_left: int | None = None


class EndReason(StrEnum):
    """Why a session ended; said to the supervisor, so nothing personal."""

    FINISHED = "finished"
    STOPPED = "stopped"
    IDLE = "idle"
    NEW_DAY = "new_day"
    """Nobody was there; the day of this process is over."""


@dataclass(frozen=True, slots=True)
class SessionEnded:
    """Nothing more happens; the process goes."""

    reason: EndReason


Resting: TypeAlias = (
    AttractShown
    | ChoosingEvent
    | SearchingEvent
    | WaitingForCard
    | EnteringPin
    | EnteringCardNumbers
    | ReadingCard
    | SayingWhoseCard
    | ConfirmingRead
    | ChoosingLetter
    | ConfirmingPrepared
    | Answering
    | Reviewing
    | KeepingCase
    | SettlingBoxes
    | Finishing
    | ResultShown
    | TakingThings
    | AskingSurvey
    | ThingsLeft
)

Situation: TypeAlias = Resting | InTrouble | SessionEnded


@dataclass(frozen=True, slots=True)
class SessionState:
    """``complaint``: id of the sentence why つぎへ did not go on.  ``idle_left``: seconds shown, if any.

    ``staff``: what covers the citizen's screen while a member of staff is at it.
    """

    visit: Visit
    situation: Situation
    complaint: str | None = None
    idle_left: int | None = None
    sheet: Sheet | None = None
    """Lies over the screen; leaving the screen by anything else takes it away."""
    staff: StaffPlace | None = None
