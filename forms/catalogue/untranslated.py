"""What a language still lacks: keys that only the Japanese has, and kanji of やさしい日本語 without a reading.

The texts of a kiosk are those of a pack and its own (``assets/wording``); both are listed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fluent.syntax import ast

from forms.catalogue.ids import HEADS
from forms.catalogue.translation import EASY, ORIGINAL
from forms.catalogue.wording import entries, keys
from forms.text.furigana import unread

STAFF_FILES: Final = frozenset({"alarms-store.ftl", "failures-office.ftl", "failures-tpm.ftl"})
STAFF: Final = "staff"
"""Files and attributes that only staff read: Japanese and English, no other language needs them."""
_JAPANESE_ALONE: Final = "letter"
"""Who writes a letter of authority: said on the letter, which stays Japanese as forms do."""
_STAFF_TOO: Final = frozenset({"kiosk.ftl"})
"""Here ``.staff`` is what a citizen is told about staff."""


@dataclass(frozen=True, slots=True)
class Untranslated:
    """``key`` of ``file`` (with its folder): missing, or ``kanji`` without reading."""

    language: str
    file: str
    key: str
    kanji: tuple[str, ...] = ()

    def __str__(self) -> str:
        if self.kanji:
            return f"{self.file}: {self.key} has no reading for {' '.join(self.kanji)}"
        return f"{self.file}: {self.key} is not translated"


def untranslated(folder: Path, language: str) -> Iterator[Untranslated]:
    """In one ``wording`` folder; what a city says in Japanese alone counts, though the standard pack says it too."""
    there = {key for key, _, _ in keys(folder, language)}
    for key, file, _ in keys(folder, ORIGINAL):
        if key not in there and for_citizens(file.name, key):
            yield Untranslated(language, f"{language}/{file.name}", key)
    if language == EASY:
        yield from _without_reading(folder)


def for_citizens(file: str, key: str) -> bool:
    """Whether somebody at a kiosk may read or hear the text."""
    if file in STAFF_FILES:
        return False
    part = key.rpartition(".")[2]
    if key.startswith(HEADS) or part == _JAPANESE_ALONE:
        return False
    return file in _STAFF_TOO or part != STAFF


def _without_reading(folder: Path) -> Iterator[Untranslated]:
    for key, entry, file in entries(folder, EASY):
        kanji = tuple(run for text in _literal(entry.value) for run in unread(text))
        if kanji and for_citizens(file.name, key):
            yield Untranslated(EASY, f"{EASY}/{file.name}", key, kanji)


def _literal(node: ast.SyntaxNode | None) -> Iterator[str]:
    """The written text of a pattern, in all its variants; what a variable brings has its own readings."""
    match node:
        case ast.TextElement(value=value):
            yield value
        case ast.Pattern(elements=elements):
            for element in elements:
                yield from _literal(element)
        case ast.Placeable(expression=ast.SelectExpression(variants=variants)):
            for variant in variants:
                yield from _literal(variant.value)
