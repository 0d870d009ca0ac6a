"""Does one citizen's data turn up in another's session?  Thousands of sessions in one process, without Qt and PDFs.

Each session has a name, an address and a telephone number of its own.  Everything that it shows and hands over (each
screen, the submission, the receipt's text) is searched for those of any other session.  In a kiosk each session has
a process of its own; here they share one, so that whatever the code itself keeps would be found.

``--variant leak`` builds a mistake in: the facts of a session are still there in the next one.
"""

from __future__ import annotations

import json
import random
import re
import sys
import time
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import UUID

from forms.catalogue import load
from forms.catalogue.model import Pack
from forms.facts.values import Facts, Value
from kiosk.app.headless import HeadlessKiosk
from kiosk.screens.foresight import AtOnce
from kiosk.session import events as e
from kiosk.session.states import Answering, ResultShown, Reviewing
from kiosk.session.world import SessionSettings
from tests.faults.campaign import Account, Campaign, Share
from tests.kiosk.walk import FACTS, TODAY, touches

_TAG = "まるゑ"
"""Begins every name: ゑ stands in no wording."""
_KANA = "あいうえおかきくけこさしすせそた"
_DIGITS = 5
_MARK = re.compile(
    f"(?:{_TAG}|マルヱ)([{_KANA}{''.join(chr(ord(c) + 0x60) for c in _KANA)}]{{{_DIGITS}}})"
)
_PHONE = re.compile(r"0709\D?(\d{3})\D?(\d{4})")
_EVENTS = ("certificates", "okuyami")


@cache
def pack() -> Pack:
    """The city's pack, once for all sessions."""
    return load("toyonaka")


def marker(number: int) -> str:
    """The session's name: its number in kana."""
    letters = (_KANA[number >> 4 * place & 15] for place in reversed(range(_DIGITS)))
    return _TAG + "".join(letters)


def number_of(letters: str) -> int:
    """The inverse, for hiragana and katakana."""
    number = 0
    for letter in letters:
        plain = letter if letter in _KANA else chr(ord(letter) - 0x60)
        number = number * 16 + _KANA.index(plain)
    return number


def sessions_in(text: str) -> set[int]:
    """Whose marks stand in a text."""
    plain = text.replace("\u2060", "").replace("\u200b", "")
    found = {number_of(letters) for letters in _MARK.findall(plain)}
    return found | {int(first + second) for first, second in _PHONE.findall(plain)}


def facts_of(number: int) -> dict[str, Value | None]:
    """The walk's table with this session's own texts."""
    name = marker(number)
    katakana = "".join(chr(ord(char) + 0x60) for char in name)
    own: dict[str, Value | None] = {}
    for fact, value in FACTS.items():
        if fact.endswith(("name_kana", "holder_kana")):
            own[fact] = katakana
        elif fact.endswith((".name", ".address", "_name", "_address")):
            own[fact] = name
        elif fact.endswith(".phone"):
            own[fact] = f"0709{number % 10_000_000:07}"
        else:
            own[fact] = value
    return own


class Sessions:
    """One after the other in this process."""

    def __init__(self, seed: int, *, leak: bool) -> None:
        self._random = random.Random(seed)
        self._leak = leak
        self._kept: Facts = {}

    def play(self, number: int) -> tuple[int, int]:
        """One session: how many texts were searched, how many strangers stood in them."""
        kiosk = HeadlessKiosk(
            pack(),
            TODAY,
            settings=SessionSettings(practice=True, output={"certificates": "office"}),
            draw=False,
            session=UUID(int=self._random.getrandbits(128), version=4),
        )
        # As on the panel, which says at once how many questions are to come and works it out later.
        kiosk.engine.foresight = AtOnce()
        if self._leak:
            visit = replace(kiosk.state.visit, facts=self._kept)
            kiosk.engine.state = replace(kiosk.engine.state, visit=visit)
        searched, strangers = 0, 0
        own = False
        for text in self._texts(kiosk, number):
            searched += 1
            found = sessions_in(text)
            own |= number in found
            strangers += len(found - {number})
        if not own and not self._leak:
            raise AssertionError("the search does not find the session's own mark")
        return searched, strangers

    def _texts(self, kiosk: HeadlessKiosk, number: int) -> Iterator[str]:
        facts = facts_of(number)
        event = self._random.choices(_EVENTS, (99, 1))[0]
        kiosk.act("start")
        yield _shown(kiosk)
        kiosk.act("choose", event)
        kiosk.act("next")
        kiosk.act("skip")
        while isinstance(kiosk.state.situation, Answering):
            yield _shown(kiosk)
            for touch in touches(kiosk.state.situation, facts):
                kiosk.engine.post(touch)
            kiosk.act("next")
        assert isinstance(kiosk.state.situation, Reviewing), kiosk.state.situation
        yield _shown(kiosk)
        self._kept = kiosk.state.visit.facts if self._leak else {}
        if self._random.random() < 0.2:
            kiosk.engine.post(e.IdleElapsed(1000))
        else:
            kiosk.act("next")
            assert isinstance(kiosk.state.situation, ResultShown), kiosk.state.situation
            yield _shown(kiosk)
            assert kiosk.outcome.submission is not None
            yield kiosk.outcome.submission.to_bytes().decode("utf-8")
            kiosk.act("next")
        yield _shown(kiosk)


def _shown(kiosk: HeadlessKiosk) -> str:
    return json.dumps(kiosk.view(), ensure_ascii=False)


def play(chosen: Namespace, share: Share) -> Account:
    """A share of the campaign."""
    started, worked = time.monotonic(), time.process_time()
    sessions = Sessions(share.seed + share.first, leak=chosen.variant is not None)
    account: dict[str, Any] = {"texts": 0, "strangers": 0}
    for number in range(share.first, share.first + share.count):
        searched, strangers = sessions.play(number)
        account["texts"] += searched
        account["strangers"] += strangers
    account["seconds"] = round(time.monotonic() - started, 1)
    account["processor_seconds"] = round(time.process_time() - worked, 1)
    return account


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--variant", choices=("leak",), help="a built-in mistake: it must be caught"
    )


CAMPAIGN = Campaign(
    "tests.faults.strangers",
    __doc__,
    "sessions played",
    play,
    lambda account: not account["strangers"],
    count=10_000,
    per_share=500,
    arguments=_arguments,
    example="--count 10000 --ledger strangers.jsonl",
)


if __name__ == "__main__":
    sys.exit(CAMPAIGN.main())
