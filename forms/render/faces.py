"""The type faces: where their files are, which clusters they have, how wide those are.

A variation sequence is looked up in the font's cmap format 14 (OpenType spec): a font that lacks the
sequence does *not* have the cluster, even if it has the base character; drawing the base instead
would silently print another letter.  One face serves a whole field, so that a name has one weight;
only where no face has all of a text (葛+U+E0100 is in one, 𠮷 in another) are two put together.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import groupby
from pathlib import Path
from threading import Lock
from typing import Final

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen

from forms.render.cubic import CubicFile
from forms.render.outlines import FontFile
from forms.text.clusters import clusters, composed, is_private, is_selector

FONT_DIRS_VARIABLE = "KAKANAI_FONT_DIRS"
"""Environment variable: directories to search first, separated as in PATH."""

DEFAULT_DIRS = (
    Path(__file__).parents[2] / "assets" / "fonts",
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
)

FILES: Final[Mapping[str, tuple[str, str]]] = {
    "mincho": ("BIZUDMincho-Regular.ttf", "fonts-morisawa-bizud-mincho"),
    "mincho-p": ("BIZUDPMincho-Regular.ttf", "fonts-morisawa-bizud-mincho"),
    "gothic": ("BIZUDPGothic-Regular.ttf", "fonts-morisawa-bizud-gothic"),
    "gothic-bold": ("BIZUDPGothic-Bold.ttf", "fonts-morisawa-bizud-gothic"),
    "ipamj": ("ipamjm.ttf", "fonts-ipamj-mincho"),
}
"""Face name -> file name and the Debian package that has it."""

_SANS, _SANS_BOLD = "NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"
FOREIGN: Final[Mapping[str, tuple[str, str, int]]] = {
    "noto": (_SANS, "fonts-noto-cjk", 0),
    "noto-bold": (_SANS_BOLD, "fonts-noto-cjk", 0),
    "noto-sc": (_SANS, "fonts-noto-cjk", 2),
    "noto-sc-bold": (_SANS_BOLD, "fonts-noto-cjk", 2),
}
"""Faces for a citizen's own sheets in other languages, opened when one wants them: file, package, and the font's
number in its collection (0 Japanese shapes, 2 simplified Chinese; all have Hangul and Vietnamese)."""

OF_LANGUAGE: Final[Mapping[str, str]] = {"zh-Hans": "noto-sc", "ko": "noto", "vi": "noto"}
"""Languages whose letters BIZ UD has not: a whole sheet is in one face, but for what is Japanese."""

WRITTEN = ("mincho", "ipamj")
"""The faces for what the form says about people, in order of preference."""


class FontMissing(Exception):
    """A font file is on none of the search directories; the message names its package."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph id, its advance and its ink ``(left, bottom, right, top)``, in em."""

    id: int
    advance: float
    ink: tuple[float, float, float, float]


class Setter:
    """What can set a text: one face, or several for a text that no one face has."""

    def glyph(self, cluster: str) -> Glyph | None:
        """The glyph that draws ``cluster``, or ``None`` when there is no right one."""
        raise NotImplementedError

    def runs(self, text: str) -> tuple[tuple[str, str], ...]:
        """``text`` as (run, face name), in order."""
        raise NotImplementedError

    def has(self, text: str) -> bool:
        """Whether every cluster of ``text`` can be drawn."""
        return all(self.glyph(cluster) is not None for cluster in clusters(text))

    def width(self, text: str) -> float:
        """Advance width of ``text`` in em.  Raises ``LookupError`` for a cluster it has not."""
        return sum(self._needed(cluster).advance for cluster in clusters(text))

    def height(self, text: str) -> tuple[float, float]:
        """Lowest and highest ink of ``text`` over the baseline, in em."""
        inks = [self._needed(cluster).ink for cluster in clusters(text)]
        return min((ink[1] for ink in inks), default=0.0), max(
            (ink[3] for ink in inks), default=0.0
        )

    def overhang(self, text: str) -> tuple[float, float]:
        """How far ink reaches left of the start and right of the end of ``text``, in em."""
        at, left, right = 0.0, 0.0, 0.0
        for cluster in clusters(text):
            glyph = self._needed(cluster)
            left = max(left, -(at + glyph.ink[0]))
            right = max(right, at + glyph.ink[2])
            at += glyph.advance
        return left, max(right - at, 0.0)

    def _needed(self, cluster: str) -> Glyph:
        glyph = self.glyph(cluster)
        if glyph is None:
            raise LookupError("no glyph for this cluster")
        return glyph


