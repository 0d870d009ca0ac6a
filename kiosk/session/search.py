"""Which events somebody means who writes it in words of their own: 「父が亡くなった」, ひっこした, moved.

No index and no network: the pack names a few words per event and language, and one that stands in what was typed
finds the event.  What was typed may also be the beginning of such a word, or a part of the event's title.
"""

from __future__ import annotations

import unicodedata

from forms.catalogue import Pack
from kiosk.session.world import World

_UNACCENTED = {**dict.fromkeys(range(0x300, 0x370)), ord("đ"): "d", ord("Đ"): "d"}
SHORTEST = 2
"""Letters; one alone would find everything, a kanji apart (死, 引)."""


def found_events(typed: str, world: World, language: str) -> tuple[str, ...]:
    """The offered events that ``typed`` may mean, the longest word in common first, then in the offered order."""
    if too_short(typed):
        return ()
    text = plain(typed)
    scores = {event: _score(text, world.pack, event, language) for event in world.events()}
    found = [event for event, score in scores.items() if score]
    return tuple(sorted(found, key=lambda event: -scores[event]))


def too_short(typed: str) -> bool:
    """Whether nothing is looked for yet."""
    text = plain(typed)
    return len(text) < SHORTEST and not any("\u4e00" <= letter <= "\u9fff" for letter in text)


def _score(text: str, pack: Pack, event: str, language: str) -> int:
    """Letters in common with the best of the event's words; 0 where nothing fits."""
    title = pack.wording.optional(pack.events[event].wording, language) or ""
    in_title = len(text) if text in plain(title) else 0
    words = (_common(text, plain(word)) for word in _words(pack, event, language))
    return max(in_title, *words, 0)


def plain(text: str) -> str:
    """Width, case, spaces, the two kana and the accents of Roman letters do not matter: no keyboard here has any."""
    parted = unicodedata.normalize("NFKD", text).translate(_UNACCENTED)
    narrow = unicodedata.normalize("NFKC", parted).casefold()
    letters = (char for char in narrow if not char.isspace() and char not in "\u200b\u2060")
    return "".join(chr(ord(c) - 0x60) if "\u30a1" <= c <= "\u30f6" else c for c in letters)


def _common(text: str, word: str) -> int:
    if word in text:
        return len(word)
    return len(text) if word.startswith(text) else 0


def _words(pack: Pack, event: str, language: str) -> tuple[str, ...]:
    """Also the Japanese ones: they stand on signs and letters."""
    words = pack.events[event].words
    base = language.partition("-")[0]
    own = words.get(base, ())
    return own if base == "ja" else (*own, *words.get("ja", ()))
