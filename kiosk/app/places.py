"""The places where a card may lie: one kiosk may see several readers, and slots that never answer.

A reader's second slot for its own security module shows a mute card for ever; contact and contactless halves of one
device are two readers (``reference/card.md`` 7, row 4).  What counts is the place whose card answers.
"""

from __future__ import annotations

from threading import Lock

from cardreader.cards.my_number import Tries
from cardreader.failures import CardFailure, CardFailureCode
from cardreader.pcsc import watcher
from cardreader.reading import ask_tries
from kiosk.session import events
from kiosk.session.events import Event

_SAYS_LITTLE = frozenset({CardFailureCode.UNRESPONSIVE, CardFailureCode.ABSENT})


class CardPlaces:
    """``note`` is for the watcher's thread, the rest for the card's."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._lock = Lock()
        self._cards: dict[str, bytes] = {}
        """Reader -> ATR, in the order in which the cards were laid down."""
        self._chosen: str | None = None

    @property
    def reader(self) -> str | None:
        """Where the card lies that was asked last, or the one laid down last; None without a card."""
        with self._lock:
            return self._chosen or next(reversed(self._cards), None)

    def note(self, event: watcher.ReaderEvent) -> Event | None:
        """What the session is told of it; None for what is no citizen's card."""
        with self._lock:
            match event:
                case watcher.ReaderMissing():
                    self._cards.clear()
                    self._chosen = None
                    return events.ReaderLost()
                case watcher.ReaderReady():
                    return events.ReaderFound()
                case watcher.CardInserted(reader=reader, atr=atr, already=already):
                    if already and not atr:
                        return None  # a slot that was mute before anybody came
                    self._cards[reader] = atr
                    self._chosen = None
                    return events.CardInserted()
                case watcher.CardRemoved(reader=reader):
                    return self._removed(reader)

    def _removed(self, reader: str) -> Event | None:
        if self._cards.pop(reader, None) is None:
            return None
        if self._chosen not in (None, reader):
            return None  # another place than that of the card in use
        self._chosen = None
        return events.CardRemoved()

    def forget(self, reader: str) -> None:
        """What lies there is no citizen's: its removal is nobody's business."""
        with self._lock:
            self._cards.pop(reader, None)

    def ask(self) -> Tries | CardFailure:
        """Ask the card laid down last, then the others; the first My Number Card is the one in use."""
        with self._lock:
            places = list(reversed(self._cards.items()))
        told = CardFailure(CardFailureCode.ABSENT)
        for reader, atr in places:
            answer = ask_tries(reader, atr, deadline_seconds=self._seconds)
            if isinstance(answer, Tries):
                with self._lock:
                    self._chosen = reader if reader in self._cards else None
                return answer
            if told.code in _SAYS_LITTLE:
                told = answer
        return told
