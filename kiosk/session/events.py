"""What happened: touches, the card, the keeper, the printer, time.  Past tense; personal parts have no ``repr``.

No event carries a digit of a PIN: the keypad's digits stay in the pad of ``kiosk.app.pin``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from cardreader.cards.verified_read import VerifiedRecord
from cardreader.failures import CardFailure
from kiosk.session.findings import BoxFinding
from kiosk.session.prepared import PreparedCase
from kiosk.session.staff.events import StaffEvent


@dataclass(frozen=True, slots=True)
class StartPressed:
    """はじめる on the attract screen."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice, a tile or はい/いいえ was touched; ``value`` is the item's argument."""

    value: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class NextPressed:
    """つぎへ (or what stands in its place), also while it is grey."""


@dataclass(frozen=True, slots=True)
class BackPressed:
    """もどる."""


@dataclass(frozen=True, slots=True)
class StaffPressed:
    """係員を呼ぶ."""


@dataclass(frozen=True, slots=True)
class LanguageChosen:
    """The language key; BCP 47-like code of the wording."""

    language: str


@dataclass(frozen=True, slots=True)
class LookChosen:
    """One setting of 見やすさ, as :meth:`kiosk.session.looks.Looks.with_choice` reads it."""

    choice: str


@dataclass(frozen=True, slots=True)
class SheetTurned:
    """A sheet was asked for, or ("") put away."""

    sheet: str


@dataclass(frozen=True, slots=True)
class SkipPressed:
    """Go on without a card, or without the PIN."""


@dataclass(frozen=True, slots=True)
class StayPressed:
    """まだ使う on the idle overlay."""


@dataclass(frozen=True, slots=True)
class StopPressed:
    """おわる on the idle overlay: forget everything now."""


@dataclass(frozen=True, slots=True)
class EditPressed:
    """なおす of a line of the review or of a list; the id of a screen (:mod:`kiosk.session.asking`)."""

    asking: str


@dataclass(frozen=True, slots=True)
class AddPressed:
    """One more on the list."""


@dataclass(frozen=True, slots=True)
class SearchPressed:
    """ことばで さがす."""


@dataclass(frozen=True, slots=True)
class RemovePressed:
    """けす of an item of a list, and again to confirm it; "" leaves everything as it is."""

    item: str


@dataclass(frozen=True, slots=True)
class KeyTyped:
    """A key of an entry keyboard: one character or a word such as ``erase``."""

    key: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class KeyboardChosen:
    """かな, ABC or 数字."""

    keyboard: str


@dataclass(frozen=True, slots=True)
class FieldChosen:
    """A field of an entry screen was touched."""

    name: str


@dataclass(frozen=True, slots=True)
class EraChosen:
    """An era tab of the date screen."""

    era: str


@dataclass(frozen=True, slots=True)
class CandidateChosen:
    """A kanji candidate: its index on the page, or ``more``; or ``form.<place>.<letter>`` of a name."""

    which: str


@dataclass(frozen=True, slots=True)
class TroubleKeyPressed:
    """A key of the trouble screen; a value of ``states.Remedy``."""

    remedy: str


@dataclass(frozen=True, slots=True)
class PinEdited:
    """The pad now holds ``length`` digits (0 to 4)."""

    length: int


@dataclass(frozen=True, slots=True)
class ReaderLost:
    """No reader is there."""


@dataclass(frozen=True, slots=True)
class ReaderFound:
    """A reader is there."""


@dataclass(frozen=True, slots=True)
class CardInserted:
    """Some card lies on the reader."""


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """The reader is empty."""


@dataclass(frozen=True, slots=True)
class CardChecked:
    """The card is a My Number Card and its counters were asked: PIN, and the numbers printed on it."""

    tries_left: int
    numbers_left: int | None = None


@dataclass(frozen=True, slots=True)
class AssistChanged:
    """A member of staff began to help, or left; only staff's own means may send it."""

    on: bool


@dataclass(frozen=True, slots=True)
class CardRead:
    """The four facts on the card came out, each with its provenance and checks."""

    card: VerifiedRecord = field(repr=False)


@dataclass(frozen=True, slots=True)
class CardFailed:
    """Asking or reading the card did not work."""

    failure: CardFailure


@dataclass(frozen=True, slots=True)
class Begun:
    """The keeper gave this session its number."""

    number: str
    sequence: int


@dataclass(frozen=True, slots=True)
class BeginFailed:
    """The keeper cannot take a session now; ``code`` is a failure code of ``sync`` or ``session``."""

    code: str


@dataclass(frozen=True, slots=True)
class Committed:
    """The sealed submission is on the kiosk's disk."""


@dataclass(frozen=True, slots=True)
class CommitFailed:
    """It is not (as far as anybody knows); a retry uses the same id and bytes."""

    code: str


