"""Where the parts of a pack's files stand."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from forms.catalogue.faults import PackFault


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; line and column from 1.

    ``anchors`` of a text: (offset in the text, line, column) where each of its lines begins.
    """

    file: str
    line: int
    column: int
    anchors: tuple[tuple[int, int, int], ...] = ()

    def fault(self, message: str) -> PackFault:
        """A fault here."""
        return PackFault(self.file, self.line, self.column, message)

    def inside(self, offset: int) -> Place:
        """The place ``offset`` characters into the text that stands here."""
        start, line, column = (0, self.line, self.column)
        for anchor in self.anchors:
            if anchor[0] <= offset:
                start, line, column = anchor
        return Place(self.file, line, column + offset - start)

    @property
    def without_anchors(self) -> Place:
        """The same place, for a text that does not stand here but follows from what does."""
        return Place(self.file, self.line, self.column)


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

    def part(self, *path: str | int) -> Entry:
        """What stands under ``path``."""
        found = self
        for step in path:
            data: Any = found.data
            found = Entry(data[step], found._below.get(step, {}), self.folder)
        return found

    @cached_property
    def _below(self) -> Mapping[str | int, Mapping[tuple[str | int, ...], Place]]:
        """The places under each key, as the key's own entry has them."""
        found: dict[str | int, dict[tuple[str | int, ...], Place]] = {}
        for path, place in self.places.items():
            if path:
                found.setdefault(path[0], {})[path[1:]] = place
        return found

    def at(self, place: Place) -> Entry:
        """As this one, standing at ``place`` as a whole; its parts stand where they did."""
        return Entry(self.data, {**self.places, (): place}, self.folder)

    def with_keys(self, new: Entry, gone: Set[str] = frozenset()) -> Entry:
        """The keys of ``new`` replace those of this entry, each as a whole; those of ``gone`` go."""
        gone = gone | new.data.keys()
        data = {key: value for key, value in self.data.items() if key not in gone}
        kept = {p: place for p, place in self.places.items() if not p or p[0] not in gone}
        folder = new.folder if "template" in new.data else self.folder
        return Entry({**data, **new.data}, {**kept, **new.places}, folder)
