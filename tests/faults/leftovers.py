"""Does anything of a session stay?  Plays sessions in the real app and searches every survivor for them.

    python -m tests.faults.leftovers --count 3 --seed 1 [--ledger FILE] [--json]

Each session is somebody else's, with one of the city's events, questions as they come and a mark in every field that
is typed (``marked``), with or without a card whose PIN is not 1234, and ends by finishing, by silence, or by
``kill -9``.  Afterwards nothing may be found in the memory of the processes that live on (supervisor, keeper, the next
sessions' processes and their workers; pcscd), nor in a file of the kiosk, its home folder or the temporary folders
that was written meanwhile.  One house stays open as long as the command runs; what its long-lived processes hold
after each session is written down (``growth``).

Not searched, because they hold the data by right: the office; the printers with their own spools; the dock, which
is the card.  That the search can find is shown by each session while it runs, and by ``--variant leak``, a kiosk
with mistakes built in.  Needs root.
"""

from __future__ import annotations

import logging
import os
import random
import signal
import sys
import tempfile
import time
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from contextlib import ExitStack, closing, suppress
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from itertools import chain
from pathlib import Path

from cardreader.emulator.profiles import load_profile
from forms.catalogue import load
from forms.facts.lists import of_every_item
from kiosk.story.driver import RobotDriver
from kiosk.story.house import House
from kiosk.story.story import Story
from tests.faults.campaign import Account, Campaign, Share
from tests.faults.growth import Row, held
from tests.faults.leftover_files import search_files
from tests.faults.leftover_house import (
    PATIENCE_SECONDS,
    house,
    open_kiosk,
    patient_hand,
    pcscd,
    processor_time,
)
from tests.faults.marked import EVENTS, NAME, Marks, Person, encoded, person
from tests.faults.memory import Encoding, Searched, around, digits_alone, search, small_integers
from tests.faults.rigged import silence
from tests.support.keeper import until
from tests.support.processes import Process, Role, alive, kiosk_processes, with_role
from tests.support.sessions import TYPED, play_until

WORKER_RESTS_SECONDS = 1.0
log = logging.getLogger(__name__)

CARD = "own_pin"
PLACES = frozenset({*Role, "pcscd"})
_PCSCD = 0
"""In place of a group: it belongs to the dock."""
_LONG_LIVED = (Role.SUPERVISOR, Role.KEEPER, "pcscd")


