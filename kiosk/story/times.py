"""How long a story takes a person, by a model: no measurement, and no proof for anybody.

A keystroke-level model (Card, Moran and Newell 1980): on each screen one reads, decides (M), reaches for the first key
(P) and presses the others of the same screen (K).

* M 1.35 s, P 1.1 s, K 0.28 s: Card, Moran, Newell 1980 (pointing; an average typist).
* Older people: cognition 118 to 70 ms and movement 146 to 70 ms of younger ones (Jastrzembski and Charness 2007, the
  Model Human Processor's cycle times): M times 1.69, P and K times 2.09.
* Reading: 357 letters a minute (Trauzettel-Klosinski and Dietz 2012, IReST, Japanese, aloud, 18 to 35 years); for
  older people times 0.8, which is our assumption.
* A clerk knows the screens, reads a tenth of them, and types on a keyboard.

Not in it: talking, grief, looking for papers, the printer, mistakes.  A city's own test (docs/user-test) finds those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kiosk.story.driver import Driver, View


@dataclass(frozen=True, slots=True)
class Person:
    """Seconds; ``letters`` read in a minute; ``read``: the part of a screen that is read."""

    decide: float
    reach: float
    press: float
    letters: float
    read: float = 1.0


ELDER = Person(1.35 * 118 / 70, 1.1 * 146 / 70, 0.28 * 146 / 70, 357 * 0.8)
CLERK = Person(1.35, 0.28, 0.28, 357.0, 0.1)
_UNREAD = frozenset(
    {"words", "name", "action", "argument", "icon", "kind", "palette", "language", "code"}
)


@dataclass(slots=True)
class Screen:
    """One screen: its letters, and the touches on it."""

    name: str
    letters: int
    touches: int = 0

    def seconds(self, person: Person) -> float:
        """By the model; a screen that nobody touches is only read."""
        reading = self.letters * person.read * 60 / person.letters
        if not self.touches:
            return reading
        return reading + person.decide + person.reach + (self.touches - 1) * person.press


@dataclass(slots=True)
class CountingDriver:
    """Another driver, with each press counted to the screen on which it was made."""

    driver: Driver
    screens: list[Screen] = field(default_factory=list)

    def view(self) -> View:
        view = self.driver.view()
        asked = view["question"]
        name = f"{view['kind']}:{asked['id']}" if asked else str(view["kind"])
        if not self.screens or self.screens[-1].name != name:
            self.screens.append(Screen(name, letters_on(view)))
        return view

    def press(self, name: str) -> None:
        if not self.screens:
            self.view()
        self.screens[-1].touches += 1
        self.driver.press(name)

    def picture(self, path: Path) -> View:
        return self.driver.picture(path)

    def names(self) -> list[str]:
        return self.driver.names()

    def transcript(self) -> dict[str, Any]:
        return self.driver.transcript()


def letters_on(view: View) -> int:
    """What there is to read for who looks at the screen for the first time: not the bars, which are always there."""
    read = {part: view[part] for part in ("opening", "title", "lead", "banner", "body")}
    marks = str.maketrans("", "", "\u2060\u200b \n")
    return sum(len(text.translate(marks)) for text in _texts(read))


def _texts(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, Mapping):
        for key, value in node.items():
            if key not in _UNREAD and key not in {"qr", "keyboard", "keyboards", "eras"}:
                yield from _texts(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)


def account(screens: list[Screen]) -> dict[str, Any]:
    """Touches, screens and the model's minutes.

    ``least``: the touches that no design with these questions could save: one for each screen, and every
    letter that had to be typed.  つぎへ after a choice is not among them: it is the price of calm hands.
    """
    touched = [screen for screen in screens if screen.touches]
    chosen = [s for s in touched if s.name.partition(":")[0] in {"choice", "yes_no", "purpose"}]
    spared = sum(1 for screen in chosen if screen.touches > 1)
    touches = sum(screen.touches for screen in screens)
    return {
        "screens": len(touched),
        "touches": touches,
        "touches_least": touches - spared,
        "letters_read": sum(screen.letters for screen in screens),
        "minutes_elder": round(sum(s.seconds(ELDER) for s in screens) / 60, 1),
        "minutes_clerk": round(sum(s.seconds(CLERK) for s in screens) / 60, 1),
    }
