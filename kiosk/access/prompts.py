"""The fixed prompts: every text for citizens without a variable, in each language that has a voice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from fluent.syntax import ast

from forms.catalogue.untranslated import for_citizens
from forms.catalogue.wording import Wording, entries
from kiosk.access.said import pronounced
from kiosk.session.world import SPOKEN


def fixed_prompts(folders: tuple[Path, ...], languages: frozenset[str] = SPOKEN) -> frozenset[str]:
    """As pronounced.  ``folders``: those from which the wording was read."""
    return frozenset(
        text for folder in folders for language in languages for text in _of(folder, language)
    )


def _of(folder: Path, language: str) -> Iterator[str]:
    for key, entry, file in entries(folder, language):
        if not for_citizens(file.name, key) or entry.value is None:
            continue
        elements = entry.value.elements
        fixed = [str(each.value) for each in elements if isinstance(each, ast.TextElement)]
        if len(fixed) == len(elements):
            yield pronounced("".join(fixed))


def spoken_digits(wording: Wording) -> frozenset[str]:
    """How many digits of a PIN are there: the one prompt with a number in it."""
    return frozenset(
        pronounced(wording.marked("kiosk-word-digits", language, digits=str(count)))
        for language in SPOKEN
        for count in range(1, 5)
    )


def file_name(text: str) -> str:
    """Of a rendered prompt."""
    return hashlib.sha256(text.encode()).hexdigest()[:24] + ".wav"
