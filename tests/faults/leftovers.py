"""Does anything of a session stay?  Plays sessions in the real app and searches every survivor for them.

    python -m tests.faults.leftovers --count 3 --seed 1 [--ledger FILE] [--json]

Each session types a name of its own (random kana), with or without a card whose PIN is not 1234, and ends by
finishing, by silence, or by ``kill -9``.  Afterwards nothing may be found in the memory of the processes that live
on (supervisor, keeper, the next sessions' processes and their workers; pcscd), nor in a file of the kiosk, the
temporary folders or the home folder that was written meanwhile.

Not searched, because they hold the data by right: the office; the printers with their own spools; the dock, which
is the card.  That the search can find is shown by each session while it runs.  Needs root.
"""

from __future__ import annotations

import logging
import os
import random
import re
import signal
import sys
import tempfile
import time
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from cardreader.emulator.profiles import load_profile
from kiosk.session.world import SessionSettings
from kiosk.story.driver import CitizenGone, RobotDriver
from kiosk.story.house import House
from kiosk.story.story import Story, Told
from tests.faults.campaign import Account, Campaign, Share
from tests.faults.memory import Needles, digits_alone, search, small_integers, times
from tests.support.keeper import until
from tests.support.processes import PROC, Role, alive, kiosk_processes, with_role
from tests.support.sessions import TODAY, TYPED, play_until

WORKER_RESTS_SECONDS = 1.0
log = logging.getLogger(__name__)

CARD = "own_pin"
IDLE_SECONDS, WARNING_SECONDS = 15, 2
EARLY = "ended early"
_PCSCD = 0
"""In place of a group: it belongs to the dock."""
_KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
_LARGEST_FILE = 256 * 1024 * 1024


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
    """What a campaign found.  ``controls``: sessions in whose living process the search found its name."""

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
    seconds: float = 0.0

    @property
    def clean(self) -> bool:
        """Nothing stayed, and each control found what it had to."""
        played = sum(self.sessions.values()) - self.sessions.get(EARLY, 0)
        found = self.controls == played and self.file_control
        return found and not self.hits and not self.pins_left


def _encoded(text: str) -> tuple[bytes, bytes]:
    """As in files and Qt's and Python's strings (which have two bytes for each kana)."""
    return text.encode("utf-8"), text.encode("utf-16-le")


def _katakana(text: str) -> str:
    return "".join(chr(ord(char) + 0x60) for char in text)


