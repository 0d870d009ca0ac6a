"""What a printer says about itself: for health, and for the reason why no paper comes.

Keywords: RFC 8011 5.4.12 and PWG 5100.9.  They are matched under any suffix (``-error``,
``-warning``, ``-report`` or none), for printers and spoolers disagree about it (measured).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from printing.failures import PrintFailureCode
from printing.ipp.client import PDF, Answered, Garbled, IppClient, NoAnswer
from printing.ipp.encoding import (
    Attribute,
    Collection,
    Group,
    IntRange,
    Tag,
    Value,
    attribute,
)
from printing.ipp.ticket import PrintFailure, PrintTicket
from printing.raster.plan import DotPlan, dot_plan


class Activity(StrEnum):
    """``printer-state``."""

    IDLE = "idle"
    PROCESSING = "processing"
    STOPPED = "stopped"


_ACTIVITIES = {3: Activity.IDLE, 4: Activity.PROCESSING, 5: Activity.STOPPED}

_HINDRANCES = {
    "media-empty": PrintFailureCode.OUT_OF_PAPER,
    "media-jam": PrintFailureCode.JAM,
    "cover-open": PrintFailureCode.COVER_OPEN,
    "door-open": PrintFailureCode.COVER_OPEN,
    "interlock-open": PrintFailureCode.COVER_OPEN,
    "input-tray-missing": PrintFailureCode.COVER_OPEN,
    "marker-supply-empty": PrintFailureCode.OUT_OF_INK,
    "marker-waste-full": PrintFailureCode.OUT_OF_INK,
    "toner-empty": PrintFailureCode.OUT_OF_INK,
    "developer-empty": PrintFailureCode.OUT_OF_INK,
    "output-area-full": PrintFailureCode.OUTPUT_FULL,
    "media-needed": PrintFailureCode.WRONG_PAPER,
    "paused": PrintFailureCode.STOPPED,
    "shutdown": PrintFailureCode.STOPPED,
}
"""In the order in which a person is told: paper before ink, and ``media-needed`` only when
alone."""

_ONE_SIDED = "one-sided"
_SUFFIX = re.compile(r"-(error|warning|report)$")
_PWG_SIZE = re.compile(r"_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$")
_HUNDREDTHS = {"mm": 100.0, "in": 2540.0}

_ASKED = (
    "printer-state",
    "printer-state-reasons",
    "printer-is-accepting-jobs",
    "printer-make-and-model",
    "document-format-supported",
    "operations-supported",
    "copies-supported",
    "media-supported",
    "media-size-supported",
    "sides-supported",
    "print-scaling-supported",
    "color-supported",
    "media-source-supported",
    "printer-up-time",
    "cups-version",
    "pwg-raster-document-type-supported",
    "pwg-raster-document-resolution-supported",
    "pwg-raster-document-sheet-back",
)


@dataclass(frozen=True, slots=True)
class PrinterState:
    """One look at a printer that answered."""

    activity: Activity
    hindrances: tuple[PrintFailureCode, ...]
    reasons: tuple[str, ...]
    accepting: bool
    model: str
    formats: tuple[str, ...]
    operations: frozenset[int]
    max_copies: int
    media: tuple[str, ...]
    free_sizes: bool
    sides: tuple[str, ...]
    scalings: tuple[str, ...]
    trays: tuple[str, ...] = ()
    colour: bool = False
    spooler: bool = False
    """A CUPS queue, not a printer: what it says of sheets is what its filters counted."""
    dots: DotPlan | None = None
    """How it wants dots, if it takes PWG Raster."""

    @property
    def prints_pdf(self) -> bool:
        """Whether our PDFs can be sent as they are."""
        return PDF in self.formats

    def sides_for(self, ticket: PrintTicket) -> str:
        """The ticket's sides, or one-sided where the printer cannot."""
        return ticket.sides if ticket.sides in self.sides else _ONE_SIDED


def printer_state(printer: str | IppClient) -> PrinterState | PrintFailure:
    """Ask once.  ``PrintFailure`` with ``UNREACHABLE`` or ``GARBLED`` when nobody sensible
    answered."""
    client = printer if isinstance(printer, IppClient) else IppClient(printer, seconds=4.0)
    answer = client.printer_attributes(*_ASKED)
    match answer:
        case NoAnswer() | Garbled():
            return silence(answer)
        case Answered():
            activity = _ACTIVITIES.get(answer.printer.integer("printer-state") or 0)
            if not answer.good or activity is None:
                detail = f"Get-Printer-Attributes: 0x{answer.message.code:04x}"
                return PrintFailure(PrintFailureCode.GARBLED, detail)
            return _state(answer.printer, activity)


