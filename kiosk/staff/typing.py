"""A clerk types for the citizen: from a real keyboard's keys to what the screen offers.  Pure.

Only while a member of staff is at it.  Digits choose the n-th answer, Enter goes on, Escape goes back, romaji becomes
kana (Hepburn and Kunrei, as ``jaconv`` knows them), Space converts, Tab goes to the next field, and the first letter
of an era chooses it (r h s t m, w for 西暦).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from jaconv import alphabet2kana

from kiosk.session.drafts.kana import is_hiragana

View = Mapping[str, Any]
Act = tuple[str, str]
"""Action and argument, as of a touch."""

NEXT, BACK, ERASE, SPACE, FIELD = "\r", "\x1b", "\b", " ", "\t"
"""The keys without a letter, as the characters that they are."""
_ERAS: Final = {
    "r": "reiwa",
    "h": "heisei",
    "s": "showa",
    "t": "taisho",
    "m": "meiji",
    "w": "western",
}
_WAITING_N: Final = frozenset({"n", "ny"})
_VOWELS: Final = frozenset("aiueo")


@dataclass(slots=True)
class Typist:
    """Keeps the letters of a kana that is not complete; anything but a letter drops them."""

    _letters: str = field(default="", repr=False)

    def acts(self, view: View, char: str) -> list[Act]:
        """What one key does on this screen; nothing where it means nothing."""
        if char == NEXT:
            return [*self._last_kana(view), ("next", "")]
        if char == BACK:
            self._letters = ""
            return [("back", "")]
        match view["kind"]:
            case "text":
                return self._text(view["body"], char)
            case "date":
                return _date(view["body"], char)
            case "number" | "card_numbers":
                return _digits(char)
            case _:
                return _choice(view["body"], char)

    def _text(self, body: Mapping[str, Any], char: str) -> list[Act]:
        if char == ERASE:
            if self._letters:
                self._letters = self._letters[:-1]
                return []
            return [("key", "erase")]
        if char == FIELD:
            return _next_field(body)
        if char == SPACE:
            rest = self._finished()
            active = next(f for f in body["fields"] if f["active"])
            converts = rest or active.get("pending")
            return [*rest, ("key", "convert" if converts else "space")]
        if body["candidates"] and char.isdigit() and not self._letters:
            return _nth(body["candidates"], char)
        if body["keyboard"] != "kana" or not char.isascii():
            return [("key", char)]
        return self._kana(char)

    def _kana(self, char: str) -> list[Act]:
        if not char.isalpha() and char not in "-'":
            return [*self._finished(), ("key", char)]
        letters = self._letters + char.lower()
        if letters[0] == "n" and len(letters) > 1 and letters[1] not in _VOWELS | {"y"}:
            # ん before a consonant; "nn" and "n'" are ん by themselves.
            self._letters = "" if letters[1] in "n'" else letters[1]
            return [("key", "ん")]
        if len(letters) > 1 and letters[0] == letters[1] and letters[0] not in _VOWELS:
            self._letters = letters[1:]
            return [("key", "っ")]
        kana = alphabet2kana(letters)
        if (
            letters in _WAITING_N
            or not all(map(is_hiragana, kana))
            or letters[-1] not in _VOWELS | {"-"}
        ):
            self._letters = letters[-4:]
            return []
        self._letters = ""
        return [("key", each) for each in kana]

    def _finished(self) -> list[Act]:
        """What is left when something else comes: an n is ん, other letters were a slip."""
        letters, self._letters = self._letters, ""
        return [("key", "ん")] if letters == "n" else []

    def _last_kana(self, view: View) -> list[Act]:
        return self._finished() if view["kind"] == "text" else []


def _digits(char: str) -> list[Act]:
    if char == ERASE:
        return [("key", "erase")]
    return [("key", char)] if char.isascii() and char.isdigit() else []


def _date(body: Mapping[str, Any], char: str) -> list[Act]:
    era = _ERAS.get(char.lower())
    if era is not None:
        return [("era", era)] if era in {each["argument"] for each in body["eras"]} else []
    return _digits(char)


def _choice(body: Mapping[str, Any], char: str) -> list[Act]:
    for answers in ("options", "tiles", "keys"):
        if body.get(answers):
            return _nth(body[answers], char)
    return []


def _nth(items: list[Mapping[str, Any]], char: str) -> list[Act]:
    """1 is the first."""
    if not (char.isascii() and char.isdigit()) or not 1 <= int(char) <= len(items):
        return []
    item = items[int(char) - 1]
    return [(item["action"], item.get("argument", ""))]


def _next_field(body: Mapping[str, Any]) -> list[Act]:
    fields = body["fields"]
    at = next(place for place, each in enumerate(fields) if each["active"])
    following = fields[(at + 1) % len(fields)]
    return [(following["action"], following["argument"])] if len(fields) > 1 else []
