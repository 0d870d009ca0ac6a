"""Wording in Fluent, shared by screen, voice and print; what is missing is a fault, no blank."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast


class WordingFault(Exception):
    """A key, a language or a variable that is not there, or a file that is no Fluent."""


@dataclass(frozen=True, eq=False)
class Wording:
    """Texts by key and language.  Compared by identity, so that what is made from it can be cached."""

    bundles: Mapping[str, FluentBundle]
    _fixed: dict[tuple[str, str], str | None] = field(
        default_factory=dict, repr=False, compare=False
    )
    """Texts without variables, once formatted: a screen has some forty, each touch needs them all."""

    @classmethod
    def from_files(cls, *directories: Path) -> Wording:
        """Reads ``<directory>/<language>/*.ftl``; a later directory replaces keys of an earlier
        one.

        Raises :class:`WordingFault` for a file that does not parse, with file and line.
        """
        bundles: dict[str, FluentBundle] = {}
        for directory in directories:
            for language in sorted(p for p in directory.glob("*") if p.is_dir()):
                bundle = bundles.setdefault(
                    language.name,
                    FluentBundle([language.name, language.name.split("-")[0]], use_isolating=False),
                )
                for file in sorted(language.glob("*.ftl")):
                    bundle.add_resource(_resource(file), allow_overrides=True)
        return cls(bundles)

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language of the files."""
        return tuple(self.bundles)

    def text(self, key: str, language: str, **arguments: str | int) -> str:
        """Text of ``key`` (``message`` or ``message.attribute``).  Raises :class:`WordingFault`."""
        found = self.optional(key, language, **arguments)
        if found is None:
            raise WordingFault(f"no wording {key!r} in {language!r}")
        return found

    def optional(self, key: str, language: str, **arguments: str | int) -> str | None:
        """As :meth:`text`, but ``None`` when the key is not there."""
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
    for file in sorted((directory / language).glob("*.ftl")):
        source = file.read_text(encoding="utf-8")
        for entry in _parsed(source).body:
            if not isinstance(entry, ast.Message):
                continue
            if entry.value is not None:
                yield entry.id.name, file, _line(source, entry)
            for attribute in entry.attributes:
                yield f"{entry.id.name}.{attribute.id.name}", file, _line(source, attribute)


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
