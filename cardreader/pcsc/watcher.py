"""Tells when readers and cards come and go, whatever happens to pcscd.

pyscard's own monitors die with pcscd and never come back (``reference/pcsc.md`` 4), so this is a
loop of our own: context → readers → wait for a change; any error drops the context and begins
anew.  Events come from the watcher's thread; the receiver hands them on to its own.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

from smartcard import scard

from cardreader.failures import CardFailureCode
from cardreader.pcsc.codes import NO_READERS, SUCCESS, TIMEOUT, UNKNOWN_READER, unsigned

_PLUG_AND_PLAY = "\\\\?PnP?\\Notification"
"""A reader that is none: it changes when readers are plugged in or out."""
_WAIT_MILLISECONDS = 2000
_RETRY_SECONDS = 0.25
_SHORTEST_ATR = 2


@dataclass(frozen=True, slots=True)
class ReaderMissing:
    """No reader that the filter accepts; ``code`` says whether pcscd is the reason."""

    code: CardFailureCode


@dataclass(frozen=True, slots=True)
class ReaderReady:
    reader: str


@dataclass(frozen=True, slots=True)
class CardInserted:
    """Something lies on the reader; whether it answers is told by connecting.  ``atr`` as the reader
    made it up, empty for what does not start; ``already``: it lay there when the reader was found."""

    reader: str
    atr: bytes = field(default=b"", compare=False)
    already: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class CardRemoved:
    """Also when reader or pcscd went away under the card."""

    reader: str


ReaderEvent: TypeAlias = ReaderMissing | ReaderReady | CardInserted | CardRemoved


def no_sam(reader: str) -> bool:
    """The default filter: slots for a reader's own security module hold no citizen's card."""
    return re.search(r"\bSAM\b", reader) is None


def _real_atr(atr: bytes) -> bytes:
    """Empty for what is none: an ATR has at least TS (3B or 3F) and T0 (ISO/IEC 7816-3, 8.2)."""
    return atr if len(atr) >= _SHORTEST_ATR and atr[0] in (0x3B, 0x3F) else b""


@dataclass(slots=True)
class _Seen:
    """What was last told about one reader; ``raw`` is pcscd's state, for the next call."""

    raw: int
    card: bool = False

    @property
    def count(self) -> int:
        """pcscd counts insertions and removals in the upper half."""
        return self.raw >> 16 & 0xFFFF


class Watcher:
    """``start`` and ``stop`` once each.  The first event comes at once: ready or missing."""

    def __init__(
        self,
        on_event: Callable[[ReaderEvent], None],
        reader_filter: Callable[[str], bool] = no_sam,
    ) -> None:
        self._on_event = on_event
        self._filter = reader_filter
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._context: int | None = None
        self._readers: dict[str, _Seen] = {}
        self._missing: CardFailureCode | None = None
        self._thread = threading.Thread(target=self._run, name="reader watcher", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the last event has been delivered."""
        self._stopping.set()
        while self._thread.is_alive():
            with self._lock:
                if self._context is not None:
                    scard.SCardCancel(self._context)
            # A cancel that comes just before the wait begins is lost: hence the loop.
            self._thread.join(0.1)

    def _run(self) -> None:
        while not self._stopping.is_set():
            result, context = scard.SCardEstablishContext(scard.SCARD_SCOPE_USER)
            if unsigned(result) == SUCCESS:
                self._hold(context)
                try:
                    self._watch(context)
                    if not self._stopping.is_set():
                        # A pcscd that is back at once has forgotten the cards all the same.
                        self._lose_all(CardFailureCode.SERVICE_MISSING)
                finally:
                    self._hold(None)
                    scard.SCardReleaseContext(context)
            else:
                self._lose_all(CardFailureCode.SERVICE_MISSING)
            self._stopping.wait(_RETRY_SECONDS)

    def _hold(self, context: int | None) -> None:
        with self._lock:
            self._context = context

    def _watch(self, context: int) -> None:
        """Until an error, which is left to the next round to explain."""
        plug_and_play = scard.SCARD_STATE_UNAWARE
        while not self._stopping.is_set():
            if not self._refresh_readers(context):
                return
            asked = [(name, seen.raw) for name, seen in self._readers.items()]
            asked.append((_PLUG_AND_PLAY, plug_and_play))
            result, states = scard.SCardGetStatusChange(context, _WAIT_MILLISECONDS, asked)
            number = unsigned(result)
            if number == UNKNOWN_READER:
                continue  # unplugged since it was listed
            if number not in {SUCCESS, TIMEOUT}:
                return
            for name, state, atr in states:
                if name == _PLUG_AND_PLAY:
                    plug_and_play = state
                elif number == SUCCESS:
                    self._note(name, state, _real_atr(bytes(atr)))

    def _refresh_readers(self, context: int) -> bool:
        """False when pcscd is gone."""
        result, listed = scard.SCardListReaders(context, [])
        number = unsigned(result)
        if number not in {SUCCESS, NO_READERS}:
            return False
        present = [name for name in listed if self._filter(name)] if number == SUCCESS else []
        for name in [known for known in self._readers if known not in present]:
            self._lose(name)
        if not present:
            self._tell_missing(CardFailureCode.READER_MISSING)
        for name in present:
            if name not in self._readers:
                self._missing = None
                self._readers[name] = _Seen(scard.SCARD_STATE_UNAWARE)
                self._on_event(ReaderReady(name))
        return True

    def _note(self, name: str, state: int, atr: bytes) -> None:
        seen = self._readers[name]
        before, known = seen.count, seen.raw != scard.SCARD_STATE_UNAWARE
        card = bool(state & scard.SCARD_STATE_PRESENT)
        seen.raw = state
        # Present before and now, but counted on: one card was exchanged for another.
        swapped = known and card and seen.card and seen.count != before
        if seen.card and (not card or swapped):
            self._on_event(CardRemoved(name))
        if card and (not seen.card or swapped):
            self._on_event(CardInserted(name, atr, already=not known))
        seen.card = card

    def _lose(self, name: str) -> None:
        if self._readers.pop(name).card:
            self._on_event(CardRemoved(name))

    def _lose_all(self, code: CardFailureCode) -> None:
        for name in list(self._readers):
            self._lose(name)
        self._tell_missing(code)

    def _tell_missing(self, code: CardFailureCode) -> None:
        if self._missing is not code:
            self._missing = code
            self._on_event(ReaderMissing(code))
