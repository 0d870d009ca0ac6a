"""Files that were written since a moment, and what stands in them."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults.memory import Needles, found_in

_LARGEST = 256 * 1024 * 1024


def search_files(
    roots: Iterable[Path], since: float, needles: Needles, without: set[Path], depth: int = 99
) -> Iterator[tuple[Path, Counter[str]]]:
    """Each file below ``roots`` written since (seconds of the epoch), and how often each needle is in it.

    Not below the folders ``without``, not more than ``depth`` folders deep, and none of more than 256 MiB.
    """
    seen: set[Path] = set()
    for root in roots:
        for path in _written_since(root, since, without, depth):
            if path not in seen:
                seen.add(path)
                yield path, _count(path, needles)


def _count(path: Path, needles: Needles) -> Counter[str]:
    try:
        content = path.read_bytes()
    except OSError:
        return Counter()  # gone meanwhile
    return found_in(content, needles)


def _written_since(root: Path, since: float, without: set[Path], depth: int) -> Iterator[Path]:
    for folder, folders, files in os.walk(root):
        here = Path(folder)
        deep = len(here.relative_to(root).parts) >= depth
        folders[:] = [] if deep else [name for name in folders if here / name not in without]
        for name in files:
            path = here / name
            try:
                status = path.lstat()
                ours = status.st_mtime >= since and path.is_file() and not path.is_symlink()
                if ours and status.st_size <= _LARGEST and os.access(path, os.R_OK):
                    yield path
            except OSError:
                continue  # gone meanwhile
