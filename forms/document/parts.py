"""Parts of forms that are written once for all: the rows for a person, an account, the city's end.

``form_parts.yaml`` of a pack names them; ``{use: person, who: deceased, title: 死亡した方}`` in a list of a
template stands for the part's entries, with ``$who`` and ``$title`` put in.  A value that is nothing but
``$columns`` becomes what was given there, of any type.  A part may use another part, and may say what is put in
where a use gives nothing.  ``words`` of the file are lists of words that every template has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedSeq

FILE: Final = "form_parts.yaml"
WORDS: Final = "words"
"""Not the name of a part: lists of words."""
_NAME = re.compile(r"\$([a-z_]+)")
_DEEPEST: Final = 8


@dataclass(frozen=True, slots=True)
class Part:
    """``entries`` stand where the part is used; ``usual``: what a use need not give."""

    entries: list[Any]
    usual: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Parts:
    """A pack's parts by name, and its lists of words for choices."""

    by_name: Mapping[str, Part] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


class PartFault(ValueError):
    """A use that cannot be resolved; ``line`` is that of the use in the template, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line


def parts_file(template: Path) -> Path:
    """Where the parts of the pack stand to which ``template`` belongs."""
    return template.parent.parent / FILE


def read_parts(file: Path) -> Parts:
    """The parts in ``file``; none when the pack has no such file.  Raises ``MarkedYAMLError``."""
    if not file.is_file():
        return Parts()
    plain = dict(YAML(typ="safe").load(file.read_text(encoding="utf-8")) or {})
    words = plain.pop(WORDS, {})
    return Parts({name: _read(part) for name, part in plain.items()}, words)


def _read(plain: Any) -> Part:
    """A part is its list of entries, or that list with what is usual."""
    if isinstance(plain, Mapping):
        return Part(plain["entries"], plain["usual"])
    return Part(plain)


def with_parts(node: Any, parts: Parts) -> Any:
    """The template ``node`` with every use replaced; entries of a part carry the line of their use.

    Of a template that was read without places the lines are 0.  Raises :class:`PartFault`.
    """
    if isinstance(node, dict):
        for key, value in node.items():
            node[key] = with_parts(value, parts)
    elif isinstance(node, CommentedSeq):
        return _spliced(node, parts)
    elif isinstance(node, list):
        return [found for entry in node for found in _entries(entry, parts, 0)]
    return node


def _spliced(node: CommentedSeq, parts: Parts) -> CommentedSeq:
    spliced = CommentedSeq()
    for index, entry in enumerate(node):
        place = node.lc.data[index]
        for found in _entries(entry, parts, place[0] + 1):
            spliced.append(found)
            spliced.lc.add_idx_line_col(len(spliced) - 1, place)
    return spliced


def _entries(entry: Any, parts: Parts, line: int) -> Iterable[Any]:
    return _used(entry, parts, line, 0) if _is_use(entry) else [with_parts(entry, parts)]


def _is_use(entry: Any) -> bool:
    return isinstance(entry, Mapping) and "use" in entry


def _used(use: Mapping[str, Any], parts: Parts, line: int, depth: int) -> Iterator[Any]:
    name = use["use"]
    part = parts.by_name.get(name)
    if part is None:
        known = ", ".join(sorted(parts.by_name)) or "none"
        raise PartFault(line, f"no part {name!r}; there are: {known}")
    if depth > _DEEPEST:
        raise PartFault(line, f"part {name!r} uses itself")
    given = {key: value for key, value in use.items() if key != "use"}
    unused = given.keys() - _wanted(part.entries)
    if unused:
        raise PartFault(line, f"part {name!r} has no {', '.join(f'${n}' for n in sorted(unused))}")
    for entry in part.entries:
        filled = _filled(entry, {**part.usual, **given}, name, line)
        if _is_use(filled):
            yield from _used(filled, parts, line, depth + 1)
        else:
            yield _inner(filled, parts, line, depth)


def _inner(node: Any, parts: Parts, line: int, depth: int) -> Any:
    """Uses deeper inside an entry of a part."""
    if isinstance(node, Mapping):
        return {key: _inner(value, parts, line, depth) for key, value in node.items()}
    if isinstance(node, list):
        return [
            found
            for entry in node
            for found in (
                _used(entry, parts, line, depth + 1)
                if _is_use(entry)
                else [_inner(entry, parts, line, depth)]
            )
        ]
    return node


def _filled(node: Any, given: Mapping[str, Any], part: str, line: int) -> Any:
    """``node`` with the names in its texts (keys too) replaced by what the use gives."""
    if isinstance(node, Mapping):
        return {
            _filled(key, given, part, line): _filled(value, given, part, line)
            for key, value in node.items()
        }
    if isinstance(node, list):
        return [_filled(entry, given, part, line) for entry in node]
    if not isinstance(node, str):
        return node
    missing = [name for name in _NAME.findall(node) if name not in given]
    if missing:
        raise PartFault(line, f"part {part!r} needs {missing[0]!r}")
    alone = _NAME.fullmatch(node)
    return given[alone[1]] if alone else _NAME.sub(lambda m: str(given[m[1]]), node)


def _wanted(node: Any) -> set[str]:
    if isinstance(node, Mapping):
        return {name for pair in node.items() for part in pair for name in _wanted(part)}
    if isinstance(node, list):
        return {name for entry in node for name in _wanted(entry)}
    return set(_NAME.findall(node)) if isinstance(node, str) else set()
