"""A pack's YAML with its lines, checked by JSON Schema, a city's changes laid over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scalarstring import (
    DoubleQuotedScalarString,
    FoldedScalarString,
    LiteralScalarString,
    SingleQuotedScalarString,
)

import assets
from forms.catalogue.faults import PackFault, PackFaults, did_you_mean
from forms.catalogue.places import Entry, Place
from forms.catalogue.roles import written_out

KINDS: Final = (
    "facts",
    "questions",
    "parameters",
    "guidance",
    "procedures",
    "forms",
    "events",
    "transcription",
)
OPTIONAL: Final = frozenset({"parameters", "guidance", "transcription"})
"""Files that a pack need not have."""
CHANGES: Final = ("add", "replace", "remove")


@dataclass
class PackSource:
    """The files of a pack and those that it extends; entries with faults are left out."""

    header: Entry
    entries: dict[str, dict[str, Entry]]
    folders: tuple[Path, ...]
    faults: list[PackFault] = field(default_factory=list)
    groups: dict[str, Entry] = field(default_factory=dict)
    """Facts that are declared together, for roles and lists."""


def read_pack(pack_id: str, root: Path) -> PackSource:
    """The merged source of ``pack_id``.  Faults that do not prevent reading on are in ``faults``.

    Raises :class:`PackFaults` when there is no such pack or its header cannot be read.
    """
    return _read(pack_id, root, ())


def _read(pack_id: str, root: Path, below: tuple[str, ...]) -> PackSource:
    folder = root / pack_id
    file = folder / "pack.yaml"
    here = Place(f"{pack_id}/pack.yaml", 1, 1)
    if not file.is_file():
        known = sorted(p.parent.name for p in root.glob("*/pack.yaml"))
        raise PackFaults([here.fault(f"no pack {pack_id!r}{did_you_mean(pack_id, known)}")])
    faults: list[PackFault] = []
    header = _document(file, root, "pack", faults)
    if header is None or faults:
        raise PackFaults(faults)
    if header.data["id"] != pack_id:
        raise PackFaults([header.place("id").fault(f"must be {pack_id!r}, as its folder")])
    extends = header.data.get("extends")
    if extends is None:
        source = PackSource(header, {kind: {} for kind in KINDS}, (folder,), faults)
    elif extends in (*below, pack_id):
        raise PackFaults([header.place("extends").fault("packs extend each other in a circle")])
    else:
        parent = _read(extends, root, (*below, pack_id))
        faults = parent.faults
        folders = (*parent.folders, folder)
        source = PackSource(header, parent.entries, folders, faults, parent.groups)
    for kind in KINDS:
        _read_kind(source, folder / f"{kind}.yaml", root, kind, changes=extends is not None)
    return source


def _read_kind(source: PackSource, file: Path, root: Path, kind: str, *, changes: bool) -> None:
    if not file.is_file():
        if not changes and kind not in OPTIONAL:
            name = str(file.relative_to(root))
            source.faults.append(PackFault(name, 1, 1, "the file is missing"))
        return
    schema = f"{kind}-changes" if changes else kind
    before = len(source.faults)
    document = _document(file, root, schema, source.faults)
    if document is None:
        return
    known = source.entries[kind]
    found: Mapping[str, Entry]
    added = ("add",) if changes else ()
    bad = _lines(source.faults[before:])
    if bad and (changes or kind == "facts"):
        return
    if kind == "facts":
        written = written_out(document, added, known, source.groups)
        source.groups = {**source.groups, **written.groups}
        source.faults += written.faults
        found = written.facts
    else:
        found = {name: document.part(*added, name) for name in _inside(document, added)}
    for name, entry in found.items():
        if name in known:
            source.faults.append(entry.place().fault(f"{name!r} is already there: use replace"))
        if not bad & _lines(place.fault("") for place in entry.places.values()):
            known[name] = entry
    if changes:
        _change(source, document, kind)


def _inside(document: Entry, path: tuple[str, ...]) -> Mapping[str, Any]:
    data: Any = document.data
    for step in path:
        data = data.get(step, {})
    return data if isinstance(data, dict) else {}


def _change(source: PackSource, document: Entry, kind: str) -> None:
    known = source.entries[kind]
    for name in document.data.get("replace", {}):
        if _is_known(source, document, ("replace", name), name, kind):
            known[name] = _laid_over(known[name], document.part("replace", name))
    for index, name in enumerate(document.data.get("remove", [])):
        if _is_known(source, document, ("remove", index), name, kind):
            del known[name]


def _lines(faults: Iterable[PackFault]) -> set[int]:
    return {fault.line for fault in faults}


def _is_known(
    source: PackSource, document: Entry, path: tuple[str | int, ...], name: str, kind: str
) -> bool:
    if name in source.entries[kind]:
        return True
    hint = did_you_mean(name, source.entries[kind])
    source.faults.append(document.place(*path).fault(f"nothing to change: no {name!r}{hint}"))
    return False


def _laid_over(old: Entry, new: Entry) -> Entry:
    """A rule that a city replaces is not the one that was compared with the law: its source goes."""
    rules = {"when", "counter", "who"}
    return old.with_keys(new, {"source", "valid"} if new.data.keys() & rules else frozenset())


def _document(file: Path, root: Path, schema: str, faults: list[PackFault]) -> Entry | None:
    name = str(file.relative_to(root))
    try:
        text = file.read_text(encoding="utf-8")
        loaded = _yaml().load(text)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.append(PackFault(name, line, column, str(fault.problem or "not YAML")))
        return None
    places = {(): Place(name, 1, 1)} | dict(_places(loaded, name, text.splitlines()))
    document = Entry(_plain(loaded), places, file.parent)
    validator = jsonschema.Draft202012Validator(_schema(schema))
    for error in validator.iter_errors(document.data):
        faults.extend(_schema_faults(error, document))
    return document


def _schema_faults(error: jsonschema.ValidationError, document: Entry) -> Iterator[PackFault]:
    path = tuple(error.absolute_path)
    schema: Any = error.schema
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        allowed = list(schema.get("properties", {}))
        for key in error.instance:
            if key not in allowed:
                hint = did_you_mean(str(key), allowed)
                yield document.place(*path, key).fault(f"unknown key {key!r}{hint}")
        return
    message = error.message
    if error.validator == "enum":
        message += did_you_mean(str(error.instance), map(str, schema["enum"]))
    yield document.place(*path).fault(message)


def _places(
    node: object, name: str, lines: Sequence[str], path: tuple[str | int, ...] = ()
) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Where each value stands; of a mapping or list, where its key stands."""
    positions: Iterator[tuple[str | int, object, tuple[int, int]]]
    if isinstance(node, CommentedMap):
        positions = (
            (key, value, node.lc.key(key) if _is_container(value) else node.lc.value(key))
            for key, value in node.items()
        )
    elif isinstance(node, CommentedSeq):
        positions = ((index, value, node.lc.item(index)) for index, value in enumerate(node))
    else:
        return
    for step, value, (line, column) in positions:
        anchors = tuple(_anchors(value, lines, line, column))
        yield (*path, step), Place(name, line + 1, column + 1, anchors)
        yield from _places(value, name, lines, (*path, step))


def _is_container(value: object) -> bool:
    return isinstance(value, CommentedMap | CommentedSeq)


def _anchors(
    value: object, lines: Sequence[str], line: int, column: int
) -> Iterator[tuple[int, int, int]]:
    """Where each line of a text begins, in the text and in the file."""
    if isinstance(value, FoldedScalarString | LiteralScalarString):
        found = 0
        for number in range(line + 1, len(lines)):
            content = lines[number].strip()
            found = value.find(content, found)
            if not content or found < 0:
                return
            yield found, number + 1, len(lines[number]) - len(lines[number].lstrip()) + 1
            found += len(content)
    elif isinstance(value, DoubleQuotedScalarString | SingleQuotedScalarString):
        yield 0, line + 1, column + 2


def _plain(node: object) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


def _yaml() -> YAML:
    reader = YAML(typ="rt")
    reader.preserve_quotes = True  # tells quoted from plain text, for the columns of rules
    return reader


@cache
def _schema(kind: str) -> Mapping[str, Any]:
    file = assets.ROOT / "schemas" / f"pack-{kind}.schema.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
