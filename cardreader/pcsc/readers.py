"""Which readers are there now, and on which lies a card; for a single look, not for watching."""

from __future__ import annotations

from dataclasses import dataclass

from smartcard import scard

from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc.codes import NO_READERS, SUCCESS, failure_of, unsigned
from cardreader.pcsc.watcher import no_sam


@dataclass(frozen=True, slots=True)
class ReaderState:
    """``atr`` is empty without a card and for one that does not start."""

    name: str
    card: bool
    atr: bytes


def look_at_readers() -> tuple[ReaderState, ...] | CardFailure:
    """At least one reader, security-module slots left out, or the reason why there is none."""
    result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
    if unsigned(result) != SUCCESS:
        return failure_of(result, "context")
    try:
        result, names = scard.SCardListReaders(context, [])
        if unsigned(result) not in {SUCCESS, NO_READERS}:
            return failure_of(result, "list readers")
        asked = [(name, scard.SCARD_STATE_UNAWARE) for name in names if no_sam(name)]
        if unsigned(result) == NO_READERS or not asked:
            return CardFailure(CardFailureCode.READER_MISSING)
        result, states = scard.SCardGetStatusChange(context, 0, asked)
        if unsigned(result) != SUCCESS:
            return failure_of(result, "look at readers")
        return tuple(
            ReaderState(name, bool(state & scard.SCARD_STATE_PRESENT), bytes(atr))
            for name, state, atr in states
        )
    finally:
        scard.SCardReleaseContext(context)
