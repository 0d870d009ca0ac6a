"""Who answers for a translation: ``about.yaml`` beside the Fluent files of a language.

complete: false            # absent: true; then a missing key is a fault, before that it is lent by the Japanese
reviewer: null             # who has read it as a speaker of the language; null: nobody yet
reviewed: null             # the day

The original needs no such file.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

ABOUT: Final = "about.yaml"
ORIGINAL: Final = "ja"
"""The language in which cities write; every other one is a translation of it."""
EASY: Final = "ja-easy"
"""やさしい日本語: the one language whose kanji all carry their readings."""
_KEYS: Final = frozenset({"complete", "reviewer", "reviewed"})


@dataclass(frozen=True, slots=True)
class Translation:
    """``reviewer`` and ``reviewed`` are both there or both ``None``."""

    complete: bool = True
    reviewer: str | None = None
    reviewed: date | None = None

    def joined(self, later: Translation) -> Translation:
        """Of a pack and the one that it extends: only as good as the lesser of them."""
        lesser = self if self.reviewer is None else later
        return Translation(self.complete and later.complete, lesser.reviewer, lesser.reviewed)


def read_about(file: Path) -> Translation:
    """What ``file`` says; complete and read by nobody when it is not there.  Raises ``ValueError``."""
    if not file.is_file():
        return Translation()
    try:
        plain = YAML(typ="safe", pure=True).load(file.read_text(encoding="utf-8")) or {}
    except YAMLError as fault:
        raise ValueError("not YAML") from fault
    if not isinstance(plain, dict) or plain.keys() - _KEYS:
        raise ValueError(f"may say complete, reviewer, reviewed{_behind(plain)}")
    complete, who, day = (plain.get(key) for key in ("complete", "reviewer", "reviewed"))
    typed = isinstance(complete, bool | None) and isinstance(who, str | None)
    if not typed or not isinstance(day, date | None) or (who is None) != (day is None):
        raise ValueError(
            "complete is true or false; reviewer (a name) and reviewed (a day) stand together"
        )
    return Translation(complete is not False, who, day)


def _behind(plain: object) -> str:
    return (
        f", not {', '.join(sorted(map(str, plain.keys() - _KEYS)))}"
        if isinstance(plain, dict)
        else ""
    )
