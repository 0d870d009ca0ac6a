"""Wording in one language: the kiosk's own texts and the pack's, phrased for the screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from forms.catalogue import Wording
from forms.catalogue.ids import dashed
from forms.catalogue.model import Pack
from forms.catalogue.translation import EASY, ORIGINAL, Translation
from forms.catalogue.wording import WordingFault
from forms.facts.types import FactType
from forms.facts.values import Declined, DontKnow, FactState, ItemList, Known, YearMonth
from forms.text.furigana import without_readings
from forms.text.numbers import phone_parts
from kiosk.screens.phrases import address_phrases, date_phrases, name_phrases, phrased, plain
from kiosk.screens.view import KeyWords
from kiosk.session.drafts.date_entry import WESTERN, era_of


@dataclass(frozen=True)
class Words:
    """Looks a key up in the kiosk's wording, then in the pack's."""

    kiosk: Wording
    pack: Pack
    language: str
    readings: bool = True
    """Whether texts carry their furigana: on the screen, not on paper."""

    def text(self, key: str, **arguments: str | int) -> str:
        """As written (spaces between phrases taken out of Japanese).  Raises :class:`WordingFault`."""
        return plain(self.say(key, **arguments))

    def say(self, key: str, **arguments: str | int) -> str:
        """With phrase breaks, for the screen."""
        found = self.find(key, **arguments)
        if found is None and not self.translation.complete:
            found = self._found(key, ORIGINAL, arguments)
        if found is None:
            raise WordingFault(f"no wording {key!r} in {self.language!r}")
        return found

    def for_staff(self, key: str) -> str:
        """As :meth:`say`, of what only staff reads: in Japanese where the citizen's language has it not."""
        found = self.find(key) or self._found(key, ORIGINAL, {})
        if found is None:
            raise WordingFault(f"no wording {key!r} for staff")
        return found

    def find(self, key: str, **arguments: str | int) -> str | None:
        """As :meth:`say`, or ``None``."""
        return self._found(key, self.language, arguments)

    def _found(self, key: str, language: str, arguments: Mapping[str, str | int]) -> str | None:
        for wording in (self.kiosk, self.pack.wording):
            found = wording.optional(key, language, **arguments)
            if found is not None:
                shown = found if self.readings else without_readings(found)
                return phrased(shown, wording.speaker(key, language))
        return None

    @property
    def translation(self) -> Translation:
        """Who answers for what is on the screen: the kiosk's texts and the pack's."""
        return self.kiosk.translation(self.language).joined(
            self.pack.wording.translation(self.language)
        )

    def maybe(self, key: str, **arguments: str | int) -> str:
        """As :meth:`say`, or nothing."""
        return self.find(key, **arguments) or ""

    def day(self, day: date) -> str:
        """令和8年11月12日 or 12 November 2026."""
        return self._day("kiosk-date", day)

    def month(self, month: YearMonth) -> str:
        """A day of which only year and month are known, in the era of the month's first day."""
        return self._day("kiosk-date-month", month.days[0])

    def both_calendars(self, day: date | YearMonth) -> str:
        """The echo of a date entry: both calendars, and the weekday of a day."""
        if isinstance(day, YearMonth):
            return self._day("kiosk-date-month-echo", day.days[0])
        return self._day("kiosk-date-echo", day)

    def short_day(self, day: date, today: date) -> str:
        """A deadline, for the screen: 11月26日（木）; with its year when that is another one."""
        same = day.year == today.year
        written = self._day("kiosk-date-short" if same else "kiosk-date-short-year", day)
        return date_phrases(written, self.language)

    def plain_day(self, day: date, today: date) -> str:
        """As :meth:`short_day`, to stand inside of a sentence."""
        return plain(self.short_day(day, today))

    def written(self, key: str) -> str:
        """As it stands in the file, to stand inside of a sentence whose phrases are made later."""
        return self.pack.wording.marked(key, self.language)

    def _day(self, key: str, day: date) -> str:
        era, year = era_of(day)
        return self.text(
            key,
            era=self.era(era),
            year="元" if year == 1 and era != WESTERN else str(year),
            western=str(day.year),
            month=str(day.month),
            monthname=self.text(f"kiosk-month-{day.month}"),
            day=str(day.day),
            weekday=self.text(f"kiosk-weekday-{day.weekday()}"),
            weekdayshort=self.text(f"kiosk-weekday-{day.weekday()}.short"),
        )

    @property
    def space(self) -> str:
        """What stands between two sentences: a break in Japanese and Chinese, a space elsewhere."""
        return "\u200b" if self.language in ("ja", "zh-Hans") else " "

    def era(self, era: str) -> str:
        """Name of an era."""
        return self.text(f"kiosk-era-{era}")

    def value(self, fact: str, state: FactState | None) -> str:
        """A fact in words; names and addresses exactly as they are."""
        if isinstance(state, DontKnow):
            return self.text("kiosk-undecided")
        if isinstance(state, Declined):
            return self.text("kiosk-declined")
        if not isinstance(state, Known):
            return self.text("kiosk-no-answer")
        value = state.value
        spec = self.pack.facts[fact]
        if isinstance(value, bool):
            return self.text("kiosk-yes" if value else "kiosk-no")
        if isinstance(value, date):
            return self.day(value)
        if isinstance(value, YearMonth):
            return self.month(value)
        if isinstance(value, tuple):
            taken = [self.text(spec.choice_wording(each)) for each in value]
            return self.text("kiosk-comma").join(taken) or self.text("kiosk-none-of-these-short")
        if isinstance(value, ItemList):
            key = "kiosk-items-and-perhaps-more" if value.unsure else "kiosk-items"
            return self.text(key, number=str(len(value.items)))
        if spec.type == FactType.MONEY:
            return f"{value:,}{self.unit(fact)}"
        if spec.values:
            return self.text(spec.choice_wording(str(value)))
        if spec.type == FactType.POSTCODE:
            return f"{str(value)[:3]}-{str(value)[3:]}"
        return f"{value}{self.unit(fact)}"

    def shown(self, fact: str, state: FactState | None) -> str:
        """As :meth:`value`, for the screen: broken at its parts, a telephone number with hyphens."""
        text = self.value(fact, state)
        if not isinstance(state, Known):
            return text
        if isinstance(state.value, date):
            return date_phrases(text, self.language)
        match self.pack.facts[fact].type:
            case "choice" | "choices":
                return phrased(text, self.language)
            case "address":
                return address_phrases(text)
            case "name" | "kana":
                return name_phrases(text)
            case "phone":
                return "-".join(phone_parts(text))
            case _:
                return text

    def unit(self, fact: str) -> str:
        """What a count counts: 人, 通; nothing for other facts."""
        if self.pack.facts[fact].type == FactType.MONEY:
            return self.text("kiosk-unit-money")
        return self.maybe(f"kiosk-unit-{dashed(fact)}")