@dataclass(eq=False)
class Face(Setter):
    """One font file, opened once per process (IPAmj: 0.2 s)."""

    name: str
    path: Path
    number: int = -1
    """Of a collection: which of its fonts."""
    _glyphs: dict[str, Glyph | None] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        cubic = self.path.suffix == ".ttc"
        self.file = CubicFile(self.path, self.number) if cubic else FontFile(self.path)
        self.codes = self.file.codes()
        """Code point -> glyph index, as text."""
        self.glyphs = self.file.glyphs
        self._sequences = self.file.sequences()
        self._reading = Lock()  # the file is read lazily, by one thread at a time

    def glyph(self, cluster: str) -> Glyph | None:
        """The glyph that draws ``cluster``, or ``None`` when this face has no right one."""
        if cluster not in self._glyphs:
            with self._reading:
                index = self._index(cluster)
                self._glyphs[cluster] = None if index is None else self._measured(int(index))
        return self._glyphs[cluster]

    def svg_path(self, glyph: Glyph, scale: float, left: float, top: float) -> str:
        """The outline as the ``d`` of an SVG path: ``scale`` units an em, from ``left``, the baseline
        ``top`` units down."""
        pen = SVGPathPen(self.file, ntos=lambda number: f"{number:.1f}")
        factor = scale / self.file.em
        with self._reading:
            self.file.draw(glyph.id, TransformPen(pen, (factor, 0, 0, -factor, left, top)))
        return pen.getCommands()

    def _index(self, cluster: str) -> str | None:
        if is_private(cluster):
            return None
        if len(cluster) == 1:
            return self.codes.get(ord(cluster))
        if len(cluster) == 2 and is_selector(cluster[1]):
            key = (ord(cluster[0]), ord(cluster[1]))
            if key not in self._sequences:
                return None
            return self._sequences[key] or self.codes.get(key[0])
        whole = composed(cluster)
        return None if whole is None else self.codes.get(ord(whole))

    def _measured(self, index: int) -> Glyph:
        em = self.file.em
        left, bottom, right, top = self.file.box(index)
        advance = self.file.metrics(index)[0] / em
        return Glyph(index, advance, (left / em, bottom / em, right / em, top / em))

    def runs(self, text: str) -> tuple[tuple[str, str], ...]:
        """All of ``text`` in this face."""
        return ((text, self.name),)


@dataclass(frozen=True)
class Mixed(Setter):
    """Several faces for one text, the first that has a cluster drawing it."""

    faces: tuple[Face, ...]

    def glyph(self, cluster: str) -> Glyph | None:
        """The glyph of the first face that has one."""
        return next((glyph for face in self.faces if (glyph := face.glyph(cluster))), None)

    def runs(self, text: str) -> tuple[tuple[str, str], ...]:
        """``text`` cut where the face changes."""
        owner = [
            (cluster, next(face.name for face in self.faces if face.glyph(cluster)))
            for cluster in clusters(text)
        ]
        return tuple(
            ("".join(cluster for cluster, _ in run), name)
            for name, run in groupby(owner, key=lambda pair: pair[1])
        )


def search_dirs() -> tuple[Path, ...]:
    """Where font files are looked for: the environment's directories, ours, then Debian's."""
    named = os.environ.get(FONT_DIRS_VARIABLE, "")
    return tuple(Path(part) for part in named.split(os.pathsep) if part) + DEFAULT_DIRS


@cache
def face(name: str) -> Face:
    """The face called ``name`` (of :data:`FILES` or :data:`FOREIGN`).  Raises :class:`FontMissing`."""
    number = FOREIGN[name][2] if name in FOREIGN else -1
    return Face(name, find_file(name, search_dirs()), number)


def find_file(name: str, dirs: Sequence[Path]) -> Path:
    """The font file of face ``name``, first directory first.  Raises :class:`FontMissing`."""
    file_name, package = FOREIGN[name][:2] if name in FOREIGN else FILES[name]
    for directory in dirs:
        found = sorted(directory.rglob(file_name)) if directory.is_dir() else []
        if found:
            return found[0]
    raise FontMissing(
        f"{file_name} not found; install the package {package}, or name its directory in "
        f"{FONT_DIRS_VARIABLE}"
    )


def face_for(text: str, preferred: Sequence[str] = WRITTEN) -> Setter | None:
    """What sets ``text``: the first face that has all of it, else several, the one that has most of
    it first; ``None`` when some cluster is in none."""
    faces = [face(name) for name in preferred]
    whole = next((found for found in faces if found.has(text)), None)
    if whole is not None:
        return whole
    parts = clusters(text)
    by_share = sorted(faces, key=lambda f: -sum(f.glyph(part) is not None for part in parts))
    mixed = Mixed(tuple(by_share))
    return mixed if mixed.has(text) else None


def owner_of(setter: Setter, cluster: str) -> Face:
    """The face that ``setter`` takes ``cluster`` from, which it has."""
    if isinstance(setter, Mixed):
        return next(each for each in setter.faces if each.glyph(cluster))
    assert isinstance(setter, Face)
    return setter


def uncovered(text: str, preferred: Sequence[str] = WRITTEN) -> tuple[str, ...]:
    """The clusters of ``text`` that no face has a right glyph for, each once, in order."""
    faces = [face(name) for name in preferred]
    parts = dict.fromkeys(clusters(text))
    return tuple(part for part in parts if not any(f.glyph(part) for f in faces))
