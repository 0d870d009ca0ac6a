"""People who type a mark into every field: made up by chance, and shown without Qt to come to the end.

Names, readings, addresses, other texts, telephone and account numbers, postcodes and birthdays can be told from
anything else in a computer's memory.  Not so, and therefore no marks: touches (choices, yes and no), counts of one or
two digits, the five digits of a ゆうちょ symbol, and the days of these weeks (when somebody died or moved).
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import count

from cardreader.emulator.authorities import own_authorities
from forms.catalogue.model import FactSpec, Pack
from forms.facts.lists import of_every_item
from forms.facts.types import FactType
from forms.facts.values import FactId, Value
from forms.text.wareki import wareki
from kiosk.app.headless import HeadlessKiosk
from kiosk.session.world import SessionSettings
from kiosk.story.headless import HeadlessDriver, acts
from kiosk.story.player import Player
from kiosk.story.story import Story, StoryFault, Told
from tests.faults.memory import Encoding, digits_alone

KANA = "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわ"
NAME, READING, PHONE = "name, address or text", "reading", "phone"
_MOST_QUESTIONS = 60
EVENTS = {
    "certificates": 6,
    "okuyami": 2,
    "tennyu": 1,
    "tenkyo": 1,
    "tenshutsu": 1,
    "setai_change": 1,
}


@dataclass(frozen=True)
class Marks:
    """What all marks of a campaign begin with, or are: one search finds the data of any of its sessions."""

    tag: str
    phone: str
    digits: Mapping[int, str]
    birth: date

    @staticmethod
    def drawn(luck: random.Random) -> Marks:
        """By chance."""
        return Marks(
            "".join(luck.choices(KANA, k=5)),
            "06" + "".join(luck.choices("123456789", k=6)),
            {length: "".join(luck.choices("123456789", k=length)) for length in (7, 8)},
            date(1930, 1, 1) + timedelta(luck.randrange(7000)),
        )

    def needles(self) -> dict[str, tuple[Encoding, ...]]:
        """What to look for, by its kind."""
        return {
            NAME: encoded(self.tag),
            READING: encoded(katakana(self.tag)),
            PHONE: encoded(self.phone),
            "postcode, account": tuple(e for d in self.digits.values() for e in digits_alone(d)),
            "birthday": self._days(),
        }

    def of(self, spec: FactSpec, place: int) -> Value | None:
        """The mark for the ``place``-th field of a session; ``None`` for facts that carry none."""
        match spec.type:
            case FactType.NAME | FactType.ADDRESS | FactType.TEXT:
                return self.tag + _in_kana(place)
            case FactType.KANA:
                return katakana(self.tag + _in_kana(place))
            case FactType.PHONE:
                return f"{self.phone}{place % 100:02}"
            case FactType.POSTCODE:
                return self.digits[7]
            case FactType.DIGITS:
                return self.digits.get(spec.digits or 8)
            case FactType.DATE:
                return self.birth if spec.id.endswith("birth") else None
        return None

    def looked_for(self, value: Value) -> tuple[Encoding, ...]:
        """The encodings of one mark."""
        if isinstance(value, date):
            return self._days()
        text = str(value)
        return digits_alone(text) if text in self.digits.values() else encoded(text)

    def _days(self) -> tuple[Encoding, ...]:
        # As numbers a day has four bytes, which stand anywhere: it is looked for as it is written.
        return (*encoded(self.birth.isoformat()), *encoded(str(wareki(self.birth))))


@dataclass
class Improvised(Mapping[FactId, Told]):
    """Answers that are made up when a question asks for them; then they stay."""

    pack: Pack
    marks: Marks
    luck: random.Random
    told: dict[FactId, Told] = field(default_factory=dict)
    marked: dict[FactId, Value] = field(default_factory=dict)

    def __getitem__(self, fact: FactId) -> Told:
        if fact not in self.told:
            spec = self.pack.facts[of_every_item(fact)]
            mark = self.marks.of(spec, len(self.marked))
            if mark is not None:
                self.marked[fact] = mark
            self.told[fact] = Told(self._chosen(spec) if mark is None else mark)
        return self.told[fact]

    def __contains__(self, fact: object) -> bool:
        return isinstance(fact, str) and of_every_item(fact) in self.pack.facts

    def __iter__(self) -> Iterator[FactId]:
        return iter(self.told)

    def __len__(self) -> int:
        return len(self.told)

    def _chosen(self, spec: FactSpec) -> Value:
        match spec.type:
            case FactType.YES_NO:
                return self.luck.random() < 0.5
            case FactType.COUNT | FactType.MONEY:
                return max(1, *(spec.limits or (1, 1))[:1])
            case FactType.DATE:
                return date(2026, 11, self.luck.randrange(1, 20))
            case FactType.CHOICES:
                return tuple(v for v in spec.values if v != "unsure" and self.luck.random() < 0.3)
            case FactType.LIST:
                return ("a",)
            case FactType.DIGITS:
                return "1" * (spec.digits or 1)
        return self.luck.choice(spec.values or ("a",))


@dataclass(frozen=True)
class Person:
    """A story in which every field of ``marked`` is a mark."""

    story: Story
    marked: Mapping[FactId, Value]


def person(
    pack: Pack,
    template: Story,
    marks: Marks,
    luck: random.Random,
    events: Mapping[str, int] = EVENTS,
) -> Person:
    """Somebody for whom it came to a result without Qt, with what they tell; ``template``: day, pack and card."""
    for attempt in count(1):
        event = luck.choices(list(events), list(events.values()))[0]
        facts = Improvised(pack, marks, luck)
        story = replace(template, id=f"marked-{attempt}", event=event, facts=facts)
        if _comes_to_an_end(pack, story):
            return Person(replace(story, facts=dict(facts.told)), dict(facts.marked))
    raise AssertionError("nobody comes to an end")


def _comes_to_an_end(pack: Pack, story: Story) -> bool:
    kiosk = HeadlessKiosk(
        pack,
        story.today,
        settings=SessionSettings(practice=True),
        authorities=own_authorities(),
        draw=False,
    )
    player = Player(story, HeadlessDriver(kiosk), acts(kiosk, story))
    try:
        player.play()
    except StoryFault:
        return False
    in_trouble = any(name.startswith("trouble") for name in player.troubles)
    return not in_trouble and len(player.asked) <= _MOST_QUESTIONS


def encoded(text: str) -> tuple[bytes, ...]:
    """As in files, in Qt's and Python's strings (two bytes for each kana, one for each digit) and in JSON."""
    forms = (text.encode("utf-8"), text.encode("utf-16-le"), json.dumps(text)[1:-1].encode())
    return tuple(dict.fromkeys(forms))


def katakana(text: str) -> str:
    """Of hiragana."""
    return "".join(chr(ord(char) + 0x60) for char in text)


def _in_kana(place: int) -> str:
    return KANA[place // len(KANA)] + KANA[place % len(KANA)]
