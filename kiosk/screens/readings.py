"""Furigana on its way to the screen: letters, then :data:`MARK`, then the same text with its readings.

Qt's ``Text`` draws what stands before U+009C (its "multi-length strings"), so every control lays out the letters
as it always does; ``Label.qml`` draws the readings over them, and what is read aloud takes the second part.
"""

from __future__ import annotations

from typing import Any

from forms.text.furigana import without_readings
from kiosk.screens.phrases import JOIN, easy_phrases

MARK = "\u009c"


def with_readings(node: Any) -> Any:
    """A view with each text of やさしい日本語 in both of its forms.  Breaks only at the spaces, which are shown."""
    if isinstance(node, dict):
        return {key: with_readings(value) for key, value in node.items()}
    if isinstance(node, list):
        return [with_readings(value) for value in node]
    return _both(node) if isinstance(node, str) and "《" in node else node


def letters(text: str) -> str:
    """The part that is drawn large."""
    return text.partition(MARK)[0]


def _both(text: str) -> str:
    whole = text.replace(JOIN, "")
    return f"{easy_phrases(without_readings(whole))}{MARK}{whole}"
