"""A card that fails at any command, a citizen who follows the screen: what comes of it.

    python -m tests.faults.cards --count 2000 --seed 1 [--ledger FILE] [--json]

Each visit has a seed of its own (``--seed`` plus its number), which decides the card, the way (PIN or the numbers
printed on the card), whether the first entry is right, the fault and the command at which it happens, and what
the citizen then does.  The session is the real one without Qt, the card the emulated one that counts its VERIFYs.

A visit is at fault when something raises, when a screen says nothing or offers nothing, when a try is gone that
nobody's wrong entry explains, when a VERIFY comes that nobody asked for, or when a screen, a fact or the submission
holds what is not on the card that lies there.
"""

from __future__ import annotations

import time
import traceback
from argparse import Namespace
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from cardreader.emulator.authorities import own_authorities
from cardreader.emulator.card import EmulatedCard, Key
from cardreader.emulator.faults import Fault
from cardreader.emulator.profiles import load_profile
from cardreader.emulator.text_ap import collation_b
from cardreader.failures import CardFailureCode
from forms.facts.values import Facts, Known, Source, Value
from kiosk.app.headless import HeadlessKiosk
from kiosk.screens.view import ScreenView
from kiosk.session.drafts.card_numbers import PARTS
from kiosk.session.states import (
    Answering,
    ConfirmingRead,
    EnteringCardNumbers,
    EnteringPin,
    InTrouble,
    SayingWhoseCard,
    WaitingForCard,
)
from kiosk.session.world import CardNumbers, SessionSettings
from tests.faults.campaign import Account, Campaign, Share
from tests.faults.card_plan import Plan, Reader
from tests.kiosk.walk import FACTS, TODAY, pack, touches

MOST_STEPS: Final = 40
SCREEN_SECONDS: Final = 3.0
_SPARE_TRIES: Final = {0x0011: 1, 0x0015: 5, 0x0012: 5}
"""What a citizen alone always leaves: key file of PIN, text and visual 照合番号B."""


class VisitFault(Exception):
    """What must not happen did; the message has no personal data."""