def silence(answer: NoAnswer | Garbled) -> PrintFailure:
    """The failure when no printer answered."""
    match answer:
        case NoAnswer(detail, untrusted=True):
            return PrintFailure(PrintFailureCode.UNTRUSTED, detail)
        case NoAnswer(detail, locked_out=True):
            return PrintFailure(PrintFailureCode.LOGIN_REFUSED, detail)
        case NoAnswer(detail):
            return PrintFailure(PrintFailureCode.UNREACHABLE, detail)
        case Garbled(detail):
            return PrintFailure(PrintFailureCode.GARBLED, detail)
        case _:
            assert_never(answer)


def _state(printer: Group, activity: Activity) -> PrinterState:
    reasons = tuple(r for r in printer.strings("printer-state-reasons") if r != "none")
    copies = next(iter(printer.values("copies-supported")), None)
    sizes = printer.values("media-size-supported")
    return PrinterState(
        activity=activity,
        hindrances=hindrances(reasons, activity),
        reasons=reasons,
        accepting=printer.values("printer-is-accepting-jobs") != (False,),
        model=next(iter(printer.strings("printer-make-and-model")), ""),
        formats=printer.strings("document-format-supported"),
        operations=frozenset(
            op for op in printer.values("operations-supported") if isinstance(op, int)
        ),
        max_copies=copies.upper if isinstance(copies, IntRange) else 1,
        media=printer.strings("media-supported"),
        free_sizes=any(_is_free(size) for size in sizes),
        sides=printer.strings("sides-supported"),
        scalings=printer.strings("print-scaling-supported"),
        trays=printer.strings("media-source-supported"),
        colour=printer.values("color-supported") == (True,),
        spooler=bool(printer.values("cups-version")),
        dots=dot_plan(printer),
    )


def _is_free(size: object) -> bool:
    return isinstance(size, Collection) and any(
        isinstance(value.data, IntRange) for member in size.members for value in member.values
    )


def hindrances(reasons: tuple[str, ...], activity: Activity) -> tuple[PrintFailureCode, ...]:
    """Why a printer with these ``printer-state-reasons`` may print nothing, the telling one
    first."""
    plain = {_SUFFIX.sub("", reason) for reason in reasons}
    found = [code for keyword, code in _HINDRANCES.items() if keyword in plain]
    if PrintFailureCode.OUT_OF_PAPER in found and PrintFailureCode.WRONG_PAPER in found:
        found.remove(PrintFailureCode.WRONG_PAPER)
    if activity is Activity.STOPPED and not found:
        found.append(PrintFailureCode.STOPPED)
    return tuple(dict.fromkeys(found))


def template(ticket: PrintTicket, state: PrinterState) -> tuple[Attribute, ...]:
    """Job template attributes, only those that the printer says it knows (RFC 8011 5.2)."""
    wanted = [attribute("copies", Tag.INTEGER, ticket.copies)] if ticket.copies > 1 else []
    if ticket.tray is not None and ticket.tray in state.trays:
        wanted.append(_media_col(ticket.media, ticket.tray))
    elif ticket.media in state.media:
        wanted.append(attribute("media", Tag.KEYWORD, ticket.media))
    elif state.free_sizes:
        wanted.append(_media_col(ticket.media))
    if _ONE_SIDED in state.sides:
        wanted.append(attribute("sides", Tag.KEYWORD, state.sides_for(ticket)))
    if "none" in state.scalings:
        # Boxes of a form are measured by the city's scanners: 100 %, never "fit".
        wanted.append(attribute("print-scaling", Tag.KEYWORD, "none"))
    return tuple(wanted)


def _media_col(media: str, tray: str | None = None) -> Attribute:
    width, height = media_size(media)
    size = Collection(
        (
            attribute("x-dimension", Tag.INTEGER, width),
            attribute("y-dimension", Tag.INTEGER, height),
        )
    )
    members = [Attribute("media-size", (Value(Tag.COLLECTION, size),))]
    if tray is not None:
        members.append(attribute("media-source", Tag.KEYWORD, tray))
    return Attribute("media-col", (Value(Tag.COLLECTION, Collection(tuple(members))),))


def media_size(media: str) -> tuple[int, int]:
    """Width and height in hundredths of a millimetre, from a PWG 5101.1 self-describing name."""
    found = _PWG_SIZE.search(media)
    if found is None:
        raise ValueError(f"no PWG media name with a size: {media!r}")
    scale = _HUNDREDTHS[found[3]]
    return round(float(found[1]) * scale), round(float(found[2]) * scale)
