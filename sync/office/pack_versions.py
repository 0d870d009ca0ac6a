"""The versions of a pack that an office can read: the present one, and those of its open cases."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from forms.catalogue.faults import PackFaults
from forms.catalogue.load import load, load_with_source
from forms.catalogue.model import Pack
from forms.catalogue.source import PackSource

_MAKING: Final = ".making"


class PackVersions:
    """``shelf`` holds a folder ``<pack>-<version>`` for each version that the office has run with."""

    def __init__(self, present: Pack, shelf: Path | None = None) -> None:
        self.present = present
        self._shelf = shelf
        self._read: dict[tuple[str, str], Pack | None] = {
            (present.id, present.version): present,
        }

    def of(self, pack: str, version: str) -> Pack | None:
        """That version, or ``None`` when it is not on the shelf or cannot be read any more."""
        wanted = (pack, version)
        if wanted not in self._read:
            self._read[wanted] = self._from_shelf(pack, version)
        return self._read[wanted]

    def _from_shelf(self, pack: str, version: str) -> Pack | None:
        # What a submission names is never a path: it has to be the name of a folder that is there.
        shelf = self._shelf
        if shelf is None or not shelf.is_dir():
            return None
        folder = next((f for f in shelf.iterdir() if f.name == _name(pack, version)), None)
        if folder is None:
            return None
        try:
            return load(pack, folder, checked=True)
        except PackFaults:
            return None


def present(pack: str, root: Path, shelf: Path) -> Pack:
    """The pack that the office starts with; it lies on the shelf from then on.

    Looked through in full, unless these very files lie there already: they were, then.  Raises
    :class:`PackFaults`.
    """
    checked = any(
        (kept / pack).is_dir()
        and all(_same(folder, root / folder.name) for folder in kept.iterdir())
        for kept in shelf.glob(f"{pack}-*")
        if kept.suffix != _MAKING
    )
    made, source = load_with_source(pack, root, checked=checked)
    keep(source, shelf)
    return made


def _same(folder: Path, other: Path) -> bool:
    files, others = (
        {f.relative_to(d) for f in d.rglob("*") if f.is_file()} for d in (folder, other)
    )
    return files == others and all(
        (folder / file).read_bytes() == (other / file).read_bytes() for file in files
    )


def keep(source: PackSource, shelf: Path) -> None:
    """Put a pack, and those that it extends, on the shelf; a version that lies there stays as it is."""
    kept = shelf / _name(source.header.data["id"], source.header.data["version"])
    if kept.exists():
        return
    making = shelf / f"{kept.name}{_MAKING}"
    shutil.rmtree(making, ignore_errors=True)
    for folder in source.folders:
        shutil.copytree(folder, making / folder.name)
    making.rename(kept)


def _name(pack: str, version: str) -> str:
    return f"{pack}-{version}"
