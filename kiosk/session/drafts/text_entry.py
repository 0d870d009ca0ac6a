"""Drafts of typed text: fields, an active one, unfixed kana and candidates for it.  Pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from forms.facts.values import FactId, Known
from kiosk.session.drafts.instead import Instead
from kiosk.session.drafts.kana import MARK_KEYS, is_hiragana, marked, to_katakana

CANDIDATES_PER_PAGE = 4
_LIMIT = 100


class Keyboard(StrEnum):
    """The three key layouts."""

    KANA = "kana"
    LATIN = "latin"
    DIGITS = "digits"


_CONVERTED_KINDS = frozenset({"name", "address", "text"})
_DIGIT_KINDS = frozenset({"postcode", "phone", "digits", "count"})
_MAX_LENGTH = {"postcode": 7, "phone": 11, "count": 2}


@dataclass(frozen=True, slots=True)
class TextField:
    """``value`` is fixed, ``pending`` is kana that may still become kanji, ``reading`` its past kana."""

    fact: FactId
    kind: str
    value: str = field(default="", repr=False)
    pending: str = field(default="", repr=False)
    reading: str = field(default="", repr=False)
    length: int | None = None
    """Exact number of digits, where the fact has one."""
    recorded: Known | None = field(default=None, repr=False)
    """What a card or the registry said, as it stood when the question was opened."""

    @property
    def converts(self) -> bool:
        """Whether kana typed here can become kanji."""
        return self.kind in _CONVERTED_KINDS

    @property
    def text(self) -> str:
        """What would be kept now: fixed text, then the unfixed kana."""
        return (self.value + self.pending).strip()

    @property
    def keyboards(self) -> tuple[Keyboard, ...]:
        """The layouts that make sense here; the first is shown first."""
        if self.kind in _DIGIT_KINDS:
            return (Keyboard.DIGITS,)
        if self.kind == "kana":
            return (Keyboard.KANA,)
        return (Keyboard.KANA, Keyboard.LATIN, Keyboard.DIGITS)


@dataclass(frozen=True, slots=True)
class TextDraft:
    """One or more fields.  ``candidates`` belong to the active field's ``pending``."""

    fields: tuple[TextField, ...]
    active: int = 0
    keyboard: Keyboard = Keyboard.KANA
    candidates: tuple[str, ...] = field(default=(), repr=False)
    page: int = 0
    instead: Instead | None = None

    @property
    def current(self) -> TextField:
        """The active field."""
        return self.fields[self.active]

    @property
    def shown_candidates(self) -> tuple[str, ...]:
        """The candidates of the present page."""
        start = self.page * CANDIDATES_PER_PAGE
        return self.candidates[start : start + CANDIDATES_PER_PAGE]


def new_text_draft(fields: tuple[TextField, ...], instead: Instead | None = None) -> TextDraft:
    """A draft whose first empty field is active."""
    first = next((index for index, item in enumerate(fields) if not item.value), 0)
    return TextDraft(fields, first, fields[first].keyboards[0], instead=instead)


def choose_field(draft: TextDraft, fact: FactId) -> TextDraft:
    """Make another field active; unfixed kana of the left field stays as it is typed."""
    for index, item in enumerate(draft.fields):
        if item.fact == fact:
            left = _replace_current(draft, _fixed(draft.current))
            return replace(left, active=index, keyboard=item.keyboards[0], candidates=(), page=0)
    return draft


def choose_keyboard(draft: TextDraft, keyboard: str) -> TextDraft:
    """Change the layout when the field allows it."""
    if keyboard not in {item.value for item in draft.current.keyboards}:
        return draft
    return replace(draft, keyboard=Keyboard(keyboard))


def press(draft: TextDraft, key: str) -> TextDraft:
    """One key: a character, or ``erase``, ``clear``, ``space``, ``dakuten``, ``handakuten``, ``small``."""
    item = draft.current
    if key == "erase":
        item = _erased(item)
    elif key == "clear":
        item = replace(item, value="", pending="", reading="")
    elif key in MARK_KEYS:
        item = _marked(item, key)
    elif key == "space":
        item = _typed(item, "\u3000" if draft.keyboard is Keyboard.KANA else " ")
    elif len(key) == 1:
        item = _typed(item, key)
    return replace(_replace_current(draft, item), candidates=(), page=0, instead=None)


def offer(draft: TextDraft, reading: str, candidates: tuple[str, ...]) -> TextDraft:
    """Show candidates, unless the kana has changed since they were asked for."""
    if draft.current.pending != reading:
        return draft
    fresh = (*(item for item in dict.fromkeys(candidates) if item != reading), reading)
    return replace(draft, candidates=fresh, page=0)


def choose_candidate(draft: TextDraft, which: str) -> TextDraft:
    """Take the candidate with this index on the page, or turn to ``more``."""
    if which == "more":
        pages = -(-len(draft.candidates) // CANDIDATES_PER_PAGE) or 1
        return replace(draft, page=(draft.page + 1) % pages)
    shown = draft.shown_candidates
    if not which.isascii() or not which.isdigit() or int(which) >= len(shown):
        return draft
    item = draft.current
    taken = replace(
        item,
        value=item.value + shown[int(which)],
        pending="",
        reading=item.reading + item.pending,
    )
    return _with_reading(
        replace(_replace_current(draft, taken), candidates=(), page=0), taken, item
    )


def _typed(item: TextField, char: str) -> TextField:
    if len(item.value) + len(item.pending) >= (item.length or _MAX_LENGTH.get(item.kind, _LIMIT)):
        return item
    if item.kind in _DIGIT_KINDS:
        return replace(item, value=item.value + char) if char in "0123456789" else item
    if item.kind == "kana":
        return replace(item, value=item.value + to_katakana(char))
    if item.converts and (is_hiragana(char) or (char == "\u3000" and item.pending)):
        return replace(item, pending=item.pending + char)
    item = _fixed(item)
    reading = item.reading + (char if char.isspace() else "")
    return replace(item, value=item.value + char, reading=reading)


def _erased(item: TextField) -> TextField:
    if item.pending:
        return replace(item, pending=item.pending[:-1])
    # What is left of the name has no known reading.
    return replace(item, value=item.value[:-1], reading="")


def _marked(item: TextField, key: str) -> TextField:
    if item.pending:
        return replace(item, pending=marked(item.pending, key))
    if item.kind != "kana":
        return item
    last = item.value[-1:]
    if not "\u30a1" <= last <= "\u30f6":
        return item
    hiragana = chr(ord(last) - 0x60)
    return replace(item, value=item.value[:-1] + to_katakana(marked(hiragana, key)))


def _fixed(item: TextField) -> TextField:
    if not item.pending:
        return item
    return replace(
        item, value=item.value + item.pending, pending="", reading=item.reading + item.pending
    )


def _replace_current(draft: TextDraft, item: TextField) -> TextDraft:
    fields = (*draft.fields[: draft.active], item, *draft.fields[draft.active + 1 :])
    return replace(draft, fields=fields)


def _with_reading(draft: TextDraft, taken: TextField, before: TextField) -> TextDraft:
    """The typed kana is the furigana: put it where it is asked for, unless that was typed by hand."""
    own = to_katakana(before.reading)
    fields = tuple(
        replace(item, value=to_katakana(taken.reading))
        if item.fact == f"{taken.fact}_kana" and item.value.strip() == own.strip()
        else item
        for item in draft.fields
    )
    return replace(draft, fields=fields)