class Played:
    """One house, many sessions."""

    def __init__(self, house: House, seed: int) -> None:
        self.outcome = Outcome()
        self._house = house
        self._random = random.Random(seed)
        self._began = time.time()
        # All names of the campaign begin alike, so that one search finds any of them.
        self._tag = self._kana(5)
        profile = load_profile(CARD)
        self._pin = profile.pin
        self.needles: Needles = {
            "name": _encoded(self._tag),
            "reading": _encoded(_katakana(self._tag)),
            "name on the card": _encoded(profile.name),
            "VERIFY": (bytes.fromhex("0020008004") + self._pin.encode(),),
        }

    def _kana(self, length: int) -> str:
        return "".join(self._random.choices(_KANA, k=length))

    def run(self, sessions: int) -> Outcome:
        """Play and search; the first sessions take each ending once."""
        started = time.monotonic()
        endings = list(Ending)
        self._random.shuffle(endings)
        for number in range(1, sessions + 1):
            ending = (
                endings[number - 1] if number <= len(endings) else self._random.choice(list(Ending))
            )
            with_card = ending is Ending.FINISH or self._random.random() < 0.5
            self._session(number, ending, with_card)
            self._search_survivors(number)
        self._search_files(sessions)
        self.outcome.seconds = round(time.monotonic() - started, 1)
        return self.outcome

    # ---- a session

    def _story(self, with_card: bool) -> Story:
        name = self._tag + self._kana(3)
        facts = {
            **TYPED.facts,
            "visitor.name": Told(name),
            "visitor.name_kana": Told(_katakana(name)),
        }
        story = replace(TYPED, facts=facts)
        return replace(story, card=CARD, pin=self._pin) if with_card else story

    def _session(self, number: int, ending: Ending, with_card: bool) -> None:
        with self._house.finger() as finger:
            used = finger.process_id()
            group = [p.pid for p in kiosk_processes(self._house.supervisor) if p.leader == used]
            kind = f"{ending}, {'card' if with_card else 'typed'}"
            try:
                self._play(self._story(with_card), ending, used, finger)
            except CitizenGone:
                # A loaded machine searches so long that the session ends by silence meanwhile.
                kind = EARLY
        self._house.dock.client.remove()
        until(lambda: not any(alive(pid) for pid in group))
        self.outcome.sessions[kind] = self.outcome.sessions.get(kind, 0) + 1
        log.info("session %s: %s", number, kind)

    def _play(self, story: Story, ending: Ending, used: int, finger: RobotDriver) -> None:
        if story.card is not None:
            self._watch_the_pin(story, used, finger)
        player = play_until("review", story, self._house, finger)
        found = search(used, self.needles).found
        control = bool(found["name"] or found["reading"])
        match ending:
            case Ending.FINISH:
                finger.press("key.next")
                player.play()
                player.finish()
                finger.wait_until_gone()
            case Ending.IDLE:
                finger.wait_until_gone()
            case Ending.KILL:
                os.kill(used, signal.SIGKILL)
        self.outcome.controls += control

    def _watch_the_pin(self, story: Story, used: int, finger: RobotDriver) -> None:
        """Count the digits in each process: before, in the pad, after the read."""
        play_until("pin", story, self._house, finger)
        self._until_workers_rest()
        before = self._pin_copies(used)
        for digit in self._pin:
            finger.press(f"key.digit.{digit}")
        until(lambda: finger.view()["kind"] != "pin" or finger.view()["body"]["length"] == 4)
        if finger.view()["kind"] == "pin":
            self.outcome.pin_controls += sum(self._pin_copies(used).values()) > sum(before.values())
            finger.press("key.next")
        until(lambda: finger.view()["kind"] not in {"pin", "progress"})
        left = self._pin_copies(used) - before
        self.outcome.pins_left += sum(left.values())
        for place, copies in left.items():
            log.warning("%s copies of the PIN in %s", copies, place)

    def _until_workers_rest(self) -> None:
        """Workers load fonts and templates at first; digits that come with those are no PIN."""
        last, since = self._worker_time(), time.monotonic()

        def rested() -> bool:
            nonlocal last, since
            now = self._worker_time()
            if now != last:
                last, since = now, time.monotonic()
            return time.monotonic() - since > WORKER_RESTS_SECONDS

        until(rested, 90.0)

    def _worker_time(self) -> list[str]:
        """Processor time of each worker, in clock ticks (proc(5), fields utime and stime)."""
        return [
            field
            for place, pid, _ in self._processes()
            if place == "worker"
            for field in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:13]
        ]

    def _pin_copies(self, used: int) -> Counter[str]:
        """Per place: the four digits as bytes, as letters, and as a list of Python's integers."""
        found: Counter[str] = Counter()
        supervisor = self._house.supervisor
        for place, pid, leader in self._processes():
            if leader not in {used, supervisor, _PCSCD}:
                continue  # the spare: searched afterwards
            needles = list[bytes | re.Pattern[bytes]](digits_alone(self._pin))
            if place != "pcscd":
                needles.append(small_integers(self._pin.encode(), pid))
            found[place] += search(pid, {"pin": needles}).found["pin"]
        return found

    # ---- the search

    def _processes(self) -> Iterator[tuple[str, int, int]]:
        """Name, id and leader of the group."""
        for process in kiosk_processes(self._house.supervisor):
            yield process.role, process.pid, process.leader
        yield "pcscd", _pcscd(self._house.folder), _PCSCD

    def _search_survivors(self, session: int) -> None:
        until(lambda: len(with_role(kiosk_processes(self._house.supervisor), Role.CITIZEN)) == 2)
        for place, pid, _ in self._processes():
            try:
                searched = search(pid, self.needles)
            except (FileNotFoundError, ProcessLookupError):
                continue  # ended meanwhile
            assert searched.size or not alive(pid), f"nothing to read in {place}"
            self.outcome.processes_searched += 1
            self.outcome.bytes_searched += searched.size
            self._note(searched.found, place, session)

    def _search_files(self, session: int) -> None:
        own = {self._house.folder / name for name in ("office", "printer", "receipts")}
        roots = {self._house.folder, Path(tempfile.gettempdir()), Path("/dev/shm"), Path.home()}
        control = self._house.folder / "control"
        control.write_text(self._tag, "utf-8")
        seen = set()
        for root in roots:
            for path in _written_since(root, self._began, own):
                if path in seen:
                    continue
                seen.add(path)
                found = _count(path.read_bytes(), self.needles)
                if path == control:
                    self.outcome.file_control = bool(found["name"])
                else:
                    self._note(found, str(path), session)
        control.unlink()
        self.outcome.files_searched = len(seen)

    def _note(self, found: Counter[str], place: str, session: int) -> None:
        hits = [Hit(name, place, session, number) for name, number in found.items() if number]
        for hit in hits:
            log.warning("%s", hit)
        self.outcome.hits += hits


def _count(content: bytes, needles: Needles) -> Counter[str]:
    return Counter({name: sum(times(e, content) for e in each) for name, each in needles.items()})


def _pcscd(folder: Path) -> int:
    """The house's own service: its command line names the house's folder."""
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if b"pcscd" in command and str(folder).encode() in command:
                return int(entry.name)
    raise LookupError("the house's pcscd is gone")


def _written_since(root: Path, began: float, without: set[Path]) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name not in without]
        for name in files:
            path = here / name
            try:
                status = path.lstat()
                ours = status.st_mtime >= began and path.is_file() and not path.is_symlink()
                if ours and status.st_size <= _LARGEST_FILE and os.access(path, os.R_OK):
                    yield path
            except OSError:
                continue  # gone meanwhile


def campaign(sessions: int, seed: int) -> Outcome:
    """Build a house, play and search."""
    settings = SessionSettings(
        practice=True, idle_seconds=IDLE_SECONDS, warning_seconds=WARNING_SECONDS
    )
    with House(today=TODAY, session=settings) as house:
        house.open_kiosk()
        return Played(house, seed).run(sessions)


def _play(_chosen: Namespace, share: Share) -> Account:
    outcome = campaign(share.count, share.seed + share.first)
    return {**asdict(outcome), "clean": outcome.clean}


CAMPAIGN = Campaign(
    "tests.faults.leftovers",
    __doc__,
    "sessions played",
    _play,
    lambda account: bool(account["clean"]),
    count=3,
    per_share=20,
    example="--count 100 --seed 7",
)


def main() -> int:
    """As every campaign; 2: not root."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    if os.geteuid() != 0:
        log.error("only root may look into private processes")
        return 2
    return CAMPAIGN.main()


if __name__ == "__main__":
    sys.exit(main())
