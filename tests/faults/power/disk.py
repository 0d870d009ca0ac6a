"""From a record of changes to the disks that a power cut could leave.

Model: what a sync covered is on the disk; of the later changes to a file any prefix, or any subset,
may be there, each write possibly torn at 512 bytes; a name that was made or removed is there when
its folder was synced, and else perhaps.  Not modelled: a disk that lies about its flush.
"""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

SECTOR = 512
_HEAD = struct.Struct("<cQQQ")


@dataclass(frozen=True, slots=True)
class Change:
    """``op``: C create, W write, S sync, T truncate (``offset`` = size), U unlink."""

    op: str
    path: str
    offset: int
    data: bytes


def read_record(path: Path) -> Iterator[Change]:
    """The changes in their order."""
    data = path.read_bytes()
    at = 0
    while at < len(data):
        op, name, offset, length = _HEAD.unpack_from(data, at)
        at += _HEAD.size
        path_ = data[at : at + name].decode()
        at += name
        payload = data[at : at + length] if op == b"W" else b""
        at += len(payload)
        yield Change(op.decode(), path_, offset, payload)


@dataclass
class _File:
    durable: bytearray = field(default_factory=bytearray)
    pending: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.pending:
            _apply(self.durable, change)
        self.pending.clear()


@dataclass
class Disk:
    """One folder, as the changes so far leave it."""

    folder: str
    _names: dict[str, _File] = field(default_factory=dict)
    """As programs see it."""
    _durable_names: dict[str, _File] = field(default_factory=dict)
    _pending_names: list[tuple[str, _File | None]] = field(default_factory=list)

    def take(self, change: Change) -> None:
        """The next change of the record."""
        if change.path == self.folder:
            for name, file in self._pending_names:
                _set(self._durable_names, name, file)
            self._pending_names.clear()
            return
        name = PurePosixPath(change.path).name
        if change.op == "U":
            self._names.pop(name, None)
            self._pending_names.append((name, None))
            return
        file = self._names.get(name)
        if file is None:
            file = self._names[name] = _File()
            self._pending_names.append((name, file))
        if change.op == "S":
            file.sync()
        elif change.op in "WT":
            file.pending.append(change)

    def after_a_cut(self, luck: random.Random) -> dict[str, bytes]:
        """One of the disks that may be there after a cut now: name to content."""
        names = dict(self._durable_names)
        for name, file in self._pending_names[: luck.randint(0, len(self._pending_names))]:
            _set(names, name, file)
        style = luck.choice(("nothing", "all", "prefix", "subset", "torn"))
        return {name: _content(file, style, luck) for name, file in names.items()}


def _set(names: dict[str, _File], name: str, file: _File | None) -> None:
    if file is None:
        names.pop(name, None)
    else:
        names[name] = file


def _content(file: _File, style: str, luck: random.Random) -> bytes:
    content = bytearray(file.durable)
    match style:
        case "nothing":
            chosen: list[Change] = []
        case "all":
            chosen = file.pending
        case "prefix":
            chosen = file.pending[: luck.randint(0, len(file.pending))]
        case _:
            chosen = [each for each in file.pending if luck.random() < 0.5]
    for change in chosen:
        if style == "torn" and change.op == "W":
            for part in _sectors(change):
                if luck.random() < 0.5:
                    _apply(content, part)
        else:
            _apply(content, change)
    return bytes(content)


def _sectors(change: Change) -> Iterator[Change]:
    at = 0
    while at < len(change.data):
        place = change.offset + at
        length = SECTOR - place % SECTOR
        yield Change("W", change.path, place, change.data[at : at + length])
        at += length


def _apply(content: bytearray, change: Change) -> None:
    if change.op == "T":
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
        return
    end = change.offset + len(change.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[change.offset : end] = change.data
