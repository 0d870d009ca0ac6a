"""What is on a page as operators of a PDF's content stream (PDF 32000-1, 8 and 9)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from math import cos, radians, sin
from typing import assert_never

from forms.document.ink import (
    PT,
    Code,
    Frame,
    Ink,
    Letters,
    Line,
    Rect,
    Ring,
    Shade,
    Strokes,
    Tick,
    Tint,
)
from forms.render.embedding import Codes
from forms.render.qr import modules

RING_WEIGHT, RING_SHARE = 1.1, 0.22
"""pt; and pt per mm of height: a ring around small print must not hide it."""
RING_END = 1.4
"""How far the round ends of a ring reach, of half its height: 1 is half a circle."""
TICK_WEIGHT = 1.3
STROKE_WEIGHT = 1.4
"""Of a signature, pt: as a ballpoint pen draws."""
TINT_ALPHA = 0.35
OVER, TINTED = "/over", "/tinted"
"""Graphics states: multiplied with what lies below; the same, and seen through."""

_CURVE = 0.5523
"""How far the handles of a quarter of an ellipse reach, of its half axis."""


def drawn(inks: Iterable[Ink], height: float, codes: Codes) -> bytes:
    """``inks`` on a page ``height`` mm high; what they need of fonts is noted in ``codes``.

    Coloured and grey areas come first, whatever their order, so that they cover nothing.
    """
    ordered = sorted(inks, key=lambda ink: not isinstance(ink, Shade | Tint))
    # Each part ends its line: some programs join the streams of a page without anything between them
    # (CUPS's pdftopdf made "ETq" of it, and lost the fields).
    parts = (f"{part}\n" for ink in ordered for part in _drawn(ink, height, codes))
    return "".join(parts).encode("ascii")


def _drawn(ink: Ink, height: float, codes: Codes) -> Iterator[str]:
    match ink:
        case Letters():
            yield from _letters(ink, height, codes)
        case Line():
            ends = f"{_p(ink.x1)} {_p(height - ink.y1)} m {_p(ink.x2)} {_p(height - ink.y2)} l S"
            style = "[0.8 1.4] 0 d" if ink.dotted else "2 J"
            yield f"q {ink.weight} w {style} {ends} Q"
        case Shade():
            yield f"{ink.grey} g {_box(ink.rect, height)} re f 0 g"
        case Tint():
            red, green, blue = ink.colour
            yield f"q {TINTED} gs {red} {green} {blue} rg {_box(ink.rect, height)} re f Q"
        case Frame():
            yield f"{ink.weight} w {_box(ink.rect, height)} re S"
        case Ring():
            weight = min(RING_WEIGHT, RING_SHARE * ink.rect.height)
            yield f"{weight:.2f} w {_oval(ink.rect, height)} S"
        case Tick():
            yield _tick(ink.rect, height)
        case Strokes():
            yield from _strokes(ink, height)
        case Code():
            yield _code(ink.payload, ink.rect, height)
        case _ as never:
            assert_never(never)


def _p(length: float) -> str:
    """Millimetres in points, to 3.5 thousandths of a millimetre."""
    return f"{length / PT:.2f}"


def _box(rect: Rect, height: float) -> str:
    return f"{_p(rect.x)} {_p(height - rect.bottom)} {_p(rect.width)} {_p(rect.height)}"


def _letters(ink: Letters, height: float, codes: Codes) -> Iterator[str]:
    said = codes.encoded(ink.face, ink.text)
    x, y = _p(ink.x), _p(height - ink.y)
    across, up = cos(radians(ink.turn)), sin(radians(ink.turn))
    turned = f"{across:.4f} {-up:.4f} {up:.4f} {across:.4f}" if ink.turn else "1 0 0 1"
    spacing = f" {ink.spacing:.3f} Tc" if ink.spacing else ""
    shown = f"BT /{ink.face} {ink.size} Tf{spacing} {turned} {x} {y} Tm <{said}> Tj"
    shown += " 0 Tc ET" if ink.spacing else " ET"
    # Grey over a city's page: what is printed there stays readable.
    yield f"q {OVER} gs {ink.grey} g {shown} Q" if ink.grey else shown


def _oval(rect: Rect, height: float) -> str:
    """Round a short word; a long one gets its sides straight, or its first and last letter are crossed."""
    wide, high = rect.width / 2 / PT, rect.height / 2 / PT
    x, y = rect.x / PT + wide, (height - rect.y) / PT - high
    end = min(wide, RING_END * high)
    handle_x, handle_y = end * _CURVE, high * _CURVE
    right, left = x + wide - end, x - wide + end

    def quarter(*numbers: float) -> str:
        return " ".join(f"{number:.2f}" for number in numbers) + " c"

    return "\n".join(
        (
            f"{x + wide:.2f} {y:.2f} m",
            quarter(x + wide, y + handle_y, right + handle_x, y + high, right, y + high),
            f"{left:.2f} {y + high:.2f} l",
            quarter(left - handle_x, y + high, x - wide, y + handle_y, x - wide, y),
            quarter(x - wide, y - handle_y, left - handle_x, y - high, left, y - high),
            f"{right:.2f} {y - high:.2f} l",
            quarter(right + handle_x, y - high, x + wide, y - handle_y, x + wide, y),
            "h",
        )
    )


def _tick(rect: Rect, height: float) -> str:
    def point(across: float, up: float) -> str:
        return f"{_p(rect.x + across * rect.width)} {_p(height - rect.bottom + up * rect.height)}"

    path = f"{point(0.14, 0.52)} m {point(0.42, 0.2)} l {point(0.88, 0.86)} l S"
    return f"q {TICK_WEIGHT} w 1 J 1 j {path} Q"


def _strokes(ink: Strokes, height: float) -> Iterator[str]:
    """Each stroke with round ends; one that is a point is a dot."""
    for line in ink.lines:
        points = [
            f"{_p(ink.rect.x + across * ink.rect.width)} "
            f"{_p(height - ink.rect.y - down * ink.rect.height)}"
            for across, down in (line if len(line) > 1 else (*line, *line))
        ]
        path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
        yield f"q {STROKE_WEIGHT} w 1 J 1 j {path} S Q"


def _code(payload: str, rect: Rect, height: float) -> str:
    rows = len(modules(payload))
    side = rect.width / PT / rows
    place = f"{side:.5f} 0 0 {-side:.5f} {_p(rect.x)} {_p(height - rect.y)}"
    return f"q {place} cm {_modules(payload)} f Q"


@lru_cache(maxsize=64)
def _modules(payload: str) -> str:
    """Dark modules as rectangles, neighbours in one; one module is one unit, downwards."""
    out: list[str] = []
    for down, row in enumerate(modules(payload)):
        start: int | None = None
        for across, dark in enumerate((*row, False)):
            if dark and start is None:
                start = across
            elif not dark and start is not None:
                out.append(f"{start} {down} {across - start} 1 re")
                start = None
    return " ".join(out)