class Ending(StrEnum):
    """How a session ends."""

    FINISH = "finish"
    IDLE = "idle"
    KILL = "kill"


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that stayed: what, where, after which session (from 1)."""

    needle: str
    place: str
    session: int
    times: int


@dataclass(slots=True)
class Outcome:
    """What a campaign found.  ``controls``: sessions in whose living process the search found all that it was told."""

    sessions: dict[str, int] = field(default_factory=dict)
    controls: int = 0
    pin_controls: int = 0
    """Card sessions in which the PIN was found while it stood in the pad."""
    pins_left: int = 0
    """Copies in any process after the read that were not there before."""
    file_control: bool = False
    """Whether a file that was written for it was found."""
    hits: list[Hit] = field(default_factory=list)
    processes_searched: int = 0
    bytes_searched: int = 0
    files_searched: int = 0
    fields: dict[str, int] = field(default_factory=dict)
    """Typed facts, and in how many living sessions the mark of each was found."""
    long_lived: list[Row] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        """Nothing stayed, and each control found what it had to."""
        found = self.controls == sum(self.sessions.values()) and self.file_control
        return found and not self.hits and not self.pins_left


class Played:
    """One open house, many sessions."""

    def __init__(self, house: House, seed: int, events: Mapping[str, int] = EVENTS) -> None:
        """``events``: those that are played, and how often."""
        self.outcome = Outcome()
        self._events = events
        self._house = house
        self._seed = seed
        self._began = time.time()
        self._pack = load(TYPED.pack, checked=True)
        # All marks of the campaign begin alike, so that one search finds any of them.
        self.marks = Marks.drawn(random.Random(seed))
        profile = load_profile(CARD)
        self._pin, self._card_name = profile.pin, profile.name
        # These are not of this campaign alone: they may stand in others' files.
        common: dict[str, tuple[Encoding, ...]] = {
            "name on the card": encoded(self._card_name),
            "VERIFY": (bytes.fromhex("0020008004") + self._pin.encode(),),
        }
        self.needles = {**self.marks.needles(), **common}

    def run(self, first: int, sessions: int) -> Outcome:
        """Play sessions ``first`` (from 1) and on, and search after each; who comes hangs on seed and number."""
        self.outcome = Outcome()
        started = time.monotonic()
        for number in range(first, first + sessions):
            luck = random.Random(f"{self._seed}-{number}")
            ending = luck.choice(list(Ending))
            self.session(number, ending, with_card=luck.random() < 0.5)
            self.search_survivors(number)
        self.search_files(first + sessions - 1)
        self.outcome.seconds = round(time.monotonic() - started, 1)
        return self.outcome

    # ---- a session

    def _somebody(self, number: int, *, with_card: bool) -> Person:
        own = replace(TYPED, card=CARD, pin=self._pin) if with_card else TYPED
        luck = random.Random(f"{self._seed}, person {number}")
        return person(self._pack, own, self.marks, luck, self._events)

    def session(self, number: int, ending: Ending, *, with_card: bool) -> None:
        """One, until its processes are gone."""
        somebody = self._somebody(number, with_card=with_card)
        with self._house.finger(patient_hand) as finger:
            used = finger.process_id()
            group = [p.pid for p in self._kiosk() if p.leader == used]
            self._play(somebody, ending, used, finger)
        self._house.dock.client.remove()
        until(lambda: not any(alive(pid) for pid in group), PATIENCE_SECONDS)
        kind = f"{somebody.story.event}, {ending}, {'card' if with_card else 'typed'}"
        self.outcome.sessions[kind] = self.outcome.sessions.get(kind, 0) + 1
        log.info("session %s: %s", number, kind)

    def _play(self, somebody: Person, ending: Ending, used: int, finger: RobotDriver) -> None:
        story = somebody.story
        if story.card is not None:
            self._watch_the_pin(story, used, finger)
        player = play_until("review", story, self._house, finger)
        self.outcome.controls += self._found_alive(somebody, used)
        match ending:
            case Ending.FINISH:
                finger.press("key.next")
                player.play()
                player.finish()
                finger.wait_until_gone()
            case Ending.IDLE:
                silence(self._house.folder / "home", used).touch()
                finger.wait_until_gone()
            case Ending.KILL:
                os.kill(used, signal.SIGKILL)

    def _found_alive(self, somebody: Person, used: int) -> bool:
        """Whether the search finds all that the living session was told."""
        told = {fact: self.marks.looked_for(mark) for fact, mark in somebody.marked.items()}
        own = {**told, CARD: encoded(self._card_name)} if somebody.story.card else told
        found = search(used, own).found
        missed = [needle for needle, copies in found.items() if not copies]
        if missed:
            log.warning("not found in the living session: %s", missed)
        for fact in {of_every_item(fact) for fact in told if found[fact]}:
            self.outcome.fields[fact] = self.outcome.fields.get(fact, 0) + 1
        return not missed

    def _watch_the_pin(self, story: Story, used: int, finger: RobotDriver) -> None:
        """Count the digits in each process: before, in the pad, after the read."""
        play_until("pin", story, self._house, finger)
        self._until_workers_rest(used)
        before = self._pin_copies(used)
        for digit in self._pin:
            finger.press(f"key.digit.{digit}")
        until(lambda: finger.view()["kind"] != "pin" or finger.view()["body"]["length"] == 4)
        if finger.view()["kind"] == "pin":
            within = self._pin_copies(used, {Role.CITIZEN})
        self.outcome.pin_controls += within[Role.CITIZEN] > before[Role.CITIZEN]
        finger.press("key.next")
        until(lambda: finger.view()["kind"] not in {"pin", "progress"})
        left = self._pin_copies(used) - before
        self.outcome.pins_left += sum(left.values())
        for place, copies in left.items():
            around = list(self._around_the_pin(place, used))
            log.warning(
                "%s copies of the PIN in %s, all with what stands around: %s", copies, place, around
            )

    def _around_the_pin(self, place: str, used: int) -> Iterator[bytes]:
        """The PIN is a made-up one; a number that merely contains its digits can be told by this."""
        for name, pid, leader in self._processes():
            if name == place and leader in {used, self._house.supervisor, _PCSCD}:
                for needle in self._pin_needles(place, pid):
                    yield from around(pid, needle)

    def _until_workers_rest(self, used: int) -> None:
        """Its workers load fonts and templates at first; digits that come with those are no PIN."""
        workers = [p.pid for p in self._kiosk() if p.leader == used and p.role is Role.WORKER]
        last, since = processor_time(workers), time.monotonic()

        def rested() -> bool:
            nonlocal last, since
            now = processor_time(workers)
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > WORKER_RESTS_SECONDS

        until(rested, PATIENCE_SECONDS)

    def _pin_copies(self, used: int, places: Collection[str] = PLACES) -> Counter[str]:
        """Per place: the four digits as bytes, as letters, and as a list of Python's integers."""
        found: Counter[str] = Counter()
        supervisor = self._house.supervisor
        for place, pid, leader in self._processes():
            if place not in places or leader not in {used, supervisor, _PCSCD}:
                continue  # the spare is searched afterwards
            try:
                found[place] += search(pid, {"pin": self._pin_needles(place, pid)}).found["pin"]
            except (FileNotFoundError, ProcessLookupError):
                if pid == used:
                    raise
                # What clears the printer, for one, ends by itself, and takes along what it had.
        return found

    def _pin_needles(self, place: str, pid: int) -> list[Encoding]:
        plain = list[Encoding](digits_alone(self._pin))
        return plain if place == "pcscd" else [*plain, small_integers(self._pin.encode(), pid)]

    # ---- the search

    def _kiosk(self) -> list[Process]:
        return kiosk_processes(self._house.supervisor)

    def _processes(self) -> Iterator[tuple[str, int, int]]:
        """Name, id and leader of the group."""
        for process in self._kiosk():
            yield process.role, process.pid, process.leader
        yield "pcscd", pcscd(self._house.folder), _PCSCD

    def search_survivors(self, session: int, roles: Collection[str] = PLACES) -> None:
        """The memory of every process that is left, when the next spare stands there."""
        until(lambda: len(with_role(self._kiosk(), Role.CITIZEN)) == 2, PATIENCE_SECONDS)
        processes = list(self._processes())
        held_now = {place: held(pid) for place, pid, _ in processes if place in _LONG_LIVED}
        house = self._house.folder.name
        self.outcome.long_lived.append({"house": house, "session": session, **held_now})
        for place, pid, _ in processes:
            searched = self._searched(pid) if place in roles else None
            if searched is not None:
                self.outcome.processes_searched += 1
                self.outcome.bytes_searched += searched.size
                self._note(searched.found, place, session)

    def _searched(self, pid: int) -> Searched | None:
        """``None``: it has ended."""
        found: list[Searched] = []

        def readable() -> bool:
            with suppress(FileNotFoundError, ProcessLookupError):
                found.append(search(pid, self.needles))
            return not alive(pid) or bool(found and found[-1].size)

        until(readable)
        return found[-1] if found and found[-1].size else None

    def search_files(self, session: int) -> None:
        """What was written since this campaign began."""
        folder = self._house.folder
        control = folder / "control"
        control.write_text(self.marks.tag, "utf-8")
        own = {folder / name for name in ("office", "printer", "receipts")}
        elsewhere = (Path(tempfile.gettempdir()), Path("/dev/shm"))
        found_here = search_files((folder,), self._began, self.needles, own)
        found_there = search_files(elsewhere, self._began, self.marks.needles(), {folder}, depth=1)
        for path, found in chain(found_here, found_there):
            self.outcome.files_searched += 1
            if path == control:
                self.outcome.file_control = bool(found[NAME])
            else:
                self._note(found, str(path), session)
        control.unlink()

    def _note(self, found: Counter[str], place: str, session: int) -> None:
        hits = [Hit(name, place, session, number) for name, number in found.items() if number]
        for hit in hits:
            log.warning("%s", hit)
        self.outcome.hits += hits


