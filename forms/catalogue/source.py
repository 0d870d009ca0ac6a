"""A pack's YAML with its lines, checked by JSON Schema, a city's changes laid over it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ruamel.yaml.error import MarkedYAMLError

import assets
from forms.catalogue import marked_yaml
from forms.catalogue.faults import PackFault, PackFaults, did_you_mean
from forms.catalogue.places import Entry, Place
from forms.catalogue.roles import written_out

if TYPE_CHECKING:
    import jsonschema

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


def read_pack(pack_id: str, root: Path, *, checked: bool = False) -> PackSource:
    """The merged source of ``pack_id``.  Faults that do not prevent reading on are in ``faults``.

    ``checked``: its files were held against their schemas before, and are not again.

    Raises :class:`PackFaults` when there is no such pack or its header cannot be read.
    """
    return _read(_Reading(root, checked), pack_id, ())


@dataclass(frozen=True, slots=True)
class _Reading:
    root: Path
    checked: bool


def _read(how: _Reading, pack_id: str, below: tuple[str, ...]) -> PackSource:
    root = how.root
    folder = root / pack_id
    file = folder / "pack.yaml"
    here = Place(f"{pack_id}/pack.yaml", 1, 1)
    if not file.is_file():
        known = sorted(p.parent.name for p in root.glob("*/pack.yaml"))
        raise PackFaults([here.fault(f"no pack {pack_id!r}{did_you_mean(pack_id, known)}")])
    faults: list[PackFault] = []
    header = _document(how, file, "pack", faults)
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
        parent = _read(how, extends, (*below, pack_id))
        faults = parent.faults
        folders = (*parent.folders, folder)
        source = PackSource(header, parent.entries, folders, faults, parent.groups)
    for kind in KINDS:
        _read_kind(how, source, folder / f"{kind}.yaml", kind, changes=extends is not None)
    return source


def _read_kind(how: _Reading, source: PackSource, file: Path, kind: str, *, changes: bool) -> None:
    if not file.is_file():
        if not changes and kind not in OPTIONAL:
            name = str(file.relative_to(how.root))
            source.faults.append(PackFault(name, 1, 1, "the file is missing"))
        return
    schema = f"{kind}-changes" if changes else kind
    before = len(source.faults)
    document = _document(how, file, schema, source.faults)
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


def _document(how: _Reading, file: Path, schema: str, faults: list[PackFault]) -> Entry | None:
    name = str(file.relative_to(how.root))
    try:
        text = file.read_text(encoding="utf-8")
        data, found = marked_yaml.read(text, name)
    except MarkedYAMLError as fault:
        mark = fault.problem_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        faults.append(PackFault(name, line, column, str(fault.problem or "not YAML")))
        return None
    document = Entry(data, {(): Place(name, 1, 1), **found}, file.parent)
    if not how.checked:
        faults.extend(_against_schema(document, schema))
    return document


def _against_schema(document: Entry, schema: str) -> Iterator[PackFault]:
    import jsonschema  # noqa: PLC0415 - a citizen's process reads a pack that was checked

    validator = jsonschema.Draft202012Validator(_schema(schema))
    for error in validator.iter_errors(document.data):
        yield from _schema_faults(error, document)


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


@cache
def _schema(kind: str) -> Mapping[str, Any]:
    file = assets.ROOT / "schemas" / f"pack-{kind}.schema.json"
    return dict(json.loads(file.read_text(encoding="utf-8")))
