"""ScreenView: the one map per change that the screen gets.  Plain JSON values, ready texts, no logic left.

QML knows nothing but this map and ``backend.act(action, argument)``.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypeAlias, TypedDict

Kind: TypeAlias = Literal[
    "attract", "purpose", "card", "pin", "card_numbers", "progress", "confirm", "choice", "yes_no", "text", "number",
    "date", "list", "review", "result", "trouble",
]  # fmt: skip


class Heading(TypedDict):
    """What this case is, at the top left."""

    icon: str
    text: str


class Phase(TypedDict):
    """One of カード, 質問, 確認, 受け取り."""

    text: str
    state: Literal["done", "now", "todo"]
    note: str


class Banner(TypedDict):
    """One message in place."""

    tone: Literal["info", "ok", "wait", "error"]
    head: str
    text: str


class Key(TypedDict):
    """Anything that can be pressed; ``name`` is the QML objectName."""

    name: str
    text: str
    action: str
    argument: str
    icon: NotRequired[str]
    second: NotRequired[str]
    enabled: NotRequired[bool]
    selected: NotRequired[bool]
    starts: NotRequired[bool]
    """Of a letter's forms: the first of them."""


class BarKey(Key):
    """もどる or つぎへ.  ``why``: the reason while つぎへ is grey."""

    why: NotRequired[str]


class StaffKey(Key):
    """係員を呼ぶ."""

    called: bool
    calledText: str


class Option(TypedDict):
    """One choice; ``apart``: わからない stands a little away; ``glyph``: a letter to be compared with others."""

    name: str
    text: str
    second: str
    selected: bool
    apart: bool
    action: str
    argument: str
    beside: NotRequired[str]
    icon: NotRequired[str]
    glyph: NotRequired[bool]


class Field(TypedDict):
    """One field of an entry screen."""

    name: str
    label: str
    value: str
    active: bool
    error: str
    action: str
    argument: str
    pending: NotRequired[str]
    isName: NotRequired[bool]
    unit: NotRequired[str]


class Asked(TypedDict):
    """The question on the screen, the facts that it asks for, and what needs them; for the story player."""

    id: str
    facts: list[str]
    why: list[str]


class Overlay(TypedDict):
    """Covers everything: the idle question."""

    kind: Literal["idle"]
    title: str
    lead: str
    seconds: int
    total: int
    note: str
    foot: str
    key: Key


class LooksView(TypedDict):
    """``text``: the factor of small texts."""

    text: float
    contrast: str
    low: bool
    left: bool
    voice: bool


class SheetGroup(TypedDict):
    """One row of a sheet.  ``upright``: means nothing on a panel that lies."""

    title: str
    keys: list[Key]
    upright: bool


class SheetView(TypedDict):
    """Language or 見やすさ, over the screen; the bar's keys put it away."""

    kind: str
    title: str
    groups: list[SheetGroup]


class KeyWords(TypedDict):
    """Words on keys that are the same on every screen.  ``page``: %1 of %2, filled in by the screen.

    ``place``: %2 of %1; ``digits``: %1.
    """

    erase: str
    clear: str
    space: str
    shift: str
    unshift: str
    small: str
    convert: str
    eraseOne: str
    dakuten: str
    handakuten: str
    longVowel: str
    more: str
    about: str
    close: str
    up: str
    down: str
    page: str
    seconds: str
    pause: str
    low: str
    picked: str
    place: str
    digits: str


class ScreenView(TypedDict):
    """One screen.  ``body`` depends on ``kind``; its shapes stand at the builders.

    ``beside``: the title in Japanese, while nobody has read the translation; ``unread`` says so.
    ``assisted``: a member of staff is at it, which the frame shows to everybody who looks on.
    ``practice``: 「練習」, for the mark on every screen, or "".
    """

    kind: Kind
    palette: Literal["standard", "quiet"]
    language: str
    looks: LooksView
    words: KeyWords
    heading: Heading | None
    phases: list[Phase]
    opening: str
    title: str
    beside: str
    unread: str
    lead: str
    reason: str
    reasonTitle: str
    banner: Banner | None
    body: dict[str, Any]
    back: BarKey
    staff: StaffKey
    next: BarKey
    tools: list[Key]
    overlay: Overlay | None
    sheet: SheetView | None
    assisted: bool
    practice: str
    question: Asked | None
    code: str


def option(
    name: str, text: str, second: str, selected: bool, argument: str, apart: bool = False
) -> Option:
    """A choice that answers with ``choose``."""
    return Option(
        name=name,
        text=text,
        second=second,
        selected=selected,
        apart=apart,
        action="choose",
        argument=argument,
    )


def key(name: str, text: str, action: str, argument: str = "") -> Key:
    """A key with nothing special."""
    return Key(name=name, text=text, action=action, argument=argument)