class Houses:
    """The one that is open; sessions go on in it, share after share, until something breaks."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._played: Played | None = None

    def play(self, chosen: Namespace, share: Share) -> Account:
        """A share of the campaign."""
        try:
            if self._played is None:
                built = self._stack.enter_context(house())
                open_kiosk(built, leak=chosen.variant is not None)
                self._played = Played(built, share.seed)
            outcome = self._played.run(share.first + 1, share.count)
        except BaseException:
            self.close()
            raise
        return {**asdict(outcome), "clean": outcome.clean}

    def close(self) -> None:
        """Close the house."""
        self._played = None
        self._stack.close()


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--variant", choices=("leak",), help="a built-in mistake: it must be caught"
    )


HOUSES = Houses()
CAMPAIGN = Campaign(
    "tests.faults.leftovers",
    __doc__,
    "sessions played",
    HOUSES.play,
    lambda account: bool(account["clean"]),
    count=3,
    per_share=10,
    arguments=_arguments,
    example="--count 100 --seed 7",
)


def main() -> int:
    """As every campaign; 2: not root."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if os.geteuid() != 0:
        log.error("only root may look into private processes")
        return 2
    with closing(HOUSES):
        return CAMPAIGN.main()


if __name__ == "__main__":
    sys.exit(main())
