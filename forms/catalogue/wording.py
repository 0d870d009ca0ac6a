"""Wording in Fluent, shared by screen, voice and print; what is missing is a fault, no blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast

from forms.catalogue.translation import ABOUT, ORIGINAL, Translation, read_about
from forms.text.furigana import without_readings


class WordingFault(Exception):
    """A key, a language or a variable that is not there, or a file that is no Fluent."""


class Bundles(Mapping[str, FluentBundle]):
    """The messages of each language, read from its folders when they are first asked for."""

    def __init__(self, folders: Mapping[str, Sequence[Path]]) -> None:
        self._folders = folders
        self._read: dict[str, FluentBundle] = {}

    def __getitem__(self, language: str) -> FluentBundle:
        """Raises :class:`WordingFault` for a file that does not parse."""
        if language not in self._read:
            folders = self._folders[language]
            bundle = FluentBundle(
                [language, language.split("-", maxsplit=1)[0]], use_isolating=False
            )
            for folder in folders:
                for file in sorted(folder.glob("*.ftl")):
                    bundle.add_resource(_resource(file), allow_overrides=True)
            self._read[language] = bundle
        return self._read[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def __len__(self) -> int:
        return len(self._folders)


@dataclass(frozen=True, eq=False)
class Wording:
    """Texts by key and language.  Compared by identity, so that what is made from it can be cached.

    A language that is not complete speaks the original where it has no message of its own; a message that
    it has counts as it is, for a translator may leave an optional line out.
    """

    bundles: Mapping[str, FluentBundle]
    translations: Mapping[str, Translation] = field(default_factory=dict)
    _fixed: dict[tuple[str, str], str | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Texts without variables, once formatted: a screen has some forty, each touch needs them all."""

    @classmethod
    def from_files(cls, *directories: Path) -> Wording:
        """Reads ``<directory>/<language>/*.ftl``; a later directory replaces keys of an earlier
        one.  A language that is not complete is read when its first text is asked for.

        Raises :class:`WordingFault` for a file that does not parse, with file and line.
        """
        folders: dict[str, list[Path]] = {}
        translations: dict[str, Translation] = {}
        for directory in directories:
            for language in sorted(p for p in directory.glob("*") if p.is_dir()):
                folders.setdefault(language.name, []).append(language)
                about = _about(language / ABOUT)
                known = translations.get(language.name)
                translations[language.name] = about if known is None else known.joined(about)
        bundles = Bundles(folders)
        for name, translation in translations.items():
            if translation.complete:
                bundles.get(name)
        return cls(bundles, translations)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language of the files."""
        return tuple(self.bundles)

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
        bundle = self.bundles.get(language)
        if bundle is None or bundle.has_message(key.partition(".")[0]) or not self._lent(language):
            return language
        return ORIGINAL

    def _lent(self, language: str) -> bool:
        return not self.translation(language).complete and ORIGINAL in self.bundles

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
        bundle = self.bundles.get(language)
        if bundle is None:
            raise WordingFault(f"no language {language!r}")
        name, _, attribute = key.partition(".")
        if not bundle.has_message(name):
            return None
        message = bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            return None
        text, faults = bundle.format_pattern(pattern, arguments)
        if faults:
            raise WordingFault(f"{key!r} in {language!r}: {faults[0]}")
        return str(text)


def keys(directory: Path, language: str) -> Iterator[tuple[str, Path, int]]:
    """Every key of the language's files with its file and line."""
    for key, node, file in entries(directory, language):
        yield key, file, _line(file.read_text(encoding="utf-8"), node)


def entries(
    directory: Path, language: str
) -> Iterator[tuple[str, ast.Message | ast.Attribute, Path]]:
    """As :func:`keys`, with what is written there."""
    for file in sorted((directory / language).glob("*.ftl")):
        for entry in _parsed(file.read_text(encoding="utf-8")).body:
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


def _resource(file: Path) -> ast.Resource:
    source = file.read_text(encoding="utf-8")
    resource = _parsed(source)
    for entry in resource.body:
        if isinstance(entry, ast.Junk):
            problem = entry.annotations[0].message if entry.annotations else "not Fluent"
            raise WordingFault(f"{file.name}:{_line(source, entry)}: {problem}")
    return resource


@lru_cache(maxsize=64)
def _parsed(source: str) -> ast.Resource:
    """Parsing is the slow part of loading a pack, and checking reads each file twice."""
    return FluentParser().parse(source)


def _line(source: str, node: ast.SyntaxNode) -> int:
    return source.count("\n", 0, node.span.start if node.span else 0) + 1
