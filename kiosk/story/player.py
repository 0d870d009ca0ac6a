"""Plays one story: looks at the screen, does what the person of the story would do, until the end.

The player sees only the ScreenView and touches only what stands on the screen.  Each screen kind has one
method; a screen that the story has no answer for is a fault, a row that was never used is reported.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from forms.facts.values import YearMonth
from kiosk.session.drafts.date_entry import WITHOUT_DAY
from kiosk.story.driver import CitizenGone, Driver, View
from kiosk.story.looks import (
    asked_of,
    choice_arguments,
    era_of,
    key_name,
    keyboard_for,
    name_of,
    options_of,
    signature_of,
)
from kiosk.story.story import Story, StoryFault, Told
from kiosk.story.strokes import Press, Take, strokes

STUCK_AFTER_SECONDS = 30.0
_MORE_CANDIDATES = "key.candidate.more"
FADE_SECONDS = 0.25
"""A new screen fades in within 160 ms (look.md 2.3)."""


@dataclass(slots=True)
class Player:
    """One run.  ``pictures``: folder for a picture of each screen, or ``None``."""

    story: Story
    driver: Driver
    acts: Mapping[str, Callable[[], object]]
    pictures: Path | None = None
    seen: list[str] = field(default_factory=list)
    used: set[str] = field(default_factory=set)
    asked: list[dict[str, Any]] = field(default_factory=list)
    troubles: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    _done: set[int] = field(default_factory=set)
    _last: tuple[Any, ...] = ()
    _pin: str = ""
    _laid: set[str] = field(default_factory=set)

    def play(self) -> None:
        """From the attract screen to the result.  Raises :class:`StoryFault`."""
        self._happen("start")
        changed = time.monotonic()
        phase = changed
        while True:
            view = self.driver.view()
            now = time.monotonic()
            signature = signature_of(view)
            if signature == self._last:
                if now - changed > STUCK_AFTER_SECONDS:
                    raise StoryFault(f"{self.story.id}: the screen {view['kind']} does not change")
                time.sleep(0.02)
                continue
            self._note(view, changed, now)
            if view.get("question"):
                self.asked.append(asked_of(view["question"]))
            changed = now
            self._last = signature
            if self._happen(name_of(view)):
                continue
            if view["kind"] == "result":
                self._turn_pages(view)
                self.seconds["all"] = round(now - phase, 3)
                return
            self._act(view)

    def unused(self) -> list[str]:
        """Rows of the story that no question asked for and no card supplied."""
        return sorted(set(self.story.facts) - self.used)

    def finish(self) -> None:
        """おわる on the result screen, take card and sheets along: the session ends."""
        self.driver.press("key.next")
        with suppress(CitizenGone):
            while not _is_over(view := self._wait(lambda v: v["kind"] != "result", "the end")):
                if view["next"]["enabled"]:
                    self.driver.press("key.next")
                else:
                    self.acts["take_card"]()
                self._wait(partial(_differs, view), "what comes then")

    def _act(self, view: View) -> None:
        kind = str(view["kind"])
        handlers: dict[str, Callable[[View], None]] = {
            "attract": self._attract,
            "purpose": self._purpose,
            "card": self._card,
            "pin": self._enter_pin,
            "confirm": self._confirm,
            "choice": self._choice,
            "yes_no": self._choice,
            "text": self._text,
            "number": self._number,
            "date": self._date,
            "list": self._list,
            "review": self._review,
            "progress": lambda _: None,
            "trouble": self._trouble,
        }
        if kind not in handlers:
            raise StoryFault(f"{self.story.id}: no idea what to do on the screen {kind}")
        handlers[kind](view)

    # ---- one method a screen

    def _attract(self, view: View) -> None:
        if view["language"] != self.story.language:
            self._choose_language(view)
        self.driver.press("key.start")

    def _choose_language(self, view: View) -> None:
        key = next(k for k in view["body"]["languages"] if k["argument"] == self.story.language)
        self.driver.press(key["name"])
        self._wait(lambda v: v["language"] == self.story.language, "the language")

    def _purpose(self, view: View) -> None:
        tile = next(t for t in view["body"]["tiles"] if t["argument"] == self.story.event)
        self._press_option(tile)
        self.driver.press("key.next")

    def _card(self, view: View) -> None:
        if view["body"]["own"]:
            self._own_card()
        elif self.story.card is None:
            self.driver.press("key.skip")
        elif not self.acts["card_lies"]():
            self.acts["put_card"]()

    def _own_card(self) -> None:
        if self.story.own_card is None:
            self.driver.press("key.skip")
        elif "own_card" not in self._laid:
            self._laid.add("own_card")
            self._pin = ""
            self.acts["take_card"]()
            self.acts["put_own_card"]()

    def _enter_pin(self, view: View) -> None:
        if view["body"]["length"] or self._pin == self.story.pin:
            return
        wrong = self._happen_now("wrong_pin")
        digits = "0000" if wrong else self.story.pin
        if not wrong:
            self._pin = digits
        for digit in digits:
            self.driver.press(f"key.digit.{digit}")
        if self.driver.view()["kind"] == "pin" and self.driver.view()["body"]["length"] == len(
            digits
        ):
            self.driver.press("key.next")

    def _confirm(self, view: View) -> None:
        options = view["body"]["options"]
        for option in options:
            if option["argument"] == self.story.whose:
                self._press_option(option)
        self.driver.press("key.next")

    def _choice(self, view: View) -> None:
        fact = view["question"]["facts"][0]
        told = self._told(fact)
        wanted = {told.instead.value} if told.instead else set(choice_arguments(told.value))
        options = options_of(view["body"])
        if not wanted <= {option["argument"] for option in options}:
            raise StoryFault(f"{self.story.id}: {fact} offers no {sorted(wanted)}")
        for option in options:
            if option["argument"] in wanted:
                self._press_option(option)
        self.driver.press("key.next")

    def _list(self, view: View) -> None:
        """One more, while the story tells of one who is not on the list yet; then all."""
        fact = view["question"]["facts"][0]
        told = self._told(fact)
        if told.instead:
            self._say_instead(view, told)
        assert told.instead or isinstance(told.value, tuple)
        if isinstance(told.value, tuple) and len(view["body"]["rows"]) < len(told.value):
            self.driver.press(view["body"]["add"]["name"])
        else:
            self.driver.press("key.next")

    def _say_instead(self, view: View, told: Told) -> None:
        assert told.instead is not None
        option = next(o for o in view["body"]["others"] if o["argument"] == told.instead.value)
        self._press_option(option)

    def _text(self, view: View) -> None:
        tellings = [self._told(item["argument"]) for item in view["body"]["fields"]]
        unsaid = next((told for told in tellings if told.instead), None)
        if unsaid is not None:
            self._say_instead(view, unsaid)
            self.driver.press("key.next")
            return
        for item, told in zip(view["body"]["fields"], tellings, strict=True):
            if self._field(item["argument"])["value"] == told.value:
                continue
            if not self._field(item["argument"])["active"]:
                self.driver.press(item["name"])
            # A proposal (the town of a postcode) may come in between: then once more.
            if not (self._typed(item["argument"], told) or self._typed(item["argument"], told)):
                raise StoryFault(f"{self.story.id}: typed {item['argument']} came out otherwise")
        self.driver.press("key.next")

    def _typed(self, fact: str, told: Told) -> bool:
        """Type into the active field; whether it then holds what was told."""
        self._wipe(fact)
        for stroke in strokes(told.keys or str(told.value)):
            if isinstance(stroke, Press):
                self._press_key(stroke.key)
            else:
                self._take(stroke)
        got = self._field(fact)
        return bool(got["value"] + got.get("pending", "") == told.value)

    def _number(self, view: View) -> None:
        told = self._told(view["question"]["facts"][0])
        if told.instead:
            self._say_instead(view, told)
        else:
            self.driver.press("key.digit.clear")
            for digit in str(told.value):
                self.driver.press(f"key.digit.{digit}")
        self.driver.press("key.next")

    def _date(self, view: View) -> None:
        told = self._told(view["question"]["facts"][0])
        if told.instead:
            self._say_instead(view, told)
        else:
            assert isinstance(told.value, date | YearMonth)
            self._type_date(view, told.value)
        self.driver.press("key.next")

    def _type_date(self, view: View, value: date | YearMonth) -> None:
        first = value if isinstance(value, date) else value.days[0]
        era, year = era_of(first, [e["argument"] for e in view["body"]["eras"]])
        self.driver.press("key.digit.clear")
        self.driver.press(f"era.{era}")
        parts = [("year", str(year)), ("month", str(value.month))]
        if isinstance(value, date):
            parts.append(("day", str(value.day)))
        for part, digits in parts:
            self.driver.press(f"field.{part}")
            for digit in digits:
                self.driver.press(f"key.digit.{digit}")
        if isinstance(value, YearMonth):
            option = next(o for o in view["body"]["others"] if o["argument"] == WITHOUT_DAY)
            self._press_option(option)

    def _turn_pages(self, view: View) -> None:
        """Look at every page of a list that is too long for the screen, and picture it."""
        if self.pictures is None:
            return
        for page in range(1, 10):
            picture = self._picture(name_of(view), "" if page == 1 else f"_{page}")
            # Not what the pictures look like: a sentence on them may change meanwhile.
            if picture is None or "key.page.down" not in self.driver.names():
                return
            self.driver.press("key.page.down")
            time.sleep(FADE_SECONDS)

    def _review(self, view: View) -> None:
        self._turn_pages(view)
        self.driver.press("key.next")

    def _trouble(self, view: View) -> None:
        """Whatever can be tried again is tried again; the story's happenings come before."""
        keys = view["body"]["keys"]
        if not keys:
            return
        order = ("try_again", "keep", "wait", "without_card", "without_paper")
        for remedy in order:
            for key in keys:
                if key["argument"] == remedy:
                    self._pin = ""
                    self.driver.press(key["name"])
                    return
        self.driver.press(keys[0]["name"])

    # ---- small moves

    def _press_option(self, option: Mapping[str, Any]) -> None:
        if not option.get("selected"):
            self._turn_to(option["name"])
            self.driver.press(option["name"])

    def _turn_to(self, name: str) -> None:
        """Turn the pages of a long list, down to its end and up again, until ``name`` is there."""
        for key in ("key.page.down", "key.page.up"):
            while (names := self.driver.names()) and name not in names and key in names:
                self.driver.press(key)
                time.sleep(FADE_SECONDS)

    def _press_key(self, key: str) -> None:
        body = self.driver.view()["body"]
        wanted = keyboard_for(key, body["keyboard"])
        if body["keyboard"] != wanted:
            board = next((b for b in body["keyboards"] if b["argument"] == wanted), None)
            if board is None:
                raise StoryFault(f"{self.story.id}: no keyboard for {key!r} here")
            self.driver.press(board["name"])
        self.driver.press(key_name(key, wanted))

    def _wipe(self, fact: str) -> None:
        """Erase what the screen proposed."""
        while self._field(fact)["value"] or self._field(fact).get("pending"):
            self._press_key("erase")

    def _take(self, stroke: Take) -> None:
        for _ in range(20):
            body = self._wait(lambda v: v["body"]["candidates"], "candidates")["body"]
            for candidate in body["candidates"]:
                if candidate["text"] == stroke.text:
                    self._press_candidate(candidate["name"])
                    return
            more = next((c for c in body["candidates"] if c["argument"] == "more"), None)
            if more is None:
                break
            self._press_candidate(more["name"])
        raise StoryFault(f"{self.story.id}: {stroke.text} is not among the candidates")

    def _press_candidate(self, name: str) -> None:
        """Where there is room for few, the screen has pages of its own."""
        for _ in range(5):
            if name in self.driver.names() or _MORE_CANDIDATES not in self.driver.names():
                break
            self.driver.press(_MORE_CANDIDATES)
        self.driver.press(name)

    def _field(self, fact: str) -> Mapping[str, Any]:
        fields = self.driver.view()["body"]["fields"]
        found: Mapping[str, Any] = next(f for f in fields if f["argument"] == fact)
        return found

    def _told(self, fact: str) -> Told:
        if fact not in self.story.facts:
            raise StoryFault(f"{self.story.id}: asks for {fact}, which the story does not tell")
        self.used.add(fact)
        return self.story.facts[fact]

    def _wait(self, condition: Callable[[View], Any], what: str) -> View:
        deadline = time.monotonic() + STUCK_AFTER_SECONDS
        while True:
            view = self.driver.view()
            if condition(view):
                return view
            if time.monotonic() > deadline:
                raise StoryFault(f"{self.story.id}: waited in vain for {what}")
            time.sleep(0.02)

    def _happen(self, when: str) -> bool:
        """Do what the story says happens now; true when something was done to the screen."""
        for index, happening in enumerate(self.story.happenings):
            if happening.when == when and index not in self._done and happening.do != "wrong_pin":
                self._done.add(index)
                if happening.do.startswith("press "):
                    self.driver.press(happening.do.removeprefix("press "))
                    return True
                self.acts[happening.do]()
        return False

    def _happen_now(self, do: str) -> bool:
        for index, happening in enumerate(self.story.happenings):
            if happening.do == do and index not in self._done:
                self._done.add(index)
                return True
        return False

    def _note(self, view: View, before: float, now: float) -> None:
        if self.seen:
            last = self.seen[-1].split(":")[0]
            self.seconds[last] = round(self.seconds.get(last, 0.0) + now - before, 3)
        name = name_of(view)
        if view["kind"] == "trouble" or view["banner"]:
            self.troubles.append(name)
        if self.seen and self.seen[-1] == name:
            return
        self.seen.append(name)
        if self.pictures is not None:
            # What runs by itself is soon gone; a little of the fade may be in its picture.
            time.sleep(FADE_SECONDS / 2 if view["kind"] == "progress" else FADE_SECONDS)
            self._picture(name)

    def _picture(self, name: str, page: str = "") -> Path | None:
        """The screen called ``name``; ``None`` when it had passed before it could be drawn."""
        assert self.pictures is not None
        safe = name.replace(":", "-").replace(".", "-")
        path = self.pictures / f"{len(self.seen):02d}-{safe}{page}.png"
        if name_of(self.driver.picture(path)) == name:
            return path
        path.unlink()
        return None


def _differs(one: View, other: View) -> bool:
    return bool(one["title"] != other["title"])


def _is_over(view: View) -> bool:
    """The last frame before the process goes: no key leads on, and nothing lies there to be taken."""
    return view["heading"] is None