def language_name(words: Words, language: str) -> str:
    """In its own script, whatever language is on the screen; furigana only where the screen draws them."""
    name = words.pack.wording.marked("language-name", language)
    return name if words.language == EASY else without_readings(name)


@lru_cache(maxsize=32)
def key_words(kiosk: Wording, language: str) -> KeyWords:
    """Words on keys, once per language.  Raises :class:`WordingFault`."""

    def word(name: str, **arguments: str) -> str:
        key = f"kiosk-word-{name}"
        return plain(
            phrased(kiosk.marked(key, language, **arguments), kiosk.speaker(key, language))
        )

    return KeyWords(
        erase=word("erase"),
        clear=word("clear"),
        space=word("space"),
        shift=word("shift"),
        unshift=word("unshift"),
        small=word("small"),
        convert=word("convert"),
        eraseOne=word("erase-one"),
        dakuten=word("dakuten"),
        handakuten=word("handakuten"),
        longVowel=word("long-vowel"),
        more=word("more"),
        about=word("about"),
        close=word("close"),
        up=word("up"),
        down=word("down"),
        page=word("page", page="%1", pages="%2"),
        seconds=word("seconds"),
        pause=word("pause"),
        low=word("low"),
        picked=word("picked"),
        place=word("place", count="%1", place="%2"),
        digits=word("digits", digits="%1"),
    )
