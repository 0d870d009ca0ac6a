"""What shall go wrong at a printer and when, as data: written by hand, drawn from a seed, kept as JSON."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from printing.ipp.client import Operation


class Deed(StrEnum):
    """One thing that goes wrong."""

    PAPER_OUT = "paper_out"
    JAM = "jam"
    COVER_OPEN = "cover_open"
    TONER_OUT = "toner_out"
    OUTPUT_FULL = "output_full"
    POWER_CYCLE = "power_cycle"
    DROP_LINE = "drop_line"
    """The connection breaks without an answer: before obeying, or after it, by its moment."""
    FREEZE = "freeze"
    """It takes the connection and answers nothing; nothing moves."""
    BUSY = "busy"
    SLOW = "slow"
    """Each sheet takes ten times as long, for so many seconds."""
    PANEL_CANCEL = "panel_cancel"
    """Somebody cancels the job in hand at the printer's own panel."""


class Phase(StrEnum):
    """The part of a request, or the paper's way, at which something happens."""

    ASKED = "asked"
    OBEYED = "obeyed"
    ANSWERED = "answered"
    SHEET = "sheet"


@dataclass(frozen=True, slots=True)
class Moment:
    """The ``count``-th request of this operation, or the ``count``-th sheet on its way."""

    phase: Phase
    count: int = 1
    operation: Operation | None = None


@dataclass(frozen=True, slots=True)
class Mishap:
    """``seconds`` until it is repaired by a person, or passes."""

    moment: Moment
    deed: Deed
    seconds: float = 0.0


Script = tuple[Mishap, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What kind of printer it is.

    ``room``: jobs that it takes before it says busy, ``None`` for any number.  ``ids_restart`` and
    ``strangers``: after a power cycle ids count from 1, and so many jobs of others have been made.
    ``keeps_jobs``: it still has its jobs after a power cycle, and goes on with them.
    ``counts``: whether it says how many sheets are out.  ``history``: ended jobs that it remembers.
    """

    seconds_per_sheet: float = 0.0
    room: int | None = None
    ids_restart: bool = True
    strangers: int = 0
    keeps_jobs: bool = False
    counts: bool = True
    history: int | None = None
    name_length: int = 255
