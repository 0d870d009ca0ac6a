"""A real pcscd with a virtual reader for the tests of one process, and cards to lay on it."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cardreader.cards.basic_four import BasicFour
from cardreader.cards.verified_read import (
    CLONE_VERDICTS,
    Content,
    Credential,
    Value,
    VerifiedRecord,
)
from cardreader.emulator.applications import VISUAL_AID
from cardreader.emulator.card import COMMON_AID, EmulatedCard
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.slot import Slot
from cardreader.emulator.virtual_reader import VirtualReader
from cardreader.failures import CardFailure
from cardreader.pcsc.readers import look_at_readers
from cardreader.protocol.signatures import VERIFIED, Checked


def until(condition: Callable[[], bool], seconds: float = 10.0) -> None:
    """Return as soon as ``condition`` holds.

    :raises AssertionError: it does not within ``seconds``.
    """
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "condition did not come true"
        time.sleep(0.005)


def touches_the_number(trace: Sequence[str]) -> bool:
    """Whether EF 0001 (個人番号) of the text AP, or EF 0001 or 0005 (its picture) of the visual AP, was
    selected or read by short id.

    The free record of the 共通カードAP has the same file number, so the application counts.
    """
    application = ""
    for apdu in trace:
        if apdu.startswith("00a404"):
            application = apdu[10:]
        elif (
            apdu.startswith(("00a4020c020001", "00b081")) and application != COMMON_AID.lower()
        ) or (apdu.startswith(("00a4020c020005", "00b085")) and application == VISUAL_AID.lower()):
            return True
    return False


@cache
def shared_reader() -> VirtualReader:
    """One per process: libpcsclite reads the socket's path only once."""
    folder = Path(tempfile.mkdtemp(prefix="kakanai-reader-"))
    reader = VirtualReader(folder)
    reader.start()
    os.environ.update(reader.environment)

    def clean_up() -> None:
        reader.stop()
        shutil.rmtree(folder, ignore_errors=True)

    atexit.register(clean_up)
    return reader


@dataclass
class Table:
    """The reader's first place for a card."""

    reader: VirtualReader
    slot: Slot

    @property
    def name(self) -> str:
        return self.reader.names[0]

    def lay(self, profile: str | EmulatedCard, fault: Fault | None = None) -> EmulatedCard:
        """Lay a fresh card down and wait until pcscd tells its clients."""
        card = EmulatedCard(load_profile(profile)) if isinstance(profile, str) else profile
        assert self.slot.insert(card, fault)
        until(self.has_card)
        return card

    def take(self) -> None:
        self.slot.remove()
        until(lambda: not self.has_card())

    def has_card(self) -> bool:
        states = look_at_readers()
        if isinstance(states, CardFailure):
            return False
        return any(state.card for state in states if state.name == self.name)


def record_of(person: BasicFour, checked: Checked = VERIFIED) -> VerifiedRecord:
    """What reading a card with ``person`` on it by its PIN would give."""

    def value(content: Content) -> Value[Content]:
        return Value(content, "text 0002", Credential.PIN, checked)

    return VerifiedRecord(
        value(person.name),
        value(person.address),
        value(person.birth),
        value(person.sex),
        None,
        None,
        CLONE_VERDICTS[checked.verdict],
        checked.reason,
    )
