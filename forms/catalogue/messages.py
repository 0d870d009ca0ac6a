"""The messages of one language, each parsed when it is first wanted.

A kiosk has some 7,000 messages in seven languages and shows a few hundred of one to a citizen; parsing all of
them took half of the time that a process needs to begin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

from fluent.runtime import FluentBundle
from fluent.syntax import FluentParser, ast, visitor

_ENTRY: Final = re.compile(r"^(-?[A-Za-z][\w-]*) *=", re.MULTILINE)
"""Where a message or a term begins: nothing else of Fluent does at the first column with a name and a sign."""

_PARSER: Final = FluentParser()


class MessageFault(Exception):
    """A file that is no Fluent, or a text that cannot be made of what was given."""


class Messages:
    """By key, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._bundle = FluentBundle(
            [language, language.split("-", maxsplit=1)[0]], use_isolating=False
        )
        self._unread: dict[str, tuple[Path, int, str]] = {}
        """File, line and text of what was not wanted yet."""

    def add(self, file: Path, *, at_once: bool) -> None:
        """The messages of ``file``, which replace those of the same names.

        :raises MessageFault: it is no Fluent and is parsed at once.
        """
        source = file.read_text(encoding="utf-8")
        if at_once:
            self._take(parsed(source), source, file, 1)
        else:
            self._unread |= {name: (file, line, text) for name, line, text in _entries(source)}

    def __contains__(self, name: str) -> bool:
        return name in self._unread or self._bundle.has_message(name)

    def formatted(self, key: str, arguments: dict[str, str | int]) -> str | None:
        """The text of ``message`` or ``message.attribute``; ``None`` when it is not there.

        :raises MessageFault: it is no Fluent, or misses an argument.
        """
        name, _, attribute = key.partition(".")
        self._read(name)
        if not self._bundle.has_message(name):
            return None
        message = self._bundle.get_message(name)
        pattern = message.attributes.get(attribute) if attribute else message.value
        if pattern is None:
            return None
        text, faults = self._bundle.format_pattern(pattern, arguments)
        if faults:
            raise MessageFault(f"{key!r} in {self._language!r}: {faults[0]}")
        return str(text)

    def _read(self, name: str) -> None:
        """Parse the message, and those that it names."""
        unread = self._unread.pop(name, None)
        if unread is None:
            return
        file, line, text = unread
        resource = _PARSER.parse(text)
        self._take(resource, text, file, line)
        named = _Named()
        named.visit(resource)
        for other in named.names:
            self._read(other)

    def _take(self, resource: ast.Resource, source: str, file: Path, line: int) -> None:
        for entry in resource.body:
            if isinstance(entry, ast.Junk):
                problem = entry.annotations[0].message if entry.annotations else "not Fluent"
                raise MessageFault(f"{file.name}:{line - 1 + line_of(source, entry)}: {problem}")
        self._bundle.add_resource(resource, allow_overrides=True)


class _Named(visitor.Visitor):
    """The messages and terms that a text uses."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def visit_MessageReference(self, node: ast.MessageReference) -> None:
        self.names.append(node.id.name)

    def visit_TermReference(self, node: ast.TermReference) -> None:
        self.names.append(f"-{node.id.name}")


def _entries(source: str) -> Iterator[tuple[str, int, str]]:
    """Name, line and text of each message and term."""
    found = list(_ENTRY.finditer(source))
    line, counted = 1, 0
    for index, begin in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(source)
        line += source.count("\n", counted, begin.start())
        counted = begin.start()
        yield begin[1], line, source[begin.start() : end]


@lru_cache(maxsize=128)
def parsed(source: str) -> ast.Resource:
    """What is written there.  Checking a pack reads each file twice."""
    return _PARSER.parse(source)


def line_of(source: str, node: ast.SyntaxNode) -> int:
    """From 1."""
    return source.count("\n", 0, node.span.start if node.span else 0) + 1
