"""What a translation needs on the screen: the Japanese beside it until somebody has read it, furigana."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from forms.catalogue.translation import EASY, ORIGINAL
from kiosk.screens.phrases import plain
from kiosk.screens.readings import with_readings
from kiosk.screens.view import ScreenView
from kiosk.screens.words import Words

_ANSWERS = frozenset({"choose", "trouble"})
"""Keys that decide something: their Japanese stands under them."""


def finished(view: ScreenView, words: Words, original: Callable[[], ScreenView]) -> ScreenView:
    """``view`` as a speaker of its language needs it; ``original`` makes the same screen in Japanese."""
    if words.language == ORIGINAL:
        return view
    if words.translation.reviewer is None:
        view["unread"] = words.text("kiosk-unread")
        # やさしい日本語 is Japanese: the clerk reads it as it is, and a second one would only be more to read.
        if words.language != EASY:
            japanese = original()
            view["beside"] = japanese["title"]
            view["body"] = _beside(view["body"], japanese["body"])
    return cast(ScreenView, with_readings(view)) if words.language == EASY else view


def _beside(node: Any, japanese: Any) -> Any:
    """Both have the same shape, for they show the same state."""
    if isinstance(node, dict) and isinstance(japanese, dict):
        both = {key: _beside(value, japanese.get(key)) for key, value in node.items()}
        if node.get("action") in _ANSWERS and _unlike(node.get("text"), japanese.get("text")):
            both["beside"] = japanese["text"]
            if _letters(node.get("second")) == _letters(japanese["text"]):
                both["second"] = ""  # a legal term that stands there already
        return both
    if isinstance(node, list) and isinstance(japanese, list) and len(node) == len(japanese):
        return [_beside(one, other) for one, other in zip(node, japanese, strict=True)]
    return node


def _letters(text: object) -> str:
    return "".join(plain(text).split()) if isinstance(text, str) else ""


def _unlike(text: object, japanese: object) -> bool:
    """Nothing to add where the Japanese stands in the text already."""
    if not isinstance(text, str) or not isinstance(japanese, str):
        return False
    return plain(japanese) not in plain(text)