@dataclass(frozen=True, slots=True)
class BoxesQuestioned:
    """Nothing was sealed: these boxes would not come out right, and nobody agreed to leave them for the pen."""

    findings: tuple[BoxFinding, ...]


@dataclass(frozen=True, slots=True)
class Delivered:
    """The office has answered: it holds the submission, or it refuses it."""

    accepted: bool = True


@dataclass(frozen=True, slots=True)
class PrintProgressed:
    """``done`` of ``total`` sheets lie in the tray; of the papers, those at ``out`` are known to be out."""

    done: int
    total: int
    out: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintHeld:
    """The printer waits for a person (``printing.paper_out``) or cannot be reached; the job is kept."""

    code: str


@dataclass(frozen=True, slots=True)
class PrintSettled:
    """All papers were seen to: ``printed``, ``unknown``, ``handed_over`` or ``not_sent``.

    By their place among the papers: ``out`` are in the tray, of ``doubtful`` only a look at the tray
    tells, ``missing`` never left.  ``handed_over``: all in doubt, by a spooler that never knows.
    """

    outcome: str
    out: tuple[int, ...] = ()
    doubtful: tuple[int, ...] = ()
    missing: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PrintFailed:
    """Printing the forms is over without a settled job."""

    code: str


@dataclass(frozen=True, slots=True)
class ReceiptPrinted:
    """The receipt is out."""


@dataclass(frozen=True, slots=True)
class ReceiptFailed:
    """The receipt did not come out; the screen has the same content."""

    code: str


@dataclass(frozen=True, slots=True)
class ReasonsPressed:
    """The citizen wants the sheet that says why each procedure is needed or not."""


@dataclass(frozen=True, slots=True)
class ReasonsPrinted:
    """That sheet is out."""


@dataclass(frozen=True, slots=True)
class ReasonsFailed:
    """That sheet did not come out; the counter has it."""

    code: str


@dataclass(frozen=True, slots=True)
class Converted:
    """Candidates for a reading, best first."""

    reading: str = field(repr=False)
    candidates: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AddressFound:
    """The town that a postcode belongs to."""

    postcode: str = field(repr=False)
    address: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class CaseScanned:
    """The codes of a prepared case were read and opened."""

    case: PreparedCase = field(repr=False)


@dataclass(frozen=True, slots=True)
class CodeUnreadable:
    """A code was read that is none of this city's."""


@dataclass(frozen=True, slots=True)
class LeavePressed:
    """やめる, in the middle of the questions."""


@dataclass(frozen=True, slots=True)
class TakeawaySettled:
    """The sheet with the answers is out, or it is not."""

    printed: bool


@dataclass(frozen=True, slots=True)
class Presented:
    """This process is now the one on the panel.  ``paper_left``: sheets of the session before may lie in the tray."""

    paper_left: bool = False


@dataclass(frozen=True, slots=True)
class IdleElapsed:
    """Whole seconds since the last touch, card or progress; sent once a second."""

    seconds: int


Event: TypeAlias = (
    StartPressed
    | Chosen
    | NextPressed
    | BackPressed
    | StaffPressed
    | LanguageChosen
    | LookChosen
    | SheetTurned
    | SkipPressed
    | StayPressed
    | StopPressed
    | EditPressed
    | AddPressed
    | RemovePressed
    | SearchPressed
    | KeyTyped
    | KeyboardChosen
    | FieldChosen
    | EraChosen
    | CandidateChosen
    | TroubleKeyPressed
    | PinEdited
    | ReaderLost
    | ReaderFound
    | CardInserted
    | CardRemoved
    | AssistChanged
    | CardChecked
    | CardRead
    | CardFailed
    | Begun
    | BeginFailed
    | Committed
    | CommitFailed
    | BoxesQuestioned
    | Delivered
    | PrintProgressed
    | PrintHeld
    | PrintSettled
    | PrintFailed
    | ReceiptPrinted
    | ReceiptFailed
    | ReasonsPressed
    | ReasonsPrinted
    | ReasonsFailed
    | Converted
    | AddressFound
    | CaseScanned
    | CodeUnreadable
    | LeavePressed
    | TakeawaySettled
    | Presented
    | IdleElapsed
    | StaffEvent
)


def failure_code(event: Event) -> str:
    """The failure code that an event brings, or ""."""
    match event:
        case CardFailed(failure=failure):
            return failure.code.value
        case BoxesQuestioned(findings=findings):
            return findings[0].code
        case (
            BeginFailed(code=code)
            | CommitFailed(code=code)
            | PrintHeld(code=code)
            | PrintFailed(code=code)
            | ReceiptFailed(code=code)
            | ReasonsFailed(code=code)
        ):
            return code
        case _:
            return ""
