"""Wording in Fluent, shared by screen, voice and print; what is missing is a fault, no blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fluent.syntax import ast

from forms.catalogue.messages import MessageFault, Messages, line_of, parsed
from forms.catalogue.translation import ABOUT, ORIGINAL, Translation, read_about
from forms.text.furigana import without_readings


class WordingFault(Exception):
    """A key, a language or a variable that is not there, or a file that is no Fluent."""


@dataclass(frozen=True, eq=False)
class Wording:
    """Texts by key and language.  Compared by identity, so that what is made from it can be cached.

    A language that is not complete speaks the original where it has no message of its own; a message that
    it has counts as it is, for a translator may leave an optional line out.
    """

    messages: Mapping[str, Messages]
    translations: Mapping[str, Translation] = field(default_factory=dict)
    _fixed: dict[tuple[str, str], str | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Texts without variables, once formatted: a screen has some forty, each touch needs them all."""

    @classmethod
    def from_files(cls, *directories: Path, at_once: bool = False) -> Wording:
        """Reads ``<directory>/<language>/*.ftl``; a later directory replaces keys of an earlier
        one.

        ``at_once``: parse every message now, instead of each when it is first wanted.
        Raises :class:`WordingFault` for a file that does not parse, with file and line.
        """
        messages: dict[str, Messages] = {}
        translations: dict[str, Translation] = {}
        for directory in directories:
            for language in sorted(p for p in directory.glob("*") if p.is_dir()):
                spoken = messages.setdefault(language.name, Messages(language.name))
                try:
                    for file in sorted(language.glob("*.ftl")):
                        spoken.add(file, at_once=at_once)
                except MessageFault as fault:
                    raise WordingFault(str(fault)) from fault
                about = _about(language / ABOUT)
                known = translations.get(language.name)
                translations[language.name] = about if known is None else known.joined(about)
        return cls(messages, translations)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language of the files."""
        return tuple(self.messages)

    def translation(self, language: str) -> Translation:
        """Who answers for the texts of ``language``."""
        return self.translations.get(language, Translation())

    def text(self, key: str, language: str, **arguments: str | int) -> str:
        """Text of ``key`` (``message`` or ``message.attribute``), without readings: for paper, office and lists.

        Raises :class:`WordingFault`.
        """
        return without_readings(self.marked(key, language, **arguments))

    def marked(self, key: str, language: str, **arguments: str | int) -> str:
        """As :meth:`text`, with the readings that やさしい日本語 writes (:mod:`forms.text.furigana`)."""
        found = self.optional(key, language, **arguments)
        if found is None and self._lent(language):
            found = self.optional(key, ORIGINAL, **arguments)
        if found is None:
            raise WordingFault(f"no wording {key!r} in {language!r}")
        return found

    def speaker(self, key: str, language: str) -> str:
        """The language in which the message of ``key`` is said: the original lends what is not there yet."""
        spoken = self.messages.get(language)
        if spoken is None or key.partition(".")[0] in spoken or not self._lent(language):
            return language
        return ORIGINAL

    def _lent(self, language: str) -> bool:
        return not self.translation(language).complete and ORIGINAL in self.messages

    def optional(self, key: str, language: str, **arguments: str | int) -> str | None:
        """As :meth:`marked`, but ``None`` when the key is not there."""
        language = self.speaker(key, language)
        if arguments:
            return self._formatted(key, language, arguments)
        place = (language, key)
        if place not in self._fixed:
            self._fixed[place] = self._formatted(key, language, {})
        return self._fixed[place]

    def _formatted(self, key: str, language: str, arguments: dict[str, str | int]) -> str | None:
        spoken = self.messages.get(language)
        if spoken is None:
            raise WordingFault(f"no language {language!r}")
        try:
            return spoken.formatted(key, arguments)
        except MessageFault as fault:
            raise WordingFault(str(fault)) from fault


def keys(directory: Path, language: str) -> Iterator[tuple[str, Path, int]]:
    """Every key of the language's files with its file and line."""
    for key, node, file in entries(directory, language):
        yield key, file, line_of(file.read_text(encoding="utf-8"), node)


def entries(
    directory: Path, language: str
) -> Iterator[tuple[str, ast.Message | ast.Attribute, Path]]:
    """As :func:`keys`, with what is written there."""
    for file in sorted((directory / language).glob("*.ftl")):
        for entry in parsed(file.read_text(encoding="utf-8")).body:
            if not isinstance(entry, ast.Message):
                continue
            if entry.value is not None:
                yield entry.id.name, entry, file
            for attribute in entry.attributes:
                yield f"{entry.id.name}.{attribute.id.name}", attribute, file


def _about(file: Path) -> Translation:
    try:
        return read_about(file)
    except ValueError as fault:
        raise WordingFault(f"{file.parent.name}/{file.name}: {fault}") from fault