class Visitor:
    """Does what the screen says, for so long as it says something."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.cards = {name: EmulatedCard(load_profile(name)) for name in {plan.card, plan.then}}
        self.reader = Reader()
        self.lies = ""
        self.entries: Counter[int] = Counter()
        """Key file -> entries that a VERIFY may follow, right or wrong."""
        self.wrong = 0
        self.slowest = 0.0
        self.codes: list[str] = []
        self._left = 2 if plan.wrong_first else 0
        self._wrong_next = plan.wrong_first
        rule = CardNumbers.ALONE if plan.by_numbers else CardNumbers.OFF
        self.kiosk = HeadlessKiosk(
            pack(),
            TODAY,
            settings=SessionSettings(card_numbers=rule),
            card=self.reader.transmit,
            authorities=own_authorities(),
            draw=False,
        )

    def visit(self) -> None:
        """To the questions, with the card or without, and then to the end."""
        self._act("start")
        self._act("choose", "okuyami" if self.plan.seed % 2 else "certificates")
        self._act("next")
        self._lay(self.plan.card, self.plan.fault)
        for _ in range(MOST_STEPS):
            if isinstance(self.kiosk.state.situation, Answering):
                break
            self._step()
        else:
            raise VisitFault("the visitor never gets past the card")
        self._finish()
        self._check_tries()

    def _step(self) -> None:
        match self.kiosk.state.situation:
            case WaitingForCard():
                self._lay(self.plan.then, Fault()) if self._may_lay() else self._act("skip")
            case EnteringPin():
                if self.plan.by_numbers:
                    self._act("skip")
                else:
                    self._enter_pin()
            case EnteringCardNumbers():
                self._enter_numbers()
            case SayingWhoseCard(card=card):
                self._check_name(card.basic_four.name)
                self._act("choose", "visitor")
                self._act("next")
            case ConfirmingRead():
                self._act("next")
            case InTrouble(remedies=remedies):
                if self._may_lay():
                    self._lay(self.plan.then, Fault())
                else:
                    wanted = "without_card" if "without_card" in remedies else remedies[0].value
                    self._act("trouble", wanted)
            case other:
                raise VisitFault(f"the screen stands at {type(other).__name__}")

    def _may_lay(self) -> bool:
        """A visitor tries a card at most three times."""
        self._left += 1
        return self._left <= 3

    def _lay(self, name: str, fault: Fault) -> None:
        if self.lies:
            self._timed(self.kiosk.take_card)
        self.reader.lay(self.cards[name], fault)
        self.lies = name
        self._timed(self.kiosk.put_card)

    def _enter_pin(self) -> None:
        pin = load_profile(self.lies).pin
        digits = "9" + pin[1:] if self._wrong_next else pin
        self._note(digits != pin, 0x0011)
        for digit in digits:
            self.kiosk.engine.pin_digit(int(digit))
        self._act("next")

    def _enter_numbers(self) -> None:
        right = collation_b(load_profile(self.lies)).decode("ascii")
        digits = right[:-1] + str((int(right[-1]) + 1) % 10) if self._wrong_next else right
        self._note(digits != right, 0x0015, 0x0012)
        self._act("key", "clear")
        for part, value in zip(PARTS, _cut(digits), strict=True):
            self._act("field", part)
            for digit in value:
                self._act("key", digit)
        self._act("next")

    def _note(self, wrong: bool, *keys: int) -> None:
        self._wrong_next = False
        self.wrong += wrong
        self.entries.update(keys)

    def _act(self, action: str, argument: str = "") -> None:
        self._timed(lambda: self.kiosk.act(action, argument))

    def _timed(self, do: Any) -> None:
        self.reader.fresh_connection()
        started = time.monotonic()
        do()
        view = self.kiosk.view()
        self.slowest = max(self.slowest, time.monotonic() - started)
        self._check_screen(view)
        if self.reader.broken is CardFailureCode.REMOVED:
            # It was pulled: the watcher tells so a moment later.
            self.reader.broken, self.reader.line, self.lies = None, None, ""
            self.kiosk.take_card()
            self._check_screen(self.kiosk.view())

    def _check_screen(self, view: ScreenView) -> None:
        if not view["title"]:
            raise VisitFault("a screen without a title")
        keys = view["body"].get("keys", [])
        ways = view["next"]["enabled"] or keys or view["body"].get("skip")
        typing = view["kind"] in {
            "choice",
            "yes_no",
            "text",
            "number",
            "date",
            "purpose",
            "confirm",
        }
        if not (ways or typing):
            raise VisitFault(f"the screen {view['kind']} offers nothing")
        if view["kind"] == "trouble":
            self.codes.append(view["code"])
            if not view["lead"]:
                raise VisitFault("a trouble without a way on")
        self._check_people(view)

    def _check_people(self, view: ScreenView) -> None:
        situation = self.kiosk.state.situation
        if isinstance(situation, ConfirmingRead):
            said, profile = situation.card.basic_four, load_profile(self.lies or self._last())
            birth = "" if said.birth is None else f"{said.birth:%Y%m%d}"
            wanted = (profile.name, profile.address, profile.birth)
            if (said.name, said.address, birth) != wanted:
                raise VisitFault("the screen shows what is not on the card")
            expiry = situation.card.expiry
            if expiry is not None and expiry.value != profile.expiry and self.plan.kind != "noise":
                raise VisitFault("the expiry is not that of the card")
        del view

    def _last(self) -> str:
        """The card that was read and has been put away since."""
        card = getattr(self.kiosk.state.situation, "card", None)
        names = {load_profile(name).name: name for name in self.cards}
        return names.get("" if card is None else card.basic_four.name, self.plan.card)

    def _check_name(self, name: str) -> None:
        if name != load_profile(self.lies or self._last()).name:
            raise VisitFault("the screen asks about another card")

    def _finish(self) -> None:
        """Facts of the card must all be of one card; every tenth visit goes on to its submission."""
        self._check_owner(self.kiosk.state.visit.facts)
        if self.plan.seed % 10:
            return
        while isinstance(situation := self.kiosk.state.situation, Answering):
            for touch in touches(situation, FACTS):
                self.kiosk.engine.post(touch)
            self._act("next")
        self._act("next")
        submission = self.kiosk.outcome.submission
        if submission is None:
            raise VisitFault("no submission at the end")
        self._check_owner(submission.facts)

    def _check_owner(self, facts: Facts) -> None:
        said = {
            fact.partition(".")[2]: state.value
            for fact, state in facts.items()
            if isinstance(state, Known) and state.source is Source.CARD
        }
        if said and not any(_are_of(said, name) for name in self.cards):
            raise VisitFault("facts of the card are on no card")

    def _check_tries(self) -> None:
        sent = 0
        for card in self.cards.values():
            for file, key in _keys(card):
                gone = key.full - key.left
                sent += key.verifies
                if key.left < min(key.full, _SPARE_TRIES[file]):
                    raise VisitFault("a citizen alone used the last tries")
                if gone > self.wrong:
                    raise VisitFault("a try is gone that no wrong entry explains")
        if sent > sum(self.entries.values()):
            raise VisitFault("a VERIFY that nobody asked for")
        others = sum(card.verifies for card in self.cards.values()) - sent
        if others:
            raise VisitFault("a VERIFY of a key that is none of ours")


def _cut(digits: str) -> Iterator[str]:
    for start, end in ((0, 2), (2, 4), (4, 6), (6, 10), (10, 14)):
        yield digits[start:end]


def _keys(card: EmulatedCard) -> Iterator[tuple[int, Key]]:
    for application in card.applications:
        text, visual = (
            application.aid.hex().endswith("0408"),
            application.aid.hex().endswith("0402"),
        )
        for file, key in application.keys.items():
            if (text and file in (0x0011, 0x0015)) or (visual and file == 0x0012):
                yield file, key


def _are_of(said: dict[str, Value], name: str) -> bool:
    profile = load_profile(name)
    return (said.get("name"), said.get("address")) == (profile.name, profile.address)


@dataclass(slots=True)
class Outcome:
    """What a campaign found.  ``crashes`` and ``wrong`` name the seed."""

    crashes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    kinds: dict[str, int] = field(default_factory=dict)
    screens: dict[str, int] = field(default_factory=dict)
    slowest_seconds: float = 0.0


def visits(seed: int, count: int) -> Outcome:
    """Visit by visit, from the one with this seed."""
    outcome = Outcome()
    for plan in map(Plan.of, range(seed, seed + count)):
        visitor = Visitor(plan)
        try:
            visitor.visit()
        except VisitFault as fault:
            outcome.wrong.append(f"seed {plan.seed} ({plan.kind}): {fault}")
        except Exception:
            place = traceback.format_exc().strip().splitlines()[-3:]
            outcome.crashes.append(f"seed {plan.seed} ({plan.kind}): {' | '.join(place)}")
        outcome.kinds[plan.kind] = outcome.kinds.get(plan.kind, 0) + 1
        for code in visitor.codes:
            outcome.screens[code] = outcome.screens.get(code, 0) + 1
        outcome.slowest_seconds = max(outcome.slowest_seconds, round(visitor.slowest, 3))
    return outcome


def _play(_chosen: Namespace, share: Share) -> Account:
    return asdict(visits(share.seed + share.first, share.count))


def _good(account: Account) -> bool:
    quick = account["slowest_seconds"] <= SCREEN_SECONDS
    return quick and not (account["crashes"] or account["wrong"])


CAMPAIGN = Campaign("tests.faults.cards", __doc__, "visits", _play, _good, count=2000, per_share=50)

if __name__ == "__main__":
    raise SystemExit(CAMPAIGN.main())
