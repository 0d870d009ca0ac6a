"""How a printer is, for staff: what stands in its way, what runs low, how many sheets it has made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from printing.ipp.client import Answered, Garbled, IppClient, NoAnswer
from printing.ipp.encoding import Group
from printing.ipp.state import PrinterState, printer_state, silence
from printing.ipp.ticket import PrintFailure

_ASKED = (
    "queued-job-count",
    "marker-names",
    "marker-levels",
    "media-ready",
    "printer-media-sheets-completed",
    "printer-impressions-completed",
)
_LOW = ("media-low", "toner-low", "marker-supply-low", "marker-waste-almost-full")


@dataclass(frozen=True, slots=True)
class PrinterHealth:
    """``low``: keywords of what runs low.  ``supplies``: name and percent, ``None`` where it does not say
    (RFC 3805: -1 to -3).  ``sheets``: made in its life, if it counts them; ``waiting``: jobs."""

    state: PrinterState
    low: tuple[str, ...]
    supplies: tuple[tuple[str, int | None], ...]
    media_ready: tuple[str, ...]
    waiting: int | None
    sheets: int | None

    @property
    def tracked(self) -> bool:
        """Whether it tells what became of a sheet; a spooler does not."""
        return not self.state.spooler


def printer_health(client: IppClient) -> PrinterHealth | PrintFailure:
    """Ask twice: its state, and its counters."""
    state = printer_state(client)
    if isinstance(state, PrintFailure):
        return state
    answer = client.printer_attributes(*_ASKED)
    match answer:
        case NoAnswer() | Garbled():
            return silence(answer)
        case Answered():
            return _health(state, answer.printer)
        case _:
            assert_never(answer)


def _health(state: PrinterState, told: Group) -> PrinterHealth:
    levels = [level for level in told.values("marker-levels") if isinstance(level, int)]
    names = told.strings("marker-names")
    sheets = told.integer("printer-media-sheets-completed")
    if sheets is None:
        sheets = told.integer("printer-impressions-completed")
    return PrinterHealth(
        state,
        tuple(word for word in _LOW if any(reason.startswith(word) for reason in state.reasons)),
        tuple(
            (name, level if level >= 0 else None)
            for name, level in zip(names, levels, strict=False)
        ),
        told.strings("media-ready"),
        told.integer("queued-job-count"),
        sheets,
    )
