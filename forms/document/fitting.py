"""Text into boxes: wrapping with 禁則, shrinking to a floor, two lines, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from forms.document.ink import PT, Letters, Rect
from forms.document.template import Align
from forms.render.faces import WRITTEN, Setter, face_for
from forms.text.clusters import clusters

_NOT_FIRST = set(
    "、。，．・：；？！）」』】〕〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々,.:;?!)]}%-－―‐〜~"
)
_NOT_LAST = set("（「『【〔〈《“‘〒([{第")
STEP = 0.25
"""Type sizes are tried in these steps, pt."""

TWO_LINES = 0.75
"""A text is shrunk to this share of its size before it is set in two lines."""

PITCH = 1.15
"""Distance of two baselines, em."""

MIDDLE = 0.38
"""Height of the middle of the ideographic em box over the baseline (ascent .88, descent .12), em."""

PADDING = 0.8
"""Free space at the left and right of a box, mm."""


def wrap(text: str, face: Setter, size: float, width: float) -> list[str]:
    """``text`` in lines no wider than ``width`` mm, by 禁則処理; explicit newlines are kept."""
    lines: list[str] = []
    for part in text.split("\n"):
        lines += _wrapped(part, face, width / PT / size)
    return lines


def _wrapped(text: str, face: Setter, room: float) -> Iterator[str]:
    parts = clusters(text)
    start = 0
    while start < len(parts):
        used, end = 0.0, start
        while end < len(parts) and used + face.width(parts[end]) <= room + 1e-6:
            used += face.width(parts[end])
            end += 1
        end = max(end, start + 1)
        if end < len(parts):
            end = _back(parts, start, end)
        yield "".join(parts[start:end])
        start = end
    if not parts:
        yield ""


def _back(parts: Sequence[str], start: int, end: int) -> int:
    """The last good break in ``start+1..end``; ``end`` itself when there is none."""
    for at in range(end, start, -1):
        if _breakable(parts, at):
            return at
    return end


def _breakable(parts: Sequence[str], at: int) -> bool:
    before, after = parts[at - 1], parts[at]
    if after in _NOT_FIRST or before in _NOT_LAST or after in " \u3000":
        return False
    return not (_runs_on(before) and _runs_on(after))


def _runs_on(part: str) -> bool:
    return part[0].isascii() and part[0].isalnum()


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that has found its size and lines."""

    letters: tuple[Letters, ...]
    size: float


def fit(
    text: str,
    box: Rect,
    size: float,
    floor: float,
    *,
    lines: int = 1,
    align: Align = "left",
    preferred: Sequence[str] = WRITTEN,
    padding: float = PADDING,
) -> Fitted | None:
    """``text`` set inside ``box``: the largest size from ``size`` down to ``floor`` pt at which all
    its ink is inside, in one line or, where ``lines`` allows it, in two; more ``lines`` wrap by 禁則.

    ``None`` when it does not fit even so.  Raises ``LookupError`` when no one face has it all
    (ask :func:`forms.render.faces.face_for` first).
    """
    face = face_for(text, preferred)
    if face is None:
        raise LookupError("no face for this text")
    inner = box.inset(padding, 0.2)
    if face.width(text) * floor * PT > lines * inner.width + 1e-6:
        return None  # said at once: to look for a division takes the square of the length
    steps = int((size - floor) / STEP)
    for tried in [size - STEP * step for step in range(steps + 1)]:
        allowed = lines if lines > 2 or tried <= size * TWO_LINES else 1
        for rows in _divisions(text, face, tried, inner.width, allowed):
            letters = _set(rows, face, tried, inner, align)
            if letters is not None:
                return Fitted(letters, tried)
    return None


def _divisions(
    text: str, face: Setter, size: float, width: float, lines: int
) -> Iterator[tuple[str, ...]]:
    room = width / PT / size
    if face.width(text) <= room:
        yield (text,)
    elif lines > 2:
        rows = wrap(text, face, size, width)
        if len(rows) <= lines:
            yield tuple(rows)
    elif lines > 1:
        parts = clusters(text)
        whole = [
            ("".join(parts[:at]), "".join(parts[at:]))
            for at in range(1, len(parts))
            if _breakable(parts, at)
        ] or [("".join(parts[:at]), "".join(parts[at:])) for at in range(1, len(parts))]
        fitting = [pair for pair in whole if max(map(face.width, pair)) <= room]
        spaced = [pair for pair in fitting if pair[0][-1] in " \u3000"]
        if fitting:
            yield (spaced or fitting)[-1]


def _set(
    rows: Sequence[str], face: Setter, size: float, inner: Rect, align: Align
) -> tuple[Letters, ...] | None:
    em = size * PT
    middle = inner.y + inner.height / 2
    first = middle + MIDDLE * em - (len(rows) - 1) * PITCH * em / 2
    baselines = [first + PITCH * em * index for index in range(len(rows))]
    top = baselines[0] - face.height(rows[0])[1] * em
    bottom = baselines[-1] - face.height(rows[-1])[0] * em
    if bottom - top > inner.height:
        return None
    if any(sum(face.overhang(row)) + face.width(row) > inner.width / em + 1e-6 for row in rows):
        return None
    shift = max(inner.y - top, 0.0) - max(bottom - inner.bottom, 0.0)
    return tuple(
        letters
        for row, baseline in zip(rows, baselines, strict=True)
        for letters in runs_at(
            row, face, size, _left(row, face, em, inner, align), baseline + shift
        )
    )


def runs_at(row: str, face: Setter, size: float, x: float, y: float) -> Iterator[Letters]:
    """``row`` from ``x`` on the baseline ``y`` (mm), one run per face."""
    for run, name in face.runs(row):
        yield Letters(run, name, size, x, y)
        x += face.width(run) * size * PT


def _left(row: str, face: Setter, em: float, inner: Rect, align: Align) -> float:
    left, right = (side * em for side in face.overhang(row))
    spare = inner.width - face.width(row) * em
    match align:
        case "left":
            return inner.x + left
        case "center":
            return inner.x + min(max(spare / 2, left), spare - right)
        case "right":
            return inner.x + spare - right
