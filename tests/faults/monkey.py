"""Anybody does anything: random touches, keys, cards and troubles on the real app, in seconds that add up.

    nice -n 19 python -m tests.faults.monkey --count 3600 --ledger out/monkey.jsonl

Every session types names of its own.  Wrong would be: a supervisor that ends; a screen on which nothing that can be
touched leads anywhere (stuck); a session's name on a screen of another one; a line of the log that tells of a fault.
A citizen process that crashes is counted too: the supervisor replaces it, but it should not.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from argparse import Namespace
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace

from cardreader.emulator.dock_client import DockFault
from cardreader.emulator.profiles import profile_names
from kiosk.session.world import LeftPaper, SessionSettings
from kiosk.story.driver import CitizenGone, RobotDriver, View
from kiosk.story.house import House
from kiosk.story.story import StoryFault
from kiosk.supervisor.supervisor import Limits
from tests.faults.campaign import Account, Campaign, Share
from tests.support.sessions import TODAY

STUCK_AFTER_TOUCHES = 150
"""Without any change of the screen, though each touch was on something that can be touched."""
_KEYBOARD = "あいうえおかきくけこさしすせそたちつてとはひふへほまみむめも"
_MARK_LENGTH = 6
LONGEST_ACT_SECONDS = 10.0
"""Of one act: what goes beyond was no playing, for instance while somebody had stopped the campaign."""
# A fault is told by its kind and its places in the code, never with content (kiosk.app.privacy).
_LOG_FAULT = re.compile(
    r"^fault .*(?:\n  .*)*|Traceback|ended by itself|no longer answers|not ready", re.MULTILINE
)


@dataclass(slots=True)
class Outcome:
    """What a while of the monkey came to; all but ``acts``, ``sessions`` and ``screens`` should be empty."""

    acts: dict[str, int] = field(default_factory=Counter)
    screens: dict[str, int] = field(default_factory=Counter)
    sessions: int = 0
    marks_typed: int = 0
    stuck: list[str] = field(default_factory=list)
    leaked: int = 0
    supervisor_ends: int = 0
    log_faults: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Nothing of what should not happen did."""
        return not (self.stuck or self.leaked or self.supervisor_ends or self.log_faults)


class Monkey:
    """Two hands that know no better, at one house."""

    def __init__(self, house: House, seed: int) -> None:
        self.outcome = Outcome()
        self._house = house
        self._random = random.Random(seed)
        self._supervisor = house.supervisor
        self._marks: list[str] = []
        self._mark = ""
        self._left = 0.0
        self._last = time.monotonic()

    def play(self, seconds: float) -> Outcome:
        """Until the time is over; the session then is left alone."""
        self._left, self._last = seconds, time.monotonic()
        while self._goes_on():
            if not self._house.is_open:
                self.outcome.supervisor_ends += 1
                self._house.open_kiosk()
            with suppress(CitizenGone, ConnectionError, StoryFault):
                driver = RobotDriver(self._house.robot_socket, any_screen=True)
                try:
                    self._session(driver)
                finally:
                    driver.close()
        self._repair()
        self.outcome.log_faults = sorted(set(_LOG_FAULT.findall(self._house.log())))
        return self.outcome

    def _goes_on(self) -> bool:
        now = time.monotonic()
        self._left -= min(now - self._last, LONGEST_ACT_SECONDS)
        self._last = now
        return self._left > 0

    def _session(self, driver: RobotDriver) -> None:
        self.outcome.sessions += 1
        if self._mark:
            self._marks.append(self._mark)
        self._mark = "".join(self._random.choices(_KEYBOARD, k=_MARK_LENGTH))
        still, last = 0, ""
        while self._goes_on():
            view = driver.view()
            self._look(view)
            shown = json.dumps({**view, "overlay": None}, sort_keys=True, ensure_ascii=False)
            still, last = (still + 1 if shown == last else 0), shown
            if still > STUCK_AFTER_TOUCHES:
                self.outcome.stuck.append(f"{view['kind']} {view['title']}")
                return
            self._act(driver, view)

    def _look(self, view: View) -> None:
        """No name of a session before may stand here."""
        self.outcome.screens[view["kind"]] += 1
        shown = json.dumps(view, ensure_ascii=False).replace("\u2060", "").replace("\u200b", "")
        self.outcome.leaked += sum(mark in shown for mark in self._marks)

    def _act(self, driver: RobotDriver, view: View) -> None:
        choices = {
            "touch": 80,
            "type": 4,
            "name": 6 if view["kind"] == "text" else 0,
            "card": 4,
            "trouble": 1,
        }
        what = self._random.choices(list(choices), list(choices.values()))[0]
        self.outcome.acts[what] += 1
        match what:
            case "touch":
                self._touch(driver)
            case "type":
                driver.type("".join(self._random.choices("abknr 1234\r\b\x1b\t", k=4)))
            case "name":
                self._type_mark(driver)
            case "card":
                self._move_card()
            case "trouble":
                self._trouble()

    def _touch(self, driver: RobotDriver) -> None:
        names = driver.names()
        if not names:
            return
        # つぎへ more often than the rest: else nobody would come far.
        wanted = "key.next" if "key.next" in names and self._random.random() < 0.3 else None
        driver.tap(wanted or self._random.choice(names))

    def _type_mark(self, driver: RobotDriver) -> None:
        """The session's own name on the keys, if this keyboard has them."""
        names = set(driver.names())
        keys = [f"key.kana.{char}" for char in self._mark]
        if set(keys) <= names:
            for key in keys:
                driver.tap(key)
            self.outcome.marks_typed += 1

    def _move_card(self) -> None:
        client = self._house.dock.client
        with suppress(DockFault):
            if self._random.random() < 0.5:
                client.remove()
            else:
                client.insert(self._random.choice(profile_names()))

    def _trouble(self) -> None:
        printer = self._house.printer
        # Nobody can reach into the trays of a printer that is off.
        trays = [printer.paper_out, printer.refill, printer.refill] if printer.is_on else []
        self._random.choice([*trays, printer.power_off, printer.power_on, printer.power_on])()

    def _repair(self) -> None:
        """Leave the devices as they were found."""
        with suppress(DockFault):
            self._house.dock.client.remove()
        self._house.printer.power_on()
        self._house.printer.refill()


def campaign(seconds: float, seed: int) -> Outcome:
    """Build a house and let the monkey in."""
    settings = SessionSettings(
        practice=True,
        idle_seconds=20,
        warning_seconds=5,
        finishing_seconds=60,
        survey=True,
        left_paper=LeftPaper.ANYBODY,
    )
    with House(
        today=TODAY, session=settings, staff=True, limits=Limits(ready=120.0, answer=60.0)
    ) as house:
        house.open_kiosk()
        with house.finger():
            pass  # the first screen is there
        return Monkey(house, seed).play(seconds)


def play(_chosen: Namespace, share: Share) -> Account:
    """A share: so many seconds."""
    outcome = campaign(share.count, share.seed + share.first)
    counted = {"acts": dict(outcome.acts), "screens": dict(outcome.screens)}
    return {**asdict(replace(outcome, acts={}, screens={})), **counted, "clean": outcome.clean}


CAMPAIGN = Campaign(
    "tests.faults.monkey",
    __doc__,
    "seconds",
    play,
    lambda account: bool(account["clean"]),
    count=60,
    per_share=300,
    example="--count 3600 --ledger out/monkey.jsonl",
)


if __name__ == "__main__":
    sys.exit(CAMPAIGN.main())
