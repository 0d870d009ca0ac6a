"""Ruled lines and the cells between them, found on a picture of a page: scans and drawings alike."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PIL.Image import Image, Resampling, Transpose

from forms.document.ink import Rect

DOTS = 6.0
"""Dots per millimetre of the picture that is searched (152 dpi)."""

DARK = 180
LONGEST_GAP = 4
"""Of a dotted rule, dots."""

LEAST_SHARE = 0.28
"""Of a dotted rule that is dark."""

SHORTEST_ACROSS, SHORTEST_DOWN = 6.0, 4.0
"""Rules are at least so long, mm: strokes of letters are shorter."""

THICKEST = 1.6
"""mm; what is thicker is an area."""

NEAR = 0.9
"""Rules that come so near touch, mm."""

SMALLEST, WIDEST_TURN, TURN_STEP = 2.6, 2.0, 0.1
"""Of a cell, mm; of a scan that lies askew, degrees."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule at ``at`` (its y when it runs across, its x when down) from ``start`` to ``end``, mm."""

    at: float
    start: float
    end: float

    def covers(self, start: float, end: float) -> bool:
        """Whether it runs along all of that."""
        return self.start <= start + NEAR and self.end >= end - NEAR


@dataclass(frozen=True, slots=True)
class Ruling:
    """All rules of a page."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


def ruling(picture: Image) -> Ruling:
    """The rules of a grey ``picture`` with :data:`DOTS` a millimetre."""
    dark = picture.point(lambda value: 1 if value < DARK else 0)
    turned = dark.transpose(Transpose.TRANSPOSE)
    return Ruling(tuple(_rules(dark, SHORTEST_ACROSS)), tuple(_rules(turned, SHORTEST_DOWN)))


def askew(picture: Image) -> float:
    """By how many degrees the page lies turned counterclockwise: where rows are darkest and lightest."""
    small = picture.reduce(3).point(lambda value: 255 if value < DARK else 0)

    def contrast(angle: float) -> float:
        rows = small.rotate(-angle, fillcolor=0).resize((1, small.height), Resampling.BOX)
        return sum(value * value for value in rows.tobytes())

    steps = round(WIDEST_TURN / TURN_STEP)
    angles = [step * TURN_STEP for step in range(-steps, steps + 1)]
    best = max(angles, key=lambda angle: (contrast(angle), -abs(angle)))
    return 0.0 if contrast(best) < 1.02 * contrast(0.0) else best


_RUN = re.compile(rb"\x01(?:\x00{0,%d}\x01+)+|\x01{2,}" % LONGEST_GAP)


def _rules(dark: Image, shortest: float) -> Iterator[Rule]:
    wide, data = dark.width, dark.tobytes()
    least = int(shortest * DOTS)
    open_runs: list[tuple[int, int, int, int]] = []  # first row, last row, start, end
    done: list[tuple[int, int, int, int]] = []
    for y in range(dark.height):
        row = data[y * wide : (y + 1) * wide]
        found = [
            match.span()
            for match in _RUN.finditer(row)
            if match.end() - match.start() >= least
            and row.count(1, match.start(), match.end())
            >= LEAST_SHARE * (match.end() - match.start())
        ]
        still: list[tuple[int, int, int, int]] = []
        for top, bottom, start, end in open_runs:
            same = next((run for run in found if _overlap(run, (start, end)) > 0.5), None)
            if same is None:
                done.append((top, bottom, start, end))
            else:
                found.remove(same)
                still.append((top, y, min(start, same[0]), max(end, same[1])))
        open_runs = still + [(y, y, start, end) for start, end in found]
    for top, bottom, start, end in (*done, *open_runs):
        if bottom - top + 1 <= THICKEST * DOTS and _stands_alone(
            data, wide, top, bottom, start, end
        ):
            yield Rule((top + bottom + 1) / 2 / DOTS, start / DOTS, end / DOTS)


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return common / max(one[1] - one[0], other[1] - other[0])


def _stands_alone(data: bytes, wide: int, top: int, bottom: int, start: int, end: int) -> bool:
    """Whether it is light above and below: a row through a line of text is not."""
    for y in (top - 4, bottom + 4):
        beside = data[max(y, 0) * wide + start : max(y, 0) * wide + end]
        if beside.count(1) > 0.25 * (end - start):
            return False
    return True


def cells(found: Ruling) -> tuple[Rect, ...]:
    """The rectangles between rules, from top to bottom and left to right."""
    across = sorted(found.across, key=lambda rule: rule.at)
    down = sorted(found.down, key=lambda rule: rule.at)
    made: list[Rect] = []
    for rect in (rect for top in across for rect in _under(top, across, down)):
        if not any(_same(rect, other) for other in made):  # a thick rule may be found as two
            made.append(rect)
    return tuple(sorted(made, key=lambda rect: (round(rect.y), rect.x)))


def _same(one: Rect, other: Rect) -> bool:
    return (
        max(
            abs(one.x - other.x),
            abs(one.y - other.y),
            abs(one.right - other.right),
            abs(one.bottom - other.bottom),
        )
        < NEAR
    )


def _under(top: Rule, across: Sequence[Rule], down: Sequence[Rule]) -> Iterator[Rect]:
    """The cells whose upper edge is on ``top``."""
    hanging = [
        rule
        for rule in down
        if rule.start <= top.at + NEAR
        and rule.end > top.at + SMALLEST
        and top.start - NEAR <= rule.at <= top.end + NEAR
    ]
    for index, left in enumerate(hanging):
        for right in hanging[index + 1 :]:
            if right.at - left.at < SMALLEST:
                continue
            bottom = next(
                (
                    rule.at
                    for rule in across
                    if rule.at > top.at + SMALLEST and rule.covers(left.at, right.at)
                ),
                None,
            )
            if bottom is None:
                continue
            if left.covers(top.at, bottom) and right.covers(top.at, bottom):
                width = right.at - left.at
                yield Rect(
                    round(left.at, 1), round(top.at, 1), round(width, 1), round(bottom - top.at, 1)
                )
                break
