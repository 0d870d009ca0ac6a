"""A pack's YAML with its lines, checked by JSON Schema, a city's changes laid over it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import jsonschema
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import MarkedYAMLError

import assets
from forms.catalogue.faults import PackFault, PackFaults, did_you_mean

KINDS: Final = ("facts", "questions", "procedures", "forms", "events")
CHANGES: Final = ("add", "replace", "remove")


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; line and column from 1."""

    file: str
    line: int
    column: int

    def fault(self, message: str) -> PackFault:
        """A fault here."""
        return PackFault(self.file, self.line, self.column, message)

    def inside(self, line: int, column: int) -> Place:
        """A place in a text that begins here."""
        return Place(
            self.file, self.line + line - 1, self.column + (column - 1 if line == 1 else 0)
        )


@dataclass(frozen=True)
class Entry:
    """One entry of a file: plain data, and where each of its keys stands."""

    data: Mapping[str, Any]
    places: Mapping[tuple[str | int, ...], Place]
    folder: Path

    def place(self, *path: str | int) -> Place:
        """Where ``path`` stands; the nearest known place above it."""
        while path not in self.places:
            path = path[:-1]
        return self.places[path]


@dataclass
class PackSource:
    """The files of a pack and those that it extends."""

    header: Entry
    entries: dict[str, dict[str, Entry]]
    folders: tuple[Path, ...]
    faults: list[PackFault] = field(default_factory=list)


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
        source = PackSource(header, parent.entries, (*parent.folders, folder), faults)
    for kind in KINDS:
        _read_kind(source, folder / f"{kind}.yaml", root, kind, changes=extends is not None)
    return source


def _read_kind(source: PackSource, file: Path, root: Path, kind: str, *, changes: bool) -> None:
    if not file.is_file():
        if not changes:
            name = str(file.relative_to(root))
            source.faults.append(PackFault(name, 1, 1, "the file is missing"))
        return
    schema = f"{kind}-changes" if changes else kind
    before = len(source.faults)
    document = _document(file, root, schema, source.faults)
    if document is None or len(source.faults) > before:
        return
    known = source.entries[kind]
    if not changes:
        known.update({name: _entry(document, (name,)) for name in document.data})
        return
    for name in document.data.get("add", {}):
        if name in known:
            source.faults.append(
                document.place("add", name).fault(f"{name!r} is already there: use replace")
            )
        known[name] = _entry(document, ("add", name))
    for name in document.data.get("replace", {}):
        if _is_known(source, document, ("replace", name), name, kind):
            known[name] = _laid_over(known[name], _entry(document, ("replace", name)))
    for index, name in enumerate(document.data.get("remove", [])):
        if _is_known(source, document, ("remove", index), name, kind):
            del known[name]


def _is_known(
    source: PackSource, document: Entry, path: tuple[str | int, ...], name: str, kind: str
) -> bool:
    if name in source.entries[kind]:
        return True
    hint = did_you_mean(name, source.entries[kind])
    source.faults.append(document.place(*path).fault(f"nothing to change: no {name!r}{hint}"))
    return False


def _entry(document: Entry, path: tuple[str | int, ...]) -> Entry:
    data: Any = document.data
    for step in path:
        data = data[step]
    depth = len(path)
    places = {p[depth:]: place for p, place in document.places.items() if p[:depth] == path}
    return Entry(data, places, document.folder)


def _laid_over(old: Entry, new: Entry) -> Entry:
    """The keys of ``new`` replace those of ``old``, each key as a whole."""
    kept = {p: place for p, place in old.places.items() if not p or p[0] not in new.data}
    folder = new.folder if "template" in new.data else old.folder
    return Entry({**old.data, **new.data}, {**kept, **new.places}, folder)


def _document(file: Path, root: Path, schema: str, faults: list[PackFault]) -> Entry | None:
    name = str(file.relative_to(root))
    try:
        loaded = YAML(typ="rt").load(file.read_text(encoding="utf-8"))
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.append(PackFault(name, line, column, str(fault.problem or "not YAML")))
        return None
    places = {(): Place(name, 1, 1)} | dict(_places(loaded, name, ()))
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
    node: object, file: str, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Place]]:
    """Where each key and item stands: of a key's scalar value, its value's place."""
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            container = isinstance(value, CommentedMap | CommentedSeq)
            line, column = node.lc.key(key) if container else node.lc.value(key)
            yield (*path, key), Place(file, line + 1, column + 1)
            yield from _places(value, file, (*path, key))
    elif isinstance(node, CommentedSeq):
        for index, value in enumerate(node):
            line, column = node.lc.item(index)
            yield (*path, index), Place(file, line + 1, column + 1)
            yield from _places(value, file, (*path, index))


def _plain(node: object) -> Any:
    if isinstance(node, Mapping):
        return {str(key): _plain(value) for key, value in node.items()}
    if isinstance(node, Sequence) and not isinstance(node, str):
        return [_plain(value) for value in node]
    if isinstance(node, str):
        return str(node)
    return node


@cache
def _schema(kind: str) -> Mapping[str, Any]:
    file = assets.ROOT / "schemas" / f"pack-{kind}.schema.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
