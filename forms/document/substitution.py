"""縮退: another letter in the place of one that no face has, only as a clerk consented, and marked.

The stored name stays as it is; what changes is the ink of a sheet, and the sheet says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.text.clusters import clusters, code_points

MARK = "※"
"""Behind a text in which a letter was substituted; the foot says which."""


@dataclass(frozen=True, slots=True)
class Substitution:
    """``letter`` may stand for ``cluster``; ``clerk`` is who said so, by name or number of the office."""

    cluster: str
    letter: str
    clerk: str

    def __post_init__(self) -> None:
        if not self.clerk:
            raise ValueError("a letter is substituted with a clerk's consent only")
        if len(clusters(self.cluster)) != 1 or len(clusters(self.letter)) != 1:
            raise ValueError("one letter stands for one letter")


def substituted(
    text: str, missing: Iterable[str], allowed: Iterable[Substitution]
) -> tuple[str, tuple[Substitution, ...]]:
    """``text`` with each of ``missing`` replaced as ``allowed``, marked; and what was used.

    Nothing is replaced when one of ``missing`` has no consent.
    """
    wanted = set(missing)
    used = tuple(one for one in allowed if one.cluster in wanted)
    by = {one.cluster: one.letter for one in used}
    if not wanted or set(by) != wanted:
        return text, ()
    return "".join(by.get(part, part) for part in clusters(text)) + MARK, used


def told(used: Iterable[Substitution]) -> Iterator[str]:
    """For the foot of a page: 「邉」は U+9089 U+E01E0 の縮退."""
    for one in dict.fromkeys(used):
        yield f"{MARK}「{one.letter}」は {code_points(one.cluster)} の縮退（正しい字は窓口で確認）"
